//! Prints diagnostics for people: the message, the place, the line with a caret, the hints.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::span::{LineIndex, floor_char};
use super::{Diagnostic, Severity, Sources, Span, counted};

/// Columns of a source line that are shown around the caret. Articles have paragraphs of thousands of
/// characters on one line, and ten thousand broken links must stay a readable few megabytes.
const WINDOW_COLUMNS: usize = 100;

/// Columns of a message or hint; what a writer wrote may be a whole file.
const MESSAGE_COLUMNS_MAX: usize = 300;

/// Bytes of text beyond which warnings, and errors, are only counted: nobody reads on, and logs have limits.
const WARNING_BYTES_MAX: usize = 3_000_000;
const ERROR_BYTES_MAX: usize = 3_500_000;

/// Whether escape codes are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// For a terminal.
    Always,
    /// For files and pipes.
    Never,
}

/// Returns the diagnostics as text, separated by empty lines.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources, colour: Colour) -> String {
    let mut out = String::new();
    let mut index = LineIndex::default();
    let mut left_out = 0;
    for diagnostic in diagnostics {
        // Errors come through as long as there is room at all; warnings leave some for them.
        let room = if diagnostic.severity == Severity::Error { ERROR_BYTES_MAX } else { WARNING_BYTES_MAX };
        if out.len() > room {
            left_out += 1;
            continue;
        }
        one(&mut out, diagnostic, sources, colour, &mut index);
        out.push('\n');
    }
    if left_out > 0 {
        let count = counted(left_out, "problem");
        let _ = writeln!(out, "… and {count} more; `--format json` prints them all\n");
    }
    out
}

fn one(
    out: &mut String,
    diagnostic: &Diagnostic,
    sources: &dyn Sources,
    colour: Colour,
    index: &mut LineIndex,
) {
    let (word, tint) = match diagnostic.severity {
        Severity::Error => ("error", AnsiColor::Red),
        Severity::Warning => ("warning", AnsiColor::Yellow),
        Severity::Note => ("note", AnsiColor::Cyan),
    };
    let strong = style(Style::new().bold().fg_color(Some(tint.into())), colour);
    let bold = style(Style::new().bold(), colour);
    let dim = style(Style::new().fg_color(Some(AnsiColor::Cyan.into())), colour);
    let message = visible(columns(&diagnostic.message, MESSAGE_COLUMNS_MAX));
    let code = diagnostic.code.as_str();
    let _ = writeln!(out, "{strong}{word}[{code}]{strong:#}{bold}: {message}{bold:#}");
    if let Some(span) = &diagnostic.span {
        excerpt(out, span, sources.text(&span.path), index, (strong, dim));
    }
    for hint in &diagnostic.hints {
        let _ = writeln!(
            out,
            "  {dim}={dim:#} {bold}hint:{bold:#} {}",
            visible(columns(hint, MESSAGE_COLUMNS_MAX))
        );
    }
}

fn style(style: Style, colour: Colour) -> Style {
    if colour == Colour::Always { style } else { Style::new() }
}

fn excerpt(
    out: &mut String,
    span: &Span,
    text: Option<&str>,
    index: &mut LineIndex,
    (strong, dim): (Style, Style),
) {
    let path = visible(span.path.as_str());
    let Some(text) = text else {
        let _ = writeln!(out, " {dim}-->{dim:#} {path}:1:1");
        return;
    };
    let at = index.place(&span.path, text, span.start);
    let gutter = " ".repeat(at.line.to_string().len());
    let _ = writeln!(out, "{gutter}{dim}-->{dim:#} {path}:{}:{}", at.line, at.column);
    let start = floor_char(text, span.start);
    let line_start = text.get(..start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(line_start..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("").trim_end_matches('\r');
    if line.is_empty() && span.start == span.end {
        return;
    }
    let window = Window::around(line, start - line_start, span.end.saturating_sub(line_start));
    let _ = writeln!(out, "{gutter} {dim}|{dim:#}");
    let _ = writeln!(out, "{dim}{} |{dim:#} {}", at.line, window.text);
    let carets = "^".repeat(window.width.max(1));
    let _ = writeln!(out, "{gutter} {dim}|{dim:#} {}{strong}{carets}{strong:#}", " ".repeat(window.indent));
}

/// The part of a line that is shown, with where its carets stand.
struct Window {
    text: String,
    indent: usize,
    width: usize,
}

impl Window {
    fn around(line: &str, start: usize, end: usize) -> Self {
        let (start, end) = (floor_char(line, start), floor_char(line, end));
        let (head, tail) = line.split_at_checked(start).unwrap_or((line, ""));
        let marked = tail.get(..end.saturating_sub(start)).unwrap_or(tail);
        let mut shown = columns_from_end(head, WINDOW_COLUMNS / 2);
        let cut = shown.len() < head.len();
        let mut text = String::new();
        if cut {
            text.push('…');
        }
        text.push_str(&visible(shown));
        let indent = text.width();
        shown = columns(tail, WINDOW_COLUMNS.saturating_sub(indent).max(20));
        text.push_str(&visible(shown));
        if shown.len() < tail.len() {
            text.push('…');
        }
        let width = visible(marked.get(..marked.len().min(shown.len())).unwrap_or(marked)).width();
        Self { text, indent, width }
    }
}

/// Returns the longest start of `text` that is at most `limit` columns wide.
fn columns(text: &str, limit: usize) -> &str {
    let mut width = 0;
    for (at, character) in text.char_indices() {
        width += character.width().unwrap_or(1);
        if width > limit {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

fn columns_from_end(text: &str, limit: usize) -> &str {
    let mut width = 0;
    for (at, character) in text.char_indices().rev() {
        width += character.width().unwrap_or(1);
        if width > limit {
            return text.get(at + character.len_utf8()..).unwrap_or(text);
        }
    }
    text
}

/// Makes control characters visible, so that no input can send escape codes to a terminal.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourcePath};

    struct One(&'static str);
    impl Sources for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn printed(text: &'static str, start: usize, end: usize) -> String {
        let span = Span::new(&SourcePath::new("content/a.md"), start, end);
        let diagnostic = Diagnostic::new(Code::BrokenLink, "link to `b.md` leads nowhere")
            .at(span)
            .hint("did you mean `c.md`?");
        print(&[diagnostic], &One(text), Colour::Never)
    }

    #[test]
    fn message_place_line_caret_and_hint() {
        let expected = "\
warning[broken-link]: link to `b.md` leads nowhere
 --> content/a.md:2:5
  |
2 | See b.md now
  |     ^^^^
  = hint: did you mean `c.md`?

";
        assert_eq!(printed("one\nSee b.md now\n", 8, 12), expected);
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let text: &'static str = Box::leak(format!("{}LINK{}", "x".repeat(5000), "y".repeat(5000)).into());
        let out = printed(text, 5000, 5004);
        assert!(out.len() < 600, "{out}");
        assert!(out.contains("…x") && out.contains("LINK") && out.contains("y…"), "{out}");
        let caret = out.lines().nth(4).unwrap();
        assert_eq!(caret.matches('^').count(), 4);
    }

    #[test]
    fn wide_characters_keep_the_caret_below_its_word() {
        let out = printed("中文 bad", 7, 10);
        assert!(out.contains("\n  |      ^^^\n"), "{out}");
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        assert!(!printed("a\u{1b}[31mb", 0, 1).contains('\u{1b}'));
    }
}
