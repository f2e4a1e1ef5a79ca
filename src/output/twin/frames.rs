//! Keeps the blocks that lie in each other: what each line in them begins with, and where they end.

use super::lines::{Gap, Writer};

/// Lists, quotes and callouts that may lie in each other; those beyond are written without a mark.
const FRAMES_MAX: usize = 32;

/// The element that a frame is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Block {
    Quote,
    /// A callout, and how many `<div>` are open with it.
    Callout(usize),
    /// A list: its mark, its next number if it has numbers, whether its items are paragraphs, items so far.
    List {
        mark: char,
        number: Option<u64>,
        loose: bool,
        items: usize,
    },
    /// An item, and whether its list is tight.
    Item {
        tight: bool,
    },
    /// A term with what it means.
    Term,
}

/// A block that is open.
pub(super) struct Frame {
    block: Block,
    /// The length of the prefix before it.
    prefix: usize,
    /// The length of the waiting mark before it.
    first: usize,
}

impl Writer {
    /// Begins a block whose first line begins with `first` and the others with `others`.
    pub fn push(&mut self, block: Block, first: &str, others: &str) {
        if self.frames.len() >= FRAMES_MAX || self.cell.is_some() {
            self.unframed += 1;
            return;
        }
        self.frames.push(Frame { block, prefix: self.prefix.len(), first: self.first.len() });
        if self.first.is_empty() {
            self.first_from = self.prefix.len();
        }
        self.first.push_str(first);
        self.prefix.push_str(others);
    }

    /// Ends the innermost block that `is` says, and all within it. Returns whether there was one.
    pub fn pop(&mut self, is: impl Fn(&Block) -> bool) -> bool {
        if self.unframed > 0 {
            self.unframed -= 1;
            return true;
        }
        if self.cell.is_some() || !self.frames.iter().any(|frame| is(&frame.block)) {
            return false;
        }
        while let Some(frame) = self.frames.pop() {
            let is_item = matches!(frame.block, Block::Item { .. });
            if self.first.len() > frame.first && is_item {
                // An item without words still counts.
                self.fresh = false;
                self.new_line();
                let length = self.out.trim_end().len();
                self.out.truncate(length);
                self.block(Gap::Empty);
            }
            self.first.truncate(frame.first);
            self.prefix.truncate(frame.prefix);
            self.gap_prefix = self.gap_prefix.min(frame.prefix);
            if let Block::List { mark, .. } = frame.block {
                self.list_end = (self.out.len(), mark);
            }
            if is(&frame.block) {
                return true;
            }
        }
        false
    }

    /// Ends what was left open in the innermost list, up to the block that `is` says.
    pub fn pop_until_in_list(&mut self, is: impl Fn(&Block) -> bool) {
        let found = self
            .frames
            .iter()
            .rev()
            .find(|frame| is(&frame.block) || !matches!(frame.block, Block::Item { .. } | Block::Term));
        if self.unframed == 0 && found.is_some_and(|frame| is(&frame.block)) {
            self.block(Gap::Empty);
            self.pop(is);
        }
    }

    /// Ends the callout that began with the innermost of `divs` open elements, if one did.
    pub fn pop_div(&mut self, divs: usize) {
        let begun = |block: &Block| matches!(block, Block::Callout(with) if *with >= divs);
        if self.frames.iter().any(|frame| begun(&frame.block)) {
            self.pop(begun);
        }
    }

    /// Returns the innermost block, unless there are some without a frame.
    pub fn innermost(&mut self) -> Option<&mut Block> {
        if self.unframed > 0 || self.cell.is_some() {
            return None;
        }
        self.frames.last_mut().map(|frame| &mut frame.block)
    }

    /// Returns whether the block stands in an item of a list without empty lines.
    pub fn is_in_tight_item(&mut self) -> bool {
        matches!(self.innermost(), Some(Block::Item { tight: true }))
    }

    /// Returns the mark for a list, of two alternatives: two lists with the same mark would be one.
    pub fn list_mark(&self, marks: [char; 2]) -> char {
        let [usual, other] = marks;
        if self.list_end == (self.out.len(), usual) { other } else { usual }
    }
}
