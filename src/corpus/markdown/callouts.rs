//! Reads the first line of a quotation that is a callout: `> [!INFO] Title`, `> [!NOTE]-`.
//!
//! The parser knows GitHub's five kinds, alone on their line. Obsidian, MkDocs and others have more kinds, titles
//! behind them and a sign for those that open; whoever writes them sees a callout there, so they are one here.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::suspects::kinds;
use super::writer::Writer;
use crate::corpus::content::Callout;
use crate::diagnostic::Code;
use crate::diagnostic::suggest::nearest;

/// The quotations that are open, and what of them is not text.
#[derive(Default)]
pub(super) struct Quotes {
    /// Of each, whether it is a callout.
    open: Vec<bool>,
    /// What is no text of the quotation: its first line, or the beginning of it.
    dropped: Range<usize>,
    /// Where the line ends that this is in.
    line_end: usize,
}

/// The first line of a quotation, taken apart.
struct Line<'a> {
    /// Where `[!NAME]` stands in the quotation.
    mark: Range<usize>,
    name: &'a str,
    folds: bool,
    title: &'a str,
    /// Where the title begins.
    title_at: usize,
    /// Where the line ends, its line feed included.
    end: usize,
    /// Whether nothing follows.
    alone: bool,
}

/// Names of callouts for hints.
const NAMES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Writer<'_> {
    /// Returns an event of the parser, unless it belongs to the first line of a callout or to what is removed. What
    /// looks like more than it is, is reported.
    pub(super) fn admit<'e>(&mut self, event: Event<'e>, range: &Range<usize>) -> Option<Event<'e>> {
        let event = self.kept(event, range)?;
        self.suspect(&event, range);
        Some(event)
    }

    fn kept<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Option<Event<'e>> {
        let is_block = matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
        if self.nesting.skipped.contains(&range.start) && !is_block {
            return None;
        }
        let Quotes { dropped, line_end, .. } = &self.quotes;
        if range.start >= dropped.end || range.start < dropped.start {
            // The first words behind the mark have a space before them.
            return Some(match event {
                Event::Text(text) if !dropped.is_empty() && range.start == dropped.end => {
                    Event::Text(text.trim_start().to_owned().into())
                }
                event => event,
            });
        }
        let goes_on = range.end > *line_end || dropped.end < *line_end;
        let is_paragraph = matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
        (is_paragraph && goes_on).then_some(event)
    }

    /// Begins a quotation that is no callout of GitHub's.
    pub(super) fn open_quote(&mut self, range: Range<usize>) {
        let source = self.source;
        let text = source.as_str().get(range.clone()).unwrap_or("");
        let line = first_line(text);
        let kind = line.as_ref().and_then(|line| kinds::kind(line.name));
        let found = line.as_ref().zip(kind).and_then(|(line, (ours, own))| Some((line, callout(ours)?, own)));
        self.quotes.open.push(found.is_some());
        let Some((line, callout, own_word)) = found else {
            if let Some(line) = line.filter(|line| !is_other(line.name)) {
                self.unknown_callout(&line, range.start);
            }
            return self.html.push_str("<blockquote>\n");
        };
        let is_text = line.alone && !line.title.is_empty() && !line.folds;
        let word = own_word.then(|| capitalised(line.name));
        let title = if is_text || line.title.is_empty() { word.as_deref() } else { Some(line.title) };
        let end = if is_text { line.title_at } else { line.end };
        self.quotes.dropped = range.start + line.mark.start..range.start + end;
        self.quotes.line_end = range.start + line.end;
        self.open_callout(callout, title);
    }

    /// Ends it.
    pub(super) fn close_quote(&mut self) {
        let is_callout = self.quotes.open.pop().unwrap_or(false);
        self.html.push_str(if is_callout { "</div>\n" } else { "</blockquote>\n" });
    }

    fn unknown_callout(&mut self, line: &Line<'_>, start: usize) {
        let name = line.name;
        let hint = match nearest(&name.to_uppercase(), NAMES) {
            Some(near) => format!("did you mean `> [!{near}]`?"),
            None => format!("write one of {}", NAMES.map(|name| format!("`> [!{name}]`")).join(", ")),
        };
        let message = format!("unknown callout `[!{name}]` is shown as text");
        let place = start + line.mark.start..start + line.mark.end;
        self.report(Code::UnknownCallout, message, place, &hint);
    }
}

