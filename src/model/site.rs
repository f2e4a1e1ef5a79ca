//! The site that one target sees: everything in it may be published, and nothing else is in it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::{AudienceId, Body, Fill, LanguageId, SitePath, SourcePath, Span, Upkeep};

/// One output tree: who may read it, on which day, with or without drafts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Target {
    /// Who reads it.
    pub audience: AudienceId,
    /// The day it is made for.
    pub date: Date,
    /// Whether drafts and articles in review are shown, marked as such.
    pub drafts: bool,
}

/// What one target sees, in all languages.
#[derive(Clone, Debug)]
pub struct Site {
    /// For whom.
    pub target: Target,
    /// One for each language, in the order of the configuration.
    pub editions: Vec<Edition>,
    /// The files that something published refers to.
    pub assets: BTreeMap<AssetId, Asset>,
    /// Files of `static/` with the path they are copied to.
    pub statics: BTreeMap<SitePath, Asset>,
    /// Old paths and where they lead.
    pub redirects: Vec<Redirect>,
}

impl Site {
    /// Returns a site with nothing in it.
    pub fn empty(target: Target) -> Self {
        let (assets, statics) = (BTreeMap::new(), BTreeMap::new());
        Self { target, editions: Vec::new(), assets, statics, redirects: Vec::new() }
    }
}

/// A file to publish, by its place among the inputs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub SourcePath);

/// A file that is copied to the output.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where its bytes are.
    pub origin: PathBuf,
    /// Where it came from, for messages.
    pub source: SourcePath,
    /// Digest of its bytes (BLAKE3).
    pub digest: [u8; 32],
    /// Width and height in pixels of an image.
    pub dimensions: Option<(u32, u32)>,
}

/// An old path.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    /// The path that no longer has a page.
    pub from: SitePath,
    /// Where readers are sent.
    pub to: RedirectTarget,
    /// Where it is declared.
    pub span: Span,
    /// Where it is written that it leads to another redirect, if it does, and in which words.
    pub chain: Option<(Span, String)>,
}

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq)]
pub enum RedirectTarget {
    /// A page of the site with an optional `#fragment`.
    Page(SitePath, String),
    /// Another site.
    External(String),
}

/// The site in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Which.
    pub language: LanguageId,
    /// Its home page's path: the root, or `/<tag>/`.
    pub root: SitePath,
    /// Home page, categories, sections and sub-sections; the home page is the first.
    pub sections: Vec<Section>,
    /// All articles that have a page of their own in this language.
    pub articles: Vec<Article>,
    /// All labels in use, by title.
    pub labels: Vec<Label>,
    /// All articles that can be searched for, by title; none where the site has no search.
    pub by_title: Vec<usize>,
    /// Names that mean the same to readers.
    pub synonyms: Vec<Synonym>,
    /// Articles that come first for certain queries.
    pub best_bets: Vec<BestBet>,
}

/// What else readers call something: whoever searches for one of `also` finds what has `name`.
#[derive(Clone, Debug, PartialEq)]
pub struct Synonym {
    /// The name that articles use.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
}

/// Articles that are pinned to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct BestBet {
    /// What readers type.
    pub query: String,
    /// Paths of the articles, in order.
    pub pages: Vec<SitePath>,
}

/// What front matter says about how an article is found.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchFacts {
    /// Multiplies its rank.
    pub boost: f64,
    /// Words that readers use and the text does not.
    pub keywords: Vec<String>,
    /// The words of its old addresses.
    pub old_names: Vec<String>,
}

impl Default for SearchFacts {
    fn default() -> Self {
        Self { boost: 1.0, keywords: Vec::new(), old_names: Vec::new() }
    }
}

/// Where the file of a page says what, for messages about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// Its title; its beginning where it has none.
    pub title: Span,
    /// Its description.
    pub description: Option<Span>,
    /// The title for search engines, where that is another.
    pub search_title: Option<Span>,
    /// The description for them.
    pub search_description: Option<Span>,
    /// Whether it names a title of its own.
    pub has_title: bool,
}

/// A section by its place in its edition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SectionId(pub usize);

impl SectionId {
    /// The home page of an edition.
    pub const HOME: Self = Self(0);
}

/// The home page, a category (depth 1), a section (depth 2) or a sub-section.
#[derive(Clone, Debug)]
pub struct Section {
    /// What encloses it; nothing for the home page.
    pub parent: Option<SectionId>,
    /// 0 for the home page, 1 for a category, 2 for a section.
    pub depth: usize,
    /// Page path.
    pub path: SitePath,
    /// Title, in the page and, shorter, in menus.
    pub title: Arc<str>,
    /// Title for menus.
    pub nav_title: Arc<str>,
    /// Meta description.
    pub description: Option<Arc<str>>,
    /// File to edit, where it has one.
    pub source: Option<SourcePath>,
    /// Where its file says what.
    pub places: Option<Places>,
    /// Text above the lists.
    pub body: Body,
    /// Language of title and text.
    pub content_language: LanguageId,
    /// How it relates to its original.
    pub fallback: Fallback,
    /// What it holds.
    pub contents: Contents,
    /// The same section in each language in which it has its own words.
    pub alternates: Arc<[(LanguageId, SitePath)]>,
    /// The page of this section in each edition that has one, for the language switcher.
    pub pages: Arc<[(LanguageId, SitePath)]>,
    /// Page-level settings shared with articles.
    pub page: PageSettings,
}

