//! Tests that writers keep of their own search: which article a query must bring up.

use super::engine::{Engine, Wanted};
use super::index::Index;
use crate::config::Settings;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::model::paths::{nfc, percent_decode};
use crate::model::{Article, Fallback, Language, LanguageId, Site, SourcePath};
use crate::yaml::{Fields, Found, Key, Node, Value, parse};

/// The file that has them.
pub const FILE: &str = "tests/search.yaml";

/// Results among which an article must be, where the file names no number.
const TOP: usize = 10;
/// The highest number it may name.
const TOP_MAX: usize = 100;

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
            match (self.settings.languages.find(&key.text), &value.value) {
                (Some(language), Value::Map(inner)) if inner.iter().all(|(key, _)| key.text != "path") => {
                    let top = self.top(value).unwrap_or(top);
                    for (key, value) in inner.iter().filter(|(key, _)| key.text != "top") {
                        self.expectation(language, top, key, value);
                    }
                }
                (Some(_), Value::Null | Value::List(_)) => {
                    self.wrong(key, "must have lines of queries below it");
                }
                _ => self.expectation(LanguageId::DEFAULT, top, key, value),
            }
        }
    }

    /// Returns the number that a map names as `top`.
    fn top(&mut self, node: &Node) -> Option<usize> {
        let mut fields = Fields::of(node, self.path, &mut self.sink)?;
        let found = fields.number("top")?;
        let whole = found.value.fract() == 0.0 && (1.0..=TOP_MAX as f64).contains(&found.value);
        if !whole {
            let message = format!("`top` must be a whole number from 1 to {TOP_MAX}");
            let hint = "write `top: 3` where an article must be among the first three results";
            fields.report(Diagnostic::new(Code::InvalidValue, message).at(found.span).hint(hint));
        }
        whole.then_some(found.value as usize)
    }

    fn expectation(&mut self, language: LanguageId, top: usize, key: &Key, value: &Node) {
        let (target, top) = match &value.value {
            Value::Map(_) => {
                let top = self.top(value).unwrap_or(top);
                let Some(mut fields) = Fields::of(value, self.path, &mut self.sink) else { return };
                let (_, target) = (fields.node("top"), fields.text("path"));
                fields.finish();
                (target, top)
            }
            Value::Scalar { text, .. } => (Some(Found { value: text.clone(), span: self.span(key) }), top),
            Value::Null | Value::List(_) => (None, top),
        };
        match target {
            Some(_) if !key.text.chars().any(char::is_alphanumeric) => {
                self.wrong(key, "has no word to search for");
            }
            Some(target) => {
                let (query, target, span) = (key.text.clone(), target.value, target.span);
                self.list.push(Expectation { language, query, target, top, span });
            }
            None => self.wrong(key, "must lead to an article"),
        }
    }

    fn wrong(&mut self, key: &Key, what: &str) {
        let hint = "write `refund: billing/refunds.md`, or `refund: {path: billing/refunds.md, top: 3}`";
        let diagnostic = Diagnostic::new(Code::WrongType, format!("`{}` {what}", key.text));
        self.sink.push(diagnostic.at(self.span(key)).hint(hint));
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
    pub fn judge(&self, site: &Site, index: &Index) -> Verdict {
        let Some(article) = self.article(site) else { return Verdict::Absent };
        if let Some(why) = unfindable(article) {
            let message = format!("`{}` cannot be found: {why}", self.target);
            return self.missed(message, &["remove the line, or let the article be found".to_owned()]);
        }
        let Some(mut engine) = Engine::open(index) else { return Verdict::Absent };
        let wanted = Wanted { limit: TOP_MAX, ..Wanted::default() };
        let found = engine.search(&self.query, &wanted).list;
        let place = found.iter().position(|answer| answer.path == article.path.encoded());
        if place.is_some_and(|place| place < self.top) {
            return Verdict::Kept;
        }
        let place = place.map_or("not at all".to_owned(), |place| format!("at place {}", place + 1));
        let (query, target, top) = (&self.query, &self.target, self.top);
        let message = format!("`{query}` finds `{target}` {place}, and it must be among the first {top}");
        let first: Vec<String> = found.iter().take(3).map(|answer| format!("“{}”", answer.title)).collect();
        let first = (!first.is_empty()).then(|| format!("it finds {} first", first.join(", ")));
        let advice =
            "use these words in the article's title or headings, or name them in `search: {keywords: […]}`";
        self.missed(message, &first.into_iter().chain([advice.to_owned()]).collect::<Vec<_>>())
    }

    fn missed(&self, message: String, hints: &[String]) -> Verdict {
        let diagnostic = Diagnostic::new(Code::SearchMiss, message).at(self.span.clone());
        Verdict::Missed(Box::new(
            hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.hint(hint.clone())),
        ))
    }

    /// Returns the problem where no audience has the article. `sources` are those that there are, to suggest one.
    pub fn unknown<'s>(&self, language: &Language, sources: impl Iterator<Item = &'s str>) -> Diagnostic {
        let message = format!("`{}` is no article in `{language}`", self.target);
        let near = nearest(&self.target, sources).map(|near| format!("did you mean `{near}`?"));
        let otherwise =
            "write the source of an article, `billing/refunds.md`, or its path, `/billing/refunds/`";
        let hint = near.unwrap_or_else(|| otherwise.to_owned());
        Diagnostic::new(Code::SearchMiss, message).at(self.span.clone()).hint(hint)
    }

    /// Returns the article in the edition of the expectation, whatever language its source is named in.
    fn article<'s>(&self, site: &'s Site) -> Option<&'s Article> {
        let edition = site.editions.get(usize::from(self.language.0))?;
        let mut all = site.editions.iter().flat_map(|edition| &edition.articles);
        let named = all.find(|article| self.means(article))?;
        let (_, path) = named.pages.iter().find(|(language, _)| *language == self.language)?;
        edition.articles.iter().find(|article| article.path == *path)
    }

    fn means(&self, article: &Article) -> bool {
        let written = self.target.trim();
        let source = written.trim_start_matches('/').trim_start_matches("content/");
        let decoded = nfc(&percent_decode(written));
        article.source.as_str().strip_prefix("content/") == Some(source)
            || article.path.as_str().trim_matches('/') == decoded.trim_matches('/')
    }
}

/// Returns why an article is not in the index, if so.
fn unfindable(article: &Article) -> Option<&'static str> {
    match (article.searchable, article.fallback) {
        (false, _) => Some("it is archived or has `search: {exclude: true}`"),
        (true, Fallback::Foreign) => Some("it is not translated into this language"),
        (true, Fallback::None | Fallback::Regional) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_by_language_with_numbers() {
        let settings = "title: T\nbase_url: https://x.example/\nlanguages: [en, fa]\n";
        let settings = crate::config::load(settings).value.unwrap();
        let text = "top: 3\nrefund: a/b.md\nvat form: {path: /a/c/, top: 1}\nfa:\n  top: 2\n  بازگشت: a/b.md\n\
                    de:\n  x: y\nen: []\nq: [1]\nr: {path: x, tip: 1}\n\"!\": x\n";
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
                (1, "بازگشت", "a/b.md", 2),
                (0, "r", "x", 3)
            ]
        );
        let codes: Vec<_> = read.diagnostics.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(
            codes,
            ["unknown-key", "wrong-type", "wrong-type", "wrong-type", "unknown-key", "wrong-type"]
        );
    }
}
