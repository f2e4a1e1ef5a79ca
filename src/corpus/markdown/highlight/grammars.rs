//! All grammars, each unpacked when it is first needed and shared by all threads.

use std::sync::OnceLock;

use super::pattern::{Context, Item, Pattern};
use super::stored::{self, Id};
use super::table::Table;

/// The grammars of `two-face`.
pub(super) struct Grammars {
    stored: Vec<stored::Grammar>,
    loaded: Vec<OnceLock<Loaded>>,
}

/// A grammar that is unpacked.
pub(super) struct Loaded {
    /// The context that a block of code starts in.
    pub start: Id,
    pub contexts: Vec<Context>,
    /// The patterns of each context, without and with those of its prototype, made when first needed.
    tables: Vec<[OnceLock<Table>; 2]>,
}

/// Returns the grammars; the first call reads their list.
pub(super) fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| {
        // syntect keeps the fields of a `SyntaxSet` to itself, but it can be written down and read back.
        let bytes = postcard::to_stdvec(&two_face::syntax::extra_newlines()).unwrap_or_default();
        let stored = postcard::from_bytes::<stored::Set>(&bytes).map(|set| set.grammars).unwrap_or_default();
        Grammars { loaded: stored.iter().map(|_| OnceLock::new()).collect(), stored }
    })
}

impl Grammars {
    /// Returns the names and extensions of all grammars, in the order of their numbers.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = (&str, &[String])> + ExactSizeIterator {
        self.stored.iter().map(|grammar| (grammar.name.as_str(), grammar.extensions.as_slice()))
    }

    /// Returns the grammar with this number.
    pub fn loaded(&'static self, grammar: usize) -> Option<&'static Loaded> {
        let stored = self.stored.get(grammar)?;
        let loaded = self.loaded.get(grammar)?.get_or_init(|| {
            let contexts: Option<stored::Contexts> =
                syntect::dumps::from_reader(stored.contexts.as_slice()).ok();
            let start = contexts.as_ref().and_then(|contexts| contexts.by_name.get("__start").copied());
            let all = contexts.into_iter().flat_map(|contexts| contexts.all);
            let contexts: Vec<Context> = all.map(Context::new).collect();
            let tables = contexts.iter().map(|_| Default::default()).collect();
            Loaded { start: start.unwrap_or(Id { grammar, context: 0 }), contexts, tables }
        });
        Some(loaded)
    }

    pub fn context(&'static self, id: Id) -> Option<&'static Context> {
        self.loaded(id.grammar)?.contexts.get(id.context)
    }

    /// Returns the patterns of a context, made into a table when first needed.
    pub fn table(&'static self, id: Id, with_prototype: bool) -> Option<&'static Table> {
        let context = self.context(id)?;
        let [alone, both] = self.loaded(id.grammar)?.tables.get(id.context)?;
        let table = if with_prototype { both } else { alone };
        Some(table.get_or_init(|| {
            let mut patterns = Vec::new();
            for id in context.prototype.filter(|_| with_prototype).into_iter().chain([id]) {
                self.collect(id, &mut Vec::new(), &mut patterns);
            }
            Table::new(patterns)
        }))
    }

    /// Appends the patterns of a context and of those it includes. `path` has the contexts that led here, since some
    /// include each other.
    fn collect(&'static self, id: Id, path: &mut Vec<Id>, patterns: &mut Vec<&'static Pattern>) {
        if path.contains(&id) {
            return;
        }
        path.push(id);
        for item in self.context(id).iter().flat_map(|context| &context.items) {
            match item {
                Item::Match(pattern) => patterns.push(pattern),
                Item::Include(id) => self.collect(*id, path, patterns),
            }
        }
        path.pop();
    }
}
