//! Puts Markdown together line by line: what stands before each line, and the empty lines between blocks. Knows
//! nothing of HTML.
//!
//! Nothing is written before the first word that needs it. So elements without words leave no trace.

use super::frames::Frame;
use super::marks::Inline;

/// Breaks between two words of a cell that are written.
const BREAKS_MAX: usize = 20;

/// What stands between two blocks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Gap {
    /// The end of a line.
    Line,
    /// An empty line.
    Empty,
}

/// The Markdown so far.
pub(super) struct Writer {
    pub out: String,
    /// What each line of the open blocks begins with.
    pub(super) prefix: String,
    /// What the next line begins with instead, after the first bytes of the prefix.
    pub(super) first: String,
    pub(super) first_from: usize,
    pub(super) frames: Vec<Frame>,
    /// Blocks that are open without a frame.
    pub(super) unframed: usize,
    gap: Gap,
    /// How much of the prefix the empty line before the next block has.
    pub(super) gap_prefix: usize,
    /// Whether the next word begins a block.
    pub(super) fresh: bool,
    /// Whether anything must be written before the next word.
    pub(super) waiting: bool,
    space: Option<Space>,
    breaks: usize,
    /// Where the words of this line begin.
    pub(super) line: usize,
    pub(super) inline: Vec<Inline>,
    /// Marks that are open without being kept.
    pub(super) unmarked: usize,
    /// Where the last mark of emphasis ended.
    pub(super) marked: usize,
    /// Whether the next paragraph goes on in this line.
    joined: bool,
    /// Whether the next block begins in the next line.
    near: bool,
    /// Where the last list ended, and its mark.
    pub(super) list_end: (usize, char),
    /// In a heading, the length of the waiting mark before it.
    heading: Option<usize>,
    pub(super) cell: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    Blank,
    LineEnd,
}

