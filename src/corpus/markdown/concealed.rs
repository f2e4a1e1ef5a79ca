//! Keeps addresses of pages for others out of the words of a text.
//!
//! The words of a bare address are the address: where it names a page that this audience may not see, a sign stands in
//! its place, in the page and in everything that is made from its words. It is still a reference, so that the writer
//! is told.

use std::ops::Range;

use super::autolink;
use super::raw_html;
use super::writer::Writer;

/// What readers see in place of an address.
const CONCEALED: &str = "…";

impl Writer<'_> {
    /// Calls `write` with the parts of `text` around such addresses, and where each begins. `place` tells where a byte
    /// of the text stands in the source.
    pub(super) fn around_concealed(
        &mut self,
        text: &str,
        place: impl Fn(usize) -> usize,
        mut write: impl FnMut(&mut Self, &str, usize),
    ) {
        let conceals = self.conceals;
        let mut at = 0;
        for found in autolink::find(text).into_iter().filter(|found| conceals(&found.target)) {
            let Range { start, end } = found.range;
            if start > at {
                write(self, text.get(at..start).unwrap_or(""), at);
            }
            self.concealed(&found.target, place(start)..place(start) + (end - start));
            at = end;
        }
        if at == 0 || at < text.len() {
            write(self, text.get(at..).unwrap_or(""), at);
        }
    }

    /// Writes the text between raw tags.
    pub(super) fn raw_words(&mut self, text: &str, place: impl Fn(usize) -> usize) {
        self.around_concealed(text, place, |writer, part, _| {
            writer.html.push_str(&part.replace('<', "&lt;"));
            let words = raw_html::decode(part);
            if let Some(link) = &mut writer.open_link {
                link.words.push_str(&words);
            }
            writer.body_words(&words);
        });
    }

    fn concealed(&mut self, target: &str, place: Range<usize>) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(CONCEALED);
            return;
        }
        self.plain_words(CONCEALED);
        if self.links > 0 {
            self.html.push_str(CONCEALED);
            return;
        }
        let token = self.reference(target, place, false);
        self.html.push_str(&format!("<a href=\"{token}\">{CONCEALED}</a>"));
    }
}
