//! Finds where each reference leads for the readers of one page.

mod address;
mod anchors;
mod files;
mod find;
mod hidden;
mod moved;
mod names;
mod nowhere;
mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use rustc_hash::FxHashMap;

use self::address::{Scheme, scheme, split_suffix};
use self::moved::{Move, Moved};
use self::names::Neighbours;
pub(super) use self::own::Bases;
use self::own::OwnAddress;
use super::editions::Draft;
use super::tree::{self, Tree, Variant};
use super::{Context, Pages};
use crate::corpus::content::ContentFile;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::guest;
use crate::memo::Key;
use crate::model::paths::nfc;
use crate::model::{Asset, AssetId, Fill, LanguageId, Redirect, Reference, SitePath, SourcePath};

/// Where everything is that a reference may lead to.
pub(super) struct Links<'a, 't, 'c> {
    context: Context<'c>,
    tree: &'t Tree<'c>,
    drafts: &'a [Draft<'t, 'c>],
    pages: Pages<'c>,
    /// Where the site is served.
    bases: &'a Bases,
    /// By source file. Only looked up, as are paths.
    files: FxHashMap<&'c str, (Item<'t>, LanguageId)>,
    /// Paths that are not in normal form C on disk, by how they are written in links.
    denormal: BTreeMap<String, &'c str>,
    /// Files that are published besides pages and assets: label pages, the sitemap, old paths.
    others: BTreeMap<String, SitePath>,
    statics: BTreeSet<SitePath>,
    by_path: FxHashMap<String, (SitePath, Item<'t>, LanguageId)>,
    /// Old addresses of pages.
    moved: Moved,
    used: Mutex<BTreeSet<AssetId>>,
    /// Pages that only others see, by their paths and old paths; worked out only when something leads there.
    hidden: OnceLock<BTreeMap<String, Item<'t>>>,
    /// The paths of files that are copied for others alone.
    hidden_statics: OnceLock<BTreeSet<String>>,
    hidden_key: OnceLock<Key>,
    /// Names to suggest; worked out only when something leads nowhere.
    neighbours: OnceLock<Neighbours<'c>>,
}

/// Returns the language of a target where its writer chose it: neither their own nor the default, which stands
/// for "the reader's".
fn named(language: LanguageId, place: Place<'_>) -> Option<LanguageId> {
    (language != LanguageId::DEFAULT && language != place.file.language).then_some(language)
}

/// An article or section by its key.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Item<'t> {
    Article(&'t str),
    Section(&'t str),
}

/// The page that a reference stands on.
#[derive(Clone, Copy)]
pub(super) struct Place<'c> {
    /// Language of the edition: links lead there.
    pub language: LanguageId,
    /// The file that the page shows.
    pub file: &'c ContentFile,
}

