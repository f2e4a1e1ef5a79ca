//! Finds bare addresses in text (GFM 6.9, extended autolinks), which the Markdown parser leaves alone.
//!
//! Unlike GitHub's rule, an address also ends at punctuation and letters of scripts that write no spaces:
//! `见https://example.com。` links to the site, not to the rest of the sentence.

use std::ops::Range;

use crate::model::script::is_unspaced;

/// A bare address: where it stands, and what it links to.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub target: String,
}

/// Returns the addresses in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let free = text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !is_word(c));
        let end = if free { web(rest).or_else(|| mail(rest)) } else { None };
        match end {
            Some((end, prefix)) => {
                let address = rest.get(..end).unwrap_or("");
                found.push(Found { range: at..at + end, target: format!("{prefix}{address}") });
                at += end;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '+' | '/' | '@')
}

fn web(rest: &str) -> Option<(usize, &'static str)> {
    let (prefix, host) = ["https://", "http://"]
        .iter()
        .find_map(|scheme| rest.strip_prefix(scheme).map(|host| ("", host)))
        .or_else(|| rest.starts_with("www.").then_some(("https://", rest)))?;
    let host_end = host
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':')))
        .unwrap_or(host.len());
    let name = host.get(..host_end)?.trim_end_matches(['.', ':']);
    if name.is_empty() || (!prefix.is_empty() && name.matches('.').count() < 2) {
        return None;
    }
    let length = rest.find(|c: char| !is_url(c)).unwrap_or(rest.len());
    Some((trim(rest.get(..length)?), prefix))
}

fn is_url(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, '<' | '>' | '"' | '`' | '|' | '\\')
        || (character.is_alphabetic() && !is_unspaced(character))
}

/// Drops what ends a sentence or a bracket rather than an address.
fn trim(url: &str) -> usize {
    let mut end = url.len();
    let mut unopened = url.matches(')').count().saturating_sub(url.matches('(').count());
    while let Some(shown) = url.get(..end) {
        let last = shown.chars().next_back().unwrap_or('a');
        let closing = last == ')' && unopened > 0;
        unopened -= usize::from(closing);
        if closing || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | ']' | '}') {
            end -= last.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn mail(rest: &str) -> Option<(usize, &'static str)> {
    let local = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')))?;
    let host = rest.get(local..)?.strip_prefix('@').filter(|_| local > 0)?;
    let length =
        host.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(host.len());
    let name = host.get(..length)?.trim_end_matches(['.', '-']);
    let plausible = name.contains('.') && !name.starts_with(['.', '-']) && !name.contains("..");
    plausible.then_some((local + 1 + name.len(), "mailto:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        find(text).into_iter().map(|found| found.target).collect()
    }

    #[test]
    fn addresses_end_where_sentences_do() {
        assert_eq!(
            targets("See https://a.example/x_(y). And (https://b.example)!"),
            ["https://a.example/x_(y)", "https://b.example"]
        );
        assert_eq!(targets("见https://example.com/路径。后文"), ["https://example.com/"]);
        assert_eq!(targets("www.example.com, www.x"), ["https://www.example.com"]);
        assert_eq!(targets("Write to help+x@example.co.uk."), ["mailto:help+x@example.co.uk"]);
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "https://",
            "http:// x",
            "javascript:alert(1)",
            "a@b",
            "@x.example",
            "xhttps://a.example",
            "1.2.3",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
