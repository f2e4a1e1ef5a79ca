//! Gathers for each form the pages it stands on, and how much it says about each.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::synonyms::Synonyms;
use super::super::text::{Side, fold, tokens};
use super::super::words::{Count, SECTION_MAX, UNIT, WordMemo, Words};
use super::pages::Pages;
use crate::model::{Edition, Language, SectionId};

/// How much the fields of an article count beside its text. Tuned on the train half of `benches/search`.
const TITLE: f64 = 40.0;
const HEADING: f64 = 14.0;
/// What the titles of the sections around an article count.
const TRAIL: f64 = 2.0;
/// How many occurrences give half of what any number can.
const SATURATION: f64 = 10.0;
/// The highest share of the ranking that links can give.
const LINKS: f64 = 0.15;
/// Parts that forms are gathered in at once.
const PARTS: usize = 4;
/// The highest impact.
const IMPACT_MAX: f64 = 255.0;

/// A page that a form stands on. There are hundreds for each article, so impact and sections share four bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Posting {
    pub page: u32,
    facts: u32,
}

impl Posting {
    pub fn new(page: u32, impact: u8, sections: u32) -> Self {
        const { assert!(SECTION_MAX < 24, "the sections of a page have three bytes") };
        Self { page, facts: sections << 8 | u32::from(impact) }
    }

    /// Returns what the form says about the page.
    pub fn impact(self) -> u8 {
        (self.facts & 0xff) as u8
    }

    /// Returns the sections that it stands in, a bit each.
    pub fn sections(self) -> u32 {
        self.facts >> 8
    }
}

/// A form and its pages, in order.
#[derive(Debug)]
pub struct Form {
    pub text: Box<str>,
    pub postings: Vec<Posting>,
    /// Whether it stands in some title, heading or label.
    pub chosen: bool,
}

/// All forms, in the order in which they were met.
#[derive(Default)]
pub struct Postings {
    pub forms: Vec<Form>,
}

impl Postings {
    pub fn of(edition: &Edition, language: &Language, pages: &Pages<'_>, memo: Option<&WordMemo>) -> Self {
        let synonyms = Synonyms::new(&edition.synonyms, language);
        let words: Vec<Words> = pages
            .list
            .par_iter()
            .map(|article| Words::of(article, &edition.labels, &synonyms, memo))
            .collect();
        let average = |length: fn(&Words) -> u32| {
            let sum: f64 = words.iter().map(|words| f64::from(length(words))).sum();
            (sum / words.len().max(1) as f64).max(1.0)
        };
        let lengths =
            Lengths { title: average(|words| words.title_length), all: average(|words| words.length) };
        let trails = trails(edition);
        let popularity = pages.popularity();
        // Each part takes its own forms of all pages, so that parts never meet.
        let gathered = (0..PARTS).into_par_iter().map(|part| {
            let mut gatherer = Gatherer { part, ..Gatherer::default() };
            for ((page, article), (words, popularity)) in
                (0..).zip(&pages.list).zip(words.iter().zip(&popularity))
            {
                let prior = (1.0 - LINKS + LINKS * popularity) * article.search.boost;
                let trail = trails.get(&article.section).map_or(&[][..], Vec::as_slice);
                gatherer.add(page, words, &Weighing { lengths: &lengths, prior, words }, trail);
            }
            gatherer.forms
        });
        Self { forms: gathered.flatten_iter().collect() }
    }
}

/// Average lengths, in tokens.
struct Lengths {
    title: f64,
    all: f64,
}

/// How much the forms of one page count.
struct Weighing<'a> {
    lengths: &'a Lengths,
    prior: f64,
    words: &'a Words,
}

impl Weighing<'_> {
    /// Returns the impact of a form: what it says about the page, between 1 and 255.
    fn impact(&self, count: &Count, in_trail: bool) -> u8 {
        let times = |number: u16| f64::from(number) / f64::from(UNIT);
        let title = f64::from(self.words.title_length) / self.lengths.title;
        let length = f64::from(self.words.length) / self.lengths.all;
        let weight = TITLE * times(count.title) / (0.2 + 0.8 * title)
            + HEADING * times(count.heading)
            + times(count.body) / (0.4 + 0.6 * length)
            + if in_trail { TRAIL } else { 0.0 };
        let impact = IMPACT_MAX * self.prior * weight / (SATURATION + weight);
        impact.round().clamp(1.0, IMPACT_MAX) as u8
    }
}

#[derive(Default)]
struct Gatherer {
    /// Which forms it takes.
    part: usize,
    forms: Vec<Form>,
    /// Only looked up, never walked through.
    places: FxHashMap<Box<str>, usize>,
}

impl Gatherer {
    fn add(&mut self, page: u32, words: &Words, weighing: &Weighing<'_>, trail: &[String]) {
        let part = self.part;
        let mut rest: Vec<&str> =
            trail.iter().map(String::as_str).filter(|form| part_of(form) == part).collect();
        for (form, count) in words.iter().filter(|(form, _)| part_of(form) == part) {
            let place = rest.iter().position(|other| *other == form);
            if let Some(place) = place {
                rest.swap_remove(place);
            }
            let impact = weighing.impact(count, place.is_some());
            let posting = Posting::new(page, impact, count.sections);
            self.push(form, posting, count.title > 0 || count.heading > 0);
        }
        for form in rest {
            let impact = weighing.impact(&Count::default(), true);
            self.push(form, Posting::new(page, impact, 1), true);
        }
    }

    fn push(&mut self, text: &str, posting: Posting, chosen: bool) {
        match self.places.get(text).and_then(|place| self.forms.get_mut(*place)) {
            Some(form) => {
                form.postings.push(posting);
                form.chosen |= chosen;
            }
            None => {
                self.places.insert(Box::from(text), self.forms.len());
                self.forms.push(Form { text: Box::from(text), postings: vec![posting], chosen });
            }
        }
    }
}

/// Returns which part a form belongs to.
fn part_of(form: &str) -> usize {
    form.bytes().fold(form.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte))) % PARTS
}

/// Returns the words of the titles around the articles of each section.
fn trails(edition: &Edition) -> BTreeMap<SectionId, Vec<String>> {
    let mut trails: BTreeMap<SectionId, Vec<String>> = BTreeMap::new();
    for (at, section) in edition.sections.iter().enumerate() {
        let mut words = section.parent.and_then(|parent| trails.get(&parent)).cloned().unwrap_or_default();
        // The home page is around everything.
        if section.depth > 0 {
            tokens(&fold(&section.title), Side::Article, |token| {
                if !token.is_half() && !words.iter().any(|word| word == token.form) {
                    words.push(token.form.to_owned());
                }
            });
        }
        trails.insert(SectionId(at), words);
    }
    trails
}
