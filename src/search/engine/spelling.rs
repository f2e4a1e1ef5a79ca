//! Finds what misspelt words should have been.

use super::super::index::Index;
use super::super::text::{fold, is_word_form, length};
use super::bytes::{Bytes, file};
use super::lists::Lists;
use super::shards::Shards;

/// Letters from which a word can be corrected, and from which two slips are.
const LETTERS_MIN: usize = 4;
const LETTERS_FOR_TWO: usize = 8;
/// Pages of a word that may be a slip itself.
const RARE_PAGES: usize = 3;
/// Words that one may have been.
const NEAREST_MAX: usize = 3;
/// What they count, by distance.
const WEIGHTS: [f64; 2] = [0.75, 0.55];

/// Adds to each term that may be misspelt the lists of the nearest words. Returns whether there were any.
pub fn correct(lists: &mut [Lists], letters: &[String], index: &Index, shards: &mut Shards<'_>) -> bool {
    let mut any = false;
    for lists in lists.iter_mut().filter(|lists| may_be_misspelt(lists)) {
        for (word, distance) in nearest(&lists.term.form, letters, index) {
            let weight = WEIGHTS.get(distance - 1).copied().unwrap_or(0.0);
            any |= lists.add_form(&word, weight, shards).is_some();
            lists.corrections.push(word);
        }
    }
    any
}

fn may_be_misspelt(lists: &Lists) -> bool {
    let form = &lists.term.form;
    let unknown =
        lists.all.is_empty() || (lists.own.is_some_and(|(_, pages)| pages <= RARE_PAGES) && !lists.completed);
    unknown && lists.term.is_word && length(form) >= LETTERS_MIN && !form.chars().any(char::is_numeric)
}

/// Returns the words nearest to `form` with their distances.
fn nearest(form: &str, files: &[String], index: &Index) -> Vec<(String, usize)> {
    let most = if length(form) >= LETTERS_FOR_TWO { 2 } else { 1 };
    let letters: Vec<char> = form.chars().collect();
    for letter in letters.iter().take(2) {
        let words = words(index, files, *letter);
        let mut near: Vec<(usize, u8, String)> = words
            .into_iter()
            .filter_map(|(word, common)| {
                let distance = distance(&letters, &word.chars().collect::<Vec<_>>(), most)?;
                (distance > 0).then_some((distance, common, word))
            })
            .collect();
        near.sort_by_key(|(distance, common, _)| (*distance, std::cmp::Reverse(*common)));
        near.truncate(NEAREST_MAX);
        if !near.is_empty() {
            return near.into_iter().map(|(distance, _, word)| (word, distance)).collect();
        }
    }
    Vec::new()
}

/// Returns the words that begin with a letter.
fn words(index: &Index, files: &[String], letter: char) -> Vec<(String, u8)> {
    let read = || {
        let number = files.iter().position(|letters| letters.contains(letter))?;
        let unpacked = file(index, &format!("s{number}.bin"))?;
        let mut bytes = Bytes::new(&unpacked);
        let count = bytes.number()?;
        let mut words: Vec<(String, u8)> = Vec::new();
        for _ in 0..count {
            let word = bytes.word(words.last().map_or("", |(word, _)| word))?;
            words.push((word, bytes.byte()?));
        }
        words.retain(|(word, _)| word.starts_with(letter));
        Some(words)
    };
    read().unwrap_or_default()
}

/// Returns the optimal string alignment distance, where it is at most `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let at = |list: &[usize], place: usize| list.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut least = at(&above, column) + usize::from(x != y);
            least = least.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let exchanged =
                row > 0 && column > 0 && a.get(row - 1) == Some(y) && b.get(column - 1) == Some(x);
            if exchanged {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
        }
        if current.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// Returns the query with each word that is not in the index replaced by the nearest that is.
pub fn corrected(text: &str, lists: &[Lists]) -> Option<String> {
    let mut any = false;
    let words = text.split_whitespace().map(|word| {
        let folded = fold(word).to_lowercase();
        let misspelt = lists.iter().find(|lists| lists.own.is_none() && lists.term.form == folded);
        match misspelt.and_then(|lists| lists.corrections.first()).filter(|_| is_word_form(&folded)) {
            Some(correction) => {
                any = true;
                correction.clone()
            }
            None => word.to_owned(),
        }
    });
    let words: Vec<String> = words.collect();
    any.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let of =
            |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2);
        assert_eq!(of("refund", "refund"), Some(0));
        assert_eq!(of("refnud", "refund"), Some(1));
        assert_eq!(of("refund", "refunds"), Some(1));
        assert_eq!(of("rfeunsd", "refund"), Some(2));
        assert_eq!(of("refund", "region"), None);
    }
}
