//! The one decision: does this target see this file?
//!
//! A file is visible when its section is open, its audience fits, it is finished, and the day is right.
//! Each of these can only take away: along folders and from an original to its translations the viewers
//! are intersected, so no file can be wider than what it lies in.

use std::collections::BTreeMap;

use super::Context;
use super::tree::{Item, Tree, Variant};
use crate::corpus::content::FrontMatter;
use crate::corpus::content::audience_span;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AudienceSet, State};

/// Marks every section and every variant of the tree.
pub(super) fn decide(context: Context<'_>, tree: &mut Tree<'_>, sink: &mut Vec<Diagnostic>) {
    // Parents sort before their children, so each finds what encloses it decided.
    let mut around: BTreeMap<&str, Enclosure> = BTreeMap::new();
    for (key, item) in &mut tree.sections {
        let parent = match item.section {
            Some(parent) => around.get(parent).copied().unwrap_or(Enclosure::CLOSED),
            None => Enclosure::OUTERMOST,
        };
        let own = mark(context, item, parent, sink);
        item.open = own.open;
        around.insert(key, own);
    }
    for item in tree.articles.values_mut() {
        let section = item.section.unwrap_or("");
        let parent = around.get(section).copied().unwrap_or(Enclosure::CLOSED);
        item.open = parent.open;
        mark(context, item, parent, sink);
    }
}

/// What encloses a file.
#[derive(Clone, Copy)]
struct Enclosure {
    viewers: AudienceSet,
    open: bool,
    /// Whether some folder has named an audience, so that the default no longer matters.
    named: bool,
}

impl Enclosure {
    const CLOSED: Self = Self { viewers: AudienceSet::NOBODY, open: false, named: true };

    /// The site itself: open to everyone, until something names an audience.
    const OUTERMOST: Self = Self { viewers: AudienceSet::EVERYBODY, open: true, named: false };
}

/// Decides about all variants of an item, and returns what it is to those inside it.
fn mark(
    context: Context<'_>,
    item: &mut Item<'_>,
    parent: Enclosure,
    sink: &mut Vec<Diagnostic>,
) -> Enclosure {
    let Some(original) = item.original() else { return parent };
    let original_front = &original.file.front;
    let path = &original.file.path;
    let viewers = narrowed(context, original_front, parent, || audience_span(original_front, path), sink);
    let named = parent.named || original_front.audience.is_some();
    let around = Enclosure { viewers, open: parent.open, named };
    let mut timely = None;
    for variant in item.variants.values_mut() {
        decide_variant(context, variant, original_front, around, sink);
        timely.get_or_insert(is_timely(context, variant));
    }
    // A hidden original closes the section; a hidden translation only falls back. Where no audience is
    // named, the default one is for the section's own words, and does not bind what it holds.
    Enclosure { open: parent.open && sees(context, viewers) && timely.unwrap_or(true), ..around }
}

/// Returns whether a file is finished and its day has come.
fn is_timely(context: Context<'_>, variant: &Variant<'_>) -> bool {
    let date = context.target.date;
    let begun = variant.publish_on.is_none_or(|day| day <= date);
    let ended = variant.expire_on.is_some_and(|day| day <= date);
    let finished = match variant.state {
        State::Draft | State::InReview => context.target.drafts,
        State::Published | State::Archived => true,
    };
    finished && begun && !ended
}

fn decide_variant(
    context: Context<'_>,
    variant: &mut Variant<'_>,
    original: &FrontMatter,
    around: Enclosure,
    sink: &mut Vec<Diagnostic>,
) {
    let front = &variant.file.front;
    let path = &variant.file.path;
    let viewers = match std::ptr::eq(front, original) {
        true => around.viewers,
        false => narrowed(context, front, around, || audience_span(front, path), sink),
    };
    let around = Enclosure { viewers, named: around.named || front.audience.is_some(), ..around };
    variant.viewers = effective(context, around);
    variant.state = match (front.state, original.state) {
        // What its original is not ready for, a translation is not.
        (Some(State::Draft), _) | (_, Some(State::Draft)) => State::Draft,
        (Some(State::InReview), _) | (_, Some(State::InReview)) => State::InReview,
        (own, inherited) => own.or(inherited).unwrap_or(State::Published),
    };
    variant.publish_on = front.publish_on.max(original.publish_on);
    variant.expire_on = [front.expire_on, original.expire_on].into_iter().flatten().min();
    variant.visible = around.open && sees(context, variant.viewers) && is_timely(context, variant);
}

/// Intersects what a file names with what encloses it; says so where it would have widened.
fn narrowed(
    context: Context<'_>,
    front: &FrontMatter,
    parent: Enclosure,
    span: impl FnOnce() -> crate::model::Span,
    sink: &mut Vec<Diagnostic>,
) -> AudienceSet {
    let audiences = &context.settings.audiences;
    let Some(named) = &front.audience else { return parent.viewers };
    let own = audiences.viewers(named.value);
    // An empty set means that every name was unknown, which has been said.
    if parent.named && !own.is_within(parent.viewers) && !named.value.is_empty() {
        let message = format!(
            "this widens the audience: what encloses it is only for {}",
            audiences.describe(parent.viewers)
        );
        sink.push(
            Diagnostic::new(Code::WiderAudience, message)
                .at(span())
                .hint("remove the line to inherit, or move the file; an `audience` may narrow, never widen"),
        );
    }
    own.and(parent.viewers)
}

/// Returns the viewers once the default audience has filled in for what nobody named.
fn effective(context: Context<'_>, around: Enclosure) -> AudienceSet {
    if around.named {
        return around.viewers;
    }
    let default = AudienceSet::NOBODY.with(context.settings.default_audience);
    context.settings.audiences.viewers(default).and(around.viewers)
}

fn sees(context: Context<'_>, viewers: AudienceSet) -> bool {
    viewers.contains(context.target.audience)
}

/// Returns whether the target is among those a block or snippet names.
pub(super) fn named_for(context: Context<'_>, named: AudienceSet) -> bool {
    sees(context, context.settings.audiences.viewers(named))
}
