//! Collects the text of one paragraph, heading or table cell as its reader sees it, with the way back to the source.
//!
//! What is no plain text (code, links, raw HTML) is one control character in it, which no text can bring in.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::corpus::markdown::MarkdownText;
use crate::corpus::markdown::source::Form;

/// Stands for inline code or a formula.
pub(super) const CODE: char = '\u{2}';
/// Stands for a raw HTML tag.
pub(super) const HTML: char = '\u{3}';
/// Begins the words of a link.
pub(super) const LINK: char = '\u{4}';
/// Ends them.
pub(super) const LINK_END: char = '\u{5}';
/// Stands for an image.
pub(super) const IMAGE: char = '\u{6}';
/// Begins or ends words in bold or italics.
pub(super) const SPAN: char = '\u{e}';
/// Stands for a character that was escaped, or written as an entity.
pub(super) const ESCAPED: char = '\u{f}';
/// Stands for the mark of a footnote.
pub(super) const FOOTNOTE: char = '\u{10}';

/// Returns whether `character` stands for something that is no plain text.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, CODE | HTML | LINK | LINK_END | IMAGE | SPAN | ESCAPED | FOOTNOTE)
}

/// Returns `text` without what stands for no plain text, for messages.
pub(super) fn bare(text: &str) -> String {
    let shown = text.chars().filter(|character| *character == ESCAPED || !is_mark(*character));
    shown.map(|character| if character == ESCAPED { '…' } else { character }).collect()
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Home {
    /// In a paragraph, a list item or the like.
    #[default]
    Paragraph,
    /// In a heading.
    Heading,
    /// In a cell of a table.
    Cell,
}

/// The text of one block.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Its text, with marks.
    pub text: String,
    /// Where it stands.
    pub home: Home,
    /// For each piece, where it begins in the text and in the source.
    places: Vec<(usize, usize)>,
}

impl Run {
    fn piece(&mut self, text: &str, at: usize) {
        self.places.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn mark(&mut self, mark: char, at: usize) {
        self.places.push((self.text.len(), at));
        self.text.push(mark);
    }

    /// Adds text that stands at `range` of the source.
    fn words(&mut self, source: &MarkdownText, range: &Range<usize>) {
        let slice = source.as_str().get(range.clone()).unwrap_or("");
        let before = source.as_str().get(..range.start).and_then(|head| head.chars().next_back());
        let is_entity = slice.starts_with('&') && slice.ends_with(';');
        let mut characters = slice.chars();
        match characters.next() {
            Some(_) if is_entity => self.mark(ESCAPED, range.start),
            Some(first) if before == Some('\\') && first.is_ascii_punctuation() => {
                self.mark(ESCAPED, range.start);
                self.restored(source, characters.as_str(), range.start + first.len_utf8());
            }
            _ => self.restored(source, slice, range.start),
        }
    }

    /// Adds text with its stand-ins turned back.
    fn restored(&mut self, source: &MarkdownText, slice: &str, at: usize) {
        let (mut rest, mut at) = (slice, at);
        while let Some((before, after)) = rest.split_once(MarkdownText::STAND_IN) {
            self.piece(before, at);
            at += before.len();
            let end = after
                .find(MarkdownText::STAND_IN_END)
                .map_or(after.len(), |end| end + MarkdownText::STAND_IN_END.len_utf8());
            let length = MarkdownText::STAND_IN.len_utf8() + end;
            let stand_in = rest.get(before.len()..before.len() + length).unwrap_or("");
            self.piece(&source.restored(stand_in, Form::Words, |_, _| {}), at);
            at += length;
            rest = after.get(end..).unwrap_or("");
        }
        self.piece(rest, at);
    }

    /// Returns where `range` of the text stands in the source.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_at(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.source_at(last) + 1,
            _ => start,
        };
        start..end.max(start)
    }

    fn source_at(&self, at: usize) -> usize {
        let after = self.places.partition_point(|(start, _)| *start <= at);
        let piece = after.checked_sub(1).and_then(|piece| self.places.get(piece));
        piece.map_or(0, |(start, source)| source + (at - start))
    }

    /// Returns the lines of the text, each with the place where it begins.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split('\n').map(move |line| {
            let start = at;
            at += line.len() + 1;
            (start, line)
        })
    }
}

/// Makes runs out of the parser's events.
#[derive(Debug, Default)]
pub(super) struct Runs {
    open: Run,
    /// How many images are open in each other; their alternative text is part of them.
    images: usize,
    /// Whether the text is that of a code block.
    code: bool,
}

impl Runs {
    /// Takes in an event. Returns the run that it ends.
    pub fn see(&mut self, event: &Event<'_>, range: &Range<usize>, source: &MarkdownText) -> Option<Run> {
        match event {
            Event::Start(Tag::Image { .. }) => {
                if self.images == 0 {
                    self.open.mark(IMAGE, range.start);
                }
                self.images += 1;
            }
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            _ if self.images > 0 => {}
            Event::Text(_) if !self.code => self.open.words(source, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.open.mark(CODE, range.start)
            }
            Event::InlineHtml(_) => self.open.mark(HTML, range.start),
            Event::SoftBreak | Event::HardBreak => self.open.piece("\n", range.end.saturating_sub(1)),
            Event::FootnoteReference(_) => self.open.mark(FOOTNOTE, range.start),
            Event::Start(Tag::Link { .. }) => self.open.mark(LINK, range.start),
            Event::End(TagEnd::Link) => self.open.mark(LINK_END, range.end.saturating_sub(1)),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                self.open.mark(SPAN, range.start)
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                self.open.mark(SPAN, range.end.saturating_sub(1));
            }
            Event::Start(tag) => return self.begin(tag),
            Event::End(_) | Event::Rule => return self.begin(&Tag::Paragraph),
            _ => {}
        }
        None
    }

    /// Begins another block.
    fn begin(&mut self, tag: &Tag<'_>) -> Option<Run> {
        self.code = matches!(tag, Tag::CodeBlock(_));
        let home = match tag {
            Tag::Heading { .. } => Home::Heading,
            Tag::TableCell => Home::Cell,
            _ => Home::Paragraph,
        };
        let run = std::mem::replace(&mut self.open, Run { home, ..Run::default() });
        (!run.text.is_empty()).then_some(run)
    }
}
