//! Gathers the lists that a term stands for, each with its weight.

use std::rc::Rc;

use super::super::text::{Term, compare, length};
use super::shards::{List, Shard, Shards};

/// What the other forms of a word count.
pub const FAMILY: f64 = 0.5;
/// What words count that begin with the term, where it is no word itself, and where it is one.
const COMPLETION: f64 = 0.8;
const COMPLETION_OF_WORD: f64 = 0.35;
/// Words that a term may begin.
const COMPLETIONS_MAX: usize = 40;

/// A list with what it counts.
pub struct Weighted {
    pub weight: f64,
    pub list: List,
}

/// What a term stands for.
pub struct Lists {
    pub term: Term,
    pub all: Vec<Weighted>,
    /// Inverse document frequency and number of pages of the form's own list.
    pub own: Option<(f64, usize)>,
    /// Whether there are words that begin with it.
    pub completed: bool,
    /// What it should have been, nearest first.
    pub corrections: Vec<String>,
}

impl Lists {
    /// Returns the lists of `term`; `open` is whether the reader may still be typing it.
    pub fn of(term: &Term, open: bool, shards: &mut Shards<'_>) -> Self {
        let mut lists = Self {
            term: term.clone(),
            all: Vec::new(),
            own: None,
            completed: false,
            corrections: Vec::new(),
        };
        let found = lists.add_form(&term.form, 1.0, shards);
        if open {
            lists.add_completions(found.as_ref(), shards);
        }
        lists
    }

    /// Adds the list of a form, and those of its family.
    pub fn add_form(
        &mut self,
        form: &str,
        weight: f64,
        shards: &mut Shards<'_>,
    ) -> Option<(Rc<Shard>, usize)> {
        let (shard, own) = shards.find(form)?;
        for number in shard.family(own) {
            let Some(list) = shard.list(number) else { continue };
            if number == own && form == self.term.form {
                self.own = Some((list.weight, list.pages.len()));
            }
            let weight = if number == own { weight } else { weight * FAMILY };
            self.all.push(Weighted { weight, list });
        }
        Some((shard, own))
    }

    fn add_completions(&mut self, found: Option<&(Rc<Shard>, usize)>, shards: &mut Shards<'_>) {
        let start = self.term.form.clone();
        let number = shards.of(&start);
        let here = shards.get(number);
        let next = shards.continuing(number, &start);
        let mut completions: Vec<(usize, String, Rc<Shard>, usize)> = Vec::new();
        for shard in [Some(here), next].into_iter().flatten() {
            let family =
                found.filter(|(home, _)| Rc::ptr_eq(home, &shard)).map(|(home, own)| home.family(*own));
            for (form, list) in shard.beginning(&start) {
                if !family.as_ref().is_some_and(|family| family.contains(&list)) {
                    completions.push((shard.size(list), form.to_owned(), shard.clone(), list));
                }
            }
        }
        completions
            .sort_by(|(a, a_form, ..), (b, b_form, ..)| b.cmp(a).then_with(|| compare(a_form, b_form)));
        let base = if found.is_some() { COMPLETION_OF_WORD } else { COMPLETION };
        for (_, form, shard, list) in completions.into_iter().take(COMPLETIONS_MAX) {
            let weight = base * length(&start) as f64 / length(&form) as f64;
            if let Some(list) = shard.list(list) {
                self.all.push(Weighted { weight, list });
                self.completed = true;
            }
        }
    }

    /// Returns how much it says about a page that it stands there.
    pub fn idf(&self) -> f64 {
        let highest = self.all.iter().map(|one| one.list.weight * one.weight).fold(0.0, f64::max);
        self.own.map_or(highest, |(weight, _)| weight) * self.term.weight
    }
}
