//! Makes the index of one edition: many small files, each the same for the same articles.

mod bytes;
mod documents;
mod pages;
mod postings;
mod spelling;
mod terms;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::Kept;
use super::text::{compare, plain};
use crate::memo;
use crate::model::{Edition, Language};
use bytes::{Gzip, gaps, varint};
use pages::Pages;

pub(super) use pages::searchable;
use postings::{Form, Postings};

/// Version of the format; a client reads no other.
pub(super) const VERSION: u32 = 1;

/// Name of the only file that is not compressed.
pub(super) const MANIFEST: &str = "manifest.json";

/// Share of the pages beyond which a word says nothing.
const STOP_SHARE: f64 = 0.6;
/// Pages below which no word is so common.
const STOP_PAGES_MIN: usize = 100;
const STOPS_MAX: usize = 40;

/// Bytes beyond which labels or letters no longer share a file, before compression.
pub(super) const SMALL_FILE_BYTES: usize = 4_000;

/// Hexadecimal digits of the digest.
const DIGEST_DIGITS: usize = 10;

/// The files of an index by their names.
#[derive(Clone, Debug, Default)]
pub struct Index {
    files: BTreeMap<String, Arc<[u8]>>,
}

/// What a reader of the index must know first; `format.md` explains each key.
#[derive(Serialize)]
struct Manifest<'a> {
    version: u32,
    digest: String,
    language: &'a str,
    pages: usize,
    block: usize,
    route: Vec<String>,
    group: usize,
    stop: Vec<&'a str>,
    spell: Vec<String>,
    categories: Vec<(String, usize, usize)>,
    labels: Vec<usize>,
    bets: bool,
}

impl Index {
    /// Indexes the articles of an edition that can be searched for.
    pub fn of(edition: &Edition, language: &Language, kept: Option<&Kept>) -> Self {
        let pages = Pages::of(edition);
        let postings = Postings::of(edition, language, &pages, kept.map(|kept| &kept.words));
        let mut order: Vec<&Form> = postings.forms.iter().collect();
        order.par_sort_unstable_by(|a, b| compare(&a.text, &b.text));

        let shards = terms::shards(&order, language);
        let (route, group, routes) = terms::route(shards.separators);
        let (spell, spelling) = spelling::lists(&order, pages.list.len());
        let (block, documents) = documents::blocks(edition, &pages);
        let (first_labels, labels) = labels(edition, &pages);
        let bets = bets(edition, &pages);

        let mut raw: Vec<(String, Vec<u8>)> = numbered("t", shards.shards);
        raw.extend(numbered("r", routes));
        raw.extend(numbered("s", spelling));
        raw.extend(numbered("d", documents));
        raw.extend(numbered("l", labels));
        raw.extend(bets.clone().map(|json| ("bets.bin".to_owned(), json)));
        let packed: BTreeMap<String, Arc<[u8]>> = raw
            .into_par_iter()
            .map_init(Gzip::default, |gzip, (name, bytes)| {
                let packed = match kept {
                    Some(kept) => kept.packed.get_or_make(memo::key(&[&bytes]), || gzip.pack(&bytes).into()),
                    None => gzip.pack(&bytes).into(),
                };
                (name, packed)
            })
            .collect();

        let manifest = Manifest {
            version: VERSION,
            digest: digest(&packed),
            language: language.as_str(),
            pages: pages.list.len(),
            block,
            route,
            group,
            stop: stop(&order, pages.list.len()),
            spell,
            categories: pages.categories(edition),
            labels: first_labels,
            bets: bets.is_some(),
        };
        let mut files = packed;
        let json = serde_json::to_vec(&manifest).unwrap_or_default();
        files.insert(MANIFEST.to_owned(), Arc::from(json));
        Self { files }
    }

    /// Returns every file with its name.
    pub fn files(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.files
    }
}

fn numbered(letter: &str, files: Vec<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let files = files.into_iter().enumerate();
    files.map(|(number, bytes)| (format!("{letter}{number}.bin"), bytes)).collect()
}

fn digest(files: &BTreeMap<String, Arc<[u8]>>) -> String {
    let parts: Vec<&[u8]> = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
    let key = memo::key(&parts);
    key.iter().map(|byte| format!("{byte:02x}")).collect::<String>().chars().take(DIGEST_DIGITS).collect()
}

/// Returns the words that stand on most pages, in order.
fn stop<'a>(order: &[&'a Form], pages: usize) -> Vec<&'a str> {
    if pages < STOP_PAGES_MIN {
        return Vec::new();
    }
    let most = pages as f64 * STOP_SHARE;
    let mut common: Vec<&&Form> = order.iter().filter(|form| form.postings.len() as f64 > most).collect();
    common.sort_by_key(|form| std::cmp::Reverse(form.postings.len()));
    let mut words: Vec<&str> = common.into_iter().take(STOPS_MAX).map(|form| &*form.text).collect();
    words.sort_by(|a, b| compare(a, b));
    words
}

/// Returns the pages that carry each label, in files, and the first label of each file.
fn labels(edition: &Edition, pages: &Pages<'_>) -> (Vec<usize>, Vec<Vec<u8>>) {
    let mut carried: Vec<Vec<u32>> = vec![Vec::new(); edition.labels.len()];
    for (page, article) in (0..).zip(&pages.list) {
        for label in &article.labels {
            if let Some(list) = carried.get_mut(*label) {
                list.push(page);
            }
        }
    }
    let (mut firsts, mut files) = (Vec::new(), Vec::<Vec<u8>>::new());
    for (number, list) in carried.into_iter().enumerate() {
        if files.last().is_none_or(|file| file.len() > SMALL_FILE_BYTES) {
            firsts.push(number);
            files.push(Vec::new());
        }
        if let Some(file) = files.last_mut() {
            varint(file, list.len() as u64);
            gaps(file, list.into_iter());
        }
    }
    (firsts, files)
}

/// Returns the pinned answers that this edition has.
fn bets(edition: &Edition, pages: &Pages<'_>) -> Option<Vec<u8>> {
    let mut bets: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for bet in &edition.best_bets {
        let list = bets.entry(plain(&bet.query)).or_default();
        for page in bet.pages.iter().filter_map(|path| pages.number(path)) {
            if !list.contains(&page) {
                list.push(page);
            }
        }
    }
    bets.retain(|query, list| !query.is_empty() && !list.is_empty());
    (!bets.is_empty()).then(|| serde_json::to_vec(&bets).unwrap_or_default())
}
