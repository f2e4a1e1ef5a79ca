//! Turns the classes in force into runs of coloured text.

use onig::Region;

use super::stored::Clear;

/// Lengths of the runs of text with one class, in order, none across two lines.
pub(super) type Runs = Vec<(u32, u8)>;

/// The classes in force, and the runs of the current line so far.
#[derive(Default)]
pub(super) struct Paint {
    /// The classes of all scopes in force, the innermost last; 0 is a scope without a class.
    classes: Vec<u8>,
    /// Classes that contexts have cleared, to be restored after them.
    cleared: Vec<Vec<u8>>,
    runs: Runs,
    /// Bytes of the line that are in `runs`.
    done: usize,
}

impl Paint {
    /// Begins the next line, and returns the runs of the last one.
    pub fn next_line(&mut self) -> Runs {
        self.done = 0;
        std::mem::take(&mut self.runs)
    }

    /// Gives the text up to `to` the class of the innermost scope that has one.
    pub fn reach(&mut self, to: usize) {
        if to <= self.done {
            return;
        }
        let class = self.classes.iter().rev().copied().find(|class| *class != 0).unwrap_or(0);
        let length = u32::try_from(to - self.done).unwrap_or(u32::MAX);
        match self.runs.last_mut() {
            Some((last, same)) if *same == class => *last += length,
            _ => self.runs.push((length, class)),
        }
        self.done = to;
    }

    /// Opens scopes.
    pub fn open(&mut self, classes: &[u8]) {
        self.classes.extend(classes);
    }

    /// Closes the innermost scopes.
    pub fn close(&mut self, count: usize) {
        self.classes.truncate(self.classes.len().saturating_sub(count));
    }

    /// Takes the scopes out of force that a context clears.
    pub fn clear(&mut self, amount: Option<Clear>) {
        let kept = match amount {
            None => return,
            Some(Clear::All) => 0,
            Some(Clear::Top(count)) => self.classes.len().saturating_sub(count),
        };
        self.cleared.push(self.classes.split_off(kept));
    }

    /// Takes back what [`Paint::clear`] did.
    pub fn restore(&mut self, cleared: Option<Clear>) {
        if let Some(mut classes) = cleared.and_then(|_| self.cleared.pop()) {
            self.classes.append(&mut classes);
        }
    }

    /// Colours the groups of a match.
    pub fn captures(&mut self, captures: &[(usize, Vec<u8>)], region: &Region) {
        let mut edges: Vec<(usize, usize, &[u8])> = Vec::new();
        for (group, classes) in captures {
            if let Some((from, to)) = region.pos(*group).filter(|(from, to)| from != to) {
                edges.extend([(from, to, classes.as_slice()), (to, 0, classes.as_slice())]);
            }
        }
        // At one position, groups end before others begin, and of those that begin the longest is the outermost.
        edges.sort_by_key(|(at, to, _)| (*at, *to != 0, usize::MAX - to));
        for (at, to, classes) in edges {
            self.reach(at);
            if to == 0 { self.close(classes.len()) } else { self.open(classes) }
        }
    }
}
