//! Gives headings their ids: GitHub's rule, in every script, unique in the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::paths::{is_mark, nfc};

/// The ids of one page.
#[derive(Debug)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The last number given to each id that was asked for twice.
    counts: BTreeMap<String, usize>,
}

/// Ids that the theme's own frame has.
const RESERVED: [&str; 4] = ["content", "contact-heading", "feedback-heading", "search-field"];

impl Default for Ids {
    fn default() -> Self {
        Self { taken: RESERVED.map(str::to_owned).into(), counts: BTreeMap::new() }
    }
}

impl Ids {
    /// Returns the id for a heading with these words.
    pub fn for_heading(&mut self, text: &str) -> String {
        let mut id = github_slug(text);
        if id.is_empty() {
            id.push_str("section");
        }
        self.unique(id)
    }

    /// Takes the id a writer chose. Returns it, or another one and `false` where it is taken.
    pub fn explicit(&mut self, id: &str) -> (String, bool) {
        let id: String = nfc(id).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let free = !self.taken.contains(&id);
        (self.unique(id), free)
    }

    fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let mut count = self.counts.get(&id).copied().unwrap_or(0);
        loop {
            count += 1;
            let candidate = format!("{id}-{count}");
            if self.taken.insert(candidate.clone()) {
                self.counts.insert(id, count);
                return candidate;
            }
        }
    }

    /// Returns every id given out.
    pub fn into_list(self) -> Vec<String> {
        self.taken.into_iter().collect()
    }
}

/// Lower case; letters, marks, digits, `-` and `_` kept; spaces become hyphens; the rest goes, joiners
/// of Persian and Indic words too.
fn github_slug(text: &str) -> String {
    nfc(text)
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            kept if kept.is_alphanumeric() || is_mark(kept) => Some(kept),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn github_s_rule_in_every_script() {
        for (text, id) in [
            ("How long does it take?", "how-long-does-it-take"),
            ("C++ & `std::vec`", "c--stdvec"),
            ("چگونه کار می‌کند؟", "چگونه-کار-میکند"),
            ("如何退款？", "如何退款"),
            ("हिन्दी में", "हिन्दी-में"),
            ("การคืนเงิน", "การคืนเงิน"),
            ("!!!", "section"),
        ] {
            assert_eq!(Ids::default().for_heading(text), id);
        }
    }

    #[test]
    fn the_same_words_twice() {
        let mut ids = Ids::default();
        assert_eq!(ids.for_heading("A"), "a");
        assert_eq!(ids.for_heading("A"), "a-1");
        assert_eq!(ids.explicit("a-2"), ("a-2".into(), true));
        assert_eq!(ids.for_heading("a"), "a-3");
        assert_eq!(ids.explicit("a"), ("a-4".into(), false));
    }
}
