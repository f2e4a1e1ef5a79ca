//! Reads a map key by key, and says what was wrong with each.
//!
//! A reader asks for the keys it knows; whatever is left when it calls [`Fields::finish`] is an unknown
//! key. So the list of known keys is the reader itself and cannot drift from it.

use jiff::civil::Date;

use super::advice::quoted;
use super::value::{Key, Node, Value};
use crate::diagnostic::suggest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};

/// A value with the place it was found at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A map that is being read.
pub struct Fields<'a> {
    path: &'a SourcePath,
    entries: &'a [(Key, Node)],
    asked: Vec<&'static str>,
    sink: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Starts to read `node`. Says so and returns nothing where it is no map.
    pub fn of(node: &'a Node, path: &'a SourcePath, sink: &'a mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self { path, entries, asked: Vec::new(), sink }),
            _ => {
                let span = Span::new(path, node.range.start, node.range.end);
                sink.push(
                    Diagnostic::new(Code::WrongType, format!("expected a map here, found {}", node.kind()))
                        .at(span)
                        .hint("write lines of `key: value`"),
                );
                None
            }
        }
    }

    /// Returns the value of `key`, whatever it is.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries.iter().find(|(found, _)| found.text == key).map(|(_, node)| node)
    }

    /// Returns the place of `key` itself, for messages about it.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        let (found, _) = self.entries.iter().find(|(found, _)| found.text == key)?;
        Some(Span::new(self.path, found.range.start, found.range.end))
    }

    /// Reports a problem found by the caller.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Returns the text of `key`; numbers and dates count as text, an empty value does not.
    pub fn text(&mut self, key: &'static str) -> Option<Found<String>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, .. } => Some(self.found(node, text.clone())),
            _ => self.no_text(Some(key), key, node, "write it on one line, in quotes if it contains a colon"),
        }
    }

    /// Returns `true` or `false`; `yes`, `on` and quoted words are refused.
    pub fn boolean(&mut self, key: &'static str) -> Option<Found<bool>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => Some(self.found(node, true)),
            Value::Scalar { text, plain: true } if text == "false" => Some(self.found(node, false)),
            _ => self.wrong(key, node, "true or false", "write `true` or `false` without quotes"),
        }
    }

    /// Returns a finite number.
    pub fn number(&mut self, key: &'static str) -> Option<Found<f64>> {
        let node = self.node(key)?;
        if let Value::Scalar { text, plain: true } = &node.value
            && let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite())
        {
            return Some(self.found(node, number));
        }
        self.wrong(key, node, "a number", "write a number without quotes, such as `10`")
    }

    /// Returns a list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Found<String>>> {
        let node = self.node(key)?;
        let items = match &node.value {
            Value::Scalar { text, .. } => return Some(vec![self.found(node, text.clone())]),
            Value::List(items) => items,
            _ => return self.wrong(key, node, "text or a list", "write `[one, two]`"),
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Scalar { text, .. } => texts.push(self.found(item, text.clone())),
                _ => {
                    self.no_text::<()>(None, key, item, "write `[one, two]`");
                }
            }
        }
        Some(texts)
    }

    /// Returns a calendar date. A time behind it is accepted and passed over.
    pub fn date(&mut self, key: &'static str) -> Option<Found<Date>> {
        let found = self.text(key)?;
        match parse_date(&found.value) {
            Some(date) => Some(Found { value: date, span: found.span }),
            None => {
                let message = format!("`{}` is not a date", found.value);
                self.sink.push(
                    Diagnostic::new(Code::InvalidValue, message)
                        .at(found.span)
                        .hint("write it as year, month, day: `2026-03-31`"),
                );
                None
            }
        }
    }

    /// Returns one of `choices` by its word.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Found<T>> {
        let found = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == found.value) {
            return Some(Found { value: *value, span: found.span });
        }
        let message = format!("`{}` is no value of `{key}`", found.value);
        let hint = did_you_mean(&found.value, choices.iter().map(|(word, _)| *word));
        self.sink.push(Diagnostic::new(Code::InvalidValue, message).at(found.span).maybe_hint(hint));
        None
    }

    /// Reads the map under `key` with `read`, and reports its unknown keys.
    pub fn map<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let node = self.node(key)?;
        let mut fields = Fields::of(node, self.path, self.sink)?;
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// Returns every entry of a map whose keys are the user's own, with its value.
    pub fn entries(&mut self, key: &'static str) -> Option<&'a [(Key, Node)]> {
        let node = self.node(key)?;
        match &node.value {
            Value::Map(entries) => Some(entries),
            _ => self.wrong(key, node, "a map", "write lines of `name: value` below it"),
        }
    }

    /// Returns the keys that were asked for so far.
    #[cfg(test)]
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// Ends the reading: every key that nobody asked for is an error.
    pub fn finish(self) {
        self.finish_with(|_| None);
    }

    /// Ends the reading as [`Fields::finish`] does, with hints of the caller's for some unknown keys.
    pub fn finish_with(self, hint: impl Fn(&str) -> Option<&'static str>) {
        for (key, _) in self.entries {
            if self.asked.contains(&key.text.as_str()) {
                continue;
            }
            let span = Span::new(self.path, key.range.start, key.range.end);
            self.sink.push(
                Diagnostic::new(Code::UnknownKey, format!("unknown key `{}`", key.text)).at(span).hint(
                    hint(&key.text).map_or_else(|| unknown_key_hint(&key.text, &self.asked), str::to_owned),
                ),
            );
        }
    }

    /// Returns the span of a node of this file.
    pub fn span(&self, node: &Node) -> Span {
        Span::new(self.path, node.range.start, node.range.end)
    }

    fn found<T>(&self, node: &Node, value: T) -> Found<T> {
        Found { value, span: self.span(node) }
    }

    /// Says that a text is wanted, and how to write what stands there as one. An item of a list has no `name`.
    fn no_text<T>(&mut self, name: Option<&str>, key: &str, node: &Node, otherwise: &str) -> Option<T> {
        let written = node.written.as_deref();
        let quoted = written.map(|written| match name {
            Some(name) => format!("{name}: {}", quoted(written)),
            None => quoted(written),
        });
        let hint =
            quoted.map_or_else(|| otherwise.to_owned(), |line| format!("put the value in quotes: `{line}`"));
        match (&node.value, written) {
            (Value::Null, Some(_)) => {
                let message = format!("`{key}` is empty because an unquoted `#` starts a comment");
                let span = self.key_span(key).unwrap_or_else(|| self.span(node));
                self.sink.push(Diagnostic::new(Code::WrongType, message).at(span).hint(hint));
                None
            }
            _ => self.wrong(key, node, "text", &hint),
        }
    }

    fn wrong<T>(&mut self, key: &str, node: &Node, expected: &str, hint: &str) -> Option<T> {
        let message = format!("`{key}` must be {expected}, found {}", node.kind());
        // An empty value has no width; the key is what the reader has to look at.
        let span = match node.value {
            Value::Null => self.key_span(key).unwrap_or_else(|| self.span(node)),
            _ => self.span(node),
        };
        self.sink.push(Diagnostic::new(Code::WrongType, message).at(span).hint(hint));
        None
    }
}

