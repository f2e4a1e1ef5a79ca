//! Which symbols can stand before and at the start of a match of a pattern, so that most regexes never run.
//!
//! Patterns are tried at every position of every line, and nearly all tries fail. So each pattern is analysed once
//! ([`reader`] reads it into a tree, [`node`] computes the sets). The answer errs on one side only: where it
//! says no, the pattern cannot match there. What the reader does not know counts as "can match anywhere".

mod around;
mod class;
mod node;
mod reader;
mod symbols;

use around::{Around, merged};
use node::Node;
pub(super) use symbols::{CONTINUED, DEPTH, EDGE, SYMBOLS, Set, symbol};

/// What a match of a pattern requires.
pub(super) struct Prefix {
    /// Which symbols can be before the match, and at each of its first places.
    pub around: [Set; DEPTH + 1],
    /// The rest of the line has at least one of these.
    pub needs: Set,
    /// Where the symbols alone decide: the length of the match, and how many symbols it depends on.
    sure: Option<(usize, usize)>,
}

impl Prefix {
    /// Analyses a pattern of Oniguruma.
    pub fn new(pattern: &str) -> Self {
        let (node, captures) = reader::read(pattern);
        let node = node.unwrap_or(Node::Unknown);
        let around = merged(node.starts(vec![Around::ANY])).pop();
        Self {
            around: around.map_or([Set::NONE; DEPTH + 1], |around| around.0),
            needs: node.needs(),
            sure: node.sure((0, 0)).filter(|(_, symbols)| !captures && *symbols <= DEPTH),
        }
    }

    /// Returns the length of the match between `symbols`, which `around` allows, if no regex is needed to know it.
    pub fn length(&self, symbols: [u8; DEPTH + 1]) -> Option<usize> {
        let (length, depends) = self.sure?;
        symbols.iter().skip(1).take(depends).all(u8::is_ascii).then_some(length)
    }
}
