//! Writes HTML from the events of the Markdown parser.
//!
//! This file holds the state and the order of things; `tags` writes blocks and spans, `words` text,
//! links and raw HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CowStr, Event, TagEnd};

use super::callouts::Quotes;
use super::directives::OpenContainer;
use super::fence::Info;
use super::finish::{ImageFacts, Tokens};
use super::footnotes::{Footnotes, OpenFootnote};
use super::ids::Ids;
use super::images::{ImageState, Lone};
use super::labels::Labels;
use super::nesting::Nesting;
use super::prose::Excerpt;
use super::source::Form;
use super::suspects::Suspects;
use super::{CodeMemo, Conceals, MarkdownText, Marker, Page, sanitize};
use crate::config::{HtmlPolicy, Settings};
use crate::corpus::parse;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Feature, Heading, Question, Reference, Rendered, Span, Trace, TraceKind};

/// Interface strings that HTML may have gaps for.
#[rustfmt::skip]
pub(super) const STRINGS: &[&str] = &[
    "callout_note", "callout_tip", "callout_important", "callout_warning", "callout_caution", "details",
    "footnotes", "footnote_back", "transcript", "diagram", "task_done", "task_open",
];

/// Quotes that may lie in each other.
const QUOTES_MAX: usize = 100;

/// Everything known while a text is written.
pub(super) struct Writer<'a> {
    pub source: &'a MarkdownText,
    pub settings: &'a Settings,
    pub memo: &'a CodeMemo,
    pub conceals: Conceals<'a>,
    pub sink: &'a mut Vec<Diagnostic>,
    pub tokens: Tokens,
    /// What is being written to.
    pub html: String,
    /// What is taken up again after a heading or footnote.
    pub outer: Vec<String>,
    pub references: Vec<Reference>,
    pub images: BTreeMap<usize, ImageFacts>,
    pub ids: Ids,
    pub headings: Vec<Heading>,
    pub footnotes: Footnotes,
    pub labels: Rc<Labels>,
    /// Footnotes that are being read, outermost first.
    pub open_footnotes: Vec<OpenFootnote>,
    /// The words of each footnote that is being read: nobody knows yet whether it is shown.
    pub footnote_words: Vec<String>,
    /// Markup of ours that sanitising must not touch, put back afterwards.
    pub fragments: Vec<String>,
    pub questions: Vec<Question>,
    pub features: BTreeSet<Feature>,
    /// How many elements are open; containers must end at the depth they began at.
    pub depth: usize,
    pub containers: Vec<OpenContainer>,
    seen: BTreeSet<usize>,
    pub heading: Option<HeadingState>,
    pub image: Option<ImageState>,
    pub lone: Lone,
    pub nested_images: usize,
    pub nesting: Nesting,
    pub links: usize,
    pub code: Option<CodeState>,
    pub table: Vec<Alignment>,
    pub column: usize,
    pub in_table_head: bool,
    /// Text whose events stand side by side in the source.
    pub pending: Option<(String, Range<usize>)>,
    /// Whether the next text begins with the dollar that ended a formula.
    pub after_dollared: bool,
    /// Whether the next word is the first on its line.
    pub line_start: bool,
    /// Whether raw HTML was let through, so that the whole must be sanitised.
    pub raw: bool,
    html_block: Vec<(String, usize)>,
    pub excerpt: Excerpt,
    /// All words so far but those of headings.
    pub prose: String,
    /// What judges ask about, each with the reference without which it is not shown.
    traces: Vec<(Trace, Option<usize>)>,
    /// The link whose words are still to come.
    pub open_link: Option<OpenLink>,
    pub suspects: Suspects,
    pub quotes: Quotes,
}

/// A link whose words are still to come.
pub(super) struct OpenLink {
    pub words: String,
    pub range: Range<usize>,
    pub reference: usize,
}

/// A heading whose words are still to come.
pub(super) struct HeadingState {
    pub id: Option<String>,
    pub text: String,
    pub range: Range<usize>,
}

/// A code block whose text is still to come.
pub(super) struct CodeState {
    pub info: Info,
    pub fenced: bool,
    pub text: String,
    pub range: Range<usize>,
}

