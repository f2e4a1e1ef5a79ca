//! Writes what leads elsewhere: links, pictures, films and references to footnotes.

use super::entities;
use super::html::Reader;
use super::lines::Gap;
use super::marks::Mark;
use super::tokens::{Tag, Token};

impl Reader<'_> {
    pub(super) fn footnote_reference(&mut self) {
        let mut ahead = self.tokens;
        let target = match ahead.next() {
            Some(Token::Tag(tag)) => tag.attribute("href").unwrap_or_default(),
            _ => "".into(),
        };
        let number = target.rsplit_once("#fn-").map_or("", |(_, number)| number);
        if is_number(number) {
            self.tokens.skip("sup");
            self.writer.begin('[');
            for part in ["[^", number, "]"] {
                self.writer.out.push_str(part);
            }
        } else {
            self.writer.open(Mark::Above, false);
        }
    }

    pub(super) fn start_link(&mut self, tag: &Tag<'_>) {
        // Links do not lie in each other.
        if self.writer.is_in_link() {
            self.writer.close(&Mark::Link(String::new()), " ");
        }
        let address = self.whole_address(tag, "href");
        if address.is_empty() {
            return;
        }
        let rest = self.tokens.rest();
        let words = rest.find('<').and_then(|end| rest.get(..end)).unwrap_or("");
        let is_plain = |url: &str| url == words && !url.contains(['&', '\\', ' ', '>', '|']);
        let is_whole = is_plain(&address) && address.contains("://");
        if rest.get(words.len()..).is_some_and(|behind| behind.starts_with("</a>"))
            && (is_whole || address.strip_prefix("mailto:").is_some_and(is_plain))
        {
            self.tokens.skip("a");
            self.writer.begin('<');
            for part in ["<", words, ">"] {
                self.writer.out.push_str(part);
            }
            return;
        }
        self.writer.open(Mark::Link(destination(&address)), false);
    }

    pub(super) fn image(&mut self, tag: &Tag<'_>) {
        if tag.is("video-poster") {
            return;
        }
        let alt = tag.attribute("alt").unwrap_or_default();
        let address = self.whole_address(tag, "src");
        if address.is_empty() {
            return self.words(&alt);
        }
        self.writer.begin('!');
        self.writer.out.push_str("![");
        self.bracketed(&alt);
        for part in ["](", &destination(&address), ")"] {
            self.writer.out.push_str(part);
        }
    }

    /// Writes the way to what cannot be played here.
    pub(super) fn player(&mut self, tag: &Tag<'_>) {
        let mut source = self.whole_address(tag, "src");
        let behind = self.tokens;
        self.tokens.skip(&tag.name);
        if source.is_empty() && tag.name != "iframe" {
            let mut inside = behind;
            while let Some(token) = inside.next() {
                match token {
                    Token::Tag(inner) if inner.name == "source" && source.is_empty() => {
                        source = self.whole_address(&inner, "src");
                    }
                    Token::Tag(inner) if inner.name == tag.name => break,
                    _ => {}
                }
            }
        }
        let label = ["aria-label", "title"].into_iter().find_map(|name| tag.attribute(name));
        let label = label.filter(|label| !label.trim().is_empty());
        if source.is_empty() {
            return self.words(&label.unwrap_or_default());
        }
        self.writer.block(Gap::Empty);
        self.writer.begin('[');
        self.writer.out.push('[');
        self.bracketed(label.as_deref().unwrap_or(&source));
        for part in ["](", &destination(&source), ")"] {
            self.writer.out.push_str(part);
        }
        self.writer.block(Gap::Empty);
        self.video = label.map(|label| label.into_owned());
    }

    fn whole_address(&self, tag: &Tag<'_>, name: &str) -> String {
        let value = tag.attribute(name).unwrap_or_default();
        let value = value.trim();
        let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        if value.is_empty() || matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "blob") {
            return String::new();
        }
        (self.address)(value)
    }

    /// Writes decoded words between brackets.
    fn bracketed(&mut self, words: &str) {
        let words = words.split_whitespace();
        for (at, word) in words.enumerate() {
            if at > 0 {
                self.writer.out.push(' ');
            }
            for character in word.chars() {
                let is_cell_end = character == '|' && self.writer.is_in_cell();
                if matches!(character, '[' | ']' | '\\' | '`' | '*' | '_' | '<' | '&' | '~') || is_cell_end {
                    self.writer.out.push('\\');
                }
                self.writer.out.push(character);
            }
        }
    }
}

/// Returns whether the text is the number of a footnote.
pub(super) fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns an address as it stands between the parentheses of a link.
fn destination(address: &str) -> String {
    let mut balance = 0_i32;
    let mut lowest = 0;
    let mut is_plain = true;
    for byte in address.bytes() {
        match byte {
            b'(' => balance += 1,
            b')' => balance -= 1,
            0..=b' ' | 0x7f | b'<' | b'>' | b'\\' | b'|' | b'&' => is_plain = false,
            _ => {}
        }
        lowest = lowest.min(balance);
    }
    let balanced = balance == 0 && lowest == 0;
    if is_plain && balanced {
        return address.to_owned();
    }
    let mut out = String::with_capacity(address.len() + 8);
    for (at, character) in address.char_indices() {
        match character {
            '(' if !balanced => out.push_str("%28"),
            ')' if !balanced => out.push_str("%29"),
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            '&' if entities::name(address.get(at..).unwrap_or("")).is_some() => out.push_str("&amp;"),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}
