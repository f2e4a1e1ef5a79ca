//! Writes text and links.

use std::borrow::Cow;
use std::ops::Range;

use super::autolink;
use super::bold;
use super::keys;
use super::tags::{holds_directive, looks_like_directive};
use super::text::{escape, escape_attribute};
use super::writer::{OpenLink, Writer};
use crate::corpus::content::after_escaped;
use crate::diagnostic::Code;
use crate::model::{Reference, TraceKind};

impl Writer<'_> {
    /// Writes plain text that stands at `range`.
    pub(super) fn words(&mut self, text: &str, range: Range<usize>) {
        let source = self.source.as_str();
        let escaped = range.start > 0 && source.as_bytes().get(range.start - 1) == Some(&b'\\');
        let unescaped = if escaped { after_escaped(text).trim_start_matches('{') } else { text };
        if (self.line_start && !escaped && looks_like_directive(text)) || holds_directive(unescaped) {
            let span = self.source.span(range.clone());
            self.misplaced(span, "this directive is not recognised here");
        }
        if text.contains("<!--") && !(escaped && text.starts_with('<')) {
            self.unclosed_comment(range.clone());
        }
        if text.contains("**") {
            self.trace_bold(text, &range);
        }
        if text.contains("[^") {
            self.undefined_footnotes(text, &range, escaped);
        }
        let start = range.start;
        self.around_concealed(
            text,
            |at| start + at,
            |writer, part, at| writer.shown_words(part, start + at..range.end, escaped && at == 0),
        );
    }

    fn shown_words(&mut self, text: &str, range: Range<usize>, escaped: bool) {
        // `\:kbd[x]` shows the brackets.
        let has_keys = text.contains(":kbd[") && !(escaped && text.starts_with(":kbd["));
        let plain = if has_keys { Cow::Owned(keys::plain(text)) } else { Cow::Borrowed(text) };
        if let Some(image) = &mut self.image {
            image.alt.push_str(&plain);
            return;
        }
        self.plain_words(&plain);
        if has_keys {
            let mut html = std::mem::take(&mut self.html);
            keys::write(&mut html, text, escape);
            self.html = html;
        } else if self.links > 0 {
            escape(&mut self.html, text);
        } else {
            self.linked_words(text, &range);
        }
    }

    pub(super) fn unclosed_comment(&mut self, range: Range<usize>) {
        let message =
            "this comment is not closed where Markdown expects it, so its text would be published".to_owned();
        let hint = "write `<!--` and `-->` on one line, or as a block of its own without empty lines";
        self.report(Code::UnclosedComment, message, range, hint);
    }

    fn linked_words(&mut self, words: &str, range: &Range<usize>) {
        let mut at = 0;
        for found in autolink::find(words) {
            escape(&mut self.html, words.get(at..found.range.start).unwrap_or(""));
            let place = range.start + found.range.start..range.start + found.range.end;
            let token = self.reference(&found.target, place, false);
            self.html.push_str(&format!("<a href=\"{token}\">"));
            escape(&mut self.html, words.get(found.range.clone()).unwrap_or(""));
            self.html.push_str("</a>");
            at = found.range.end;
        }
        escape(&mut self.html, words.get(at..).unwrap_or(""));
    }

    pub(super) fn inline_code(&mut self, text: &str) {
        self.line_start = false;
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        self.plain_words(text);
        self.html.push_str("<code>");
        escape(&mut self.html, text);
        self.html.push_str("</code>");
    }

    /// Keeps a reference and returns the token for it.
    pub(super) fn reference(&mut self, target: &str, range: Range<usize>, embedded: bool) -> String {
        let span = self.source.span(range);
        let number = self.references.len();
        let (path, range) = (span.path, span.start..span.end);
        let target = target.to_owned();
        self.references.push(Reference { target, path, range, embedded, shown: true });
        self.tokens.reference(number)
    }

    /// Keeps the places of words that were meant to be bold.
    fn trace_bold(&mut self, text: &str, range: &Range<usize>) {
        let source = self.source.as_str();
        // Where characters are written in another way, places would be wrong.
        if source.get(range.clone()) != Some(text) {
            return;
        }
        let before = source.get(..range.start).and_then(|head| head.chars().next_back());
        for found in bold::unrendered(text, before.filter(|before| *before != '\n')) {
            let words = text.get(found.clone()).unwrap_or("").to_owned();
            let place = range.start + found.start..range.start + found.end;
            self.trace(TraceKind::UnrenderedBold(words), place, None);
        }
    }

    pub(super) fn end_link(&mut self) {
        self.links = self.links.saturating_sub(1);
        if let Some(link) = self.open_link.take() {
            let words = link.words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.trace(TraceKind::Link(words), link.range, Some(link.reference));
        }
    }

    pub(super) fn start_link(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.links += 1;
        self.line_start = false;
        let reference = self.references.len();
        self.open_link = Some(OpenLink { words: String::new(), range: range.clone(), reference });
        let place = self.narrow(range, target);
        let token = self.reference(target, place, false);
        self.html.push_str(&format!("<a href=\"{token}\""));
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape_attribute(&mut self.html, title);
            self.html.push('"');
        }
        self.html.push('>');
    }

    /// Narrows the range of a link or image to its target, where that stands in it as written.
    pub(super) fn narrow(&self, range: Range<usize>, target: &str) -> Range<usize> {
        let text = self.source.as_str().get(range.clone()).unwrap_or("");
        match text.rfind(target).filter(|_| !target.is_empty()) {
            Some(at) => range.start + at..range.start + at + target.len(),
            None => range,
        }
    }
}
