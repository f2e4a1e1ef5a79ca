//! "An `audience` may narrow, never widen": which files of a site name an audience that they may not, so that nothing
//! is written.

use std::collections::BTreeSet;

use super::manual::{anchor, original, section, sections_above, sections_around, viewers};
use super::site::{Article, Keys, Section, Site};

/// Whom files that lie in each other name, one after the other; nothing where nobody is named.
fn enclosing(named: &[&Keys]) -> Option<BTreeSet<usize>> {
    let sets = named.iter().filter(|keys| !keys.audience.is_empty()).map(|keys| viewers(&keys.audience));
    sets.reduce(|one, other| one.intersection(&other).copied().collect())
}

/// "Inside a section for agents, an article may be for leads alone. It cannot be for the public … The same holds for
/// a translation and its original."
fn is_wider(site: &Site, own: &Keys, original: Option<&[&Keys]>, around: &[&Keys]) -> bool {
    if own.audience.is_empty() {
        return false;
    }
    let mut limit = enclosing(around);
    if let Some(original) = original {
        // Who sees an original that nobody has named is the default audience.
        let sees = enclosing(original).unwrap_or_else(|| viewers(&[site.default_audience]));
        limit = Some(limit.map_or(sees.clone(), |limit| limit.intersection(&sees).copied().collect()));
    }
    limit.is_some_and(|limit| !viewers(&own.audience).is_subset(&limit))
}

/// Returns the sections that name an audience which they may not, by their place in the site.
pub fn sections(site: &Site) -> Vec<usize> {
    let is_wrong = |file: &Section| {
        let above: Vec<&Keys> =
            sections_above(site, file, file.language).iter().map(|section| &section.keys).collect();
        let original = section(site, file.folder).filter(|original| original.language != file.language);
        let with_original: Option<Vec<&Keys>> = original.map(|original| {
            let above = sections_above(site, original, original.language);
            above.iter().map(|section| &section.keys).chain([&original.keys]).collect()
        });
        is_wider(site, &file.keys, with_original.as_deref(), &above)
    };
    (0..site.sections.len()).filter(|at| is_wrong(&site.sections[*at])).collect()
}

/// The same for articles.
pub fn articles(site: &Site) -> Vec<usize> {
    let is_wrong = |article: &Article| {
        let original = original(site, article);
        let own = sections_around(site, article.folder, article.language);
        let place = sections_around(site, anchor(site, article).folder, article.language);
        let around: Vec<&Keys> = own.into_iter().chain(place).map(|section| &section.keys).collect();
        let with_original: Option<Vec<&Keys>> = (original.number != article.number).then(|| {
            let around = sections_around(site, original.folder, original.language);
            around.into_iter().map(|section| &section.keys).chain([&original.keys]).collect()
        });
        is_wider(site, &article.keys, with_original.as_deref(), &around)
    };
    (0..site.articles.len()).filter(|at| is_wrong(&site.articles[*at])).collect()
}
