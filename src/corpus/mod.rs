//! The visibility wall: all content of a site, and the one way from it to what a target may see.
//!
//! A [`Corpus`] holds everything, visible or not, and is opaque: its parts can be read only below this
//! module. [`resolve()`] returns a `Site`, which holds nothing that its target may not see. Code outside
//! cannot leak what it cannot name.

mod content;
mod markdown;
mod resolve;

pub use content::{Corpus, load};
pub use markdown::{CodeMemo, Highlighted, MANUAL as DIRECTIVES_MANUAL};
pub use resolve::resolve;
