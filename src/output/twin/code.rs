//! Writes code, which stands in Markdown as it is, between marks longer than any in it.

use super::entities;
use super::html::Reader;
use super::lines::Gap;
use super::tokens::{Tag, Token, Tokens};

impl Reader<'_> {
    /// Writes the block of code that `tag` begins.
    pub(super) fn code_block(&mut self, tag: &Tag<'_>) {
        let mut language = if tag.is("mermaid") { "mermaid".to_owned() } else { language(tag) };
        let mut code = String::new();
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(text) => entities::push(&mut code, text),
                Token::Tag(tag) if tag.name == "pre" && tag.closing => break,
                Token::Tag(tag) if tag.name == "br" => code.push('\n'),
                Token::Tag(tag) if matches!(&*tag.name, "script" | "style") && !tag.closing => {
                    self.tokens.skip(&tag.name);
                }
                Token::Tag(tag) if tag.name == "code" && language.is_empty() => {
                    language = self::language(&tag)
                }
                Token::Tag(_) => {}
            }
        }
        let code = code.strip_prefix('\n').unwrap_or(&code).trim_end_matches(['\n', '\r']);
        if self.writer.is_in_cell() {
            return self.code_span_of(code);
        }
        let titled = std::mem::take(&mut self.titled);
        let gap = if titled || self.writer.is_in_tight_item() { Gap::Line } else { Gap::Empty };
        self.fence(&language, code, gap);
    }

    /// Writes a fence with `text` in it.
    pub(super) fn fence(&mut self, language: &str, text: &str, gap: Gap) {
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        self.writer.block(gap);
        self.writer.start_line();
        self.writer.out.push_str(&fence);
        self.writer.out.push_str(language);
        if !text.is_empty() {
            text.lines().for_each(|line| self.writer.line(line));
        }
        self.writer.line(&fence);
        self.writer.block(Gap::Empty);
    }

    /// Writes the code in a sentence, or the keys, that the element `name` holds.
    pub(super) fn code_span(&mut self, name: &str) {
        let mut code = String::new();
        let mut depth = 1_usize;
        loop {
            let before: Tokens<'_> = self.tokens;
            match self.tokens.next() {
                Some(Token::Text(text)) => entities::push(&mut code, text),
                Some(Token::Tag(tag)) if tag.name == name => {
                    depth = if tag.closing { depth - 1 } else { depth + 1 };
                    if depth == 0 {
                        break;
                    }
                }
                Some(Token::Tag(tag)) if tag.name == "br" => code.push(' '),
                Some(Token::Tag(tag)) if matches!(&*tag.name, "script" | "style") && !tag.closing => {
                    self.tokens.skip(&tag.name);
                }
                // Code that was never closed ends with its paragraph.
                Some(Token::Tag(tag)) if super::html::is_block(&tag.name) => {
                    self.tokens = before;
                    break;
                }
                Some(Token::Tag(_)) => {}
                None => break,
            }
        }
        self.code_span_of(&code);
    }

    pub(super) fn code_span_of(&mut self, code: &str) {
        let blank = |c: char| matches!(c, '\n' | '\r' | '\t');
        let line = if code.contains(blank) { code.replace(blank, " ") } else { code.to_owned() };
        let mut code = line.trim();
        if code.is_empty() {
            return self.writer.space(false);
        }
        self.writer.begin('`');
        if self.writer.out.ends_with('`') {
            // Two marks side by side would be one; Markdown reads HTML as well.
            return self.code_element(code);
        }
        let escaped;
        if self.writer.is_in_cell() && code.contains('|') {
            escaped = code.replace('|', "\\|");
            code = &escaped;
        }
        let marks = "`".repeat(match longest_run(code) {
            0 => 1,
            longest => longest + 1,
        });
        let padding = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        for part in [&marks, padding, code, padding, &marks] {
            self.writer.out.push_str(part);
        }
    }

    fn code_element(&mut self, code: &str) {
        self.writer.out.push_str("<code>");
        for character in code.chars() {
            if character.is_ascii_punctuation() {
                self.writer.out.push('\\');
            }
            self.writer.out.push(character);
        }
        self.writer.out.push_str("</code>");
    }
}

fn language(tag: &Tag<'_>) -> String {
    let classes = tag.attribute("class").unwrap_or_default();
    let mut names = classes.split_whitespace().filter_map(|class| class.strip_prefix("language-"));
    names.next().filter(|name| !name.contains('`')).unwrap_or_default().to_owned()
}

/// Returns how many backticks stand side by side at most.
fn longest_run(text: &str) -> usize {
    let (mut run, mut longest) = (0_usize, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
