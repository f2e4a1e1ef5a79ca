//! Cuts text into tokens that are equal where readers take words for equal.
//!
//! It does not share code with the search, whose index it has to judge: what the two have in common is the rule of
//! which letters are the same. Scripts without spaces give a token for each character. A token is a number; words
//! are compared, never printed.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::model::paths::is_mark;

/// A word or character of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub hash: u64,
    /// First byte in the text, or in the file where the text is part of one.
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    /// A character of a script without spaces.
    Character,
    /// No token at all: what stands before it and behind it does not belong together.
    Break,
}

impl Token {
    /// Returns a gap at a place.
    pub fn gap(at: usize) -> Self {
        Self { hash: 0, start: at, end: at, kind: Kind::Break }
    }
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
const HASH_FACTOR: u64 = 0x0100_0000_01b3;

/// Returns the hash of a beginning with one more byte (FNV-1a), so that a word's beginnings have hashes on the way.
fn longer(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(HASH_FACTOR)
}

/// Returns the hash of a folded word.
pub(super) fn hash(folded: &str) -> u64 {
    folded.bytes().fold(HASH_START, longer)
}

/// Returns the hash of a sequence of which `sequence` is all but the token before it.
pub(super) fn joined(sequence: u64, before: u64) -> u64 {
    let mixed = (sequence.rotate_left(23) ^ before).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 31)
}

/// Calls `each` with the hash of every beginning of a folded word, from four characters on.
pub(super) fn beginnings(folded: &str, mut each: impl FnMut(u64)) {
    let mut hash = HASH_START;
    let mut buffer = [0; 4];
    for (at, character) in folded.chars().enumerate() {
        hash = character.encode_utf8(&mut buffer).bytes().fold(hash, longer);
        if at >= 3 {
            each(hash);
        }
    }
}

/// Calls `each` with every token of a text, in order.
pub(super) fn tokens(text: &str, mut each: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        // Most text is ASCII: it needs no folding.
        let (mut hash, mut end) = (HASH_START, at);
        while let Some(&byte) = bytes.get(end).filter(|byte| byte.is_ascii_alphanumeric()) {
            hash = longer(hash, byte.to_ascii_lowercase());
            end += 1;
        }
        if bytes.get(end).is_none_or(u8::is_ascii) {
            each(Token { hash, start: at, end, kind: Kind::Word });
            at = end;
        } else {
            at = any_token(text, at, &mut each);
        }
    }
}

/// Reads a token that begins at `start` in whatever script, and returns where to go on.
fn any_token(text: &str, start: usize, each: &mut impl FnMut(Token)) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let mut kind = None;
    let mut end = rest.len();
    for (at, character) in rest.char_indices() {
        let goes_on = match (kind, class(character)) {
            (None, Class::Other | Class::Inside) => return start + at + character.len_utf8(),
            (None, Class::Word) => {
                kind = Some(Kind::Word);
                true
            }
            (None, Class::Character) => {
                kind = Some(Kind::Character);
                true
            }
            (Some(Kind::Word), Class::Word) | (Some(_), Class::Inside) => true,
            (Some(Kind::Character), Class::Word) => is_mark(character),
            _ => false,
        };
        if !goes_on {
            end = at;
            break;
        }
    }
    let word = folded(rest.get(..end).unwrap_or(""));
    if !word.is_empty() {
        each(Token { hash: hash(&word), start, end: start + end, kind: kind.unwrap_or(Kind::Word) });
    }
    start + end.max(1)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Character,
    /// Invisible, and inside of words.
    Inside,
    Other,
}

fn class(character: char) -> Class {
    match character {
        '\0'..='\x7f' => {
            if character.is_ascii_alphanumeric() {
                Class::Word
            } else {
                Class::Other
            }
        }
        '\u{ad}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Class::Inside,
        _ if !character.is_alphanumeric() => {
            if is_mark(character) {
                Class::Word
            } else {
                Class::Other
            }
        }
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aa7f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}' => Class::Character,
        _ => Class::Word,
    }
}

/// Returns a word in the form in which words are compared.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd();
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let kept = decomposed.normalize_iter(word.chars()).filter(|c| !is_dropped(*c)).map(replaced);
    let composed: String = composed.normalize_iter(kept).collect();
    let mut out = String::with_capacity(composed.len());
    for character in composed.chars().flat_map(char::to_lowercase) {
        match character {
            'ς' => out.push('σ'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            other => out.push(other),
        }
    }
    out
}

fn is_dropped(character: char) -> bool {
    let is_accent = matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
    );
    is_accent || class(character) == Class::Inside
}

fn replaced(character: char) -> char {
    match character {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ٱ' => 'ا',
        '\u{660}'..='\u{669}' => digit(character, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(character, 0x6f0),
        '\u{966}'..='\u{96f}' => digit(character, 0x966),
        '\u{e50}'..='\u{e59}' => digit(character, 0xe50),
        other => other,
    }
}

fn digit(character: char, zero: u32) -> char {
    char::from_digit(u32::from(character) - zero, 10).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        tokens(text, |token| words.push(text.get(token.start..token.end).unwrap()));
        words
    }

    #[test]
    fn words_and_characters() {
        assert_eq!(words("Refund-limits, 5 € (née)"), ["Refund", "limits", "5", "née"]);
        assert_eq!(words("退款abc限额"), ["退", "款", "abc", "限", "额"]);
        assert_eq!(words("می‌شود  —  ab\u{ad}c"), ["می‌شود", "ab\u{ad}c"]);
        assert!(words("  \u{200b}—").is_empty());
    }

    #[test]
    fn what_readers_take_for_equal_is_equal() {
        for (a, b) in [("Résumé", "resume"), ("كتاب‌هاي", "کتابهای"), ("STRASSE", "straße"), ("۱۴", "14")]
        {
            assert_eq!(folded(a), folded(b), "{a}");
        }
    }

    #[test]
    fn beginnings_have_the_hash_of_the_word_they_are() {
        let mut found = Vec::new();
        beginnings("größer", |hash| found.push(hash));
        assert_eq!(found, [hash("größ"), hash("größe"), hash("größer")]);
    }
}
