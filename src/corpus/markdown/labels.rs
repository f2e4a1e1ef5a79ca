//! Labels of links and footnotes, which belong to the file that defines them.
//!
//! The parser knows one set of labels for the whole text. Where an article takes in snippets, the definitions are
//! taken out of the text before it is parsed, and each use of a label is looked up among those of its own file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag};

use super::MarkdownText;
use super::source::Scope;
use super::writer::Writer;
use crate::corpus::parse::{self, Definition};
use crate::diagnostic::Code;

/// Passes over a text in search of definitions. Each finds the first definition that is left of every label; who
/// defines a label more often than this has been warned seven times.
const PASSES_MAX: usize = 8;

/// A label by the file that uses it, in a form that equal labels share.
pub(super) type Label = (Scope, String);

/// The labels of one text.
#[derive(Clone, Default)]
pub(super) struct Labels {
    /// Targets and titles of links; empty where the parser knows them.
    links: BTreeMap<Label, (String, String)>,
    /// Footnotes that are defined; nothing where the parser knows them.
    footnotes: Option<BTreeSet<Label>>,
    /// The text without its definitions of links.
    blanked: Option<String>,
    /// Where a label is defined again, with the label.
    pub repeated: Vec<(String, Range<usize>)>,
}

impl Labels {
    /// Finds the labels of a text.
    pub fn of(source: &MarkdownText, options: Options) -> Self {
        let mut labels = Self::default();
        let text = source.as_str();
        // Without two definitions there is nothing to be confused.
        if text.contains("]:") && (source.has_scopes() || text.matches("]:").nth(1).is_some()) {
            labels.take_links(source, options);
        }
        if source.has_scopes() && text.contains("[^") {
            labels.footnotes = Some(labels.footnotes(source, options));
        }
        labels
    }

    fn take_links(&mut self, source: &MarkdownText, options: Options) {
        let mut text = source.as_str().to_owned();
        let mut known: BTreeSet<Label> = BTreeSet::new();
        for _ in 0..PASSES_MAX {
            let found = parse::definitions(&text, options);
            if found.is_empty() {
                break;
            }
            text = without(&text, &found);
            for Definition { label, target, title, range } in found {
                let key = (source.scope_at(range.start), folded(&label));
                if known.insert(key.clone()) {
                    self.links.insert(key, (target, title));
                } else {
                    self.repeated.push((label, range));
                }
            }
        }
        self.repeated.sort_by_key(|(_, range)| range.start);
        if source.has_scopes() {
            self.blanked = Some(text);
        } else {
            self.links.clear();
        }
    }

    fn footnotes(&self, source: &MarkdownText, options: Options) -> BTreeSet<Label> {
        parse::events(&self.text(source), options, |_, _| None)
            .filter_map(|(event, range)| match event {
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    Some((source.scope_at(range.start), folded(&name)))
                }
                _ => None,
            })
            .collect()
    }

    /// Returns the text to parse.
    pub fn text<'a>(&'a self, source: &'a MarkdownText) -> Cow<'a, str> {
        Cow::Borrowed(self.blanked.as_deref().unwrap_or(source.as_str()))
    }

    /// Returns the target and title of the link that uses `label` at a place of `source`.
    pub fn link(&self, source: &MarkdownText, label: &str, range: &Range<usize>) -> Option<(String, String)> {
        self.links.get(&(source.scope_at(range.start), folded(label))).cloned()
    }

    /// Returns whether the footnote that a reference names is defined in its own file.
    pub fn has_footnote(&self, label: &Label) -> bool {
        self.footnotes.as_ref().is_none_or(|defined| defined.contains(label))
    }
}

impl Writer<'_> {
    /// Reports definitions of link labels that are ignored.
    pub(super) fn report_repeated(&mut self, labels: &Labels) {
        for (label, range) in &labels.repeated {
            let message = format!("duplicate link label `[{label}]`: this definition is ignored");
            self.report(Code::DuplicateDefinition, message, range.clone(), "rename one of the labels");
        }
    }
}

/// Returns the form that equal labels share: CommonMark 0.31, 4.7, folds case and runs of blanks.
pub(super) fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_uppercase().to_lowercase()
}

/// Returns `text` with blanks for its definitions. What stands before the later lines of one stays: quote marks.
fn without(text: &str, definitions: &[Definition]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for definition in definitions.iter().filter(|definition| !definition.range.is_empty()) {
        let range = definition.range.start.max(at)..definition.range.end.max(at);
        out.push_str(text.get(at..range.start).unwrap_or(""));
        for (number, line) in text.get(range.clone()).unwrap_or("").split_inclusive('\n').enumerate() {
            let words = if number == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) };
            out.push_str(line.get(..line.len() - words.len()).unwrap_or(""));
            out.extend(
                words.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }),
            );
        }
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_become_blanks_of_their_length() {
        let text = "> [ä]: /u\n> \"t > u\"\n\n[b]: <v>\nx\n";
        let found = parse::definitions(text, parse::options(false));
        let blanked = without(text, &found);
        assert_eq!(blanked.len(), text.len());
        assert_eq!(blanked.split_whitespace().collect::<Vec<_>>(), [">", ">", "x"]);
    }

    #[test]
    fn labels_fold_case_and_blanks() {
        assert_eq!(folded(" A\n ß "), folded("a SS"));
    }
}
