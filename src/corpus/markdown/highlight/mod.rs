//! Colours code with the grammars of bat, to a dozen short classes instead of whole scope stacks.
//!
//! The grammars come from `two-face` and are read by syntect, but syntect does not run them: it tries every pattern of
//! a context on every line, and two contexts that lead to each other without consuming text keep it busy for ever. The
//! loop here ([`run`]) tries a pattern only where the symbols around a position allow a match ([`prefix`]), notices
//! circles, and counts its work ([`matcher`]). All limits are counts of steps and bytes, never of time.

mod grammars;
mod languages;
mod matcher;
mod paint;
mod pattern;
mod prefix;
mod run;
mod scopes;
mod stored;
mod table;

#[cfg(test)]
mod mutations;
#[cfg(test)]
mod sound;

use serde::{Deserialize, Serialize};

pub(super) use languages::{Grammar, grammar, is_plain, nearest};
pub(super) use scopes::CLASSES;

/// Bytes of a code block beyond which it stays plain. A limit by size, not by time: equal inputs must
/// give equal bytes on every machine.
pub(super) const CODE_BYTES_MAX: usize = 64 << 10;
/// Bytes of one line; grammars are at their worst on minified files.
pub(super) const LINE_BYTES_MAX: usize = 2 << 10;
/// Changes whenever the same code would be coloured otherwise, so that stored results are dropped.
pub(super) const VERSION: &[u8] = b"3";

/// Which bytes of a code block have which colour: length and class, in order. Rests of lines that the
/// list does not reach are plain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Highlighted {
    /// Runs of bytes, never across a line feed and its next line.
    pub(super) runs: Vec<(u32, u8)>,
}

impl Highlighted {
    /// Returns whether it reaches the end of `code`.
    pub(super) fn covers(&self, code: &str) -> bool {
        self.runs.iter().map(|(length, _)| *length as usize).sum::<usize>() >= code.len()
    }
}

/// Returns whether `code` is small enough to be coloured.
pub(super) fn fits(code: &str) -> bool {
    code.len() <= CODE_BYTES_MAX && code.lines().all(|line| line.len() <= LINE_BYTES_MAX)
}

/// Colours `code`. What takes more work than a block may take stays plain.
pub(super) fn highlight(grammar: Grammar, code: &str) -> Highlighted {
    Highlighted { runs: run::colour(grammars::grammars(), grammar.number, code).0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(language: &str, code: &str) -> Vec<(String, &'static str)> {
        let mut at = 0;
        let highlighted = highlight(grammar(language).unwrap(), code);
        let run = |(length, class): &(u32, u8)| {
            let text = code.get(at..at + *length as usize).unwrap().to_owned();
            at += *length as usize;
            (text, CLASSES[usize::from(*class)])
        };
        highlighted.runs.iter().map(run).collect()
    }

    #[test]
    fn short_classes() {
        let found = classes("rust", "fn main() { // hi\n    let x = \"s\"; }\n");
        for (text, class) in [("fn", "hl-k"), ("main", "hl-f"), ("// hi\n", "hl-c"), ("\"s\"", "hl-s")] {
            assert!(found.iter().any(|(t, c)| t.trim() == text.trim() && *c == class), "{text} {found:?}");
        }
    }

    // Issue 13, F1: this line never ended.
    #[test]
    fn a_comment_that_a_line_leaves_open_goes_on() {
        for code in ["x /*", "x /*\n more\n*/ y\n", "<A\n /* c */\n b=\"c\"\n>\n"] {
            let found = classes("js", code);
            assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<String>(), code);
            assert!(
                found.iter().any(|(text, class)| text.starts_with("/*") && *class == "hl-c"),
                "{found:?}"
            );
        }
        let found = classes("js", "x /*\n more\n*/ y\n");
        assert_eq!(found.iter().filter(|(_, class)| *class == "hl-c").count(), 3, "{found:?}");
    }

    #[test]
    fn code_beyond_its_work_is_plain() {
        let code = "((x".repeat(600) + "\n";
        let highlighted = highlight(grammar("d").unwrap(), &code.repeat(30));
        assert!(!highlighted.runs.is_empty() && !highlighted.covers(&code.repeat(30)));
        let short = "((x".repeat(30);
        assert!(highlight(grammar("d").unwrap(), &short).covers(&short));
    }

    #[test]
    fn long_lines_of_a_log_are_coloured_to_their_end() {
        let request =
            "10.0.0.7 - - [15/Jan/2026:10:22:31 +0000] \"GET /orders/17?currency=EUR HTTP/1.1\" 200 5120 ";
        let line = format!("2026-01-15 10:22:31,045 ERROR [main] com.acme.Order: {}\n", request.repeat(6));
        for language in ["log", "syslog", "http", "sh"] {
            assert!(highlight(grammar(language).unwrap(), &line).covers(&line), "{language}");
        }
    }

    #[test]
    fn every_grammar_loads() {
        let all = grammars::grammars();
        assert!(all.names().len() > 200, "{} grammars", all.names().len());
        for (number, (name, _)) in all.names().enumerate() {
            let loaded = all.loaded(number).unwrap();
            assert!(all.context(loaded.start).is_some(), "{name} has no start");
            assert!(
                name == "Plain Text" || loaded.contexts.iter().any(|one| !one.items.is_empty()),
                "{name} is empty"
            );
        }
    }

    #[test]
    fn runs_cover_the_text() {
        let code = "{\n  \"a\": [1, true, null, \"é\"]\n}";
        assert_eq!(classes("json", code).iter().map(|(text, _)| text.as_str()).collect::<String>(), code);
    }
}
