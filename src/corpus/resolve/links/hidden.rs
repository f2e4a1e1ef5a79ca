//! Knows the addresses of pages that this target may not see, so that neither a link nor a pasted address tells of
//! them.

use std::collections::{BTreeMap, BTreeSet};

use super::own::OwnAddress;
use super::{Found, Item, Links};
use crate::corpus::resolve::editions::draft_all;
use crate::corpus::resolve::redirects::old_path;
use crate::corpus::resolve::statics;
use crate::memo::{Key, Keyer};
use crate::model::paths::{nfc, percent_decode};
use crate::model::reserved::{ALL, Kind, Place as Where, TWIN};
use crate::model::{Fallback, LanguageId, SitePath};

impl<'t, 'c> Links<'_, 't, 'c> {
    /// Returns the page that only others see at a path, or the nearest one around it.
    pub(super) fn hidden_item(&self, path: &str) -> Option<Item<'t>> {
        let hidden = self.hidden_pages();
        if hidden.is_empty() {
            return None;
        }
        let mut inner = path.trim_matches('/');
        loop {
            if inner.is_empty() {
                return None;
            }
            let found = [format!("{inner}/"), inner.to_owned()].into_iter().find_map(|path| {
                let key = SitePath::parse(&path).ok()?.claim_key();
                hidden.get(&key).copied()
            });
            if found.is_some() {
                return found;
            }
            inner = inner.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Returns whether a path leads to a page that only others see, or below one.
    pub fn is_hidden_path(&self, path: &str) -> bool {
        self.hidden_item(path).is_some()
    }

    /// Returns whether a whole address names a page that only others see, so that no reader may be shown it.
    pub fn conceals(&self, target: &str) -> bool {
        let Some(own) = self.own(target) else { return false };
        let path = nfc(&percent_decode(&own.path));
        let visible = [format!("{}/", path.trim_matches('/')), path.trim_matches('/').to_owned()];
        let is_visible = visible
            .iter()
            .any(|path| SitePath::parse(path).is_ok_and(|path| self.by_path.contains_key(&path.claim_key())));
        !is_visible && (self.is_hidden_path(&path) || self.is_hidden_static(&path))
    }

    /// Returns whether a path is that of a file which is copied for others alone.
    pub(super) fn is_hidden_static(&self, path: &str) -> bool {
        let path = path.trim_matches('/');
        let is_shown = SitePath::parse(path).is_ok_and(|path| self.statics.contains(&path));
        let key = SitePath::parse(&format!("{path}/")).map(|path| path.claim_key());
        !is_shown && key.is_ok_and(|key| self.hidden_statics().contains(&key))
    }

    fn hidden_statics(&self) -> &BTreeSet<String> {
        self.hidden_statics.get_or_init(|| statics::hidden(self.context).collect())
    }

    /// Returns what a text depends on that may name hidden pages: which those are. Nothing where it names none.
    pub fn concealing(&self, text: &str) -> Option<Key> {
        let (pages, statics) = (self.hidden_pages(), self.hidden_statics());
        if (pages.is_empty() && statics.is_empty()) || !self.bases.may_be_in(text) {
            return None;
        }
        Some(*self.hidden_key.get_or_init(|| {
            let mut keyer = Keyer::default();
            pages.keys().chain(statics).for_each(|path| keyer.add(path.as_bytes()));
            keyer.key()
        }))
    }

    /// Returns the pages that others see and this target does not, by their paths and old paths.
    fn hidden_pages(&self) -> &BTreeMap<String, Item<'t>> {
        self.hidden.get_or_init(|| {
            let mut hidden = BTreeMap::new();
            for draft in draft_all(self.context, self.tree, |_| true) {
                let sections = draft
                    .sections
                    .iter()
                    .map(|section| (&section.path, Item::Section(section.item.key), section.shown));
                let articles = draft
                    .articles
                    .iter()
                    .map(|article| (&article.path, Item::Article(article.item.key), Some(article.shown)));
                for (path, item, shown) in sections.chain(articles) {
                    let key = path.claim_key();
                    if self.by_path.contains_key(&key) {
                        continue;
                    }
                    hidden.insert(key, item);
                    let shown = shown.filter(|shown| shown.fallback == Fallback::None);
                    for alias in shown.iter().flat_map(|shown| &shown.variant.file.front.aliases) {
                        let old = old_path(alias, self.bases, &mut Vec::new()).map(|old| old.claim_key());
                        if let Some(old) = old.filter(|old| !self.by_path.contains_key(old)) {
                            hidden.entry(old).or_insert(item);
                        }
                    }
                }
            }
            hidden
        })
    }

    /// Returns whether an address leads into the trees of other audiences, where they have a page that this target has
    /// none of: a label, what changed.
    pub(super) fn is_only_theirs(&self, own: &OwnAddress<'_>) -> bool {
        let target = self.context.target.audience;
        if own.audiences.is_empty() || own.audiences.contains(target) {
            return false;
        }
        let path = SitePath::parse(own.path.trim_start_matches('/'))
            .map(|path| path.claim_key())
            .unwrap_or_default();
        let roots = self.drafts.iter().map(|draft| draft.root.as_str().to_lowercase());
        let inner = roots.filter_map(|root| path.strip_prefix(root.as_str()).map(str::to_owned));
        let pages = ALL.iter().filter(|row| row.place == Where::Language && row.kind != Kind::File);
        let pages: Vec<_> = pages.collect();
        inner.into_iter().any(|inner| pages.iter().any(|row| row.meets(&inner).is_some()))
    }

    /// Returns the Markdown version of a page, where it is one that has it.
    pub(super) fn twin(&self, absolute: &str) -> Option<Found<'t>> {
        let folder = absolute.strip_suffix(TWIN).filter(|_| self.context.settings.seo.llms)?;
        let path = SitePath::parse(folder).ok()?;
        let (_, item, language) = self.by_path.get(&path.claim_key())?;
        let (found, _, file) = self.locate(*item, *language)?;
        let is_own = |file: Option<LanguageId>| file.is_none_or(|file| file == found);
        let listed = file.is_none_or(|file| !file.front.seo.noindex);
        (is_own(file.map(|file| file.language)) && listed).then(|| Found::Static(path.file(TWIN)))
    }
}
