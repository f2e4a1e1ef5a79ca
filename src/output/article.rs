//! An article's page.

use tera::Value;

use super::Output;
use super::body;
use super::frame::parameter;
use super::page::{Head, fallback_notice, missing};
use super::view::{ArticleView, DateView, FeedbackView, HeadingView, LinkView};
use crate::diagnostic::Diagnostic;
use crate::model::paths::percent_encode;
use crate::model::{Article, Edition, Entry, Fallback, Notice, State};
use crate::theme::Strings;

/// Headings that the table of contents shows.
const TOC_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// Renders the page of one article.
pub(super) fn render(output: &Output, at: usize, number: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let article = edition.articles.get(number).ok_or_else(|| missing("article"))?;
    let excerpt = Some(&*article.body.rendered.excerpt).filter(|excerpt| !excerpt.is_empty());
    let head = Head {
        kind: "article",
        title: &article.title,
        description: article.description.as_deref().or(excerpt),
        path: &article.path,
        content_language: article.content_language,
        settings: &article.page,
        pages: &article.pages,
        alternates: &article.alternates,
        section: Some(article.section),
        breadcrumbs: output.breadcrumbs(edition, Some(article.section)),
        body: Some(&article.body),
        article: Some(article),
        canonical: true,
    };
    let context = output.context(at, &head)?;
    let html = body::html(output, &article.body, output.content_strings(article.content_language)?);
    let view = Value::from_serializable(&view(output, at, edition, article)?);
    let template = article.page.template.as_ref().map_or("pages/article.html", |(name, _)| name);
    output.page(template, context, "article", view, Some(&html), &article.path)
}

fn view(output: &Output, at: usize, edition: &Edition, article: &Article) -> Result<ArticleView, Diagnostic> {
    let strings = output.strings(edition)?;
    let date = |day: jiff::civil::Date| {
        let iso = day.to_string();
        DateView { text: strings.fill("updated", "date", &strings.format.date(day)), iso }
    };
    let labels = article.labels.iter().filter_map(|label| edition.labels.get(*label));
    let similar = article.similar.iter().filter_map(|at| edition.articles.get(*at));
    let similar = similar.map(|other| link(output, &other.entry()));
    let (previous, next) = neighbours(output, at, edition, article);
    let state = match article.state {
        State::Draft => Some(Notice::Draft),
        State::InReview => Some(Notice::InReview),
        State::Archived => Some(Notice::Archived),
        State::Published => None,
    };
    let notices = [state, fallback_notice(article.fallback, article.content_language)];
    Ok(ArticleView {
        title: article.title.to_string(),
        toc: if article.toc { toc(article) } else { Vec::new() },
        updated: article.updated.map(date),
        created: article.created.map(date),
        author: article.author.as_ref().map(|author| strings.fill("author", "name", author)),
        contributors: contributors(strings, article),
        labels: labels
            .map(|label| LinkView { title: label.title.to_string(), url: output.base.href(&label.path) })
            .collect(),
        previous: previous.map(|entry| link(output, entry)),
        next: next.map(|entry| link(output, entry)),
        related: article.related.iter().map(|entry| link(output, entry)).chain(similar).collect(),
        edit_url: edit_url(output, article),
        state: article.state.as_str(),
        notices: notices
            .into_iter()
            .flatten()
            .map(|notice| output.notice(strings, edition, notice))
            .collect(),
        feedback: article.feedback.then(|| feedback(output, article)).flatten(),
    })
}

/// Contributors that an article names; of more, the earliest are left out.
const CONTRIBUTORS_MAX: usize = 10;

/// Returns who has committed changes to an article, in words.
fn contributors(strings: &Strings, article: &Article) -> Option<String> {
    let names =
        article.contributors.iter().take(CONTRIBUTORS_MAX).map(|name| format!("\u{2068}{name}\u{2069}"));
    let names = names.collect::<Vec<_>>().join(strings.get("list_separator"));
    (!names.is_empty()).then(|| strings.get("contributors").replace("{names}", &names))
}

/// Returns the two addresses that stand for the reader's answers.
fn feedback(output: &Output, article: &Article) -> Option<FeedbackView> {
    let pattern = output.settings.feedback.as_ref()?;
    let address = parameter(&output.base.absolute(&article.path));
    let url = |vote: &str| pattern.replace("{article}", &address).replace("{vote}", vote);
    Some(FeedbackView { yes_url: url("yes"), no_url: url("no") })
}

fn link(output: &Output, entry: &Entry) -> LinkView {
    LinkView { title: entry.title.to_string(), url: output.base.href(&entry.path) }
}

fn toc(article: &Article) -> Vec<HeadingView> {
    let headings = article
        .body
        .rendered
        .headings
        .iter()
        .filter(|heading| TOC_LEVELS.contains(&heading.level) && !heading.text.is_empty());
    let toc: Vec<HeadingView> = headings
        .map(|heading| HeadingView {
            level: heading.level,
            id: heading.id.clone(),
            title: heading.text.clone(),
        })
        .collect();
    // One heading is no contents.
    if toc.len() < 2 { Vec::new() } else { toc }
}

/// Returns the articles before and after this one in its section's list.
fn neighbours<'e>(
    output: &Output,
    at: usize,
    edition: &'e Edition,
    article: &Article,
) -> (Option<&'e Entry>, Option<&'e Entry>) {
    let position = output.frames.get(at).and_then(|frame| frame.positions.get(&article.path)).copied();
    let entries = edition.sections.get(article.section.0).map(|section| section.contents.entries.as_slice());
    match (position, entries) {
        (Some(position), Some(entries)) => {
            (position.checked_sub(1).and_then(|before| entries.get(before)), entries.get(position + 1))
        }
        _ => (None, None),
    }
}

fn edit_url(output: &Output, article: &Article) -> Option<String> {
    let pattern = output.settings.edit_url.as_ref()?;
    // Whoever reads a translation that does not exist should write it, not edit the original.
    (article.fallback != Fallback::Foreign)
        .then(|| pattern.replace("{path}", &percent_encode(article.source.as_str())))
}
