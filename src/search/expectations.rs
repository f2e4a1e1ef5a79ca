//! Tests that writers keep of their own search: which article a query must bring up.

use super::engine::{Engine, Wanted};
use super::index::Index;
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Article, Edition, Language, LanguageId, SourcePath};
use crate::yaml::{Fields, Found, Key, Node, Value, parse};

/// The file that has them.
pub const FILE: &str = "tests/search.yaml";

/// Results among which an article must be, where the file names no number.
const TOP: usize = 10;

/// What a query must bring up.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    language: LanguageId,
    query: String,
    target: String,
    top: usize,
    span: Span,
}

/// What came of it for one audience.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The article came up.
    Kept,
    /// It did not, or too far down.
    Missed(Box<Diagnostic>),
    /// This audience has no such article in this language.
    Absent,
}

/// Reads `tests/search.yaml`.
pub fn read(text: &str, settings: &Settings) -> Diagnosed<Vec<Expectation>> {
    let path = SourcePath::new(FILE);
    let mut sink = Vec::new();
    let mut reader = Reader { path: &path, settings, list: Vec::new(), sink: Vec::new() };
    if let Some(node) = parse(text, 0, &path, &mut sink) {
        reader.top_level(&node);
    }
    sink.append(&mut reader.sink);
    Diagnosed::new(reader.list, sink)
}

struct Reader<'a> {
    path: &'a SourcePath,
    settings: &'a Settings,
    list: Vec<Expectation>,
    sink: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn top_level(&mut self, node: &Node) {
        let Value::Map(entries) = &node.value else {
            let _ = Fields::of(node, self.path, &mut self.sink);
            return;
        };
        let top = self.top(node).unwrap_or(TOP);
        for (key, value) in entries.iter().filter(|(key, _)| key.text != "top") {
            let is_expectation =
                !matches!(&value.value, Value::Map(inner) if inner.iter().all(|(key, _)| key.text != "path"));
            if is_expectation {
                self.expectation(LanguageId::DEFAULT, top, key, value);
            } else if let (Some(language), Value::Map(inner)) = (self.language(key), &value.value) {
                inner.iter().for_each(|(key, value)| self.expectation(language, top, key, value));
            }
        }
    }

    /// Returns the number that a map names as `top`.
    fn top(&mut self, node: &Node) -> Option<usize> {
        let mut fields = Fields::of(node, self.path, &mut self.sink)?;
        let found = fields.number("top")?;
        let whole = found.value.fract() == 0.0 && (1.0..=100.0).contains(&found.value);
        if !whole {
            fields.report(
                Diagnostic::new(Code::InvalidValue, "`top` must be a whole number from 1 to 100")
                    .at(found.span),
            );
        }
        whole.then_some(found.value as usize)
    }

    fn language(&mut self, key: &Key) -> Option<LanguageId> {
        let languages = &self.settings.languages;
        let found = languages.find(&key.text);
        if found.is_none() {
            let message = format!("`{}` is no language of this site", key.text);
            let hint = did_you_mean(&key.text, languages.tags()).unwrap_or_default();
            self.sink.push(Diagnostic::new(Code::UnknownLanguage, message).at(self.span(key)).hint(hint));
        }
        found
    }

    fn expectation(&mut self, language: LanguageId, top: usize, key: &Key, value: &Node) {
        let (target, top) = match &value.value {
            Value::Map(_) => {
                let own = self.top(value).unwrap_or(top);
                let Some(mut fields) = Fields::of(value, self.path, &mut self.sink) else { return };
                fields.number("top");
                let target = fields.text("path");
                fields.finish();
                (target, own)
            }
            Value::Scalar { text, .. } => (Some(Found { value: text.clone(), span: self.span(key) }), top),
            _ => (None, top),
        };
        match target {
            Some(target) => {
                let (query, target, span) = (key.text.clone(), target.value, target.span);
                self.list.push(Expectation { language, query, target, top, span });
            }
            None => self.sink.push(
                Diagnostic::new(Code::WrongType, format!("`{}` must lead to an article", key.text))
                    .at(self.span(key))
                    .hint(
                        "write `refund: billing/refunds.md`, or `refund: {path: billing/refunds.md, top: 3}`",
                    ),
            ),
        }
    }

    fn span(&self, key: &Key) -> Span {
        Span::new(self.path, key.range.start, key.range.end)
    }
}

