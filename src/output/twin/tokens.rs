//! Cuts finished HTML into text and tags, as a browser would and in one pass. No tree is built: a page is read
//! once, from front to back.

use std::borrow::Cow;

use super::entities;

/// A piece of HTML.
pub(super) enum Token<'a> {
    /// Text with its entities, as it stands in the page.
    Text(&'a str),
    /// An opening or closing tag.
    Tag(Tag<'a>),
}

/// One tag.
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub name: Cow<'a, str>,
    pub closing: bool,
    attributes: &'a str,
}

/// Reads HTML from front to back; comments are passed over.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// Returns a reader of `html` from its beginning.
    pub fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Returns what is still to be read.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    /// Returns the next piece.
    pub fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let second = self.rest.as_bytes().get(1).copied().unwrap_or(b' ');
            if !self.rest.starts_with('<') || !(second.is_ascii_alphabetic() || b"/!?".contains(&second)) {
                break;
            }
            let Some(comment) = self.rest.strip_prefix("<!--") else {
                match self.tag() {
                    Some(tag) => return Some(Token::Tag(tag)),
                    None => continue,
                }
            };
            self.rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
        }
        let first = self.rest.chars().next()?.len_utf8();
        let inside = self.rest.get(first..).unwrap_or("");
        let end = inside.find('<').map_or(self.rest.len(), |at| first + at);
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(Token::Text(text))
    }

    /// Reads a tag; what only looks like one is passed over, as in a browser.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let inside = self.rest.get(1..).unwrap_or("");
        let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let length = inside.bytes().position(|byte| ends(&byte)).unwrap_or(inside.len());
        let (name, behind) = inside.split_at_checked(length).unwrap_or((inside, ""));
        let end = if behind.starts_with('>') { 0 } else { end_of_tag(behind) };
        let (attributes, rest) = behind.split_at_checked(end).unwrap_or((behind, ""));
        self.rest = rest.get(1..).unwrap_or("");
        let is_cut = rest.is_empty();
        if is_cut || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
        Some(Tag { name, closing, attributes })
    }

    /// Passes over everything up to the end of the element `name`, which has just begun. Its content is no
    /// HTML in the case of scripts and styles.
    pub fn skip(&mut self, name: &str) {
        if matches!(name, "script" | "style" | "textarea" | "iframe" | "noscript") {
            while let Some((_, behind)) = self.rest.split_once("</") {
                self.rest = behind;
                if behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                    self.rest = behind.split_once('>').map_or("", |(_, rest)| rest);
                    return;
                }
            }
            self.rest = "";
            return;
        }
        let mut depth = 1_usize;
        while let Some(token) = self.next() {
            match token {
                Token::Tag(tag) if tag.name == name => {
                    depth = if tag.closing { depth - 1 } else { depth + 1 };
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Returns where the tag ends; a `>` between quotes does not end it.
fn end_of_tag(text: &str) -> usize {
    let (mut quote, mut before) = (0, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if byte == quote => quote = 0,
            _ if quote != 0 => {}
            b'>' => return at,
            // Elsewhere a quote is a letter like others.
            b'"' | b'\'' if before == b'=' => quote = byte,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.len()
}

impl<'a> Tag<'a> {
    /// Returns an attribute with its entities decoded.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.bytes().position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'/'));
            let (key, behind) = rest.split_at_checked(end.unwrap_or(rest.len()).max(1)).unwrap_or((rest, ""));
            let (value, behind) = match behind.trim_start().strip_prefix('=') {
                Some(value) => unquote(value.trim_start()),
                None => ("", behind),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(entities::decode(value));
            }
            rest = behind;
        }
    }

    /// Returns whether the element is of the class.
    pub fn is(&self, class: &str) -> bool {
        !self.attributes.is_empty()
            && self.attributes.contains(class)
            && self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|of| of == class))
    }

    /// Returns whether readers do not get to see the element.
    pub fn is_hidden(&self) -> bool {
        !self.attributes.is_empty()
            && self.attributes.contains("hidden")
            && (self.attribute("hidden").is_some()
                || self.attribute("aria-hidden").is_some_and(|value| value == "true"))
    }
}

/// Returns the value of an attribute and what follows it.
fn unquote(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let mut tokens = Tokens::new(html);
        let mut shown = String::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => shown.push_str(text),
                Token::Tag(tag) => shown.push_str(&format!("[{}{}]", u8::from(tag.closing), tag.name)),
            }
        }
        shown
    }

    #[test]
    fn broken_html_is_cut_as_in_a_browser() {
        assert_eq!(shown("a < b <P class='>'>c</p ><br/>"), "a < b [0p]c[1p][0br]");
        assert_eq!(shown("a<!-- <p> -->b<!doctype x><?x?></3>c<!-- d"), "abc");
        assert_eq!(shown("a<p class=\"b>c"), "a");
        assert_eq!(shown("<p it's>a</p><"), "[0p]a[1p]<");
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let mut tokens = Tokens::new("<a hidden HREF = \"?a&amp;b\" x=y/z class='b  c' =>");
        let Some(Token::Tag(tag)) = tokens.next() else { panic!("no tag") };
        assert_eq!(tag.attribute("href").as_deref(), Some("?a&b"));
        assert_eq!(tag.attribute("x").as_deref(), Some("y/z"));
        assert!(tag.is("c") && tag.is("b") && !tag.is("b  c") && tag.is_hidden());
        assert_eq!(tag.attribute("y"), None);
    }
}
