//! Turns the placeholders in finished HTML into slots.
//!
//! While HTML is written, and while raw HTML is sanitised, a gap is a token in an attribute or in text.
//! Tokens begin with a control character that no text can bring in, and carry a digest of the source.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{Slot, SlotKind};

/// Begins and ends a token. Sources have no control characters (`MarkdownText` replaces them), and what
/// entities decode to is dropped when text is escaped.
const EDGE: char = '\u{1}';

/// What is known of an image besides its attributes.
#[derive(Clone, Debug, Default)]
pub(super) struct ImageFacts {
    pub alt: String,
    pub linked: bool,
}

/// Makes the tokens of one text.
#[derive(Debug)]
pub(super) struct Tokens {
    nonce: String,
}

impl Tokens {
    pub fn new(source: &str) -> Self {
        let digest = blake3::hash(source.as_bytes()).to_hex();
        Self { nonce: digest.chars().take(16).collect() }
    }

    /// Returns the token for reference `number`, to stand alone in an `href` or `src`.
    pub fn reference(&self, number: usize) -> String {
        format!("{EDGE}{}r{number}{EDGE}", self.nonce)
    }

    /// Returns the token for an interface string about `number`.
    pub fn text(&self, key: &'static str, number: usize) -> String {
        format!("{EDGE}{}t{key}:{number}{EDGE}", self.nonce)
    }

    /// Returns the token for markup that is put in when everything is sanitised.
    pub fn fragment(&self, number: usize) -> String {
        format!("{EDGE}{}f{number}{EDGE}", self.nonce)
    }

    /// Returns `html` with its fragments put in.
    pub fn expand<'a>(&self, html: &'a str, fragments: &[String]) -> Cow<'a, str> {
        if fragments.is_empty() {
            return Cow::Borrowed(html);
        }
        let opening = format!("{EDGE}{}f", self.nonce);
        let mut out = String::with_capacity(html.len() + fragments.iter().map(String::len).sum::<usize>());
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(&opening) {
            out.push_str(before);
            let (number, behind) = after.split_once(EDGE).unwrap_or((after, ""));
            out.push_str(
                number.parse().ok().and_then(|at: usize| fragments.get(at)).map_or("", String::as_str),
            );
            rest = behind;
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Returns `html` without tokens, and the slots that stand for them.
    pub fn extract(
        &self,
        html: &str,
        keys: &[&'static str],
        images: &BTreeMap<usize, ImageFacts>,
    ) -> (String, Vec<Slot>) {
        let mut out = String::with_capacity(html.len());
        let mut slots = Vec::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(EDGE) {
            out.push_str(before);
            let Some((token, behind)) = after.split_once(EDGE) else {
                rest = after;
                break;
            };
            rest = match token.strip_prefix(self.nonce.as_str()) {
                Some(token) => self.slot(token, behind, &mut out, &mut slots, keys, images),
                None => behind,
            };
        }
        out.extend(rest.chars().filter(|character| *character != EDGE));
        (out, slots)
    }

    /// Adds the slot for `token` and returns what follows the markup it replaces.
    fn slot<'a>(
        &self,
        token: &str,
        behind: &'a str,
        out: &mut String,
        slots: &mut Vec<Slot>,
        keys: &[&'static str],
        images: &BTreeMap<usize, ImageFacts>,
    ) -> &'a str {
        if let Some((key, number)) = token.strip_prefix('t').and_then(|token| token.split_once(':')) {
            if let Some(key) = keys.iter().find(|known| **known == key) {
                slots.push(Slot { at: out.len(), kind: SlotKind::Text(key, number.parse().unwrap_or(0)) });
            }
            return behind;
        }
        let Some(reference) = token.strip_prefix('r').and_then(|number| number.parse().ok()) else {
            return behind;
        };
        let behind = behind.strip_prefix('"').unwrap_or(behind);
        for (opening, kind) in [
            (" href=\"", SlotKind::Href(reference)),
            (" src=\"", SlotKind::Source(reference)),
            (" poster=\"", SlotKind::Poster(reference)),
        ] {
            let Some(shorter) = out.strip_suffix(opening).map(str::len) else { continue };
            out.truncate(shorter);
            if let (Some(facts), true) = (images.get(&reference), out.ends_with("<img")) {
                out.truncate(out.len() - "<img".len());
                let (attributes, after) = split_at_tag_end(behind);
                let kind = SlotKind::Image {
                    reference,
                    alt: facts.alt.clone(),
                    attributes: attributes.to_owned(),
                    linked: facts.linked,
                };
                slots.push(Slot { at: out.len(), kind });
                return after;
            }
            slots.push(Slot { at: out.len(), kind });
            return behind;
        }
        behind
    }
}

/// Splits ` alt="a > b"> rest` after the attributes; the `>` itself is dropped.
fn split_at_tag_end(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => {
                let attributes = text.get(..at).unwrap_or("").trim_end_matches(['/', ' ']);
                return (attributes, text.get(at + 1..).unwrap_or(""));
            }
            _ => {}
        }
    }
    ("", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_slots() {
        let tokens = Tokens::new("source");
        let html = format!(
            "<a href=\"{}\">x</a><img src=\"{}\" alt=\"a > b\"><p>{}</p>",
            tokens.reference(0),
            tokens.reference(1),
            tokens.text("home", 2)
        );
        let images = BTreeMap::from([(1, ImageFacts { alt: "a > b".into(), linked: false })]);
        let (out, slots) = tokens.extract(&html, &["home"], &images);
        assert_eq!(out, "<a>x</a><p></p>");
        assert_eq!(slots[0], Slot { at: 2, kind: SlotKind::Href(0) });
        assert!(
            matches!(&slots[1].kind, SlotKind::Image { attributes, .. } if attributes == " alt=\"a > b\"")
        );
        assert_eq!(slots[2], Slot { at: 11, kind: SlotKind::Text("home", 2) });
    }

    #[test]
    fn forged_tokens_are_dropped() {
        let html = "<a href=\"\u{1}0000000000000000r0\u{1}\">\u{1}x";
        let (out, slots) = Tokens::new("source").extract(html, &[], &BTreeMap::new());
        assert_eq!((out.as_str(), slots.len()), ("<a href=\"\">x", 0));
    }
}
