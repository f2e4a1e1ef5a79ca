//! What can be around a position: one set of symbols for each place.

use super::symbols::{DEPTH, Set};

/// Which symbols can be before a position, and at each place after it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Around(pub [Set; DEPTH + 1]);

impl Around {
    /// No restriction.
    pub const ANY: Self = Self([Set::ALL; DEPTH + 1]);

    /// Returns positions after one of `set`.
    pub fn before(set: Set) -> Self {
        let mut around = Self::ANY;
        around.0[0] = set;
        around
    }

    /// Returns positions before one of `set`.
    pub fn after(set: Set) -> Self {
        let mut around = Self::ANY;
        around.0[1] = set;
        around
    }

    /// Returns positions that fit one of the two.
    pub fn or(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(set, other)| *set = set.or(other));
        self
    }

    /// Returns positions that fit both, if there can be any.
    pub fn and(mut self, other: Self) -> Option<Self> {
        self.0.iter_mut().zip(other.0).for_each(|(set, other)| *set = set.and(other));
        (!self.0.contains(&Set::NONE)).then_some(self)
    }

    /// Returns the positions before one byte of `set` that ends at these positions, if there can be any.
    pub fn back(mut self, set: Set) -> Option<Self> {
        self.0.rotate_right(1);
        let [before, first, ..] = &mut self.0;
        *before = Set::ALL;
        *first = first.and(set);
        (*first != Set::NONE).then_some(self)
    }
}

/// Returns one `Around` that covers all given ones, or none if there are none.
pub(super) fn merged(all: impl IntoIterator<Item = Around>) -> Vec<Around> {
    all.into_iter().reduce(Around::or).into_iter().collect()
}

/// Returns the positions before one character of `may` that ends at `end`: of one to four bytes.
pub(super) fn character(may: Set, end: Around) -> impl Iterator<Item = Around> {
    let beyond = std::iter::successors(end.back(Set::CONTINUED), |end| end.back(Set::CONTINUED)).take(3);
    let beyond = beyond.filter_map(move |end| end.back(may.and(Set::LEADING)));
    end.back(may.and(Set::ASCII)).into_iter().chain(beyond)
}
