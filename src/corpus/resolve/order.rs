//! Puts sections and articles in the order readers see: promoted first, then by number, then by title as
//! the language sorts it.

use std::cmp::Ordering;
use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::Context;
use super::visibility::named_for;
use crate::corpus::content::seen;
use crate::corpus::variables::substitute;
use crate::model::Language;

/// Sorts titles as readers of a language expect.
pub(super) struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// Returns the order of `language`, the root collation where CLDR has none for it.
    pub fn of(language: &Language) -> Self {
        let mut preferences = CollatorPreferences::from(&language.identifier());
        // "Part 2" stands before "Part 10".
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self(Collator::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Compares two titles; equal ones are ordered by their bytes.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let collated = self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b));
        collated.then_with(|| a.cmp(b))
    }
}

/// What decides a place among its neighbours.
pub(super) struct Rank<'a> {
    pub promoted: bool,
    pub order: Option<f64>,
    pub title: Arc<str>,
    pub key: &'a str,
}

impl Rank<'_> {
    /// Compares two neighbours. What has no number comes after what has one.
    pub fn compare(&self, other: &Self, collation: &Collation) -> Ordering {
        let number = |rank: &Self| rank.order.unwrap_or(f64::INFINITY);
        other
            .promoted
            .cmp(&self.promoted)
            .then_with(|| number(self).total_cmp(&number(other)))
            .then_with(|| collation.compare(&self.title, &other.title))
            .then_with(|| self.key.cmp(other.key))
    }
}

/// Returns words of the front matter as the target reads them: without those for others, with variables put in.
pub(super) fn with_variables(context: Context<'_>, words: &str) -> Arc<str> {
    let words = seen(words, context.settings, |named| named_for(context, named));
    Arc::from(substitute(&words, context.settings, |_| {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tag: &str, titles: &[&'static str]) -> Vec<&'static str> {
        let collation = Collation::of(&Language::parse(tag).unwrap());
        let mut titles = titles.to_vec();
        titles.sort_by(|a, b| collation.compare(a, b));
        titles
    }

    #[test]
    fn each_language_sorts_its_own_way() {
        assert_eq!(sorted("de", &["Zoo", "Äpfel", "Apfel", "zebra"]), ["Apfel", "Äpfel", "zebra", "Zoo"]);
        assert_eq!(sorted("sv", &["Äpple", "Zoo", "Apa"]), ["Apa", "Zoo", "Äpple"]);
        assert_eq!(sorted("fa", &["ی", "پ", "ب", "ک"]), ["ب", "پ", "ک", "ی"]);
        assert_eq!(sorted("en", &["Part 10", "Part 2"]), ["Part 2", "Part 10"]);
    }

    #[test]
    fn promoted_then_number_then_title() {
        let collation = Collation::of(&Language::parse("en").unwrap());
        let rank = |promoted, order, title: &str| Rank { promoted, order, title: Arc::from(title), key: "" };
        let mut ranks = [
            rank(false, None, "b"),
            rank(false, None, "a"),
            rank(false, Some(2.0), "z"),
            rank(true, None, "y"),
        ];
        ranks.sort_by(|a, b| a.compare(b, &collation));
        assert_eq!(ranks.map(|rank| rank.title.to_string()), ["y", "z", "a", "b"]);
    }
}
