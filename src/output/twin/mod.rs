//! The Markdown twin of a page, `…/index.md`: the same words without the frame, for people and language models.
//!
//! It is made from the page's finished HTML, never from the source: what is not on the page, such as comments, text for
//! others or the addresses of links that lead nowhere for this audience, cannot be in its twin.

mod html;
mod blocks;
mod links;
mod code;
mod tables;
mod formula;
mod lines;
mod frames;
mod marks;
mod text;
mod tokens;
mod entities;

use super::page::missing;
use super::{Output, body};
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Entry, Fallback, LanguageId, PageSettings, SectionId, SitePath};

/// The name of each twin, beside its page.
pub(super) use crate::model::reserved::TWIN as FILE;

/// Returns whether a page has a twin: those that search engines may find, once each.
pub(super) fn is_made(fallback: Fallback, page: &PageSettings) -> bool {
    fallback != Fallback::Foreign && !page.noindex
}

/// Returns the path of a page's twin.
pub(super) fn path(page: &SitePath) -> SitePath {
    page.file(FILE)
}

/// Returns the twin of an article.
pub(super) fn article(output: &Output, at: usize, number: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let article = edition.articles.get(number).ok_or_else(|| missing("article"))?;
    let mut twin = opening(&article.title, article.description.as_deref());
    twin.push_str(&text(output, &article.body, article.content_language, &article.path)?);
    Ok(twin)
}

/// Returns the twin of the home page, a category or a section: its text, then what it lists.
pub(super) fn section(output: &Output, at: usize, id: SectionId) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let section = edition.sections.get(id.0).ok_or_else(|| missing("section"))?;
    let mut twin = opening(&section.title, section.description.as_deref());
    twin.push_str(&text(output, &section.body, section.content_language, &section.path)?);
    let mut list = String::new();
    for id in &section.contents.sections {
        if let Some(inner) = edition.sections.get(id.0) {
            item(output, &mut list, &inner.title, &inner.path, inner.description.as_deref());
        }
    }
    for entry in section.contents.entries.iter().filter(|entry| !output.unlisted.contains(&entry.path)) {
        item(output, &mut list, &entry.title, &entry.path, entry.description.as_deref());
    }
    if !list.is_empty() {
        twin.push('\n');
        twin.push_str(&list);
    }
    Ok(twin)
}

fn opening(title: &str, description: Option<&str>) -> String {
    let mut twin = format!("# {}\n", line(title));
    if let Some(description) = description {
        twin.push_str(&format!("\n> {}\n", line(description)));
    }
    twin
}

fn text(output: &Output, body: &Body, language: LanguageId, page: &SitePath) -> Result<String, Diagnostic> {
    let html = body::html(output, body, output.content_strings(language)?);
    let own = output.base.absolute(page);
    let markdown = html::markdown(&html, |address| match address.starts_with('#') {
        true => format!("{own}{address}"),
        false => output.base.whole(address),
    });
    Ok(if markdown.trim().is_empty() { String::new() } else { format!("\n{markdown}") })
}

/// Adds a line of a list: the page, by its twin where it has one, and what it is about.
fn item(output: &Output, list: &mut String, title: &str, page: &SitePath, description: Option<&str>) {
    let url = output.base.absolute(&best_address(output, page));
    list.push_str(&format!("- [{}]({url})", without_brackets(&line(title))));
    if let Some(description) = description {
        list.push_str(&format!(": {}", line(description)));
    }
    list.push('\n');
}

/// Returns the words of a link without what would end them.
fn without_brackets(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for character in words.chars() {
        if matches!(character, '[' | ']') && !plain.ends_with('\\') {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

/// Returns the address of a page's twin, or of the page itself where it has none.
pub(super) fn best_address(output: &Output, page: &SitePath) -> SitePath {
    let twin = path(page);
    if output.plan.contains_key(&twin) { twin } else { page.clone() }
}

/// Lists an entry as `llms.txt` does.
pub(super) fn entry(output: &Output, list: &mut String, entry: &Entry) {
    item(output, list, &entry.title, &entry.path, entry.description.as_deref());
}

/// Returns a plain text as one line of Markdown.
pub(super) fn line(words: &str) -> String {
    let mut html = String::new();
    body::escape(&mut html, words);
    let markdown = html::markdown(&html, str::to_owned);
    markdown.split_whitespace().collect::<Vec<_>>().join(" ")
}
