//! Writes the elements that Markdown has marks for.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, LinkType, Tag, TagEnd};

use super::fence::Info;
use super::footnotes::{Footnote, OpenFootnote};
use super::images::ImageState;
use super::text::{escape, escape_attribute};
use super::writer::{CodeState, HeadingState, Writer};
use crate::corpus::content::{Callout, are_suspicious};
use crate::diagnostic::Code;
use crate::model::{Feature, Heading, TraceKind};

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if is_block(&tag) && self.image.is_none() {
            self.close_raw_in_line();
        }
        if !matches!(tag, Tag::HtmlBlock) {
            self.depth += 1;
        }
        if self.image.is_some() {
            // Alternative text has no markup; images inside images are only counted.
            self.nested_images += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        if is_block(&tag) {
            self.line_start = true;
        }
        match tag {
            Tag::Paragraph => self.open_paragraph(),
            Tag::Heading { .. } => {
                self.outer.push(std::mem::take(&mut self.html));
                self.heading = Some(HeadingState { id: None, text: String::new(), range });
            }
            Tag::BlockQuote(kind) => match kind.map(callout) {
                Some(callout) => self.open_callout(callout, None),
                None => self.open_quote(range),
            },
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(name) => {
                let label = (self.source.scope_at(range.start), super::labels::folded(&name));
                let range = range.start..range.start + name.len() + "[^]:".len();
                self.open_footnotes.push(OpenFootnote { label, name: name.into_string(), range });
                self.footnote_words.push(String::new());
                self.outer.push(std::mem::take(&mut self.html));
            }
            Tag::Table(alignments) => {
                self.table = alignments;
                self.html.push_str("<div class=\"table-wrap\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                (self.in_table_head, self.column) = (true, 0);
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.start_link(&format!("mailto:{dest_url}"), "", range);
            }
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                let (target, title) = (dest_url.into_string(), title.into_string());
                self.image = Some(ImageState { target, title, range, alt: String::new() });
            }
            Tag::DefinitionList => self.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            // The options that would give these are off.
            Tag::HtmlBlock | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::HtmlBlock {
            return self.end_html_block();
        }
        let nested = tag == TagEnd::Image && self.nested_images > 0;
        if self.image.is_some() && (tag != TagEnd::Image || nested) {
            self.nested_images -= usize::from(nested);
            self.depth = self.depth.saturating_sub(1);
            return;
        }
        self.close_raw_in_element();
        match tag {
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(Some(_)) => self.html.push_str("</div>\n"),
            TagEnd::BlockQuote(None) => self.close_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(true) => self.html.push_str("</ol>\n"),
            TagEnd::List(false) => self.html.push_str("</ul>\n"),
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.html.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.html.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.html.push_str(if self.in_table_head { "</th>" } else { "</td>" });
                self.column += 1;
            }
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link => {
                self.end_link();
                self.html.push_str("</a>");
            }
            TagEnd::Image => self.end_image(),
            TagEnd::DefinitionList => self.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.html.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.html.push_str("</dd>\n"),
            _ => {}
        }
        if !is_span_end(tag) {
            self.body_words(" ");
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let inner = std::mem::replace(&mut self.html, self.outer.pop().unwrap_or_default());
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let source = self.source.as_str().get(heading.range.clone()).unwrap_or("");
        let heading_line = heading.range.start..heading.range.start + source.trim_end().len();
        let id = match heading.id.filter(|id| !id.trim().is_empty()) {
            Some(id) => {
                let (unique, free) = self.ids.explicit(&id);
                if !free {
                    let message = format!("the id `{id}` is taken by another heading");
                    let place = heading_line.clone();
                    self.report(Code::DuplicateId, message, place, "give this heading another id");
                }
                unique
            }
            None => self.ids.for_heading(&text),
        };
        let level = level as u8;
        let question = self.heading_is_question(level, &text);
        if question {
            self.html.push_str("<details class=\"faq-item\"><summary>");
        } else {
            self.answer_words(&text);
        }
        self.html.push_str(&format!("<h{level} id=\""));
        escape_attribute(&mut self.html, &id);
        self.html.push_str("\">");
        self.html.push_str(&if question { without_links(&inner) } else { inner });
        self.html.push_str(&format!("</h{level}>"));
        self.html.push_str(if question { "</summary><div class=\"faq-answer\">\n" } else { "\n" });
        if self.open_footnotes.is_empty() {
            self.trace(TraceKind::Heading(level), heading_line, None);
            self.headings.push(Heading { level, id, text });
            self.section_begins();
        } else {
            // Its footnote may not be shown, and is no section of the text where it is.
            self.body_words(&text);
        }
        self.line_start = true;
    }

    fn end_footnote(&mut self) {
        let inner = std::mem::replace(&mut self.html, self.outer.pop().unwrap_or_default());
        let Some(OpenFootnote { label, name, range }) = self.open_footnotes.pop() else { return };
        let words = self.footnote_words.pop().unwrap_or_default();
        let message = format!("duplicate footnote `[^{name}]`: this definition is ignored");
        if !self.footnotes.define(label, Footnote { range: range.clone(), name, html: inner, words }) {
            self.report(Code::DuplicateDefinition, message, range, "rename one of the labels");
        }
    }

    fn start_cell(&mut self) {
        let name = if self.in_table_head { "th" } else { "td" };
        let align = match self.table.get(self.column) {
            Some(Alignment::Left) => " class=\"align-start\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            Some(Alignment::None) | None => "",
        };
        self.html.push_str(&format!("<{name}{align}>"));
    }

    fn start_code(&mut self, kind: CodeBlockKind<'_>, range: Range<usize>) {
        let (info, fenced) = match &kind {
            CodeBlockKind::Fenced(info) => (Info::parse(info), true),
            CodeBlockKind::Indented => (Info::default(), false),
        };
        self.code = Some(CodeState { info, fenced, text: String::new(), range });
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if !code.fenced && code.text.lines().any(looks_like_directive) {
            let span = self.source.span(code.range.clone());
            self.misplaced(span, "this directive is indented so far that it is a code block");
        }
        if code.fenced && self.swallows_directive(&code) {
            let span = self.source.span(code.range.start..code.range.start + 3);
            self.misplaced(span, "this code block is never closed, and has a directive in it");
        }
        let text = code.text.as_str();
        self.body_words(code.info.title.as_deref().unwrap_or(""));
        self.body_words(" ");
        self.body_words(text);
        self.line_start = true;
        self.report_fence(&code, text);
        let language = code.info.language.to_lowercase();
        let is_own = self.settings.code_languages.contains_key(&language);
        match language.as_str() {
            "math" if !is_own => self.block_math(text, code.range.clone()),
            "mermaid" if !is_own => self.diagram(text),
            _ => self.coloured(&code, text),
        }
    }

    /// Writes a diagram as the text it is made from, for a script to draw where the site brings one.
    fn diagram(&mut self, text: &str) {
        self.html.push_str(
            "<figure class=\"diagram\"><pre class=\"mermaid\" tabindex=\"0\" role=\"group\" aria-label=\"",
        );
        self.html.push_str(&self.tokens.text("diagram", 0));
        self.html.push_str("\">");
        escape(&mut self.html, text);
        self.html.push_str("</pre></figure>\n");
        self.features.insert(Feature::Diagram);
    }

    /// Returns whether a fence that its writer forgot to close made a directive part of the code. A fence that
    /// another block's fence closes has that block's opening line in it.
    fn swallows_directive(&self, code: &CodeState) -> bool {
        if !code
            .text
            .lines()
            .any(|line| looks_like_directive(line) || line.trim_start().starts_with("::snippet{"))
        {
            return false;
        }
        let source = self.source.as_str().get(code.range.clone()).unwrap_or("");
        let run = |line: &str| {
            let line = line.trim_start_matches([' ', '\t', '>']);
            let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'));
            mark.map_or(0, |mark| line.len() - line.trim_start_matches(mark).len())
        };
        let opening = run(source.lines().next().unwrap_or(""));
        let closed = source
            .lines()
            .skip(1)
            .last()
            .is_some_and(|last| run(last) >= opening && last.trim_end().ends_with(['`', '~']));
        !closed || code.text.lines().any(|line| run(line) >= opening)
    }

    pub(super) fn task(&mut self, checked: bool) {
        for opening in ["<li>", "<li><p>", "<li>\n<p>"] {
            if let Some(length) = self.html.strip_suffix(opening).map(str::len) {
                self.html.truncate(length);
                self.html.push_str(&opening.replace("<li>", "<li class=\"task\">"));
                break;
            }
        }
        let (checked, key) = if checked { (" checked", "task_done") } else { ("", "task_open") };
        let label = self.tokens.text(key, 0);
        self.html.push_str(&format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
    }
}

/// Returns whether a line would be a directive if it were not code.
pub(super) fn looks_like_directive(line: &str) -> bool {
    line.trim_start().strip_prefix(":::").is_some_and(|rest| {
        rest.trim_start_matches(':').trim_start().starts_with(|first: char| first.is_alphabetic())
    })
}

/// Returns whether words hold what hides or includes text, wherever it stands: it would be read by everyone.
pub(super) fn holds_directive(words: &str) -> bool {
    words.contains(":::only") || are_suspicious(words)
}

/// Returns a heading without its links: what opens an answer cannot lead elsewhere at the same time.
fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<a ") {
        out.push_str(before);
        rest = after.split_once('>').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out.replace("</a>", "")
}

fn is_span_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}
