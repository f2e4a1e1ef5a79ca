//! Sorts characters by how their scripts are cut into tokens.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory as Category;

/// The half-space, which stands inside words of Persian.
pub(super) const HALF_SPACE: char = '\u{200c}';

/// How runs of a character are cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// At whatever is no letter, digit or mark.
    Word,
    /// Into overlapping pairs of characters: Han, kana, bopomofo, Hangul.
    Characters,
    /// Into overlapping pairs of clusters: Thai, Lao, Burmese, Khmer.
    Clusters,
    /// Not at all: it separates.
    Separator,
}

/// Returns the class of a character.
pub(super) fn class(character: char) -> Class {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() { Class::Word } else { Class::Separator };
    }
    if !is_word(character) {
        return Class::Separator;
    }
    match character {
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aa7f}' => Class::Clusters,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}'
        | '\u{3038}'..='\u{303c}'
        | '\u{3041}'..='\u{30ff}'
        | '\u{3100}'..='\u{318f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Characters,
        _ => Class::Word,
    }
}

fn is_word(character: char) -> bool {
    use Category as C;
    matches!(
        category(character),
        C::UppercaseLetter
            | C::LowercaseLetter
            | C::TitlecaseLetter
            | C::ModifierLetter
            | C::OtherLetter
            | C::DecimalNumber
            | C::LetterNumber
            | C::OtherNumber
    ) || is_mark(character)
}

/// Returns whether a character is of general category M.
pub(super) fn is_mark(character: char) -> bool {
    matches!(category(character), Category::NonspacingMark | Category::SpacingMark | Category::EnclosingMark)
}

fn category(character: char) -> Category {
    CodePointMapData::<Category>::new().get(character)
}
