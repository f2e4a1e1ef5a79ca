//! The home page, and the pages of categories and sections.

use tera::Value;

use super::Output;
use super::body;
use super::page::{Head, fallback_notice, missing};
use super::view::{EntryView, HomeView, SectionEntryView, SectionView};
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, Entry, Section, SectionId};

/// Articles that a list shows of each section in it.
const PREVIEW_ARTICLES: usize = 6;
/// Promoted articles on the home page.
const PROMOTED_MAX: usize = 12;

/// Renders the page of one section.
pub(super) fn render(output: &Output, at: usize, id: SectionId) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let section = edition.sections.get(id.0).ok_or_else(|| missing("section"))?;
    let (kind, template) = match section.depth {
        0 => ("home", "pages/home.html"),
        1 => ("category", "pages/category.html"),
        _ => ("section", "pages/section.html"),
    };
    let head = Head {
        kind,
        title: &section.title,
        description: section.description.as_deref(),
        path: &section.path,
        content_language: section.content_language,
        settings: &section.page,
        pages: &section.pages,
        alternates: &section.alternates,
        section: (section.depth > 0).then_some(id),
        breadcrumbs: output.breadcrumbs(edition, section.parent),
        body: Some(&section.body),
        article: None,
        canonical: true,
    };
    let context = output.context(at, &head)?;
    let html = body::html(output, &section.body, output.content_strings(section.content_language)?);
    let template = section.page.template.as_ref().map_or(template, |(name, _)| name);
    if section.depth == 0 {
        let view = Value::from_serializable(&home_view(output, at, edition, section)?);
        return output.page(template, context, "home", view, Some(&html), &section.path);
    }
    let notice = fallback_notice(section.fallback, section.content_language).filter(|_| !html.is_empty());
    let strings = output.strings(edition)?;
    let view = SectionView {
        title: section.title.to_string(),
        description: section.description.as_ref().map(|text| text.to_string()),
        sections: children(output, at, edition, section)?,
        articles: section.contents.entries.iter().map(|entry| entry_view(output, entry)).collect(),
        notices: notice.into_iter().map(|notice| output.notice(strings, edition, notice)).collect(),
    };
    output.page(template, context, "section", Value::from_serializable(&view), Some(&html), &section.path)
}

fn home_view(output: &Output, at: usize, edition: &Edition, home: &Section) -> Result<HomeView, Diagnostic> {
    Ok(HomeView {
        title: home.title.to_string(),
        description: home.description.as_ref().map(|text| text.to_string()),
        categories: children(output, at, edition, home)?,
        articles: home.contents.entries.iter().map(|entry| entry_view(output, entry)).collect(),
        promoted: promoted(output, edition),
    })
}

/// Returns the articles that their writers put first.
pub(super) fn promoted(output: &Output, edition: &Edition) -> Vec<EntryView> {
    let entries = edition.sections.iter().flat_map(|section| &section.contents.entries);
    entries.filter(|entry| entry.promoted).take(PROMOTED_MAX).map(|entry| entry_view(output, entry)).collect()
}

/// Returns the sections in a section as lists show them.
pub(super) fn children(
    output: &Output,
    at: usize,
    edition: &Edition,
    section: &Section,
) -> Result<Vec<SectionEntryView>, Diagnostic> {
    let counts = output.frames.get(at).map_or(&[][..], |frame| frame.counts.as_slice());
    let strings = output.strings(edition)?;
    let child = |id: &SectionId| {
        let child = edition.sections.get(id.0)?;
        let articles = child.contents.entries.iter().take(PREVIEW_ARTICLES);
        let count = counts.get(id.0).copied().unwrap_or(0);
        let icon = child.page.icon.as_ref().and_then(|(name, _)| output.theme.icons.get(name));
        Some(SectionEntryView {
            title: child.title.to_string(),
            url: output.base.href(&child.path),
            description: child.description.as_ref().map(|text| text.to_string()),
            count,
            count_text: strings.count("articles_count", count),
            articles: articles.map(|entry| entry_view(output, entry)).collect(),
            icon: icon.map(str::to_owned),
        })
    };
    Ok(section.contents.sections.iter().filter_map(child).collect())
}

/// Returns an article as lists show it.
pub(super) fn entry_view(output: &Output, entry: &Entry) -> EntryView {
    EntryView {
        title: entry.title.to_string(),
        url: output.base.href(&entry.path),
        description: entry.description.as_ref().map(|text| text.to_string()),
        promoted: entry.promoted,
        icon: entry.icon.as_ref().and_then(|name| output.theme.icons.get(name)).map(str::to_owned),
    }
}
