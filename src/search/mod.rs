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
mod synonyms;
mod text;
mod words;

pub use client::ENGINE;
pub use elasticlunr_json::json as elasticlunr_json;
pub use engine::{Answer, Answers, Engine, Wanted};
pub use index::Index;
pub use words::{WordMemo, Words};
