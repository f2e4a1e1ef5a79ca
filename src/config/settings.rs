//! What a site is configured to be.

use std::collections::BTreeMap;

use super::{Checks, Compression, Discovery, HistoryShown};
use crate::memo::Key;
use crate::model::{AudienceId, Audiences, BaseUrl, Languages, Span};

/// The contents of `helpsmith.yaml`, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Digest of the whole file, for results that may depend on any of it.
    pub digest: Key,
    /// Name of the help centre.
    pub title: String,
    /// Where it is served.
    pub base_url: BaseUrl,
    /// Its languages, the default one first.
    pub languages: Languages,
    /// What readers get of an article that is not translated.
    pub language_fallback: LanguageFallback,
    /// Its audiences.
    pub audiences: Audiences,
    /// The audience of content that names none.
    pub default_audience: AudienceId,
    /// Name of the theme: `default`, or a folder of `themes/`.
    pub theme: String,
    /// Where the theme is named, for messages.
    pub theme_span: Option<Span>,
    /// Logo and colours.
    pub brand: Brand,
    /// Words that articles refer to as `{{ name }}`.
    pub variables: BTreeMap<String, String>,
    /// What happens to raw HTML in articles.
    pub html: HtmlPolicy,
    /// Whether `$…$` and `$$…$$` are mathematics.
    pub dollar_math: bool,
    /// The site's own names of languages for code, in lower case, each with the language it stands for and where that
    /// is written.
    pub code_languages: BTreeMap<String, (String, Span)>,
    /// What is made for searching.
    pub search: Search,
    /// By which files it is found.
    pub seo: Discovery,
    /// Which files have compressed twins.
    pub compression: Compression,
    /// What pages tell of the git history.
    pub history: HistoryShown,
    /// What it asks of `helpsmith check`.
    pub checks: Checks,
    /// Where readers may propose a change; `{path}` stands for the source file.
    pub edit_url: Option<String>,
    /// Where readers say whether an article helped; `{article}` and `{vote}` are filled in.
    pub feedback: Option<String>,
    /// Where readers ask people.
    pub contact: Option<Outlet>,
    /// Where readers ask each other.
    pub community: Option<Outlet>,
}

/// What is made for searching.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Search {
    /// Whether there is an index at all.
    pub enabled: bool,
    /// Whether the site also works from a folder, without a server: pages link to files, and the index comes
    /// as scripts.
    pub offline: bool,
    /// Whether elasticlunr's JSON is written beside the index.
    pub elasticlunr: bool,
}

/// What readers get of an article that is not translated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LanguageFallback {
    /// The original, with a notice.
    Show,
    /// A link to the original.
    Link,
    /// Nothing.
    Hide,
}

/// What happens to raw HTML in articles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HtmlPolicy {
    /// Harmless elements and attributes stay.
    Sanitize,
    /// Everything stays but comments.
    Trusted,
    /// It is shown as text.
    Escape,
}

/// Logo and colours of the site.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// File of `assets/`.
    pub logo: Option<(String, Span)>,
    /// File of `assets/`.
    pub favicon: Option<(String, Span)>,
    /// A CSS colour `#rrggbb`.
    pub accent: Option<String>,
}

/// A place outside the site that readers are sent to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// Address with `{query}` and `{article}` to fill in.
    pub url: String,
    /// Words of the link, if not the theme's.
    pub label: Option<String>,
}
