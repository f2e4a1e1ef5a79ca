//! Writes the words that misspelt ones are compared with, by their first letter.

use super::super::text::{is_word_form, length};
use super::SMALL_FILE_BYTES;
use super::bytes::{FrontCoder, varint};
use super::postings::Form;

/// Words of all lists.
const WORDS_MAX: usize = 60_000;
/// Letters of a word that can be misspelt.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;
/// Pages beyond which a word that stands on one page only is taken for a slip itself, unless it is in a heading.
const SMALL_PAGES: usize = 200;
/// How much more common a word counts that someone put into a heading.
const CHOSEN: u32 = 3;

/// Returns the lists, and the first letters of the words of each; `order` has all forms in order.
pub fn lists(order: &[&Form], pages: usize) -> (Vec<String>, Vec<Vec<u8>>) {
    let mut words: Vec<(u8, usize, &str)> = order
        .iter()
        .enumerate()
        .filter(|(_, form)| form.chosen || form.postings.len() > 1 || pages < SMALL_PAGES)
        .filter(|(_, form)| is_word_form(&form.text) && LENGTHS.contains(&length(&form.text)))
        .filter(|(_, form)| !form.text.chars().any(char::is_numeric))
        .map(|(at, form)| (commonness(form), at, &*form.text))
        .collect();
    if words.len() > WORDS_MAX {
        words.sort_by_key(|(common, at, _)| (std::cmp::Reverse(*common), *at));
        words.truncate(WORDS_MAX);
        words.sort_by_key(|(_, at, _)| *at);
    }
    let mut letters: Vec<String> = Vec::new();
    let mut lists: Vec<Vec<(u8, &str)>> = Vec::new();
    let mut bytes = 0;
    for (common, _, word) in words {
        let letter = word.chars().next().unwrap_or_default();
        let goes_on = letters.last().is_some_and(|letters| letters.ends_with(letter));
        if lists.is_empty() || (!goes_on && bytes > SMALL_FILE_BYTES) {
            letters.push(String::new());
            lists.push(Vec::new());
            bytes = 0;
        }
        if let (Some(letters), Some(list)) = (letters.last_mut(), lists.last_mut()) {
            if !goes_on {
                letters.push(letter);
            }
            list.push((common, word));
            bytes += word.len();
        }
    }
    (letters, lists.iter().map(|words| list(words)).collect())
}

fn list(words: &[(u8, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(&mut bytes, words.len() as u64);
    let mut coder = FrontCoder::default();
    for (common, word) in words {
        coder.write(&mut bytes, word);
        bytes.push(*common);
    }
    bytes
}

fn commonness(form: &Form) -> u8 {
    let pages = u32::try_from(form.postings.len()).unwrap_or(u32::MAX).max(1);
    let bonus = if form.chosen { CHOSEN } else { 0 };
    (pages.ilog2() + bonus) as u8
}
