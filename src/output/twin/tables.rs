//! Writes tables. Those of Markdown have one row of headings and as many columns in it as anywhere, and nothing
//! but words in their cells; so the columns are counted before the first row is written.

use super::html::Reader;
use super::lines::Gap;
use super::tokens::{Tag, Token, Tokens};

/// Columns that are kept free for a cell that spans several.
const SPAN_MAX: usize = 50;

/// A table that is being written.
#[derive(Default)]
pub(super) struct Table {
    columns: usize,
    rows: usize,
    /// Cells of this row so far; `None` between rows.
    cells: Option<usize>,
    /// What the line below the headings says of each column.
    rules: Vec<&'static str>,
    /// For each column, the rows that a cell above still covers.
    covered: Vec<usize>,
    /// Columns that this cell covers beside its own.
    wide: usize,
    /// Tables in a cell of this one.
    nested: usize,
}

impl Reader<'_> {
    /// Acts on a tag of a table. Returns whether it was one.
    pub(super) fn table_tag(&mut self, tag: &Tag<'_>) -> bool {
        let is_nested = self.table.as_ref().is_some_and(|table| table.nested > 0);
        match (&*tag.name, tag.closing) {
            ("table", false) => self.start_table(),
            ("table", true) => self.end_table(),
            ("caption", closing) if !self.writer.is_in_cell() => self.title_tag(closing),
            ("tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption", _)
                if is_nested || self.table.is_none() =>
            {
                self.writer.block(Gap::Empty);
            }
            ("tr", _) => self.end_row(),
            ("td" | "th", false) => self.start_cell(tag),
            ("td" | "th", true) => self.end_cell(),
            ("thead" | "tbody" | "tfoot" | "caption" | "colgroup" | "col", _) => {}
            _ => return false,
        }
        true
    }

    fn start_table(&mut self) {
        self.writer.block(Gap::Empty);
        match &mut self.table {
            Some(table) => table.nested += 1,
            None => {
                let columns = columns(self.tokens);
                // Without cells it is kept as well: otherwise those after it would be counted again and again.
                self.table = Some(Table { columns, ..Table::default() });
            }
        }
    }

    fn end_table(&mut self) {
        match &mut self.table {
            Some(table) if table.nested > 0 => table.nested -= 1,
            _ => {
                self.end_row();
                self.table = None;
            }
        }
        self.writer.block(Gap::Empty);
    }

    /// Puts words that stand between cells into a cell.
    pub(super) fn table_text(&mut self) {
        let begun = self.table.as_ref().is_some_and(|table| table.rows > 0 || table.cells.is_some());
        if begun && !self.writer.is_in_cell() {
            self.open_cell();
        }
    }

    fn start_cell(&mut self, tag: &Tag<'_>) {
        self.end_cell();
        self.open_cell();
        let number = |name: &str| {
            let value = tag.attribute(name).and_then(|value| value.trim().parse::<usize>().ok());
            value.unwrap_or(1).clamp(1, SPAN_MAX)
        };
        let (wide, high) = (number("colspan"), number("rowspan"));
        let Some(table) = &mut self.table else { return };
        table.wide = wide - 1;
        let column = table.cells.unwrap_or(1) - 1;
        if table.rows == 0 {
            table.rules.resize(column, "---");
            table.rules.push(rule(tag));
        }
        if high > 1 && column < SPAN_MAX {
            let end = (column + wide).min(SPAN_MAX);
            let length = table.covered.len().max(end);
            table.covered.resize(length, 0);
            table.covered.iter_mut().take(end).skip(column).for_each(|rows| *rows = high - 1);
        }
    }

    /// Begins a cell, and a row where none is open.
    fn open_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        if table.cells.is_none() {
            if table.rows == 0 {
                self.writer.start_line();
                self.writer.out.push('|');
            } else {
                self.writer.line("|");
            }
        }
        let mut cells = table.cells.unwrap_or(0);
        while let Some(rows) = table.covered.get_mut(cells).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.writer.out.push_str(" |");
            cells += 1;
        }
        table.cells = Some(cells + 1);
        self.writer.start_cell();
    }

    fn end_cell(&mut self) {
        if !self.writer.is_in_cell() {
            return;
        }
        self.writer.end_cell();
        let Some(table) = &mut self.table else { return };
        let wide = std::mem::take(&mut table.wide);
        self.writer.out.push_str(&" |".repeat(wide));
        table.cells = table.cells.map(|cells| cells + wide);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(table) = &mut self.table else { return };
        let Some(cells) = table.cells.take() else { return };
        table.covered.iter_mut().skip(cells).for_each(|rows| *rows = rows.saturating_sub(1));
        if table.rows == 0 {
            let columns = table.columns.max(cells);
            self.writer.out.push_str(&" |".repeat(columns - cells));
            table.rules.resize(columns, "---");
            let rules = table.rules.join(" | ");
            self.writer.line(&format!("| {rules} |"));
        }
        table.rows += 1;
    }
}

/// Returns how many cells the widest row of the table has that `tokens` stand in.
fn columns(mut tokens: Tokens<'_>) -> usize {
    let (mut columns, mut cells, mut nested) = (0, 0, 0_usize);
    while let Some(token) = tokens.next() {
        let Token::Tag(tag) = token else { continue };
        match (&*tag.name, tag.closing) {
            ("table", false) => nested += 1,
            ("table", true) if nested == 0 => break,
            ("table", true) => nested -= 1,
            ("tr", _) if nested == 0 => cells = 0,
            ("td" | "th", false) if nested == 0 => {
                let wide = tag.attribute("colspan").and_then(|wide| wide.trim().parse::<usize>().ok());
                cells += wide.unwrap_or(1).clamp(1, SPAN_MAX);
                columns = columns.max(cells);
            }
            _ => {}
        }
    }
    columns
}

fn rule(tag: &Tag<'_>) -> &'static str {
    let align = tag.attribute("align").unwrap_or_default();
    match &*align {
        "center" => ":---:",
        "right" => "---:",
        "left" => ":---",
        _ if tag.is("align-center") => ":---:",
        _ if tag.is("align-end") => "---:",
        _ if tag.is("align-start") => ":---",
        _ => "---",
    }
}
