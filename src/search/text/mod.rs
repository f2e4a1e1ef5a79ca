//! Cuts text into the tokens that articles and queries have in common.
//!
//! The browser does the same (`client/tokens.js`), from the same specification (`format.md`) and held to
//! the same table (`vectors.json`), so nothing here may depend on a dictionary or on a language.

mod classes;
mod fold;
mod query;
mod tokens;

pub use fold::{fold, plain};
pub use query::{Query, Term};
pub use tokens::{Kind, Side, Token, tokens};

/// Longest token, in UTF-16 code units. Beyond it stands no word but data.
pub const TOKEN_LENGTH_MAX: usize = 64;

/// Returns the length of a text in UTF-16 code units, which is how browsers count.
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Compares two texts by UTF-16 code units, which is how browsers do.
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Returns whether a form is a word, which can have other forms, go on or be misspelt.
pub fn is_word_form(form: &str) -> bool {
    form.chars().next().is_some_and(|first| classes::class(first) == classes::Class::Word)
}
