//! Finds articles: makes the index that a site is published with, and answers queries from it.
//!
//! The index comes from the model, never from HTML, and from one edition alone, so it holds nothing that its
//! readers may not see. `format.md` is the specification of the files, of how text is cut and of the ranking.
//! Two engines follow it: the one here, and the browser's in `client/`.

mod client;
mod elasticlunr_json;
mod engine;
pub mod expectations;
mod families;
mod index;
mod kept;
mod synonyms;
mod text;
mod words;

pub use client::engine as browser_engine;
pub use elasticlunr_json::json as elasticlunr_json;
pub use engine::{Answer, Answers, Engine, Wanted};
pub use index::Index;
pub use kept::Kept;
pub use words::{WordMemo, Words};

/// Returns the tokens that an article's text is found by, with their weights: 1, or 0.5 for part of another.
pub fn article_tokens(text: &str) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    text::tokens(&text::fold(text), text::Side::Article, |token| {
        all.push((token.form.to_owned(), if token.is_half() { 0.5 } else { 1.0 }));
    });
    all
}

/// Returns the forms that a query looks for, with their weights.
pub fn query_terms(text: &str) -> Vec<(String, f64)> {
    text::Query::new(text).terms.into_iter().map(|term| (term.form, term.weight)).collect()
}
