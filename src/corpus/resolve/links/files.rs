//! Finds the files that a text refers to, and remembers which of them are published for it.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::super::asset_id;
use super::{Links, Place};
use crate::config::HtmlPolicy;
use crate::corpus::content::split_language;
use crate::model::{Asset, AssetId, SourcePath};

/// Endings of files that an `<img>` shows.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg"];

impl<'c> Links<'_, '_, 'c> {
    /// Returns the files that something published refers to.
    pub(in crate::corpus::resolve) fn into_assets(self) -> BTreeMap<AssetId, Asset> {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let asset = |id: AssetId| {
            let binary = self.context.corpus.assets.get(&id.0)?;
            let (origin, digest, dimensions) = (binary.origin.clone(), binary.digest, binary.dimensions);
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
        let active = self.context.corpus.assets.get(&id.0).is_some_and(|binary| binary.active);
        active && self.context.settings.html != HtmlPolicy::Trusted
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
