//! Finds the lines that may be directives.

use std::ops::Range;

use super::line::{Line, Mark};

/// Where a directive stands.
pub(super) struct Place {
    /// What stands before it on its line.
    pub prefix: String,
    pub range: Range<usize>,
}

/// A line that may be a directive.
pub(super) struct MarkedLine<'a> {
    /// The line with what stands before its text, and its line feed.
    pub whole: Range<usize>,
    pub place: Place,
    pub mark: Mark<'a>,
}

/// Returns the lines of a text that begins at `start` of its file that may be directives.
pub(super) fn marked_lines(inner: &str, start: usize) -> Vec<MarkedLine<'_>> {
    let mut at = start;
    let mut found = Vec::new();
    for raw in inner.split_inclusive('\n') {
        let whole = at..at + raw.len();
        at = whole.end;
        let line = Line::new(raw);
        let Some(mark) = line.mark() else { continue };
        let start = whole.start + line.prefix.len();
        let range = start..start + line.text.trim_end().len();
        found.push(MarkedLine { whole, place: Place { prefix: line.prefix.to_owned(), range }, mark });
    }
    found
}
