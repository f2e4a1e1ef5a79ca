//! Finds who keeps an article, and when it is due for review: what it says itself, its original, its folders.

use super::tree::{Item, Tree, Variant};
use crate::corpus::content::FrontMatter;
use crate::model::Upkeep;

/// Returns the upkeep of one variant of an article.
pub(super) fn of(tree: &Tree<'_>, item: &Item<'_>, variant: &Variant<'_>) -> Upkeep {
    let own = &variant.file.front;
    let original = item.original().map_or(own, |original| &original.file.front);
    let mut upkeep =
        Upkeep { reviewed: own.upkeep.reviewed.or(original.upkeep.reviewed), ..Upkeep::default() };
    [own, original].into_iter().for_each(|front| fill(&mut upkeep, front));
    let mut section = item.section;
    while let Some(around) = section.and_then(|key| tree.sections.get(key)) {
        if let Some(original) = around.original() {
            fill(&mut upkeep, &original.file.front);
        }
        section = around.section;
    }
    upkeep
}

/// Adds what is not known yet. When something was reviewed is never handed down: a section's day says nothing about
/// the articles in it.
fn fill(upkeep: &mut Upkeep, front: &FrontMatter) {
    if upkeep.owner.is_none() {
        upkeep.owner.clone_from(&front.upkeep.owner);
    }
    if upkeep.review_every.is_none() {
        upkeep.review_every.clone_from(&front.upkeep.review_every);
    }
}
