//! Rows with more cells than the head, whose words would be lost, and headers without words.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Code;

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct Tables {
    columns: usize,
    in_head: bool,
    /// The header cell that has been empty so far.
    cell: Option<Range<usize>>,
    /// Header cells without words.
    empty: Vec<Range<usize>>,
}

/// A problem at a range of the source.
pub(super) struct Problem {
    pub code: Code,
    pub message: String,
    pub range: Range<usize>,
    pub hint: &'static str,
}

impl Tables {
    /// Takes in an event. Returns what is wrong with the row that it begins or ends.
    pub fn see(&mut self, event: &Event<'_>, range: &Range<usize>, source: &str) -> Option<Problem> {
        match event {
            Event::Start(Tag::Table(alignments)) => self.columns = alignments.len(),
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.empty.clear();
            }
            Event::Start(Tag::TableCell) if self.in_head => self.cell = Some(range.clone()),
            Event::Start(Tag::TableRow) => return self.row(range, source),
            Event::End(TagEnd::TableCell) => self.empty.extend(self.cell.take()),
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                return self.head();
            }
            Event::Text(text) if text.chars().all(char::is_whitespace) => {}
            _ => self.cell = None,
        }
        None
    }

    fn head(&mut self) -> Option<Problem> {
        let empty = std::mem::take(&mut self.empty);
        let first = empty.first()?.clone();
        let (message, hint) = if empty.len() >= self.columns {
            ("the header row of this table is empty", "write into each header cell what its column shows")
        } else {
            ("this table has a header cell without words", "write into the cell what its column shows")
        };
        let range = first.start..first.end.max(first.start + 1);
        Some(Problem { code: Code::EmptyTableHeader, message: message.to_owned(), range, hint })
    }

    fn row(&self, range: &Range<usize>, source: &str) -> Option<Problem> {
        let row = source.get(range.clone())?;
        let cells = cells(row);
        let more = cells.get(self.columns..)?;
        let (first, last) = (more.first()?, more.last()?);
        if more.iter().all(|cell| row.get(cell.clone()).is_none_or(|text| text.trim().is_empty())) {
            return None;
        }
        let message = format!(
            "this row has {} cells and the table {} columns, so `{}` is not shown",
            cells.len(),
            self.columns,
            row.get(first.start..last.end).unwrap_or("").trim()
        );
        let text = row.get(first.start..last.end).unwrap_or("");
        let start = range.start + first.start + (text.len() - text.trim_start().len());
        Some(Problem {
            code: Code::LongTableRow,
            message,
            range: start..start + text.trim().len(),
            hint: "add a column to the header, or write `\\|` for a `|` that ends no cell, in code too",
        })
    }
}

/// Returns the cells of a row as GFM splits it: at every `|` without a backslash, in code too.
fn cells(row: &str) -> Vec<Range<usize>> {
    let row_end = row.trim_end().len();
    let inner = row.get(..row_end).unwrap_or("");
    let mut start = inner.len() - inner.trim_start().len();
    start += usize::from(inner.get(start..).is_some_and(|text| text.starts_with('|')));
    let mut cells = Vec::new();
    let mut escaped = false;
    for (at, byte) in inner.bytes().enumerate().skip(start) {
        if byte == b'|' && !escaped {
            cells.push(start..at);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < inner.len() {
        cells.push(start..inner.len());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::tests::codes;

    #[test]
    fn rows_that_are_longer_than_their_head() {
        // Issue 13, F16.
        for text in [
            "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
            "a | b\n--|--\n1 | 2 | 3\n",
            "> | a |\n> |---|\n> | `x|y` |\n",
            "- | 名 | 值 |\r\n  |---|---|\r\n  | 一 | 二 | 三 |\r\n",
        ] {
            assert_eq!(codes(text), ["long-table-row"], "{text}");
        }
        for text in [
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2\n1 | 2\n| 1 |\n| 1 | 2 | |\n",
            "| a |\n|---|\n| `x\\|y` \\| z |\n| x\\\\ |\n",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn headers_without_words() {
        // Issue 13, F34.
        for text in [
            "| | b |\n|---|---|\n| 1 | 2 |\n",
            "|a||\n|-|-|\n|1|2|\n",
            "| a | &nbsp; |\n|---|---|\n| 1 | 2 |\n",
            "> | | |\n> |---|---|\n> | 1 | 2 |\n",
        ] {
            assert_eq!(codes(text), ["empty-table-header"], "{text}");
        }
        assert_eq!(codes("| `a` | ![b](c.png) | *d* |\n|---|---|---|\n| | | |\n"), [""; 0]);
    }
}
