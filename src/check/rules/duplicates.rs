//! Articles of one language that share their title, or their description.

use std::collections::BTreeMap;

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Article, LanguageId, SourcePath, State};

pub(super) const TITLE: Rule = Rule {
    code: Code::DuplicateTitle,
    judge: Some(titles),
    manual: Manual {
        title: "Duplicate title",
        why: "Two results of the same name force readers to open both. Search engines often show only \
            one of the two, and writers link to the wrong one.",
        todo: "Say in each title what the other is not about: `Change your plan (monthly)` and `Change \
            your plan (yearly)`; or join the two articles, with an alias for the one that goes.",
        failing: "-- content/billing/monthly.md --\n---\ntitle: Change your plan\ndescription: How to \
            change a plan that you pay month by month.\n---\n\nIt changes with the next month.\n-- \
            content/billing/yearly.md --\n---\ntitle: «Change your plan»\ndescription: How to change a \
            plan that you pay once a year.\n---\n\nIt changes at once.\n",
        passing: "-- content/billing/monthly.md --\n---\ntitle: Change a monthly plan\ndescription: How \
            to change a plan that you pay month by month.\n---\n\nIt changes with the next month.\n-- \
            content/billing/yearly.md --\n---\ntitle: Change a yearly plan\ndescription: How to change \
            a plan that you pay once a year.\n---\n\nIt changes at once.\n",
    },
};

pub(super) const DESCRIPTION: Rule = Rule {
    code: Code::DuplicateDescription,
    judge: Some(descriptions),
    manual: Manual {
        title: "Duplicate description",
        why: "A description that fits two articles helps to choose neither. Search engines take it for \
            boilerplate and show some sentence of the text.",
        todo: "Write for each article what only it answers.",
        failing: "-- content/billing/monthly.md --\n---\ntitle: Change a monthly plan\ndescription: How \
            to change your plan at any time.\n---\n\nIt changes with the next month.\n-- \
            content/billing/yearly.md --\n---\ntitle: Change a yearly plan\ndescription: «How to change \
            your plan at any time.»\n---\n\nIt changes at once.\n",
        passing: "-- content/billing/monthly.md --\n---\ntitle: Change a monthly plan\ndescription: How \
            to change a plan that you pay month by month.\n---\n\nIt changes with the next month.\n-- \
            content/billing/yearly.md --\n---\ntitle: Change a yearly plan\ndescription: How to change \
            a plan that you pay once a year.\n---\n\nIt changes at once.\n",
    },
};

fn titles(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let title = |article: &Article| {
        let shown = article.page.seo_title.as_deref().unwrap_or(&article.title);
        let place = article.places.search_title.as_ref().unwrap_or(&article.places.title);
        // That it is empty is said elsewhere.
        (!shown.is_empty()).then(|| (shown.to_owned(), place.clone()))
    };
    sink.extend(shared(subject, title, |words, first| {
        Diagnostic::new(Code::DuplicateTitle, format!("`{first}` has the title `{words}`, too"))
            .hint("say in each title what the other article is not about")
    }));
}

fn descriptions(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let description = |article: &Article| {
        let words = article.page.seo_description.as_deref().or(article.description.as_deref())?;
        let place = article.places.search_description.clone().or(article.places.description.clone())?;
        Some((words.to_owned(), place))
    };
    sink.extend(shared(subject, description, |_, first| {
        Diagnostic::new(Code::DuplicateDescription, format!("`{first}` has the same description"))
            .hint("write what only this article answers")
    }));
}

/// Returns what is wrong with each article but the first of those that share their words, however these are written.
fn shared(
    subject: &Subject<'_>,
    words: impl Fn(&Article) -> Option<(String, Span)>,
    problem: impl Fn(&str, &SourcePath) -> Diagnostic,
) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(LanguageId, String), &SourcePath> = BTreeMap::new();
    let mut problems = Vec::new();
    let listed = subject.articles().filter(|(_, article)| article.state != State::Archived);
    let mut listed: Vec<_> = listed.map(|(edition, article)| (edition.language, article)).collect();
    listed.sort_by_key(|(language, article)| (*language, &article.source));
    for (language, article) in listed {
        let Some((shown, span)) = words(article) else { continue };
        let key = (language, shown.to_lowercase());
        match known.get(&key) {
            Some(first) => problems.push(problem(&shown, first).at(span)),
            None => {
                known.insert(key, &article.source);
            }
        }
    }
    problems
}
