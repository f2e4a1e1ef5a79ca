//! Writes what a list of results shows of each page.

use rayon::prelude::*;
use serde::Serialize;

use super::super::words::SECTION_MAX;
use super::pages::Pages;
use crate::model::excerpt::shorten;
use crate::model::{Article, Edition, SectionId};

/// Pages of a block. Ten results are seldom neighbours, so a large block is mostly fetched in vain.
const BLOCK: usize = 4;

/// Characters of an excerpt.
const EXCERPT_CHARS: usize = 140;

#[derive(Serialize)]
struct Document<'a>(String, &'a str, String, usize, Vec<(&'a str, &'a str)>);

/// Returns the pages of a block, and the blocks.
pub fn blocks(edition: &Edition, pages: &Pages<'_>) -> (usize, Vec<Vec<u8>>) {
    (BLOCK, pages.list.par_chunks(BLOCK).map(|articles| block(edition, articles)).collect())
}

fn block(edition: &Edition, articles: &[&Article]) -> Vec<u8> {
    let mut sections: Vec<SectionId> = Vec::new();
    let mut documents = Vec::with_capacity(articles.len());
    for article in articles {
        let trail = sections.iter().position(|section| *section == article.section).unwrap_or_else(|| {
            sections.push(article.section);
            sections.len() - 1
        });
        let headings = article.body.rendered.headings.iter().take(SECTION_MAX);
        documents.push(Document(
            article.path.encoded(),
            &article.title,
            excerpt(article),
            trail,
            headings.map(|heading| (heading.id.as_str(), heading.text.as_str())).collect(),
        ));
    }
    let trails: Vec<Vec<&str>> = sections.into_iter().map(|section| trail(edition, section)).collect();
    serde_json::to_vec(&(trails, documents)).unwrap_or_default()
}

/// Returns the titles around the articles of a section, the category first.
fn trail(edition: &Edition, section: SectionId) -> Vec<&str> {
    let mut trail = Vec::new();
    let mut at = Some(section);
    while let Some(section) = at.and_then(|SectionId(at)| edition.sections.get(at)) {
        if section.depth > 0 {
            trail.push(&*section.nav_title);
        }
        at = section.parent;
    }
    trail.reverse();
    trail
}

fn excerpt(article: &Article) -> String {
    shorten(article.description.as_deref().unwrap_or(&article.body.rendered.excerpt), EXCERPT_CHARS)
}
