//! The text to render, put together from pieces of files, each of which remembers where it came from.
//!
//! Variables are put in here, before Markdown is parsed, as *stand-ins*: short words that no markup can be made of or
//! broken by, wherever in a text they are. The writer turns them back at the entry of each event.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::text::escape_attribute;
use crate::config::Settings;
use crate::corpus::content::{Container, Opening};
use crate::corpus::variables::{Unknown, substitute, variables};
use crate::model::{SourcePath, Span};

/// A text assembled from files, with the way back to them.
#[derive(Debug)]
pub(in crate::corpus) struct MarkdownText {
    text: String,
    pieces: Vec<Piece>,
    markers: Vec<(usize, Marker, Span)>,
    stand_ins: Vec<StandIn>,
    /// The numbers of the stand-ins for values, so that labels with the same variable in them are equal.
    values: BTreeMap<String, usize>,
    scopes: usize,
}

/// Which file's labels a piece of text uses: the article's, or those of one use of a snippet. Link and footnote labels
/// of one file are unknown to the others.
pub(in crate::corpus) type Scope = usize;

/// Lines of a file, or a part of one.
#[derive(Debug)]
pub(in crate::corpus) struct Lines<'a> {
    pub path: &'a SourcePath,
    /// The whole text of the file.
    pub text: &'a str,
    pub range: Range<usize>,
    /// Written at the start of every line.
    pub prefix: &'a str,
    pub scope: Scope,
}

#[derive(Debug)]
struct Piece {
    /// Where it begins in the assembled text.
    at: usize,
    path: SourcePath,
    /// Where it begins in its file.
    start: usize,
    /// Its length in the file, where that is not its length in the assembled text.
    length: Option<usize>,
    scope: Scope,
}

/// What a stand-in is written for.
#[derive(Debug)]
pub(super) enum StandIn {
    /// A variable of the site, by its value.
    Variable(String),
    /// A name in braces that the site does not define, as written, and where.
    Unknown { name: String, whole: String, span: Span },
    /// A colon that begins a line without a blank after it. The parser would take the line for a definition, which
    /// needs a blank (PHP Markdown Extra, Pandoc).
    Colon,
}

/// What a text is part of when its stand-ins are turned back.
#[derive(Clone, Copy)]
pub(super) enum Form<'s> {
    /// Words, an address, a title: values are put in as they are.
    Words,
    /// Code, where backslashes escape nothing: an escaped variable is one too.
    Code(&'s Settings),
    /// Raw HTML: values are put in as text.
    Html,
}

