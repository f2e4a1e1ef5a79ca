//! What is remembered of an index from one build to the next.

use std::sync::Arc;

use super::WordMemo;
use crate::memo::Memo;

/// Results that later indexes find again.
#[derive(Default)]
pub struct Kept {
    /// Counted words.
    pub words: WordMemo,
    /// Packed files: most of an index stays as it is when one article changes.
    pub packed: Memo<Arc<[u8]>>,
}

impl Kept {
    /// Ends a turn: what has not been used for some is forgotten.
    pub fn turn(&self) {
        self.words.turn();
        self.packed.turn();
    }
}
