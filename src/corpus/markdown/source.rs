//! The text to render, put together from pieces of files, each of which remembers where it came from.

use std::ops::Range;

use crate::corpus::content::{Container, Opening};
use crate::model::{SourcePath, Span};

/// A text assembled from files, with the way back to them.
#[derive(Debug)]
pub(in crate::corpus) struct MarkdownText {
    text: String,
    pieces: Vec<Piece>,
    markers: Vec<(usize, Marker, Span)>,
}

#[derive(Debug)]
struct Piece {
    /// Where it begins in the assembled text.
    at: usize,
    path: SourcePath,
    /// Where it begins in its file.
    start: usize,
}

/// The beginning or end of a container. In the text it is an HTML comment on a line of its own, which
/// Markdown keeps whole; that it is ours is known by its place alone, so no text can forge it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::corpus) enum Marker {
    /// Begins a container.
    Open(Opening),
    /// Ends it.
    Close(Container),
}

const MARKER: &str = "<!--:-->";

impl MarkdownText {
    /// Returns an empty text.
    pub fn new() -> Self {
        Self { text: String::new(), pieces: Vec::new(), markers: Vec::new() }
    }

    /// Returns what Markdown is parsed from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds `range` of a file. `prefix` is put before every line of it.
    pub fn push(&mut self, path: &SourcePath, text: &str, range: Range<usize>, prefix: &str) {
        let Some(slice) = text.get(range.clone()) else { return };
        if prefix.is_empty() {
            self.piece(path, slice, range.start);
            return;
        }
        let mut start = range.start;
        for line in slice.split_inclusive('\n') {
            self.text.push_str(prefix);
            self.piece(path, line, start);
            start += line.len();
        }
    }

    fn piece(&mut self, path: &SourcePath, slice: &str, start: usize) {
        self.pieces.push(Piece { at: self.text.len(), path: path.clone(), start });
        if slice.bytes().any(|byte| is_control(char::from(byte))) {
            // Control characters have no place in HTML; a space is as long, so that places stay right.
            self.text.extend(slice.chars().map(|c| if is_control(c) { ' ' } else { c }));
        } else {
            self.text.push_str(slice);
        }
    }

    /// Adds the beginning or end of a container, on a line of its own behind `prefix`.
    pub fn mark(&mut self, marker: Marker, prefix: &str, span: Span) {
        self.end_line();
        self.text.push_str(prefix);
        self.pieces.push(Piece { at: self.text.len(), path: span.path.clone(), start: span.start });
        self.markers.push((self.text.len(), marker, span));
        self.text.push_str(MARKER);
        self.text.push('\n');
    }

    /// Ends the last line, if it has not ended yet.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Returns the marker that stands at `at`, with its place in the file.
    pub fn marker_at(&self, at: usize) -> Option<(&Marker, &Span)> {
        let found = self.markers.binary_search_by_key(&at, |(at, ..)| *at).ok()?;
        self.markers.get(found).map(|(_, marker, span)| (marker, span))
    }

    /// Returns all markers with their places in the files.
    pub fn markers(&self) -> impl Iterator<Item = (usize, &Span)> {
        self.markers.iter().map(|(at, _, span)| (*at, span))
    }

    /// Returns where `range` of the assembled text stands in its file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let after = self.pieces.partition_point(|piece| piece.at <= range.start);
        match after.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some(piece) => {
                let start = piece.start + (range.start - piece.at);
                Span::new(&piece.path, start, start + range.len())
            }
            None => Span::file(&SourcePath::new("content")),
        }
    }
}

fn is_control(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_its_file() {
        let (a, b) = (SourcePath::new("content/a.md"), SourcePath::new("snippets/b.md"));
        let mut text = MarkdownText::new();
        text.push(&a, "---\n---\nHello", 8..13, "");
        text.end_line();
        text.push(&b, "one\ntwo\n", 0..8, "> ");
        assert_eq!(text.as_str(), "Hello\n> one\n> two\n");
        assert_eq!(text.span(1..3), Span::new(&a, 9, 11));
        assert_eq!(text.span(14..17), Span::new(&b, 4, 7));
    }

    #[test]
    fn control_characters_become_spaces() {
        let mut text = MarkdownText::new();
        text.push(&SourcePath::new("a"), "a\u{1}b\u{0}\u{7f}", 0..5, "");
        assert_eq!(text.as_str(), "a b  ");
    }
}
