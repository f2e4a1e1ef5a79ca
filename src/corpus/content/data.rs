//! Reads the data files that belong to the content.

use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::source::Snapshot;
use crate::yaml::{Fields, Found, Node, Value, parse};

/// One line of `data/redirects.yaml`.
#[derive(Clone, Debug)]
pub(in crate::corpus) struct RedirectLine {
    pub from: Found<String>,
    pub to: Found<String>,
}

/// Where redirects are written.
pub(super) const REDIRECTS: &str = "data/redirects.yaml";

/// The data files there are; `search_data` reads the other two.
const KNOWN: [&str; 3] = ["redirects.yaml", "synonyms.yaml", "best-bets.yaml"];

/// Says which files of `data/` and `i18n/` nothing reads, so that no table is lost for its file's ending.
fn warn_of_strangers(snapshot: &Snapshot, sink: &mut Vec<Diagnostic>) {
    let known = |path: &SourcePath| {
        let yaml = path.file_name().ends_with(".yaml");
        yaml && (path.as_str().starts_with("i18n/") || KNOWN.contains(&path.file_name()))
    };
    for (path, _) in snapshot.below("data/").chain(snapshot.below("i18n/")).filter(|(path, _)| !known(path)) {
        let message = format!("`{}` is not read", path.file_name());
        let hint = match path.file_name().strip_suffix(".yml") {
            Some(stem) => format!("rename it to `{stem}.yaml`"),
            None => format!("`data/` holds {}", KNOWN.map(|name| format!("`{name}`")).join(", ")),
        };
        sink.push(Diagnostic::new(Code::IgnoredFile, message).at(Span::file(path)).hint(hint));
    }
}

/// Reads the redirect table: a map `old path: new path`.
pub(super) fn redirects(snapshot: &Snapshot, sink: &mut Vec<Diagnostic>) -> Vec<RedirectLine> {
    warn_of_strangers(snapshot, sink);
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
