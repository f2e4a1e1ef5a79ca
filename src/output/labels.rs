//! The list of labels, and each label's page.

use tera::Value;

use super::Output;
use super::page::{Crumb, Head, missing};
use super::section::entry_view;
use super::view::{LabelCountView, LabelView};
use crate::diagnostic::Diagnostic;
use crate::model::{PageSettings, SectionId};

/// Renders the list of all labels.
pub(super) fn render_list(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let settings = PageSettings::default();
    let title = output.strings(edition)?.get("labels").to_owned();
    let path = edition.root.child("labels");
    let breadcrumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let context = output
        .context(at, &Head { breadcrumbs, ..Head::own(edition, "labels", &title, &path, &settings) })?;
    let format = &output.strings(edition)?.format;
    let labels: Vec<LabelCountView> = edition
        .labels
        .iter()
        .map(|label| LabelCountView {
            title: label.title.to_string(),
            url: output.base.href(&label.path),
            count: label.articles.len(),
            count_text: format.number(label.articles.len()),
        })
        .collect();
    output.page("pages/labels.html", context, "labels", Value::from_serializable(&labels), None, &path)
}

/// Renders the page of one label.
pub(super) fn render(output: &Output, at: usize, number: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let settings = PageSettings::default();
    let label = edition.labels.get(number).ok_or_else(|| missing("label"))?;
    let strings = output.strings(edition)?;
    let heading = strings.fill("labelled", "label", &label.title);
    let mut breadcrumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let title = strings.get("labels").to_owned();
    breadcrumbs.push(Crumb { title, path: edition.root.child("labels") });
    let context = output.context(
        at,
        &Head { breadcrumbs, ..Head::own(edition, "label", &label.title, &label.path, &settings) },
    )?;
    let articles = label.articles.iter().filter_map(|at| edition.articles.get(*at));
    let view = LabelView {
        title: label.title.to_string(),
        heading,
        articles: articles.map(|article| entry_view(output, &article.entry())).collect(),
    };
    output.page("pages/label.html", context, "label", Value::from_serializable(&view), None, &label.path)
}
