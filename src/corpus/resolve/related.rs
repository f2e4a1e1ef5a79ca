//! Finds the articles on the same matter, after those their writers named.
//!
//! Labels, words of titles and the section decide, not the text: so an edit of a text changes its own page
//! alone. Each label and word is looked at for the articles nearest in order of path, so that an article costs the
//! same on a site of a hundred thousand.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::script::is_unspaced;
use crate::model::{Article, Edition, Entry, SitePath, State};

/// Related articles that a page shows.
const RELATED_MAX: usize = 5;
/// Articles on either side that are compared for each label and word.
const NEIGHBOURS: usize = 8;
/// A label says more of what an article is about than a word of its title.
const LABEL_WEIGHT: f64 = 2.0;
/// Added where both lie in one section.
const SECTION_WEIGHT: f64 = 1.0;
/// Put before others that score as much: what the reader can read without knowing another language.
const LANGUAGE_WEIGHT: f64 = 1.5;
/// What two articles must have in common: a label, two rare words, or one and the section.
const SCORE_MIN: f64 = 2.5;
/// Letters of a word that means something by itself, in scripts that write spaces.
const WORD_CHARS_MIN: usize = 3;

/// Adds related articles to those that name fewer than a page shows.
pub(super) fn attach(edition: &mut Edition) {
    let terms = Terms::of(&edition.articles);
    let found: Vec<Vec<usize>> =
        (0..edition.articles.len()).into_par_iter().map(|at| terms.nearest(&edition.articles, at)).collect();
    let entries: Vec<Vec<Entry>> = edition
        .articles
        .iter()
        .zip(found)
        .map(|(article, found)| {
            let named: BTreeSet<&SitePath> = article.related.iter().map(|entry| &entry.path).collect();
            let others = found.into_iter().filter_map(|at| edition.articles.get(at));
            let new = others.filter(|other| !named.contains(&other.path)).map(Article::entry);
            new.take(RELATED_MAX.saturating_sub(named.len())).collect()
        })
        .collect();
    for (article, mut entries) in edition.articles.iter_mut().zip(entries) {
        article.related.append(&mut entries);
    }
}

/// Which articles have which labels and words.
#[derive(Default)]
struct Terms {
    /// Articles by label and by word, in order.
    holders: Vec<Vec<usize>>,
    /// The terms of each article, with their weights.
    of_article: Vec<Vec<(usize, f64)>>,
}

impl Terms {
    fn of(articles: &[Article]) -> Self {
        let mut terms = Self::default();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            let labels = article.labels.iter().map(|label| (format!("#{label}"), LABEL_WEIGHT));
            let words = words(&article.title).into_iter().map(|word| (word, 1.0));
            let own: Vec<(usize, f64)> = labels
                .chain(words)
                .map(|(term, weight)| {
                    let count = numbers.len();
                    (*numbers.entry(term).or_insert(count), weight)
                })
                .collect();
            terms.holders.resize(numbers.len(), Vec::new());
            for (term, _) in own.iter().filter(|_| article.state != State::Archived) {
                if let Some(holders) = terms.holders.get_mut(*term) {
                    holders.push(at);
                }
            }
            terms.of_article.push(own);
        }
        terms
    }

    /// Returns the articles that have most in common with the one at `at`, best first.
    fn nearest(&self, articles: &[Article], at: usize) -> Vec<usize> {
        let section = articles.get(at).map(|article| article.section);
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for (term, weight) in self.of_article.get(at).into_iter().flatten() {
            let holders = self.holders.get(*term).map_or(&[][..], Vec::as_slice);
            // What every other article has says nothing.
            let rarity = (articles.len() as f64 / holders.len().max(1) as f64).ln() * weight;
            let place = holders.partition_point(|holder| *holder < at);
            let from = place.saturating_sub(NEIGHBOURS);
            let near = holders.get(from..holders.len().min(place + NEIGHBOURS + 1)).unwrap_or(&[]);
            for other in near.iter().filter(|other| **other != at) {
                *scores.entry(*other).or_insert(0.0) += rarity;
            }
        }
        let mut best: Vec<(usize, f64)> = scores
            .into_iter()
            .map(|(other, score)| {
                let same = articles.get(other).map(|article| article.section) == section;
                (other, if same { score + SECTION_WEIGHT } else { score })
            })
            .filter(|(_, score)| *score >= SCORE_MIN)
            .collect();
        let language = articles.get(at).map(|article| article.content_language);
        for (other, score) in &mut best {
            if articles.get(*other).map(|article| article.content_language) == language {
                *score += LANGUAGE_WEIGHT;
            }
        }
        best.sort_by(|(a, of_a), (b, of_b)| of_b.total_cmp(of_a).then(a.cmp(b)));
        // One of them may be named by the writer already.
        best.into_iter().take(2 * RELATED_MAX).map(|(other, _)| other).collect()
    }
}

/// Returns the words of a title, each once; in scripts without spaces every two letters that touch.
fn words(title: &str) -> BTreeSet<String> {
    let lowered = title.to_lowercase();
    let mut words = BTreeSet::new();
    for run in lowered.split(|c: char| !c.is_alphanumeric() && !crate::model::paths::is_mark(c)) {
        let letters: Vec<char> = run.chars().collect();
        if letters.iter().any(|letter| is_unspaced(*letter)) {
            words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() >= WORD_CHARS_MIN {
            words.insert(run.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_their_script_writes_them() {
        let of = |title: &str| words(title).into_iter().collect::<Vec<_>>();
        assert_eq!(of("Refund a card, a Card"), ["card", "refund"]);
        assert_eq!(of("申请退款"), ["申请", "请退", "退款"]);
        assert_eq!(of("بازپرداخت وجه"), ["بازپرداخت", "وجه"]);
    }
}
