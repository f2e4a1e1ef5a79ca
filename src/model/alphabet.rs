//! Finds the letter that a title is listed under, as an index at the end of a book has it.
//!
//! CLDR knows the index letters of each language: Å, Ä and Ö are letters of their own in Swedish, Ä stands with A in
//! German, Ch is a letter in Czech. A title belongs to the last of them that does not come after it, in the order of
//! the language (as ICU's `AlphabeticIndex` has it). Chinese titles stand under the letters of their pinyin.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::LanguageIdentifier;
use icu_locale::exemplar_chars::ExemplarCharacters;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::language::Language;
use super::script::is_unspaced;

/// What titles without a letter at their start are listed under.
const NO_LETTER: &str = "#";

/// Letters of an index, at most: those of CLDR have 214.
const LABELS_MAX: usize = 1_000;

/// The letters of an index in one language.
pub struct Alphabet {
    collator: Option<CollatorBorrowed<'static>>,
    /// In the order of the language.
    labels: Vec<Label>,
}

struct Label {
    shown: String,
    /// What titles are compared with.
    bound: String,
    script: Script,
}

impl Alphabet {
    /// Returns the letters of a language, and those of English, which stand in titles everywhere.
    pub fn of(language: &Language) -> Self {
        let identifier = language.identifier();
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        let collator = Collator::try_new((&identifier).into(), options).ok();
        let compare =
            |a: &str, b: &str| collator.as_ref().map_or_else(|| a.cmp(b), |order| order.compare(a, b));
        let mut labels = index(&identifier, language);
        let is_latin = labels.iter().any(|label| label.script == Script::Latin);
        if !is_latin && let Some(english) = Language::parse("en") {
            labels.extend(index(&english.identifier(), &english));
        }
        labels.truncate(LABELS_MAX);
        // Of letters that count as one, the plain one is shown: A for A and Á.
        labels.sort_by(|a, b| {
            let plain = |label: &Label| (decomposed(&label.bound).chars().count(), label.bound.clone());
            compare(&a.bound, &b.bound).then_with(|| plain(a).cmp(&plain(b)))
        });
        labels.dedup_by(|b, a| a.script == b.script && compare(&a.bound, &b.bound) == Ordering::Equal);
        Self { collator, labels }
    }

    /// Returns the letter that a title is listed under; none where the readers of its script have no alphabet in mind.
    pub fn letter(&self, title: &str) -> Option<String> {
        let start = first_letter(title);
        let first = start.chars().next().filter(|c| c.is_alphabetic());
        let Some(first) = first else { return Some(NO_LETTER.to_owned()) };
        let script = script(first);
        let is_over = |label: &&Label| {
            let order = self.collator.as_ref().map(|order| order.compare(&label.bound, start));
            order.unwrap_or_else(|| label.bound.as_str().cmp(start)) != Ordering::Greater
        };
        let own = self.labels.iter().filter(|label| label.script == script);
        let label = own.take_while(is_over).last();
        label.map(|label| label.shown.clone()).or_else(|| plain(first))
    }

    /// Returns the place of a letter's group among others: what begins with no letter first, then the letters of the
    /// language. Chinese has those of the pinyin and of Latin titles in one group, though they are not sorted so.
    pub fn position(&self, letter: Option<&str>) -> usize {
        if letter == Some(NO_LETTER) {
            return 0;
        }
        let at = self.labels.iter().position(|label| Some(label.shown.as_str()) == letter);
        at.map_or(usize::MAX, |at| at + 1)
    }
}

/// Returns a title from where it is sorted: quotes, brackets and other signs before its first letter or digit do not
/// count.
pub fn first_letter(title: &str) -> &str {
    title.find(char::is_alphanumeric).and_then(|at| title.get(at..)).unwrap_or("")
}

