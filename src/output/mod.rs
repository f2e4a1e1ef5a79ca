//! Decides which files a site has, and makes the bytes of each.
//!
//! A [`Plan`] is known before a single page is rendered; every file in it can be made on its own, in any
//! order and on any thread. Nothing here can name content: what a page may say is in the `Site`.

mod article;
mod assets;
mod body;
mod changes;
mod discovery;
mod feed;
mod frame;
mod headers;
mod json_ld;
mod labels;
mod llms_txt;
mod menu;
mod navigation;
mod not_found;
mod offline;
mod opensearch;
mod page;
mod redirects;
mod robots;
mod search_files;
mod search_page;
mod section;
mod settle;
mod sitemap;
mod twin;
mod view;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::model::{Asset, AssetId, BaseUrl, SectionId, Site, SitePath, SourcePath};
use crate::search::Index;
use crate::theme::Theme;
use assets::AssetPaths;
use frame::Frame;

pub use headers::CONTENT_SECURITY_POLICY;

/// Every file of the output by its path.
pub type Plan = BTreeMap<SitePath, Artifact>;

/// A file of the output, not yet made.
#[derive(Clone, Debug)]
pub enum Artifact {
    /// A home, category or section page: edition and section.
    Section(usize, SectionId),
    /// An article's page: edition and article.
    Article(usize, usize),
    /// The list of labels of an edition.
    Labels(usize),
    /// A label's page: edition and label.
    Label(usize, usize),
    /// Where readers of an edition search.
    Search(usize),
    /// Articles of an edition by title: edition and number of the page.
    Titles(usize, usize),
    /// What readers of an edition see where nothing is.
    NotFound(usize),
    /// A stub at an old path.
    Redirect(usize),
    /// The whole sitemap, where one file holds it.
    Sitemap,
    /// An edition in one page, for language models.
    LlmsTxt(usize),
    /// The text of a home, category or section page as Markdown: edition and section.
    SectionTwin(usize, SectionId),
    /// The text of an article as Markdown: edition and article.
    ArticleTwin(usize, usize),
    /// What is new in an edition, or in one of its categories.
    Feed(usize, SectionId),
    /// How browsers ask the search of an edition.
    OpenSearch(usize),
    /// What changed lately in an edition.
    Changes(usize),
    /// A text that is known already: robots, stylesheet, a part of a large sitemap.
    Text(Arc<str>),
    /// Bytes that are known already: the search index.
    Bytes(Arc<[u8]>),
    /// A file that is copied.
    Copy(Asset),
}

/// Files with their paths, before it is clear that each path is claimed once.
type Claims = Vec<(SitePath, Artifact)>;

impl Artifact {
    /// Returns whether both copy the same bytes: sources of one content share a path.
    fn is_same_file(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Copy(a), Self::Copy(b)) if a.digest == b.digest)
    }
}

/// The bytes of a file.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// Made here.
    Text(Arc<str>),
    /// Made here, and no text.
    Binary(Arc<[u8]>),
    /// To be copied, and checked against its digest on the way.
    Copy(Asset),
}

/// What one target's output is made from.
pub struct Output {
    site: Site,
    settings: Arc<Settings>,
    theme: Arc<Theme>,
    base: BaseUrl,
    assets: AssetPaths,
    frames: Vec<Frame>,
    /// Whether search engines are asked in at all.
    is_indexed: bool,
    /// Pages that search engines are asked to pass over; lists for machines leave them out.
    unlisted: FxHashSet<SitePath>,
    indexes: Vec<Index>,
    plan: Plan,
}

