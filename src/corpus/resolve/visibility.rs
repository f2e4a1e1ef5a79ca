//! The one decision: does this target see this file?
//!
//! A file is visible when the folders around it are open, its audience fits, it is finished, and the day is right.
//! Each of these can only take away: along folders and from an original to its translations the viewers
//! are intersected, so no file can be wider than what it lies in.

use super::Context;
use super::enclosure::{self, Enclosure, Folders, is_timely, sees};
use super::tree::{Item, Tree, Variant};
use crate::corpus::content::audience_span;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{AudienceSet, State};

/// Marks every section and every variant of the tree.
pub(super) fn decide(context: Context<'_>, tree: &mut Tree<'_>, sink: &mut Vec<Diagnostic>) {
    let mut folders = Folders::default();
    // Parents sort before their children, so each finds what encloses it decided.
    for (key, item) in &mut tree.sections {
        folders.enter(context, key, item);
        item.open = folders.of(key).plain.open;
        match item.section {
            Some(parent) => mark(context, item, parent, &folders, sink),
            None => mark_home(context, item, sink),
        }
    }
    for item in tree.articles.values_mut() {
        let section = item.section.unwrap_or("");
        item.open = folders.of(section).plain.open;
        mark(context, item, section, &folders, sink);
    }
}

/// Decides about the files of the home page, which nothing encloses.
fn mark_home(context: Context<'_>, item: &mut Item<'_>, sink: &mut Vec<Diagnostic>) {
    mark(context, item, "", &Folders::default(), sink);
}

/// Decides about all variants of an item, whose pages lie in the folder `place`.
fn mark(
    context: Context<'_>,
    item: &mut Item<'_>,
    place: &str,
    folders: &Folders<'_>,
    sink: &mut Vec<Diagnostic>,
) {
    let Some(original) = item.original() else { return };
    let (file, language, state) = (original.file, original.language, own_state(original, None));
    let around = folders.of(place).within(language);
    report_wider(context, original, around, sink);
    let whole = around.narrowed(context, &file.front);
    for variant in item.variants.values_mut() {
        let front = &variant.file.front;
        let decided = if variant.language == language {
            whole.with_state(state)
        } else {
            let around = around_translation(context, variant, whole, place, folders);
            report_wider(context, variant, around, sink);
            let narrowed = around.narrowed(context, front);
            report_unseen(context, variant, around, sink);
            narrowed.with_state(own_state(variant, Some(state)))
        };
        variant.viewers = decided.effective(context);
        variant.state = decided.state;
        variant.publish_on = front.publish_on.max(file.front.publish_on);
        variant.expire_on = [front.expire_on, file.front.expire_on].into_iter().flatten().min();
        let timely = is_timely(context, decided.state, variant.publish_on, variant.expire_on);
        variant.visible = decided.open && sees(context, variant.viewers) && timely;
    }
}

/// Returns what encloses a translation: its original with all around that, the folders its page will lie in, and
/// those its file lies in, as they are in its language.
fn around_translation(
    context: Context<'_>,
    variant: &Variant<'_>,
    original: Enclosure,
    place: &str,
    folders: &Folders<'_>,
) -> Enclosure {
    let there = folders.of(place).within(variant.language);
    // The file of a section lies in the folder that it describes; what counts is what that folder lies in.
    let own = if variant.file.is_article() { variant.file.place.section.as_str() } else { place };
    let around = there.and(folders.of(own).within(variant.language));
    let mut all = original.and(around);
    if !original.named && (all.named || variant.file.front.audience.is_some()) {
        // Somebody is named now, so the default audience no longer fills in; the original still has it.
        all.viewers = all.viewers.and(enclosure::default_viewers(context));
        all.named = true;
    }
    all
}

/// Returns the state that a file has by itself and by its original, whatever it lies in.
fn own_state(variant: &Variant<'_>, original: Option<State>) -> State {
    match (variant.file.front.state, original) {
        // What its original is not ready for, a translation is not.
        (Some(State::Draft), _) | (_, Some(State::Draft)) => State::Draft,
        (Some(State::InReview), _) | (_, Some(State::InReview)) => State::InReview,
        (own, inherited) => own.or(inherited).unwrap_or(State::Published),
    }
}

/// Says so where a file names somebody whom what encloses it leaves out.
fn report_wider(context: Context<'_>, variant: &Variant<'_>, around: Enclosure, sink: &mut Vec<Diagnostic>) {
    let audiences = &context.settings.audiences;
    let Some(named) = &variant.file.front.audience else { return };
    // An empty set means that every name was unknown, which has been said.
    if !around.named || named.value.is_empty() || audiences.viewers(named.value).is_within(around.viewers) {
        return;
    }
    let message = format!(
        "this widens the audience: what encloses it is only for {}",
        audiences.describe(around.viewers)
    );
    sink.push(
        Diagnostic::new(Code::WiderAudience, message)
            .at(audience_span(&variant.file.front, &variant.file.path))
            .hint("remove the line to inherit, or move the file; an `audience` may narrow, never widen"),
    );
}

/// Says so where an original and the folder of its translation have no reader in common.
fn report_unseen(context: Context<'_>, variant: &Variant<'_>, around: Enclosure, sink: &mut Vec<Diagnostic>) {
    let Some(named) = &variant.file.front.translation_of else { return };
    let everyone = context.settings.audiences.iter().fold(AudienceSet::NOBODY, |all, (id, _)| all.with(id));
    if !around.named || !around.viewers.and(everyone).is_empty() {
        return;
    }
    let span: Span = named.span.clone();
    sink.push(
        Diagnostic::new(
            Code::UnseenTranslation,
            format!("no audience can see both this folder and the original `{}`", named.value),
        )
        .at(span)
        .hint("move the translation to the folder of its original, or remove `translation_of`"),
    );
}

/// Returns whether the target is among those a block or snippet names.
pub(super) fn named_for(context: Context<'_>, named: AudienceSet) -> bool {
    sees(context, context.settings.audiences.viewers(named))
}