/// Names in such brackets that are no callouts; `suspects` knows them.
fn is_other(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "include" | "video" | "div" | "code") || name.starts_with("code-")
}

fn first_line(text: &str) -> Option<Line<'_>> {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    let line = text.get(..end)?;
    let inner = line.trim_start_matches([' ', '\t']).strip_prefix('>')?.trim_start_matches([' ', '\t']);
    let start = line.len() - inner.len();
    let close = inner.find(']')?;
    let name = inner.get(..close)?.strip_prefix("[!")?.split('|').next()?.trim();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let behind = inner.get(close + 1..)?;
    // `[!NOTE](x.md)` is a link.
    if behind.starts_with(['(', '[', ':']) {
        return None;
    }
    let title = behind.strip_prefix(['-', '+']).unwrap_or(behind);
    let folds = title.len() < behind.len();
    let title_at = start + close + 1 + usize::from(folds);
    let rest = text.get(end..).unwrap_or("");
    let alone = rest.chars().all(|c| c.is_whitespace() || c == '>');
    Some(Line { mark: start..start + close + 1, name, folds, title: title.trim(), title_at, end, alone })
}

fn callout(ours: &str) -> Option<Callout> {
    use Callout as C;
    [C::Note, C::Tip, C::Important, C::Warning, C::Caution].into_iter().find(|kind| kind.as_str() == ours)
}

/// Returns another tool's name as the title that it shows.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
    })
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn callouts_of_other_tools_are_ours() {
        // Issue 13, F16.
        for (text, same) in [
            ("> [!INFO]\n> *x*\n", ":::note\n*x*\n:::\n"),
            ("> [!danger]\n> x\n> y\n", ":::caution\nx\ny\n:::\n"),
            ("> [!success]\n> x\n", ":::tip[Success]\nx\n:::\n"),
            ("> [!NOTE] Lies & **das**\n> x\n", ":::note[Lies & **das**]\nx\n:::\n"),
            ("> [!note]- 注意\n>\n> - x\n", ":::note[注意]\n- x\n:::\n"),
            ("> [!NOTE]+\n> x\n", ":::note\nx\n:::\n"),
            ("> [!question]\n> x\n>\n> > q\n", ":::note[Question]\nx\n\n> q\n:::\n"),
            ("> [!WARNING] No second line.\n", ":::warning\nNo second line.\n:::\n"),
            (
                "> [!tip] **No** second [line](https://x.example).\n",
                ":::tip\n**No** second [line](https://x.example).\n:::\n",
            ),
            ("> [!info] **a**\r\n> b\r\n", ":::note[**a**]\r\nb\r\n:::\r\n"),
        ] {
            let page = rendered(text);
            assert_eq!(page.html, rendered(same).html, "{text}");
            assert_eq!(page.problems, [""; 0], "{text}");
        }
        let page = rendered("- > [!INFO] T\n  > x\n- > q\n");
        assert!(page.html.contains("callout-title\">T</p>\n<p>x</p>\n</div>\n</li>"), "{}", page.html);
        assert!(page.html.contains("<blockquote>\n<p>q</p>\n</blockquote>"), "{}", page.html);
    }

    #[test]
    fn unknown_callouts_are_reported() {
        for (text, hint) in [
            ("> [!NOET]\n> x\n", "did you mean `> [!NOTE]`?"),
            (
                "1. > [!ЗАМЕТКА]\n   > x\n",
                "write one of `> [!NOTE]`, `> [!TIP]`, `> [!IMPORTANT]`, `> [!WARNING]`, `> [!CAUTION]`",
            ),
        ] {
            let page = rendered(text);
            assert_eq!(
                (page.problems, page.hints),
                (vec!["unknown-callout"], vec![hint.to_owned()]),
                "{text}"
            );
        }
        for text in ["> [!x](https://x.example)\n", "> a [!NOET]\n", "> [x]\n", ">\n"] {
            assert_eq!(rendered(text).problems, [""; 0], "{text}");
        }
    }
}
