//! Turns diagnostics into what the overlay shows: the place, the line, the words to type.

use std::path::Path;

use serde::Serialize;

use super::editor::Editor;
use crate::diagnostic::span::{LineIndex, floor_char};
use crate::diagnostic::{Diagnostic, Severity, Sources, Span};

/// Problems that an overlay shows; nobody reads more.
const SHOWN_MAX: usize = 50;
/// Characters of a line that are shown around the place.
const WINDOW_CHARS: usize = 400;

/// How many problems of each kind there are.
#[derive(Serialize)]
pub(super) struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// One problem.
#[derive(Serialize)]
pub(super) struct Problem<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    excerpt: Option<Excerpt>,
    hints: &'a [String],
    editor: Option<String>,
}

/// A line of a file, and the part of it that is meant, in units of UTF-16, which scripts count in.
#[derive(Serialize, PartialEq, Debug)]
pub(super) struct Excerpt {
    text: String,
    start: usize,
    end: usize,
}

pub(super) fn count(problems: &[Diagnostic]) -> Counts {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
}

/// Returns the first problems, errors before warnings. `editor` opens files of the site in its folder.
pub(super) fn list<'a>(
    problems: &'a [Diagnostic],
    sources: &dyn Sources,
    editor: Option<(&Editor, &Path)>,
) -> Vec<Problem<'a>> {
    let of = |severity| problems.iter().filter(move |problem| problem.severity == severity);
    let mut index = LineIndex::default();
    of(Severity::Error)
        .chain(of(Severity::Warning))
        .chain(of(Severity::Note))
        .take(SHOWN_MAX)
        .map(|problem| one(problem, sources, editor, &mut index))
        .collect()
}

fn one<'a>(
    problem: &'a Diagnostic,
    sources: &dyn Sources,
    editor: Option<(&Editor, &Path)>,
    index: &mut LineIndex,
) -> Problem<'a> {
    let span = problem.span.as_ref();
    let text = span.and_then(|span| sources.text(&span.path));
    let place = span.map(|span| index.place(&span.path, text.unwrap_or(""), span.start));
    let editor = match (editor, span, place) {
        // The default theme is in the program; there is no file to open.
        (Some((editor, root)), Some(span), Some(place)) if text.is_some() => {
            Some(editor.address(root, &span.path, place.line, place.column))
        }
        _ => None,
    };
    Problem {
        severity: problem.severity.as_str(),
        code: problem.code.as_str(),
        message: &problem.message,
        path: span.map(|span| span.path.as_str()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        excerpt: span.zip(text).and_then(|(span, text)| excerpt(span, text)),
        hints: &problem.hints,
        editor,
    }
}

/// Returns the line that a span begins in, or what is around its place in a very long one; nothing for a whole file.
fn excerpt(span: &Span, text: &str) -> Option<Excerpt> {
    let start = floor_char(text, span.start);
    let before = text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(start..)?.find('\n').map_or(text.len(), |at| start + at);
    let line = text.get(line_start..line_end)?.trim_end_matches('\r');
    let end = floor_char(text, span.end).clamp(start, line_start + line.len().max(start - line_start));
    let (head, marked) = (text.get(line_start..start)?, text.get(start..end)?);
    let tail = text.get(end..line_start + line.len()).unwrap_or("");
    let skipped = head.chars().count().saturating_sub(WINDOW_CHARS);
    let head: String = head.chars().skip(skipped).collect();
    let marked: String = marked.chars().take(WINDOW_CHARS).collect();
    let tail: String = tail.chars().take(WINDOW_CHARS).collect();
    let units = |text: &str| text.encode_utf16().count();
    let from = units(&head);
    let to = from + units(&marked);
    Some(Excerpt { text: head + &marked + &tail, start: from, end: to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourcePath;

    fn of(text: &str, start: usize, end: usize) -> (String, usize, usize) {
        let Excerpt { text, start, end } =
            excerpt(&Span::new(&SourcePath::new("a"), start, end), text).unwrap();
        (text, start, end)
    }

    #[test]
    fn the_line_and_the_marked_part() {
        assert_eq!(of("a\ntitel: A\r\nb", 2, 7), ("titel: A".into(), 0, 5));
        assert_eq!(of("🎉 x: y\n", 5, 6), ("🎉 x: y".into(), 3, 4));
        assert_eq!(of("ab\ncd", 1, 5), ("ab".into(), 1, 2));
        assert_eq!(of("", 0, 0), (String::new(), 0, 0));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}X{}", "a".repeat(5000), "b".repeat(5000));
        let (text, start, end) = of(&line, 5000, 5001);
        assert_eq!((text.len(), start, end), (2 * WINDOW_CHARS + 1, WINDOW_CHARS, WINDOW_CHARS + 1));
    }
}
