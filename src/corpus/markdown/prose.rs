//! Keeps the words of a text without its markup: for searching, for excerpts, for the answers of questions.

use super::writer::Writer;
use crate::model::Rendered;
use crate::model::excerpt::shorten;

/// Characters of the excerpt that stands in for a missing description.
const EXCERPT_CHARS: usize = 160;

/// The first paragraph.
#[derive(Default, PartialEq)]
pub(super) enum Excerpt {
    #[default]
    Waiting,
    Open(String),
    Done(String),
}

impl Excerpt {
    /// Returns it, shortened.
    pub fn finish(self) -> String {
        match self {
            Self::Waiting => String::new(),
            Self::Open(text) | Self::Done(text) => shorten(&text, EXCERPT_CHARS),
        }
    }
}

impl Writer<'_> {
    /// Adds words to the heading and the excerpt, if they are being read.
    pub fn plain_words(&mut self, words: &str) {
        if let Some(link) = &mut self.open_link {
            link.words.push_str(words);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
            return;
        }
        self.body_words(words);
        if let Excerpt::Open(excerpt) = &mut self.excerpt
            && excerpt.len() < EXCERPT_CHARS * 8
        {
            excerpt.push_str(words);
        }
    }

    /// Adds words to what searching finds, and to the answer of a question, if one is being read.
    pub fn body_words(&mut self, words: &str) {
        let inside = self.footnote_words.last_mut();
        let is_text = inside.is_none();
        let prose = inside.unwrap_or(&mut self.prose);
        if words != " " || !prose.ends_with(' ') {
            match words.contains(Rendered::SECTION_BREAK) {
                true => prose.push_str(&words.replace(Rendered::SECTION_BREAK, " ")),
                false => prose.push_str(words),
            }
        }
        if is_text {
            self.answer_words(words);
        }
    }

    /// Marks that the words to come stand below another heading.
    pub fn section_begins(&mut self) {
        self.prose.push(Rendered::SECTION_BREAK);
    }

    /// The first paragraph that is not inside anything becomes the excerpt.
    pub fn paragraph_starts(&mut self) {
        if self.excerpt == Excerpt::Waiting && self.depth == 1 && self.outer.is_empty() {
            self.excerpt = Excerpt::Open(String::new());
        }
    }

    pub fn paragraph_ends(&mut self) {
        if let Excerpt::Open(text) = &mut self.excerpt {
            let text = std::mem::take(text);
            self.excerpt = if text.trim().is_empty() { Excerpt::Waiting } else { Excerpt::Done(text) };
        }
    }
}
