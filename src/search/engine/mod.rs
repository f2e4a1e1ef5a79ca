//! Answers queries from an index as the browser does: `client/engine.js` in Rust.
//!
//! It reads the finished files, so that what `helpsmith search` says is what a reader gets. `format.md` has
//! the rules; the numbers here are those.

mod bytes;
mod lists;
mod scores;
mod shards;
mod spelling;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::index::{Index, MANIFEST};
use super::text::{Query, Term, plain};
use bytes::Bytes;
use lists::Lists;
use scores::{Found, Scores};
use shards::Shards;

/// Shards that the terms of a query may lie in.
const SHARDS_MAX: usize = 8;
const TITLE_EQUAL: f64 = 1.5;
const TITLE_BEGINS: f64 = 1.2;
const TITLE_HOLDS: f64 = 1.1;

/// The part of the manifest that searching needs.
#[derive(Deserialize)]
struct Manifest {
    pages: usize,
    block: usize,
    route: Vec<String>,
    group: usize,
    stop: Vec<String>,
    spell: Vec<String>,
    categories: Vec<(String, usize, usize)>,
    labels: Vec<usize>,
    bets: bool,
}

/// What is wanted of a search.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Most results.
    pub limit: usize,
    /// Only pages of this category, by its path.
    pub category: Option<&'a str>,
    /// Only pages with this label, by its number.
    pub label: Option<usize>,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self { limit: 10, category: None, label: None }
    }
}

/// A page that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// Its path from the root of the site, percent-encoded, without a leading slash.
    pub path: String,
    /// Its title.
    pub title: String,
    /// A sentence of it.
    pub excerpt: String,
    /// The titles around it, category first.
    pub trail: Vec<String>,
    /// Id and words of the heading below which the terms stand.
    pub section: Option<(String, String)>,
    /// How well it answers; only to be compared within one query.
    pub score: f64,
    /// Whether the site pins it to this query.
    pub pinned: bool,
}

/// What a search found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answers {
    /// The best pages, best first.
    pub list: Vec<Answer>,
    /// The query with misspelt words replaced, if any were.
    pub corrected: Option<String>,
}

type Document = (String, String, String, usize, Vec<(String, String)>);

/// An index that is being searched. What was decoded once is kept.
pub struct Engine<'i> {
    manifest: Manifest,
    shards: Shards<'i>,
    index: &'i Index,
}

/// A page before its document is known.
struct Candidate {
    page: u32,
    score: f64,
    section: u32,
    pinned: bool,
}

impl<'i> Engine<'i> {
    /// Opens an index; nothing comes back where its manifest cannot be read.
    pub fn open(index: &'i Index) -> Option<Self> {
        let manifest: Manifest = serde_json::from_slice(index.files().get(MANIFEST)?).ok()?;
        let shards = Shards::new(index, manifest.route.clone(), manifest.group)?;
        Some(Self { manifest, shards, index })
    }

    /// Returns the pages that answer `text` best.
    pub fn search(&mut self, text: &str, wanted: &Wanted<'_>) -> Answers {
        let query = Query::new(text);
        let (terms, open) = self.kept(&query);
        let mut lists: Vec<Lists> = terms
            .iter()
            .enumerate()
            .map(|(at, term)| Lists::of(term, Some(at) == open, &mut self.shards))
            .collect();
        let mut scores = Scores::of(&lists, self.manifest.pages);
        let mut corrected = None;
        if !scores.is_complete()
            && spelling::correct(&mut lists, &self.manifest.spell, self.index, &mut self.shards)
        {
            scores = Scores::of(&lists, self.manifest.pages);
            corrected = spelling::corrected(text, &lists);
        }
        let allowed = self.allowed(wanted);
        let found = scores.best(wanted.limit, &allowed);
        let pinned: Vec<u32> = self.pinned(&query.plain).into_iter().filter(|page| allowed(*page)).collect();
        Answers { list: self.results(&query.plain, found, &pinned, wanted.limit), corrected }
    }

    /// Returns the terms that are looked for, in their order, and which of them may go on.
    fn kept(&mut self, query: &Query) -> (Vec<Term>, Option<usize>) {
        let is_stop = |term: &Term| self.manifest.stop.contains(&term.form);
        let says_something = query.terms.iter().any(|term| !is_stop(term));
        let kept: Vec<usize> = (0..query.terms.len())
            .filter(|at| {
                let stop = query.terms.get(*at).is_some_and(is_stop);
                !(stop && says_something) || query.open == Some(*at)
            })
            .collect();
        let shards: BTreeMap<usize, usize> =
            kept.iter().filter_map(|at| Some((*at, self.shards.of(&query.terms.get(*at)?.form)))).collect();
        let even = kept.iter().step_by(2);
        let odd = kept.iter().skip(1).step_by(2);
        let first = query.open.iter().filter(|open| kept.contains(open));
        let mut chosen: Vec<usize> = Vec::new();
        let mut fetched: Vec<usize> = Vec::new();
        for at in first.chain(even).chain(odd) {
            let Some(shard) = shards.get(at) else { continue };
            let known = fetched.contains(shard);
            if chosen.contains(at) || !(known || fetched.len() < SHARDS_MAX) {
                continue;
            }
            if !known {
                fetched.push(*shard);
            }
            chosen.push(*at);
        }
        chosen.sort_unstable();
        let open = query.open.and_then(|open| chosen.iter().position(|at| *at == open));
        (chosen.into_iter().filter_map(|at| query.terms.get(at)).cloned().collect(), open)
    }

