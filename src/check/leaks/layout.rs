//! Tells text from code, line by line: quotes, lists, fences, and code that is indented.
//!
//! Written from CommonMark, as far as it decides whether a reader sees a line as it stands; what a line means
//! beyond that is for others. A paragraph that goes on without its list item's indentation ends the item here.

/// A line, as far as its beginning tells.
pub(super) struct Line<'t> {
    /// What stands behind quotes, spaces and the marks of lists.
    pub text: &'t str,
    pub kind: Kind,
    /// Whether a list item begins on it.
    pub is_item: bool,
    /// Whether it has the indentation of code, although it may go on with a paragraph.
    pub is_deep: bool,
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Blank,
    /// The first or the last line of fenced code.
    Fence,
    Fenced,
    Indented,
}

/// A fence of code that is open.
struct Fence {
    mark: char,
    length: usize,
    quotes: usize,
    /// The column at which the text of its list item begins.
    column: usize,
}

/// What the lines before have opened.
#[derive(Default)]
pub(super) struct Layout {
    fence: Option<Fence>,
    quotes: usize,
    /// Columns at which the texts of open list items begin, outermost first.
    items: Vec<usize>,
    /// Whether the line before may be a paragraph, which indented code cannot interrupt.
    in_paragraph: bool,
}

impl Layout {
    /// Reads the next line.
    pub fn line<'t>(&mut self, line: &'t str) -> Line<'t> {
        let Start { mut quotes, mut column, mut text } = start(line);
        let is_blank = text.trim().is_empty();
        if let Some(fence) = &self.fence {
            let is_inside =
                quotes > fence.quotes || (quotes == fence.quotes && (is_blank || column >= fence.column));
            if is_inside {
                let is_end = quotes == fence.quotes && fence.is_ended_by(text);
                if is_end {
                    self.fence = None;
                }
                let kind = if is_end { Kind::Fence } else { Kind::Fenced };
                return Line { text, kind, is_item: false, is_deep: false };
            }
            self.fence = None;
        }
        if quotes != self.quotes {
            self.items.clear();
            self.quotes = quotes;
        }
        if is_blank {
            self.in_paragraph = false;
            return Line { text, kind: Kind::Blank, is_item: false, is_deep: false };
        }
        while self.items.last().is_some_and(|item| *item > column) {
            self.items.pop();
        }
        let mut is_item = false;
        while column < self.base() + CODE_COLUMNS
            && let Some((width, rest)) = mark(text)
        {
            let inner = start(rest);
            is_item = true;
            self.in_paragraph = false;
            if inner.quotes > 0 {
                // Columns count from the innermost quote on.
                quotes += inner.quotes;
                (self.quotes, column, text) = (quotes, inner.column, inner.text);
                self.items.clear();
                continue;
            }
            let gap =
                if inner.text.trim().is_empty() || inner.column > CODE_COLUMNS { 1 } else { inner.column };
            self.items.push(column + width + gap);
            (column, text) = (column + width + inner.column, inner.text);
        }
        let is_deep = column >= self.base() + CODE_COLUMNS;
        let kind = self.kind(text, is_deep);
        Line { text, kind, is_item, is_deep }
    }

    fn base(&self) -> usize {
        self.items.last().copied().unwrap_or(0)
    }

    fn kind(&mut self, text: &str, is_deep: bool) -> Kind {
        if is_deep {
            return if self.in_paragraph { Kind::Text } else { Kind::Indented };
        }
        if let Some((mark, length)) = opening(text) {
            self.in_paragraph = false;
            self.fence = Some(Fence { mark, length, quotes: self.quotes, column: self.base() });
            return Kind::Fence;
        }
        self.in_paragraph = !text.starts_with(['#', ':', '<', '|']) && !text.trim().is_empty();
        Kind::Text
    }
}

