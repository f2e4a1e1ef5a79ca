//! Reads one line: what stands before its text, and whether the text is a directive.

use super::suspects::{is_colon, is_name};

/// A line taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// Spaces and `>` before the text.
    pub prefix: &'a str,
    /// The text, without its line feed.
    pub text: &'a str,
    /// How many `>` there are.
    pub quotes: usize,
    /// Columns between the last `>` and the text.
    pub indent: usize,
}

/// What a line's text is.
#[derive(Debug, PartialEq)]
pub(super) enum Mark<'a> {
    /// `:::name…`: how many colons, the name, the rest.
    Open(usize, &'a str, &'a str),
    /// `:::` alone.
    Close(usize),
    /// `::name…`.
    Leaf(&'a str, &'a str),
    /// What would be a directive with other colons, by the directive's name; nothing for a line of wide colons, which
    /// would end one.
    Mistyped(&'a str),
    /// A colon, a blank and a directive's name: a definition of a term where a term stands before it, else mistyped.
    Doubtful(&'a str),
}

impl<'a> Line<'a> {
    /// Takes a line apart; it may end with a line feed.
    pub fn new(line: &'a str) -> Self {
        let line = line.trim_end_matches(['\n', '\r']);
        let (mut quotes, mut indent, mut end) = (0, 0, line.len());
        for (at, character) in line.char_indices() {
            match character {
                ' ' => indent += 1,
                '\t' => indent += 4 - indent % 4,
                '>' => {
                    quotes += 1;
                    indent = 0;
                }
                _ => {
                    end = at;
                    break;
                }
            }
        }
        let (prefix, text) = line.split_at_checked(end).unwrap_or((line, ""));
        Self { prefix, text, quotes, indent }
    }

    /// Returns the directive mark that the line is, if it is one.
    pub fn mark(&self) -> Option<Mark<'a>> {
        let after = self.text.trim_start_matches(':');
        match self.text.len() - after.len() {
            0 | 1 => self.mistyped(),
            2 => {
                let leaf = split_name(after).and_then(|(name, rest)| {
                    let whole = rest.trim().is_empty() || rest.starts_with(['{', '[']);
                    whole.then_some(Mark::Leaf(name, rest))
                });
                leaf.or_else(|| self.mistyped())
            }
            colons => match split_name(after.trim_start()) {
                Some((name, rest)) => Some(Mark::Open(colons, name, rest)),
                None if after.trim().is_empty() => Some(Mark::Close(colons)),
                None if after.starts_with(is_colon) => self.mistyped(),
                None => Some(Mark::Open(colons, "", after)),
            },
        }
    }

    /// Returns the mark of a line that only looks like a directive: too few colons, wide ones, a blank behind them.
    fn mistyped(&self) -> Option<Mark<'a>> {
        let after = self.text.trim_start_matches(is_colon);
        let colons = self.text.get(..self.text.len() - after.len())?;
        let is_one = colons == ":";
        if after.trim().is_empty() {
            return (colons.chars().count() > 2).then_some(Mark::Mistyped(""));
        }
        let named = after.trim_start();
        let end = named.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(named.len());
        let (name, rest) = named.split_at_checked(end)?;
        if colons.is_empty() || !is_name(name) {
            return None;
        }
        let is_blank = named.len() < after.len();
        let is_whole = rest.trim().is_empty();
        match rest.chars().next() {
            // `:only[…]{…}` may begin a line; whether it is right is for those who read words.
            Some('[') if is_one && !is_blank => None,
            Some('[' | '{' | '［' | '｛' | '【') => Some(Mark::Mistyped(name)),
            _ if !is_whole => None,
            _ if is_one && is_blank && !matches!(name, "only" | "snippet") => Some(Mark::Doubtful(name)),
            _ => Some(Mark::Mistyped(name)),
        }
    }
}

fn split_name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    name.starts_with(char::is_alphabetic).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        let mark = |line| Line::new(line).mark();
        assert_eq!(mark(":::note[Hi]\n"), Some(Mark::Open(3, "note", "[Hi]")));
        assert_eq!(mark("  > :::: only{audience=a}"), Some(Mark::Open(4, "only", "{audience=a}")));
        assert_eq!(mark("::: \r\n"), Some(Mark::Close(3)));
        assert_eq!(mark("::snippet{a}"), Some(Mark::Leaf("snippet", "{a}")));
        assert_eq!(mark(":::{.class}"), Some(Mark::Open(3, "", "{.class}")));
        for text in
            ["text", ": text", "::", "::before the text", "\\:::note", "a :::note", ":note[x]", ":8080", "："]
        {
            assert_eq!(mark(text), None, "{text}");
        }
        for text in [
            ":only{audience=a}",
            ":note",
            "：：：only{audience=a}",
            "：：：",
            ":：：only",
            ": only",
            ":: tip",
            "：note［T］",
        ] {
            assert!(matches!(mark(text), Some(Mark::Mistyped(_))), "{text}");
        }
        assert_eq!(mark(": note"), Some(Mark::Doubtful("note")));
    }

    #[test]
    fn prefixes() {
        let line = Line::new("> >   text");
        assert_eq!((line.quotes, line.indent, line.text), (2, 3, "text"));
        assert_eq!(Line::new("\ttext").indent, 4);
    }
}
