//! `llms.txt` (llmstxt.org): an edition in one page for language models, with a link to the text of each article.

use super::{Output, twin};
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, SectionId};

/// Returns the file: the title, the description, and a list of articles for each category.
pub(super) fn text(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let mut text = format!("# {}\n", twin::line(&output.settings.title));
    let Some(home) = edition.sections.first() else { return Ok(text) };
    if let Some(description) = &home.description {
        text.push_str(&format!("\n> {}\n", twin::line(description)));
    }
    let mut first = String::new();
    list(output, edition, &mut first, SectionId::HOME);
    if !first.is_empty() {
        // Lists stand below a heading, or readers of the format pass over them.
        text.push_str(&format!("\n## {}\n\n{first}", twin::line(&home.title)));
    }
    for category in &home.contents.sections {
        let Some(section) = edition.sections.get(category.0) else { continue };
        let mut articles = String::new();
        let mut open = vec![*category];
        while let Some(id) = open.pop() {
            list(output, edition, &mut articles, id);
            if let Some(section) = edition.sections.get(id.0) {
                open.extend(section.contents.sections.iter().rev());
            }
        }
        if !articles.is_empty() {
            text.push_str(&format!("\n## {}\n\n{articles}", twin::line(&section.title)));
        }
    }
    Ok(text)
}

fn list(output: &Output, edition: &Edition, text: &mut String, id: SectionId) {
    for entry in edition.sections.get(id.0).into_iter().flat_map(|section| &section.contents.entries) {
        if !output.unlisted.contains(&entry.path) {
            twin::entry(output, text, entry);
        }
    }
}
