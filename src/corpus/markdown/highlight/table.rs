//! Which patterns of a context can match at a position, found with a few bit operations.

use super::pattern::Pattern;
use super::prefix::{DEPTH, SYMBOLS};

/// Bits in a word of a row.
const BITS: usize = u64::BITS as usize;

/// The patterns of a context in order, included ones in their places.
pub(super) struct Table {
    patterns: Vec<&'static Pattern>,
    /// A row for each place around a position and each symbol at that place. A row has a bit for each pattern.
    rows: Vec<u64>,
    /// Words in a row.
    width: usize,
}

impl Table {
    pub fn new(patterns: Vec<&'static Pattern>) -> Self {
        let width = patterns.len().div_ceil(BITS);
        let mut rows = vec![0; (DEPTH + 1) * SYMBOLS * width];
        for (i, pattern) in patterns.iter().enumerate() {
            for (place, set) in pattern.prefix().around.iter().enumerate() {
                for symbol in set.symbols() {
                    if let Some(word) = rows.get_mut((place * SYMBOLS + symbol) * width + i / BITS) {
                        *word |= 1 << (i % BITS);
                    }
                }
            }
        }
        Self { patterns, rows, width }
    }

    /// Returns in order the patterns that can match between `symbols`, of which the first is before the match.
    #[inline]
    pub fn candidates(&self, symbols: [u8; DEPTH + 1]) -> impl Iterator<Item = &'static Pattern> {
        let mut starts = symbols.map(usize::from);
        for (place, start) in starts.iter_mut().enumerate() {
            *start = (place * SYMBOLS + *start) * self.width;
        }
        (0..self.width).flat_map(move |word| {
            let row = |start: &usize| self.rows.get(start + word).copied().unwrap_or(0);
            let mut mask = starts.iter().fold(u64::MAX, |mask, start| mask & row(start));
            std::iter::from_fn(move || {
                let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
                mask &= mask - 1;
                self.patterns.get(word * BITS + bit).copied()
            })
        })
    }
}
