//! Tells directives from examples of them, by asking the Markdown parser what is code and what is a comment.
//!
//! The parser sees each line that may be a directive as a declaration, `<!a>`: like the marker that such a line
//! becomes, it begins a block of its own and ends on its line. Lines that are found to be examples are given back to it
//! as written, and what they change is looked at again.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag};

use super::html_parts::{self, Part};
use crate::corpus::parse;

/// What the parser sees in the place of a directive.
const STAND_IN: &str = "<!a>";

/// How often the parser is asked; texts that people write need two or three rounds.
const ROUNDS_MAX: usize = 8;

/// What is no text for readers to read as words: code, comments, tags.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// In order; none overlaps another.
    ranges: Vec<(Range<usize>, Kind)>,
    /// Where definitions of terms begin.
    definitions: Vec<usize>,
    /// Where lines begin that would be directives, if they did not continue a paragraph.
    continuing: Vec<usize>,
}

/// What a range is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Code between backticks, within a paragraph.
    CodeSpan,
    /// A block of code, or an element of HTML whose text is as written.
    CodeBlock,
    /// A comment, or another thing that no reader sees.
    Comment,
    /// A tag of HTML.
    Tag,
}

impl Examples {
    /// Returns the range around a place.
    pub fn around(&self, at: usize) -> Option<(&Range<usize>, Kind)> {
        let begun = self.ranges.partition_point(|(range, _)| range.start <= at);
        let (range, kind) = self.ranges.get(begun.checked_sub(1)?)?;
        (at < range.end).then_some((range, *kind))
    }

    /// Returns whether a definition of a term begins at a place.
    pub fn is_definition(&self, at: usize) -> bool {
        self.definitions.binary_search(&at).is_ok()
    }

    /// Returns whether a line that begins at a place continues a paragraph, being indented too far to begin a block.
    pub fn continues_paragraph(&self, at: usize) -> bool {
        self.continuing.binary_search(&at).is_ok()
    }

    /// Returns whether a line that begins at a place is an example: a block of code or a comment has it inside.
    pub fn hold_line(&self, at: usize) -> bool {
        let inside = |(range, kind): (&Range<usize>, Kind)| match kind {
            Kind::CodeBlock => true,
            // The stand-in of the line is a declaration itself.
            Kind::Comment => range.start < at,
            Kind::CodeSpan | Kind::Tag => false,
        };
        self.around(at).is_some_and(inside)
    }
}

/// What was found about the lines that may be directives.
pub(super) struct Sorted {
    pub examples: Examples,
    /// Whether each line is an example.
    pub is_example: Vec<bool>,
}

/// Sorts the lines of `text[body]` that look like directives, each given by its text without the line feed.
pub(super) fn sort(text: &str, body: Range<usize>, lines: &[Range<usize>], options: Options) -> Sorted {
    let mut is_example = vec![false; lines.len()];
    let inner = text.get(body.clone()).unwrap_or("");
    // A comment within a paragraph is none any more when one of its lines is taken out.
    if inner.contains("<!--") {
        let whole = look(text, &body, &[], &is_example, options);
        for (line, example) in lines.iter().zip(&mut is_example) {
            *example = whole
                .around(line.start)
                .is_some_and(|(range, kind)| kind == Kind::Comment && range.start < line.start);
        }
    }
    let mut is_settled = vec![false; lines.len()];
    let mut examples = Examples::default();
    for _ in 0..ROUNDS_MAX {
        examples = look(text, &body, lines, &is_example, options);
        let mut changed = false;
        for ((line, example), settled) in lines.iter().zip(&mut is_example).zip(&mut is_settled) {
            let found = examples.hold_line(line.start);
            if found != *example && !*settled {
                // What was taken for an example and is none stays a directive: hiding is safe, and an error is seen.
                *settled = *example;
                *example = found;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    Sorted { examples, is_example }
}

/// Parses the text with stand-ins for the lines that are no examples.
fn look(
    text: &str,
    body: &Range<usize>,
    lines: &[Range<usize>],
    is_example: &[bool],
    options: Options,
) -> Examples {
    let mut masked = String::with_capacity(body.len() + lines.len() * STAND_IN.len());
    // Where stretches of the masked text begin, there and in the original.
    let mut starts = vec![(0, body.start)];
    let mut at = body.start;
    for (line, _) in lines.iter().zip(is_example).filter(|(_, example)| !**example) {
        masked.push_str(text.get(at..line.start).unwrap_or(""));
        masked.push_str(STAND_IN);
        at = line.end;
        starts.push((masked.len(), at));
    }
    masked.push_str(text.get(at..body.end).unwrap_or(""));
    let masked = without_false_definitions(&masked);
    let original = |place: usize| {
        let after = starts.partition_point(|(start, _)| *start <= place);
        after.checked_sub(1).and_then(|at| starts.get(at)).map_or(body.start, |(start, at)| {
            let next = starts.get(after).map_or(usize::MAX, |(_, next)| *next);
            (at + (place - start)).min(next)
        })
    };
    let mut examples = found(&masked, options);
    for (range, _) in &mut examples.ranges {
        *range = original(range.start)..original(range.end);
    }
    for place in examples.definitions.iter_mut().chain(&mut examples.continuing) {
        *place = original(*place);
    }
    examples
}

/// Returns a text with a letter for each colon that begins a line without a blank behind it: the parser would take the
/// line for a definition, which the page does not (`MarkdownText`).
fn without_false_definitions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        match words.strip_prefix(':').filter(|rest| !rest.starts_with(char::is_whitespace)) {
            Some(rest) => {
                out.push_str(line.get(..line.len() - words.len()).unwrap_or(""));
                out.push('x');
                out.push_str(rest);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Returns what is code, comment or tag in a text.
fn found(text: &str, options: Options) -> Examples {
    let mut examples = Examples::default();
    for (event, range) in parse::events(text, options, |_, _| None) {
        let kind = match event {
            Event::Start(Tag::CodeBlock(_)) => Kind::CodeBlock,
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => Kind::CodeSpan,
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                if matches!(&event, Event::InlineHtml(html) if html.as_ref() == STAND_IN) {
                    examples.continuing.push(range.start);
                }
                let html = text.get(range.clone()).unwrap_or("");
                for (part, kind) in html_parts::parts(html) {
                    let kind = match kind {
                        Part::Comment => Kind::Comment,
                        Part::Verbatim => Kind::CodeBlock,
                        Part::Tag => Kind::Tag,
                    };
                    examples.ranges.push((range.start + part.start..range.start + part.end, kind));
                }
                continue;
            }
            Event::Start(Tag::DefinitionListDefinition) => {
                examples.definitions.push(range.start);
                continue;
            }
            _ => continue,
        };
        examples.ranges.push((range, kind));
    }
    examples.ranges.sort_by_key(|(range, _)| range.start);
    examples.definitions.sort_unstable();
    examples.continuing.sort_unstable();
    examples
}
