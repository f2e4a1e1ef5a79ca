//! Attributes in braces, as kramdown, Pandoc and MkDocs have them: `![x](a.png){width=300}`, `{: .note }`.

use super::Found;
use super::run::{CODE, HTML, Home, IMAGE, LINK_END, Run, SPAN, bare};
use crate::diagnostic::Code;

/// Bytes between braces that are looked at.
const INNER_BYTES_MAX: usize = 200;

/// Adds the attributes in `run`. What ends a heading is left to those who read headings.
pub(super) fn find(run: &Run, sink: &mut Vec<Found>) {
    let text = run.text.as_str();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|found| at + found) {
        at = open + 1;
        let inside = text.get(at..).unwrap_or("");
        let Some(end) = inside.find(['{', '}', '\n']).filter(|end| *end <= INNER_BYTES_MAX) else { continue };
        let (inner, close) = (inside.get(..end).unwrap_or(""), at + end);
        if !text.get(close..).is_some_and(|rest| rest.starts_with('}')) {
            continue;
        }
        let before = text.get(..open).unwrap_or("");
        let after = text.get(close + 1..).unwrap_or("");
        let ends_heading = run.home == Home::Heading && after.trim().is_empty();
        if !ends_heading && !after.starts_with('}') && is_attributes(inner, before, after) {
            let whole = text.get(open..=close).unwrap_or("");
            sink.push(Found {
                code: Code::UnusedAttributes,
                message: format!("attributes in braces are shown as text: `{}`", bare(whole)),
                range: open..close + 1,
                hint: hint(inner, before).to_owned(),
            });
        }
        at = close + 1;
    }
}

/// Returns whether what stands between braces is attributes, by itself and by where it stands.
fn is_attributes(inner: &str, before: &str, after: &str) -> bool {
    if before.ends_with(['{', '$', '\\']) {
        return false;
    }
    let kramdown = inner.strip_prefix(':');
    let words = words(kramdown.unwrap_or(inner));
    if words.is_empty()
        || !words.iter().all(|word| kind(word).is_some() || kramdown.is_some() && is_name(word))
    {
        return false;
    }
    if kramdown.is_some() {
        return true;
    }
    let line = before.rsplit('\n').next().unwrap_or("");
    let ends_line = after.split('\n').next().unwrap_or("").trim().is_empty();
    let alone = line.trim().is_empty() && ends_line;
    let names = words.iter().all(|word| !matches!(kind(word), Some(Kind::Pair)));
    alone || follows_something(line) || names && ends_line
}

/// Returns whether a line ends with what attributes can belong to: a link, an image, code, words in brackets.
fn follows_something(line: &str) -> bool {
    if line.ends_with([LINK_END, IMAGE, CODE, SPAN, HTML]) {
        return true;
    }
    let Some(bracketed) = line.strip_suffix(']') else { return false };
    let opening = bracketed.rfind('[').and_then(|open| bracketed.get(..open)).unwrap_or("");
    // `:name[…]{…}` is a directive, known or not.
    let name = opening.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    !(bracketed.contains('[') && name.len() < opening.len() && name.ends_with([':', '：']))
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Class,
    Id,
    Pair,
}

/// Returns what one word between braces is.
fn kind(word: &str) -> Option<Kind> {
    if let Some(class) = word.strip_prefix('.') {
        return is_name(class).then_some(Kind::Class);
    }
    if let Some(id) = word.strip_prefix('#') {
        return is_name(id).then_some(Kind::Id);
    }
    let (key, value) = word.split_once('=')?;
    let is_pair = (key.is_empty() || is_name(key)) && !value.is_empty() && !value.starts_with('=');
    is_pair.then_some(Kind::Pair)
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '@'))
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@' | '/'))
}

/// Splits at spaces outside of quotes.
fn words(inner: &str) -> Vec<&str> {
    let mut quote = None;
    inner
        .split(|character: char| {
            match (quote, character) {
                (None, '"' | '\'') => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                (None, _) => return character.is_whitespace(),
                _ => {}
            }
            false
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Returns what to write instead.
fn hint(inner: &str, before: &str) -> &'static str {
    const CALLOUTS: [&str; 10] = [
        ".note",
        ".tip",
        ".important",
        ".warning",
        ".caution",
        ".info",
        ".danger",
        ".callout",
        ".admonition",
        ".alert",
    ];
    let inner = inner.trim_start_matches(':').trim();
    let has = |part: &str| inner.contains(part);
    if inner == "toc" {
        "remove it: the table of contents is made from the headings"
    } else if has("target=") || has("rel=") {
        "remove the braces: links open in the same tab, and readers choose otherwise"
    } else if before.ends_with(IMAGE) || has("width=") || has("height=") {
        "remove the braces: images are shown at their own size, and smaller where there is no room"
    } else if CALLOUTS.iter().any(|class| has(class)) {
        "write a callout: `:::note`, the text, `:::`"
    } else if inner.starts_with('#') {
        "put `{#id}` at the end of a heading, or write `<a id=\"…\"></a>` where the link should lead"
    } else if before.ends_with(CODE) {
        "remove the braces: code between backticks is not coloured"
    } else {
        "remove the braces, or write `<div class=\"…\">` and `</div>` around the text"
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::codes;

    #[test]
    fn attributes_of_other_tools() {
        for text in [
            "![x](a.png){width=300}\n",
            "![x](a.png){: .right }\n",
            "[x](https://e.example){target=_blank}\n",
            "[x](https://e.example){:target=\"_blank\" rel=\"no opener\"}\n",
            "Text.\n{: .note }\n",
            "{.lead}\n\nText.\n",
            "Text. {#later}\n",
            "- item {.x}\n  {: .note }\n",
            "> 引用{.强调}\n",
            "`code`{.js}\n",
            "**bold**{.red} text\n",
            "[words]{.red} text\n",
            "| a |\n|---|\n| ![x](a.png){width=20} |\n",
            "* TOC\n{:toc}\n",
        ] {
            assert!(codes(text).contains(&"unused-attributes"), "{text}: {:?}", codes(text));
        }
    }

    #[test]
    fn other_braces_are_text() {
        for text in [
            "Call `/x` with {id} or {a, b}.\n",
            "GET /users/{id}\n",
            "${HOME} and {} and { }\n",
            "Set {a=1} in the settings.\n",
            "{{#if x}} and {% if a=b %}\n",
            "{...props} {props.x}\n",
            "Press [Save] {or not}\n",
        ] {
            assert!(!codes(text).contains(&"unused-attributes"), "{text}: {:?}", codes(text));
        }
    }
}
