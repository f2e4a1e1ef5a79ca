//! `llms.txt` (llmstxt.org): the site in one page for language models, default language only.

use std::collections::BTreeSet;

use super::Output;
use crate::model::{SectionId, SitePath};

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
            text.push_str(&item(output, &entry.title, &entry.path, entry.description.as_deref()));
        }
    }
}

fn item(output: &Output, title: &str, path: &SitePath, description: Option<&str>) -> String {
    let title = line(title).replace('[', "\\[").replace(']', "\\]");
    let note = description.map(|text| format!(": {}", line(text))).unwrap_or_default();
    format!("- [{title}]({}){note}\n", output.base.absolute(path))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
