//! Reads what writers write as the words that readers may get of it.
//!
//! A text is read twice: as it stands, and without its Markdown. What is visible is read as generously as possible,
//! with every neighbourhood of words that any page could have. What is hidden is cut at the ends of blocks and at
//! links, so that a list of public titles in an internal article makes no secret of the public navigation.

use std::collections::BTreeMap;
use std::ops::Range;

use super::layout::{self, Layout};
use super::tokens::{Kind, Token, tokens};

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As it stands.
    Whole,
    /// Without link targets, tags, attributes and names of directives, and with variables filled in.
    Plain,
}

/// For which side of the comparison a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Visible,
    Hidden,
}

/// What stands in place of a part of a line.
enum Cut<'v> {
    Nothing,
    Gap,
    Words(&'v [Token]),
}

/// The values of variables as tokens.
pub(super) struct Variables(BTreeMap<String, Vec<Token>>);

impl Variables {
    /// Reads the values of variables.
    pub fn new(values: &BTreeMap<String, String>) -> Self {
        let read = |value: &str| {
            let mut list = Vec::new();
            tokens(value, |token| list.push(token));
            list
        };
        Self(values.iter().map(|(name, value)| (name.clone(), read(value))).collect())
    }
}

/// Calls `each` with the tokens of a text, whose positions are counted from `offset`.
pub(super) fn read(
    text: &str,
    offset: usize,
    (manner, side): (Manner, Side),
    variables: &Variables,
    mut each: impl FnMut(Token),
) {
    let mut at = offset;
    let mut layout = Layout::default();
    for line in text.split_inclusive('\n') {
        let plain = line.trim_start_matches([' ', '\t', '>']);
        let kind = layout.line(line).kind;
        let (is_fence, in_code) = (kind == layout::Kind::Fence, kind == layout::Kind::Fenced);
        if side == Side::Hidden && (is_fence || (!in_code && begins_block(plain))) {
            each(Token::gap(at));
        }
        // Of cuts that begin at the same place, the first one counts.
        let mut cuts = Vec::new();
        if manner == Manner::Plain {
            fill(line, variables, &mut cuts);
        }
        if side == Side::Hidden {
            cuts.extend(number(line).map(|range| (range, Cut::Gap)));
            links(line, &mut cuts);
        }
        if manner == Manner::Plain && !in_code {
            markup(line, &mut cuts);
        }
        one_line(line, at, cuts, &mut each);
        if side == Side::Hidden && !in_code && ends_block(plain) {
            each(Token::gap(at + line.len()));
        }
        at += line.len();
    }
}

/// Calls `each` with the tokens of a line, as the cuts leave them.
fn one_line(line: &str, at: usize, mut cuts: Vec<(Range<usize>, Cut<'_>)>, each: &mut impl FnMut(Token)) {
    cuts.sort_by_key(|(range, _)| range.start);
    let mut from = 0;
    for (range, cut) in cuts {
        if range.start < from {
            continue;
        }
        part(line, at, from..range.start, each);
        match cut {
            Cut::Nothing => {}
            Cut::Gap => each(Token::gap(at + range.start)),
            Cut::Words(words) => {
                for word in words {
                    each(Token { start: at + range.start, end: at + range.end, ..*word });
                }
            }
        }
        from = range.end;
    }
    part(line, at, from..line.len(), each);
}

fn part(line: &str, at: usize, range: Range<usize>, each: &mut impl FnMut(Token)) {
    let start = at + range.start;
    tokens(line.get(range).unwrap_or(""), |token| {
        each(Token { start: token.start + start, end: token.end + start, ..token });
    });
}

/// Returns whether a block of its own begins with this line.
fn begins_block(line: &str) -> bool {
    let item = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.trim().is_empty()
        || line.starts_with(['#', '|', ':', '<'])
        || line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || (item.len() < line.len() && (item.starts_with(". ") || item.starts_with(") ")))
}

/// Finds the number of an item, which lists in pages count anew.
fn number(line: &str) -> Option<Range<usize>> {
    let plain = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let start = line.len() - plain.len();
    let is_number = rest.len() < plain.len() && rest.starts_with(['.', ')', '。', '．', '、']);
    is_number.then_some(start..line.len() - rest.len())
}

/// Returns whether nothing that follows a line goes on with it.
fn ends_block(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with(['#', '|', ':'])
}

/// Bytes of the longest target, tag or name in braces that is looked for: lines may be as long as files.
const MARKUP_BYTES_MAX: usize = 2048;
/// Bytes of the longest variable in its braces.
const VARIABLE_BYTES_MAX: usize = 256;

/// Returns what stands in a line from a place on, as far as `bytes` go.
pub(super) fn near(line: &str, at: usize, bytes: usize) -> &str {
    let rest = line.get(at..).unwrap_or("");
    // A character has up to four bytes, which stay together.
    let mut ends = (bytes.saturating_sub(3)..=bytes.min(rest.len())).rev();
    ends.find_map(|end| rest.get(..end)).unwrap_or(rest)
}

/// Finds the Markdown of a line that no reader sees.
fn markup<'v>(line: &str, cuts: &mut Vec<(Range<usize>, Cut<'v>)>) {
    let trimmed = line.trim_start_matches([' ', '\t', '>']);
    if trimmed.starts_with("::") {
        let start = line.len() - trimmed.len();
        let name = trimmed.trim_start_matches(':');
        let end = name.find(['[', '{', '\n']).unwrap_or(name.len());
        cuts.push((start..line.len() - name.len() + end, Cut::Nothing));
    }
    let mut behind = 0;
    for (at, character) in line.char_indices() {
        if at < behind || !matches!(character, ']' | '[' | '<' | '{' | '&') {
            continue;
        }
        let rest = near(line, at, MARKUP_BYTES_MAX);
        let length = match character {
            ']' => link_end(rest),
            '[' if rest.starts_with("[^") || rest.starts_with("[!") => rest.find(']').map(|end| end + 1),
            '<' => tag_end(rest),
            '{' => rest.find('}').map(|end| end + 1),
            '&' => entity_end(rest),
            _ => None,
        };
        if let Some(length) = length {
            behind = at + length;
            cuts.push((at..behind, Cut::Nothing));
        }
    }
}

