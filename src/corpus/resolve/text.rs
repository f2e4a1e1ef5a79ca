//! Puts together the text that the target may see: blocks for others left out, snippets put in.

use super::Context;
use super::visibility::named_for;
use crate::corpus::content::{Block, ContentFile};
use crate::corpus::markdown::{MarkdownText, Marker};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::LanguageId;

/// Snippets that may lie in each other.
const SNIPPET_DEPTH_MAX: usize = 8;
/// Bytes that snippets may add to one article.
const SNIPPET_BYTES_MAX: usize = 4 << 20;

/// Bytes that each call counts for, so that calls of nothing but calls end too.
const CALL_BYTES: usize = 1 << 10;

/// Returns the text of `file` as the target sees it.
pub(super) fn visible<'c>(
    context: Context<'c>,
    file: &'c ContentFile,
    sink: &mut Vec<Diagnostic>,
) -> MarkdownText {
    let mut assembly = Assembly {
        context,
        language: file.language,
        text: MarkdownText::new(),
        snippets: Vec::new(),
        budget: SNIPPET_BYTES_MAX,
        sink,
    };
    assembly.blocks(file, &file.blocks, "");
    assembly.text
}

struct Assembly<'c, 's> {
    context: Context<'c>,
    language: LanguageId,
    text: MarkdownText,
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
                    self.text.push(&file.path, &file.text, range.clone(), indent);
                }
                Block::Only { audiences, blocks } => {
                    if named_for(self.context, *audiences) {
                        self.text.end_line();
                        self.blocks(file, blocks, indent);
                    }
                }
                Block::Container { opening, prefix, range, blocks } => {
                    let span = Span::new(&file.path, range.start, range.end);
                    let prefix = format!("{indent}{prefix}");
                    self.text.mark(Marker::Open(opening.clone()), &prefix, span.clone());
                    self.blocks(file, blocks, indent);
                    self.text.mark(Marker::Close(opening.container), &prefix, span);
                }
                Block::Snippet { name, prefix, range } => {
                    let span = Span::new(&file.path, range.start, range.end);
                    self.snippet(name, &format!("{indent}{prefix}"), span);
                }
            }
        }
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
        self.text.end_line();
        self.snippets.push(name);
        self.blocks(snippet, &snippet.blocks, indent);
        self.snippets.pop();
        self.text.end_line();
    }

    fn refuse(&mut self, message: String, span: Span, hint: &str) {
        self.sink.push(Diagnostic::new(Code::SnippetCycle, message).at(span).hint(hint));
    }

    /// Returns the snippet that the others of this name translate.
    fn original(&self, name: &str) -> Option<&'c ContentFile> {
        let languages = self.context.settings.languages.iter();
        let mut variants = languages.map(|(id, ..)| self.context.corpus.snippets.get(&(name.to_owned(), id)));
        variants.find_map(|variant| variant)
    }

    /// Returns the snippet in the article's language, or the nearest there is.
    fn find(&self, name: &str) -> Option<&'c ContentFile> {
        let snippets = &self.context.corpus.snippets;
        let languages = &self.context.settings.languages;
        let mut wanted = vec![self.language];
        wanted.extend(languages.fallbacks(self.language));
        wanted.extend(languages.iter().map(|(id, ..)| id));
        wanted.into_iter().find_map(|language| snippets.get(&(name.to_owned(), language)))
    }
}
