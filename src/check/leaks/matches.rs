//! Looks for secrets in the texts of one file of a tree.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::{Reader, ends, runs};
use super::secrets::{CHARACTERS, Place, Secrets, Window};
use super::tokens::{Kind, hash, tokens};
use super::unpack::Piece;
use crate::model::paths::percent_decode;

/// Pairs of characters of one hidden file that are in the words of an index before that is no chance.
const PAIRS_MIN: usize = 4;
/// Words of a sequence that no script has by chance.
const CODE_WORDS: usize = 4;
/// Bits of the filter for each secret, at least: most words of a tree are no secret, and one look says so.
const FILTER_BITS: usize = 16;

/// Secrets, ready to be looked for.
pub(super) struct Matcher<'a> {
    secrets: &'a Secrets,
    reader: &'a Reader,
    /// Addresses of visible pages, and those that visible texts name.
    known: &'a BTreeSet<String>,
    filter: Vec<u64>,
    longest: usize,
}

/// What was found in one file: the longest piece of each source.
#[derive(Default)]
pub(super) struct Found {
    places: BTreeMap<u32, Place>,
    pairs: BTreeMap<u32, Vec<(u64, Place)>>,
}

impl Found {
    /// Adds a secret that was found.
    pub fn add(&mut self, place: Place) {
        let known = self.places.entry(place.source).or_insert(place);
        if place.length > known.length {
            *known = place;
        }
    }

    /// Returns one place of each source.
    pub fn finish(mut self) -> Vec<Place> {
        for pairs in std::mem::take(&mut self.pairs).into_values() {
            if let Some((_, place)) = pairs.first().filter(|_| pairs.len() >= PAIRS_MIN) {
                self.add(*place);
            }
        }
        self.places.into_values().collect()
    }
}

impl<'a> Matcher<'a> {
    /// Prepares to look for secrets.
    #[expect(clippy::iter_over_hash_type, reason = "the order of setting bits does not matter")]
    pub fn new(secrets: &'a Secrets, reader: &'a Reader, known: &'a BTreeSet<String>) -> Self {
        let bits = (secrets.sequences.len() * FILTER_BITS).max(1 << 12).next_power_of_two();
        let mut matcher = Self { secrets, reader, known, filter: vec![0; bits / 64], longest: 1 };
        for (hash, place) in &secrets.sequences {
            let (at, bit) = matcher.bit(*hash);
            if let Some(word) = matcher.filter.get_mut(at) {
                *word |= bit;
            }
            matcher.longest = matcher.longest.max(usize::from(place.length)).min(CHARACTERS);
        }
        matcher
    }

    /// Looks through a piece of a file of `folder`.
    pub fn look(&self, piece: Piece<'_>, folder: &str, found: &mut Found) {
        match piece {
            Piece::Text(text) => {
                self.words(text, |_| true, found);
                runs(text, |run, _| self.address(run, folder, found));
            }
            Piece::Value(text) => {
                if text.contains('%') {
                    self.words(&percent_decode(text), |_| true, found);
                } else {
                    self.words(text, |_| true, found);
                }
                if text.contains([' ', '\n']) {
                    runs(text, |run, _| self.address(run, folder, found));
                } else if text.contains('/') {
                    self.address(text, folder, found);
                }
            }
            Piece::Word(word) => {
                self.words(word, |_| true, found);
                self.pair(word, found);
            }
            Piece::Tight(text) => self.words(text, |length| matches!(length, 1 | CHARACTERS), found),
            Piece::Code(code) => {
                self.words(code, |length| length >= CODE_WORDS, found);
                runs(code, |run, _| self.address(run, folder, found));
            }
        }
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        let place = usize::try_from(hash >> 8).unwrap_or(usize::MAX) & (self.filter.len() * 64 - 1);
        (place / 64, 1 << (place % 64))
    }

    /// Looks for sequences of those lengths that are wanted.
    fn words(&self, text: &str, is_wanted: impl Fn(usize) -> bool, found: &mut Found) {
        let mut window = Window::default();
        tokens(text, |token| {
            window.push(token.hash, self.longest, |hash, length| {
                let (at, bit) = self.bit(hash);
                if self.filter.get(at).is_none_or(|word| word & bit == 0) {
                    return;
                }
                if let Some(place) = self.secrets.sequences.get(&hash)
                    && usize::from(place.length) == length
                    && is_wanted(length)
                {
                    found.add(*place);
                }
            });
        });
    }

    fn address(&self, link: &str, folder: &str, found: &mut Found) {
        if self.secrets.addresses.is_empty() {
            return;
        }
        self.reader.read(link, folder, |address| {
            if let Some(place) = self.secrets.addresses.get(&hash(address)) {
                found.add(*place);
            }
        });
        ends(link, |whole, end| {
            if let Some(place) = self.secrets.addresses.get(&hash(end))
                && !self.is_explained(whole, end)
            {
                found.add(*place);
            }
        });
    }

    /// Returns whether a path is a known one, or ends with one that is longer than `end`.
    fn is_explained(&self, whole: &str, end: &str) -> bool {
        let longer = whole.match_indices('/').filter_map(|(at, _)| whole.get(at + 1..));
        let mut longer = longer.take_while(|longer| longer.len() > end.len());
        self.known.contains(whole) || longer.any(|longer| self.known.contains(longer))
    }

    fn pair(&self, word: &str, found: &mut Found) {
        if word.is_ascii() {
            return;
        }
        let (mut window, mut count, mut pair) = (Window::default(), 0, 0);
        tokens(word, |token| {
            count += if token.kind == Kind::Character { 1 } else { 3 };
            window.push(token.hash, 2, |hash, _| pair = hash);
        });
        let known = if count == 2 { self.secrets.pairs.get(&pair) } else { None };
        if let Some(place) = known {
            let pairs = found.pairs.entry(place.source).or_default();
            if pairs.len() < PAIRS_MIN && !pairs.iter().any(|(known, _)| *known == pair) {
                pairs.push((pair, *place));
            }
        }
    }
}
