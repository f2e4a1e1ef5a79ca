//! Finds in an article what readers call by other names.
//!
//! The other names are added to the article's words while it is indexed. So a name may have several words,
//! and the browser needs to know nothing of it.

use std::collections::BTreeMap;

use super::text::{Side, fold, tokens};
use crate::memo::{self, Key};
use crate::model::Synonym;

/// The synonyms of one language, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// By the first token of a name: its tokens, and those of what it is also called.
    names: BTreeMap<String, Vec<Name>>,
    digest: Key,
}

#[derive(Debug)]
struct Name {
    tokens: Vec<String>,
    also: Vec<Vec<String>>,
}

impl Synonyms {
    pub fn new(list: &[Synonym]) -> Self {
        let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for synonym in list {
            let words = split(&synonym.name);
            let also: Vec<Vec<String>> =
                synonym.also.iter().map(|other| split(other)).filter(|other| *other != words).collect();
            if let Some(first) = words.first().filter(|_| !also.is_empty()) {
                names.entry(first.clone()).or_default().push(Name { tokens: words, also });
            }
        }
        let parts: Vec<String> =
            list.iter().map(|one| format!("{}\n{}", one.name, one.also.join("\n"))).collect();
        let digest = memo::key(&parts.iter().map(String::as_bytes).collect::<Vec<_>>());
        Self { names, digest }
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Returns the tokens of all other names of what stands in `run`, a text's tokens in order.
    pub fn found_in(&self, run: &[&str]) -> Vec<&str> {
        let mut found = Vec::new();
        for (at, first) in run.iter().enumerate() {
            for name in self.names.get(*first).into_iter().flatten() {
                let here = run.iter().skip(at);
                if run.len() - at >= name.tokens.len() && name.tokens.iter().zip(here).all(|(a, b)| a == b) {
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
        let synonyms = Synonyms::new(&list);
        assert_eq!(synonyms.found_in(&["a", "single", "sign", "on"]), ["sso"]);
        assert_eq!(synonyms.found_in(&["single", "sign"]), [""; 0]);
        assert_eq!(synonyms.found_in(&["bill", "sign"]), ["invoice"]);
        assert_ne!(synonyms.digest(), Synonyms::default().digest());
    }
}
