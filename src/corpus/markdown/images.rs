//! Writes images, and figures where an image with a caption is a paragraph by itself.

use std::ops::Range;

use super::finish::ImageFacts;
use super::text::{escape, escape_attribute};
use super::writer::Writer;
use crate::model::TraceKind;

/// An image whose alternative text is still to come.
pub(super) struct ImageState {
    pub target: String,
    pub title: String,
    pub range: Range<usize>,
    pub alt: String,
}

/// A paragraph that so far is one image and nothing else.
#[derive(Default)]
pub(super) struct Lone {
    /// Where its `<p>` begins in the HTML.
    start: usize,
    image: Option<LoneImage>,
}

struct LoneImage {
    /// Where its HTML ends.
    end: usize,
    html: String,
    caption: String,
}

const PARAGRAPH: &str = "<p>";

impl Writer<'_> {
    /// Begins a paragraph.
    pub(super) fn open_paragraph(&mut self) {
        self.paragraph_starts();
        self.lone = Lone { start: self.html.len(), image: None };
        self.html.push_str(PARAGRAPH);
    }

    /// Ends a paragraph; one that is an image with a caption becomes a figure.
    pub(super) fn close_paragraph(&mut self) {
        self.paragraph_ends();
        let lone = std::mem::take(&mut self.lone);
        match lone.image.filter(|image| image.end == self.html.len() && !image.caption.trim().is_empty()) {
            Some(image) => {
                self.html.truncate(lone.start);
                self.html.push_str("<figure class=\"image\">");
                self.html.push_str(&image.html);
                self.html.push_str("><figcaption>");
                escape(&mut self.html, &image.caption);
                self.body_words(" ");
                self.body_words(&image.caption);
                self.html.push_str("</figcaption></figure>\n");
            }
            None => self.html.push_str("</p>\n"),
        }
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        let place = self.narrow(image.range.clone(), &image.target);
        let number = self.references.len();
        let token = self.reference(&image.target, place, true);
        self.plain_words(&image.alt);
        let mut html = format!("<img src=\"{token}\" alt=\"");
        escape_attribute(&mut html, &image.alt);
        html.push_str("\" loading=\"lazy\"");
        let is_first = self.html.len() == self.lone.start + PARAGRAPH.len() && self.html.ends_with(PARAGRAPH);
        self.html.push_str(&html);
        if !image.title.is_empty() {
            self.html.push_str(" title=\"");
            escape_attribute(&mut self.html, &image.title);
            self.html.push('"');
        }
        self.html.push('>');
        if is_first {
            self.lone.image = Some(LoneImage { end: self.html.len(), html, caption: image.title });
        }
        let described = !image.alt.trim().is_empty();
        self.trace(TraceKind::Image { described }, image.range, Some(number));
        self.images.insert(number, ImageFacts { alt: image.alt, linked: self.links > 0 });
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn an_image_alone_with_a_title_is_a_figure() {
        let html = rendered("![A](a.png \"The *caption*\")\n").html;
        assert_eq!(html, "<figure class=\"image\"><figcaption>The *caption*</figcaption></figure>\n");
    }

    #[test]
    fn other_images_stay_in_their_paragraphs() {
        for text in
            ["![A](a.png)\n", "![A](a.png \"T\") b\n", "b ![A](a.png \"T\")\n", "[![A](a.png \"T\")](b.md)\n"]
        {
            let html = rendered(text).html;
            assert!(html.starts_with("<p>") && !html.contains("figure"), "{html}");
        }
    }
}
