//! Prints diagnostics as GitHub workflow commands, which become annotations on the changed lines.

use super::span::LineIndex;
use super::{Diagnostic, Severity, Sources};

/// Returns one `::error …::message`, `::warning …` or `::notice …` line for each diagnostic. `folder` is the
/// site's folder in the repository, since annotations count paths from there; empty for its root.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources, folder: &str) -> String {
    let mut out = String::new();
    let mut index = LineIndex::default();
    for diagnostic in diagnostics {
        let mut properties = format!("title={}", diagnostic.code.as_str());
        if let Some(span) = &diagnostic.span {
            let text = sources.text(&span.path).unwrap_or("");
            let start = index.place(&span.path, text, span.start);
            let end = index.place(&span.path, text, span.end);
            properties = format!(
                "file={},line={},endLine={},col={},endColumn={},{properties}",
                property(&format!("{folder}{}", span.path)),
                start.line,
                end.line,
                start.column,
                end.column,
            );
        }
        let mut message = diagnostic.message.clone();
        for hint in &diagnostic.hints {
            message.push_str("\nhint: ");
            message.push_str(hint);
        }
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            other => other.as_str(),
        };
        out.push_str(&format!("::{command} {properties}::{}\n", data(&message)));
    }
    out
}

/// Escapes as the runner's command parser expects.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
