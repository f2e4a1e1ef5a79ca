//! The text of an article as HTML with gaps.
//!
//! What a page says depends on the file alone; where its links lead depends on who reads it and in which
//! language. So the HTML is rendered once and shared, and each page brings the fills for its gaps.

use std::ops::Range;
use std::sync::Arc;

use super::site::AssetId;
use super::{SitePath, Span};

/// HTML of one text, before anyone knows where its links lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The HTML, with nothing at the place of each slot.
    pub html: Arc<str>,
    /// The gaps, in order of place.
    pub slots: Arc<[Slot]>,
    /// The headings, for the table of contents and for links to them.
    pub headings: Arc<[Heading]>,
    /// All words but those of headings, for searching; [`Rendered::sections`] divides them.
    pub prose: Arc<str>,
    /// The first paragraph in plain text, shortened; may be empty.
    pub excerpt: Arc<str>,
    /// Questions with their answers, as `:::faq` marks them.
    pub questions: Arc<[Question]>,
    /// What the text uses that a theme may have a script for.
    pub features: Arc<[Feature]>,
    /// Where each of its references stands, by their numbers.
    pub places: Arc<[Span]>,
    /// What those who judge the text ask about, in order of place.
    pub traces: Arc<[Trace]>,
}

/// Something that a text has at some place of its file, for those who judge it; pages do not need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What it is.
    pub kind: TraceKind,
    /// Where it stands: a snippet's file is not the article's.
    pub span: Span,
}

/// What a text has at some place.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceKind {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A link with these words.
    Link(String),
    /// An image, and whether it has words for those who do not see it. Words that are empty on purpose are words.
    Image {
        /// Whether it has.
        described: bool,
    },
    /// A code block in a language that has no grammar, with the nearest that has one.
    UnknownLanguage {
        /// As written.
        name: String,
        /// The nearest.
        near: Option<String>,
    },
    /// Words between asterisks that are not bold, because of the character beside one of the marks.
    UnrenderedBold(String),
}

impl Rendered {
    /// Stands in [`Rendered::prose`] where a heading does in the text. No text can bring it in.
    pub const SECTION_BREAK: char = '\u{c}';

    /// Returns the words before the first heading, then those below each heading.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.prose.split(Self::SECTION_BREAK)
    }
}

/// A question that the text answers, in plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub question: String,
    /// What is answered.
    pub answer: String,
}

/// Something that only some pages use, and that a script may improve there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Feature {
    /// A diagram as text.
    Diagram,
}

impl Feature {
    /// Every feature.
    pub const ALL: &[Feature] = &[Feature::Diagram];

    /// Returns the word that themes use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Diagram => "diagram",
        }
    }
}

/// A gap in the HTML.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Byte offset in the HTML.
    pub at: usize,
    /// What belongs there.
    pub kind: SlotKind,
}

/// What belongs into a gap.
#[derive(Clone, Debug, PartialEq)]
pub enum SlotKind {
    /// ` href="…"`, or nothing where the link leads nowhere. The number counts the text's references.
    Href(usize),
    /// ` src="…"` of audio and video.
    Source(usize),
    /// ` poster="…"` of a video.
    Poster(usize),
    /// A whole `<img>`.
    Image {
        /// Number of the reference.
        reference: usize,
        /// Alternative text, unescaped.
        alt: String,
        /// More attributes, escaped, each with a space before it.
        attributes: String,
        /// Whether the image stands inside a link.
        linked: bool,
    },
    /// An interface string by its key, with the number that its `{number}` stands for.
    Text(&'static str, usize),
}

impl SlotKind {
    /// Returns the number of the reference that fills the gap.
    pub fn reference(&self) -> Option<usize> {
        match self {
            Self::Href(number) | Self::Source(number) | Self::Poster(number) => Some(*number),
            Self::Image { reference, .. } => Some(*reference),
            Self::Text(..) => None,
        }
    }
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id, unique in the text.
    pub id: String,
    /// Its words without markup.
    pub text: String,
}

/// A link, image or file that a text refers to, as the writer wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// What was written between the brackets.
    pub target: String,
    /// The file it stands in (a snippet's is not the article's).
    pub path: super::SourcePath,
    /// Byte range of it in that file.
    pub range: Range<usize>,
    /// Whether it is shown in the page rather than linked to.
    pub embedded: bool,
    /// Whether the page has it: what a footnote that is left out refers to is no part of it.
    pub shown: bool,
}

impl Reference {
    /// Returns where it stands.
    pub fn span(&self) -> Span {
        Span::new(&self.path, self.range.start, self.range.end)
    }
}

/// Where a reference leads for one page.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// A page of the site, with `?query` and `#fragment` as written or empty.
    Page(SitePath, String),
    /// The same page.
    Fragment(String),
    /// A published file.
    Asset(AssetId, String),
    /// A published image and its version for dark pages.
    Picture {
        /// For light pages, and wherever only one can be shown.
        light: AssetId,
        /// For dark pages.
        dark: AssetId,
    },
    /// Another host, or `mailto:`.
    External(String),
    /// Nowhere that this reader may go.
    Nowhere,
}

/// A text as one page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The shared HTML.
    pub rendered: Rendered,
    /// One fill for each reference.
    pub fills: Vec<Fill>,
}
