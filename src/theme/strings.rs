//! The interface strings of one language: words, and words that depend on a number.

use std::collections::BTreeMap;

use super::format::Format;

/// An interface string.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words {
    /// The same always.
    Plain(String),
    /// By plural category.
    Plural(BTreeMap<&'static str, String>),
}

/// The interface strings of one language, with its way to write numbers and dates.
pub struct Strings {
    table: BTreeMap<String, String>,
    plurals: BTreeMap<String, BTreeMap<&'static str, String>>,
    /// How the language writes numbers and dates.
    pub format: Format,
}

impl Strings {
    pub(super) fn new(all: BTreeMap<String, Words>, format: Format) -> Self {
        let mut strings = Self { table: BTreeMap::new(), plurals: BTreeMap::new(), format };
        for (key, words) in all {
            match words {
                Words::Plain(text) => {
                    strings.table.insert(key, text);
                }
                Words::Plural(forms) => {
                    strings.plurals.insert(key, forms);
                }
            }
        }
        strings
    }

    /// Returns the string for `key`; the key itself where the theme has none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.table.get(key).map_or(key, String::as_str)
    }

    /// Returns the string for `key` with `{name}` replaced. What is put in is isolated, so that a date or a
    /// Latin word keeps its own direction in a right-to-left sentence.
    pub fn fill(&self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&format!("{{{name}}}"), &format!("\u{2068}{value}\u{2069}"))
    }

    /// Returns the words of `key` for a number of things, with `{count}` replaced.
    pub fn count(&self, key: &str, count: usize) -> String {
        let forms = self.plurals.get(key);
        let form =
            forms.and_then(|forms| forms.get(self.format.plural(count)).or_else(|| forms.get("other")));
        let words = form.map_or_else(|| self.get(key), String::as_str);
        words.replace("{count}", &self.format.number(count))
    }

    /// Returns all strings that do not depend on a number.
    pub fn table(&self) -> &BTreeMap<String, String> {
        &self.table
    }
}
