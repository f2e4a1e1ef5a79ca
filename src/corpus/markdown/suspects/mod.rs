//! Finds what was written as Markdown, or as another tool's form of it, and is shown as plain text.
//!
//! CommonMark has no errors: what is no link is text. So whoever mistypes one is told nothing, and readers see
//! brackets. Each kind has a file; none of them looks into code, raw HTML or what was escaped.

mod attributes;
mod blocks;
mod foreign;
pub(super) mod kinds;
mod lines;
mod links;
mod run;
mod tables;
mod targets;

use std::ops::Range;

use pulldown_cmark::Event;

use super::writer::Writer;
use crate::diagnostic::Code;
use run::{Run, Runs};

/// Something that looks like more than the text it is.
struct Found {
    code: Code,
    message: String,
    /// Where it stands in the run.
    range: Range<usize>,
    hint: String,
}

/// What is known of the text that is being written.
#[derive(Default)]
pub(super) struct Suspects {
    runs: Runs,
    tables: tables::Tables,
}

/// Characters without one of which nothing can be found.
const SIGNS: &[char] = &['{', '[', '#', '|', '!', '?', '=', '.', ':', '+', '%', '\\', '<', '"', '\''];

impl Writer<'_> {
    /// Takes in an event of the parser before it is written.
    pub(super) fn suspect(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Some(problem) = self.suspects.tables.see(event, range, self.source.as_str()) {
            self.report(problem.code, problem.message, problem.range, problem.hint);
        }
        let Some(run) = self.suspects.runs.see(event, range, self.source) else { return };
        if !run.text.contains(SIGNS) {
            return;
        }
        for found in findings(&run) {
            self.report(found.code, found.message, run.place(found.range), &found.hint);
        }
    }
}

/// Returns what one run has, each place once: the first kind that knows it names it.
fn findings(run: &Run) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    lines::find(run, &mut found);
    blocks::find(run, &mut found);
    foreign::find(run, &mut found);
    attributes::find(run, &mut found);
    links::find(run, &mut found);
    let mut kept: Vec<Found> = Vec::new();
    for found in found {
        let meets =
            |other: &Found| found.range.start < other.range.end && other.range.start < found.range.end;
        if !kept.iter().any(meets) {
            kept.push(found);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    /// Returns the codes of what is found in a text.
    #[track_caller]
    pub(super) fn codes(text: &str) -> Vec<&'static str> {
        rendered(text).problems
    }

    /// Returns the hints of what is found in a text.
    #[track_caller]
    pub(super) fn hints(text: &str) -> Vec<String> {
        rendered(text).hints
    }

    #[test]
    fn nothing_is_found_in_code_or_what_is_escaped() {
        for text in [
            "`![x](a.png){width=3}`\n",
            "    {: .note }\n",
            "```\n{: .note }\n```\n",
            "\\{: .note }\n",
            "<div>\n{: .note }\n</div>\n",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}
