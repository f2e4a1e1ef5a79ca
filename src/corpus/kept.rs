//! What is remembered of a site's content from one build to the next.

use std::sync::Arc;

use super::content::FileMemo;
use super::markdown::PageMemo;
use crate::memo::Memo;

/// Results that later builds of a changed site, or builds for other audiences, find again.
#[derive(Default)]
pub struct Kept {
    /// Parsed files.
    pub(super) files: FileMemo,
    /// Rendered texts.
    pub(super) pages: PageMemo,
    /// Articles in the order of their titles, by titles and paths.
    pub(super) orders: Memo<Arc<[usize]>>,
    /// Articles on the same matter as each, by titles and labels.
    pub(super) similar: Memo<Arc<[Vec<usize>]>>,
}

/// How much a build had to do anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Done {
    /// Files parsed.
    pub parsed: usize,
    /// Texts rendered.
    pub rendered: usize,
    /// Blocks of code coloured.
    pub coloured: usize,
}

impl Kept {
    /// Returns what has been done since the last turn.
    pub fn done(&self) -> Done {
        Done { parsed: self.files.made(), rendered: self.pages.made(), ..Done::default() }
    }

    /// Ends a turn: what has not been used for some is forgotten.
    pub fn turn(&self) {
        self.files.turn();
        self.pages.turn();
        self.orders.turn();
        self.similar.turn();
    }
}
