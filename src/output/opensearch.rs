//! A description of the site's search (OpenSearch 1.1), by which browsers add it to their own.

use super::Output;
use super::body::escape;
use super::page::missing;
use super::search_page;
use super::xml::{HEAD, element};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::model::reserved::OPENSEARCH;
use crate::model::{Edition, SitePath};

/// Characters of `ShortName` and `LongName` that the specification allows.
const SHORT_NAME_MAX: usize = 16;
const LONG_NAME_MAX: usize = 48;

/// Returns the path of the description of an edition's search; nothing where it has none.
pub(super) fn path(settings: &Settings, edition: &Edition) -> Option<SitePath> {
    let searched = settings.seo.opensearch && !edition.by_title.is_empty();
    searched.then(|| edition.root.file(OPENSEARCH))
}

/// Returns the description.
pub(super) fn render(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let path = path(&output.settings, edition).ok_or_else(|| missing("search"))?;
    let title = &output.settings.title;
    let mut xml = format!("{HEAD}<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    element(&mut xml, "ShortName", &cut(title, SHORT_NAME_MAX));
    element(&mut xml, "LongName", &cut(title, LONG_NAME_MAX));
    element(&mut xml, "Description", output.strings(edition)?.get("search_label"));
    let page = output.base.absolute(&search_page::path(edition));
    for (kind, template) in [
        ("text/html", format!("{page}?q={{searchTerms}}")),
        ("application/opensearchdescription+xml", output.base.absolute(&path)),
    ] {
        let relation = if kind == "text/html" { "results" } else { "self" };
        xml.push_str(&format!("<Url type=\"{kind}\" rel=\"{relation}\" template=\""));
        escape(&mut xml, &template);
        xml.push_str("\"/>\n");
    }
    element(&mut xml, "Language", output.settings.languages.tag(edition.language));
    element(&mut xml, "InputEncoding", "UTF-8");
    xml.push_str("</OpenSearchDescription>\n");
    Ok(xml)
}

/// Returns a text of at most `max` characters, cut between words where that leaves one.
fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let head: String = text.chars().take(max).collect();
    match head.rsplit_once(' ') {
        Some((words, _)) if !words.trim().is_empty() => words.trim_end().to_owned(),
        _ => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(cut("Acme Help", 16), "Acme Help");
        assert_eq!(cut("Acme Corporation Help Centre", 16), "Acme");
        assert_eq!(cut("Donaudampfschifffahrt", 16), "Donaudampfschiff");
    }
}
