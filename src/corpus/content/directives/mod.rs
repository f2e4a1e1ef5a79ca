//! Finds directives: `:::name[Title]{key=value}` … `:::` around lines, `::name{…}` alone on a line, and
//! `:only[words]{audience=…}` within a line. All are found before Markdown is parsed, since what is hidden must be gone
//! before anything else sees the text. In code and comments they are examples, never directives: the Markdown parser
//! itself is asked what is code. Where an audience's text is read in another way than the whole text was, the stage
//! after this one refuses the article.

mod grammar;
mod attributes;
mod suspects;
mod line;
mod marked_lines;
mod html_parts;
mod examples;
mod only;
mod words;
mod tabs;
mod scan;
mod values;

use std::ops::Range;

use crate::model::AudienceSet;

pub(in crate::corpus) use html_parts::is_example;
pub(super) use scan::scan;
pub(in crate::corpus) use suspects::after_escaped;
pub(super) use values::check as check_value;
pub(in crate::corpus) use values::seen;
pub(in crate::corpus) use words::are_suspicious;

/// A part of a text. Ranges are bytes of the file.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::corpus) enum Block {
    /// Plain Markdown: whole lines, or what is before and after words for some audiences alone.
    Text(Range<usize>),
    /// Lines for some audiences alone.
    Only {
        /// Who may see them.
        audiences: AudienceSet,
        /// What they are.
        blocks: Vec<Block>,
    },
    /// Words within a line for some audiences alone.
    OnlyWords {
        /// Who may see them.
        audiences: AudienceSet,
        /// What they are: texts, and words for fewer audiences.
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
