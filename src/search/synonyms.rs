//! Finds in an article what readers call by other names.
//!
//! The other names are added to the article's words while it is indexed. So a name may have several words,
//! and the browser needs to know nothing of it.

use std::collections::BTreeMap;

use super::families::stem;
use super::text::{Side, fold, tokens};
use crate::memo::{Key, Keyer};
use crate::model::{Language, Synonym};

/// The synonyms of one language, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    language: String,
    /// By the stem of the first token of a name: the stems of all, and the tokens of what it is also called.
    names: BTreeMap<String, Vec<Name>>,
    digest: Key,
}

#[derive(Debug)]
struct Name {
    stems: Vec<String>,
    also: Vec<Vec<String>>,
}

impl Synonyms {
    pub fn new(list: &[Synonym], language: &Language) -> Self {
        let language = language.as_str();
        let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for synonym in list {
            let words = split(&synonym.name);
            let also: Vec<Vec<String>> =
                synonym.also.iter().map(|other| split(other)).filter(|other| *other != words).collect();
            let stems: Vec<String> = words.iter().map(|word| stem(word, language)).collect();
            if let Some(first) = stems.first().filter(|_| !also.is_empty()) {
                names.entry(first.clone()).or_default().push(Name { stems, also });
            }
        }
        let mut keyer = Keyer::default();
        // The same names stand for other forms in another language.
        keyer.add(language.as_bytes());
        for one in list {
            keyer.add(one.name.as_bytes());
            keyer.number(one.also.len());
            one.also.iter().for_each(|other| keyer.add(other.as_bytes()));
        }
        Self { language: language.to_owned(), names, digest: keyer.key() }
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Returns the tokens of all other names of what stands in `run`, a text's tokens in order.
    pub fn found_in(&self, run: &[&str]) -> Vec<&str> {
        let stems: Vec<String> = run.iter().map(|form| stem(form, &self.language)).collect();
        let mut found = Vec::new();
        for (at, first) in stems.iter().enumerate() {
            for name in self.names.get(first).into_iter().flatten() {
                let here = stems.iter().skip(at);
                if stems.len() - at >= name.stems.len() && name.stems.iter().zip(here).all(|(a, b)| a == b) {
                    found.extend(name.also.iter().flatten().map(String::as_str));
                }
            }
        }
        found
    }
}

fn split(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(&fold(name), Side::Query, |token| {
        if !token.is_half() {
            words.push(token.form.to_owned());
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_words_are_found_in_order() {
        let list = [
            Synonym { name: "single sign-on".into(), also: vec!["SSO".into()] },
            Synonym { name: "bill".into(), also: vec!["invoice".into(), "bill".into()] },
        ];
        let synonyms = Synonyms::new(&list, &Language::parse("en").unwrap());
        assert_eq!(synonyms.found_in(&["a", "single", "sign", "on"]), ["sso"]);
        assert_eq!(synonyms.found_in(&["single", "sign"]), [""; 0]);
        assert_eq!(synonyms.found_in(&["bill", "sign"]), ["invoice"]);
        assert_eq!(synonyms.found_in(&["bills"]), ["invoice"]);
        assert_ne!(synonyms.digest(), Synonyms::default().digest());
    }

    #[test]
    fn the_same_names_are_other_synonyms_in_another_language() {
        let list = [Synonym { name: "company".into(), also: vec!["firm".into()] }];
        let of = |tag: &str| Synonyms::new(&list, &Language::parse(tag).unwrap());
        let (english, german) = (of("en"), of("de"));
        assert_eq!(english.found_in(&["companies"]), ["firm"]);
        assert_eq!(german.found_in(&["companies"]), [""; 0]);
        assert_ne!(english.digest(), german.digest());
    }
}
