//! `llms.txt` (llmstxt.org): the site in one page for language models, default language only.

use std::collections::BTreeSet;

use super::Output;
use crate::model::{Entry, SectionId, SitePath};

/// Returns the file: the title, the description, and a list of articles for each category.
pub(super) fn text(output: &Output) -> String {
    let mut text = format!("# {}\n", line(&output.settings.title));
    let Some(edition) = output.site.editions.first() else { return text };
    let Some(home) = edition.sections.first() else { return text };
    let hidden: BTreeSet<&SitePath> =
        edition.articles.iter().filter(|article| article.page.noindex).map(|article| &article.path).collect();
    if let Some(description) = &home.description {
        text.push_str(&format!("\n> {}\n", line(description)));
    }
    list(output, &mut text, SectionId::HOME, &hidden);
    for category in &home.contents.sections {
        let Some(section) = edition.sections.get(category.0) else { continue };
        text.push_str(&format!("\n## {}\n", line(&section.title)));
        let mut open = vec![*category];
        text.push('\n');
        while let Some(id) = open.pop() {
            list(output, &mut text, id, &hidden);
            if let Some(section) = edition.sections.get(id.0) {
                open.extend(section.contents.sections.iter().rev());
            }
        }
    }
    text
}

fn list(output: &Output, text: &mut String, id: SectionId, hidden: &BTreeSet<&SitePath>) {
    let sections = output.site.editions.first().map_or(&[][..], |edition| edition.sections.as_slice());
    for entry in sections.get(id.0).into_iter().flat_map(|section| &section.contents.entries) {
        if !hidden.contains(&entry.path) {
            item(output, text, entry);
        }
    }
}

fn item(output: &Output, text: &mut String, entry: &Entry) {
    let title = line(&entry.title);
    let title =
        if title.contains(['[', ']']) { title.replace('[', "\\[").replace(']', "\\]") } else { title };
    for part in ["- [", &title, "](", &output.base.absolute(&entry.path), ")"] {
        text.push_str(part);
    }
    if let Some(description) = &entry.description {
        text.push_str(": ");
        text.push_str(&line(description));
    }
    text.push('\n');
}

fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
