//! Makes the tree from parser events.
//!
//! Bounded on purpose: content is untrusted, and YAML is famous for small files that expand to
//! gigabytes. Tags, merge keys and several documents in one file are refused.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::advice::{self, Advice, special_space};
use super::misread::{misread, written};
use super::value::{Key, Node, Value};
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::guest;

/// Nodes one file may hold, aliases expanded. Front matter needs dozens, a redirect table thousands.
const NODES_MAX: usize = 200_000;
/// Aliases one file may use.
const ALIASES_MAX: usize = 100;
/// Nesting of lists and maps.
const DEPTH_MAX: usize = 32;

/// Parses `text`, which starts at byte `offset` of `path`.
///
/// Returns nothing where the YAML is broken, after saying so in `sink`. An empty text is an empty map.
/// A duplicate key is reported, and its first value kept.
pub fn parse(text: &str, offset: usize, path: &SourcePath, sink: &mut Vec<Diagnostic>) -> Option<Node> {
    let attempt = guest::contained_at(&format!("yaml {path}"), || parse_now(text, offset, path));
    let (node, mut problems) = attempt.unwrap_or_else(|panicked| {
        (None, vec![panicked.diagnostic("reading this YAML").at(Span::new(path, offset, offset))])
    });
    sink.append(&mut problems);
    node
}

fn parse_now(text: &str, offset: usize, path: &SourcePath) -> (Option<Node>, Vec<Diagnostic>) {
    let mut builder = Builder::new(text, offset, path);
    let outcome = builder.document();
    let mut failure = outcome.as_ref().err().map(|failure| (**failure).clone());
    let advisable = builder.advisable || matches!(&outcome, Ok(Node { value: Value::Scalar { .. }, .. }));
    if advisable {
        let at = match (&failure, &outcome) {
            (Some(failure), _) => failure.span.as_ref().map_or(0, |span| span.start.saturating_sub(offset)),
            (None, Ok(root)) => root.range.end.saturating_sub(offset),
            (None, Err(_)) => 0,
        };
        let advice = advice::advise(text, at, |text| fails(text, path));
        failure = advice.map(|advice| builder.advised(advice)).or(failure);
    }
    if failure.is_none() {
        failure = builder.unused_anchor();
    }
    let node = if failure.is_none() { outcome.ok() } else { None };
    builder.diagnostics.extend(failure);
    (node, builder.diagnostics)
}

/// Returns where a text cannot be read on as a map or a list.
fn fails(text: &str, path: &SourcePath) -> Option<usize> {
    match Builder::new(text, 0, path).document() {
        Ok(Node { value: Value::Scalar { .. }, .. }) => Some(0),
        Ok(_) => None,
        Err(problem) => Some(problem.span.as_ref().map_or(0, |span| span.start)),
    }
}

struct Builder<'a> {
    text: &'a str,
    offset: usize,
    path: &'a SourcePath,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    aliases: usize,
    /// Texts with an anchor that nothing refers to yet, by their places.
    unused: BTreeMap<usize, Range<usize>>,
    /// Whether what failed may be a slip in a line, rather than more than is allowed.
    advisable: bool,
    diagnostics: Vec<Diagnostic>,
}

type Outcome<T> = Result<T, Box<Diagnostic>>;

impl<'a> Builder<'a> {
    fn new(text: &'a str, offset: usize, path: &'a SourcePath) -> Self {
        let mut options = Options::default();
        options.emit_comments = false;
        options.flow_nesting_limit = DEPTH_MAX;
        options.block_nesting_limit = DEPTH_MAX;
        Self {
            text,
            offset,
            path,
            parser: Parser::new_from_str_with_options(text, options),
            anchors: BTreeMap::new(),
            nodes: 0,
            aliases: 0,
            unused: BTreeMap::new(),
            advisable: false,
            diagnostics: Vec::new(),
        }
    }