enum Found<'t> {
    /// An article or section, and the language that the writer named with it.
    Item(Item<'t>, Option<LanguageId>),
    Asset(AssetId),
    Static(SitePath),
    /// An article or section at an old address, with the language of that and what the redirect adds to it.
    Moved(Item<'t>, LanguageId, String),
    /// It is there, but not for this target: this article or section, where that is known.
    Hidden(Option<Item<'t>>),
    Nothing,
}

impl<'a, 't, 'c> Links<'a, 't, 'c> {
    pub fn new(
        context: Context<'c>,
        tree: &'t Tree<'c>,
        drafts: &'a [Draft<'t, 'c>],
        bases: &'a Bases,
    ) -> Self {
        let mut files = FxHashMap::default();
        for item in tree.articles.values() {
            let item_of = |v: &Variant<'c>| (v.file.path.as_str(), (Item::Article(item.key), v.language));
            files.extend(item.variants.values().map(item_of));
        }
        for item in tree.sections.values() {
            let item_of = |v: &Variant<'c>| (v.file.path.as_str(), (Item::Section(item.key), v.language));
            files.extend(item.variants.values().map(item_of));
        }
        let mut by_path = FxHashMap::default();
        for draft in drafts {
            for article in &draft.articles {
                by_path.insert(
                    article.path.claim_key(),
                    (article.path.clone(), Item::Article(article.item.key), draft.language),
                );
            }
            for section in &draft.sections {
                by_path.insert(
                    section.path.claim_key(),
                    (section.path.clone(), Item::Section(section.item.key), draft.language),
                );
            }
        }
        let (used, hidden, neighbours) = (Mutex::default(), OnceLock::new(), OnceLock::new());
        let texts = context.corpus.files.iter().map(|file| &file.path);
        let paths = texts.chain(context.corpus.assets.keys()).map(SourcePath::as_str);
        let denormal = paths.filter(|path| !path.is_ascii()).map(|path| (nfc(path), path)).collect();
        Self {
            context,
            tree,
            drafts,
            pages: Pages::default(),
            bases,
            files,
            denormal,
            others: BTreeMap::new(),
            statics: BTreeSet::new(),
            by_path,
            moved: Moved::default(),
            used,
            hidden,
            hidden_statics: OnceLock::new(),
            hidden_key: OnceLock::new(),
            neighbours,
        }
    }

    /// Returns the tree that it finds things in.
    pub fn tree(&self) -> &'t Tree<'c> {
        self.tree
    }

    /// Adds what the texts became, by which anchors are found.
    pub fn add_pages(&mut self, pages: Pages<'c>) {
        self.pages = pages;
    }

    /// Returns what the texts became.
    pub fn pages(&self) -> &Pages<'c> {
        &self.pages
    }

    /// Adds what is published besides pages and the files that articles refer to.
    pub fn add_others(&mut self, others: BTreeMap<String, SitePath>, statics: &BTreeMap<SitePath, Asset>) {
        self.others = others;
        self.statics = statics.keys().cloned().collect();
    }

    /// Adds old paths.
    pub fn add_redirects(&mut self, redirects: &[Redirect]) {
        let old = redirects.iter().map(|redirect| (redirect.from.claim_key(), redirect.from.clone()));
        self.others.extend(old);
        self.moved = moved::table(redirects);
    }

    /// Returns a file that is published besides pages: one of `static/`, a label's page, a feed.
    pub fn other(&self, path: &SitePath) -> Option<SitePath> {
        let fixed = self.statics.get(path).cloned();
        fixed.or_else(|| self.others.get(&path.claim_key()).cloned())
    }

    /// Returns where `reference` leads from `place`.
    pub fn fill(&self, reference: &Reference, place: Place<'c>, sink: &mut Vec<Diagnostic>) -> Fill {
        let rehearsed = format!("link {}", reference.target);
        guest::contained_at(&rehearsed, || self.fill_now(reference, place, sink)).unwrap_or_else(|panicked| {
            let span = Span::new(&reference.path, reference.range.start, reference.range.end);
            sink.push(panicked.diagnostic("following this link").at(span));
            Fill::Nowhere
        })
    }

    fn fill_now(&self, reference: &Reference, place: Place<'c>, sink: &mut Vec<Diagnostic>) -> Fill {
        let target = reference.target.trim();
        let own = self.bases.own(target);
        if own.is_none()
            && let Some(fill) = self.elsewhere(target, reference, sink)
        {
            return fill;
        }
        let (path, suffix) =
            own.as_ref().map_or_else(|| split_suffix(target), |own| (own.path.as_str(), own.suffix));
        let fragment = suffix.split_once('#').map(|(_, fragment)| fragment);
        if path.is_empty() && !target.is_empty() {
            return self.own_fragment(fragment.unwrap_or(""), reference, place, sink);
        }
        match self.find(path, own.as_ref(), reference, place) {
            Found::Item(item, named) => {
                let language = named.unwrap_or(place.language);
                self.page(item, language, suffix, reference, sink)
            }
            Found::Asset(id) if self.is_unsafe(&id) => self.refuse(&id, reference, sink),
            Found::Asset(light) => {
                self.warn_of_fault(&light.0, reference, sink);
                match self.dark_version(&light).filter(|_| reference.embedded) {
                    Some(dark) => {
                        self.warn_of_fault(&dark.0, reference, sink);
                        self.publish([light.clone(), dark.clone()]);
                        Fill::Picture { light, dark }
                    }
                    None => {
                        self.publish([light.clone()]);
                        Fill::Asset(light, suffix.to_owned())
                    }
                }
            }
            Found::Static(path) => {
                self.warn_of_fault(&SourcePath::new(&format!("static/{}", path.as_str())), reference, sink);
                Fill::Page(path, suffix.to_owned())
            }
            Found::Moved(..) if reference.embedded => self.broken(path, reference, sink),
            Found::Moved(item, language, end) => {
                let suffix = if suffix.is_empty() { end.as_str() } else { suffix };
                let moved = Move { item, language, suffix, own: own.as_ref() };
                self.moved_link(&moved, reference, place, sink)
            }
            Found::Hidden(item) => self.hidden(item, reference, sink),
            Found::Nothing => self.broken(path, reference, sink),
        }
    }

    /// Returns the fill of what has a scheme or a host, and so is no path of the site.
    fn elsewhere(&self, target: &str, reference: &Reference, sink: &mut Vec<Diagnostic>) -> Option<Fill> {
        match scheme(target) {
            Scheme::None => None,
            Scheme::Safe => {
                if reference.embedded {
                    let message = "this image is on another host".to_owned();
                    let hint = "save it beside the article; pages ask no other host for anything".to_owned();
                    self.report(sink, Code::RemoteImage, message, reference, Some(hint));
                }
                Some(Fill::External(target.to_owned()))
            }
            Scheme::Unsafe(scheme) => {
                let message = format!("links of the kind `{scheme}:` are removed");
                let hint = "use `https:`, `http:`, `mailto:`, `tel:` or a path".to_owned();
                self.report(sink, Code::UnsafeLink, message, reference, Some(hint));
                Some(Fill::Nowhere)
            }
        }
    }

    /// Returns what recognises whole addresses of the help centre.
    pub fn bases(&self) -> &'a Bases {
        self.bases
    }

    /// Takes a whole address of the help centre apart.
    pub fn own<'w>(&self, written: &'w str) -> Option<OwnAddress<'w>> {
        self.bases.own(written.trim())
    }

    fn report(
        &self,
        sink: &mut Vec<Diagnostic>,
        code: Code,
        message: String,
        reference: &Reference,
        hint: Option<String>,
    ) {
        let span = Span::new(&reference.path, reference.range.start, reference.range.end);
        sink.push(Diagnostic::new(code, message).at(span).maybe_hint(hint));
    }

    /// Returns the link to an item, in the reader's language where it has a page there.
    fn page(
        &self,
        item: Item<'t>,
        language: LanguageId,
        suffix: &str,
        reference: &Reference,
        sink: &mut Vec<Diagnostic>,
    ) -> Fill {
        let Some((_, path, file)) = self.locate(item, language) else {
            return self.hidden(Some(item), reference, sink);
        };
        if reference.embedded {
            return self.broken(&reference.target, reference, sink);
        }
        let Some((query, fragment)) = suffix.split_once('#') else {
            return Fill::Page(path, suffix.to_owned());
        };
        match file.and_then(|file| self.anchor(item, file, fragment)) {
            Some(id) => Fill::Page(path, format!("{query}#{id}")),
            None if fragment.is_empty() => Fill::Page(path, query.to_owned()),
            None => {
                self.broken_anchor(fragment, file, reference, sink);
                Fill::Page(path, query.to_owned())
            }
        }
    }

    /// Returns an item with all its files, whoever sees it.
    fn in_tree(&self, item: Item<'_>) -> Option<&'t tree::Item<'c>> {
        match item {
            Item::Article(key) => self.tree.articles.get(key),
            Item::Section(key) => self.tree.sections.get(key),
        }
    }

    /// Returns the page of an item for readers of `language`: in their tree, else in the nearest one.
    pub fn locate(
        &self,
        item: Item<'_>,
        language: LanguageId,
    ) -> Option<(LanguageId, SitePath, Option<&'c ContentFile>)> {
        let languages = &self.context.settings.languages;
        let find = |language: LanguageId| {
            let draft = self.drafts.get(usize::from(language.0))?;
            match item {
                Item::Article(key) => {
                    let article = draft.articles.get(*draft.article_ids.get(key)?)?;
                    Some((language, article.path.clone(), Some(article.shown.variant.file)))
                }
                Item::Section(key) => {
                    let section = draft.sections.get(draft.section_ids.get(key)?.0)?;
                    Some((language, section.path.clone(), section.shown.map(|shown| shown.variant.file)))
                }
            }
        };
        find(language).or_else(|| {
            let others = languages.iter().map(|(id, ..)| id);
            languages.fallbacks(language).chain(others).find_map(find)
        })
    }

    /// Returns the page at a path of the site.
    pub fn page_at(&self, path: &SitePath) -> Option<(&SitePath, Item<'t>)> {
        self.by_path.get(&path.claim_key()).map(|(path, item, _)| (path, *item))
    }

    /// Returns whether a file of an article or section is in `language`, whoever sees it.
    pub fn has_version(&self, item: Item<'_>, language: LanguageId) -> bool {
        self.in_tree(item).is_some_and(|item| item.variants.contains_key(&language))
    }

    /// Returns the item whose source file is at `path` below the content folder.
    pub fn item_of_source(&self, path: &str) -> Option<Item<'t>> {
        let source = format!("content/{}", path.trim_start_matches('/'));
        self.files.get(source.as_str()).map(|(item, _)| *item)
    }
}
