//! Keeps raw HTML well nested: what is left open is closed at the end of the block it began in, and reported.
//!
//! Left to browsers, and to the parser that sanitises, a forgotten `</details>` would swallow the rest of the page.

use std::ops::Range;

use super::raw_html::{Tag, is_void};
use super::writer::Writer;
use crate::diagnostic::Code;

/// Raw HTML elements that may be open at once: parsers take time in proportion to the depth for each.
const DEPTH_MAX: usize = 100;

/// The raw elements that are open.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<Element>,
    /// Names of elements that were closed for their writer: a closing tag that comes too late says nothing new.
    late: Vec<String>,
    /// Names of elements that were removed and whose closing tags are still to come.
    pub removed: Vec<String>,
    /// What a removed element encloses, in the source.
    pub skipped: Range<usize>,
}

/// A raw element that is open.
#[derive(Debug)]
struct Element {
    name: String,
    /// Its tag in the source.
    place: Range<usize>,
    /// How many elements of Markdown are open around it, and how many containers.
    home: (usize, usize),
    /// Whether it stands in a line of text.
    inline: bool,
    /// Whether it is a link.
    is_link: bool,
    /// Where its block of HTML ends in what is written; unknown while the block is being read, and in a line of text.
    block_end: Option<usize>,
}

impl Nesting {
    /// Returns whether one of these elements is open.
    pub fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|element| names.contains(&element.name.as_str()))
    }
}

/// Elements whose end tag HTML lets writers leave out.
fn is_optional(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "rt"
            | "rp"
            | "option"
            | "optgroup"
            | "colgroup"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "body"
            | "html"
            | "head"
    )
}

/// Returns whether an element ends where one called `next` begins.
fn ends_before(name: &str, next: &str) -> bool {
    match name {
        "li" | "p" | "option" => next == name,
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr"),
        "tr" | "thead" | "tbody" => {
            matches!(next, "tr" | "thead" | "tbody" | "tfoot") && (name == "tr" || next != "tr")
        }
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        _ => false,
    }
}