impl<'a> Writer<'a> {
    pub fn new(
        source: &'a MarkdownText,
        settings: &'a Settings,
        memo: &'a CodeMemo,
        conceals: Conceals<'a>,
        sink: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            source,
            settings,
            memo,
            conceals,
            sink,
            tokens: Tokens::new(source.as_str()),
            html: String::with_capacity(source.as_str().len() * 3 / 2),
            outer: Vec::new(),
            references: Vec::new(),
            images: BTreeMap::new(),
            ids: Ids::default(),
            headings: Vec::new(),
            footnotes: Footnotes::default(),
            labels: Rc::default(),
            open_footnotes: Vec::new(),
            footnote_words: Vec::new(),
            fragments: Vec::new(),
            questions: Vec::new(),
            features: BTreeSet::new(),
            depth: 0,
            containers: Vec::new(),
            seen: BTreeSet::new(),
            heading: None,
            image: None,
            lone: Lone::default(),
            nested_images: 0,
            nesting: Nesting::default(),
            links: 0,
            code: None,
            table: Vec::new(),
            column: 0,
            in_table_head: false,
            pending: None,
            after_dollared: false,
            line_start: true,
            raw: false,
            html_block: Vec::new(),
            excerpt: Excerpt::Waiting,
            prose: String::new(),
            traces: Vec::new(),
            open_link: None,
            suspects: Suspects::default(),
            quotes: Quotes::default(),
        }
    }

    /// Writes the whole text.
    pub fn run(mut self) -> Page {
        if !self.check_quotes() {
            return self.finish();
        }
        let source = self.source;
        let options = parse::options(self.settings.dollar_math);
        let labels = Rc::new(Labels::of(source, options));
        self.report_repeated(&labels);
        let text = labels.text(source);
        let resolve = |label: &str, range: Range<usize>| labels.link(source, label, &range);
        let events = parse::events(&text, options, resolve);
        self.labels = labels.clone();
        for (event, range) in events {
            self.event(event, range);
        }
        self.flush();
        self.check_markers();
        self.finish()
    }

    /// Refuses quotes nested so deep that each lazy line behind them would cost the parser a walk through all.
    fn check_quotes(&mut self) -> bool {
        let mut at = 0;
        for line in self.source.as_str().split_inclusive('\n') {
            let marks =
                line.bytes().take_while(|byte| matches!(byte, b'>' | b' ')).filter(|byte| *byte == b'>');
            if line.starts_with(['>', ' ']) && marks.count() > QUOTES_MAX {
                let message = format!("quotes are nested more than {QUOTES_MAX} deep");
                self.report(Code::TooComplex, message, at..at + 1, "remove some of the `>`");
                return false;
            }
            at += line.len();
        }
        true
    }

    fn finish(mut self) -> Page {
        self.close_raw();
        let footnotes = std::mem::take(&mut self.footnotes);
        let tokens = &self.tokens;
        let heading = tokens.text("footnotes", 0);
        let sorted = footnotes.write(&mut self.html, &heading, |number| tokens.text("footnote_back", number));
        self.prose.push_str(&sorted.words);
        for (name, range) in sorted.unused {
            let message = format!("nothing refers to the footnote `{name}`");
            let hint = "remove it, or put it into the `:::only` block that refers to it";
            self.report(Code::UnusedFootnote, message, range, hint);
        }
        if self.raw && self.settings.html == HtmlPolicy::Sanitize {
            self.html = sanitize::clean(&self.html);
        }
        let whole = self.tokens.expand(&self.html, &self.fragments);
        let (html, slots) = self.tokens.extract(&whole, STRINGS, &self.images);
        let shown: BTreeSet<usize> = slots.iter().filter_map(|slot| slot.kind.reference()).collect();
        for (number, reference) in self.references.iter_mut().enumerate() {
            reference.shown = shown.contains(&number);
        }
        let is_shown = |reference: &Option<usize>| reference.is_none_or(|number| shown.contains(&number));
        let traces = self.traces.into_iter().filter(|(_, reference)| is_shown(reference));
        let rendered = Rendered {
            places: self.references.iter().map(Reference::span).collect(),
            traces: traces.map(|(trace, _)| trace).collect(),
            html: Arc::from(html),
            slots: Arc::from(slots),
            headings: Arc::from(self.headings),
            prose: Arc::from(self.prose.trim_end_matches(' ')),
            excerpt: Arc::from(self.excerpt.finish()),
            questions: Arc::from(self.questions),
            features: self.features.into_iter().collect(),
        };
        Page { rendered, references: self.references, ids: self.ids.into_list(), problems: Vec::new() }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let Some(event) = self.admit(event, &range) else { return };
        match event {
            Event::Text(text) => return self.text_event(text, range),
            Event::Code(latex) if self.is_dollared(&range) => {
                return self.dollared(&self.code_words(&latex), range);
            }
            Event::End(TagEnd::Heading(_)) => self.take_heading_id(),
            _ => {}
        }
        self.flush();
        match event {
            Event::Start(tag) => {
                let tag = self.restored_tag(tag);
                self.start(tag, range);
            }
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.inline_code(&self.code_words(&text)),
            Event::Html(html) => self.collect_html(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range.start),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::FootnoteReference(name) => self.footnote_reference(&name, range),
            Event::TaskListMarker(checked) => self.task(checked),
            Event::InlineMath(latex) => self.inline_math(self.code_words(&latex).trim_matches('`'), range),
            Event::DisplayMath(latex) => self.inline_display_math(&self.code_words(&latex), range),
            Event::Text(_) => {}
        }
    }

    fn text_event(&mut self, mut text: CowStr<'_>, mut range: Range<usize>) {
        if std::mem::take(&mut self.after_dollared)
            && let Some(rest) = text.strip_prefix('$')
        {
            text = CowStr::from(rest.to_owned());
            range.start += 1;
        }
        if self.code.is_some() {
            let words = self.code_words(&text);
            if let Some(code) = &mut self.code {
                code.text.push_str(&words);
            }
            return;
        }
        if text.contains(MarkdownText::STAND_IN) {
            text = CowStr::from(self.restored(&text, Form::Words));
        }
        match &mut self.pending {
            Some((pending, place)) if place.end == range.start => {
                pending.push_str(&text);
                place.end = range.end;
            }
            _ => {
                self.flush();
                self.pending = Some((text.into_string(), range));
            }
        }
    }

    /// Writes the text that was held back.
    pub fn flush(&mut self) {
        if let Some((text, range)) = self.pending.take() {
            self.words(&text, range);
            self.line_start = false;
        }
    }

    fn line_break(&mut self, html: &str) {
        match &mut self.image {
            Some(image) => image.alt.push(' '),
            None => self.html.push_str(html),
        }
        self.plain_words(" ");
        self.line_start = true;
    }

    /// Keeps raw HTML until its block ends; the lines that are container marks are carried out at once.
    fn collect_html(&mut self, html: &str, range: Range<usize>) {
        let mut at = range.start;
        for line in html.split_inclusive('\n') {
            let place = at + (line.len() - line.trim_start().len());
            if self.source.marker_at(place).is_some() {
                self.end_html_block();
                self.marker(place);
            } else {
                self.html_block.push((line.to_owned(), at));
            }
            at += line.len();
        }
    }

    pub fn end_html_block(&mut self) {
        let mut lines = std::mem::take(&mut self.html_block);
        for (line, _) in &mut lines {
            *line = self.html_words(line);
        }
        if !lines.is_empty() {
            self.raw_html(&lines, false);
            self.html_block_ends();
        }
    }

    fn marker(&mut self, at: usize) {
        let source = self.source;
        self.seen.insert(at);
        match source.marker_at(at) {
            Some((Marker::Open(opening), span)) => self.open_container(opening, span),
            Some((Marker::Close(container), _)) => self.close_container(*container),
            None => {}
        }
        self.line_start = true;
    }

    /// A mark that the parser took for something else would lose its container, or worse.
    fn check_markers(&mut self) {
        let source = self.source;
        for (_, span) in source.markers().filter(|(at, _)| !self.seen.contains(at)).collect::<Vec<_>>() {
            self.misplaced(span.clone(), "a container cannot begin or end here");
        }
    }

    /// Refuses the article at `span`.
    pub fn misplaced(&mut self, span: Span, message: &str) {
        self.sink.push(Diagnostic::new(Code::MisplacedDirective, message).at(span).hint(
            "put the line at the margin, with an empty line before it, outside of code blocks and HTML",
        ));
    }

    /// Keeps finished markup of ours and returns the token for it.
    pub fn fragment(&mut self, html: String) -> String {
        self.fragments.push(html);
        self.tokens.fragment(self.fragments.len() - 1)
    }

    /// Keeps what judges ask about, at a range of the assembled text.
    pub fn trace(&mut self, kind: TraceKind, range: Range<usize>, reference: Option<usize>) {
        let span = self.source.span(range);
        self.traces.push((Trace { kind, span }, reference));
    }

    /// Reports a problem at a range of the assembled text.
    pub fn report(&mut self, code: Code, message: String, range: Range<usize>, hint: &str) {
        let diagnostic = Diagnostic::new(code, message).at(self.source.span(range));
        self.sink.push(if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) });
    }
}
