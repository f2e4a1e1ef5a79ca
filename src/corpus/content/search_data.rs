//! Reads what writers say about searching: `data/synonyms.yaml` and `data/best-bets.yaml`.

use crate::config::Settings;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::{LanguageId, Synonym};
use crate::source::Snapshot;
use crate::yaml::{Found, Key, Node, Value, parse};

const SYNONYMS: &str = "data/synonyms.yaml";
const BEST_BETS: &str = "data/best-bets.yaml";

/// A query and the articles that come first for it.
#[derive(Clone, Debug)]
pub(in crate::corpus) struct BestBetLine {
    /// The language of its readers; none where it is for all.
    pub language: Option<LanguageId>,
    pub query: String,
    pub targets: Vec<Found<String>>,
}

/// A file that is being read.
struct File<'a> {
    path: SourcePath,
    settings: &'a Settings,
    sink: &'a mut Vec<Diagnostic>,
}

/// Reads groups of names that mean the same, for each language.
pub(super) fn synonyms(
    snapshot: &Snapshot,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Vec<(LanguageId, Synonym)> {
    let mut synonyms = Vec::new();
    read(snapshot, SYNONYMS, settings, sink, |file, node| match &node.value {
        Value::Map(entries) => {
            for (key, groups) in entries {
                if let Some(language) =
                    file.language(key, "write the language above it: `en:`, and the groups below it")
                {
                    file.groups(language, groups, &mut synonyms);
                }
            }
        }
        _ => file.wrong(node, "a map of languages", "write `en:`, and below it lines of `- [invoice, bill]`"),
    });
    synonyms
}

/// Reads the queries with their articles.
pub(super) fn best_bets(
    snapshot: &Snapshot,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Vec<BestBetLine> {
    let mut lines = Vec::new();
    read(snapshot, BEST_BETS, settings, sink, |file, node| {
        let Value::Map(entries) = &node.value else {
            return file.wrong(node, "a map", "write lines of `refund: billing/refunds.md`");
        };
        for (key, value) in entries {
            match &value.value {
                Value::Map(inner) => {
                    let hint = "write the language above it, `en:`, or a path behind it: `refund: billing/refunds.md`";
                    let Some(language) = file.language(key, hint) else { continue };
                    for (key, value) in inner {
                        lines.extend(file.bet(Some(language), key, value));
                    }
                }
                _ => lines.extend(file.bet(None, key, value)),
            }
        }
    });
    lines
}

fn read(
    snapshot: &Snapshot,
    name: &str,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut File<'_>, &Node),
) {
    let path = SourcePath::new(name);
    let Some(text) = snapshot.text_of(name) else { return };
    if let Some(node) = parse(text, 0, &path, sink)
        && !matches!(node.value, Value::Null)
    {
        read(&mut File { path, settings, sink }, &node);
    }
}

/// Names of a group of synonyms: each is kept with all others.
const NAMES_MAX: usize = 100;

impl File<'_> {
    fn span(&self, node: &Node) -> Span {
        Span::new(&self.path, node.range.start, node.range.end)
    }

    fn wrong(&mut self, node: &Node, expected: &str, hint: &str) {
        let message = format!("expected {expected} here, found {}", node.kind());
        self.sink.push(Diagnostic::new(Code::WrongType, message).at(self.span(node)).hint(hint));
    }

    fn language(&mut self, key: &Key, otherwise: &str) -> Option<LanguageId> {
        let languages = &self.settings.languages;
        let found = languages.find(&key.text);
        if found.is_none() {
            let message = format!("`{}` is no language of this site", key.text);
            let span = Span::new(&self.path, key.range.start, key.range.end);
            let near = nearest(&key.text, languages.tags()).map(|near| format!("did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| otherwise.to_owned());
            self.sink.push(Diagnostic::new(Code::UnknownLanguage, message).at(span).hint(hint));
        }
        found
    }

    fn groups(&mut self, language: LanguageId, node: &Node, synonyms: &mut Vec<(LanguageId, Synonym)>) {
        let groups: Vec<Vec<String>> = match &node.value {
            Value::List(groups) => groups.iter().filter_map(|group| self.words(group)).collect(),
            // `invoice: [bill, receipt]` says the same as `- [invoice, bill, receipt]`.
            Value::Map(entries) => entries
                .iter()
                .filter_map(|(key, value)| {
                    let mut words = vec![key.text.clone()];
                    words.extend(self.words(value)?);
                    Some(words)
                })
                .collect(),
            _ => return self.wrong(node, "a list of groups", "write lines of `- [invoice, bill]`"),
        };
        for group in groups {
            if group.iter().filter(|name| name.chars().any(char::is_alphanumeric)).count() < 2 {
                let message = "a group needs two names that mean the same";
                let hint = "write `- [invoice, bill]`";
                self.sink.push(Diagnostic::new(Code::InvalidValue, message).at(self.span(node)).hint(hint));
                continue;
            }
            if group.len() > NAMES_MAX {
                let message = format!("a group has {} names, more than {NAMES_MAX}", group.len());
                let hint = "divide it into groups of names that mean the same";
                self.sink.push(Diagnostic::new(Code::InvalidValue, message).at(self.span(node)).hint(hint));
                continue;
            }
            for (at, name) in group.iter().enumerate() {
                let others = group.iter().enumerate().filter(|(other, _)| *other != at);
                let also = others.map(|(_, other)| other.clone()).collect();
                synonyms.push((language, Synonym { name: name.clone(), also }));
            }
        }
    }

    fn words(&mut self, node: &Node) -> Option<Vec<String>> {
        let texts = self.texts(node, "a list of words", "write `[invoice, bill]`")?;
        Some(texts.into_iter().map(|found| found.value).collect())
    }

    fn bet(&mut self, language: Option<LanguageId>, key: &Key, node: &Node) -> Option<BestBetLine> {
        let hint = "write the source of an article, `billing/refunds.md`, or a list of several";
        let targets = self.texts(node, "a path or a list of paths", hint)?;
        let says_nothing = !key.text.chars().any(char::is_alphanumeric);
        if says_nothing || targets.is_empty() {
            let message =
                if says_nothing { "there is no word in this query" } else { "no article is named here" };
            let span = Span::new(&self.path, key.range.start, key.range.end);
            self.sink.push(Diagnostic::new(Code::InvalidValue, message).at(span).hint(hint));
            return None;
        }
        Some(BestBetLine { language, query: key.text.clone(), targets })
    }

    fn texts(&mut self, node: &Node, expected: &str, hint: &str) -> Option<Vec<Found<String>>> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Scalar { .. } => std::slice::from_ref(node),
            _ => {
                self.wrong(node, expected, hint);
                return None;
            }
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Scalar { text, .. } => {
                    texts.push(Found { value: text.clone(), span: self.span(item) })
                }
                _ => self.wrong(item, expected, hint),
            }
        }
        Some(texts)
    }
}
