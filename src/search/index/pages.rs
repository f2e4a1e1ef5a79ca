//! Numbers the pages of an index.

use std::collections::HashMap;

use crate::model::{Article, Edition, Fallback, Fill, SitePath};

/// The articles of an edition that can be searched for, in the order of their paths.
pub struct Pages<'a> {
    pub list: Vec<&'a Article>,
}

/// Returns the articles that are found in an edition. What is shown in another language for want of a translation is
/// found in that one.
pub fn searchable(edition: &Edition) -> impl Iterator<Item = &Article> {
    edition.articles.iter().filter(|article| article.searchable && article.fallback != Fallback::Foreign)
}

impl<'a> Pages<'a> {
    pub fn of(edition: &'a Edition) -> Self {
        let mut list: Vec<&Article> = searchable(edition).collect();
        list.sort_by(|a, b| a.path.cmp(&b.path));
        Self { list }
    }

    /// Returns the number of the page at `path`.
    pub fn number(&self, path: &SitePath) -> Option<u32> {
        let at = self.list.binary_search_by(|article| article.path.cmp(path)).ok()?;
        u32::try_from(at).ok()
    }

    /// Returns the path of each category with its first page and the one after its last: paths in one folder are
    /// neighbours.
    pub fn categories(&self, edition: &Edition) -> Vec<(String, usize, usize)> {
        let categories = edition.sections.iter().filter(|section| section.depth == 1);
        let ranges = categories.map(|category| {
            let folder = category.path.as_str();
            let first = self.list.partition_point(|article| article.path.as_str() < folder);
            let inside =
                self.list.iter().skip(first).take_while(|article| article.path.as_str().starts_with(folder));
            (category.path.encoded(), first, first + inside.count())
        });
        ranges.filter(|(_, first, end)| end > first).collect()
    }

    /// Returns a number between 0 and 1 for each page: how many others link to it, on a logarithmic scale.
    pub fn popularity(&self) -> Vec<f64> {
        let mut links: HashMap<&SitePath, u32> = HashMap::new();
        for article in &self.list {
            let mut targets: Vec<&SitePath> = article
                .body
                .fills
                .iter()
                .filter_map(|fill| match fill {
                    Fill::Page(path, _) if *path != article.path => Some(path),
                    _ => None,
                })
                .collect();
            targets.sort_unstable();
            targets.dedup();
            for target in targets {
                *links.entry(target).or_default() += 1;
            }
        }
        let counts: Vec<u32> =
            self.list.iter().map(|article| links.get(&article.path).copied().unwrap_or(0)).collect();
        let most = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
        counts.into_iter().map(|count| f64::from(count + 1).ln() / (most + 1.0).ln()).collect()
    }
}
