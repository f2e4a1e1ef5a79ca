//! Reads the strings of JSON, however deep and whether or not it is whole: what stands between them is read as well.

use super::markup::{self, Grammar};
use super::unpack::Piece;

/// Calls `each` with every string, keys included. Where one holds markup, its texts follow.
pub(super) fn strings(text: &str, each: &mut dyn FnMut(Piece<'_>)) {
    let mut rest = text;
    loop {
        let between = rest.get(..rest.find('"').unwrap_or(rest.len())).unwrap_or("");
        // Only broken JSON has words there, beside `true`, `false` and `null`.
        if between.contains(char::is_alphabetic) {
            each(Piece::Text(between));
        }
        let Some((string, after)) = next(rest) else { return };
        each(Piece::Value(&string));
        if string.contains("</") {
            markup::read(&string, Grammar::Html, each);
        }
        rest = after;
    }
}

/// Returns the next string, and what is behind it.
pub(super) fn next(text: &str) -> Option<(String, &str)> {
    let start = text.find('"')? + 1;
    let mut out = String::new();
    let mut rest = text.get(start..)?;
    loop {
        let Some(at) = rest.find(['"', '\\']) else {
            out.push_str(rest);
            return Some((out, ""));
        };
        out.push_str(rest.get(..at)?);
        let tail = rest.get(at..)?;
        if let Some(after) = tail.strip_prefix('"') {
            return Some((out, after));
        }
        rest = escape(tail.get(1..)?, &mut out);
    }
}

/// Reads what is behind a backslash, and returns what follows.
fn escape<'t>(text: &'t str, out: &mut String) -> &'t str {
    let Some(character) = text.chars().next() else { return "" };
    let after = text.get(character.len_utf8()..).unwrap_or("");
    match character {
        'n' | 'r' | 't' | 'b' | 'f' => out.push('\n'),
        'u' => return unicode(after, out),
        other => out.push(other),
    }
    after
}

fn unicode<'t>(text: &'t str, out: &mut String) -> &'t str {
    let unit = |text: &str| text.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let Some(first) = unit(text) else { return text };
    let after = text.get(4..).unwrap_or("");
    let second = after.strip_prefix("\\u").and_then(unit).filter(|second| (0xdc00..0xe000).contains(second));
    if let (0xd800..0xdc00, Some(second)) = (first, second) {
        out.extend(char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
        return after.get(6..).unwrap_or("");
    }
    out.push(char::from_u32(first).unwrap_or('\u{fffd}'));
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_unescaped() {
        let (mut found, mut rest) = (Vec::new(), r#"{"a\"b": ["\u00e9\n", "\ud83d\ude00", 1, "open\"#);
        while let Some((string, after)) = next(rest) {
            found.push(string);
            rest = after;
        }
        assert_eq!(found, ["a\"b", "é\n", "😀", "open"]);
    }
}
