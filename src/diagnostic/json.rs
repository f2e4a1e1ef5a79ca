//! Prints diagnostics as JSON, one object a line.

use serde::Serialize;

use super::span::LineIndex;
use super::{Diagnostic, Sources};

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    hints: &'a [String],
}

/// Returns one JSON object and a line feed for each diagnostic.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources) -> String {
    let mut out = String::new();
    let mut index = LineIndex::default();
    for diagnostic in diagnostics {
        let span = diagnostic.span.as_ref();
        let text = span.map(|span| sources.text(&span.path).unwrap_or(""));
        let start = span.zip(text).map(|(span, text)| index.place(&span.path, text, span.start));
        let end = span.zip(text).map(|(span, text)| index.place(&span.path, text, span.end));
        let line = Line {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            path: span.map(|span| span.path.as_str()),
            line: start.map(|place| place.line),
            column: start.map(|place| place.column),
            end_line: end.map(|place| place.line),
            end_column: end.map(|place| place.column),
            hints: &diagnostic.hints,
        };
        // Strings, numbers and lists of strings always serialise.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}
