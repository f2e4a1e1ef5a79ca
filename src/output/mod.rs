//! Decides which files a site has, and makes the bytes of each.
//!
//! A [`Plan`] is known before a single page is rendered; every file in it can be made on its own, in any
//! order and on any thread. Nothing here can name content: what a page may say is in the `Site`.

mod article;
mod assets;
mod body;
mod frame;
mod json_ld;
mod labels;
mod llms_txt;
mod menu;
mod navigation;
mod not_found;
mod offline;
mod page;
mod redirects;
mod robots;
mod search_files;
mod search_page;
mod section;
mod sitemap;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::model::{Asset, AssetId, BaseUrl, SectionId, Site, SitePath};
use crate::search::Index;
use crate::theme::Theme;
use assets::AssetPaths;
use frame::Frame;

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
    /// A text that is known already: sitemap, robots, stylesheet.
    Text(Arc<str>),
    /// Bytes that are known already: the search index.
    Bytes(Arc<[u8]>),
    /// A file that is copied.
    Copy(Asset),
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
    let mut output = Output { site, settings, theme, base, assets, frames, indexes, plan: Plan::new() };
    let mut plan = Plan::new();
    output.plan_pages(&mut plan, &mut sink);
    output.plan_texts(&mut plan, &mut sink);
    output.plan_files(&mut plan, &mut sink);
    search_files::plan(&output, &mut plan, &mut sink);
    output.check_names(&mut sink);
    output.plan = plan;
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

    fn plan_pages(&self, plan: &mut Plan, sink: &mut Vec<Diagnostic>) {
        for (at, edition) in self.site.editions.iter().enumerate() {
            for (section, number) in edition.sections.iter().zip(0..) {
                claim(plan, section.path.clone(), Artifact::Section(at, SectionId(number)), sink);
            }
            for (number, article) in edition.articles.iter().enumerate() {
                claim(plan, article.path.clone(), Artifact::Article(at, number), sink);
            }
            if !edition.labels.is_empty() {
                claim(plan, edition.root.child("labels"), Artifact::Labels(at), sink);
            }
            for (number, label) in edition.labels.iter().enumerate() {
                claim(plan, label.path.clone(), Artifact::Label(at, number), sink);
            }
            if !edition.by_title.is_empty() {
                claim(plan, search_page::path(edition), Artifact::Search(at), sink);
                for (number, path) in search_page::title_pages(edition).into_iter().enumerate() {
                    claim(plan, path, Artifact::Titles(at, number), sink);
                }
            }
            claim(plan, edition.root.file("404.html"), Artifact::NotFound(at), sink);
        }
        for (number, redirect) in self.site.redirects.iter().enumerate() {
            claim(plan, redirect.from.clone(), Artifact::Redirect(number), sink);
        }
    }

    fn plan_texts(&self, plan: &mut Plan, sink: &mut Vec<Diagnostic>) {
        let root = SitePath::root();
        let mut text =
            |name: &str, text: String| claim(plan, root.file(name), Artifact::Text(Arc::from(text)), sink);
        if self.settings.sitemap {
            for (name, xml) in sitemap::files(self) {
                text(&name, xml);
            }
        }
        text("robots.txt", robots::text(self));
        if !self.site.redirects.is_empty() {
            text("_redirects", redirects::table(self));
        }
        if self.settings.llms {
            text("llms.txt", llms_txt::text(self));
        }
        let (paths, bundles) = (&self.assets, &self.theme.bundles);
        let others = [
            (&paths.head_script, &bundles.head_script),
            (&paths.script, &bundles.script),
            (&paths.favicon, &bundles.favicon),
        ];
        let others = others.into_iter().filter_map(|(path, text)| Some((path.as_ref()?, text)));
        if let Some((path, text)) = &paths.search_script {
            claim(plan, path.clone(), Artifact::Text(text.clone()), sink);
        }
        let page_scripts = paths.page_scripts.values().zip(bundles.page_scripts.values());
        for (path, text) in
            [(&paths.stylesheet, &bundles.style)].into_iter().chain(others).chain(page_scripts)
        {
            claim(plan, path.clone(), Artifact::Text(Arc::from(text.as_str())), sink);
        }
    }

    fn plan_files(&self, plan: &mut Plan, sink: &mut Vec<Diagnostic>) {
        for (id, asset) in &self.site.assets {
            if let Some(path) = self.assets.of(id) {
                plan.insert(path.clone(), Artifact::Copy(asset.clone()));
            }
        }
        for asset in [&self.theme.logo, &self.theme.favicon].into_iter().flatten() {
            if let Some(path) = self.assets.of(&AssetId(asset.source.clone())) {
                plan.insert(path.clone(), Artifact::Copy(asset.clone()));
            }
        }
        for (path, asset) in &self.site.statics {
            claim(plan, path.clone(), Artifact::Copy(asset.clone()), sink);
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

/// Puts a file into the plan. Two claims on one path were refused earlier; this is the last line of
/// defence, so that no writer ever overwrites another.
fn claim(plan: &mut Plan, path: SitePath, artifact: Artifact, sink: &mut Vec<Diagnostic>) {
    if plan.contains_key(&path) {
        sink.push(Diagnostic::new(Code::DuplicatePath, format!("`{path}` would be written twice")));
        return;
    }
    plan.insert(path, artifact);
}
