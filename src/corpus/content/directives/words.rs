//! `:only[words]{audience=agents}`: words within a line for some audiences alone.
//!
//! They are cut out of the source before Markdown is parsed, as `:::only` blocks are. Anything else that looks like a
//! directive within a line is an error, and so are braces that name an audience without one: whoever writes them
//! believes that something is hidden.

use std::ops::Range;

use super::Block;
use super::attributes::{self, Attributes};
use super::examples::{Examples, Kind};
use super::suspects::{self, Suspect};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::AudienceSet;

/// Words that may lie in each other.
const NESTING_MAX: usize = 16;

const USAGE: &str = "write `:only[words]{audience=agents}` for words within a line";

/// Returns whether `text` has anything to cut out or to complain about.
pub(in crate::corpus) fn are_suspicious(text: &str) -> bool {
    suspects::find(text).any(|suspect| !suspect.escaped) || suspects::audience_braces(text).next().is_some()
}

/// Cuts words out of a text.
pub(super) struct Cutter<'a> {
    pub text: &'a str,
    pub settings: &'a Settings,
    pub examples: &'a Examples,
    /// Takes each problem, with its place in `text`.
    pub report: &'a mut dyn FnMut(Diagnostic, Range<usize>),
}

impl Cutter<'_> {
    /// Cuts the words out of every text among `blocks`.
    pub fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Text(range) => out.append(&mut self.words(range, 0)),
                Block::Only { audiences, blocks } => {
                    out.push(Block::Only { audiences, blocks: self.blocks(blocks) });
                }
                Block::Container { opening, prefix, range, blocks } => {
                    let blocks = self.blocks(blocks);
                    out.push(Block::Container { opening, prefix, range, blocks });
                }
                block @ (Block::OnlyWords { .. } | Block::Snippet { .. }) => out.push(block),
            }
        }
        out
    }

    /// Cuts words out of a range of the text.
    pub fn words(&mut self, range: Range<usize>, depth: usize) -> Vec<Block> {
        let slice = self.text.get(range.clone()).unwrap_or("");
        let mut out = Vec::new();
        let (mut start, mut read, mut limit) = (range.start, range.start, range.start);
        for suspect in suspects::find(slice) {
            let place = range.start + suspect.range.start..range.start + suspect.range.end;
            if place.start < read {
                continue;
            }
            if limit <= place.start {
                limit = place.start + paragraph_length(self.text.get(place.start..range.end).unwrap_or(""));
            }
            let Some(reading) = self.read(&suspect, &place, limit.min(range.end)) else { continue };
            start = self.braces(read..place.start, start, &mut out);
            match reading {
                Reading::Shown { end } => read = end,
                // What is wrong is left out, so that nobody says it again.
                Reading::Wrong { end } => {
                    out.push(Block::Text(start..place.start));
                    (start, read) = (end, end);
                }
                Reading::Only(audiences, extent) => {
                    let cut = self.with_blank(place.start..extent.end, &range);
                    out.push(Block::Text(start..cut.start));
                    out.push(self.only_words(audiences, &extent, place.start, cut.clone(), depth));
                    (start, read) = (cut.end, cut.end);
                }
            }
        }
        start = self.braces(read..range.end, start, &mut out);
        out.push(Block::Text(start..range.end));
        out.retain(|block| !matches!(block, Block::Text(range) if range.is_empty()));
        out
    }

    /// Reads what looks like a directive. Nothing comes back for an example.
    fn read(&mut self, suspect: &Suspect<'_>, place: &Range<usize>, limit: usize) -> Option<Reading> {
        let is_only = suspect.plain && suspect.colons == 1 && suspect.name == "only";
        let extent = if is_only { self.extent(place.end, limit) } else { None };
        if self.is_example(place, extent.as_ref()) {
            return None;
        }
        if suspect.escaped {
            let text = self.text.get(place.start..limit).unwrap_or("");
            return Some(Reading::Shown { end: limit - suspects::after_escaped(text).len() });
        }
        let Some(extent) = extent else {
            return Some(Reading::Wrong { end: self.mistyped(suspect, place.clone(), limit) });
        };
        Some(match self.audiences(&extent, place) {
            Some(audiences) => Reading::Only(audiences, extent),
            None => Reading::Wrong { end: extent.end },
        })
    }

    fn only_words(
        &mut self,
        audiences: AudienceSet,
        extent: &Extent,
        at: usize,
        cut: Range<usize>,
        depth: usize,
    ) -> Block {
        let inner = if depth < NESTING_MAX {
            self.words(extent.words.clone(), depth + 1)
        } else {
            let message = format!("`:only[…]` nests at most {NESTING_MAX} deep");
            let problem = Diagnostic::new(Code::TooComplex, message).hint("close the outer ones first");
            (self.report)(problem, at..extent.end);
            Vec::new()
        };
        let mut blocks = vec![Block::Text(cut.start..at)];
        blocks.extend(inner);
        blocks.push(Block::Text(extent.end..cut.end));
        blocks.retain(|block| !matches!(block, Block::Text(range) if range.is_empty()));
        Block::OnlyWords { audiences, blocks }
    }

    /// Widens a cut by what would be left over: one of the blanks around it, or the line that it fills.
    fn with_blank(&self, cut: Range<usize>, around: &Range<usize>) -> Range<usize> {
        let before = self.text.get(around.start..cut.start).unwrap_or("");
        let after = self.text.get(cut.end..around.end).unwrap_or("");
        let begins_line = before.is_empty() || before.ends_with('\n');
        let line_end = ["\r\n", "\n"].iter().find(|end| after.starts_with(**end)).map_or(0, |end| end.len());
        if begins_line && line_end > 0 {
            return cut.start..cut.end + line_end;
        }
        if after.starts_with(' ') && (begins_line || before.ends_with(' ')) {
            return cut.start..cut.end + 1;
        }
        let is_end =
            |c: char| !c.is_alphanumeric() && !matches!(c, '[' | '(' | '`' | '*' | '_' | '<' | '!' | '|');
        let ends = after.chars().next().is_none_or(is_end);
        let blank =
            before.ends_with(' ') && !before.ends_with("  ") && before.trim_end().len() > line_start(before);
        if blank && ends && !is_marker(before) { cut.start - 1..cut.end } else { cut }
    }

    /// Returns whether something that looks like a directive is part of code or a comment, and whole in it.
    fn is_example(&mut self, place: &Range<usize>, extent: Option<&Extent>) -> bool {
        let Some((around, kind)) = self.examples.around(place.start) else { return false };
        match kind {
            Kind::CodeBlock | Kind::Comment => true,
            // A stray backtick must not publish what is meant to be hidden.
            Kind::CodeSpan => extent.is_none_or(|extent| extent.end <= around.end),
            Kind::Tag => false,
        }
    }

    /// Returns where the brackets and braces end that begin at `open`.
    fn extent(&self, open: usize, limit: usize) -> Option<Extent> {
        let mut depth = 0_usize;
        let mut at = open;
        let close = loop {
            let character = self.text.get(at..limit)?.chars().next()?;
            let code =
                self.examples.around(at).filter(|(range, kind)| *kind == Kind::CodeSpan && range.start == at);
            if let Some((range, _)) = code.filter(|(range, _)| range.end <= limit) {
                at = range.end;
                continue;
            }
            match character {
                '\\' => at += self.text.get(at + 1..limit)?.chars().next().map_or(0, char::len_utf8),
                '[' => depth += 1,
                ']' if depth <= 1 => break at,
                ']' => depth -= 1,
                _ if depth == 0 => return None,
                _ => {}
            }
            at += character.len_utf8();
        };
        let rest = self.text.get(close + 1..limit)?;
        let attributes = match rest.strip_prefix('{') {
            Some(inner) => {
                let line = inner.lines().next().unwrap_or("");
                attributes::end_of_braces(line).map(|end| close + 2..close + 2 + end)
            }
            None => None,
        };
        let end = attributes.as_ref().map_or(close + 1, |attributes| attributes.end + 1);
        Some(Extent { words: open + 1..close, attributes, end })
    }

    /// Reads the braces behind the words.
    fn audiences(&mut self, extent: &Extent, place: &Range<usize>) -> Option<AudienceSet> {
        let whole = place.start..extent.end;
        let Some(inner) = extent.attributes.clone().and_then(|range| self.text.get(range)) else {
            let problem = Diagnostic::new(
                Code::InvalidDirective,
                "missing audience: `:only[…]` hides nothing without one",
            );
            (self.report)(problem.hint(USAGE), whole);
            return None;
        };
        let attributes = attributes::pairs(inner).map(|pairs| Attributes { title: None, pairs });
        let read = match attributes {
            Ok(attributes) => super::only::audiences(&attributes, self.settings, ":only[…]"),
            Err(problem) => Err(vec![Diagnostic::new(Code::InvalidDirective, problem).hint(USAGE)]),
        };
        match read {
            Ok(audiences) => Some(audiences),
            Err(problems) => {
                problems.into_iter().for_each(|problem| (self.report)(problem, whole.clone()));
                None
            }
        }
    }

    /// Reports what looks like a directive and is none. Returns the place from which reading goes on.
    fn mistyped(&mut self, suspect: &Suspect<'_>, place: Range<usize>, limit: usize) -> usize {
        let written = self.text.get(place.clone()).unwrap_or("").to_owned();
        let name = suspect.name.to_ascii_lowercase();
        let (message, hint) = match name.as_str() {
            "only" if suspect.plain && suspect.colons == 1 => (
                "unclosed `:only[`: expected `]{audience=…}` in the same paragraph".to_owned(),
                USAGE.to_owned(),
            ),
            "only" => {
                (format!("mistyped directive `{written}`: its text would not be hidden"), USAGE.to_owned())
            }
            "snippet" => (
                format!("mistyped directive `{written}`: a snippet stands alone on its line"),
                "write `::snippet{name}` on a line of its own".to_owned(),
            ),
            name => (
                format!("mistyped directive `{written}`: `{name}` is no directive within a line"),
                format!("write `:::{name}` on a line of its own, or `\\{written}` to show the colons"),
            ),
        };
        // One mistake, one message: what belongs to it is not looked at again.
        let rest = self.text.get(place.end..limit).unwrap_or("");
        let is_unclosed = suspect.plain && name == "only" && suspect.colons == 1;
        let line_end = rest.find('\n').filter(|_| !is_unclosed);
        let end = line_end.map_or(limit, |at| place.end + at);
        (self.report)(Diagnostic::new(Code::MisplacedDirective, message).hint(hint), place);
        end
    }

    /// Reports braces that name an audience and belong to no directive, and leaves them out of the text that begins at
    /// `start`. Returns where the text goes on.
    fn braces(&mut self, range: Range<usize>, start: usize, out: &mut Vec<Block>) -> usize {
        let mut start = start;
        for found in suspects::audience_braces(self.text.get(range.clone()).unwrap_or("")) {
            let place = range.start + found.start..range.start + found.end;
            if self.examples.around(place.start).is_some_and(|(_, kind)| kind != Kind::Tag) {
                continue;
            }
            let message = "braces that name an audience hide nothing here".to_owned();
            let problem = Diagnostic::new(Code::MisplacedDirective, message);
            (self.report)(problem.hint(format!("{USAGE}, or `\\{{` to show the brace")), place.clone());
            out.push(Block::Text(start..place.start));
            start = place.end;
        }
        start
    }
}

/// What something that looks like a directive is.
enum Reading {
    /// Escaped: words until `end`.
    Shown { end: usize },
    /// Reported already, until `end`.
    Wrong { end: usize },
    /// Words for some audiences alone.
    Only(AudienceSet, Extent),
}

/// What belongs to one `:only[…]{…}`.
struct Extent {
    /// The text between the brackets.
    words: Range<usize>,
    /// The text between the braces.
    attributes: Option<Range<usize>>,
    end: usize,
}

/// Returns how far the paragraph reaches that `text` begins in.
fn paragraph_length(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// Returns where the last line of `text` begins.
fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |at| at + 1)
}

/// Returns whether the last line of `text` is nothing but marks of a list, quote or heading.
fn is_marker(text: &str) -> bool {
    let line = text.get(line_start(text)..).unwrap_or("");
    line.trim()
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '>' | '#' | '.' | ')' | ' '))
}
