//! What changed lately: articles by the day of their last change, for the audiences that the settings name.
//!
//! It says which article changed and when, and nothing of what it said before: old text may have been for others.

use jiff::civil::Date;
use tera::Value;

use super::Output;
use super::page::Head;
use super::view::{ChangeDayView, ChangeView};
use crate::diagnostic::Diagnostic;
use crate::model::{Article, Edition, Fallback, PageSettings, SectionId, SitePath, State};

/// Articles that the page names.
const CHANGES_MAX: usize = 200;

/// The name of the page's folder.
pub(super) use crate::model::reserved::CHANGES as FOLDER;

/// Returns the page's path.
pub(super) fn path(edition: &Edition) -> SitePath {
    edition.root.child(FOLDER)
}

/// Renders the page.
pub(super) fn render(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let strings = output.strings(edition)?;
    let title = strings.get("changes").to_owned();
    let (path, settings) = (path(edition), PageSettings { noindex: true, ..PageSettings::default() });
    let breadcrumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let head = Head { breadcrumbs, ..Head::own(edition, "changes", &title, &path, &settings) };
    let context = output.context(at, &head)?;
    let mut days: Vec<ChangeDayView> = Vec::new();
    for (day, article) in latest(edition) {
        let iso = day.to_string();
        let change = ChangeView {
            title: article.title.to_string(),
            url: output.base.href(&article.path),
            description: article.description.as_deref().map(str::to_owned),
            is_new: article.created == Some(day),
        };
        match days.last_mut().filter(|last| last.iso == iso) {
            Some(last) => last.articles.push(change),
            None => days.push(ChangeDayView { iso, text: strings.format.date(day), articles: vec![change] }),
        }
    }
    output.page("pages/changes.html", context, "changes", Value::from_serializable(&days), None, &path)
}

/// Returns the articles whose day is known, the last change first.
fn latest(edition: &Edition) -> Vec<(Date, &Article)> {
    let own = edition.articles.iter().filter(|article| article.fallback == Fallback::None);
    let own = own.filter(|article| article.state != State::Archived);
    let mut all: Vec<(Date, &Article)> =
        own.filter_map(|article| Some((article.updated.or(article.created)?, article))).collect();
    all.sort_by(|(day, article), (other, than)| other.cmp(day).then(article.path.cmp(&than.path)));
    all.truncate(CHANGES_MAX);
    all
}
