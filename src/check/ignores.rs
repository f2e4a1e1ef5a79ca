//! Judges the `helpsmith-ignore` comments themselves: those that have no effect, and those that nothing needs any more.

use std::collections::BTreeSet;

use crate::diagnostic::ignores::{self, Ignore};
use crate::diagnostic::levels::Levels;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Sources, Span};

/// Adds what is wrong with the comments of the files at `paths`, given everything that was found before any of it was
/// passed over. Nothing is said to be needless in a file that was not `judged` for all its readers.
pub fn judge<'a>(
    paths: impl Iterator<Item = &'a SourcePath>,
    sources: &dyn Sources,
    judged: impl Fn(&SourcePath) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let said: BTreeSet<(&SourcePath, Code)> =
        found.iter().filter_map(|one| Some((&one.span.as_ref()?.path, one.code))).collect();
    let mut problems = Vec::new();
    for path in paths {
        for ignore in ignores::of(path, sources) {
            if !ignore.is_alone {
                problems.push(among_words(path, &ignore));
                continue;
            }
            if !ignore.has_reason {
                problems.push(without_reason(path, &ignore));
                continue;
            }
            for (word, range) in &ignore.rules {
                let span = Span::new(path, range.start, range.end);
                match Code::find(word).filter(|code| Levels::may_choose(*code)) {
                    None => problems.push(without_rule(word, span)),
                    Some(code) if asks_others(code) || said.contains(&(path, code)) || !judged(path) => {}
                    Some(_) => problems.push(without_need(word, span)),
                }
            }
        }
    }
    found.append(&mut problems);
}

/// Returns whether a rule asks other hosts, which not every check does.
fn asks_others(code: Code) -> bool {
    matches!(code, Code::BrokenExternalLink | Code::UncheckedExternalLink | Code::MovedExternalLink)
}

fn among_words(path: &SourcePath, ignore: &Ignore) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidIgnore,
        "this comment has no effect among other words, or over several lines",
    )
    .at(Span::new(path, ignore.range.start, ignore.range.end))
    .hint("write it on a line of its own")
}

fn without_reason(path: &SourcePath, ignore: &Ignore) -> Diagnostic {
    let words: Vec<&str> = ignore.rules.iter().map(|(word, _)| word.as_str()).collect();
    let rules = if words.is_empty() { "broken-link".to_owned() } else { words.join(", ") };
    Diagnostic::new(Code::InvalidIgnore, "this comment names no rule or gives no reason, and has no effect")
        .at(Span::new(path, ignore.range.start, ignore.range.end))
        .hint(format!("write `{} {rules}: why it may stay`", ignores::MARK))
}

fn without_rule(word: &str, span: Span) -> Diagnostic {
    let (message, hint) = match Code::find(word) {
        Some(_) => (
            format!("`{word}` cannot be ignored"),
            Some("mend it: an error leaves open what to publish".to_owned()),
        ),
        None => {
            let near = did_you_mean(word, Levels::names());
            let hint = near.unwrap_or_else(|| "name each rule, with commas between them".to_owned());
            (format!("there is no rule `{word}`"), Some(hint))
        }
    };
    Diagnostic::new(Code::InvalidIgnore, message).at(span).maybe_hint(hint)
}

fn without_need(word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnusedIgnore, format!("nothing in this file needs `{word}` to be ignored"))
        .at(span)
        .hint("remove it from the comment, or the whole comment")
}
