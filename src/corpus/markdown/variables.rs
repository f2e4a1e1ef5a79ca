//! Puts the site's variables into what the parser gives, in the place of their stand-ins.

use pulldown_cmark::{CodeBlockKind, CowStr, Tag};

use super::MarkdownText;
use super::source::Form;
use super::writer::Writer;
use crate::config::HtmlPolicy;
use crate::corpus::variables::{Unknown, unknown_variable};
use crate::model::Span;

impl Writer<'_> {
    /// Returns words with variables put in; unknown ones are reported.
    pub(super) fn restored(&mut self, text: &str, form: Form<'_>) -> String {
        let (source, settings) = (self.source, self.settings);
        let sink = &mut *self.sink;
        let report =
            |found: Unknown<'_>, span: &Span| sink.push(unknown_variable(&found, span.clone(), settings));
        source.restored(text, form, report).into_owned()
    }

    /// Returns code with variables put in. Names that the site does not define are examples of other languages.
    pub(super) fn code_words(&self, code: &str) -> String {
        self.source.restored(code, Form::Code(self.settings), |_, _| {}).into_owned()
    }

    /// Returns raw HTML with variables put in.
    pub(super) fn html_words(&mut self, html: &str) -> String {
        match self.settings.html {
            HtmlPolicy::Escape => self.restored(html, Form::Words),
            HtmlPolicy::Sanitize | HtmlPolicy::Trusted => self.restored(html, Form::Html),
        }
    }

    /// Writes raw HTML within a paragraph.
    pub(super) fn inline_html(&mut self, html: &str, at: usize) {
        let html = self.html_words(html);
        self.raw_html(&[(html, at)], true);
    }

    /// Returns a tag with variables put into what its element is made of.
    pub(super) fn restored_tag<'t>(&mut self, tag: Tag<'t>) -> Tag<'t> {
        let mut words = |text: CowStr<'t>| match text.contains(MarkdownText::STAND_IN) {
            true => CowStr::from(self.restored(&text, Form::Words)),
            false => text,
        };
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: words(dest_url), title: words(title), id }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: words(dest_url), title: words(title), id }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(words(info))),
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(words(name)),
            tag => tag,
        }
    }
}
