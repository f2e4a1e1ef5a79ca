//! Reads `{#id}` at the end of a heading.

use super::writer::Writer;
use crate::diagnostic::Code;

/// A heading's text with braces at its end.
struct Found<'a> {
    /// The text before the braces.
    words: &'a str,
    kind: Braces<'a>,
}

/// What is in the braces.
#[derive(Debug, PartialEq)]
enum Braces<'a> {
    /// `{#id}` and nothing else.
    Id(&'a str),
    /// What another tool takes for attributes: `{.class}`, `{: #id}`, `{#id .class}`, `{key=value}`, twice braces.
    Attempt,
}

/// Returns the braces that a heading ends with, unless they are its words, as in `GET /orders/{order_id}`.
fn split(text: &str) -> Option<Found<'_>> {
    let inner = text.trim_end().strip_suffix('}')?;
    let (words, inner) = inner.rsplit_once('{')?;
    // A variable of a shell, or of another template language.
    if words.ends_with(['$', '{', '#', '%']) || inner.is_empty() {
        return None;
    }
    let words = words.trim_end();
    let doubled = words.ends_with('}') && words.rsplit_once('{').is_some_and(|(_, first)| is_attempt(first));
    let kind = match inner.strip_prefix('#') {
        Some(id) if is_id(id) && !doubled => Braces::Id(id),
        _ if is_attempt(inner) => Braces::Attempt,
        _ => return None,
    };
    Some(Found { words, kind })
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && !id.contains(|c: char| {
            c.is_whitespace() || matches!(c, '#' | '{' | '}' | '"' | '\'' | '<' | '>' | '=')
        })
}

fn is_attempt(inner: &str) -> bool {
    let inner = inner.trim();
    let begins = inner.strip_prefix(['#', '.', ':']).is_some_and(|rest| {
        rest.starts_with(|first: char| {
            first.is_alphanumeric() || matches!(first, ' ' | '#' | '.' | '-' | '_')
        })
    });
    begins || inner.split_whitespace().any(|word| word.split_once('=').is_some_and(|(key, _)| is_key(key)))
}

fn is_key(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

impl Writer<'_> {
    /// Takes `{#id}` off the end of a heading. Any other braces are the heading's words.
    pub(super) fn take_heading_id(&mut self) {
        let source = self.source.as_str();
        let (Some((text, range)), Some(heading)) = (&mut self.pending, &mut self.heading) else { return };
        let written = source.get(range.clone()) == Some(text.as_str());
        let escaped = source.get(..range.start).is_some_and(|before| before.ends_with('\\'));
        let Some(found) = split(text) else { return };
        let is_empty = self.html.is_empty() && found.words.is_empty();
        if !written || is_empty || (escaped && found.words.is_empty()) {
            return;
        }
        match found.kind {
            Braces::Id(id) => {
                heading.id = Some(id.to_owned());
                let length = found.words.len();
                text.truncate(length);
            }
            Braces::Attempt => {
                let place = range.start + found.words.len()..range.end;
                let message =
                    "attributes in braces are shown as text: a heading takes one `{#id}`".to_owned();
                self.report(Code::UnusedAttributes, message, place, "keep only `{#id}` in the braces");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Braces<'_>)> {
        split(text).map(|found| (found.words, found.kind))
    }

    #[test]
    fn one_id_is_taken() {
        for (text, words, id) in [
            ("A {#b}", "A", "b"),
            ("如何{#退款} ", "如何", "退款"),
            ("A {b} {#c}", "A {b}", "c"),
            (" {#x-1_y.z}", "", "x-1_y.z"),
        ] {
            assert_eq!(read(text), Some((words, Braces::Id(id))), "{text}");
        }
    }

    #[test]
    fn other_braces_are_words() {
        for text in [
            "GET /orders/{order_id}",
            "{id}",
            "Set ${HOME}",
            "A {{#if}}",
            "A ${#x}",
            "{}",
            "a {b",
            "a {b} c",
            "f(x) = {x}",
            "{ a, b }",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_other_tools_take_is_an_attempt() {
        for text in [
            "A {.class}",
            "A {: #b}",
            "A {#b .c}",
            "A {#b c=d}",
            "A {width=300}",
            "A {#a} {#b}",
            "A {#a b}",
            "A {:.c}",
        ] {
            assert_eq!(read(text).map(|(_, kind)| kind), Some(Braces::Attempt), "{text}");
        }
    }
}
