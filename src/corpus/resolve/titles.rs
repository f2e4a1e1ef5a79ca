//! Puts all articles of an edition in the order of their titles, for the pages that list them from A to Z.

use super::Context;
use super::editions::Draft;
use super::order::Collation;
use super::tree::Variant;
use crate::model::{Edition, State};

/// Returns whether an edition will have the page.
pub(super) fn has_page(context: Context<'_>, draft: &Draft<'_, '_>) -> bool {
    let mut found = draft.articles.iter().map(|article| article.shown.variant);
    let is_found =
        |variant: &Variant<'_>| !variant.file.front.search.exclude && variant.state != State::Archived;
    context.settings.search.enabled && found.any(is_found)
}

/// Orders the articles that can be searched for.
pub(super) fn attach(context: Context<'_>, edition: &mut Edition) {
    let found = edition.articles.iter().enumerate().filter(|(_, article)| article.searchable);
    let mut titles: Vec<(&str, usize)> = found.map(|(at, article)| (&*article.title, at)).collect();
    let collation = Collation::of(context.settings.languages.get(edition.language).0);
    titles.sort_by(|(a, of_a), (b, of_b)| collation.compare(a, b).then(of_a.cmp(of_b)));
    edition.by_title = titles.into_iter().map(|(_, at)| at).collect();
}
