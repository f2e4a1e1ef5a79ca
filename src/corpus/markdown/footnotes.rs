//! Collects footnotes and writes them at the end, each with its way back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::labels::{Label, folded};
use super::source::Form;
use super::writer::Writer;
use crate::diagnostic::Code;

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Labels in the order of their first reference.
    order: Vec<Label>,
    /// The number of each, and how often it was referred to.
    uses: BTreeMap<Label, (usize, usize)>,
    /// Which footnotes each refers to; the text itself is nothing.
    callers: BTreeMap<Option<Label>, Vec<Label>>,
    bodies: BTreeMap<Label, Footnote>,
}

/// One footnote.
#[derive(Debug)]
pub(super) struct Footnote {
    /// Where its label is in the source, with brackets and colon.
    pub range: Range<usize>,
    /// Its label as written.
    pub name: String,
    pub html: String,
    /// What searching finds of it.
    pub words: String,
}

/// A footnote whose text is still to come.
pub(super) struct OpenFootnote {
    pub label: Label,
    pub name: String,
    pub range: Range<usize>,
}

/// The footnotes that are shown, and those that are not.
pub(super) struct Sorted {
    /// The words of all that are shown.
    pub words: String,
    /// Name and place of those that nothing shown refers to.
    pub unused: Vec<(String, Range<usize>)>,
}

impl Footnotes {
    /// Returns the HTML of a reference to a footnote in the footnote `inside`, or in the text.
    pub fn reference(&mut self, label: Label, inside: Option<Label>) -> String {
        self.callers.entry(inside).or_default().push(label.clone());
        if !self.uses.contains_key(&label) {
            self.order.push(label.clone());
        }
        let count = self.order.len();
        let (number, uses) = self.uses.entry(label).or_insert((count, 0));
        *uses += 1;
        let id = reference_id(*number, *uses);
        format!("<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\">{number}</a></sup>")
    }

    /// Keeps a footnote; the first one with a label counts. Returns whether this is the first.
    pub fn define(&mut self, label: Label, footnote: Footnote) -> bool {
        if self.bodies.contains_key(&label) {
            return false;
        }
        self.bodies.insert(label, footnote);
        true
    }

    /// Returns the labels that the text leads to, directly or through other footnotes.
    fn shown(&self) -> BTreeSet<&Label> {
        let mut shown = BTreeSet::new();
        let mut open: Vec<Option<&Label>> = vec![None];
        while let Some(caller) = open.pop() {
            for label in self.callers.get(&caller.cloned()).into_iter().flatten() {
                if shown.insert(label) {
                    open.push(Some(label));
                }
            }
        }
        shown
    }

    /// Appends the section of footnotes, if there are any. `heading` names the section, `label` a way back.
    pub fn write(self, html: &mut String, heading: &str, label: impl Fn(usize) -> String) -> Sorted {
        // What nothing refers to may belong to a block that this audience does not see.
        let shown = self.shown();
        let unused = self.bodies.iter().filter(|(label, _)| !shown.contains(label));
        let unused = unused.map(|(_, footnote)| (footnote.name.clone(), footnote.range.clone())).collect();
        let mut sorted = Sorted { words: String::new(), unused };
        if shown.is_empty() {
            return sorted;
        }
        html.push_str(&format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{heading}\">\n<ol>\n"
        ));
        let numbered = self.order.iter().zip(1_usize..);
        let mut next = 1;
        for (label_of, number) in numbered.filter(|(label, _)| shown.contains(label)) {
            let footnote = self.bodies.get(label_of);
            sorted.words.push_str(footnote.map_or("", |footnote| &footnote.words));
            let body = footnote.map_or("", |footnote| &footnote.html).trim_end();
            let links: String = (1..=self.uses.get(label_of).map_or(0, |(_, uses)| *uses))
                .map(|used| {
                    let (id, label) = (reference_id(number, used), label(number));
                    // Links with one name lead to one place.
                    let label = if used == 1 { label } else { format!("{label} ({used})") };
                    format!(" <a class=\"footnote-back\" href=\"#{id}\" aria-label=\"{label}\">↩</a>")
                })
                .collect();
            let (text, end) = match body.strip_suffix("</p>") {
                Some(text) => (text, "</p>"),
                None => (body, ""),
            };
            // Those that only hidden footnotes refer to leave a gap.
            let value = if number == next { String::new() } else { format!(" value=\"{number}\"") };
            next = number + 1;
            html.push_str(&format!("<li id=\"fn-{number}\"{value}>\n{text}{links}{end}\n</li>\n"));
        }
        html.push_str("</ol>\n</section>\n");
        sorted
    }
}

fn reference_id(number: usize, used: usize) -> String {
    if used == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{used}") }
}

impl Writer<'_> {
    /// Writes a reference to a footnote of the same file. One to another file's is text.
    pub(super) fn footnote_reference(&mut self, name: &str, range: Range<usize>) {
        let name = self.restored(name, Form::Words);
        let label = (self.source.scope_at(range.start), folded(&name));
        if !self.labels.has_footnote(&label) {
            return self.words(&format!("[^{name}]"), range);
        }
        let inside = self.open_footnotes.last().map(|open| open.label.clone());
        let reference = self.footnotes.reference(label, inside);
        self.html.push_str(&reference);
    }

    /// Reports references to footnotes that the file does not define: the parser takes them for words.
    pub(super) fn undefined_footnotes(&mut self, text: &str, range: &Range<usize>, escaped: bool) {
        let is_written = self.source.as_str().get(range.clone()) == Some(text);
        for (at, _) in text.match_indices("[^").filter(|(at, _)| *at > 0 || !escaped) {
            let inner = text.get(at + 2..).unwrap_or("");
            let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'));
            let Some(end) =
                end.filter(|end| *end > 0 && inner.get(*end..).is_some_and(|rest| rest.starts_with(']')))
            else {
                continue;
            };
            let name = inner.get(..end).unwrap_or("");
            let place = match is_written {
                true => range.start + at..range.start + at + "[^]".len() + end,
                false => range.clone(),
            };
            let message = format!("undefined footnote `[^{name}]`");
            let hint = format!(
                "add a line `[^{name}]: …` to this file, or write `\\[^{name}]` to show the brackets"
            );
            self.report(Code::UndefinedFootnote, message, place, &hint);
        }
    }
}