/// Returns the index letters of CLDR for a language, or for the widest variant of it that has any.
fn index(identifier: &LanguageIdentifier, language: &Language) -> Vec<Label> {
    let wider = language.wider().into_iter().flat_map(|wide| {
        let with_script = LanguageIdentifier { region: None, ..wide.clone() };
        [wide, with_script.clone(), LanguageIdentifier { script: None, ..with_script }]
    });
    let candidates = std::iter::once(identifier.clone()).chain(wider);
    let found = candidates.filter(|candidate| !candidate.language.is_unknown()).find_map(|candidate| {
        let set = ExemplarCharacters::try_new_index(&(&candidate).into()).ok()?;
        let letters = set.code_points().iter_chars().map(String::from);
        let letters: Vec<String> =
            letters.chain(set.strings().iter().map(str::to_owned)).take(LABELS_MAX).collect();
        (!letters.is_empty()).then_some(letters)
    });
    let is_chinese = identifier.language.as_str() == "zh";
    let mut labels = Vec::new();
    for shown in found.unwrap_or_default() {
        let Some(first) = shown.chars().next() else { continue };
        let script = script(first);
        if is_chinese && script == Script::Latin {
            // CLDR's Chinese collation has this sign before each letter of the pinyin (UTS 35, part 5, 1.13).
            labels.push(Label {
                shown: shown.clone(),
                bound: format!("\u{fdd0}{shown}"),
                script: Script::Han,
            });
        }
        // Radicals are an order of their own, which titles are not sorted by.
        if script != Script::Han {
            labels.push(Label { bound: shown.clone(), shown, script });
        }
    }
    labels
}

/// Returns the script of a letter; both kinds of kana are one.
fn script(letter: char) -> Script {
    match CodePointMapData::<Script>::new().get(letter) {
        Script::Katakana => Script::Hiragana,
        script => script,
    }
}

/// Returns a letter of a script that the index knows nothing of, as far as its readers have an alphabet in mind.
fn plain(letter: char) -> Option<String> {
    let is_syllable = matches!(letter, '\u{ac00}'..='\u{d7a3}');
    if is_unspaced(letter) || is_syllable {
        return None;
    }
    Some(decomposed(letter.encode_utf8(&mut [0; 4])).chars().next()?.to_uppercase().collect())
}

fn decomposed(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the letters that titles are listed under in a language, joined.
    fn under(tag: &str, titles: &str) -> String {
        let alphabet = Alphabet::of(&Language::parse(tag).unwrap());
        let letter = |title: &str| alphabet.letter(title).unwrap_or_else(|| "-".to_owned());
        titles.split(' ').map(letter).collect::<Vec<_>>().join(" ")
    }

    /// Issue 13, F26: letters were stripped of their marks, so Swedish had A, Z, A, O.
    #[test]
    fn titles_are_listed_under_the_letters_of_their_language() {
        for (tag, titles, letters) in [
            ("sv", "Apa zebra Åka älg Öppna Éclair über", "A Z Å Ä Ö E Y"),
            ("de", "Apfel Äpfel Öl Über ß Straße", "A A O U S S"),
            ("en-GB", "Apple Éclair “apple” 2FA #1 … ölig", "A E A # # # O"),
            ("es", "niño ñandú Órgano", "N Ñ O"),
            ("cs", "Cena Chata Čas Dům Řeka Žák", "C CH Č D Ř Ž"),
            ("hu", "Alma Ágy cél csap dzsem gyár Ő", "A A C CS DZS GY Ö"),
            ("da", "Abe Zebra Ære Ø Å", "A Z Æ Ø Å"),
            ("nb", "Abe Zebra Ære Ø Å", "A Z Æ Ø Å"),
            ("tr", "Isı İzmir iğne ışık Çay Şeker", "I İ İ I Ç Ş"),
            ("fa", "آب پرداخت یاد گاو Apple", "آ پ ی گ A"),
            ("ar", "أب باب ياسمين", "ا ب ي"),
            ("ru", "Ёлка Яблоко йод Zebra", "Е Я Й Z"),
            ("ja", "アイ カギ がぎ ん 支払 Apple", "あ か か わ - A"),
            ("ko", "가격 까치 한국 Apple", "ㄱ ㄱ ㅎ A"),
            ("zh", "北京 退款 啊 Apple", "B T A A"),
            ("zh-Hant", "北京 Apple", "- A"),
            ("th", "กา เกม ฮา", "ก ก ฮ"),
            ("he", "אב תה", "א ת"),
            ("el", "Άλφα ωμέγα", "Α Ω"),
            ("vi", "Đơn Ăn Ân", "Đ Ă Â"),
            ("en", "Привет Äpfel 한국 退款", "П A - -"),
            ("qaa", "Apple Zebra", "A Z"),
            ("x-klingon", "Apple Öl", "A O"),
        ] {
            assert_eq!(under(tag, titles), letters, "{tag}");
        }
    }

    #[test]
    fn any_title_has_a_place() {
        for title in ["", " ", "\u{fdd0}", "🙂", "ʼn", "ﬁ", "ⓐ", "\u{301}", "ꙮ"] {
            for tag in ["en", "zh", "ja", "fa", "x-a"] {
                Alphabet::of(&Language::parse(tag).unwrap()).letter(title);
            }
        }
    }
}
