//! The search page: a field, the categories, and every article from A to Z. Without a script the lists are how
//! readers find something; a long one is divided into pages of its own.

use tera::Value;

use super::Output;
use super::page::{Head, missing};
use super::section::children;
use super::view::{
    CategoryFilterView, FiltersView, LabelFilterView, LetterView, LinkView, SearchView, TitlePageView,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Alphabet, Edition, PageSettings, SectionId, SitePath};

/// Returns the address of the page.
pub(super) fn path(edition: &Edition) -> SitePath {
    edition.root.child("search")
}

/// Articles that one page can list so that people still find something in it.
const TITLES_MAX: usize = 1_000;

/// Labels that results can be narrowed to: those that most articles carry.
const LABELS_MAX: usize = 100;

/// Returns the pages that list the articles by title, where one would be too long.
pub(super) fn title_pages(edition: &Edition) -> Vec<SitePath> {
    let count = edition.by_title.len().div_ceil(TITLES_MAX);
    (1..=count).filter(|_| count > 1).map(|number| path(edition).child(&format!("titles-{number}"))).collect()
}

/// Renders the page of one edition.
pub(super) fn render(output: &Output, at: usize) -> Result<String, Diagnostic> {
    render_page(output, at, None)
}

/// Renders one of the pages that list the articles by title.
pub(super) fn render_titles(output: &Output, at: usize, number: usize) -> Result<String, Diagnostic> {
    render_page(output, at, Some(number))
}

fn render_page(output: &Output, at: usize, number: Option<usize>) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let strings = output.strings(edition)?;
    let title = strings.get(if number.is_some() { "all_titles" } else { "search" }).to_owned();
    let pages = title_pages(edition);
    let path = number.and_then(|number| pages.get(number)).cloned().unwrap_or_else(|| path(edition));
    let settings = PageSettings { noindex: true, ..PageSettings::default() };
    let breadcrumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let head = Head { breadcrumbs, ..Head::own(edition, "search", &title, &path, &settings) };
    let context = output.context(at, &head)?;
    let home = edition.sections.first().ok_or_else(|| missing("home page"))?;
    let shown = match number {
        Some(number) => edition.by_title.chunks(TITLES_MAX).nth(number).unwrap_or_default(),
        None if pages.is_empty() => &edition.by_title,
        None => &[],
    };
    let view = SearchView {
        categories: if number.is_some() { Vec::new() } else { children(output, at, edition, home)? },
        filters: filters(edition),
        letters: letters(output, edition, shown),
        title_pages: title_page_views(output, edition, &pages, &path),
    };
    output.page("pages/search.html", context, "search", Value::from_serializable(&view), None, &path)
}

fn title_page_views(
    output: &Output,
    edition: &Edition,
    pages: &[SitePath],
    here: &SitePath,
) -> Vec<TitlePageView> {
    let title = |at: Option<&usize>| {
        at.and_then(|at| edition.articles.get(*at))
            .map_or_else(String::new, |article| article.title.to_string())
    };
    let view = |(titles, path): (&[usize], &SitePath)| TitlePageView {
        first: title(titles.first()),
        last: title(titles.last()),
        url: output.base.href(path),
        current: path == here,
    };
    edition.by_title.chunks(TITLES_MAX).zip(pages).map(view).collect()
}

/// Returns what results can be narrowed to. A choice of one is none.
fn filters(edition: &Edition) -> FiltersView {
    let home = edition.sections.first().map_or(&[][..], |home| &home.contents.sections);
    let category = |id: &SectionId| {
        let category = edition.sections.get(id.0)?;
        Some(CategoryFilterView { title: category.title.to_string(), path: category.path.encoded() })
    };
    let categories: Vec<_> = home.iter().filter_map(category).collect();
    let mut labels: Vec<_> = edition
        .labels
        .iter()
        .enumerate()
        .map(|(number, label)| LabelFilterView {
            title: label.title.to_string(),
            number,
            count: label.articles.len(),
        })
        .collect();
    if labels.len() > LABELS_MAX {
        labels.sort_by_key(|label| (std::cmp::Reverse(label.count), label.number));
        labels.truncate(LABELS_MAX);
        labels.sort_by_key(|label| label.number);
    }
    FiltersView { categories: if categories.len() > 1 { categories } else { Vec::new() }, labels }
}

/// Groups titles by their letters, what begins with no letter first.
fn letters(output: &Output, edition: &Edition, shown: &[usize]) -> Vec<LetterView> {
    let alphabet = Alphabet::of(output.settings.languages.get(edition.language).0);
    let mut letters: Vec<LetterView> = Vec::new();
    for article in shown.iter().filter_map(|at| edition.articles.get(*at)) {
        let letter = alphabet.letter(&article.title);
        let link = LinkView { title: article.title.to_string(), url: output.base.href(&article.path) };
        // The last one nearly always, since titles are in the order of the alphabet.
        match letters.iter_mut().rev().find(|known| known.letter == letter) {
            Some(known) => known.articles.push(link),
            None => letters.push(LetterView { letter, articles: vec![link] }),
        }
    }
    letters.sort_by_key(|known| alphabet.position(known.letter.as_deref()));
    letters
}
