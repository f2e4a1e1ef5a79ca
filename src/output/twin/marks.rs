//! Writes the marks of emphasis and links around words. Markdown sees the beginning and the end of emphasis only
//! beside certain signs; where it would not, the mark is HTML.

use super::lines::Writer;
use super::tokens::{Token, Tokens};

/// Marks that may lie in each other; those beyond are left out.
const MARKS_MAX: usize = 16;

/// Tags that may stand between a word and what follows it, so that looking ahead costs little.
const TAGS_AHEAD_MAX: usize = 8;

/// A mark around words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Deleted,
    Above,
    Below,
    Parentheses,
    Quotes,
    Link(String),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// No word has come yet.
    Waiting,
    /// Where it begins, and whether it is written as HTML.
    Open(usize, bool),
    /// It is not written.
    Off,
}

/// A mark that is open.
pub(super) struct Inline {
    mark: Mark,
    state: State,
    /// Whether it ends with its block.
    title: bool,
    as_html: bool,
}

impl Writer {
    /// Begins to mark words.
    pub fn open(&mut self, mark: Mark, title: bool) {
        if self.inline.len() >= MARKS_MAX {
            self.unmarked += 1;
            return;
        }
        let nests = matches!(mark, Mark::Parentheses | Mark::Quotes | Mark::Link(_));
        let is_open = |inline: &Inline| inline.state != State::Off && inline.mark == mark;
        let is_off = !nests && self.inline.iter().any(is_open);
        let state = if is_off { State::Off } else { State::Waiting };
        self.inline.push(Inline { mark, state, title, as_html: false });
        self.waiting = true;
    }

    /// Ends the innermost mark of the kind of `mark`; `behind` is the HTML after it.
    pub fn close(&mut self, mark: &Mark, behind: &str) {
        if self.unmarked > 0 {
            self.unmarked -= 1;
            return;
        }
        let same = |inline: &Inline| std::mem::discriminant(&inline.mark) == std::mem::discriminant(mark);
        let Some(found) = self.inline.iter().rposition(|inline| same(inline) && !inline.title) else {
            return;
        };
        let next = next_shown(behind);
        for at in (found..self.inline.len()).rev() {
            self.close_one(at, next);
        }
        self.inline.remove(found);
        self.waiting |= found < self.inline.len();
    }

    /// Ends the title that is being written, if there is one.
    pub fn end_title(&mut self) {
        if self.inline.iter().any(|inline| inline.title) {
            self.suspend();
            self.inline.retain(|inline| !inline.title);
        }
    }

    /// Ends all marks for now; emphasis goes on with the next word, links do not.
    pub(super) fn suspend(&mut self) {
        if self.inline.is_empty() {
            return;
        }
        for at in (0..self.inline.len()).rev() {
            self.close_one(at, ' ');
        }
        self.waiting = true;
    }

    /// Returns whether the words stand in a link.
    pub fn is_in_link(&self) -> bool {
        let is_link = |inline: &Inline| {
            matches!((&inline.mark, inline.state), (Mark::Link(_), State::Waiting | State::Open(..)))
        };
        self.inline.iter().any(is_link)
    }

    fn close_one(&mut self, at: usize, next: char) {
        let Some(inline) = self.inline.get_mut(at) else { return };
        let State::Open(start, mut as_html) = inline.state else { return };
        inline.state = if matches!(inline.mark, Mark::Link(_)) { State::Off } else { State::Waiting };
        let (mark, open, close, html) = inline.mark.signs();
        let sign = open.chars().next().unwrap_or(' ');
        let before = self.out.trim_end_matches(sign).chars().next_back().unwrap_or(' ');
        let ends = is_word(before) || next.is_whitespace() || is_punctuation(next);
        if mark && !as_html && !ends {
            self.out.replace_range(start..start + open.len(), html);
            let grown = html.len() - open.len();
            self.line += if self.line > start { grown } else { 0 };
            as_html = true;
        }
        match &inline.mark {
            Mark::Link(address) => {
                self.out.push_str("](");
                self.out.push_str(address);
                self.out.push(')');
            }
            _ if as_html => {
                self.out.push_str("</");
                self.out.push_str(html.get(1..).unwrap_or(""));
            }
            _ => self.out.push_str(close),
        }
        if mark && !as_html {
            self.marked = self.out.len();
        }
    }