/// Begins and ends a stand-in. Unicode keeps both code points free for ever, so no text means anything by them.
const STAND_IN: (char, char) = ('\u{fdd0}', '\u{fdd1}');

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
    /// What every stand-in begins with.
    pub const STAND_IN: char = STAND_IN.0;

    /// What every stand-in ends with.
    pub const STAND_IN_END: char = STAND_IN.1;

    /// Returns an empty text.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            pieces: Vec::new(),
            markers: Vec::new(),
            stand_ins: Vec::new(),
            values: BTreeMap::new(),
            scopes: 1,
        }
    }

    /// Returns what Markdown is parsed from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds lines of a file.
    pub fn push(&mut self, lines: &Lines<'_>, settings: &Settings) {
        let Some(slice) = lines.text.get(lines.range.clone()) else { return };
        self.scopes = self.scopes.max(lines.scope + 1);
        let mut start = lines.range.start;
        for line in slice.split_inclusive('\n') {
            if self.is_line_start() {
                self.text.push_str(lines.prefix);
                self.line_start(lines, line, start, settings);
            } else {
                self.words(lines, line, start, settings);
            }
            start += line.len();
        }
    }

    fn is_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Adds a line from its start.
    fn line_start(&mut self, lines: &Lines<'_>, line: &str, start: usize, settings: &Settings) {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let indent = line.len() - words.len();
        let is_colon = words.strip_prefix(':').is_some_and(|rest| !rest.starts_with(char::is_whitespace));
        if !is_colon || words.len() == 1 {
            return self.words(lines, line, start, settings);
        }
        let (before, after) = line.split_at_checked(indent).unwrap_or((line, ""));
        self.plain(lines, before, start);
        self.stand_in(lines, start + indent..start + indent + 1, StandIn::Colon);
        self.words(lines, after.get(1..).unwrap_or(""), start + indent + 1, settings);
    }

    /// Adds a part of a line, with stand-ins for its variables.
    fn words(&mut self, lines: &Lines<'_>, words: &str, start: usize, settings: &Settings) {
        let mut at = 0;
        for found in variables(words) {
            let backslashes = words.get(..found.range.start).unwrap_or("").bytes().rev();
            if backslashes.take_while(|byte| *byte == b'\\').count() % 2 == 1 {
                continue;
            }
            self.plain(lines, words.get(at..found.range.start).unwrap_or(""), start + at);
            let place = start + found.range.start..start + found.range.end;
            let stand_in = match settings.variables.get(found.name) {
                Some(value) => StandIn::Variable(value.clone()),
                None => StandIn::Unknown {
                    name: found.name.to_owned(),
                    whole: words.get(found.range.clone()).unwrap_or("").to_owned(),
                    span: Span::new(lines.path, place.start, place.end),
                },
            };
            self.stand_in(lines, place, stand_in);
            at = found.range.end;
        }
        self.plain(lines, words.get(at..).unwrap_or(""), start + at);
    }

    fn stand_in(&mut self, lines: &Lines<'_>, place: Range<usize>, stand_in: StandIn) {
        let length = Some(place.len());
        let (at, path) = (self.text.len(), lines.path.clone());
        self.pieces.push(Piece { at, path, start: place.start, length, scope: lines.scope });
        let next = self.stand_ins.len();
        let number = match &stand_in {
            StandIn::Variable(value) => *self.values.entry(value.clone()).or_insert(next),
            StandIn::Unknown { .. } | StandIn::Colon => next,
        };
        if number == next {
            self.stand_ins.push(stand_in);
        }
        self.text.push_str(&format!("{}{number}{}", STAND_IN.0, STAND_IN.1));
    }

    /// Adds text as it is, but for what has no place in HTML: it becomes as many bytes of something harmless.
    fn plain(&mut self, lines: &Lines<'_>, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        self.piece(lines, start);
        let is_odd = |c: char| is_control(c) || c == STAND_IN.0 || c == STAND_IN.1;
        if !text.contains(is_odd) {
            return self.text.push_str(text);
        }
        self.text.extend(text.chars().map(|c| match c {
            c if is_control(c) => ' ',
            c if is_odd(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        }));
    }

    /// Begins a piece, unless the text goes on where the last one is.
    fn piece(&mut self, lines: &Lines<'_>, start: usize) {
        let at = self.text.len();
        let goes_on = |last: &Piece| {
            let same = last.length.is_none() && last.scope == lines.scope && last.path == *lines.path;
            same && last.start + (at - last.at) == start
        };
        if !self.pieces.last().is_some_and(goes_on) {
            let path = lines.path.clone();
            self.pieces.push(Piece { at, path, start, length: None, scope: lines.scope });
        }
    }

    /// Adds the beginning or end of a container, on a line of its own behind `prefix`.
    pub fn mark(&mut self, marker: Marker, prefix: &str, span: Span, scope: Scope) {
        self.end_line();
        self.text.push_str(prefix);
        let (path, start, length) = (span.path.clone(), span.start, Some(span.end - span.start));
        self.pieces.push(Piece { at: self.text.len(), path, start, length, scope });
        self.markers.push((self.text.len(), marker, span));
        self.text.push_str(MARKER);
        self.text.push('\n');
    }

    /// Ends the last line, if it has not ended yet.
    pub fn end_line(&mut self) {
        if !self.is_line_start() {
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

    /// Returns whether parts of the text have labels of their own.
    pub fn has_scopes(&self) -> bool {
        self.scopes > 1
    }

    /// Returns the scope of what stands at `at`.
    pub fn scope_at(&self, at: usize) -> Scope {
        self.piece_at(at).map_or(0, |piece| piece.scope)
    }

    /// Returns where `range` of the assembled text stands in its file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let Some(first) = self.piece_at(range.start) else {
            return Span::file(&SourcePath::new("content"));
        };
        let start = first.place(range.start);
        // The end belongs to the piece of the last byte.
        let last = self.piece_at(range.end.saturating_sub(1).max(range.start)).unwrap_or(first);
        let end = match range.is_empty() {
            true => start,
            false => last.place_after(range.end),
        };
        let end = if last.path == first.path && end >= start { end } else { start + range.len() };
        Span::new(&first.path, start, end)
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        after.checked_sub(1).and_then(|at| self.pieces.get(at))
    }

    /// Returns `text` with its stand-ins turned back. Unknown variables are shown as written and given to `unknown`.
    pub(super) fn restored<'t>(
        &self,
        text: &'t str,
        form: Form<'_>,
        mut unknown: impl FnMut(Unknown<'_>, &Span),
    ) -> Cow<'t, str> {
        let literal = |text: &'t str| match form {
            Form::Code(settings) => substitute(text, settings, |_| {}),
            Form::Words | Form::Html => Cow::Borrowed(text),
        };
        if !text.contains(STAND_IN.0) {
            return literal(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(STAND_IN.0) {
            out.push_str(&literal(before));
            let (number, behind) = after.split_once(STAND_IN.1).unwrap_or(("", after));
            rest = behind;
            match number.parse().ok().and_then(|number: usize| self.stand_ins.get(number)) {
                Some(StandIn::Variable(value)) => match form {
                    Form::Html => escape_attribute(&mut out, value),
                    Form::Words | Form::Code(_) => out.push_str(value),
                },
                Some(StandIn::Colon) => out.push(':'),
                Some(StandIn::Unknown { name, whole, span }) => {
                    unknown(Unknown { name, whole }, span);
                    out.push_str(whole);
                }
                None => {}
            }
        }
        out.push_str(&literal(rest));
        Cow::Owned(out)
    }
}

