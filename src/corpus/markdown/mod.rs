//! Turns the text that one audience may see into HTML with gaps for its links.
//!
//! It gets text whose hidden parts are gone already, and knows no other article: where links lead is
//! decided later, page by page.

mod autolink;
mod bold;
mod callouts;
mod code;
mod directives;
mod finish;
mod footnotes;
mod highlight;
mod ids;
mod images;
mod keys;
mod math;
mod mathml;
mod prose;
mod raw_html;
mod sanitize;
mod source;
mod suspects;
mod tags;
mod text;
mod words;
mod writer;

use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::model::{Reference, Rendered};

pub use directives::MANUAL;
pub use highlight::Highlighted;
pub(in crate::corpus) use source::{MarkdownText, Marker};
pub(in crate::corpus) use text::substitute;

/// Remembers how code blocks are coloured, by their language and text. Colouring costs far more than all
/// the rest of an article, and translations repeat the same blocks.
pub type CodeMemo = Memo<Highlighted>;

/// What a text became.
pub struct Page {
    pub(in crate::corpus) rendered: Rendered,
    /// What it refers to, in the order of the slots' numbers.
    pub(in crate::corpus) references: Vec<Reference>,
    /// All ids that a link may lead to, headings' and others.
    pub(in crate::corpus) ids: Vec<String>,
    /// What is wrong with the text by itself.
    pub(in crate::corpus) problems: Vec<Diagnostic>,
}

/// Remembers what texts became, by the files they are put together from and the settings.
pub type PageMemo = Memo<Arc<Page>>;

/// Renders `source`.
pub(in crate::corpus) fn render(source: &MarkdownText, settings: &Settings, code: &CodeMemo) -> Page {
    let mut problems = Vec::new();
    let page = writer::Writer::new(source, settings, code, &mut problems).run();
    Page { problems, ..page }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Block, scan_all};
    use crate::model::{Question, SourcePath, Span};

    /// What a text became, with nothing at the place of its links.
    pub(super) struct Outcome {
        pub html: String,
        pub questions: Vec<Question>,
        pub problems: Vec<&'static str>,
        pub hints: Vec<String>,
    }

    /// Renders one article's text with the default settings.
    pub(super) fn rendered(text: &str) -> Outcome {
        rendered_with("", text)
    }

    /// Renders one article's text with more settings.
    pub(super) fn rendered_with(settings: &str, text: &str) -> Outcome {
        let settings = format!("title: T\nbase_url: https://x.example/\n{settings}");
        let settings = crate::config::load(&settings).value.unwrap();
        let path = SourcePath::new("content/a.md");
        let mut sink = Vec::new();
        let blocks = scan_all(text, &path, &settings, &mut sink);
        let mut source = MarkdownText::new();
        assemble(&mut source, &path, text, &blocks);
        let page = render(&source, &settings, &CodeMemo::default());
        sink.extend(page.problems);
        Outcome {
            html: page.rendered.html.to_string(),
            questions: page.rendered.questions.to_vec(),
            problems: sink.iter().map(|problem| problem.code.as_str()).collect(),
            hints: sink.iter().flat_map(|problem| problem.hints.clone()).collect(),
        }
    }

    fn assemble(source: &mut MarkdownText, path: &SourcePath, text: &str, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Text(range) => source.push(path, text, range.clone(), ""),
                Block::Container { opening, prefix, range, blocks } => {
                    let span = Span::new(path, range.start, range.end);
                    source.mark(Marker::Open(opening.clone()), prefix, span.clone());
                    assemble(source, path, text, blocks);
                    source.mark(Marker::Close(opening.container), prefix, span);
                }
                Block::Only { .. } | Block::Snippet { .. } => {}
            }
        }
    }
}