/// Returns the length of `](target)` or `][name]`.
fn link_end(rest: &str) -> Option<usize> {
    if rest.starts_with("][") {
        return rest.get(2..)?.find(']').map(|end| end + 3);
    }
    if !rest.starts_with("](") {
        return None;
    }
    let mut depth = 0_usize;
    for (at, character) in rest.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            // A title in quotes is shown to readers.
            '"' if depth == 1 => return Some(at),
            _ => {}
        }
    }
    None
}

fn tag_end(rest: &str) -> Option<usize> {
    let next = rest.chars().nth(1)?;
    let end = rest.find('>')?;
    let is_link = rest.get(..end)?.contains("://") && !rest.get(..end)?.contains(' ');
    ((next.is_ascii_alphabetic() || matches!(next, '/' | '!')) && !is_link).then_some(end + 1)
}

fn entity_end(rest: &str) -> Option<usize> {
    let end = rest.char_indices().skip(1).find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '#');
    end.filter(|(at, c)| *c == ';' && *at > 1).map(|(at, _)| at + 1)
}

/// Finds variables.
fn fill<'v>(line: &str, variables: &'v Variables, cuts: &mut Vec<(Range<usize>, Cut<'v>)>) {
    for (at, _) in line.match_indices("{{") {
        let Some(length) = near(line, at, VARIABLE_BYTES_MAX).find("}}") else { continue };
        let name = line.get(at + 2..at + length).unwrap_or("").trim();
        if let Some(words) = variables.0.get(name) {
            cuts.push((at..at + length + 2, Cut::Words(words)));
        }
    }
}

/// Finds what is a link, in Markdown or as it stands: pages have the same words in their addresses. Cells of
/// tables end here too.
fn links<'v>(line: &str, cuts: &mut Vec<(Range<usize>, Cut<'v>)>) {
    for (at, _) in line.match_indices("](") {
        if let Some(length) = link_end(near(line, at, MARKUP_BYTES_MAX)) {
            // In a sentence, the words before and behind a link belong together all the same.
            cuts.push((at..at + length, Cut::Nothing));
        }
    }
    super::addresses::runs(line, |run, at| {
        if run.contains("://") || run.starts_with(['/', '.']) || run.matches('/').count() > 1 {
            cuts.push((at..at + run.len(), Cut::Gap));
        }
    });
    cuts.extend(line.match_indices('|').map(|(at, _)| (at..at + 1, Cut::Gap)));
}

/// Calls `each` with runs of tokens between which there is no gap.
pub(super) fn pieces(list: &[Token], mut each: impl FnMut(&[Token])) {
    for piece in list.split(|token| token.kind == Kind::Break).filter(|piece| !piece.is_empty()) {
        each(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, manner: Manner, side: Side) -> String {
        let values = [("product".to_owned(), "Acme".to_owned())].into_iter().collect();
        let mut words = Vec::new();
        read(text, 0, (manner, side), &Variables::new(&values), |token| {
            words.push(if token.kind == Kind::Break {
                "|"
            } else {
                text.get(token.start..token.end).unwrap()
            });
        });
        words.join(" ")
    }

    #[test]
    fn markup_is_taken_out_of_what_readers_see() {
        let text = "Open [the form](../form.md \"Now\") of <b>Acme</b>&nbsp;Inc{#id} and ![it](x/y.png).\n";
        assert_eq!(words(text, Manner::Plain, Side::Visible), "Open the form Now of Acme Inc and it");
        assert_eq!(words("Get {{ product }} now", Manner::Plain, Side::Visible), "Get {{ product }} now");
        assert_eq!(words(":::note[Look here]\n", Manner::Plain, Side::Visible), "Look here");
    }

    #[test]
    fn hidden_text_ends_with_its_block() {
        assert_eq!(words("a\n- b\n- c d\n\ne", Manner::Plain, Side::Hidden), "a | b | c d | | e");
        assert_eq!(words("1. a\n> - 2) b\n2026 c", Manner::Whole, Side::Hidden), "| | a | | b 2026 c");
        assert_eq!(words("see https://a.b/c now", Manner::Whole, Side::Hidden), "see | now");
        assert_eq!(words("| a | b |\n", Manner::Whole, Side::Hidden), "| | a | b | |");
    }
}
