//! Puts together the text that the target may see: blocks for others left out, snippets put in.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Context;
use super::visibility::named_for;
use crate::config::Settings;
use crate::corpus::content::{Block, ContentFile, Opening, seen};
use crate::corpus::markdown::{Lines, MarkdownText, Marker, Scope};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::memo::{Key, Keyer};
use crate::model::LanguageId;

/// Snippets that may lie in each other.
const SNIPPET_DEPTH_MAX: usize = 8;
/// Bytes that snippets may add to one article.
const SNIPPET_BYTES_MAX: usize = 4 << 20;

/// Bytes that each call counts for, so that calls of nothing but calls end too.
const CALL_BYTES: usize = 1 << 10;

/// The pieces of a text, not yet put together: what it will be is known by their files' digests, so that a text which
/// was rendered before is not even written.
#[derive(Default)]
pub(super) struct Recipe<'c> {
    pieces: Vec<Piece<'c>>,
}

enum Piece<'c> {
    /// Lines of a file, each behind a prefix.
    Lines(&'c ContentFile, Range<usize>, String, Scope),
    /// The beginning of a container, or its end, at the line of a file that opens it.
    Mark(&'c ContentFile, Range<usize>, String, Cow<'c, Opening>, Edge, Scope),
    /// What follows begins on a line of its own.
    LineEnd,
}

#[derive(Clone, Copy)]
enum Edge {
    Open,
    Close,
}

impl Recipe<'_> {
    /// Returns the key of the text and of every place in it. `concealing` says what else a file's text depends on.
    pub fn key(&self, settings: &Settings, concealing: impl Fn(&str) -> Option<Key>) -> Key {
        let mut keyer = Keyer::default();
        keyer.add(&settings.digest);
        let mut asked = BTreeSet::new();
        for piece in &self.pieces {
            let (kind, file, range, prefix, scope) = match piece {
                Piece::Lines(file, range, prefix, scope) => (0, file, range, prefix, scope),
                Piece::Mark(file, range, prefix, _, Edge::Open, scope) => (1, file, range, prefix, scope),
                Piece::Mark(file, range, prefix, _, Edge::Close, scope) => (2, file, range, prefix, scope),
                Piece::LineEnd => {
                    keyer.number(3);
                    continue;
                }
            };
            [kind, range.start, range.end, *scope].into_iter().for_each(|number| keyer.number(number));
            if let Piece::Mark(_, _, _, Cow::Owned(opening), ..) = piece {
                keyer.add(opening.title.as_deref().unwrap_or("").as_bytes());
            }
            keyer.add(file.path.as_str().as_bytes());
            keyer.add(file.source.digest());
            keyer.add(prefix.as_bytes());
            if asked.insert(&file.path)
                && let Some(key) = concealing(&file.source.text)
            {
                keyer.add(&key);
            }
        }
        keyer.key()
    }

    /// Puts the text together.
    pub fn write(&self, settings: &Settings) -> MarkdownText {
        let mut text = MarkdownText::new();
        for piece in &self.pieces {
            match piece {
                Piece::Lines(file, range, prefix, scope) => {
                    let (path, whole) = (&file.path, &file.source.text);
                    let lines = Lines { path, text: whole, range: range.clone(), prefix, scope: *scope };
                    text.push(&lines, settings);
                }
                Piece::Mark(file, range, prefix, opening, edge, scope) => {
                    let span = Span::new(&file.path, range.start, range.end);
                    let marker = match edge {
                        Edge::Open => Marker::Open(opening.clone().into_owned()),
                        Edge::Close => Marker::Close(opening.container),
                    };
                    text.mark(marker, prefix, span, *scope);
                }
                Piece::LineEnd => text.end_line(),
            }
        }
        text
    }
}

/// Returns the text of `file` as the target sees it.
pub(super) fn visible<'c>(
    context: Context<'c>,
    file: &'c ContentFile,
    sink: &mut Vec<Diagnostic>,
) -> Recipe<'c> {
    let mut assembly = Assembly {
        context,
        language: file.language,
        recipe: Recipe::default(),
        snippets: Vec::new(),
        scope: 0,
        scopes: 1,
        budget: SNIPPET_BYTES_MAX,
        sink,
    };
    assembly.blocks(file, &file.blocks, "");
    assembly.recipe
}

struct Assembly<'c, 's> {
    context: Context<'c>,
    language: LanguageId,
    recipe: Recipe<'c>,
    /// Snippets that are being put in, outermost first.
    snippets: Vec<&'c str>,
    /// Whose labels what is added uses.
    scope: Scope,
    scopes: usize,
    budget: usize,
    sink: &'s mut Vec<Diagnostic>,
}

