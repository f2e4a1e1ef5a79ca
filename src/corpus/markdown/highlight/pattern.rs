//! The contexts of a grammar: what their text can contain, and what a match does.

use std::sync::OnceLock;

use onig::{Regex, RegexOptions};

use super::prefix::Prefix;
use super::scopes::class;
use super::stored::{self, Clear, Id};

/// A context: a state of the highlighter, such as "inside a string". Scopes are reduced to the numbers of their
/// classes.
pub(super) struct Context {
    /// Classes of the whole context, including the matches that open and close it.
    pub meta: Vec<u8>,
    /// Classes of the text between those matches.
    pub content: Vec<u8>,
    /// How many classes from outside do not count inside.
    pub clear: Option<Clear>,
    /// A context whose patterns come before its own.
    pub prototype: Option<Id>,
    /// Whether a pattern has references to groups of the match that opened the context.
    pub refers: bool,
    pub items: Vec<Item>,
}

/// A part of a context.
pub(super) enum Item {
    Match(Box<Pattern>),
    /// The patterns of another context.
    Include(Id),
}

/// A pattern, and what its match does.
pub(super) struct Pattern {
    pub text: String,
    /// Whether it has references to groups of the match that opened the context.
    pub refers: bool,
    /// Whether it has `\G`, which matches only where the search began.
    pub continues: bool,
    pub scope: Vec<u8>,
    pub captures: Vec<(usize, Vec<u8>)>,
    pub operation: Operation,
    /// A context whose patterns also count in the opened one.
    pub with_prototype: Option<Id>,
    prefix: OnceLock<Prefix>,
    regex: OnceLock<Option<Regex>>,
}

/// What a match does to the stack of contexts.
pub(super) enum Operation {
    Push(Vec<Id>),
    Set(Vec<Id>),
    Pop,
    Stay,
}

impl Operation {
    /// Returns whether it makes the stack higher.
    pub fn grows(&self) -> bool {
        match self {
            Self::Push(to) => !to.is_empty(),
            Self::Set(to) => to.len() > 1,
            Self::Pop | Self::Stay => false,
        }
    }
}

impl Context {
    pub fn new(stored: stored::Context) -> Self {
        let item = |pattern| match pattern {
            stored::Pattern::Include(reference) => reference.id().map(Item::Include),
            stored::Pattern::Match(one) => Some(Item::Match(Box::new(Pattern::new(one)))),
        };
        Self {
            meta: classes(&stored.meta_scope),
            content: classes(&stored.meta_content_scope),
            clear: stored.clear_scopes,
            prototype: stored.prototype,
            refers: stored.uses_references,
            items: stored.patterns.into_iter().filter_map(item).collect(),
        }
    }
}

impl Pattern {
    fn new(stored: stored::Match) -> Self {
        let ids =
            |references: &[stored::Reference]| references.iter().filter_map(stored::Reference::id).collect();
        let captures = stored.captures.iter().flatten();
        Self {
            refers: stored.has_references,
            continues: stored.regex.contains("\\G"),
            scope: classes(&stored.scope),
            captures: captures.map(|(group, scopes)| (*group, classes(scopes))).collect(),
            operation: match &stored.operation {
                stored::Operation::Push(to) => Operation::Push(ids(to)),
                stored::Operation::Set(to) => Operation::Set(ids(to)),
                stored::Operation::Pop => Operation::Pop,
                stored::Operation::None => Operation::Stay,
            },
            with_prototype: stored.with_prototype.as_ref().and_then(stored::Reference::id),
            text: stored.regex,
            prefix: OnceLock::new(),
            regex: OnceLock::new(),
        }
    }

    /// Returns what a match requires, analysed when first needed.
    pub fn prefix(&self) -> &Prefix {
        self.prefix.get_or_init(|| Prefix::new(&self.text))
    }

    /// Returns the regex, compiled when first needed. A pattern that does not compile never matches.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.text)).as_ref()
    }
}

fn classes(scopes: &[String]) -> Vec<u8> {
    scopes.iter().map(|scope| class(scope)).collect()
}

/// Compiles a pattern as syntect does.
pub(super) fn compile(text: &str) -> Option<Regex> {
    Regex::with_options(text, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, onig::Syntax::default()).ok()
}
