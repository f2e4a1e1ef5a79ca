//! Writes text so that Markdown reads it as text. A backslash stands only where a sign would be read as markup:
//! people read the file too.

use super::entities;
use super::lines::Writer;
use super::marks::next_shown;

impl Writer {
    /// Writes `text` as it stands in the page; `behind` is the HTML that follows it.
    pub fn text(&mut self, text: &str, behind: &str) {
        let bytes = text.as_bytes();
        let (mut start, mut at) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            if !is_special(byte) {
                at += 1;
                continue;
            }
            // Nearly every space stands between two words.
            if byte == b' ' && at > start && bytes.get(at + 1).is_some_and(|next| !is_special(*next)) {
                at += 2;
                continue;
            }
            self.plain(text.get(start..at).unwrap_or(""));
            at += self.special(text.get(at..).unwrap_or(""), behind).max(1);
            start = at;
        }
        self.plain(text.get(start..).unwrap_or(""));
    }

    /// Writes text that holds nothing special.
    fn plain(&mut self, text: &str) {
        if let Some(first) = text.chars().next() {
            self.begin(first);
            self.out.push_str(text);
        }
    }

    /// Writes the special sign that `text` begins with, and returns how many bytes of it are done.
    fn special(&mut self, text: &str, behind: &str) -> usize {
        let Some(first) = text.chars().next() else { return 1 };
        if first.is_ascii_whitespace() {
            let end = text.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(text.len());
            self.space(text.get(..end).is_some_and(|space| space.contains('\n')));
            return end;
        }
        let (character, length) = match entities::name(text) {
            Some(name) => match entities::first(text) {
                Some(known) => known,
                None => {
                    self.begin('&');
                    self.out.push_str(text.get(..name.len() + 2).unwrap_or(""));
                    return name.len() + 2;
                }
            },
            None => (first, first.len_utf8()),
        };
        self.character(character, text.get(length..).unwrap_or(""), behind);
        length
    }

    fn character(&mut self, character: char, after: &str, behind: &str) {
        if character.is_whitespace() {
            return self.space(character == '\n');
        }
        if character.is_control() {
            return;
        }
        self.begin(character);
        if self.is_markup(character, after, behind) {
            self.out.push('\\');
        }
        self.out.push(character);
    }

    /// Returns whether `character` would be read as markup here.
    fn is_markup(&self, character: char, after: &str, behind: &str) -> bool {
        let before = self.before();
        let starts = self.at_line_start();
        let next = || after.chars().next().unwrap_or_else(|| next_shown(behind));
        // What follows the text may be a mark, and white space may be left out before it.
        let ends = || after.trim_start().is_empty();
        let is_free = || ends() || next().is_whitespace();
        match character {
            '`' => true,
            '|' => starts || self.is_in_cell(),
            '\\' => next().is_ascii_punctuation() || ends(),
            '*' => starts || ends() || !(before.is_whitespace() && next().is_whitespace()),
            '_' => {
                let (inside, alone) = (before.is_alphanumeric(), before.is_whitespace());
                !(inside && next().is_alphanumeric() || alone && next().is_whitespace() && !ends())
            }
            // One that cannot end a deletion does no harm.
            '~' => before == '~' || next() == '~' || (!before.is_whitespace() && !starts) || ends(),
            '[' => starts || self.is_in_link() || next() == '^',
            ']' => self.is_in_link() || matches!(next(), '(' | '[' | ':'),
            '<' => next().is_ascii_alphabetic() || matches!(next(), '/' | '!' | '?'),
            '&' => {
                let end = after.bytes().take(32).position(|byte| byte == b';');
                let entity = end.and_then(|end| after.get(..=end)).map(|name| format!("&{name}"));
                entity.is_some_and(|entity| entities::name(&entity).is_some())
            }
            '#' => (starts && (next() == '#' || is_free())) || (self.is_in_heading() && before == ' '),
            '>' | '=' => starts,
            '-' => starts && (next() == '-' || is_free()),
            ':' => starts && (matches!(next(), ':' | '-') || is_free()),
            '+' => starts && is_free(),
            '.' | ')' => self.line_is_number() && is_free(),
            _ => false,
        }
    }
}

/// Returns whether a byte must be looked at; the first byte of a no-break space is among them.
fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        0..=b' '
            | 0x7f
            | 0xc2
            | b'&'
            | b'\\'
            | b'`'
            | b'*'
            | b'_'
            | b'['
            | b']'
            | b'<'
            | b'~'
            | b'|'
            | b'#'
            | b'>'
            | b'+'
            | b'-'
            | b'='
            | b'.'
            | b')'
            | b':'
    )
}
