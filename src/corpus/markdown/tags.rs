//! Writes the elements that Markdown has marks for.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::code::{self, Info};
use super::text::{escape, escape_attribute};
use super::writer::{CodeState, HeadingState, ImageState, Writer};
use crate::corpus::content::{Callout, Container};
use crate::diagnostic::Code;
use crate::model::Heading;

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
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
            Tag::Paragraph => {
                self.paragraph_starts();
                self.html.push_str("<p>");
            }
            Tag::Heading { id, .. } => {
                self.outer.push(std::mem::take(&mut self.html));
                let id = id.map(|id| id.into_string());
                self.heading = Some(HeadingState { id, text: String::new(), range });
            }
            Tag::BlockQuote(kind) => match kind.map(callout) {
                Some(callout) => self.open_container(Container::Callout(callout), None),
                None => self.html.push_str("<blockquote>\n"),
            },
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(name) => {
                self.footnote_names.push((name.into_string(), range));
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
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                let (target, title) = (dest_url.into_string(), title.into_string());
                self.image = Some(ImageState { target, title, range, alt: String::new() });
            }
            // The options that would give these are off.
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
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
        match tag {
            TagEnd::Paragraph => {
                self.paragraph_ends();
                self.html.push_str("</p>\n");
            }
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(Some(kind)) => self.close_container(Container::Callout(callout(kind))),
            TagEnd::BlockQuote(None) => self.html.push_str("</blockquote>\n"),
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
                self.links = self.links.saturating_sub(1);
                self.html.push_str("</a>");
            }
            TagEnd::Image => self.end_image(),
            _ => {}
        }
        self.depth = self.depth.saturating_sub(1);
    }

    pub(super) fn open_container(&mut self, container: Container, title: Option<&str>) {
        let (open, key, close) = match container {
            Container::Callout(callout) => {
                let class = callout.as_str();
                let open = format!(
                    "<div class=\"callout callout-{class}\" role=\"note\"><p class=\"callout-title\">"
                );
                (open, callout.title_key(), "</p>\n")
            }
            Container::Details => {
                ("<details class=\"details\"><summary>".to_owned(), "details", "</summary>\n")
            }
        };
        self.html.push_str(&open);
        match title {
            Some(title) => {
                let title = super::text::substitute(title, self.settings, |_| {}).into_owned();
                escape(&mut self.html, &title);
            }
            None => self.html.push_str(&self.tokens.text(key, 0)),
        }
        self.html.push_str(close);
    }

    pub(super) fn close_container(&mut self, container: Container) {
        self.html.push_str(match container {
            Container::Callout(_) => "</div>\n",
            Container::Details => "</details>\n",
        });
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let inner = std::mem::replace(&mut self.html, self.outer.pop().unwrap_or_default());
        let Some(heading) = self.heading.take() else { return };
        let text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let id = match heading.id.filter(|id| !id.trim().is_empty()) {
            Some(id) => {
                let (unique, free) = self.ids.explicit(&id);
                if !free {
                    let message = format!("the id `{id}` is taken by another heading");
                    self.report(Code::DuplicateId, message, heading.range, "give this heading another id");
                }
                unique
            }
            None => self.ids.for_heading(&text),
        };
        let level = level as u8;
        self.html.push_str(&format!("<h{level} id=\""));
        escape_attribute(&mut self.html, &id);
        self.html.push_str("\">");
        self.html.push_str(&inner);
        self.html.push_str(&format!("</h{level}>\n"));
        self.headings.push(Heading { level, id, text });
        self.line_start = true;
    }

    fn end_footnote(&mut self) {
        let inner = std::mem::replace(&mut self.html, self.outer.pop().unwrap_or_default());
        if let Some((name, range)) = self.footnote_names.pop() {
            self.footnotes.define(&name, range.start, inner);
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
        let text = super::text::substitute(&code.text, self.settings, |_| {});
        if code::write(&mut self.html, &code.info, &text, self.memo) {
            let first_line = code.range.start..code.range.start + 3;
            let message = "this code is too large to be coloured".to_owned();
            self.report(Code::PlainCode, message, first_line, "shorten it, or offer it as a file");
        }
        self.line_start = true;
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
        let checked = if checked { " checked" } else { "" };
        self.html.push_str(&format!("<input type=\"checkbox\" disabled{checked}> "));
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
    words.contains(":::only") || words.contains("::snippet{")
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
