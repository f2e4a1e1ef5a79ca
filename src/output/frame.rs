//! What all pages of an edition share, made once.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tera::Value;

use super::assets::AssetPaths;
use super::navigation::{self, Shared};
use super::view::{LanguageView, OutletView, SiteView};
use super::{changes, feed, opensearch, search_files, search_page};
use crate::config::{Outlet, Settings};
use crate::model::{AssetId, AudienceId, BaseUrl, Edition, LanguageId, Section, SectionId, Site, SitePath};
use crate::theme::Theme;

/// The shared parts of an edition's pages.
pub(super) struct Frame {
    pub site: SiteView,
    pub site_value: Value,
    pub language: Value,
    pub strings: Value,
    /// The navigations of each section, one for each stretch of its articles, made when a page needs one.
    pub navigation: Vec<Vec<Shared>>,
    /// Articles and sections in and below each section, itself included.
    pub sizes: Vec<usize>,
    /// Where each article stands in its section's list.
    pub positions: FxHashMap<SitePath, usize>,
    /// What has a feed: the home page and categories.
    pub feeds: BTreeSet<SectionId>,
    /// Listed articles in and below each section.
    pub counts: Vec<usize>,
}

impl Frame {
    pub fn new(
        at: usize,
        site: &Site,
        settings: &Settings,
        theme: &Theme,
        base: &BaseUrl,
        assets: &AssetPaths,
    ) -> Self {
        let empty = Edition {
            language: LanguageId::DEFAULT,
            root: SitePath::root(),
            sections: Vec::new(),
            articles: Vec::new(),
            labels: Vec::new(),
            by_title: Vec::new(),
            synonyms: Vec::new(),
            best_bets: Vec::new(),
        };
        let edition = site.editions.get(at).unwrap_or(&empty);
        let view = site_view(edition, site, settings, theme, base, assets);
        let strings =
            theme.strings.get(usize::from(edition.language.0)).map(|strings| strings.table().clone());
        let positions = edition
            .sections
            .iter()
            .flat_map(|section| section.contents.entries.iter().enumerate())
            .map(|(at, entry)| (entry.path.clone(), at))
            .collect();
        Self {
            site_value: Value::from_serializable(&view),
            site: view,
            language: Value::from_serializable(&language_view(settings, edition.language)),
            strings: Value::from_serializable(&strings.unwrap_or_default()),
            navigation: edition
                .sections
                .iter()
                .map(|section| navigation::slots(section.contents.entries.len()))
                .collect(),
            sizes: sums(edition, |section| section.contents.entries.len() + 1),
            positions,
            feeds: if settings.seo.feeds { feed::scopes(edition) } else { BTreeSet::new() },
            counts: sums(edition, |section| section.contents.entries.len()),
        }
    }
}

/// Returns a language as templates see it.
pub(super) fn language_view(settings: &Settings, language: LanguageId) -> LanguageView {
    let (tag, name) = settings.languages.get(language);
    LanguageView { code: tag.as_str().to_owned(), name: name.to_owned(), dir: tag.direction().as_str() }
}

fn site_view(
    edition: &Edition,
    site: &Site,
    settings: &Settings,
    theme: &Theme,
    base: &BaseUrl,
    assets: &AssetPaths,
) -> SiteView {
    let audience = settings.audiences.get(site.target.audience).map_or("", |audience| audience.name.as_str());
    let brand = |file: &Option<crate::model::Asset>| {
        let path = assets.of(&AssetId(file.as_ref()?.source.clone()))?;
        Some(base.href(path))
    };
    let searched = !edition.by_title.is_empty();
    SiteView {
        title: settings.title.clone(),
        home_url: base.href(&edition.root),
        root_url: base.href(&SitePath::root()),
        search_url: searched.then(|| base.href(&search_page::path(edition))),
        search_index: searched
            .then(|| base.href(&search_files::folder(settings.languages.get(edition.language).0))),
        search_script: assets
            .search_script
            .iter()
            .filter(|_| searched)
            .map(|(path, _)| base.href(path))
            .next(),
        search_offline: settings.search.offline,
        labels_url: base.href(&edition.root.child("labels")),
        opensearch_url: opensearch::path(settings, edition).map(|path| base.href(&path)),
        changes_url: settings
            .history
            .shows_changes_to(site.target.audience)
            .then(|| base.href(&changes::path(edition))),
        logo: brand(&theme.logo),
        favicon: brand(&theme.favicon).or_else(|| assets.favicon.as_ref().map(|path| base.href(path))),
        styles: vec![base.href(&assets.stylesheet)],
        head_scripts: assets.head_script.iter().map(|path| base.href(path)).collect(),
        scripts: assets.script.iter().map(|path| base.href(path)).collect(),
        audience: audience.to_owned(),
        show_audience: site.target.audience != AudienceId(0),
        has_labels: !edition.labels.is_empty(),
        contact: settings.contact.as_ref().map(|outlet| outlet_view(outlet, "")),
        community: settings.community.as_ref().map(|outlet| outlet_view(outlet, "")),
    }
}

/// Returns an outlet with the article filled in; a page knows no query.
pub(super) fn outlet_view(outlet: &Outlet, article: &str) -> OutletView {
    let address = outlet.url.replace("{article}", &parameter(article));
    OutletView {
        url: address.replace("{query}", ""),
        query_url: address.contains("{query}").then_some(address),
        label: outlet.label.clone(),
    }
}

/// Returns an address as the value of a query's parameter.
pub(super) fn parameter(address: &str) -> String {
    crate::model::paths::percent_encode(address).replace(['&', '='], "").replace('+', "%2B")
}

/// Returns for each section what `own` says of it and of all sections below it.
fn sums(edition: &Edition, own: impl Fn(&Section) -> usize) -> Vec<usize> {
    let mut sums: Vec<usize> = edition.sections.iter().map(own).collect();
    // Parents stand before their children, so backwards every section is complete when it is added.
    for at in (0..edition.sections.len()).rev() {
        let sum = sums.get(at).copied().unwrap_or(0);
        if let Some(SectionId(parent)) = edition.sections.get(at).and_then(|section| section.parent)
            && let Some(above) = sums.get_mut(parent)
        {
            *above += sum;
        }
    }
    sums
}
