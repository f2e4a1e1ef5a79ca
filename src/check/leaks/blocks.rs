//! Finds the parts of a text that are for other audiences: `:::only` blocks, `:only[words]`, and HTML comments.
//!
//! A reader of lines, with no idea of Markdown beyond what is code. Where containers do not match, nothing counts as
//! hidden: a part that may be public makes no secret.

use std::ops::Range;

use super::layout::{Kind, Layout, Line};
use crate::config::Settings;
use crate::model::{AudienceId, AudienceSet};

/// Returns the parts of `text` that `audience` may not see, in order; positions are counted from `offset`.
pub(super) fn hidden(
    text: &str,
    offset: usize,
    settings: &Settings,
    audience: AudienceId,
) -> Vec<Range<usize>> {
    if !text.contains(":::") && !text.contains(":only[") && !text.contains("<!--") {
        return Vec::new();
    }
    let mut scan = Scan::default();
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        scan.line(line, at, |names| is_hidden(names, settings, audience));
        at += line.len();
    }
    scan.finish()
}

/// Returns the words of front matter that `audience` may not see, in order.
pub(super) fn hidden_words(yaml: &str, settings: &Settings, audience: AudienceId) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        words(line, at, &|names| is_hidden(names, settings, audience), &mut found);
        at += line.len();
    }
    found
}

/// Adds the words of a line that are between the brackets of an `:only[…]{audience=…}` for others. Behind a backtick
/// they may be code, and so no secret.
fn words(line: &str, at: usize, is_hidden: &impl Fn(&str) -> bool, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(start) = line.get(from..).and_then(|rest| rest.find(":only[")).map(|start| from + start) {
        from = start + ":only[".len();
        let is_doubtful =
            line.get(..start).is_none_or(|before| before.contains('`') || before.ends_with('\\'));
        let Some(length) = line.get(from..).and_then(closing_bracket).filter(|_| !is_doubtful) else {
            continue;
        };
        let braces = line.get(from + length + 1..).and_then(|rest| rest.strip_prefix('{')?.split_once('}'));
        let names = braces.and_then(|(inner, _)| inner.split_once("audience="));
        if names.is_some_and(|(_, names)| is_hidden(names)) {
            found.push(at + from..at + from + length);
            from += length;
        }
    }
}

/// Returns where the bracket is that closes the one before `text`.
fn closing_bracket(text: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns whether a list of names leaves `audience` out; a name that nobody knows leaves that open.
fn is_hidden(names: &str, settings: &Settings, audience: AudienceId) -> bool {
    let mut named = AudienceSet::NOBODY;
    for name in
        names.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).filter(|name| !name.is_empty())
    {
        match settings.audiences.find(name) {
            Some(id) => named = named.with(id),
            None => return false,
        }
    }
    !named.is_empty() && !settings.audiences.viewers(named).contains(audience)
}

/// A container that is open.
struct Open {
    colons: usize,
    /// Where the part begins that it hides, if it does.
    hides_from: Option<usize>,
}

#[derive(Default)]
struct Scan {
    open: Vec<Open>,
    layout: Layout,
    comment_from: Option<usize>,
    found: Vec<Range<usize>>,
    in_doubt: bool,
}

impl Scan {
    fn line(&mut self, line: &str, at: usize, is_hidden: impl Fn(&str) -> bool) {
        if let Some(from) = self.comment_from {
            if line.contains("-->") {
                self.hide(from..at + line.len());
                self.comment_from = None;
            }
            return;
        }
        // A line that has the indentation of code may be shown as such; in doubt a text makes no secret.
        let Line { text, kind, is_item, is_deep } = self.layout.line(line);
        if kind == Kind::Text && !is_deep {
            words(line, at, &is_hidden, &mut self.found);
        }
        if kind != Kind::Text || is_item {
            return;
        }
        let colons = text.len() - text.trim_start_matches(':').len();
        let rest = text.trim_start_matches(':').trim();
        if colons >= 3 && rest.is_empty() {
            self.close(colons, at + line.len());
        } else if colons >= 3 {
            let names = rest.strip_prefix("only").and_then(|rest| rest.split_once("audience="));
            let hides = !is_deep && names.is_some_and(|(_, names)| is_hidden(names));
            self.open.push(Open { colons, hides_from: hides.then_some(at) });
        } else if text.starts_with("<!--") && !is_deep {
            match text.find("-->").map(|end| end + 3 == text.trim_end().len()) {
                Some(true) => self.hide(at..at + line.len()),
                Some(false) => {}
                None => self.comment_from = Some(at),
            }
        }
    }

