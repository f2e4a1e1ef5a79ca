//! Reads the data files that belong to the content.

use crate::diagnostic::{Code, Diagnostic, SourcePath};
use crate::source::Snapshot;
use crate::yaml::{Fields, Found, Node, Value, parse};

/// One line of `data/redirects.yaml`.
#[derive(Clone, Debug)]
pub(in crate::corpus) struct RedirectLine {
    pub from: Found<String>,
    pub to: Found<String>,
}

const REDIRECTS: &str = "data/redirects.yaml";

/// Reads the redirect table: a map `old path: new path`.
pub(super) fn redirects(snapshot: &Snapshot, sink: &mut Vec<Diagnostic>) -> Vec<RedirectLine> {
    let path = SourcePath::new(REDIRECTS);
    let Some(text) = snapshot.text_of(REDIRECTS) else { return Vec::new() };
    let Some(node) = parse(text, 0, &path, sink) else { return Vec::new() };
    let Node { value: Value::Map(entries), .. } = &node else {
        // Says that a map was expected.
        let _ = Fields::of(&node, &path, sink);
        return Vec::new();
    };
    let span = |range: &std::ops::Range<usize>| crate::model::Span::new(&path, range.start, range.end);
    let mut lines = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match &value.value {
            Value::Scalar { text, .. } => lines.push(RedirectLine {
                from: Found { value: key.text.clone(), span: span(&key.range) },
                to: Found { value: text.clone(), span: span(&value.range) },
            }),
            _ => sink.push(
                Diagnostic::new(
                    Code::WrongType,
                    format!("`{}` must lead to a path, found {}", key.text, value.kind()),
                )
                .at(span(&key.range))
                .hint("write `/old/path/: /new/path/`"),
            ),
        }
    }
    lines
}