/// What a section lists.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Sections directly inside, in order.
    pub sections: Vec<SectionId>,
    /// Articles directly inside, promoted ones first.
    pub entries: Vec<Entry>,
}

/// An article as lists show it; its page may be in another language's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Page path.
    pub path: SitePath,
    /// Title in lists.
    pub title: Arc<str>,
    /// Title in menus.
    pub nav_title: Arc<str>,
    /// One sentence.
    pub description: Option<Arc<str>>,
    /// Shown first, and on the home page.
    pub promoted: bool,
    /// Icon of the theme.
    pub icon: Option<Arc<str>>,
    /// Language of the words.
    pub language: LanguageId,
}

/// How a page relates to the file it shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fallback {
    /// The file is in the page's language.
    None,
    /// The file is in a wider variant of the page's language; readers need no notice.
    Regional,
    /// The file is in another language, and the page says so.
    Foreign,
}

/// Whether an article is finished.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Being written.
    Draft,
    /// Being read by others.
    InReview,
    /// For readers.
    Published,
    /// Kept at its URL, out of lists, search and sitemap.
    Archived,
}

impl State {
    /// Every state with the word writers use.
    pub const WORDS: &[(&'static str, State)] = &[
        ("draft", State::Draft),
        ("in_review", State::InReview),
        ("published", State::Published),
        ("archived", State::Archived),
    ];

    /// Returns the word writers use.
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, state)| *state == self).map_or("", |(word, _)| word)
    }
}

/// Something a page tells its reader first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Not translated; shown in this language.
    Fallback(LanguageId),
    /// A draft.
    Draft,
    /// In review.
    InReview,
    /// Archived.
    Archived,
}

/// What front matter says about the page rather than its words.
#[derive(Clone, Debug, Default)]
pub struct PageSettings {
    /// Template instead of the usual one, and where it is named.
    pub template: Option<(String, Span)>,
    /// Icon of the theme, and where it is named.
    pub icon: Option<(String, Span)>,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// Image for link previews.
    pub seo_image: Option<Fill>,
    /// Canonical URL elsewhere.
    pub seo_canonical: Option<String>,
    /// Words for engines that still read them.
    pub seo_keywords: Vec<String>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Free data for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// An article that has a page in an edition.
#[derive(Clone, Debug)]
pub struct Article {
    /// Page path.
    pub path: SitePath,
    /// The section it lies in.
    pub section: SectionId,
    /// Title.
    pub title: Arc<str>,
    /// Title for menus.
    pub nav_title: Arc<str>,
    /// One sentence.
    pub description: Option<Arc<str>>,
    /// Text.
    pub body: Body,
    /// Language of title and text.
    pub content_language: LanguageId,
    /// How the page relates to the file it shows.
    pub fallback: Fallback,
    /// Whether it is finished.
    pub state: State,
    /// First and last day it changed, where known.
    pub created: Option<Date>,
    /// Day of the last change, where known.
    pub updated: Option<Date>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Labels by their place in the edition.
    pub labels: Vec<usize>,
    /// Articles the writer named.
    pub related: Vec<Entry>,
    /// Other articles on the same matter by their places in the edition, best first.
    pub similar: Vec<usize>,
    /// The article in each language in which it has its own words.
    pub alternates: Arc<[(LanguageId, SitePath)]>,
    /// The page of this article in each edition that has one, for the language switcher.
    pub pages: Arc<[(LanguageId, SitePath)]>,
    /// File to edit.
    pub source: SourcePath,
    /// Where its file says what.
    pub places: Places,
    /// Who keeps it.
    pub upkeep: Upkeep,
    /// Its oldest address, by which feeds know it for good.
    pub first_path: SitePath,
    /// Who has committed changes to it, the latest first.
    pub contributors: Vec<Arc<str>>,
    /// Whether the table of contents is shown.
    pub toc: bool,
    /// Whether the vote block is shown.
    pub feedback: bool,
    /// Whether it is found by searching.
    pub searchable: bool,
    /// How it is found.
    pub search: SearchFacts,
    /// Page-level settings.
    pub page: PageSettings,
}

impl Article {
    /// Returns the article as lists show it.
    pub fn entry(&self) -> Entry {
        Entry {
            path: self.path.clone(),
            title: self.title.clone(),
            nav_title: self.nav_title.clone(),
            description: self.description.clone(),
            promoted: false,
            icon: self.page.icon.as_ref().map(|(name, _)| Arc::from(name.as_str())),
            language: self.content_language,
        }
    }
}

/// A label with the articles that carry it.
#[derive(Clone, Debug)]
pub struct Label {
    /// As written.
    pub title: Arc<str>,
    /// Page path.
    pub path: SitePath,
    /// Its articles by their places in the edition, in the order of their titles.
    pub articles: Vec<usize>,
}
