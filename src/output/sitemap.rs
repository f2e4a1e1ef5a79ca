//! `sitemap.xml` after sitemaps.org 0.9, with alternates for each language and true dates.
//!
//! One file holds at most 50,000 addresses and 50 MB; beyond that `sitemap.xml` becomes an index.

use super::Output;
use super::body::escape;
use super::xml::HEAD;
use crate::model::{Fallback, LanguageId, SitePath, State};

const URLS_MAX: usize = 50_000;
/// Bytes of an entry or an alternate beside its address: tags, a date, the code of a language.
const ENTRY_BYTES_MAX: usize = 160;
/// 50 MB with room for the frame.
const BYTES_MAX: usize = 50_000_000 - 1_000;

/// Returns whether one file surely holds all addresses, so that it need not be made to know its name.
pub(super) fn fits_one(output: &Output) -> bool {
    let host = output.base.absolute(&SitePath::root()).len();
    // Percent-encoding makes three bytes of one; the rest of an address is short.
    let bytes = |path: &SitePath| 3 * path.as_str().len() + host + ENTRY_BYTES_MAX;
    let entry = |path: &SitePath, alternates: &[(LanguageId, SitePath)]| {
        // The default language stands among the alternates twice.
        bytes(path) + 2 * alternates.iter().map(|(_, path)| bytes(path)).sum::<usize>()
    };
    let (mut count, mut sum) = (0, 0);
    for edition in &output.site.editions {
        count += edition.sections.len() + edition.articles.len() + edition.labels.len() + 1;
        let sections = edition.sections.iter().map(|section| entry(&section.path, &section.alternates));
        let articles = edition.articles.iter().map(|article| entry(&article.path, &article.alternates));
        let labels = edition.labels.iter().map(|label| entry(&label.path, &[]));
        sum += sections.chain(articles).chain(labels).sum::<usize>();
    }
    count <= URLS_MAX && sum <= BYTES_MAX
}

/// Returns whether search engines should know no page at all; a sitemap without an address is none.
pub(super) fn is_empty(output: &Output) -> bool {
    !output.is_indexed || entries(output).next().is_none()
}

/// Returns all addresses in one file.
pub(super) fn whole(output: &Output) -> String {
    frame(&entries(output).collect::<String>())
}

/// Returns the files by name.
pub(super) fn files(output: &Output) -> Vec<(String, String)> {
    let mut parts = split(entries(output), URLS_MAX, BYTES_MAX);
    if parts.len() <= 1 {
        return vec![("sitemap.xml".to_owned(), parts.pop().unwrap_or_else(|| frame("")))];
    }
    let name = |number: usize| format!("sitemap-{}.xml", number + 1);
    let mut index = format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for number in 0..parts.len() {
        let url = output.base.absolute(&SitePath::root().file(&name(number)));
        index.push_str("<sitemap><loc>");
        escape(&mut index, &url);
        index.push_str("</loc></sitemap>\n");
    }
    index.push_str("</sitemapindex>\n");
    let mut files = vec![("sitemap.xml".to_owned(), index)];
    files.extend(parts.into_iter().enumerate().map(|(number, part)| (name(number), part)));
    files
}

fn frame(entries: &str) -> String {
    format!(
        "{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{entries}</urlset>\n"
    )
}

fn split(entries: impl Iterator<Item = String>, urls_max: usize, bytes_max: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut part, mut count) = (String::new(), 0);
    for entry in entries {
        if count == urls_max || (count > 0 && part.len() + entry.len() > bytes_max) {
            parts.push(frame(&part));
            (part, count) = (String::new(), 0);
        }
        part.push_str(&entry);
        count += 1;
    }
    if count > 0 {
        parts.push(frame(&part));
    }
    parts
}

/// Returns every page that search engines should list: no fallbacks, nothing archived or unfinished.
fn entries(output: &Output) -> impl Iterator<Item = String> {
    output.site.editions.iter().flat_map(move |edition| {
        let sections = edition
            .sections
            .iter()
            .filter(|section| {
                section.fallback == Fallback::None && is_listed(output, &section.path, &section.page)
            })
            .map(move |section| entry(output, &section.path, None, &section.alternates));
        let articles = edition
            .articles
            .iter()
            .filter(|article| {
                article.fallback == Fallback::None && is_listed(output, &article.path, &article.page)
            })
            .filter(|article| article.state == State::Published)
            .map(move |article| entry(output, &article.path, article.updated, &article.alternates));
        let list = (!edition.labels.is_empty()).then(|| edition.root.child("labels"));
        let labels = list.into_iter().chain(edition.labels.iter().map(|label| label.path.clone()));
        sections.chain(articles).chain(labels.map(move |path| entry(output, &path, None, &[])))
    })
}

fn is_listed(output: &Output, path: &SitePath, page: &crate::model::PageSettings) -> bool {
    let is_own = |canonical: &String| *canonical == output.base.absolute(path);
    !page.noindex && page.seo_canonical.as_ref().is_none_or(is_own)
}

fn entry(
    output: &Output,
    path: &SitePath,
    updated: Option<jiff::civil::Date>,
    alternates: &[(LanguageId, SitePath)],
) -> String {
    let mut entry = "<url><loc>".to_owned();
    escape(&mut entry, &output.base.absolute(path));
    entry.push_str("</loc>");
    if let Some(day) = updated {
        entry.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    if alternates.len() > 1 {
        let default = alternates.iter().find(|(language, _)| *language == LanguageId::DEFAULT);
        let default = default.map(|(_, path)| ("x-default", path));
        let all = alternates.iter().map(|(language, path)| (output.settings.languages.tag(*language), path));
        for (tag, path) in all.chain(default) {
            entry.push_str(&format!("\n<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\""));
            escape(&mut entry, &output.base.absolute(path));
            entry.push_str("\"/>");
        }
    }
    entry.push_str("</url>\n");
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_below_both_limits() {
        let parts = |count: usize, urls, bytes| {
            split((0..count).map(|n| format!("<url>{n}</url>")), urls, bytes).len()
        };
        assert_eq!(parts(0, 10, 1000), 0);
        assert_eq!(parts(10, 10, 1000), 1);
        assert_eq!(parts(11, 10, 1000), 2);
        assert_eq!(parts(10, 10, 60), 2);
        assert_eq!(parts(2, 10, 1), 2);
    }
}
