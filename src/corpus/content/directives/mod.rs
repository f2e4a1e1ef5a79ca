//! Finds directives: `:::name[Title]{key=value}` … `:::` around lines, `::name{…}` alone on a line.
//!
//! They are found before Markdown is parsed, since `:::only` must be gone before anything else sees the
//! text. A line in a fenced code block is an example, never a directive. Where this scanner and the
//! Markdown parser could disagree about that, the stage after this one refuses the article.

mod attributes;
mod fences;
mod line;
mod scan;

use std::ops::Range;

use crate::model::AudienceSet;

pub(super) use scan::scan;

/// A part of a text. Ranges are bytes of the file.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::corpus) enum Block {
    /// Plain Markdown: whole lines.
    Text(Range<usize>),
    /// Lines for some audiences alone.
    Only {
        /// Who may see them.
        audiences: AudienceSet,
        /// What they are.
        blocks: Vec<Block>,
    },
    /// A block with markup around it.
    Container {
        /// Which.
        container: Container,
        /// The title in brackets.
        title: Option<String>,
        /// What stands before the colons on its line: spaces and `>`.
        prefix: String,
        /// The opening line, for messages.
        opening: Range<usize>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// `::snippet{name}`.
    Snippet {
        /// Its name.
        name: String,
        /// What stands before the colons on its line.
        prefix: String,
        /// The line, for messages.
        range: Range<usize>,
    },
}

/// A container by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Container {
    /// `:::note` and its four sisters, the kinds of GitHub's alerts.
    Callout(Callout),
    /// `:::details`: closed until the reader opens it.
    Details,
}

/// The kinds of callout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Callout {
    /// Worth knowing.
    Note,
    /// A better way.
    Tip,
    /// Needed for success.
    Important,
    /// Needs attention now.
    Warning,
    /// What may go wrong.
    Caution,
}

impl Callout {
    /// Returns the name of the directive and the CSS class.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    /// Returns the key of the interface string that stands for a title.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Note => "callout_note",
            Self::Tip => "callout_tip",
            Self::Important => "callout_important",
            Self::Warning => "callout_warning",
            Self::Caution => "callout_caution",
        }
    }
}

/// Every container with its name; `only` is not among them, since it never reaches a page.
const CONTAINERS: &[(&str, Container)] = &[
    ("note", Container::Callout(Callout::Note)),
    ("tip", Container::Callout(Callout::Tip)),
    ("important", Container::Callout(Callout::Important)),
    ("warning", Container::Callout(Callout::Warning)),
    ("caution", Container::Callout(Callout::Caution)),
    ("details", Container::Details),
];
