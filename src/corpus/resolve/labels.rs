//! Gathers labels, those that flow down from sections included, and gives each its page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Context;
use super::claims::Claims;
use super::editions::Draft;
use super::order::Collation;
use super::pages::labels_of;
use crate::diagnostic::span::floor_char;
use crate::model::paths::{check_segment, nfc, slugify};
use crate::model::{Edition, Label, SitePath, State};

/// A label of an edition before its articles are made: title, page, and the articles' places in the draft.
pub(super) struct Gathered {
    title: Arc<str>,
    pub path: SitePath,
    members: Vec<usize>,
}

/// Gathers the labels of an edition, in the order of their titles.
pub(super) fn gather(context: Context<'_>, draft: &Draft<'_, '_>, claims: &mut Claims) -> Vec<Gathered> {
    let collation = Collation::of(context.settings.languages.get(draft.language).0);
    let flowing = flowing(draft);
    // Labels that differ only by case are one; the first spelling in order of path is kept.
    let mut carried: BTreeMap<String, (Arc<str>, Vec<usize>)> = BTreeMap::new();
    for (at, article) in draft.articles.iter().enumerate() {
        if article.shown.variant.state == State::Archived {
            continue;
        }
        let own = labels_of(article.item, article.shown.variant.file);
        let above = flowing.get(article.section.0).into_iter().flatten().copied();
        let mut seen = BTreeSet::new();
        for label in own.iter().map(String::as_str).chain(above) {
            let key = nfc(label).to_lowercase();
            if seen.insert(key.clone()) {
                carried.entry(key).or_insert_with(|| (Arc::from(label), Vec::new())).1.push(at);
            }
        }
    }
    let mut labels: Vec<(Arc<str>, Vec<usize>)> = carried.into_values().collect();
    labels.sort_by(|(a, _), (b, _)| collation.compare(a, b));
    let base = draft.root.child("labels");
    if !labels.is_empty() {
        claims.take_own(&base);
    }
    let named = labels.into_iter().map(|(title, members)| {
        let path = free_path(&base, &slugify(&title), claims);
        Gathered { title, path, members }
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

/// Bytes of a label's part of its page's path.
const SLUG_BYTES_MAX: usize = 120;

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

/// Returns the page of a label. Labels such as `C` and `C++` have one slug; the later gets a number.
fn free_path(base: &SitePath, slug: &str, claims: &mut Claims) -> SitePath {
    let slug = slug.get(..floor_char(slug, SLUG_BYTES_MAX)).unwrap_or(slug);
    let slug = if check_segment(slug).is_ok() { slug.to_owned() } else { format!("label-{slug}") };
    let mut path = base.child(&slug);
    let mut number = 1;
    while !claims.is_free(&path) {
        number += 1;
        path = base.child(&format!("{slug}-{number}"));
    }
    claims.take_own(&path);
    path
}
