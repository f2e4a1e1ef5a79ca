//! Finds the forms that belong to one word: `refund`, `refunds`, `refunded`.
//!
//! Only the index needs stemmers; what they say becomes part of the shards. elasticlunr's pipelines stem
//! fifteen languages. Arabic and Persian, which they leave as they are, lose their commonest endings here.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use elasticlunr::lang;
use elasticlunr::pipeline::PipelineFn;
use rayon::prelude::*;

use crate::guest;
use crate::model::Language;

/// Fewest letters that are left of a word.
const STEM_MIN: usize = 3;

/// Articles and prepositions written together with an Arabic word, the longest first (after L. Larkey,
/// L. Ballesteros and M. Connell, "Light Stemming for Arabic Information Retrieval", 2007; folded).
const ARABIC_BEGINNINGS: [&str; 7] = ["وال", "بال", "کال", "فال", "ال", "لل", "و"];
const ARABIC_ENDINGS: [&str; 10] = ["ها", "ان", "ات", "ون", "ین", "یه", "یه", "ه", "ی", "تین"];

/// Plurals, comparatives and the like of Persian, where they are written without a half-space.
const PERSIAN_ENDINGS: [&str; 10] = ["هایی", "های", "ها", "ترین", "تر", "هایم", "هایش", "ات", "ان", "ی"];

thread_local! {
    /// elasticlunr's stemmers cannot be shared by threads, and are costly to make.
    static STEMMERS: RefCell<BTreeMap<String, Rc<Stemmer>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Returns the stem of a form in a language, or the form where there is none.
pub(super) fn stem(form: &str, language: &str) -> String {
    with_stemmer(language, |stemmer| stemmer.stem(form)).unwrap_or_else(|| form.to_owned())
}

fn with_stemmer<T>(language: &str, ask: impl FnOnce(&Stemmer) -> T) -> T {
    let stemmer = STEMMERS.with_borrow_mut(|known| match known.get(language) {
        Some(stemmer) => stemmer.clone(),
        None => {
            let stemmer = Rc::new(Stemmer::new(language));
            known.insert(language.to_owned(), stemmer.clone());
            stemmer
        }
    });
    ask(&stemmer)
}

/// The stems of one language.
pub(super) struct Stemmer {
    own: Vec<Box<dyn PipelineFn>>,
    /// For words in Latin letters among those of another script.
    english: Vec<Box<dyn PipelineFn>>,
    light: Option<Light>,
}

#[derive(Clone, Copy)]
enum Light {
    Arabic,
    Persian,
}

impl Stemmer {
    fn new(language: &str) -> Self {
        let code = language.split('-').next().unwrap_or("");
        let light = match code {
            "ar" => Some(Light::Arabic),
            "fa" => Some(Light::Persian),
            _ => None,
        };
        let own = if light.is_some() { Vec::new() } else { stemmers(code) };
        let is_latin = !matches!(
            code,
            "ar" | "fa"
                | "zh"
                | "ja"
                | "ko"
                | "th"
                | "lo"
                | "km"
                | "my"
                | "ru"
                | "uk"
                | "bg"
                | "sr"
                | "el"
                | "he"
                | "hi"
                | "bn"
                | "ta"
                | "te"
                | "mr"
                | "ur"
                | "ka"
                | "hy"
                | "am"
        );
        let english = if is_latin || code == "en" { Vec::new() } else { stemmers("en") };
        Self { own, english, light }
    }

    /// Returns the stem of a form, where the language has one for it.
    fn stem(&self, form: &str) -> Option<String> {
        if form.chars().any(|c| c.is_numeric()) {
            return None;
        }
        let stemmers = if form.is_ascii() && !self.english.is_empty() { &self.english } else { &self.own };
        if stemmers.is_empty() {
            return self.light.map(|light| light.stem(form));
        }
        // A stemmer that fails leaves the word as it is: it is found by itself, if not by its relatives.
        let stem = || stemmers.iter().try_fold(form.to_owned(), |word, stemmer| stemmer.filter(word));
        guest::contained(stem).unwrap_or_default()
    }
}

impl Light {
    fn stem(self, form: &str) -> String {
        let stem = match self {
            Self::Arabic => {
                let inner = ARABIC_BEGINNINGS.iter().find_map(|start| left(form.strip_prefix(start)));
                let inner = inner.unwrap_or(form);
                ARABIC_ENDINGS.iter().find_map(|end| left(inner.strip_suffix(end))).unwrap_or(inner)
            }
            Self::Persian => {
                PERSIAN_ENDINGS.iter().find_map(|end| left(form.strip_suffix(end))).unwrap_or(form)
            }
        };
        stem.to_owned()
    }
}

fn left(rest: Option<&str>) -> Option<&str> {
    rest.filter(|rest| rest.chars().count() >= STEM_MIN)
}

/// Returns the stemming functions of elasticlunr's pipeline for a language; trimmers and stop words are not wanted.
fn stemmers(code: &str) -> Vec<Box<dyn PipelineFn>> {
    let code = match code {
        "nl" => "du",
        "nb" | "nn" => "no",
        other => other,
    };
    let queue = lang::from_code(code).map(|language| language.make_pipeline().queue);
    queue.into_iter().flatten().filter(|function| function.name().starts_with("stemmer")).collect()
}

/// Sorts forms, given in their order, into families in the order of their first forms.
pub(super) fn families(
    forms: &[&str],
    is_word: impl Fn(&str) -> bool + Sync,
    language: &Language,
) -> Vec<Vec<usize>> {
    let stem_of = |form: &&str| {
        if is_word(form) { with_stemmer(language.as_str(), |own| own.stem(form)) } else { None }
    };
    let stems: Vec<Option<String>> = forms.par_iter().map(stem_of).collect();
    let mut families: Vec<Vec<usize>> = Vec::new();
    // Only looked up, never walked through.
    let mut by_stem: HashMap<String, usize> = HashMap::new();
    for (at, stem) in stems.into_iter().enumerate() {
        let known = stem.as_ref().and_then(|stem| by_stem.get(stem)).copied();
        match known.and_then(|family| families.get_mut(family)) {
            Some(family) => family.push(at),
            None => {
                if let Some(stem) = stem {
                    by_stem.insert(stem, families.len());
                }
                families.push(vec![at]);
            }
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: &str, forms: &[&str]) -> Vec<Vec<usize>> {
        families(forms, |_| true, &Language::parse(language).unwrap())
    }

    #[test]
    fn forms_of_a_word_are_a_family() {
        assert_eq!(of("en", &["refund", "refunding", "refunds", "region"]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(of("de-AT", &["rechnung", "rechnungen"]), [vec![0, 1]]);
        assert_eq!(of("nl", &["boek", "boeken"]), [vec![0, 1]]);
        assert_eq!(of("fa", &["کتاب", "کتابها", "کتابهای"]), [vec![0, 1, 2]]);
        assert_eq!(of("ar", &["الفاتوره", "فاتوره"]), [vec![0, 1]]);
        assert_eq!(of("zh-Hans", &["page", "pages", "退款"]), [vec![0, 1], vec![2]]);
        assert_eq!(of("xx", &["page", "pages"]), [vec![0], vec![1]]);
        assert_eq!(of("en", &["1st", "1sts"]), [vec![0], vec![1]]);
    }
}
