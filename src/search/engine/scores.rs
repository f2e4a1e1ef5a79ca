//! Adds up what the terms say about each page.

use super::lists::Lists;

/// What a page gains on which all terms stand in one section.
const TOGETHER: f64 = 1.2;

/// What is known of a page.
#[derive(Clone, Copy)]
struct Sum {
    score: f64,
    idf: f64,
    terms: u32,
    /// Sections that all its terms stand in.
    common: u32,
    /// The highest contribution of a term, and its sections.
    highest: f64,
    sections: u32,
}

const NOTHING: Sum = Sum { score: 0.0, idf: 0.0, terms: 0, common: u32::MAX, highest: 0.0, sections: 0 };

/// The sums of all pages.
pub struct Scores {
    sums: Vec<Sum>,
    idf: f64,
    terms: u32,
    missing: bool,
}

/// A page that was found.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub page: u32,
    pub score: f64,
    /// The section that its terms stand in; 0 for the page itself.
    pub section: u32,
}

impl Scores {
    pub fn of(lists: &[Lists], pages: usize) -> Self {
        let mut scores = Self { sums: vec![NOTHING; pages], idf: 0.0, terms: 0, missing: false };
        let mut contributions = vec![(0.0, 0); pages];
        for lists in lists {
            if lists.all.is_empty() {
                scores.missing = true;
                continue;
            }
            scores.terms += 1;
            scores.idf += lists.idf();
            scores.add(lists, &mut contributions);
        }
        scores
    }

    fn add(&mut self, lists: &Lists, contributions: &mut [(f64, u32)]) {
        let mut touched = Vec::new();
        for one in &lists.all {
            let weight = lists.term.weight * one.weight * one.list.weight;
            let entries = one.list.pages.iter().zip(&one.list.impacts).zip(&one.list.sections);
            for ((page, impact), sections) in entries {
                let Some(contribution) = contributions.get_mut(*page as usize) else { continue };
                if contribution.0 == 0.0 {
                    touched.push(*page as usize);
                }
                contribution.0 = contribution.0.max(weight * f64::from(*impact));
                contribution.1 |= sections;
            }
        }
        let idf = lists.idf();
        for page in touched {
            let (Some(sum), Some(contribution)) = (self.sums.get_mut(page), contributions.get_mut(page))
            else {
                continue;
            };
            let (score, sections) = std::mem::take(contribution);
            sum.score += score;
            sum.idf += idf;
            sum.terms += 1;
            sum.common &= sections;
            if score > sum.highest {
                (sum.highest, sum.sections) = (score, sections);
            }
        }
    }

    /// Returns whether some page has all terms.
    pub fn is_complete(&self) -> bool {
        !self.missing && self.sums.iter().any(|sum| sum.terms == self.terms)
    }

    /// Returns the best pages among those that are allowed, best first.
    pub fn best(&self, count: usize, allowed: impl Fn(u32) -> bool) -> Vec<Found> {
        let found = (0..).zip(&self.sums).filter(|(page, sum)| sum.terms > 0 && allowed(*page));
        let mut best: Vec<Found> = found
            .map(|(page, sum)| {
                let score = sum.score * (sum.idf / self.idf).sqrt();
                let together = sum.terms > 1 && sum.common != 0;
                let section = if sum.common == 0 { sum.sections } else { sum.common }.trailing_zeros();
                Found { page, score: if together { score * TOGETHER } else { score }, section }
            })
            .collect();
        best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
        best.truncate(count);
        best
    }
}
