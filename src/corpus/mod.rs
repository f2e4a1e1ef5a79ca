//! The visibility wall: all content of a site, and the one way from it to what a target may see.
//!
//! A [`Corpus`] holds everything, visible or not, and is opaque: its parts can be read only below this
//! module. [`resolve()`] returns a `Site`, which holds nothing that its target may not see. Code outside
//! cannot leak what it cannot name.

mod parse;
mod variables;
mod content;
mod kept;
mod markdown;
mod resolve;

pub use content::Corpus;
pub use kept::{Done, Kept};
pub use markdown::{CodeMemo, Highlighted, MANUAL as DIRECTIVES_MANUAL};
pub use resolve::resolve;

use crate::config::Settings;
use crate::diagnostic::Diagnosed;
use crate::source::Snapshot;

/// Reads every article, snippet and data file of the snapshot; those that are `kept` need not be parsed.
pub fn load(snapshot: &Snapshot, settings: &Settings, kept: Option<&Kept>) -> Diagnosed<Corpus> {
    let mut corpus = content::load(snapshot, settings, kept.map(|kept| &kept.files));
    corpus.diagnostics.extend(markdown::check_settings(settings));
    corpus
}
