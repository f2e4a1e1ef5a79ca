//! Finds values that YAML reads, but not as they look.
//!
//! A writer sees `title: Update #2 is here` and readers see "Update". Nothing is broken then, so no parser complains.

use std::ops::Range;

use super::advice::quoted;

/// Bytes of a value that a message shows.
const WRITTEN_BYTES_MAX: usize = 200;

/// What is read otherwise than it looks.
#[derive(Debug, PartialEq)]
pub(super) struct Misread {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub message: String,
    pub hint: String,
}

/// Looks at a value without quotes in `text`, of `key` where it has one.
pub(super) fn misread(text: &str, range: &Range<usize>, key: Option<&str>) -> Option<Misread> {
    let value = text.get(range.clone())?;
    let comment = comment(text, range.end);
    let hash = comment.as_ref().map(|comment| comment.start);
    let subject = key.map_or_else(|| "this list item".to_owned(), |key| format!("the value of `{key}`"));
    if let (Some(at), Some(whole)) = (hash, comment.and_then(|comment| text.get(range.start..comment.end)))
        && !value.contains('\n')
        && text.get(at + 1..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
    {
        return Some(Misread {
            range: at..at + 1,
            message: format!("{subject} ends before the `#`, which starts a comment"),
            hint: format!(
                "put the value in quotes: `{}`; if it is a comment, put a space after the `#`",
                line(key, &quoted(whole.trim_end()))
            ),
        });
    }
    let inner = [('“', '”'), ('„', '“'), ('‘', '’'), ('‚', '‘'), ('”', '”')]
        .into_iter()
        .find_map(|(opening, closing)| value.strip_prefix(opening)?.strip_suffix(closing))
        .filter(|inner| !inner.is_empty() && !inner.contains(['“', '”', '„', '‘', '\n']))?;
    Some(Misread {
        range: range.clone(),
        message: format!("the typographic quotes around {subject} are part of it"),
        hint: format!(
            "use straight quotes: `{}`; to keep these, write `{}`",
            line(key, &quoted(inner)),
            line(key, &quoted(value))
        ),
    })
}

/// Returns how a value is written that is no text for YAML, where it is on one line: a list, a map, or nothing but a
/// comment.
pub(super) fn written(text: &str, range: &Range<usize>) -> Option<Box<str>> {
    let value = text.get(range.clone())?.trim_end();
    let value = if value.is_empty() { text.get(comment(text, range.end)?)?.trim_end() } else { value };
    let short = value.len() <= WRITTEN_BYTES_MAX && !value.contains('\n') && !value.starts_with('-');
    short.then(|| Box::from(value))
}

/// Returns the line with `value` in it.
fn line(key: Option<&str>, value: &str) -> String {
    key.map_or_else(|| format!("- {value}"), |key| format!("{key}: {value}"))
}

/// Returns the comment that begins behind `at` on its line.
fn comment(text: &str, at: usize) -> Option<Range<usize>> {
    let behind = text.get(at..)?;
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let rest = behind.get(blanks..)?.split('\n').next()?.trim_end_matches('\r');
    rest.starts_with('#').then_some(at + blanks..at + blanks + rest.len())
}
