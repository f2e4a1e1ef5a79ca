//! Finds the heading that a link means, in the language of its reader.

use super::{Item, Links, Place};
use crate::corpus::content::ContentFile;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Fill, Reference, SitePath};

/// Headings that a hint names.
const HEADINGS_NAMED: usize = 5;
/// Ids of a page beyond which none is looked for that was nearly meant: each broken link would be held against each.
const IDS_COMPARED_MAX: usize = 500;

impl<'c> Links<'_, '_, 'c> {
    /// Returns the link to a heading of the same page.
    pub(super) fn own_fragment(
        &self,
        fragment: &str,
        reference: &Reference,
        place: Place<'c>,
        sink: &mut Vec<Diagnostic>,
    ) -> Fill {
        if fragment.is_empty() || fragment == "top" {
            return Fill::Fragment(fragment.to_owned());
        }
        let item = self.files.get(place.file.path.as_str()).map(|(item, _)| *item);
        match item.and_then(|item| self.anchor(item, place.file, fragment)) {
            Some(id) => Fill::Fragment(id),
            None => {
                self.broken_anchor(fragment, Some(place.file), reference, sink);
                Fill::Nowhere
            }
        }
    }

    /// Returns the id that `fragment` means in `file`: itself, or in a translation with the same outline
    /// the heading at the same place as in the original.
    pub(super) fn anchor(&self, item: Item<'_>, file: &'c ContentFile, fragment: &str) -> Option<String> {
        let fragment = nfc(&percent_decode(fragment));
        // A page that could not be made has no headings to look for, and that has been said.
        let Some(page) = self.pages.get(&file.path) else { return Some(fragment) };
        if page.ids.binary_search(&fragment).is_ok() {
            return Some(fragment);
        }
        let original = self.pages.get(&self.in_tree(item)?.original()?.file.path)?;
        // Ids have no joiners, but who types the heading's words does.
        let joined = fragment.replace(['\u{200c}', '\u{200d}'], "");
        if page.ids.binary_search(&joined).is_ok() {
            return Some(joined);
        }
        let (theirs, ours) = (&original.rendered.headings, &page.rendered.headings);
        let same_outline = theirs.iter().map(|h| h.level).eq(ours.iter().map(|h| h.level));
        let at = theirs.iter().position(|heading| heading.id == fragment).filter(|_| same_outline)?;
        ours.get(at).map(|heading| heading.id.clone())
    }

    /// Returns `?query#fragment` with the id that the fragment means in the page at `path`, and without it where the
    /// page has no such heading, which `report` is told with a hint.
    pub fn anchored(
        &self,
        path: &SitePath,
        suffix: &str,
        report: impl FnOnce(String, Option<String>),
    ) -> String {
        let Some((query, fragment)) = suffix.split_once('#').filter(|(_, fragment)| !fragment.is_empty())
        else {
            return suffix.to_owned();
        };
        let Some((_, item, language)) = self.by_path.get(&path.claim_key()) else { return suffix.to_owned() };
        let file = self.locate(*item, *language).and_then(|(.., file)| file);
        match file.and_then(|file| self.anchor(*item, file, fragment)) {
            Some(id) => format!("{query}#{id}"),
            None => {
                let (message, hint) = self.no_heading(fragment, file);
                report(message, hint);
                query.to_owned()
            }
        }
    }

    pub(super) fn broken_anchor(
        &self,
        fragment: &str,
        file: Option<&ContentFile>,
        reference: &Reference,
        sink: &mut Vec<Diagnostic>,
    ) {
        let (message, hint) = self.no_heading(fragment, file);
        self.report(sink, Code::BrokenAnchor, message, reference, hint);
    }

    /// Says which heading a file does not have, and which one may have been meant.
    fn no_heading(&self, fragment: &str, file: Option<&ContentFile>) -> (String, Option<String>) {
        let page = file.and_then(|file| self.pages.get(&file.path));
        let ids = page.map_or(&[][..], |page| page.ids.as_slice());
        let near = match ids.len() <= IDS_COMPARED_MAX {
            true => nearest(fragment, ids.iter().map(String::as_str)),
            false => None,
        };
        let hint = near.map(|near| format!("did you mean `#{near}`?")).or_else(|| {
            let headings = page.map_or(&[][..], |page| &*page.rendered.headings);
            let first: Vec<String> =
                headings.iter().take(HEADINGS_NAMED).map(|heading| format!("`#{}`", heading.id)).collect();
            let some =
                if headings.len() > first.len() { "its first headings are" } else { "its headings are" };
            match first.is_empty() {
                true => Some("it has no headings: leave the `#` and what follows it out".to_owned()),
                false => Some(format!("{some} {}", first.join(", "))),
            }
        });
        let name = file.map_or("this page", |file| file.path.file_name());
        (format!("`{name}` has no heading `#{fragment}`"), hint)
    }
}
