//! The symbols that the analysis of patterns knows, and sets of them.

/// Bytes that are looked at from the start of a match.
pub(in super::super) const DEPTH: usize = 3;
/// ASCII bytes are symbols of their own. All other bytes are two symbols: the first byte of a character, and any
/// further one. One more symbol stands before and after the line.
pub(in super::super) const CONTINUED: u8 = 128;
const LEADING: u8 = 129;
pub(in super::super) const EDGE: u8 = 130;
/// How many symbols there are.
pub(in super::super) const SYMBOLS: usize = 131;

/// Returns the symbol of a byte.
pub(in super::super) fn symbol(byte: u8) -> u8 {
    match byte {
        0x80..0xc0 => CONTINUED,
        0xc0.. => LEADING,
        ascii => ascii,
    }
}

/// A set of symbols.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) struct Set {
    /// A bit for each ASCII byte.
    pub(super) ascii: u128,
    /// A bit for each symbol from [`CONTINUED`] on.
    pub(super) others: u8,
}

impl Set {
    pub(in super::super) const NONE: Self = Self { ascii: 0, others: 0 };
    pub(super) const ALL: Self = Self { ascii: u128::MAX, others: 0b111 };
    pub(super) const ASCII: Self = Self { ascii: u128::MAX, others: 0 };
    pub(super) const CONTINUED: Self = Self { ascii: 0, others: 0b001 };
    pub(super) const LEADING: Self = Self { ascii: 0, others: 0b010 };
    /// All first bytes of characters.
    pub(super) const CHARS: Self = Self { ascii: u128::MAX, others: 0b010 };
    pub(super) const EDGE: Self = Self { ascii: 0, others: 0b100 };
    pub(super) const LINE_FEED: Self = Self { ascii: 1 << b'\n', others: 0 };
    pub(super) const LETTERS: Self = Self { ascii: 0x07ff_fffe_07ff_fffe << 64, others: 0 };

    /// Returns the ASCII bytes that pass `test`.
    pub(super) fn of(test: impl Fn(u8) -> bool) -> Self {
        Self { ascii: (0..128).filter(|byte| test(*byte)).fold(0, |set, byte| set | 1 << byte), others: 0 }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, others: self.others | other.others }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { ascii: self.ascii & other.ascii, others: self.others & other.others }
    }

    /// Returns the set with fewer symbols.
    pub(super) fn smaller(self, other: Self) -> Self {
        let size = |set: Self| set.ascii.count_ones() + set.others.count_ones();
        if size(other) < size(self) { other } else { self }
    }

    pub(super) fn not(self) -> Self {
        Self { ascii: !self.ascii, others: !self.others & Self::ALL.others }
    }

    /// Returns the set with both cases of its letters.
    pub(super) fn both_cases(self) -> Self {
        let letters = self.and(Self::LETTERS).ascii;
        Self {
            ascii: self.ascii | letters << 32 & Self::LETTERS.ascii | letters >> 32 & Self::LETTERS.ascii,
            ..self
        }
    }

    /// Returns the set with one more symbol.
    pub(in super::super) fn with(self, symbol: u8) -> Self {
        match symbol.checked_sub(128) {
            None => Self { ascii: self.ascii | 1 << symbol, ..self },
            Some(other) => Self { others: self.others | 1 << other, ..self },
        }
    }

    /// Whether the sets have a symbol in common.
    pub(in super::super) fn meets(self, other: Self) -> bool {
        self.and(other) != Self::NONE
    }

    /// Returns the symbols in order.
    pub(in super::super) fn symbols(self) -> impl Iterator<Item = usize> {
        let mut ascii = self.ascii;
        let ascii = std::iter::from_fn(move || {
            let symbol = (ascii != 0).then(|| ascii.trailing_zeros() as usize)?;
            ascii &= ascii - 1;
            Some(symbol)
        });
        ascii.chain((128..SYMBOLS).filter(move |symbol| self.others >> (symbol - 128) & 1 == 1))
    }
}
