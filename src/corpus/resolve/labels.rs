//! Gathers labels, those that flow down from sections included, and gives each its page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Context;
use super::editions::Draft;
use super::order::Collation;
use super::pages::labels_of;
use crate::model::reserved::LABELS;
use crate::model::{Edition, Label, SitePath, State, label_slug};

/// A label of an edition before its articles are made: title, page, and the articles' places in the draft.
pub(super) struct Gathered {
    title: Arc<str>,
    pub path: SitePath,
    members: Vec<usize>,
}

/// Gathers the labels of an edition, in the order of their titles. Labels with one address are one; the first spelling
/// in order of path is kept.
pub(super) fn gather(context: Context<'_>, draft: &Draft<'_, '_>) -> Vec<Gathered> {
    let collation = Collation::of(context.settings.languages.get(draft.language).0);
    let flowing = flowing(draft);
    let mut slugs: FxHashMap<&str, Arc<str>> = FxHashMap::default();
    let mut carried: BTreeMap<Arc<str>, (Arc<str>, Vec<usize>)> = BTreeMap::new();
    for (at, article) in draft.articles.iter().enumerate() {
        if article.shown.variant.state == State::Archived {
            continue;
        }
        let own = labels_of(article.item, article.shown.variant.file);
        let above = flowing.get(article.section.0).into_iter().flatten().copied();
        let mut seen = BTreeSet::new();
        for label in own.iter().map(String::as_str).chain(above) {
            let slug = slugs.entry(label).or_insert_with(|| Arc::from(label_slug(label))).clone();
            if seen.insert(slug.clone()) {
                carried.entry(slug).or_insert_with(|| (Arc::from(label), Vec::new())).1.push(at);
            }
        }
    }
    let mut labels: Vec<_> = carried.into_iter().collect();
    labels.sort_by(|(_, (a, _)), (_, (b, _))| collation.compare(a, b));
    let base = draft.root.child(LABELS);
    let named = labels.into_iter().map(|(slug, (title, members))| Gathered {
        title,
        path: base.child(&slug),
        members,
    });
    named.collect()
}

/// Adds the labels to their edition and marks its articles with them; `order` has all articles by title.
pub(super) fn attach(edition: &mut Edition, labels: Vec<Gathered>, order: &[usize]) {
    let mut ranks = vec![0; order.len()];
    for (rank, at) in order.iter().enumerate() {
        if let Some(place) = ranks.get_mut(*at) {
            *place = rank;
        }
    }
    for (number, mut label) in labels.into_iter().enumerate() {
        for at in &label.members {
            if let Some(article) = edition.articles.get_mut(*at) {
                article.labels.push(number);
            }
        }
        label.members.sort_by_key(|at| ranks.get(*at));
        edition.labels.push(Label { title: label.title, path: label.path, articles: label.members });
    }
}

/// Returns the labels that flow down to each section, nearest first.
fn flowing<'t>(draft: &Draft<'t, '_>) -> Vec<Vec<&'t str>> {
    let mut flowing: Vec<Vec<&str>> = Vec::with_capacity(draft.sections.len());
    for section in &draft.sections {
        let mut labels: Vec<&str> = match section.shown {
            Some(shown) => labels_of(section.item, shown.variant.file).iter().map(String::as_str).collect(),
            None => Vec::new(),
        };
        if let Some(above) = section.parent.and_then(|parent| flowing.get(parent.0)) {
            labels.extend(above.iter().copied());
        }
        flowing.push(labels);
    }
    flowing
}
