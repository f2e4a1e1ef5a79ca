//! Finds the articles on the same matter, after those their writers named.
//!
//! Labels, words of titles and the section decide, not the text: so an edit of a text changes its own page
//! alone. Each label and word is looked at for the articles nearest in order of path, so that an article costs the
//! same on a site of a hundred thousand.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::kept::Kept;
use crate::memo::{Key, Keyer};
use crate::model::script::is_unspaced;
use crate::model::{Article, Edition, SitePath, State};

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
pub(super) fn attach(edition: &mut Edition, kept: Option<&Kept>) {
    let articles = &edition.articles;
    let find = || {
        let terms = Terms::of(articles);
        (0..articles.len()).into_par_iter().map(|at| terms.nearest(articles, at)).collect::<Arc<[_]>>()
    };
    let found = match kept {
        Some(kept) => kept.similar.get_or_make(key(articles), find),
        None => find(),
    };
    let similar: Vec<Vec<usize>> = articles
        .iter()
        .zip(&*found)
        .map(|(article, found)| {
            let named: BTreeSet<&SitePath> = article.related.iter().map(|entry| &entry.path).collect();
            let is_new = |at: &&usize| articles.get(**at).is_some_and(|other| !named.contains(&other.path));
            found.iter().filter(is_new).take(RELATED_MAX.saturating_sub(named.len())).copied().collect()
        })
        .collect();
    for (article, similar) in edition.articles.iter_mut().zip(similar) {
        article.similar = similar;
    }
}

/// Returns the key of everything that [`Terms`] look at.
fn key(articles: &[Article]) -> Key {
    let mut keyer = Keyer::default();
    for article in articles {
        keyer.add(article.title.as_bytes());
        let archived = usize::from(article.state == State::Archived);
        let language = usize::from(article.content_language.0);
        for number in [archived, language, article.section.0, article.labels.len()] {
            keyer.number(number);
        }
        article.labels.iter().for_each(|label| keyer.number(*label));
    }
    keyer.key()
}

/// What two articles may have in common.
#[derive(PartialEq, Eq, Hash)]
enum Term<'a> {
    Label(usize),
    Word(&'a str),
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
        let words: Vec<BTreeSet<String>> = articles.par_iter().map(|article| words(&article.title)).collect();
        let mut terms = Self::default();
        // Only looked up, never walked through.
        let mut numbers: FxHashMap<Term<'_>, usize> = FxHashMap::default();
        for ((at, article), words) in articles.iter().enumerate().zip(&words) {
            let labels = article.labels.iter().map(|label| (Term::Label(*label), LABEL_WEIGHT));
            let words = words.iter().map(|word| (Term::Word(word), 1.0));
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
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (term, weight) in self.of_article.get(at).into_iter().flatten() {
            let holders = self.holders.get(*term).map_or(&[][..], Vec::as_slice);
            // What every other article has says nothing.
            let rarity = (articles.len() as f64 / holders.len().max(1) as f64).ln() * weight;
            let place = holders.partition_point(|holder| *holder < at);
            let from = place.saturating_sub(NEIGHBOURS);
            let near = holders.get(from..holders.len().min(place + NEIGHBOURS + 1)).unwrap_or(&[]);
            found.extend(near.iter().filter(|other| **other != at).map(|other| (*other, rarity)));
        }
        // Stable, so that what is found of each is always summed in the order of the terms.
        found.sort_by_key(|(other, _)| *other);
        let sum =
            |of: &[(usize, f64)]| Some((of.first()?.0, of.iter().map(|(_, rarity)| rarity).sum::<f64>()));
        let mut best: Vec<(usize, f64)> = found
            .chunk_by(|(a, _), (b, _)| a == b)
            .filter_map(sum)
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
