//! The tree of a pattern, and what can be computed from it about matches.

use super::around::{Around, character, merged};
use super::class::{Class, is_word};
use super::symbols::{DEPTH, Set};

/// A part of a pattern.
pub(super) enum Node {
    /// One character.
    Class(Class),
    /// One after the other.
    All(Vec<Node>),
    /// One of them.
    Any(Vec<Node>),
    /// The least and the largest number of repetitions.
    Repeat(Box<Node>, usize, usize),
    /// `(?=…)`
    Ahead(Box<Node>),
    /// `(?!…)`
    NotAhead(Box<Node>),
    /// `(?<=…)`
    Behind(Box<Node>),
    /// `(?<!…)`
    NotBehind(Box<Node>),
    /// `\b`
    WordEdge,
    /// No characters, at a position like this.
    Where(Box<Around>),
    /// At least `DEPTH` bytes with this start; the whole has at least one symbol of the set.
    Begin(Box<Around>, Set),
    /// Not analysed: anything.
    Unknown,
}

impl Node {
    /// Returns what can be around the start of a match, from what can be around its end.
    pub fn starts(&self, ends: Vec<Around>) -> Vec<Around> {
        let and = |around: Around| ends.iter().filter_map(|end| end.and(around)).collect();
        match self {
            Node::Class(class) => merged(ends.iter().flat_map(|end| character(class.may, *end))),
            Node::All(nodes) => nodes.iter().rfold(ends, |ends, node| node.starts(ends)),
            Node::Any(nodes) => merged(nodes.iter().flat_map(|node| node.starts(ends.clone()))),
            Node::Repeat(node, low, high) => {
                let mut all = ends.clone();
                for _ in *low..(*high).min(low + DEPTH) {
                    let more = merged(ends.iter().copied().chain(node.starts(all.clone())));
                    if more == all {
                        break;
                    }
                    all = more;
                }
                (0..*low.min(&DEPTH)).fold(all, |all, _| node.starts(all))
            }
            Node::Ahead(node) => {
                let ahead = merged(node.starts(vec![Around::ANY]));
                ahead.first().map_or(Vec::new(), |ahead| and(*ahead))
            }
            Node::NotAhead(node) => and(Around::after(node.certain().not())),
            Node::Behind(node) => and(Around::before(node.last())),
            Node::NotBehind(node) => and(Around::before(node.certain().not())),
            Node::WordEdge => {
                let word = Set::of(is_word).or(Set::CONTINUED).or(Set::LEADING);
                let other = Set::of(is_word).not();
                let edges = [(word, other), (other, word)]
                    .map(|(before, after)| Around::before(before).and(Around::after(after)));
                edges
                    .into_iter()
                    .flatten()
                    .flat_map(|edge| ends.iter().filter_map(move |end| end.and(edge)))
                    .collect()
            }
            Node::Where(around) => and(**around),
            Node::Begin(around, _) => vec![**around],
            Node::Unknown => vec![Around::ANY],
        }
    }

    /// Returns ASCII bytes that match by themselves, whatever is around them.
    fn certain(&self) -> Set {
        match self {
            Node::Class(class) => class.must.and(Set::ASCII),
            Node::Any(nodes) => nodes.iter().map(Node::certain).fold(Set::NONE, Set::or),
            _ => Set::NONE,
        }
    }

    /// Returns the symbols that a match can end with.
    fn last(&self) -> Set {
        match self {
            Node::Class(class) if class.may.and(Set::LEADING) == Set::NONE => class.may,
            Node::Class(class) => class.may.and(Set::ASCII).or(Set::CONTINUED),
            Node::Any(nodes) => nodes.iter().map(Node::last).fold(Set::NONE, Set::or),
            Node::All(nodes) => nodes.last().map_or(Set::ALL, Node::last),
            Node::Repeat(node, 1.., _) => node.last(),
            Node::Where(around) => around.0[0],
            _ => Set::ALL,
        }
    }

    /// Returns symbols of which every match, or what must follow the match, has at least one.
    pub fn needs(&self) -> Set {
        match self {
            Node::Class(class) => class.may,
            Node::All(nodes) => nodes.iter().map(Node::needs).fold(Set::ALL, Set::smaller),
            Node::Any(nodes) => nodes.iter().map(Node::needs).fold(Set::NONE, Set::or),
            Node::Repeat(node, 1.., _) | Node::Ahead(node) => node.needs(),
            Node::Begin(_, set) => *set,
            _ => Set::ALL,
        }
    }

    /// Returns the length that all matches have, and how many symbols they depend on, if a match is certain wherever
    /// the symbols are ASCII and as `starts` says. `before` is the same for the nodes before this one.
    pub fn sure(&self, before: (usize, usize)) -> Option<(usize, usize)> {
        let (length, symbols) = before;
        match self {
            Node::All(nodes) => nodes.iter().try_fold(before, |before, node| node.sure(before)),
            // After a look ahead no more can be added.
            _ if length != symbols => None,
            Node::Class(class) if class.may.ascii == class.must.ascii => Some((length + 1, symbols + 1)),
            Node::Ahead(node) => node.sure(before).map(|(_, symbols)| (length, symbols)),
            _ => None,
        }
    }

    /// Returns the least number of bytes of a match, up to `DEPTH`.
    pub fn shortest(&self) -> usize {
        let length = match self {
            Node::Class(_) => 1,
            Node::All(nodes) => nodes.iter().map(Node::shortest).sum(),
            Node::Any(nodes) => nodes.iter().map(Node::shortest).min().unwrap_or(0),
            Node::Repeat(node, low, _) => node.shortest().saturating_mul(*low),
            Node::Begin(..) => DEPTH,
            _ => 0,
        };
        length.min(DEPTH)
    }
}
