//! Reads a pattern of Oniguruma into a tree.
//!
//! What is rare in grammars is not read: such a part, or the whole pattern, counts as unknown.

use std::iter::Peekable;
use std::str::Chars;

use super::around::{Around, merged};
use super::class::{Class, is_space, is_word, property};
use super::node::Node;
use super::symbols::{DEPTH, Set};

/// Groups inside groups; the reader calls itself for each.
const NESTING_MAX: usize = 60;

/// Returns the tree of `pattern`, unless something in it is unknown, and whether it has groups to capture.
pub(super) fn read(pattern: &str) -> (Option<Node>, bool) {
    let mut parser = Parser { rest: pattern.chars().peekable(), nesting: 0, whole: false, captures: false };
    let node = parser.alternatives(&mut Flags::default()).filter(|_| parser.rest.peek().is_none());
    (node, parser.captures)
}

/// Options such as `(?i)`; they hold to the end of the group.
#[derive(Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    extended: bool,
    dot_is_all: bool,
}

/// Its functions return `None` for what they do not know.
struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    nesting: usize,
    /// Whether the ends of sequences must be kept, as in a look behind.
    whole: bool,
    /// Whether there was a group to capture.
    captures: bool,
}

impl Parser<'_> {
    /// Skips `text` if it comes next, and returns whether it did.
    fn eat(&mut self, text: &str) -> bool {
        let mut rest = self.rest.clone();
        let found = text.chars().all(|c| rest.next() == Some(c));
        if found {
            self.rest = rest;
        }
        found
    }

    /// Returns the text up to the next `end`, and skips both.
    fn until(&mut self, end: char) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                c if c == end => return Some(text),
                c => text.push(c),
            }
        }
    }

    /// Reads a number with so many digits.
    fn digits(&mut self, radix: u32, counts: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let (mut value, mut count) = (0, 0);
        while count < *counts.end()
            && let Some(c) = self.rest.next_if(|c| c.is_digit(radix))
        {
            value = value * radix + c.to_digit(radix)?;
            count += 1;
        }
        counts.contains(&count).then_some(value)
    }

    /// Reads `a|b|c` up to the end of the group.
    fn alternatives(&mut self, flags: &mut Flags) -> Option<Node> {
        self.nesting += 1;
        if self.nesting > NESTING_MAX {
            return None;
        }
        let mut nodes = vec![self.sequence(flags)?];
        while self.eat("|") {
            match (nodes.last_mut(), self.sequence(flags)?) {
                (Some(Node::Begin(last, needed)), Node::Begin(next, needs)) => {
                    **last = last.or(*next);
                    *needed = needed.or(needs);
                }
                (_, node) => nodes.push(node),
            }
        }
        self.nesting -= 1;
        Some(if nodes.len() == 1 { nodes.pop()? } else { Node::Any(nodes) })
    }

    /// Reads one alternative.
    fn sequence(&mut self, flags: &mut Flags) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut length = 0;
        let mut needed = Set::ALL;
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            if flags.extended && c.is_ascii_whitespace() {
                continue;
            }
            if flags.extended && c == '#' {
                self.until('\n');
                continue;
            }
            let Some(node) = self.atom(c, flags)? else { continue };
            let node = self.repeated(node, flags);
            needed = needed.smaller(node.needs());
            if length < DEPTH || self.whole {
                length += node.shortest();
                nodes.push(node);
            }
        }
        if nodes.len() == 1 {
            return nodes.pop();
        }
        if length < DEPTH || self.whole {
            return Some(Node::All(nodes));
        }
        // Only the start matters. Keeping no more makes long lists of words small.
        let start = merged(Node::All(nodes).starts(vec![Around::ANY])).pop();
        Some(start.map_or(Node::Any(Vec::new()), |around| Node::Begin(Box::new(around), needed)))
    }

    /// Reads the quantifiers after `node`.
    fn repeated(&mut self, mut node: Node, flags: &Flags) -> Node {
        loop {
            if flags.extended {
                let mut rest = self.rest.clone();
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if rest.peek().is_some_and(|c| matches!(c, '?' | '*' | '+' | '{')) {
                    self.rest = rest;
                }
            }
            let (low, high) = match self.rest.peek() {
                Some('?') => (0, 1),
                Some('*') => (0, usize::MAX),
                Some('+') => (1, usize::MAX),
                _ => match self.interval() {
                    Some(bounds) => bounds,
                    None => return node,
                },
            };
            self.rest.next();
            node = Node::Repeat(Box::new(node), low, high);
        }
    }

    /// Reads `{2,3}` up to the closing brace. Other text in braces is literal.
    fn interval(&mut self) -> Option<(usize, usize)> {
        let mut rest = self.rest.clone();
        rest.next_if_eq(&'{')?;
        let inside: String =
            std::iter::from_fn(|| rest.next_if(|c| c.is_ascii_digit() || *c == ',')).collect();
        let bound = |text: &str, open| if text.is_empty() { Some(open) } else { text.parse().ok() };
        let (low, high) = match inside.split_once(',') {
            Some(("", "")) => return None,
            Some((low, high)) => (bound(low, 0)?, bound(high, usize::MAX)?),
            None => (inside.parse().ok()?, inside.parse().ok()?),
        };
        if low > high || rest.peek() != Some(&'}') {
            return None;
        }
        self.rest = rest;
        Some((low, high))
    }

    /// Reads a character, class, group or anchor that begins with `c`. Comments give nothing.
    fn atom(&mut self, c: char, flags: &mut Flags) -> Option<Option<Node>> {
        let place = |around| Node::Where(Box::new(around));
        Some(Some(match c {
            '(' => return self.group(flags),
            '[' => cased(self.class()?, *flags),
            '.' if flags.dot_is_all => Node::Class(Class::NONE.not()),
            '.' => Node::Class(Class::exact(Set::LINE_FEED).not()),
            '^' => place(Around::before(Set::EDGE.or(Set::LINE_FEED))),
            '$' => place(Around::after(Set::EDGE.or(Set::LINE_FEED))),
            '?' | '*' | '+' => return None,
            '\\' => match self.rest.next()? {
                'b' => Node::WordEdge,
                'A' => place(Around::before(Set::EDGE)),
                'z' => place(Around::after(Set::EDGE)),
                'Z' => place(Around::after(Set::EDGE.or(Set::LINE_FEED))),
                'B' | 'G' => place(Around::ANY),
                '1'..='9' => Node::Unknown,
                c => cased(self.escape(c)?.class(), *flags),
            },
            c => cased(Named::Char(c.into()).class(), *flags),
        }))
    }

    /// Reads a group after its opening bracket.
    fn group(&mut self, flags: &mut Flags) -> Option<Option<Node>> {
        let mut inner = *flags;
        let mut wrap: fn(Box<Node>) -> Node = |node| *node;
        let mut whole = self.whole;
        if self.eat("?#") {
            return self.until(')').map(|_| None);
        } else if self.eat("?<=") {
            (wrap, whole) = (Node::Behind, true);
        } else if self.eat("?<!") {
            (wrap, whole) = (Node::NotBehind, true);
        } else if self.eat("?=") {
            wrap = Node::Ahead;
        } else if self.eat("?!") {
            wrap = Node::NotAhead;
        } else if self.eat("?<") {
            self.until('>')?;
            self.captures = true;
        } else if self.eat("?:") || self.eat("?>") {
            // Does not capture.
        } else if self.eat("?") {
            let mut on = true;
            loop {
                match self.rest.next()? {
                    '-' => on = false,
                    'i' => inner.ignore_case = on,
                    'x' => inner.extended = on,
                    'm' => inner.dot_is_all = on,
                    ':' => break,
                    // Holds for the rest of the surrounding group, further alternatives included.
                    ')' => {
                        *flags = inner;
                        return self.alternatives(flags).map(Some);
                    }
                    _ => return None,
                }
            }
        } else {
            self.captures = true;
        }
        let outside = std::mem::replace(&mut self.whole, whole);
        let node = self.alternatives(&mut inner)?;
        self.whole = outside;
        self.eat(")").then(|| Some(wrap(Box::new(node))))
    }

    /// Reads what follows a backslash, inside or outside of a class.
    fn escape(&mut self, c: char) -> Option<Named> {
        let class = match c {
            'd' => Class::wide(|byte| byte.is_ascii_digit()),
            'w' => Class::wide(is_word),
            's' => Class::wide(is_space),
            'h' => Class::exact(Set::of(|byte| byte.is_ascii_hexdigit())),
            'D' | 'W' | 'S' | 'H' => self.escape(c.to_ascii_lowercase())?.class().not(),
            'p' | 'P' if self.eat("{") => {
                let not = self.eat("^") != (c == 'P');
                let class = property(&self.until('}')?);
                if not { class.not() } else { class }
            }
            _ => return self.escaped_char(c).map(Named::Char),
        };
        Some(Named::Class(class))
    }

    fn escaped_char(&mut self, c: char) -> Option<u32> {
        Some(match c {
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'a' => 7,
            'e' => 27,
            'x' if self.eat("{") => u32::from_str_radix(&self.until('}')?, 16).ok()?,
            'x' => self.digits(16, 1..=2)?,
            'u' => self.digits(16, 4..=4)?,
            '0' => self.digits(8, 0..=2)?,
            // Other letters and digits have special meanings, most of them rare.
            c if c.is_ascii_alphanumeric() => return None,
            c => c.into(),
        })
    }

    /// Reads a class after its opening bracket.
    fn class(&mut self) -> Option<Class> {
        self.nesting += 1;
        if self.nesting > NESTING_MAX {
            return None;
        }
        let not = self.eat("^");
        let mut whole: Option<Class> = None;
        let mut part = Class::NONE;
        // A closing bracket in first place is literal.
        if self.eat("]") {
            part = Named::Char(']'.into()).class();
        }
        loop {
            if self.eat("]") {
                break;
            } else if self.eat("&&") {
                whole = Some(whole.map_or(part, |whole| whole.and(part)));
                part = Class::NONE;
            } else if self.eat("[:") {
                let not = self.eat("^");
                let class = property(&self.until(':')?);
                part = part.or(if not { class.not() } else { class });
                if !self.eat("]") {
                    return None;
                }
            } else if self.eat("[") {
                part = part.or(self.class()?);
            } else {
                part = part.or(self.range()?);
            }
        }
        self.nesting -= 1;
        let class = whole.map_or(part, |whole| whole.and(part));
        Some(if not { class.not() } else { class })
    }

    /// Reads a member of a class, or a range.
    fn range(&mut self) -> Option<Class> {
        let from = self.member()?;
        let mut rest = self.rest.clone();
        if rest.next() != Some('-') || matches!(rest.peek(), Some(']' | '[' | '&')) {
            return Some(from.class());
        }
        self.rest = rest;
        Some(match (from, self.member()?) {
            (Named::Char(from), Named::Char(to)) => Class::range(from, to),
            (from, to) => from.class().or(Named::Char('-'.into()).class()).or(to.class()),
        })
    }

    fn member(&mut self) -> Option<Named> {
        match self.rest.next()? {
            '\\' => match self.rest.next()? {
                'b' => Some(Named::Char(8)),
                c => self.escape(c),
            },
            c => Some(Named::Char(c.into())),
        }
    }
}

/// A member of a class: a character by its code, or a class.
enum Named {
    Char(u32),
    Class(Class),
}

impl Named {
    fn class(self) -> Class {
        match self {
            Self::Char(code) => Class::range(code, code),
            Self::Class(class) => class,
        }
    }
}

/// Returns a node for the class. Where case is ignored, some ASCII letters also match characters beyond ASCII (`k` and
/// the Kelvin sign), and some of those match several letters (`ß` and `ss`).
fn cased(class: Class, flags: Flags) -> Node {
    let wide = class.may.and(Set::LEADING) != Set::NONE;
    if !flags.ignore_case || !wide && class.may.and(Set::LETTERS) == Set::NONE {
        return Node::Class(class);
    }
    let partners = if wide { Set::LETTERS.or(Set::LEADING) } else { Set::LEADING };
    let partners = Node::Class(Class { may: partners, must: Set::NONE });
    let plain = Node::Class(Class { may: class.may.both_cases(), ..class });
    Node::Any(vec![plain, Node::All(vec![partners, Node::Unknown])])
}