    /// Writes the marks that waited for a word beginning with `next`.
    pub(super) fn open_marks(&mut self, next: char) {
        self.choose_html(next);
        for at in 0..self.inline.len() {
            let Some(inline) = self.inline.get_mut(at).filter(|inline| inline.state == State::Waiting) else {
                continue;
            };
            let (_, open, _, html) = inline.mark.signs();
            if matches!(inline.mark, Mark::Link(_)) && self.out.ends_with('!') {
                self.out.insert(self.out.len() - 1, '\\');
            }
            inline.state = State::Open(self.out.len(), inline.as_html);
            self.out.push_str(if inline.as_html { html } else { open });
        }
    }

    /// Decides which emphasis is written as HTML: where Markdown would not see its beginning, as between a letter
    /// and a quotation mark. Goes from the innermost mark to the outermost, since each is what follows the next.
    fn choose_html(&mut self, next: char) {
        let before_all = self.before();
        let touches = self.marked == self.out.len();
        let (mut next, mut run, mut behind_run) = (next, ' ', next);
        for at in (0..self.inline.len()).rev() {
            let Some(inline) = self.inline.get(at).filter(|inline| inline.state == State::Waiting) else {
                continue;
            };
            let (emphasis, open, _, _) = inline.mark.signs();
            let sign = open.chars().next().unwrap_or(' ');
            // Marks of the same sign count as one for what is around them.
            let outer = self.inline.iter().take(at).rev().filter(|inline| inline.state == State::Waiting);
            let mut outer = outer.filter_map(|inline| inline.mark.signs().1.chars().next());
            let before = outer.find(|outer| *outer != sign).unwrap_or(before_all);
            let after = if sign == run { behind_run } else { next };
            let begins = is_word(after) || before.is_whitespace() || is_punctuation(before);
            let as_html = emphasis && (!begins || touches);
            if sign != run {
                behind_run = next;
            }
            (next, run) = if as_html { ('<', ' ') } else { (sign, sign) };
            if let Some(inline) = self.inline.get_mut(at) {
                inline.as_html = as_html;
            }
        }
    }
}

impl Mark {
    /// Returns whether it is emphasis, its signs before and behind, and its HTML.
    fn signs(&self) -> (bool, &'static str, &'static str, &'static str) {
        match self {
            Self::Strong => (true, "**", "**", "<strong>"),
            Self::Emphasis => (true, "*", "*", "<em>"),
            Self::Deleted => (true, "~~", "~~", "<del>"),
            Self::Above => (false, "<sup>", "</sup>", "<sup>"),
            Self::Below => (false, "<sub>", "</sub>", "<sub>"),
            Self::Parentheses => (false, "(", ")", ""),
            Self::Quotes => (false, "“", "”", ""),
            Self::Link(_) => (false, "[", "]", ""),
        }
    }
}

/// Returns the first sign that HTML shows, as it will stand in Markdown: a space where a block ends, and the mark
/// where an element begins that has one.
pub(super) fn next_shown(html: &str) -> char {
    let mut tokens = Tokens::new(html);
    for _ in 0..TAGS_AHEAD_MAX {
        match tokens.next() {
            Some(Token::Text(text)) => return text.chars().next().unwrap_or(' '),
            Some(Token::Tag(tag)) => match (&*tag.name, tag.closing) {
                ("a", false) => return '[',
                ("code" | "kbd" | "samp" | "tt", false) => return '`',
                ("img", _) => return '!',
                ("sup" | "sub", _) => return '<',
                ("q", false) => return '“',
                ("q", true) => return '”',
                ("em" | "i" | "strong" | "b" | "del" | "s" | "var" | "cite" | "dfn", false) => return '*',
                ("em" | "i" | "strong" | "b" | "del" | "s" | "var" | "cite" | "dfn", true) => {}
                ("a", true) => return ']',
                ("span" | "u" | "mark" | "small" | "abbr" | "ins" | "time" | "bdi" | "wbr" | "font", _) => {}
                _ => return ' ',
            },
            None => return ' ',
        }
    }
    'x'
}

/// Returns whether Markdown surely takes the sign for part of a word, as it does those that only join letters or
/// stand above them.
fn is_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character,
            '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}'
            | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{e47}'..='\u{e4e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Returns whether Markdown surely takes the sign for punctuation.
fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{60c}' | '\u{61b}'
            | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{203e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{30fb}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}
