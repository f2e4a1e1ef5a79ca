//! Finds what lies at another address now than the one a link names.

use rustc_hash::FxHashMap;

use super::address::relative;
use super::own::OwnAddress;
use super::{Found, Item, Links, Place, named};
use crate::corpus::content::split_language;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};
use crate::model::paths::percent_encode;
use crate::model::{Fill, LanguageId, Redirect, RedirectTarget, Reference, SitePath};

/// Where old addresses lead, by how paths are compared. Only looked up.
pub(super) type Moved = FxHashMap<String, (SitePath, String)>;

/// An article or section at an old address.
pub(super) struct Move<'t, 'w> {
    pub item: Item<'t>,
    /// The language of the old address.
    pub language: LanguageId,
    /// `?query` and `#fragment`.
    pub suffix: &'w str,
    /// The whole address that was written, if one was.
    pub own: Option<&'w OwnAddress<'w>>,
}

/// Returns the old addresses of pages.
pub(super) fn table(redirects: &[Redirect]) -> Moved {
    let page = |redirect: &Redirect| match &redirect.to {
        RedirectTarget::Page(path, suffix) => {
            Some((redirect.from.claim_key(), (path.clone(), suffix.clone())))
        }
        RedirectTarget::External(_) => None,
    };
    redirects.iter().filter_map(page).collect()
}

impl<'t, 'c> Links<'_, 't, 'c> {
    /// Returns what an old address stands for now.
    pub(super) fn moved_to(&self, path: &str) -> Option<Found<'t>> {
        let (page, suffix) = self.moved.get(&SitePath::parse(path).ok()?.claim_key())?;
        let (_, item, language) = self.by_path.get(&page.claim_key())?;
        Some(Found::Moved(*item, *language, suffix.clone()))
    }

    /// Returns what a source file that is not there any more stands for, by the address it had.
    pub(super) fn moved_source(&self, source: &str) -> Option<Found<'t>> {
        let inner = source.strip_prefix("content/")?;
        let stem = inner.strip_suffix(".md")?;
        let (stem, _) = split_language(stem, &self.context.settings.languages);
        let stem = stem.strip_suffix("/index").or(stem.strip_suffix("/_index")).unwrap_or(stem);
        self.moved_to(&format!("{stem}/"))
    }

    /// Returns the link to what has moved, and says where it is now.
    pub(super) fn moved_link(
        &self,
        moved: &Move<'t, '_>,
        reference: &Reference,
        place: Place<'c>,
        sink: &mut Vec<Diagnostic>,
    ) -> Fill {
        let (item, suffix, language) = (moved.item, moved.suffix, named(moved.language, place));
        let fill = self.page(item, language.unwrap_or(place.language), suffix, reference, sink);
        // The file of a language leads to that language, the original to the reader's.
        let file = self.in_tree(item).and_then(|item| match language {
            Some(language) => item.variants.get(&language),
            None => item.original(),
        });
        let file = file.map(|variant| &variant.file.path);
        // A whole address stays one: it may stand in the text without brackets.
        let whole = moved.own.and_then(|own| {
            let (_, path, _) = self.locate(item, moved.language)?;
            Some(format!("{}{}", own.base, path.encoded()))
        });
        let address = match (whole, file, &fill) {
            (Some(whole), ..) => whole,
            (None, Some(file), _) => percent_encode(&relative(reference.path.folder(), file.as_str())),
            (None, None, Fill::Page(path, _)) => format!("/{}", path.as_str()),
            (None, None, _) => return fill,
        };
        let text = format!("{address}{suffix}");
        // A value of YAML may stand in quotes, which stay.
        let quotes = usize::from(reference.range.len() == reference.target.len() + 2);
        let (start, end) = (reference.range.start + quotes, reference.range.end.saturating_sub(quotes));
        let span = Span::new(&reference.path, start, end);
        let message = format!("`{}` is an old address", reference.target);
        let moved = Diagnostic::new(Code::MovedLink, message).at(span.clone());
        // Where the words are not at their place, such as in `[words][name]`, the range is that of the whole.
        sink.push(match span.end - span.start == reference.target.len() {
            true => moved.hint(format!("write `{text}`; `helpsmith check --fix` does it")).fixed_by(Fix {
                span,
                was: reference.target.clone(),
                text,
            }),
            false => moved.hint(format!("write `{text}`")),
        });
        fill
    }
}
