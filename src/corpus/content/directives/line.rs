//! Reads one line: what stands before its text, and whether the text is a directive.

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
        let colons = self.text.len() - after.len();
        match colons {
            0 | 1 => None,
            2 => {
                let (name, rest) = split_name(after)?;
                let whole = rest.trim().is_empty() || rest.starts_with(['{', '[']);
                whole.then_some(Mark::Leaf(name, rest))
            }
            _ => match split_name(after.trim_start()) {
                Some((name, rest)) => Some(Mark::Open(colons, name, rest)),
                None if after.trim().is_empty() => Some(Mark::Close(colons)),
                None => Some(Mark::Open(colons, "", after)),
            },
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
        for text in ["text", ": text", "::", "::before the text", "\\:::note", "a :::note"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    #[test]
    fn prefixes() {
        let line = Line::new("> >   text");
        assert_eq!((line.quotes, line.indent, line.text), (2, 3, "text"));
        assert_eq!(Line::new("\ttext").indent, 4);
    }
}
