//! Puts together the text that the target may see: blocks for others left out, snippets put in.

use std::ops::Range;

use super::Context;
use super::visibility::named_for;
use crate::config::Settings;
use crate::corpus::content::{Block, ContentFile, Opening};
use crate::corpus::markdown::{MarkdownText, Marker};
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
    Lines(&'c ContentFile, Range<usize>, String),
    /// The beginning of a container, or its end, at the line of a file that opens it.
    Mark(&'c ContentFile, Range<usize>, String, &'c Opening, Edge),
    /// What follows begins on a line of its own.
    LineEnd,
}

#[derive(Clone, Copy)]
enum Edge {
    Open,
    Close,
}

impl Recipe<'_> {
    /// Returns the key of the text and of every place in it.
    pub fn key(&self, settings: &Settings) -> Key {
        let mut keyer = Keyer::default();
        keyer.add(&settings.digest);
        for piece in &self.pieces {
            let (kind, file, range, prefix) = match piece {
                Piece::Lines(file, range, prefix) => (0, file, range, prefix),
                Piece::Mark(file, range, prefix, _, Edge::Open) => (1, file, range, prefix),
                Piece::Mark(file, range, prefix, _, Edge::Close) => (2, file, range, prefix),
                Piece::LineEnd => {
                    keyer.number(3);
                    continue;
                }
            };
            [kind, range.start, range.end].into_iter().for_each(|number| keyer.number(number));
            keyer.add(file.path.as_str().as_bytes());
            keyer.add(file.source.digest());
            keyer.add(prefix.as_bytes());
        }
        keyer.key()
    }

    /// Puts the text together.
    pub fn write(&self) -> MarkdownText {
        let mut text = MarkdownText::new();
        for piece in &self.pieces {
            match piece {
                Piece::Lines(file, range, prefix) => {
                    text.push(&file.path, &file.source.text, range.clone(), prefix);
                }
                Piece::Mark(file, range, prefix, opening, edge) => {
                    let span = Span::new(&file.path, range.start, range.end);
                    let marker = match edge {
                        Edge::Open => Marker::Open((*opening).clone()),
                        Edge::Close => Marker::Close(opening.container),
                    };
                    text.mark(marker, prefix, span);
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
                    self.recipe.pieces.push(Piece::Lines(file, range.clone(), indent.to_owned()));
                }
                Block::Only { audiences, blocks } => {
                    if named_for(self.context, *audiences) {
                        self.end_line();
                        self.blocks(file, blocks, indent);
                    }
                }
                Block::Container { opening, prefix, range, blocks } => {
                    let prefix = format!("{indent}{prefix}");
                    let mark = |edge, prefix| Piece::Mark(file, range.clone(), prefix, opening, edge);
                    self.recipe.pieces.push(mark(Edge::Open, prefix.clone()));
                    self.blocks(file, blocks, indent);
                    self.recipe.pieces.push(mark(Edge::Close, prefix));
                }
                Block::Snippet { name, prefix, range } => {
                    let span = Span::new(&file.path, range.start, range.end);
                    self.snippet(name, &format!("{indent}{prefix}"), span);
                }
            }
        }
    }

    fn end_line(&mut self) {
        self.recipe.pieces.push(Piece::LineEnd);
    }

    fn snippet(&mut self, name: &'c str, indent: &str, span: Span) {
        let Some(snippet) = self.find(name) else {
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
        self.blocks(snippet, &snippet.blocks, indent);
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