impl<'c> Assembly<'c, '_> {
    /// Adds `blocks` of `file`, each line behind `indent`.
    fn blocks(&mut self, file: &'c ContentFile, blocks: &'c [Block], indent: &str) {
        for block in blocks {
            match block {
                Block::Text(range) => {
                    if !self.snippets.is_empty() {
                        self.budget = self.budget.saturating_sub(range.len());
                    }
                    let lines = Piece::Lines(file, range.clone(), indent.to_owned(), self.scope);
                    self.recipe.pieces.push(lines);
                }
                Block::OnlyWords { audiences, blocks } => {
                    if named_for(self.context, *audiences) {
                        self.blocks(file, blocks, indent);
                    }
                }
                Block::Only { audiences, blocks } => {
                    if named_for(self.context, *audiences) {
                        self.end_line();
                        self.blocks(file, blocks, indent);
                    }
                }
                Block::Container { opening, prefix, range, blocks } => {
                    let prefix = format!("{indent}{prefix}");
                    let (opening, scope) = (self.opening(opening), self.scope);
                    let mark = |edge, opening| {
                        Piece::Mark(file, range.clone(), prefix.clone(), opening, edge, scope)
                    };
                    self.recipe.pieces.push(mark(Edge::Open, opening.clone()));
                    self.blocks(file, blocks, indent);
                    self.recipe.pieces.push(mark(Edge::Close, opening));
                }
                Block::Snippet { name, prefix, range } => {
                    let span = Span::new(&file.path, range.start, range.end);
                    self.snippet(name, &format!("{indent}{prefix}"), span);
                }
            }
        }
    }

    /// Returns an opening line as the target sees it: words of its title may be for others.
    fn opening(&self, opening: &'c Opening) -> Cow<'c, Opening> {
        let context = self.context;
        let title = opening
            .title
            .as_deref()
            .map(|title| seen(title, context.settings, |set| named_for(context, set)));
        match title {
            Some(Cow::Owned(title)) => Cow::Owned(Opening { title: Some(title), ..opening.clone() }),
            _ => Cow::Borrowed(opening),
        }
    }

    fn end_line(&mut self) {
        self.recipe.pieces.push(Piece::LineEnd);
    }

    fn snippet(&mut self, name: &'c str, indent: &str, span: Span) {
        let Some(snippet) = self.find(name) else {
            if self.context.corpus.unread.may_be(name) {
                return;
            }
            let names =
                self.context.corpus.snippets.keys().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
            let message = format!("there is no snippet `{name}`");
            let hint =
                did_you_mean(name, names).unwrap_or_else(|| format!("write it into `snippets/{name}.md`"));
            self.sink.push(Diagnostic::new(Code::UnknownSnippet, message).at(span).hint(hint));
            return;
        };
        if self.snippets.contains(&name) {
            let chain =
                self.snippets.iter().chain([&name]).map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let message = format!("this snippet contains itself: {}", chain.join(" → "));
            self.refuse(message, span, "remove one of the calls");
            return;
        }
        if self.snippets.len() >= SNIPPET_DEPTH_MAX || self.budget == 0 {
            let message = format!(
                "snippets may nest {SNIPPET_DEPTH_MAX} deep and add {} MiB to an article",
                SNIPPET_BYTES_MAX >> 20
            );
            self.refuse(message, span, "put the text here directly");
            return;
        }
        // A translation is never wider than its original.
        let original = self.original(name);
        let audiences =
            [Some(snippet), original].into_iter().flatten().filter_map(|file| file.front.audience.as_ref());
        if audiences.into_iter().any(|named| !named_for(self.context, named.value)) {
            return;
        }
        self.budget = self.budget.saturating_sub(CALL_BYTES);
        self.end_line();
        self.snippets.push(name);
        let around = std::mem::replace(&mut self.scope, self.scopes);
        self.scopes += 1;
        self.blocks(snippet, &snippet.blocks, indent);
        self.scope = around;
        self.snippets.pop();
        self.end_line();
    }

    fn refuse(&mut self, message: String, span: Span, hint: &str) {
        self.sink.push(Diagnostic::new(Code::SnippetCycle, message).at(span).hint(hint));
    }

    /// Returns the snippet that the others of this name translate.
    fn original(&self, name: &str) -> Option<&'c ContentFile> {
        let languages = self.context.settings.languages.iter();
        let mut variants = languages.map(|(id, ..)| self.context.corpus.snippets.get(&(name.to_owned(), id)));
        variants.find_map(|variant| variant.map(|file| &**file))
    }

    /// Returns the snippet in the article's language, or the nearest there is.
    fn find(&self, name: &str) -> Option<&'c ContentFile> {
        let snippets = &self.context.corpus.snippets;
        let languages = &self.context.settings.languages;
        let mut wanted = vec![self.language];
        wanted.extend(languages.fallbacks(self.language));
        wanted.extend(languages.iter().map(|(id, ..)| id));
        wanted.into_iter().find_map(|language| snippets.get(&(name.to_owned(), language)).map(|file| &**file))
    }
}
