//! Notes days that cannot be as they are written: changed before it was made, or not yet.
//!
//! What decides who sees an article is elsewhere; this only tells writers, on the day that the target has.

use super::Context;
use super::tree::{Tree, Variant};
use crate::diagnostic::{Code, Diagnostic};

/// Notes the days of every file, whoever sees it: an article that has expired is seen by nobody.
pub(super) fn note(context: Context<'_>, tree: &Tree<'_>, sink: &mut Vec<Diagnostic>) {
    let items = tree.sections.values().chain(tree.articles.values());
    for variant in items.flat_map(|item| item.variants.values()) {
        one(context, variant, sink);
    }
}

fn one(context: Context<'_>, variant: &Variant<'_>, sink: &mut Vec<Diagnostic>) {
    let (front, today) = (&variant.file.front, context.target.date);
    let mut report = |key: &str, message: String, hint: String| {
        let span = front.day_spans.iter().find(|(known, _)| *known == key).map(|(_, span)| span.clone());
        sink.push(Diagnostic::new(Code::SuspiciousDate, message).at_maybe(span).hint(hint));
    };
    let days = [("created", front.created), ("updated", front.updated), ("reviewed", front.upkeep.reviewed)];
    for (key, day) in days {
        if let Some(day) = day.filter(|day| *day > today) {
            let message = format!("`{key}` is in the future: {day}");
            report(key, message, format!("correct the day; to publish later, use `publish_on: {day}`"));
        }
    }
    if let Some(day) = front.expire_on.filter(|day| *day <= today) {
        let message = format!("this expired on {day} and is not published any more");
        let hint = "set a later `expire_on`, set `state: archived` to keep the page, or remove the file";
        report("expire_on", message, hint.to_owned());
    }
    if let (Some(created), Some(updated)) = (front.created, front.updated)
        && updated < created
    {
        let message = format!("`updated` is {updated}, before `created`: {created}");
        report("updated", message, "correct one of the two days".to_owned());
    }
}
