//! The list of labels, and each label's page.

use tera::Value;

use super::Output;
use super::page::{Crumb, Head, missing};
use super::section::entry_view;
use super::view::{LabelCountView, LabelView};
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, PageSettings, SectionId, SitePath};

/// Renders the list of all labels.
pub(super) fn render_list(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let title = output.strings(edition)?.get("labels").to_owned();
    let path = edition.root.child("labels");
    let crumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let context =
        output.context(at, &head(edition, "labels", &title, &path, crumbs, &PageSettings::default()))?;
    let format = &output.strings(edition)?.format;
    let labels: Vec<LabelCountView> = edition
        .labels
        .iter()
        .map(|label| LabelCountView {
            title: label.title.to_string(),
            url: output.base.href(&label.path),
            count: label.entries.len(),
            count_text: format.number(label.entries.len()),
        })
        .collect();
    output.page("pages/labels.html", context, "labels", Value::from_serializable(&labels), None, &path)
}

/// Renders the page of one label.
pub(super) fn render(output: &Output, at: usize, number: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let label = edition.labels.get(number).ok_or_else(|| missing("label"))?;
    let strings = output.strings(edition)?;
    let heading = strings.fill("labelled", "label", &label.title);
    let mut crumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let title = strings.get("labels").to_owned();
    crumbs.push(Crumb { title, path: edition.root.child("labels") });
    let context = output
        .context(at, &head(edition, "label", &label.title, &label.path, crumbs, &PageSettings::default()))?;
    let view = LabelView {
        title: label.title.to_string(),
        heading,
        articles: label.entries.iter().map(|entry| entry_view(output, entry)).collect(),
    };
    output.page("pages/label.html", context, "label", Value::from_serializable(&view), None, &label.path)
}

fn head<'a>(
    edition: &Edition,
    kind: &'static str,
    title: &'a str,
    path: &'a SitePath,
    breadcrumbs: Vec<Crumb>,
    settings: &'a PageSettings,
) -> Head<'a> {
    Head {
        kind,
        title,
        description: None,
        path,
        content_language: edition.language,
        settings,
        pages: &[],
        alternates: &[],
        section: None,
        breadcrumbs,
        body: None,
        article: None,
        canonical: true,
    }
}