impl Writer<'_> {
    fn home(&self) -> (usize, usize) {
        (self.depth, self.containers.len())
    }

    /// Returns whether so much is open that nothing more may be; says so the first time.
    pub(super) fn is_too_deep(&mut self, place: &Range<usize>) -> bool {
        if self.nesting.open.len() + 1 == DEPTH_MAX {
            let message = format!("HTML is nested more than {DEPTH_MAX} elements deep");
            let hint = "close each element, such as `<div>` with `</div>`";
            self.report(Code::TooComplex, message, place.clone(), hint);
        }
        self.nesting.open.len() + 1 >= DEPTH_MAX
    }

    /// Notes that a tag was written. An element that closes itself is closed at once.
    pub(super) fn open_element(&mut self, tag: &Tag<'_>, place: Range<usize>, inline: bool, is_link: bool) {
        if is_void(&tag.name) {
            return;
        }
        // Drawings and formulas have such elements, and know what they mean.
        if tag.closes_itself() && !self.nesting.is_in(&["svg", "math"]) {
            self.html.push_str(&format!("</{}>", tag.name));
            if is_link {
                self.end_link();
            }
            return;
        }
        if tag.closes_itself() {
            return;
        }
        let home = self.home();
        if self
            .nesting
            .open
            .last()
            .is_some_and(|last| last.home == home && ends_before(&last.name, &tag.name))
        {
            self.nesting.open.pop();
        }
        let name = tag.name.clone();
        self.nesting.open.push(Element { name, place, home, inline, is_link, block_end: None });
    }

    /// Writes a closing tag, if it closes anything here.
    pub(super) fn close_element(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        if is_void(&tag.name) {
            // Browsers read `</br>` as `<br>`, and nothing else of the kind.
            self.html.push_str(if tag.name == "br" { "<br>" } else { "" });
            return;
        }
        let home = self.home();
        let here = |element: &Element| element.home == home;
        let found = self.nesting.open.iter().rposition(|element| here(element) && element.name == tag.name);
        let Some(found) = found else {
            if let Some(late) = self.nesting.late.iter().rposition(|name| *name == tag.name) {
                self.nesting.late.remove(late);
            } else {
                self.closes_nothing(tag, place);
            }
            return;
        };
        self.close_from(found + 1);
        let is_link = self.nesting.open.pop().is_some_and(|element| element.is_link);
        if is_link {
            self.end_link();
        }
        self.html.push_str(&format!("</{}>", tag.name));
    }

    fn closes_nothing(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        let name = &tag.name;
        let is_open = self.nesting.is_in(&[name]);
        let (message, hint) = if is_open {
            let message =
                format!("`</{name}>` is inside another list, quote or paragraph than its `<{name}>`");
            (message, format!("put `<{name}>` and `</{name}>` on lines of their own, with the same indent"))
        } else {
            (
                format!("`</{name}>` closes no element and is removed"),
                format!("remove it, or write `<{name}>` before the text"),
            )
        };
        self.report(Code::UnclosedHtml, message, place, &hint);
    }

    /// Notes where a block of HTML ends.
    pub(super) fn html_block_ends(&mut self) {
        let end = self.html.len();
        for element in self.nesting.open.iter_mut().filter(|element| !element.inline) {
            element.block_end.get_or_insert(end);
        }
    }

    /// Closes what was opened inside the element of Markdown that ends here.
    pub(super) fn close_raw_in_element(&mut self) {
        let depth = self.depth;
        let inside = self.nesting.open.iter().position(|element| element.home.0 >= depth);
        self.close_from(inside.unwrap_or(usize::MAX));
    }

    /// Closes what was opened inside the innermost container, at this depth or below it.
    pub(super) fn close_raw_in_container(&mut self, depth: usize) {
        let containers = self.containers.len();
        let is_inside = |element: &Element| element.home.1 >= containers && element.home.0 >= depth;
        let inside = self.nesting.open.iter().position(is_inside);
        self.close_from(inside.unwrap_or(usize::MAX));
    }

    /// Closes what was opened in a line of text that another block ends: an item of a list has no paragraph.
    pub(super) fn close_raw_in_line(&mut self) {
        let home = self.home();
        let inside = self.nesting.open.iter().position(|element| element.inline && element.home == home);
        self.close_from(inside.unwrap_or(usize::MAX));
    }

    /// Closes everything.
    pub(super) fn close_raw(&mut self) {
        self.close_from(0);
    }

    /// Closes the open elements from a number on, each at the end of its block.
    fn close_from(&mut self, first: usize) {
        if first >= self.nesting.open.len() {
            return;
        }
        let elements = self.nesting.open.split_off(first);
        let (mut at, mut tags) = (self.html.len(), String::new());
        for element in elements.iter().rev() {
            let end = element.block_end.unwrap_or(self.html.len()).min(at);
            if end < at {
                self.put_in(at, &tags);
                (at, tags) = (end, String::new());
            }
            tags.push_str(&format!("</{}>", element.name));
            if element.is_link {
                self.end_link();
            }
        }
        self.put_in(at, &tags);
        for element in elements.into_iter().filter(|element| !is_optional(&element.name)) {
            let name = &element.name;
            let message = format!("`<{name}>` is not closed, so it ends with its block");
            let hint = format!("write `</{name}>` behind what belongs to it, at the same indent");
            self.report(Code::UnclosedHtml, message, element.place, &hint);
            self.nesting.late.push(element.name);
        }
    }

    fn put_in(&mut self, at: usize, tags: &str) {
        if self.html.is_char_boundary(at) {
            self.html.insert_str(at, tags);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn what_is_left_open_ends_with_its_block() {
        // Issue 13, F16.
        for (text, html) in [
            (
                "<details>\n<summary>A</summary>\n\nText\n\n## Next\n",
                "<details>\n<summary>A</summary>\n</details><p>Text</p>\n<h2 id=\"next\">Next</h2>\n",
            ),
            ("a <b>b\n\nc\n", "<p>a <b>b</b></p>\n<p>c</p>\n"),
            ("- <b>a\n  - c\n- d\n", "<ul>\n<li><b>a</b><ul>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n"),
            ("> <div>\n> 文\n\nd\n", "<blockquote>\n<div>\n文\n</div></blockquote>\n<p>d</p>\n"),
            ("## A <i>b\n\nc\n", "<h2 id=\"a-b\">A <i>b</i></h2>\n<p>c</p>\n"),
            ("**a <u>b** c\n", "<p><strong>a <u>b</u></strong> c</p>\n"),
            (
                ":::steps\n1. <div>\n:::\n",
                "<div class=\"steps\">\n<ol>\n<li><div>\n</div></li>\n</ol>\n</div>\n",
            ),
        ] {
            let page = rendered(text);
            assert_eq!(page.html, html, "{text}");
            assert_eq!(page.problems, ["unclosed-html"], "{text}");
        }
    }

    #[test]
    fn wrong_order_and_strangers() {
        for (text, html) in [
            ("<b><i>x</b></i> y\n", "<p><b><i>x</i></b> y</p>\n"),
            ("x</b> y\n", "<p>x y</p>\n"),
            (
                "- <details>\n  <summary>a</summary>\n\n  t\n\n</details>\n",
                "<ul>\n<li><details>\n<summary>a</summary>\n</details><p>t</p>\n</li>\n</ul>\n\n",
            ),
        ] {
            let page = rendered(text);
            assert_eq!(page.html, html, "{text}");
            assert_eq!(page.problems, ["unclosed-html"], "{text}");
        }
    }

    #[test]
    fn what_is_closed_somewhere_below_stays() {
        for text in [
            "<details>\n<summary>A</summary>\n\n- a\n\n```\n<div>\n```\n\n</details>\n\nb\n",
            "<div>\n\n:::note\n<b>x</b>\n:::\n\n</div>\n",
            "<ul><li>a<li>b</ul>\n",
            "<table><tr><td>a<td>b<tr><td>c</table>\n",
            "a<br>b<br/>c</br>d<wbr>\n",
            "| a |\n|---|\n| <b>x</b><br>y |\n",
            "<p align=\"center\">\n\n![x](y.png)\n\n</p>\n",
            "`<div>` \\<div>\n",
        ] {
            let page = rendered(text);
            assert_eq!(page.problems, [""; 0], "{text}: {}", page.html);
        }
    }

    #[test]
    fn elements_that_close_themselves_are_empty() {
        // Issue 13, F20 and F35.
        for (text, html) in [
            ("- <a id=\"x\"/> b\n- c\n", "<ul>\n<li><a id=\"x\"></a> b</li>\n<li>c</li>\n</ul>\n"),
            ("<span id=\"x\"/>b\n", "<p><span id=\"x\"></span>b</p>\n"),
            ("<div/>\n\nb\n", "<div></div>\n<p>b</p>\n"),
            ("a <a id=x/>b\n", "<p>a <a id=\"x\"></a>b</p>\n"),
            ("a <a name=x></a>b\n", "<p>a <a id=\"x\"></a>b</p>\n"),
            ("a <a href=\"\" id=\"x\"></a>b\n", "<p>a <a id=\"x\"></a>b</p>\n"),
            ("a <a name=\"x\" id=\"y\"></a>b\n", "<p>a <a id=\"y\"></a>b</p>\n"),
        ] {
            let page = rendered(text);
            assert_eq!((page.html.as_str(), page.problems), (html, vec![]), "{text}");
        }
    }
}