/// Says what to write instead of a key that nobody knows.
fn unknown_key_hint(key: &str, known: &[&'static str]) -> String {
    if let Some(near) = nearest(key, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    if known.contains(&"extra") {
        return "remove it; data of your own belongs under `extra:`".to_owned();
    }
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    format!("remove it; there are {}", known.join(", "))
}

/// Returns the date of `2026-03-31` or `2026-03-31T10:00:00Z`.
pub fn parse_date(text: &str) -> Option<Date> {
    let (date, time) = text.split_at_checked(10)?;
    let plausible = time.is_empty() || time.starts_with(['T', 't', ' ']);
    if !plausible || date.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    date.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn read<T>(text: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> (T, Vec<String>) {
        let path = SourcePath::new("a.md");
        let mut sink = Vec::new();
        let node = parse(text, 0, &path, &mut sink).unwrap();
        let mut fields = Fields::of(&node, &path, &mut sink).unwrap();
        let value = read(&mut fields);
        fields.finish();
        (value, sink.iter().map(|d| format!("{}: {}", d.code.as_str(), d.message)).collect())
    }

    #[test]
    fn unknown_keys_are_what_nobody_asked_for() {
        let ((), messages) = read("title: x\ntitel: y\n", |fields| {
            fields.text("title");
        });
        assert_eq!(messages, ["unknown-key: unknown key `titel`"]);
    }

    #[test]
    fn numbers_are_text_but_yes_is_no_boolean() {
        let ((title, draft), messages) =
            read("title: 1.10\ndraft: yes\n", |fields| (fields.text("title"), fields.boolean("draft")));
        assert_eq!(title.unwrap().value, "1.10");
        assert!(draft.is_none());
        assert_eq!(messages, ["wrong-type: `draft` must be true or false, found text"]);
    }

    #[test]
    fn an_empty_value_is_not_an_absent_one() {
        let (_, messages) = read("audience:\n", |fields| fields.texts("audience"));
        assert_eq!(messages, ["wrong-type: `audience` must be text or a list, found nothing"]);
    }

    #[test]
    fn dates() {
        assert!(parse_date("2026-03-31").is_some());
        assert!(parse_date("2026-03-31T10:00:00Z").is_some());
        for bad in ["2026-02-30", "2026-3-1", "31.03.2026", "", "2026-03-31x", "20260331ab"] {
            assert!(parse_date(bad).is_none(), "{bad}");
        }
    }
}