    /// Returns whether a page passes the filters.
    fn allowed(&self, wanted: &Wanted<'_>) -> impl Fn(u32) -> bool + use<> {
        let range = wanted.category.map(|path| {
            let known = self.manifest.categories.iter().find(|(category, ..)| category == path);
            known.map_or(0..0, |(_, first, end)| *first..*end)
        });
        let labelled = wanted.label.map(|label| self.labelled(label).unwrap_or_default());
        move |page| {
            range.as_ref().is_none_or(|range| range.contains(&(page as usize)))
                && labelled.as_ref().is_none_or(|pages| pages.binary_search(&page).is_ok())
        }
    }

    /// Returns the pages that carry a label.
    fn labelled(&self, label: usize) -> Option<Vec<u32>> {
        let file = self.manifest.labels.partition_point(|first| *first <= label).checked_sub(1)?;
        let unpacked = bytes::file(self.index, &format!("l{file}.bin"))?;
        let mut bytes = Bytes::new(&unpacked);
        let mut pages = Vec::new();
        for _ in *self.manifest.labels.get(file)?..=label {
            let count = bytes.number()?;
            pages = bytes.rising(count)?;
        }
        Some(pages)
    }

    /// Returns what is shown of the best pages.
    fn results(&self, plain_query: &str, found: Vec<Found>, pinned: &[u32], limit: usize) -> Vec<Answer> {
        let mut ranked: Vec<(Candidate, Document, Vec<String>)> = Vec::new();
        for found in found {
            let Some((document, trail)) = self.document(found.page) else { continue };
            let score = found.score * title_factor(&plain(&document.1), plain_query);
            let candidate = Candidate { page: found.page, score, section: found.section, pinned: false };
            ranked.push((candidate, document, trail));
        }
        ranked.sort_by(|(a, ..), (b, ..)| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
        let best = ranked.first().map_or(0.0, |(candidate, ..)| candidate.score);
        let mut all: Vec<(Candidate, Document, Vec<String>)> = Vec::new();
        for (place, page) in pinned.iter().enumerate() {
            let Some((document, trail)) = self.document(*page) else { continue };
            let score = best + (pinned.len() - place) as f64;
            all.push((Candidate { page: *page, score, section: 0, pinned: true }, document, trail));
        }
        all.extend(ranked.into_iter().filter(|(candidate, ..)| !pinned.contains(&candidate.page)));
        all.truncate(limit);
        all.into_iter().map(|(candidate, document, trail)| answer(&candidate, document, trail)).collect()
    }

    fn document(&self, page: u32) -> Option<(Document, Vec<String>)> {
        let (block, place) = (page as usize / self.manifest.block, page as usize % self.manifest.block);
        let json = bytes::file(self.index, &format!("d{block}.bin"))?;
        let (trails, documents): (Vec<Vec<String>>, Vec<Document>) = serde_json::from_slice(&json).ok()?;
        let document = documents.into_iter().nth(place)?;
        let trail = trails.into_iter().nth(document.3).unwrap_or_default();
        Some((document, trail))
    }

    fn pinned(&self, plain_query: &str) -> Vec<u32> {
        if !self.manifest.bets {
            return Vec::new();
        }
        let json = bytes::file(self.index, "bets.bin").unwrap_or_default();
        let bets: BTreeMap<String, Vec<u32>> = serde_json::from_slice(&json).unwrap_or_default();
        bets.get(plain_query).cloned().unwrap_or_default()
    }
}

fn title_factor(title: &str, query: &str) -> f64 {
    if query.is_empty() || !title.contains(query) {
        1.0
    } else if title == query {
        TITLE_EQUAL
    } else if title.starts_with(query) {
        TITLE_BEGINS
    } else {
        TITLE_HOLDS
    }
}

fn answer(candidate: &Candidate, document: Document, trail: Vec<String>) -> Answer {
    let (path, title, excerpt, _, headings) = document;
    let section = (candidate.section as usize).checked_sub(1).and_then(|at| headings.into_iter().nth(at));
    Answer { path, title, excerpt, trail, section, score: candidate.score, pinned: candidate.pinned }
}
