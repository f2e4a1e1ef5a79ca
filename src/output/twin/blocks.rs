//! Writes the blocks of a page: lists, quotes, callouts, and what stands in bold before others.

use super::entities;
use super::frames::Block;
use super::html::Reader;
use super::lines::Gap;
use super::links::is_number;
use super::marks::Mark;
use super::tokens::Tag;

impl Reader<'_> {
    pub(super) fn start_block(&mut self, tag: &Tag<'_>) {
        if self.table_tag(tag) {
            return;
        }
        match &*tag.name {
            "p" if tag.is("callout-title") => self.callout_title(),
            "p" if tag.is("tab-name") => self.title_tag(false),
            "p" => self.writer.paragraph(),
            "div" => self.start_div(tag),
            "section" => {
                self.in_footnotes = tag.is("footnotes");
                self.writer.block(Gap::Empty);
            }
            "ul" | "ol" => self.start_list(tag),
            "li" => self.start_item(tag),
            "dt" => {
                self.writer.pop_until_in_list(|block| *block == Block::Term);
                self.writer.block(Gap::Line);
                self.writer.push(Block::Term, "- ", "  ");
                self.writer.open(Mark::Strong, true);
                self.term = true;
            }
            "dd" => {
                self.writer.end_title();
                self.writer.block(Gap::Empty);
                if std::mem::take(&mut self.term) {
                    self.writer.join();
                }
            }
            "blockquote" => {
                self.writer.block(Gap::Empty);
                self.writer.push(Block::Quote, "> ", "> ");
            }
            "pre" => self.code_block(tag),
            "hr" => self.writer.rule(),
            "summary" => self.start_summary(),
            "figcaption" => self.start_caption(tag),
            name => match level(name) {
                Some(marks) => self.writer.start_heading(marks),
                None => self.writer.block(Gap::Empty),
            },
        }
    }

    pub(super) fn end_block(&mut self, tag: &Tag<'_>) {
        if self.table_tag(tag) {
            return;
        }
        let name = &*tag.name;
        match name {
            "ul" | "ol" | "li" | "blockquote" => {
                self.writer.block(Gap::Empty);
                let is = |block: &Block| match block {
                    Block::List { .. } => matches!(name, "ul" | "ol"),
                    Block::Item { .. } => name == "li",
                    Block::Quote => name == "blockquote",
                    _ => false,
                };
                self.writer.pop(is);
            }
            "dl" => {
                self.writer.block(Gap::Empty);
                self.writer.pop_until_in_list(|block| *block == Block::Term);
            }
            "div" => {
                self.writer.block(Gap::Empty);
                let divs = self.divs;
                self.writer.pop_div(divs);
                self.divs = divs.saturating_sub(1);
            }
            "section" => {
                self.in_footnotes = false;
                self.writer.block(Gap::Empty);
            }
            "figure" => {
                (self.titled, self.video) = (false, None);
                self.writer.block(Gap::Empty);
            }
            _ => {
                self.writer.end_title();
                if level(name).is_some() {
                    self.writer.end_heading();
                } else {
                    self.writer.block(Gap::Empty);
                }
            }
        }
    }

    fn start_div(&mut self, tag: &Tag<'_>) {
        self.divs += 1;
        self.writer.paragraph();
        let kinds = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
        let classes = tag.attribute("class").unwrap_or_default();
        let kind = classes.split_whitespace().find_map(|class| class.strip_prefix("callout-"));
        let Some(kind) = kinds.iter().find(|known| kind.is_some_and(|kind| known.eq_ignore_ascii_case(kind)))
        else {
            return;
        };
        if self.writer.is_in_cell() {
            return;
        }
        self.writer.block(Gap::Empty);
        self.writer.push(Block::Callout(self.divs), "> ", "> ");
        self.writer.start_line();
        for part in ["[!", kind, "]"] {
            self.writer.out.push_str(part);
        }
        self.writer.block(Gap::Line);
    }

    /// Writes the title of a callout, unless it only says its kind once more.
    fn callout_title(&mut self) {
        let rest = self.tokens.rest();
        let title = rest.find('<').and_then(|end| rest.get(..end)).unwrap_or("").trim();
        if self.writer.out.ends_with(&format!("[!{}]", title.to_uppercase())) {
            self.tokens.skip("p");
            if self.tokens.rest().trim_start().starts_with("<p>") {
                self.writer.stay_near();
            }
            return;
        }
        self.writer.block(Gap::Line);
        self.writer.open(Mark::Strong, true);
    }

    /// Begins or ends a line in bold.
    pub(super) fn title_tag(&mut self, closing: bool) {
        if closing {
            self.writer.end_title();
            self.writer.block(Gap::Empty);
        } else {
            self.writer.block(Gap::Empty);
            self.writer.open(Mark::Strong, true);
        }
    }

    fn start_summary(&mut self) {
        self.writer.block(Gap::Empty);
        let next = self.tokens.rest().trim_start();
        let is_heading =
            next.strip_prefix("<h").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !is_heading {
            self.writer.open(Mark::Strong, true);
        }
    }

    fn start_caption(&mut self, tag: &Tag<'_>) {
        let rest = self.tokens.rest();
        let words = rest.find('<').and_then(|end| rest.get(..end)).unwrap_or("");
        let repeats = self.video.take().is_some_and(|video| video == entities::decode(words));
        if repeats {
            return self.tokens.skip("figcaption");
        }
        self.titled = tag.is("code-title");
        let tight = self.titled && self.writer.is_in_tight_item();
        self.writer.block(if tight { Gap::Line } else { Gap::Empty });
        self.writer.open(if self.titled { Mark::Strong } else { Mark::Emphasis }, true);
    }

    fn start_list(&mut self, tag: &Tag<'_>) {
        let start = tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1_u64);
        let number = (tag.name == "ol").then_some(start);
        // A number other than 1 does not end a paragraph.
        let tight = self.writer.is_in_tight_item() && number.is_none_or(|start| start == 1);
        self.writer.block(if tight { Gap::Line } else { Gap::Empty });
        let mark = self.writer.list_mark(if number.is_some() { ['.', ')'] } else { ['-', '*'] });
        let rest = self.tokens.rest().trim_start();
        let item =
            rest.strip_prefix("<li").and_then(|item| item.split_once('>')).map_or("", |(_, item)| item);
        let loose = item.trim_start().starts_with("<p>") || item.trim_start().starts_with("<p ");
        self.writer.push(Block::List { mark, number, loose, items: 0 }, "", "");
    }

    fn start_item(&mut self, tag: &Tag<'_>) {
        if self.writer.is_in_cell() {
            self.writer.block(Gap::Empty);
            self.writer.begin('•');
            self.writer.out.push('•');
            self.writer.space(false);
            return self.writer.push(Block::Item { tight: true }, "", "");
        }
        self.writer.pop_until_in_list(|block| matches!(block, Block::Item { .. }));
        let gap = self.writer.gap();
        let (marker, gap, tight) = match self.writer.innermost() {
            Some(Block::List { mark, number, loose, items }) => {
                let gap = match *items {
                    0 => gap,
                    _ if *loose || self.in_footnotes => Gap::Empty,
                    _ => Gap::Line,
                };
                *items += 1;
                if let (Some(number), Some(value)) = (number.as_mut(), tag.attribute("value")) {
                    *number = value.trim().parse().unwrap_or(*number);
                }
                (marker(*mark, number), gap, !*loose)
            }
            _ => ("- ".to_owned(), Gap::Line, true),
        };
        let id = tag.attribute("id").unwrap_or_default();
        let footnote = id.strip_prefix("fn-").filter(|id| self.in_footnotes && is_number(id));
        self.writer.block(gap);
        match footnote {
            Some(number) => {
                self.writer.push(Block::Item { tight: false }, &format!("[^{number}]: "), "    ");
            }
            None => {
                let indent = " ".repeat(if marker.len() > 9 { 2 } else { marker.len() });
                self.writer.push(Block::Item { tight }, &marker, &indent);
            }
        }
    }
}

fn level(name: &str) -> Option<&'static str> {
    Some(match name {
        "h1" => "# ",
        "h2" => "## ",
        "h3" => "### ",
        "h4" => "#### ",
        "h5" => "##### ",
        "h6" => "###### ",
        _ => return None,
    })
}

/// Returns the mark of an item, and counts it.
fn marker(mark: char, number: &mut Option<u64>) -> String {
    match number {
        Some(number) => {
            // Nine digits are what Markdown reads.
            let this = (*number).min(999_999_999);
            *number = this + 1;
            format!("{this}{mark} ")
        }
        None => format!("{mark} "),
    }
}
