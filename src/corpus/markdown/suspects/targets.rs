//! Knows what looks like the target of a link, and what is wrong with one that the parser refused.

use super::run::{CODE, IMAGE, LINK, LINK_END};

/// Endings of files that articles link to or show.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "md", "mdx", "markdown", "html", "htm", "php", "aspx", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp",
    "mp4", "webm", "mov", "pdf", "zip", "csv", "xlsx", "docx", "txt", "json", "yaml", "yml",
];

const BEGINNINGS: &[&str] = &[
    "http://", "https://", "mailto:", "tel:", "www.", "./", "../", "/", "#", "<http", "</", "<./", "<../",
    "<#",
];

/// Returns whether what stands in parentheses can be meant as nothing but a target.
pub(super) fn is_target(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains([LINK, LINK_END, IMAGE, CODE]) {
        return false;
    }
    let path = without_title(text).0;
    let begins =
        BEGINNINGS.iter().find(|beginning| path.len() > beginning.len() && path.starts_with(**beginning));
    let is_one_word = !path.contains(char::is_whitespace);
    begins.is_some_and(|beginning| is_one_word || !matches!(*beginning, "/" | "#"))
        || path.split_whitespace().any(has_ending)
}

/// Returns whether `path` ends as files do, before its `#…` or `?…`.
fn has_ending(path: &str) -> bool {
    let path = path.trim_matches(['<', '>']);
    let file = path.split(['#', '?']).next().unwrap_or("");
    file.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty() && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
    })
}

/// Returns whether what stands right behind a label's bracket may be a target without looking like one:
/// the name of a page, rather than a remark.
pub(super) fn may_be_target(text: &str) -> bool {
    const REMARKS: &[&str] =
        &["see", "default", "optional", "e.g.", "i.e.", "or", "and", "if", "only", "required"];
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    let is_remark = REMARKS.contains(&first.trim_end_matches([',', ':']));
    !text.is_empty()
        && !is_remark
        && !text.contains([LINK, LINK_END, IMAGE, CODE, ','])
        && !text.contains(": ")
        && !text.contains("; ")
        && text.starts_with(|first: char| first.is_alphanumeric() || first == '<')
        && text.split_whitespace().count() <= 8
}

/// Splits `target "title"`.
fn without_title(text: &str) -> (&str, Option<&str>) {
    let quote = text.chars().next_back().filter(|last| matches!(last, '"' | '\''));
    let split = quote.and_then(|quote| {
        let opening = [format!(" {quote}"), format!("\n{quote}")];
        let at = opening.iter().filter_map(|opening| text.find(opening.as_str())).min()?;
        Some((text.get(..at)?.trim(), text.get(at..)?.trim()))
    });
    split.map_or((text, None), |(path, title)| (path, Some(title)))
}

/// Says why a target made no link, and what to write: `kind` is "link" or "image", `shown` its label in brackets.
pub(super) fn wrong(kind: &str, shown: &str, target: &str) -> (String, String) {
    let (path, title) = without_title(target);
    let title = title.map(|title| title.get(1..title.len().saturating_sub(1)).unwrap_or(""));
    if path.starts_with('<') && !path.ends_with('>') {
        let path = path.trim_start_matches('<');
        let title = title.map_or_else(String::new, |title| format!(" \"{title}\""));
        return (
            format!("the closing `>` of the {kind} target `{path}` is missing"),
            format!("write `{shown}(<{path}>{title})`"),
        );
    }
    if !path.contains(char::is_whitespace) {
        let inner = title.unwrap_or("").replace('"', "\\\"");
        let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        return (
            format!("the parentheses behind `{shown}` are no target with a title"),
            if title.is_some() {
                format!("write `{shown}({path} \"{inner}\")`")
            } else {
                format!("write `{shown}(<{path}>)`")
            },
        );
    }
    // `y.md words`: words behind a file are a title without its quotes.
    if title.is_none()
        && let Some((first, rest)) = path.split_once(char::is_whitespace)
        && is_target(first)
        && !rest.split_whitespace().any(|word| has_ending(word) || word.starts_with('#'))
    {
        let rest = rest.trim_matches(['"', '\'', '“', '”', ' ', '\n']).replace('"', "");
        let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        return (
            format!("the title behind the {kind} target `{first}` is not in quotes"),
            format!("write `{shown}({first} \"{rest}\")`"),
        );
    }
    let title = title.map_or_else(String::new, |title| format!(" \"{title}\""));
    let path = path.split_whitespace().collect::<Vec<_>>().join(" ");
    (
        format!("the {kind} target `{path}` contains spaces"),
        format!("write `{shown}(<{path}>{title})`, or `%20` for each space"),
    )
}
