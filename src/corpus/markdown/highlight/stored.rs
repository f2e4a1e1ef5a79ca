//! The grammars as syntect writes them down. Fields that are not used here are named all the same.
//!
//! syntect does not let others see which context a pattern leads to, so these types have the fields of
//! `syntect::parsing` in the same order, and read what it writes.

use std::collections::HashMap;

use serde::Deserialize;

/// A context, by the number of its grammar and its own number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Id {
    pub grammar: usize,
    pub context: usize,
}

#[derive(Deserialize)]
pub(super) struct Set {
    pub grammars: Vec<Grammar>,
}

#[derive(Deserialize)]
pub(super) struct Grammar {
    pub name: String,
    pub extensions: Vec<String>,
    _scope: String,
    _first_line: Option<String>,
    _hidden: bool,
    _variables: HashMap<String, String>,
    /// [`Contexts`], compressed.
    pub contexts: Vec<u8>,
}

#[derive(Deserialize)]
pub(super) struct Contexts {
    pub by_name: HashMap<String, Id>,
    pub all: Vec<Context>,
}

#[derive(Deserialize)]
pub(super) struct Context {
    pub meta_scope: Vec<String>,
    pub meta_content_scope: Vec<String>,
    _meta_include_prototype: bool,
    pub clear_scopes: Option<Clear>,
    pub prototype: Option<Id>,
    pub uses_references: bool,
    pub patterns: Vec<Pattern>,
}

/// How many of the outer scopes do not count in a context.
#[derive(Clone, Copy, Deserialize)]
pub(super) enum Clear {
    Top(usize),
    All,
}

#[derive(Deserialize)]
pub(super) enum Pattern {
    Match(Match),
    Include(Reference),
}

#[derive(Deserialize)]
pub(super) struct Match {
    pub has_references: bool,
    pub regex: String,
    pub scope: Vec<String>,
    pub captures: Option<Vec<(usize, Vec<String>)>>,
    pub operation: Operation,
    pub with_prototype: Option<Reference>,
}

#[derive(Deserialize)]
pub(super) enum Operation {
    Push(Vec<Reference>),
    Set(Vec<Reference>),
    Pop,
    None,
}

#[derive(Deserialize)]
pub(super) enum Reference {
    Named { _name: String },
    ByScope { _scope: String, _context: Option<String>, _with_escape: bool },
    File { _name: String, _context: Option<String>, _with_escape: bool },
    Inline { _name: String },
    Direct(Id),
}

impl Reference {
    /// Returns the context, unless its grammar does not exist.
    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Direct(id) => Some(*id),
            _ => None,
        }
    }
}
