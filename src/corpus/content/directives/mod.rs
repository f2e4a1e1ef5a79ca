//! Finds directives: `:::name[Title]{key=value}` … `:::` around lines, `::name{…}` alone on a line.
//!
//! They are found before Markdown is parsed, since `:::only` must be gone before anything else sees the
//! text. A line in a fenced code block is an example, never a directive. Where this scanner and the
//! Markdown parser could disagree about that, the stage after this one refuses the article.

mod attributes;
mod fences;
mod grammar;
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
        /// What its opening line says.
        opening: Opening,
        /// What stands before the colons on its line: spaces and `>`.
        prefix: String,
        /// The opening line, for messages.
        range: Range<usize>,
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

/// The opening line of a container.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::corpus) struct Opening {
    /// Which container.
    pub container: Container,
    /// The title in brackets.
    pub title: Option<String>,
    /// What stands in braces.
    pub attributes: Vec<Attribute>,
}

/// `key=value` in braces.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::corpus) struct Attribute {
    pub key: String,
    pub value: String,
    /// Where the value stands in the file.
    pub range: Range<usize>,
}

impl Opening {
    /// Returns an attribute, if it was written.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key == key)
    }
}

/// A container by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Container {
    /// `:::note` and its four sisters, the kinds of GitHub's alerts.
    Callout(Callout),
    /// `:::details`: closed until the reader opens it.
    Details,
    /// `:::steps`: a numbered list of things to do.
    Steps,
    /// `:::tabs`: ways to do the same, of which a reader needs one.
    Tabs,
    /// `:::tab[Name]`: one of them.
    Tab,
    /// `:::faq`: questions as headings, each with its answer.
    Faq,
    /// `::video{…}`, or `:::video{…}` around its transcript.
    Video,
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
