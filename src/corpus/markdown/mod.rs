//! Turns the text that one audience may see into HTML with gaps for its links.
//!
//! It gets text whose hidden parts are gone already, and knows no other article: where links lead is
//! decided later, page by page.

mod autolink;
mod code;
mod finish;
mod footnotes;
mod highlight;
mod ids;
mod raw_html;
mod sanitize;
mod source;
mod tags;
mod text;
mod words;
mod writer;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::model::{Reference, Rendered};

pub use highlight::Highlighted;
pub(in crate::corpus) use source::{MarkdownText, Marker};
pub(in crate::corpus) use text::substitute;

/// Remembers how code blocks are coloured, by their language and text. Colouring costs far more than all
/// the rest of an article, and translations repeat the same blocks.
pub type CodeMemo = Memo<Highlighted>;

/// What a text became.
pub(in crate::corpus) struct Page {
    pub rendered: Rendered,
    /// What it refers to, in the order of the slots' numbers.
    pub references: Vec<Reference>,
    /// All ids that a link may lead to, headings' and others.
    pub ids: Vec<String>,
}

/// Renders `source`.
pub(in crate::corpus) fn render(
    source: &MarkdownText,
    settings: &Settings,
    code: &CodeMemo,
    sink: &mut Vec<Diagnostic>,
) -> Page {
    writer::Writer::new(source, settings, code, sink).run()
}
