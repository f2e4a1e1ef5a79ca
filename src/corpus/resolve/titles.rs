//! Puts all articles of an edition in the order of their titles, for the pages that list them from A to Z.

use std::sync::Arc;

use super::Context;
use super::editions::Draft;
use super::order::Collation;
use super::tree::Variant;
use crate::memo::Keyer;
use crate::model::{Article, Edition, State, first_letter};

/// Returns whether an edition will have the page.
pub(super) fn has_page(context: Context<'_>, draft: &Draft<'_, '_>) -> bool {
    let mut found = draft.articles.iter().map(|article| article.shown.variant);
    let is_found =
        |variant: &Variant<'_>| !variant.file.front.search.exclude && variant.state != State::Archived;
    context.settings.search.enabled && found.any(is_found)
}

/// Orders the articles that can be searched for; `order` has all of them.
pub(super) fn attach(edition: &mut Edition, order: &[usize]) {
    let is_found = |at: &&usize| edition.articles.get(**at).is_some_and(|article| article.searchable);
    edition.by_title = order.iter().filter(is_found).copied().collect();
}

/// Returns all articles of an edition in the order of their titles, as its language sorts them.
pub(super) fn order(context: Context<'_>, edition: &Edition) -> Arc<[usize]> {
    let language = context.settings.languages.get(edition.language).0;
    let sort = || {
        let collation = Collation::of(language);
        let mut titles: Vec<(usize, &Article)> = edition.articles.iter().enumerate().collect();
        titles.sort_by(|(_, a), (_, b)| {
            let by_letter = collation.compare(first_letter(&a.title), first_letter(&b.title));
            by_letter.then_with(|| a.title.cmp(&b.title)).then_with(|| a.path.cmp(&b.path))
        });
        titles.into_iter().map(|(at, _)| at).collect()
    };
    let Some(kept) = context.kept else { return sort() };
    let mut keyer = Keyer::default();
    keyer.add(language.as_str().as_bytes());
    for article in &edition.articles {
        keyer.add(article.title.as_bytes());
        keyer.add(article.path.as_str().as_bytes());
    }
    kept.orders.get_or_make(keyer.key(), sort)
}
