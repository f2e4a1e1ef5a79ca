//! Plans the files by which a site is found: sitemap, feeds, descriptions, texts for language models, redirects.
//!
//! A file of `static/` of the same name is the site's own and wins: whoever writes a `_headers` knows why.

use std::sync::Arc;

use super::{Artifact, Claims, Output, feed, headers, opensearch, redirects, robots, sitemap, twin};
use crate::model::reserved::{HEADERS, LLMS, REDIRECTS, REDIRECTS_JSON, REDIRECTS_NGINX, ROBOTS, SITEMAP};
use crate::model::{SectionId, SitePath};

impl Output {
    /// Plans all of them.
    pub(super) fn plan_discovery(&self, claims: &mut Claims) {
        let mut claim = |path: SitePath, artifact| {
            if !self.site.statics.contains_key(&path) {
                claims.push((path, artifact));
            }
        };
        let root = SitePath::root();
        let text = |text: String| Artifact::Text(Arc::from(text));
        let seo = &self.settings.seo;
        let has_sitemap = seo.sitemap && !sitemap::is_empty(self);
        if has_sitemap && sitemap::fits_one(self) {
            claim(root.file(SITEMAP), Artifact::Sitemap);
        } else if has_sitemap {
            for (name, xml) in sitemap::files(self) {
                claim(root.file(&name), text(xml));
            }
        }
        claim(root.file(ROBOTS), text(robots::text(self)));
        claim(root.file(HEADERS), text(headers::text(self)));
        if !self.site.redirects.is_empty() {
            claim(root.file(REDIRECTS), text(redirects::table(self)));
            claim(root.file(REDIRECTS_NGINX), text(redirects::nginx_map(self)));
            claim(root.file(REDIRECTS_JSON), text(redirects::json(self)));
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
            claim(edition.root.file(LLMS), Artifact::LlmsTxt(at));
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
