//! Writes plain words: escapes them, and puts in the site's variables.

use std::borrow::Cow;

use crate::config::{Settings, is_variable_name};
use crate::diagnostic::span::floor_char;

/// Appends `text` so that it can be nothing but text.
pub(super) fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) =
        rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | 0..=8 | 11..=31 | 127))
    {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        html.push_str(plain);
        html.push_str(match after.bytes().next() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "",
        });
        rest = after.get(1..).unwrap_or("");
    }
    html.push_str(rest);
}

/// Appends `text` for use between double quotes.
pub(super) fn escape_attribute(html: &mut String, text: &str) {
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            html.push_str("&quot;");
        }
        escape(html, part);
    }
}

/// Bytes between braces that are looked at; a text of nothing but `{{` must not be searched to its end each time.
const NAME_BYTES_MAX: usize = 200;

/// A name in braces that is no variable.
#[derive(Debug, PartialEq)]
pub(in crate::corpus) struct Unknown<'a> {
    /// What stands between the braces.
    pub name: &'a str,
    /// The whole, braces included.
    pub whole: &'a str,
}

/// Returns `text` with every `{{ name }}` replaced that the settings know. Unknown names are given to
/// `unknown` and stay as they are. What is put in is text, never markup, and is not looked at again.
pub(in crate::corpus) fn substitute<'a>(
    text: &'a str,
    settings: &Settings,
    mut unknown: impl FnMut(Unknown<'_>),
) -> Cow<'a, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let near = after.get(..floor_char(after, NAME_BYTES_MAX)).unwrap_or(after);
        let inner =
            near.split_once("}}").map(|(inner, _)| inner).filter(|inner| is_variable_name(inner.trim()));
        let Some((inner, behind)) = inner.and_then(|inner| Some((inner, after.get(inner.len() + 2..)?)))
        else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        match settings.variables.get(inner.trim()) {
            Some(value) => out.push_str(value),
            None => {
                let whole = rest.get(before.len()..rest.len() - behind.len()).unwrap_or("");
                out.push_str(whole);
                unknown(Unknown { name: inner.trim(), whole });
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn substituted(text: &str) -> (String, Vec<String>) {
        let settings = crate::config::load(
            "title: T\nbase_url: https://x.example/\nvariables: {product: \"A {{ b }}\"}\n",
        );
        let mut unknown = Vec::new();
        let out = substitute(text, &settings.value.unwrap(), |found| unknown.push(found.whole.to_owned()));
        (out.into_owned(), unknown)
    }

    #[test]
    fn known_names_are_replaced_once() {
        assert_eq!(substituted("a {{ product }}{{product}} b"), ("a A {{ b }}A {{ b }} b".into(), vec![]));
    }

    #[test]
    fn other_braces_stay() {
        assert_eq!(substituted("{{ x-y }}").1, ["{{ x-y }}"]);
        for text in ["{{", "}} {{ }}", "{{ a b }}", "{{{{", "{{~/x }}"] {
            assert_eq!(substituted(text), (text.into(), vec![]), "{text}");
        }
    }

    #[test]
    fn escaping() {
        let mut html = String::new();
        escape_attribute(&mut html, "a\"<>&'\u{1}\n");
        assert_eq!(html, "a&quot;&lt;&gt;&amp;'\n");
    }
}
