//! Makes texts equal that readers take for equal: accents, vowel marks, keyboards, digits.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::classes::{Class, HALF_SPACE, class};

/// The zero of each script whose digits are read as ASCII's.
const ZEROS: [u32; 16] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
    0x17e0,
];

/// Folds a text; capitals stay.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd();
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let kept = decomposed.normalize_iter(text.chars()).filter(|c| !is_dropped(*c)).map(replaced);
    Cow::Owned(composed.normalize_iter(kept).collect())
}

/// Returns the form in which titles and queries are compared: folded, in small letters, one space between words.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in lower(&fold(text)).chars().filter(|c| *c != HALF_SPACE) {
        if class(character) != Class::Separator {
            plain.push(character);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Returns a folded text in small letters, with those of other alphabets that stand for Latin ones spelt out.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let lower = text.to_lowercase();
    if !lower.chars().any(|c| spelt(c).is_some()) {
        return Cow::Owned(lower);
    }
    let mut out = String::with_capacity(lower.len());
    for character in lower.chars() {
        match spelt(character) {
            Some(letters) => out.push_str(letters),
            None => out.push(character),
        }
    }
    Cow::Owned(out)
}

fn spelt(character: char) -> Option<&'static str> {
    Some(match character {
        'ς' => "σ",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        _ => return None,
    })
}

fn replaced(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    match character {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ٱ' => 'ا',
        _ => digit(character).unwrap_or(character),
    }
}

fn digit(character: char) -> Option<char> {
    let code = u32::from(character);
    if !(0x660..0x17ea).contains(&code) {
        return None;
    }
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

fn is_dropped(character: char) -> bool {
    !character.is_ascii()
        && matches!(
            character,
            '\u{ad}'
                | '\u{300}'..='\u{36f}'
                | '\u{483}'..='\u{487}'
                | '\u{591}'..='\u{5bd}'
                | '\u{5bf}'
                | '\u{5c1}'..='\u{5c2}'
                | '\u{5c4}'..='\u{5c5}'
                | '\u{5c7}'
                | '\u{610}'..='\u{61a}'
                | '\u{61c}'
                | '\u{640}'
                | '\u{64b}'..='\u{65f}'
                | '\u{670}'
                | '\u{6d6}'..='\u{6dc}'
                | '\u{6df}'..='\u{6e4}'
                | '\u{6e7}'..='\u{6e8}'
                | '\u{6ea}'..='\u{6ed}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200d}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{2069}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_take_for_equal_is_equal() {
        for (a, b) in [
            ("Résumé", "resume"),
            ("كتاب‌هاي", "کتابهای"),
            ("۱۴۰۳", "1403"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("STRASSE", "straße"),
            ("ΟΔΟΣ", "οδός"),
        ] {
            assert_eq!(plain(a), plain(b), "{a}");
        }
        assert_eq!(plain("  Sign-in: “Acme” & Co. "), "sign in acme co");
    }
}
