//! Plans the files by which a site is found: sitemap, feeds, descriptions, texts for language models, redirects.
//!
//! A file of `static/` of the same name is the site's own and wins: whoever writes a `_headers` knows why.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Artifact, Claims, Output, feed, headers, opensearch, redirects, robots, sitemap, twin};
use crate::model::{SectionId, SitePath};

impl Output {
    /// Plans all of them, given the pages that were planned before.
    pub(super) fn plan_discovery(&self, claims: &mut Claims) {
        let odd = odd_folders(claims);
        let mut claim = |path: SitePath, artifact| {
            if !self.site.statics.contains_key(&path) && !odd.contains(path.as_str()) {
                claims.push((path, artifact));
            }
        };
        let root = SitePath::root();
        let text = |text: String| Artifact::Text(Arc::from(text));
        let seo = &self.settings.seo;
        let has_sitemap = seo.sitemap && !sitemap::is_empty(self);
        if has_sitemap && sitemap::fits_one(self) {
            claim(root.file("sitemap.xml"), Artifact::Sitemap);
        } else if has_sitemap {
            for (name, xml) in sitemap::files(self) {
                claim(root.file(&name), text(xml));
            }
        }
        claim(root.file("robots.txt"), text(robots::text(self)));
        claim(root.file("_headers"), text(headers::text(self)));
        if !self.site.redirects.is_empty() {
            claim(root.file("_redirects"), text(redirects::table(self)));
            claim(root.file("_redirects.nginx"), text(redirects::nginx_map(self)));
            claim(root.file("_redirects.json"), text(redirects::json(self)));
        }
        for (at, edition) in self.site.editions.iter().enumerate() {
            if let Some(path) = opensearch::path(&self.settings, edition) {
                claim(path, Artifact::OpenSearch(at));
            }
            for scope in self.frames.get(at).map(|frame| &frame.feeds).into_iter().flatten() {
                if let Some(path) = feed::path(edition, *scope) {
                    claim(path, Artifact::Feed(at, *scope));
                }
            }
            if !seo.llms {
                continue;
            }
            claim(edition.root.file("llms.txt"), Artifact::LlmsTxt(at));
            for (section, number) in edition.sections.iter().zip(0..) {
                if twin::is_made(section.fallback, &section.page) {
                    claim(twin::path(&section.path), Artifact::SectionTwin(at, SectionId(number)));
                }
            }
            for (number, article) in edition.articles.iter().enumerate() {
                if twin::is_made(article.fallback, &article.page) {
                    claim(twin::path(&article.path), Artifact::ArticleTwin(at, number));
                }
            }
        }
    }
}

/// Returns the pages whose folders are called like one of these files, without their last slash. A folder and a file
/// cannot share a name, and the page was there first.
fn odd_folders(claims: &Claims) -> BTreeSet<String> {
    let names = [twin::FILE, feed::FILE, "opensearch.xml", "llms.txt"];
    let folders = claims.iter().filter_map(|(path, _)| path.as_str().strip_suffix('/'));
    let odd = folders.filter(|folder| names.contains(&folder.rsplit('/').next().unwrap_or_default()));
    odd.map(str::to_owned).collect()
}
