//! Classes of characters, such as `[a-z]`, `\w` and `\p{Lu}`.

use super::symbols::Set;

/// Which characters a class may have, and which it has for sure. All characters beyond ASCII count as one.
#[derive(Clone, Copy)]
pub(super) struct Class {
    pub may: Set,
    pub must: Set,
}

impl Class {
    pub const NONE: Self = Self { may: Set::NONE, must: Set::NONE };
    /// A class of which nothing is known.
    pub const UNKNOWN: Self = Self { may: Set::CHARS, must: Set::NONE };

    /// Returns the class that has these symbols and no others.
    pub fn exact(set: Set) -> Self {
        Self { may: set, must: set }
    }

    /// Returns the class of the ASCII bytes that pass `test`; it may also have characters beyond ASCII.
    pub fn wide(test: impl Fn(u8) -> bool) -> Self {
        let must = Set::of(test);
        Self { may: must.or(Set::LEADING), must }
    }

    /// Returns the class of all characters between two codes, both included.
    pub fn range(from: u32, to: u32) -> Self {
        let below = |code| 1_u128.checked_shl(code).map_or(u128::MAX, |bit| bit - 1);
        let must = Set { ascii: below(to.saturating_add(1)) & !below(from), others: 0 };
        Self { may: if to >= 128 { must.or(Set::LEADING) } else { must }, must }
    }

    pub fn not(self) -> Self {
        Self { may: self.must.not().and(Set::CHARS), must: self.may.not().and(Set::CHARS) }
    }

    pub fn or(self, other: Self) -> Self {
        Self { may: self.may.or(other.may), must: self.must.or(other.must) }
    }

    pub fn and(self, other: Self) -> Self {
        Self { may: self.may.and(other.may), must: self.must.and(other.must) }
    }
}

/// Whether a byte is part of a word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a byte is white space.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 9..=13 | b' ')
}

/// Returns the class that Unicode or POSIX calls `name`.
pub(super) fn property(name: &str) -> Class {
    match name.to_ascii_lowercase().as_str() {
        "l" | "alpha" => Class::wide(|byte| byte.is_ascii_alphabetic()),
        "lu" | "upper" => Class::wide(|byte| byte.is_ascii_uppercase()),
        "ll" | "lower" => Class::wide(|byte| byte.is_ascii_lowercase()),
        "n" | "nd" | "digit" => Class::wide(|byte| byte.is_ascii_digit()),
        "lt" | "lm" | "lo" | "m" | "mn" | "mc" | "me" | "nl" | "no" => Class::wide(|_| false),
        "alnum" => Class::wide(|byte| byte.is_ascii_alphanumeric()),
        "word" => Class::wide(is_word),
        "pc" => Class::wide(|byte| byte == b'_'),
        "space" => Class::wide(is_space),
        "ascii" => Class::exact(Set::ASCII),
        "xdigit" => Class::exact(Set::of(|byte| byte.is_ascii_hexdigit())),
        _ => Class::UNKNOWN,
    }
}