/// Plans the output of a site that is served at `base`, with the search index of each edition.
pub fn plan(
    site: Site,
    indexes: Vec<Index>,
    settings: Arc<Settings>,
    theme: Arc<Theme>,
    base: BaseUrl,
) -> Diagnosed<Output> {
    let mut sink = Vec::new();
    let assets = AssetPaths::new(&site, &theme, settings.search.enabled);
    let frames =
        (0..site.editions.len()).map(|at| Frame::new(at, &site, &settings, &theme, &base, &assets)).collect();
    let unlisted = unlisted(&site);
    let is_indexed = settings.audiences.is_indexed(site.target.audience);
    let plan = Plan::new();
    let mut output =
        Output { site, settings, theme, base, assets, frames, is_indexed, unlisted, indexes, plan };
    let mut claims = Vec::new();
    output.plan_pages(&mut claims);
    output.plan_discovery(&mut claims);
    output.plan_texts(&mut claims);
    output.plan_files(&mut claims);
    claims.extend(output.search_files(&output.indexes));
    output.check_names(&mut sink);
    output.plan = settle::settle(&output, claims, &mut sink);
    Diagnosed::new(output, sink)
}

impl Output {
    /// Returns all files.
    pub fn files(&self) -> &Plan {
        &self.plan
    }

    /// Returns the site that the output shows.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns the settings it was planned with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the addresses of the stylesheets of all pages.
    pub fn stylesheets(&self) -> &[String] {
        self.frames.first().map_or(&[], |frame| frame.site.styles.as_slice())
    }

    /// Returns the theme that pages are rendered with.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// Returns where the site is served.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Returns the file that the page or twin at `path` is made from, where it is one.
    pub fn source_of(&self, path: &SitePath) -> Option<&SourcePath> {
        let edition = |at: usize| self.site.editions.get(at);
        match *self.plan.get(path)? {
            Artifact::Section(at, section) | Artifact::SectionTwin(at, section) => {
                edition(at)?.sections.get(section.0)?.source.as_ref()
            }
            Artifact::Article(at, article) | Artifact::ArticleTwin(at, article) => {
                Some(&edition(at)?.articles.get(article)?.source)
            }
            _ => None,
        }
    }

    /// Makes the file at `path`.
    pub fn render(&self, path: &SitePath) -> Result<Bytes, Diagnostic> {
        let Some(artifact) = self.plan.get(path) else {
            return Err(Diagnostic::new(Code::InternalError, format!("`{path}` is not planned")));
        };
        let text = match artifact {
            Artifact::Section(edition, section) => section::render(self, *edition, *section)?,
            Artifact::Article(edition, article) => article::render(self, *edition, *article)?,
            Artifact::Labels(edition) => labels::render_list(self, *edition)?,
            Artifact::Label(edition, label) => labels::render(self, *edition, *label)?,
            Artifact::Search(edition) => search_page::render(self, *edition)?,
            Artifact::Titles(edition, number) => search_page::render_titles(self, *edition, *number)?,
            Artifact::NotFound(edition) => not_found::render(self, *edition)?,
            Artifact::Redirect(redirect) => redirects::render(self, *redirect)?,
            Artifact::Sitemap => return Ok(Bytes::Text(Arc::from(sitemap::whole(self)))),
            Artifact::LlmsTxt(edition) => return made(llms_txt::text(self, *edition)),
            Artifact::SectionTwin(edition, section) => return made(twin::section(self, *edition, *section)),
            Artifact::ArticleTwin(edition, article) => return made(twin::article(self, *edition, *article)),
            Artifact::Feed(edition, scope) => return made(feed::render(self, *edition, *scope)),
            Artifact::OpenSearch(edition) => return made(opensearch::render(self, *edition)),
            Artifact::Changes(edition) => changes::render(self, *edition)?,
            Artifact::Text(text) => return Ok(Bytes::Text(text.clone())),
            Artifact::Bytes(bytes) => return Ok(Bytes::Binary(bytes.clone())),
            Artifact::Copy(asset) => return Ok(Bytes::Copy(asset.clone())),
        };
        let text = if self.settings.search.offline {
            offline::relative(&text, path, self.base.path())
        } else {
            text
        };
        Ok(Bytes::Text(Arc::from(text)))
    }