    fn close(&mut self, colons: usize, end: usize) {
        match self.open.pop() {
            Some(open) if open.colons == colons => {
                if let Some(from) = open.hides_from {
                    self.hide(from..end);
                }
            }
            _ => self.in_doubt = true,
        }
    }

    /// Keeps a part, which swallows those inside it.
    fn hide(&mut self, part: Range<usize>) {
        while self.found.last().is_some_and(|inner| inner.start >= part.start) {
            self.found.pop();
        }
        self.found.push(part);
    }

    fn finish(self) -> Vec<Range<usize>> {
        let is_whole = self.open.is_empty() && self.comment_from.is_none() && !self.in_doubt;
        if is_whole { self.found } else { Vec::new() }
    }
}

/// Returns what is left of `whole` without `parts`, which are in order.
pub(super) fn without(whole: Range<usize>, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut at = whole.start;
    for part in parts {
        if part.start > at {
            left.push(at..part.start);
        }
        at = at.max(part.end);
    }
    if at < whole.end {
        left.push(at..whole.end);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the hidden parts where `agents` is what may not be seen.
    fn parts(text: &str) -> Vec<&str> {
        let mut scan = Scan::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            scan.line(line, at, |names| names.contains("agents"));
            at += line.len();
        }
        scan.finish().into_iter().map(|part| text.get(part).unwrap()).collect()
    }

    #[test]
    fn blocks_for_others_are_hidden() {
        assert_eq!(parts("a\n:::only{audience=agents}\nb\n:::\nc\n"), [":::only{audience=agents}\nb\n:::\n"]);
        assert_eq!(parts("> :::only{audience=agents}\n> b\n> :::\n").len(), 1);
        assert_eq!(parts("::::note[T]\n:::only{audience=agents}\nb\n:::\n::::\n").len(), 1);
        assert_eq!(parts(":::only{audience=agents}\n:::tip\nb\n:::\nc\n:::\n").len(), 1);
        assert!(parts(":::only{audience=public}\nb\n:::\n").is_empty());
    }

    #[test]
    fn what_is_in_doubt_is_no_secret() {
        for text in [
            "```\n:::only{audience=agents}\nb\n:::\n```\n",
            ":::only{audience=agents}\nb\n",
            "::::only{audience=agents}\nb\n:::\n",
            "a <!-- b -->\n",
            "<!-- b\n",
            "- ```md\n  :::only{audience=agents}\n  b\n  :::\n  ```\n",
            "1. ```html\n   <!-- b -->\n   ```\n",
            "a\n\n    :::only{audience=agents}\n    b\n    :::\n",
            "a\n    :::only{audience=agents}\n    b\n    :::\n",
        ] {
            assert!(parts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn words_within_a_line_are_hidden() {
        assert_eq!(
            parts("a :only[b [c] d]{audience=agents} e :only[f]{audience=\"agents\"}\n"),
            ["b [c] d", "f"]
        );
        assert_eq!(
            parts("- a :only[b :only[c]{audience=leads}]{audience=agents}\n"),
            ["b :only[c]{audience=leads}"]
        );
        for text in [
            "`:only[b]{audience=agents}`\n",
            "```\n:only[b]{audience=agents}\n```\n",
            ":only[b]\n",
            "\\:only[b]{audience=agents}\n",
        ] {
            assert!(parts(text).is_empty(), "{text}");
        }
        // What is in a block that is hidden is hidden with it.
        assert_eq!(parts(":::only{audience=agents}\na :only[b]{audience=agents}\n:::\n").len(), 1);
    }

    #[test]
    fn comments_are_for_nobody() {
        assert_eq!(parts("a\n<!-- b -->\nc\n<!--\nd\n-->\n"), ["<!-- b -->\n", "<!--\nd\n-->\n"]);
    }

    #[test]
    fn code_before_a_block_does_not_show_it() {
        let block = ":::only{audience=agents}\nb\n:::\n";
        for before in [
            "1. ```sh\n   a\n   ```\n\n",
            "- a\n\n  ```\n  b\n- c\n\n",
            "a\n\n    <!-- b\n\n",
            "a\n\n    :::note\n\n",
        ] {
            assert_eq!(parts(&format!("{before}{block}c\n")), [block], "{before}");
        }
    }

    #[test]
    fn what_is_left() {
        assert_eq!(without(0..10, &[2..4, 6..10]), [0..2, 4..6]);
        assert_eq!(without(3..5, &[]), vec![3..5]);
    }
}
