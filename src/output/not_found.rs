//! What readers see at an address that leads nowhere, one page for each language: where they may have wanted
//! to go.

use tera::Value;

use super::Output;
use super::page::{Head, missing};
use super::section::{children, promoted};
use super::view::NotFoundView;
use crate::diagnostic::Diagnostic;
use crate::model::PageSettings;

/// Renders the 404 page of an edition.
pub(super) fn render(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let title = output.strings(edition)?.get("not_found_title").to_owned();
    let path = edition.root.file("404.html");
    let settings = PageSettings { noindex: true, ..PageSettings::default() };
    let head = Head { canonical: false, ..Head::own(edition, "not_found", &title, &path, &settings) };
    let context = output.context(at, &head)?;
    let home = edition.sections.first().ok_or_else(|| missing("home page"))?;
    let view = NotFoundView {
        categories: children(output, at, edition, home)?,
        promoted: promoted(output, edition),
    };
    output.page("pages/not_found.html", context, "not_found", Value::from_serializable(&view), None, &path)
}
