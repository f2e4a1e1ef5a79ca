//! Finds the files that a text refers to, and remembers which of them are published for it.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::super::asset_id;
use super::{Links, Place};
use crate::config::HtmlPolicy;
use crate::corpus::content::split_language;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Asset, AssetId, Fill, Reference, SourcePath};
use crate::source::{Active, Fault};

/// Endings of files that an `<img>` shows.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg"];

/// Returns what is wrong with a file in words, and what to do.
fn in_words(fault: &Fault, name: &str) -> Option<(String, &'static str)> {
    let again = "save the image again under this name";
    Some(match fault {
        Fault::Pointer => {
            let hint = "run `git lfs pull`; for actions/checkout write `lfs: true`";
            (format!("`{name}` is a pointer of Git LFS, not the file itself"), hint)
        }
        Fault::Empty => (format!("`{name}` is empty"), again),
        Fault::NotAnImage(what) => (format!("`{name}` is not an image: it contains {what}"), again),
        Fault::NoNamespace => {
            let hint = "add `xmlns=\"http://www.w3.org/2000/svg\"` to its element `svg`";
            (format!("`{name}` has no namespace, so browsers do not show it"), hint)
        }
        // That is an error of its own.
        Fault::Panicked(_) => return None,
    })
}

impl<'c> Links<'_, '_, 'c> {
    /// Returns the files that something published refers to.
    pub(in crate::corpus::resolve) fn into_assets(self) -> BTreeMap<AssetId, Asset> {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let asset = |id: AssetId| {
            let binary = self.context.corpus.assets.get(&id.0)?;
            let (origin, digest, dimensions) = (binary.origin.clone(), binary.digest, binary.look.dimensions);
            Some((id.clone(), Asset { origin, source: id.0.clone(), digest, dimensions }))
        };
        used.into_iter().filter_map(asset).collect()
    }

    /// Marks files as shown on some page.
    pub(super) fn publish<const N: usize>(&self, ids: [AssetId; N]) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).extend(ids);
    }

    /// Returns the version of an image for dark pages, `form.dark.png` beside `form.png`.
    pub(super) fn dark_version(&self, light: &AssetId) -> Option<AssetId> {
        let (stem, extension) = light.0.as_str().rsplit_once('.')?;
        let is_image = IMAGES.iter().any(|known| extension.eq_ignore_ascii_case(known));
        let dark = asset_id(&SourcePath::new(&format!("{stem}.dark.{extension}")));
        let is_there = is_image && self.context.corpus.assets.contains_key(&dark.0);
        (is_there && !self.is_unsafe(&dark)).then_some(dark)
    }

    pub(super) fn is_unsafe(&self, id: &AssetId) -> bool {
        self.why_unsafe(id).is_some()
    }

    /// Returns why a file is not published, if that depends on how far writers are trusted.
    fn why_unsafe(&self, id: &AssetId) -> Option<&'c Active> {
        let is_trusted = self.context.settings.html == HtmlPolicy::Trusted;
        self.context.corpus.assets.get(&id.0)?.look.active.as_ref().filter(|_| !is_trusted)
    }

    /// Says why a file is not published.
    pub(super) fn refuse(&self, id: &AssetId, reference: &Reference, sink: &mut Vec<Diagnostic>) -> Fill {
        let why = match self.why_unsafe(id) {
            Some(Active::Drawing(why)) => format!(": {why}"),
            _ => String::new(),
        };
        let message = format!("`{}` could run scripts and is not published{why}", id.0.file_name());
        let hint = match why.is_empty() {
            true => "offer it as a ZIP file, or set `markdown: {html: trusted}` if you trust all writers",
            false => {
                "remove it and save the drawing again, or set `markdown: {html: trusted}` if you trust all writers"
            }
        };
        self.report(sink, Code::UnsafeFile, message, reference, Some(hint.to_owned()));
        Fill::Nowhere
    }

    /// Warns of a file that is there and that no reader can use.
    pub(super) fn warn_of_fault(
        &self,
        source: &SourcePath,
        reference: &Reference,
        sink: &mut Vec<Diagnostic>,
    ) {
        let fault = self.context.corpus.assets.get(source).and_then(|binary| binary.look.fault.as_ref());
        if let Some((message, hint)) = fault.and_then(|fault| in_words(fault, source.file_name())) {
            self.report(sink, Code::InvalidImage, message, reference, Some(hint.to_owned()));
        }
    }

    /// Returns the file at `source`, or better, its version for the language of the text.
    pub(super) fn asset(&self, source: &str, place: Place<'c>) -> Option<AssetId> {
        let assets = &self.context.corpus.assets;
        let languages = &self.context.settings.languages;
        if let Some((stem, extension)) = source.rsplit_once('.')
            && split_language(stem, languages).1.is_none()
        {
            let own = place.file.language;
            for language in std::iter::once(own).chain(languages.fallbacks(own)) {
                let localised = SourcePath::new(&format!("{stem}.{}.{extension}", languages.tag(language)));
                if assets.contains_key(&localised) {
                    return Some(asset_id(&localised));
                }
            }
        }
        let path = SourcePath::new(source);
        let inside = source.starts_with("content/") || source.starts_with("snippets/");
        (inside && assets.contains_key(&path)).then(|| asset_id(&path))
    }
}