impl Piece {
    /// Returns the place in the file of a byte of the assembled text.
    fn place(&self, at: usize) -> usize {
        match self.length {
            Some(_) => self.start,
            None => self.start + (at - self.at),
        }
    }

    /// Returns the place in the file after the byte before `end`.
    fn place_after(&self, end: usize) -> usize {
        match self.length {
            Some(length) => self.start + length,
            None => self.start + (end - self.at),
        }
    }
}

fn is_control(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let text = "title: T\nbase_url: https://x.example/\nvariables: {product: \"A* {{ b }}\"}\n";
        crate::config::load(text).value.unwrap()
    }

    fn push(text: &mut MarkdownText, path: &SourcePath, words: &str, range: Range<usize>, prefix: &str) {
        text.push(&Lines { path, text: words, range, prefix, scope: 0 }, &settings());
    }

    #[test]
    fn every_place_leads_back_to_its_file() {
        let (a, b) = (SourcePath::new("content/a.md"), SourcePath::new("snippets/b.md"));
        let mut text = MarkdownText::new();
        push(&mut text, &a, "---\n---\nHello", 8..13, "");
        text.end_line();
        push(&mut text, &b, "one\ntwo\n", 0..8, "> ");
        assert_eq!(text.as_str(), "Hello\n> one\n> two\n");
        assert_eq!(text.span(1..3), Span::new(&a, 9, 11));
        assert_eq!(text.span(14..17), Span::new(&b, 4, 7));
    }

    #[test]
    fn a_part_of_a_line_gets_no_prefix() {
        let a = SourcePath::new("a");
        let mut text = MarkdownText::new();
        push(&mut text, &a, "one two three\nfour\n", 0..4, "> ");
        push(&mut text, &a, "one two three\nfour\n", 8..19, "> ");
        assert_eq!(text.as_str(), "> one three\n> four\n");
        assert_eq!(text.span(6..11), Span::new(&a, 8, 13));
    }

    #[test]
    fn what_has_no_place_in_html_is_replaced_at_its_length() {
        let mut text = MarkdownText::new();
        let words = "a\u{1}b\u{0}\u{7f}\u{fdd0}0\u{fdd1}";
        push(&mut text, &SourcePath::new("a"), words, 0..words.len(), "");
        assert_eq!(text.as_str(), "a b  \u{fffd}0\u{fffd}");
    }

    #[test]
    fn variables_come_back_as_values_and_know_their_places() {
        let a = SourcePath::new("a");
        let mut text = MarkdownText::new();
        let words = r"x {{ product }} y {{ nope }} \{{ product }} z";
        push(&mut text, &a, words, 0..words.len(), "");
        let mut unknown = Vec::new();
        let restored = text.restored(text.as_str(), Form::Words, |found, span| {
            unknown.push((found.name.to_owned(), span.clone()));
        });
        assert_eq!(restored, r"x A* {{ b }} y {{ nope }} \{{ product }} z");
        assert_eq!(unknown, [("nope".to_owned(), Span::new(&a, 18, 28))]);
        let code = text.restored(text.as_str(), Form::Code(&settings()), |_, _| {});
        assert_eq!(code, r"x A* {{ b }} y {{ nope }} \A* {{ b }} z");
        let y = text.as_str().find('y').unwrap();
        assert_eq!(text.span(y..y + 1), Span::new(&a, 16, 17));
        assert_eq!(text.span(2..y + 1), Span::new(&a, 2, 17));
    }

    #[test]
    fn a_colon_without_a_blank_begins_no_definition() {
        let a = SourcePath::new("a");
        let mut text = MarkdownText::new();
        push(&mut text, &a, ":8080\n> :x\n: y\n:\n", 0..17, "");
        assert_eq!(text.as_str().matches(STAND_IN.0).count(), 2);
        assert_eq!(text.restored(text.as_str(), Form::Words, |_, _| {}), ":8080\n> :x\n: y\n:\n");
    }
}