    fn plan_pages(&self, claims: &mut Claims) {
        for (at, edition) in self.site.editions.iter().enumerate() {
            for (section, number) in edition.sections.iter().zip(0..) {
                claims.push((section.path.clone(), Artifact::Section(at, SectionId(number))));
            }
            for (number, article) in edition.articles.iter().enumerate() {
                claims.push((article.path.clone(), Artifact::Article(at, number)));
            }
            if !edition.labels.is_empty() {
                claims.push((edition.root.child("labels"), Artifact::Labels(at)));
            }
            for (number, label) in edition.labels.iter().enumerate() {
                claims.push((label.path.clone(), Artifact::Label(at, number)));
            }
            if !edition.by_title.is_empty() {
                claims.push((search_page::path(edition), Artifact::Search(at)));
                for (number, path) in search_page::title_pages(edition).into_iter().enumerate() {
                    claims.push((path, Artifact::Titles(at, number)));
                }
            }
            if self.settings.history.shows_changes_to(self.site.target.audience) {
                claims.push((changes::path(edition), Artifact::Changes(at)));
            }
            claims.push((edition.root.file("404.html"), Artifact::NotFound(at)));
        }
        for (number, redirect) in self.site.redirects.iter().enumerate() {
            claims.push((redirect.from.clone(), Artifact::Redirect(number)));
        }
    }

    fn plan_texts(&self, claims: &mut Claims) {
        let (paths, bundles) = (&self.assets, &self.theme.bundles);
        let others = [
            (&paths.head_script, &bundles.head_script),
            (&paths.script, &bundles.script),
            (&paths.favicon, &bundles.favicon),
        ];
        let others = others.into_iter().filter_map(|(path, text)| Some((path.as_ref()?, text)));
        if let Some((path, text)) = &paths.search_script {
            claims.push((path.clone(), Artifact::Text(text.clone())));
        }
        let page_scripts = paths.page_scripts.values().zip(bundles.page_scripts.values());
        for (path, text) in
            [(&paths.stylesheet, &bundles.style)].into_iter().chain(others).chain(page_scripts)
        {
            claims.push((path.clone(), Artifact::Text(Arc::from(text.as_str()))));
        }
    }

    fn plan_files(&self, claims: &mut Claims) {
        for (id, asset) in &self.site.assets {
            if let Some(path) = self.assets.of(id) {
                claims.push((path.clone(), Artifact::Copy(asset.clone())));
            }
        }
        for asset in [&self.theme.logo, &self.theme.favicon].into_iter().flatten() {
            if let Some(path) = self.assets.of(&AssetId(asset.source.clone())) {
                claims.push((path.clone(), Artifact::Copy(asset.clone())));
            }
        }
        for (path, asset) in &self.site.statics {
            claims.push((path.clone(), Artifact::Copy(asset.clone())));
        }
    }

    /// Templates and icons that front matter names must exist before a thousand pages ask for them.
    fn check_names(&self, sink: &mut Vec<Diagnostic>) {
        let mut icons = BTreeMap::new();
        for edition in &self.site.editions {
            let sections = edition.sections.iter().map(|section| &section.page);
            for page in sections.chain(edition.articles.iter().map(|article| &article.page)) {
                if let Some((template, span)) = &page.template
                    && !self.theme.engine.has(template)
                {
                    sink.push(
                        Diagnostic::new(Code::InvalidTemplate, format!("there is no template `{template}`"))
                            .at(span.clone())
                            .hint(format!(
                                "write it into `templates/{template}`, or remove the `template` line"
                            )),
                    );
                }
                if let Some((icon, span)) = &page.icon {
                    // Translations share the line that names it.
                    icons.insert(span, icon);
                }
            }
        }
        sink.extend(icons.into_iter().filter_map(|(span, icon)| self.theme.icons.check(icon, span)));
    }
}

/// Returns the pages of all languages that search engines are asked to pass over.
fn unlisted(site: &Site) -> FxHashSet<SitePath> {
    let articles = site.editions.iter().flat_map(|edition| &edition.articles);
    articles.filter(|article| article.page.noindex).map(|article| article.path.clone()).collect()
}

fn made(text: Result<String, Diagnostic>) -> Result<Bytes, Diagnostic> {
    text.map(|text| Bytes::Text(Arc::from(text)))
}