    fn document(&mut self) -> Outcome<Node> {
        let mut root = None;
        loop {
            let (event, range) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    return Err(self.refuse(range, "only one YAML document is allowed in a file"));
                }
                Event::DocumentStart(..) => {
                    let (event, range) = self.next()?;
                    root = Some(self.node(event, range, 0)?);
                }
                Event::StreamEnd => break,
                _ => return Err(self.refuse(range, "unexpected YAML")),
            }
        }
        let empty = Node { range: self.offset..self.offset, value: Value::Map(Vec::new()), written: None };
        Ok(match root {
            Some(Node { value: Value::Null, .. }) | None => empty,
            Some(root) => root,
        })
    }

    fn next(&mut self) -> Outcome<(Event<'a>, Range<usize>)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok((event, range.start + self.offset..range.end + self.offset))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len()) + self.offset;
                let info = error.info().to_lowercase();
                let reason = if info.is_empty() { "expected `key: value`" } else { info.as_str() };
                Err(self.slip(at..at + 1, &format!("invalid YAML: {reason}")))
            }
            None => Ok((Event::StreamEnd, self.offset..self.offset)),
        }
    }

    fn refuse(&self, range: Range<usize>, message: &str) -> Box<Diagnostic> {
        let diagnostic = Diagnostic::new(Code::InvalidYaml, message)
            .at(Span::new(self.path, range.start, range.end))
            .maybe_hint(self.hint_for(message));
        Box::new(diagnostic)
    }

    /// Refuses what a slip in one line may have made.
    fn slip(&mut self, range: Range<usize>, message: &str) -> Box<Diagnostic> {
        self.advisable = true;
        self.refuse(range, message)
    }

    fn hint_for(&self, message: &str) -> Option<String> {
        let hint = if message.contains("tag") {
            "remove the `!tag`, or put a value that starts with `!` in quotes"
        } else if message.ends_with("used for indentation") {
            "indent with ordinary spaces"
        } else if message.starts_with("invalid YAML") {
            "write each line as `key: value`, with a space after the colon; put values with `:` or `#` in quotes"
        } else {
            return None;
        };
        Some(hint.to_owned())
    }

    fn advised(&self, advice: Advice) -> Diagnostic {
        let Advice { range, message, hint } = advice;
        let span = Span::new(self.path, range.start + self.offset, range.end + self.offset);
        Diagnostic::new(Code::InvalidYaml, message).at(span).hint(hint)
    }

    /// Says so where a text begins with an anchor that nothing refers to: readers would not see it.
    fn unused_anchor(&self) -> Option<Diagnostic> {
        let range = self.unused.values().next()?;
        let advice = advice::of_line(self.text, range.start.saturating_sub(self.offset))?;
        Some(self.advised(advice))
    }

    /// Says where a value is read otherwise than it looks.
    fn look_at(&mut self, node: &mut Node, key: Option<&Key>) {
        let local = |range: &Range<usize>| {
            range.start.saturating_sub(self.offset)..range.end.saturating_sub(self.offset)
        };
        match &node.value {
            Value::Scalar { plain: true, .. } => {
                let found = misread(self.text, &local(&node.range), key.map(|key| key.text.as_str()));
                self.diagnostics.extend(found.map(|found| {
                    let (start, end) = (found.range.start + self.offset, found.range.end + self.offset);
                    Diagnostic::new(Code::MisreadValue, found.message)
                        .at(Span::new(self.path, start, end))
                        .hint(found.hint)
                }));
            }
            Value::Scalar { plain: false, .. } => {}
            Value::Null => {
                // An empty value has no place of its own: it is behind the colon of its key.
                let at = key.map_or(node.range.start, |key| key.range.end).saturating_sub(self.offset);
                let colon = self.text.get(at..).map_or(0, |rest| usize::from(rest.starts_with(':')));
                node.written = written(self.text, &(at + colon..at + colon));
            }
            Value::List(_) | Value::Map(_) => node.written = written(self.text, &local(&node.range)),
        }
    }

    fn count(&mut self, nodes: usize, range: &Range<usize>) -> Outcome<()> {
        self.nodes += nodes;
        if self.nodes > NODES_MAX {
            return Err(self.refuse(range.clone(), "this YAML holds too many values"));
        }
        Ok(())
    }

    fn node(&mut self, event: Event<'a>, range: Range<usize>, depth: usize) -> Outcome<Node> {
        self.count(1, &range)?;
        if depth > DEPTH_MAX {
            return Err(self.refuse(range, "this YAML is nested too deeply"));
        }
        let is_scalar = matches!(event, Event::Scalar(..));
        let (node, anchor) = match event {
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                return Err(self.slip(range, "YAML tags are not allowed"));
            }
            Event::Scalar(text, style, anchor, None) => (self.scalar(&text, style, range), anchor),
            Event::SequenceStart(_, anchor, None) => (self.list(range, depth)?, anchor),
            Event::MappingStart(_, anchor, None) => (self.map(range, depth)?, anchor),
            Event::Alias(anchor) => return self.alias(anchor, range),
            _ => return Err(self.refuse(range, "unexpected YAML")),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
            if is_scalar {
                self.unused.insert(anchor, node.range.clone());
            }
        }
        Ok(node)
    }

    fn scalar(&self, text: &str, style: ScalarStyle, range: Range<usize>) -> Node {
        let plain = style == ScalarStyle::Plain;
        let null = plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let value = if null { Value::Null } else { Value::Scalar { text: text.to_owned(), plain } };
        Node { range, value, written: None }
    }

    fn list(&mut self, start: Range<usize>, depth: usize) -> Outcome<Node> {
        let mut items = Vec::new();
        loop {
            let (event, range) = self.next()?;
            if event == Event::SequenceEnd {
                let end = range.end.max(start.end);
                return Ok(Node { range: start.start..end, value: Value::List(items), written: None });
            }
            let mut item = self.node(event, range, depth + 1)?;
            self.look_at(&mut item, None);
            items.push(item);
        }
    }

    fn map(&mut self, start: Range<usize>, depth: usize) -> Outcome<Node> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let (event, range) = self.next()?;
            if event == Event::MappingEnd {
                let end = range.end.max(start.end);
                return Ok(Node { range: start.start..end, value: Value::Map(entries), written: None });
            }
            let key = self.node(event, range, depth + 1)?;
            let Value::Scalar { text, .. } = key.value else {
                return Err(self.slip(key.range, "a key must be a word"));
            };
            if let Some(name) = text.chars().next().and_then(special_space) {
                let message = format!("invalid YAML: a {name} is used for indentation");
                return Err(self.refuse(key.range, &message));
            }
            if text.contains('：') {
                return Err(self.slip(key.range, "invalid YAML: a key contains a full-width colon"));
            }
            if text == "<<" {
                return Err(self.refuse(key.range, "YAML merge keys are not allowed"));
            }
            let (event, range) = self.next()?;
            let mut value = self.node(event, range, depth + 1)?;
            let key = Key { text, range: key.range };
            self.look_at(&mut value, Some(&key));
            let Key { text, range } = key;
            let span = Span::new(self.path, range.start, range.end);
            if !seen.insert(text.clone()) {
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, format!("`{text}` stands here twice"))
                        .at(span)
                        .hint("remove one of the two"),
                );
                continue;
            }
            entries.push((Key { text, range }, value));
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Outcome<Node> {
        self.aliases += 1;
        if self.aliases > ALIASES_MAX {
            return Err(self.refuse(range, "this YAML uses too many aliases"));
        }
        let Some(target) = self.anchors.get(&anchor) else {
            return Err(self.refuse(range, "this alias refers to what contains it"));
        };
        let node = Node { range: range.clone(), value: target.value.clone(), written: None };
        self.unused.remove(&anchor);
        self.count(node.size(), &range)?;
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut sink = Vec::new();
        let node = parse(text, 100, &SourcePath::new("a.md"), &mut sink);
        (node, sink)
    }

    fn codes(text: &str) -> Vec<Code> {
        parsed(text).1.iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn places_are_places_in_the_file() {
        let (node, _) = parsed("title: Hello\nlabels: [a, b]\n");
        let Value::Map(entries) = node.unwrap().value else { panic!("not a map") };
        assert_eq!(entries[0].0.range, 100..105);
        assert_eq!(entries[0].1.range, 107..112);
        assert_eq!(entries[1].0.range, 113..119);
    }

    #[test]
    fn duplicate_keys_are_said_and_the_first_kept() {
        let (node, sink) = parsed("a: 1\na: 2\n");
        assert_eq!(sink[0].code, Code::DuplicateKey);
        assert_eq!(sink[0].span.as_ref().unwrap().start, 105);
        assert_eq!(node.unwrap().to_json(), serde_json::json!({"a": 1}));
    }

    #[test]
    fn hostile_yaml_is_refused() {
        assert_eq!(codes("a: !!python/object x\n"), [Code::InvalidYaml]);
        assert_eq!(codes("a: [b\n"), [Code::InvalidYaml]);
        assert_eq!(codes(&"[".repeat(5000)), [Code::InvalidYaml]);
        assert_eq!(codes("a: 1\n---\nb: 2\n"), [Code::InvalidYaml]);
        assert_eq!(codes("<<: {a: 1}\n"), [Code::InvalidYaml]);
        assert_eq!(codes("a: &x [*x]\n"), [Code::InvalidYaml]);
        assert_eq!(codes("? [a]\n: b\n"), [Code::InvalidYaml]);
    }

    #[test]
    fn an_alias_bomb_is_refused_before_it_grows() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let alias = format!("*a{}", level - 1);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(",")));
        }
        assert_eq!(codes(&bomb), [Code::InvalidYaml]);
    }

    #[test]
    fn empty_text_is_an_empty_map() {
        let (node, sink) = parsed("# only a comment\n");
        assert!(sink.is_empty());
        assert_eq!(node.unwrap().to_json(), serde_json::json!({}));
    }

    #[test]
    fn free_data_keeps_its_kinds() {
        let (node, _) = parsed("a: 1\nb: 1.5\nc: true\nd: '1'\ne: 2024-01-01\nf: ~\ng: [x]\nh: nan\n");
        assert_eq!(
            node.unwrap().to_json(),
            serde_json::json!({"a":1,"b":1.5,"c":true,"d":"1","e":"2024-01-01","f":null,"g":["x"],"h":"nan"})
        );
    }
}
