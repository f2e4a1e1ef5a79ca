//! Atom feeds (RFC 4287): what was published or changed last, of the whole site in one language and of each category.
//!
//! An entry's id is the address that the article had first, so that moving it makes no reader see it twice. Articles
//! whose day is not known are in no feed: a feed must say when, and today would be a lie.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Output;
use super::body::escape;
use super::page::missing;
use super::xml::{HEAD, element};
use crate::diagnostic::Diagnostic;
use crate::model::{Article, Edition, Fallback, SectionId, SitePath, State};

/// The name of each feed, in the folder of what it is about.
pub(super) use crate::model::reserved::FEED as FILE;

/// Entries of a feed; its readers ask every hour, and nobody reads a year at once.
const ENTRIES_MAX: usize = 50;

/// Returns what has a feed: the home page and each category with at least one article to tell of.
pub(super) fn scopes(edition: &Edition) -> BTreeSet<SectionId> {
    let mut scopes = BTreeSet::new();
    for article in edition.articles.iter().filter(|article| day(article).is_some()) {
        scopes.insert(SectionId::HOME);
        scopes.extend(category(edition, article.section));
    }
    scopes
}

/// Returns the category that a section lies in, itself included; nothing for the home page.
pub(super) fn category(edition: &Edition, section: SectionId) -> Option<SectionId> {
    let mut at = section;
    loop {
        let found = edition.sections.get(at.0)?;
        match found.depth {
            0 => return None,
            1 => return Some(at),
            _ => at = found.parent?,
        }
    }
}

/// Returns the path of the feed of the home page or a category.
pub(super) fn path(edition: &Edition, scope: SectionId) -> Option<SitePath> {
    edition.sections.get(scope.0).map(|section| section.path.file(FILE))
}

/// Returns the title of a feed.
pub(super) fn title(output: &Output, edition: &Edition, scope: SectionId) -> String {
    let site = &output.settings.title;
    match edition.sections.get(scope.0) {
        Some(section) if section.depth > 0 => format!("{site}: {}", section.title),
        _ => site.clone(),
    }
}

/// Returns the day on which a feed tells of an article; nothing where it does not.
fn day(article: &Article) -> Option<Date> {
    let told =
        article.fallback == Fallback::None && article.state == State::Published && !article.page.noindex;
    article.updated.or(article.created).filter(|_| told)
}

/// Returns the feed of the home page or a category.
pub(super) fn render(output: &Output, at: usize, scope: SectionId) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let path = path(edition, scope).ok_or_else(|| missing("section"))?;
    let inside =
        |article: &&Article| scope == SectionId::HOME || category(edition, article.section) == Some(scope);
    let mut entries: Vec<(Date, &Article)> =
        edition.articles.iter().filter(inside).filter_map(|article| Some((day(article)?, article))).collect();
    entries.sort_by(|(day, article), (other, than)| other.cmp(day).then(article.path.cmp(&than.path)));
    entries.truncate(ENTRIES_MAX);
    let language = output.settings.languages.tag(edition.language);
    let mut feed = HEAD.to_owned();
    feed.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n"));
    element(&mut feed, "title", &title(output, edition, scope));
    element(&mut feed, "id", &output.settings.base_url.absolute(&path));
    link(&mut feed, "self", &output.base.absolute(&path));
    let page = edition.sections.get(scope.0).map_or_else(SitePath::root, |section| section.path.clone());
    link(&mut feed, "alternate", &output.base.absolute(&page));
    if let Some((newest, _)) = entries.first() {
        element(&mut feed, "updated", &moment(*newest));
    }
    person(&mut feed, &output.settings.title);
    for (day, article) in entries {
        entry(output, edition, day, article, &mut feed);
    }
    feed.push_str("</feed>\n");
    Ok(feed)
}

fn entry(output: &Output, edition: &Edition, day: Date, article: &Article, feed: &mut String) {
    feed.push_str("<entry>\n");
    element(feed, "title", &article.title);
    // Wherever the tree is served today, the id is that of the settings.
    element(feed, "id", &output.settings.base_url.absolute(&article.first_path));
    link(feed, "alternate", &output.base.absolute(&article.path));
    element(feed, "updated", &moment(day));
    if let Some(created) = article.created {
        element(feed, "published", &moment(created.min(day)));
    }
    if let Some(author) = &article.author {
        person(feed, author);
    }
    for label in article.labels.iter().filter_map(|at| edition.labels.get(*at)) {
        feed.push_str("<category term=\"");
        escape(feed, &label.title);
        feed.push_str("\"/>\n");
    }
    let excerpt = &article.body.rendered.excerpt;
    let summary = article.description.as_deref().or(Some(&**excerpt)).filter(|text| !text.is_empty());
    if let Some(summary) = summary {
        element(feed, "summary", summary);
    }
    feed.push_str("</entry>\n");
}

fn link(feed: &mut String, relation: &str, url: &str) {
    feed.push_str(&format!("<link rel=\"{relation}\" href=\""));
    escape(feed, url);
    feed.push_str("\"/>\n");
}

fn person(feed: &mut String, name: &str) {
    feed.push_str("<author><name>");
    escape(feed, name);
    feed.push_str("</name></author>\n");
}

/// Returns the beginning of a day (RFC 3339): days are all that front matter and history know.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
