//! Finds what a path of a link stands for: as readers know it, then as writers do.

use std::borrow::Cow;

use super::own::OwnAddress;
use super::{Found, Item, Links, Place, named};
use crate::corpus::resolve::originals::join;
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Reference, SitePath};

impl<'t, 'c> Links<'_, 't, 'c> {
    pub(super) fn find(
        &self,
        path: &str,
        own: Option<&OwnAddress<'_>>,
        reference: &Reference,
        place: Place<'c>,
    ) -> Found<'t> {
        let is_plain = path.is_ascii() && !path.contains('%');
        let decoded = if is_plain { Cow::Borrowed(path) } else { Cow::Owned(nfc(&percent_decode(path))) };
        if let Some(absolute) = decoded.strip_prefix('/') {
            // Of a whole address the file is meant, not its source.
            if let Some(twin) = own.and_then(|_| self.twin(absolute)) {
                return twin;
            }
            return match self.find_absolute(absolute, place) {
                Found::Nothing if own.is_some_and(|own| self.is_only_theirs(own)) => Found::Hidden(None),
                found => found,
            };
        }
        let Some(source) = join(reference.path.folder(), &decoded) else { return Found::Nothing };
        self.find_source(&source, place)
    }

    /// Looks for a path of the input: an article, a folder, or a file beside them.
    fn find_source(&self, source: &str, place: Place<'c>) -> Found<'t> {
        let source = self.denormal.get(source).copied().unwrap_or(source);
        if let Some((item, language)) = self.files.get(source) {
            return Found::Item(*item, named(*language, place));
        }
        if let Some(inner) = source.strip_prefix("content").map(|inner| inner.trim_start_matches('/')) {
            let key = inner.strip_suffix("/_index.md").or(inner.strip_suffix("/index.md")).unwrap_or(inner);
            let key = key.strip_suffix(".md").unwrap_or(key);
            if let Some(item) = self.item(key) {
                return Found::Item(item, None);
            }
        }
        match self.asset(source, place) {
            Some(id) => Found::Asset(id),
            None => self.moved_source(source).unwrap_or(Found::Nothing),
        }
    }

    /// Looks for `/billing/vat/` as readers know it, then as writers do.
    fn find_absolute(&self, absolute: &str, place: Place<'c>) -> Found<'t> {
        let file = absolute.rsplit('/').next().is_some_and(|last| last.contains('.'));
        for path in [format!("{}/", absolute.trim_end_matches('/')), absolute.to_owned()] {
            let path = if path == "/" { String::new() } else { path };
            let Ok(path) = SitePath::parse(&path) else { continue };
            if let Some((_, item, language)) = self.by_path.get(&path.claim_key()) {
                return Found::Item(*item, named(*language, place));
            }
        }
        let fixed = SitePath::parse(absolute).ok().filter(|path| file && self.statics.contains(path));
        if let Some(path) = fixed {
            return Found::Static(path);
        }
        if let Some(moved) = self.moved_to(absolute).or_else(|| self.moved_to(&format!("{absolute}/"))) {
            return moved;
        }
        let other = |path: String| self.others.get(&SitePath::parse(&path).ok()?.claim_key()).cloned();
        if let Some(path) = other(absolute.to_owned()).or_else(|| other(format!("{absolute}/"))) {
            return Found::Static(path);
        }
        match self.find_source(&format!("content/{}", absolute.trim_end_matches('/')), place) {
            Found::Nothing => match self.hidden_item(absolute) {
                Some(item) => Found::Hidden(Some(item)),
                None if self.is_hidden_static(absolute) => Found::Hidden(None),
                None => Found::Nothing,
            },
            found => found,
        }
    }

    fn item(&self, key: &str) -> Option<Item<'t>> {
        if let Some((key, _)) = self.tree.articles.get_key_value(key) {
            return Some(Item::Article(key));
        }
        self.tree.sections.get_key_value(key).map(|(key, _)| Item::Section(key))
    }
}
