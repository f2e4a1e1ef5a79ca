//! Headings and tables that did not become any: `##Title`, a table whose second line fits its first one badly.

use super::Found;
use super::run::{Home, Run, bare};
use crate::diagnostic::Code;

/// Adds the headings and tables of `run` that are text.
pub(super) fn find(run: &Run, sink: &mut Vec<Found>) {
    if run.home != Home::Paragraph {
        return;
    }
    let lines: Vec<(usize, &str)> = run.lines().collect();
    for (number, (start, line)) in lines.iter().enumerate() {
        let text = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        if let Some(hint) = heading(text) {
            let message = format!("`{}` is not a heading and is shown as text", bare(text));
            sink.push(Found { code: Code::UnparsedHeading, message, range: at..at + text.len(), hint });
        }
        let before = number.checked_sub(1).and_then(|before| lines.get(before));
        if let Some((before_start, before)) = before
            && before.contains('|')
            && is_delimiters(text)
        {
            let (head, columns) = (columns(before), columns(text));
            let (message, hint) = if head == columns {
                ("a table is shown as text".to_owned(), "put an empty line before the header row".to_owned())
            } else {
                let message = format!(
                    "a table is shown as text: its header row has {head} cells, the line below it {columns}"
                );
                (message, format!("write `---` {head} times in the line below the header row"))
            };
            sink.push(Found {
                code: Code::UnparsedTable,
                message,
                range: *before_start..at + text.len(),
                hint,
            });
        }
    }
}

/// `##Title`; one `#` may be a tag or a number.
fn heading(text: &str) -> Option<String> {
    let words = text.trim_start_matches('#');
    let level = text.len() - words.len();
    let is_heading = (2..=6).contains(&level) && words.starts_with(char::is_alphabetic);
    is_heading.then(|| format!("write a space after the `#`: `{} {}`", "#".repeat(level), bare(words)))
}

/// Returns whether a line is `|---|:-:|`.
fn is_delimiters(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// Returns how many cells a row has.
fn columns(row: &str) -> usize {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.matches('|').count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::{codes, hints};

    #[test]
    fn headings_without_a_space() {
        for text in ["##Title\n", "- ###见面\n", "> ##Ä\n", "text\n##Title\n"] {
            assert_eq!(codes(text), ["unparsed-heading"], "{text}");
        }
        assert_eq!(hints("##Title\n"), ["write a space after the `#`: `## Title`"]);
        for text in ["#tag\n", "##\n", "\\##x\n", "## x\n", "####### x\n", "#1 ##2\n"] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn tables_whose_lines_do_not_fit() {
        for text in ["| a | b |\n|---|\n| 1 | 2 |\n", "> a | b | c\n> --|--\n"] {
            assert_eq!(codes(text), ["unparsed-table"], "{text}");
        }
        for text in
            ["| a | b |\n|---|---|\n| 1 | 2 |\n", "a | b\n\n---\n", "text\n| a |\n|---|\n", "x\n---\n"]
        {
            assert!(!codes(text).contains(&"unparsed-table"), "{text}: {:?}", hints(text));
        }
    }
}