impl Writer {
    /// Returns a writer of nothing yet.
    pub fn new(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            prefix: String::new(),
            first: String::new(),
            first_from: 0,
            frames: Vec::new(),
            unframed: 0,
            gap: Gap::Empty,
            gap_prefix: 0,
            fresh: true,
            waiting: true,
            space: None,
            breaks: 0,
            line: 0,
            inline: Vec::new(),
            unmarked: 0,
            marked: usize::MAX,
            joined: false,
            near: false,
            list_end: (usize::MAX, ' '),
            heading: None,
            cell: None,
        }
    }

    /// Ends what is open and returns the whole.
    pub fn finish(mut self) -> String {
        self.block(Gap::Empty);
        while self.pop(|_| true) {}
        let length = self.out.trim_end().len();
        self.out.truncate(length);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Ends the block and begins another after `gap`.
    pub fn block(&mut self, gap: Gap) {
        self.suspend();
        if self.cell.is_some() {
            return self.space(false);
        }
        // The first block of an item stands behind its mark.
        if self.first.is_empty() {
            let length = self.prefix.len();
            self.gap_prefix = if self.fresh { self.gap_prefix.min(length) } else { length };
            self.gap = if self.near { Gap::Line } else { gap };
        }
        (self.fresh, self.waiting, self.joined) = (true, true, false);
        (self.breaks, self.space) = (0, None);
    }

    /// Begins a paragraph, which goes on in this line where something waits for it.
    pub fn paragraph(&mut self) {
        if !self.joined {
            self.block(Gap::Empty);
        }
    }

    /// Lets the next block begin in the next line.
    pub fn stay_near(&mut self) {
        self.near = self.cell.is_none() && self.first.is_empty();
    }

    /// Ends a term: what comes next stands in the same line.
    pub fn join(&mut self) {
        if self.first.is_empty() && self.cell.is_none() && !self.out.is_empty() {
            if !self.out.ends_with(':') {
                self.out.push(':');
            }
            (self.fresh, self.waiting, self.joined) = (false, true, true);
            self.space = Some(Space::Blank);
        }
    }

    /// Notes that white space stands here.
    pub fn space(&mut self, line_end: bool) {
        if self.space.is_none() {
            self.space = Some(if line_end { Space::LineEnd } else { Space::Blank });
            self.waiting = true;
        }
    }

    /// Notes that the line is broken here; twice is what others write for a paragraph.
    pub fn line_break(&mut self) {
        if self.heading.is_some() {
            return self.space(false);
        }
        self.breaks += 1;
        self.waiting = true;
        if self.breaks > 1 && self.cell.is_none() {
            self.block(Gap::Empty);
        }
    }

    /// Writes what must stand before a word that begins with `next`.
    pub fn begin(&mut self, next: char) {
        if !self.waiting {
            return;
        }
        self.waiting = false;
        self.joined = false;
        let space = self.space.take();
        if self.cell.is_some() {
            // A row is one line, so a break in it is the one that Markdown has no sign for.
            if self.breaks > 0 && !self.fresh {
                self.out.push_str(&"<br>".repeat(self.breaks.min(BREAKS_MAX)));
            } else if space.is_some() && !self.fresh {
                self.out.push(' ');
            }
        } else if self.fresh {
            self.new_line();
        } else if self.breaks > 0 {
            self.out.push_str("\\\n");
            self.out.push_str(&self.prefix);
            self.line = self.out.len();
        } else if let Some(space) = space {
            // Chinese and Japanese know no spaces; browsers are about to leave them out as well.
            let before = self.out.chars().next_back().unwrap_or(' ');
            if space == Space::Blank || !is_wide(before) || !is_wide(next) {
                self.out.push(' ');
            }
        }
        (self.fresh, self.breaks) = (false, 0);
        if !self.inline.is_empty() {
            self.open_marks(next);
        }
    }

    /// Begins the first line of a block.
    pub(super) fn new_line(&mut self) {
        self.near = false;
        if !self.out.is_empty() {
            self.out.push('\n');
            if self.gap == Gap::Empty {
                self.out.push_str(self.prefix.get(..self.gap_prefix).unwrap_or("").trim_end());
                self.out.push('\n');
            }
        }
        if self.first.is_empty() {
            self.out.push_str(&self.prefix);
        } else {
            self.out.push_str(self.prefix.get(..self.first_from).unwrap_or(""));
            self.out.push_str(&self.first);
            self.first.clear();
        }
        self.line = self.out.len();
    }

    /// Begins a block that is not made of words.
    pub fn start_line(&mut self) {
        self.new_line();
        (self.fresh, self.joined, self.breaks, self.space) = (false, false, 0, None);
    }

    /// Writes one more line of the block as it is.
    pub fn line(&mut self, text: &str) {
        self.out.push('\n');
        let prefix = if text.is_empty() { self.prefix.trim_end() } else { &self.prefix };
        self.out.push_str(prefix);
        self.out.push_str(text);
        self.line = self.out.len();
    }

    /// Writes a line across.
    pub fn rule(&mut self) {
        self.block(Gap::Empty);
        if self.cell.is_none() {
            // Behind the mark of an item, `---` would be one line with it.
            let rule = if self.first.is_empty() { "---" } else { "___" };
            self.start_line();
            self.out.push_str(rule);
            self.block(Gap::Empty);
        }
    }

    /// Returns the gap that the next block is to have, where nothing has been written since.
    pub fn gap(&self) -> Gap {
        if self.fresh { self.gap } else { Gap::Empty }
    }

    /// Begins a heading; `marks` is `## ` or the like.
    pub fn start_heading(&mut self, marks: &str) {
        self.block(Gap::Empty);
        if self.cell.is_some() {
            return;
        }
        self.heading = Some(self.first.len());
        if self.first.is_empty() {
            self.first_from = self.prefix.len();
        }
        self.first.push_str(marks);
    }

    /// Ends a heading; one without words is none.
    pub fn end_heading(&mut self) {
        if let Some(first) = self.heading.take() {
            self.first.truncate(first);
        }
        self.block(Gap::Empty);
    }

    /// Begins a cell of a table.
    pub fn start_cell(&mut self) {
        self.out.push(' ');
        self.cell = Some(self.out.len());
        (self.fresh, self.waiting, self.space, self.breaks) = (true, true, None, 0);
    }

    /// Ends a cell of a table.
    pub fn end_cell(&mut self) {
        self.suspend();
        if let Some(start) = self.cell.take() {
            self.out.push_str(if self.out.len() > start { " |" } else { "|" });
            self.unframed = 0;
            (self.fresh, self.waiting, self.space, self.breaks) = (false, true, None, 0);
        }
    }

    /// Returns whether the words stand in a cell of a table.
    pub fn is_in_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Returns whether the words stand in a heading.
    pub fn is_in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// Returns the sign before this place; a line begins after a space.
    pub fn before(&self) -> char {
        if self.at_line_start() { ' ' } else { self.out.chars().next_back().unwrap_or(' ') }
    }

    /// Returns whether the next sign is the first of its line.
    pub fn at_line_start(&self) -> bool {
        self.cell.is_none() && self.out.len() == self.line
    }

    /// Returns whether nothing but a number of a list stands in this line.
    pub fn line_is_number(&self) -> bool {
        let length = self.out.len().saturating_sub(self.line);
        self.cell.is_none()
            && (1..=9).contains(&length)
            && self.out.get(self.line..).is_some_and(|line| line.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// Returns whether the sign belongs to a script without spaces.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}