impl Expectation {
    /// Returns the language whose readers ask.
    pub fn language(&self) -> LanguageId {
        self.language
    }

    /// Asks an audience's index in that language.
    pub fn judge(&self, edition: &Edition, index: &Index) -> Verdict {
        let Some(article) = edition.articles.iter().find(|article| self.means(article)) else {
            return Verdict::Absent;
        };
        let Some(mut engine) = Engine::open(index) else { return Verdict::Absent };
        let found = engine.search(&self.query, &Wanted { limit: 100, ..Wanted::default() }).list;
        let place = found.iter().position(|answer| answer.path == article.path.encoded());
        if place.is_some_and(|place| place < self.top) {
            return Verdict::Kept;
        }
        let place = place.map_or("not at all".to_owned(), |place| format!("at place {}", place + 1));
        let message = format!(
            "`{}` finds `{}` {place}, and it must be among the first {}",
            self.query, self.target, self.top
        );
        let mut diagnostic = Diagnostic::new(Code::SearchMiss, message).at(self.span.clone());
        let first: Vec<String> = found.iter().take(3).map(|answer| format!("“{}”", answer.title)).collect();
        if !first.is_empty() {
            diagnostic = diagnostic.hint(format!("it finds {} first", first.join(", ")));
        }
        let hint =
            "use these words in the article's title or headings, or name them in `search: {keywords: […]}`";
        Verdict::Missed(Box::new(diagnostic.hint(hint)))
    }

    /// Returns the problem where no audience has the article.
    pub fn unknown(&self, language: &Language) -> Diagnostic {
        let message = format!("`{}` is no article in `{language}`", self.target);
        let hint = "write its source, such as `billing/refunds.md`, or its path, `/billing/refunds/`";
        Diagnostic::new(Code::SearchMiss, message).at(self.span.clone()).hint(hint)
    }

    fn means(&self, article: &Article) -> bool {
        let written = self.target.trim();
        let source = written.trim_start_matches('/').trim_start_matches("content/");
        let decoded = nfc(&percent_decode(written));
        let same_source = article.source.as_str().strip_prefix("content/").is_some_and(|own| {
            // The original's name stands for its translations, as in links.
            own == source || without_language(own) == source
        });
        same_source || article.path.as_str().trim_matches('/') == decoded.trim_matches('/')
    }
}

/// Returns `a/b.md` for `a/b.fa.md`.
fn without_language(path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    match stem.rsplit_once('.') {
        Some((plain, tag)) if Language::parse(tag).is_some() => format!("{plain}.md"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_by_language_with_numbers() {
        let settings = "title: T\nbase_url: https://x.example/\nlanguages: [en, fa]\n";
        let settings = crate::config::load(settings).value.unwrap();
        let text = "top: 3\nrefund: a/b.md\nvat form: {path: /a/c/, top: 1}\nfa:\n  بازگشت: a/b.md\nde:\n  x: y\nq: [1]\nr: {path: x, tip: 1}\n";
        let read = read(text, &settings);
        let seen: Vec<_> = read
            .value
            .iter()
            .map(|one| (one.language.0, one.query.as_str(), one.target.as_str(), one.top))
            .collect();
        assert_eq!(
            seen,
            [
                (0, "refund", "a/b.md", 3),
                (0, "vat form", "/a/c/", 1),
                (1, "بازگشت", "a/b.md", 3),
                (0, "r", "x", 3)
            ]
        );
        let codes: Vec<_> = read.diagnostics.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["unknown-language", "wrong-type", "unknown-key"]);
    }
}
