//! The search page: the categories, and every article from A to Z. It needs no script; with one, it is filtered
//! while the reader types.

use icu_normalizer::DecomposingNormalizerBorrowed;
use tera::Value;

use super::Output;
use super::page::{Head, missing};
use super::section::children;
use super::view::{LetterView, LinkView, SearchView};
use crate::diagnostic::Diagnostic;
use crate::model::script::is_unspaced;
use crate::model::{Edition, PageSettings, SectionId, SitePath};

/// Returns the address of the page.
pub(super) fn path(edition: &Edition) -> SitePath {
    edition.root.child("search")
}

/// Renders the page of one edition.
pub(super) fn render(output: &Output, at: usize) -> Result<String, Diagnostic> {
    let edition = output.edition(at)?;
    let title = output.strings(edition)?.get("search").to_owned();
    let path = path(edition);
    let settings = PageSettings { noindex: true, ..PageSettings::default() };
    let breadcrumbs = output.breadcrumbs(edition, Some(SectionId::HOME));
    let head = Head { breadcrumbs, ..Head::own(edition, "search", &title, &path, &settings) };
    let context = output.context(at, &head)?;
    let home = edition.sections.first().ok_or_else(|| missing("home page"))?;
    let view =
        SearchView { categories: children(output, at, edition, home)?, letters: letters(output, edition) };
    output.page("pages/search.html", context, "search", Value::from_serializable(&view), None, &path)
}

fn letters(output: &Output, edition: &Edition) -> Vec<LetterView> {
    let mut letters: Vec<LetterView> = Vec::new();
    for article in edition.by_title.iter().filter_map(|at| edition.articles.get(*at)) {
        let letter = letter(&article.title);
        let link = LinkView { title: article.title.to_string(), url: output.base.href(&article.path) };
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.articles.push(link),
            _ => letters.push(LetterView { letter, articles: vec![link] }),
        }
    }
    letters
}

/// Returns the letter that a title is listed under; none in scripts whose readers have no alphabet in mind.
fn letter(title: &str) -> Option<String> {
    let first = title.chars().find(|c| c.is_alphanumeric())?;
    let is_syllable = matches!(first, '\u{ac00}'..='\u{d7a3}');
    if !first.is_alphabetic() || is_unspaced(first) || is_syllable {
        return None;
    }
    let plain = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(std::iter::once(first)).next()?;
    Some(plain.to_uppercase().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_listed_under_their_first_letter() {
        let of = |title: &str| letter(title).unwrap_or_default();
        assert_eq!(
            [of("Éclair"), of("“apple”"), of("پرداخت"), of("退款"), of("2FA"), of("한국")],
            ["E", "A", "پ", "", "", ""]
        );
    }
}