impl Fence {
    fn is_ended_by(&self, text: &str) -> bool {
        let rest = text.trim_start_matches(self.mark);
        text.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

/// Columns of indentation that make code of a line.
const CODE_COLUMNS: usize = 4;
/// Columns from one stop of the tabulator to the next.
const TAB_COLUMNS: usize = 4;

/// What a line begins with.
struct Start<'t> {
    quotes: usize,
    /// Columns behind the last quote, or from the start.
    column: usize,
    text: &'t str,
}

fn start(line: &str) -> Start<'_> {
    let (mut quotes, mut column) = (0, 0);
    let mut is_behind_quote = false;
    for (at, character) in line.char_indices() {
        match character {
            // The first space belongs to the quote.
            ' ' if is_behind_quote => is_behind_quote = false,
            ' ' => column += 1,
            '\t' => column = (column / TAB_COLUMNS + 1) * TAB_COLUMNS,
            '>' if column < CODE_COLUMNS || quotes > 0 => {
                (quotes, column, is_behind_quote) = (quotes + 1, 0, true);
            }
            _ => return Start { quotes, column, text: line.get(at..).unwrap_or("") },
        }
    }
    Start { quotes, column, text: "" }
}

/// Returns the width of the mark of a list item, and what is behind it.
fn mark(text: &str) -> Option<(usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_mark = |c: &char| if digits == 0 { matches!(c, '-' | '*' | '+') } else { matches!(c, '.' | ')') };
    let rest = text.get(digits..)?;
    rest.chars().next().filter(|_| digits < 10).filter(is_mark)?;
    let rest = rest.get(1..)?;
    (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])).then_some((digits + 1, rest))
}

/// Returns the mark and the length of a fence that opens with this text.
fn opening(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = text.trim_start_matches(mark);
    let length = text.len() - info.len();
    (length >= 3 && (mark == '~' || !info.contains('`'))).then_some((mark, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a letter for each line: text, blank, fence, code in fences, indented code.
    fn kinds(text: &str) -> String {
        let mut layout = Layout::default();
        let letter = |line| match layout.line(line).kind {
            Kind::Text => 't',
            Kind::Blank => '.',
            Kind::Fence => 'f',
            Kind::Fenced => 'c',
            Kind::Indented => 'i',
        };
        text.split_inclusive('\n').map(letter).collect()
    }

    #[test]
    fn fences_open_and_close() {
        assert_eq!(kinds("a\n```md\nb\n\n```\nc\n"), "tfc.ft".replace('.', "c"));
        assert_eq!(kinds("````\n```\n~~~\n````\na\n"), "fccft");
        assert_eq!(kinds("``` a`b\nc\n"), "tt");
        assert_eq!(kinds("> ```\n> a\nb\n"), "fct");
        assert_eq!(kinds("```\n> ```\n```\na\n"), "fcft");
    }

    #[test]
    fn fences_in_list_items_end_with_them() {
        assert_eq!(kinds("1. ```sh\n   a\n   ```\n\nb\n"), "fcf.t");
        assert_eq!(kinds("- a\n\n  ```\n  b\n- c\n\nd\n"), "t.fct.t");
        assert_eq!(kinds("- ```\n  a\n\n  b\n  ```\nc\n"), "fcccft");
        assert_eq!(kinds("- - ~~~\n    a\n    ~~~\n  b\n"), "fcft");
        assert_eq!(kinds("- > ```\n  > a\n  > ```\n  > b\n\nc\n"), "fcft.t");
    }

    #[test]
    fn indented_code_needs_no_fence() {
        assert_eq!(kinds("a\n\n    b\n    c\n\nd\n"), "t.ii.t");
        assert_eq!(kinds("a\n    b\n"), "tt");
        assert_eq!(kinds("# a\n\tb\n"), "ti");
        assert_eq!(kinds("- a\n\n  b\n\n      c\n"), "t.t.i");
        assert_eq!(kinds("10. a\n\n    b\n\n        c\n"), "t.t.i");
        assert_eq!(kinds("-     a\n"), "i");
        assert_eq!(kinds("    ```\n    a\n\nb\n"), "ii.t");
    }

    #[test]
    fn marks_of_lists() {
        assert_eq!(mark("12) a"), Some((3, " a")));
        assert_eq!(mark("-\n"), Some((1, "\n")));
        for text in ["-a", "1", "1a", "", "é", "1234567890. a", "**a**"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
