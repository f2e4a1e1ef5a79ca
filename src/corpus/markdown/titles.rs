//! Writes the titles of containers: one line, in which words may be strong, emphasised, struck out or code.
//!
//! A title opens something or names it, so it has no links, images or HTML: of those the words are written.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::keys;
use super::text::escape;
use super::writer::Writer;
use crate::corpus::parse;
use crate::corpus::variables::substitute;

/// Stands before a title while it is parsed, so that it begins no list, heading or definition.
const START: &str = ".";

impl Writer<'_> {
    /// Writes a title, with variables put in.
    pub(super) fn title(&mut self, title: &str) {
        let text = format!("{START}{title}");
        let (mut words, mut pending) = (String::new(), String::new());
        for (event, _) in parse::events(&text, parse::options(false), |_, _| None) {
            match event {
                Event::Text(text) | Event::InlineHtml(text) => pending.push_str(&text),
                Event::SoftBreak | Event::HardBreak => pending.push(' '),
                Event::FootnoteReference(name) => pending.push_str(&format!("[^{name}]")),
                Event::Code(code) => {
                    self.title_words(&mut pending, &mut words);
                    let code = substitute(&code, self.settings, |_| {});
                    words.push_str(&code);
                    self.html.push_str("<code>");
                    escape(&mut self.html, &code);
                    self.html.push_str("</code>");
                }
                event => {
                    if let Some(mark) = mark(&event) {
                        self.title_words(&mut pending, &mut words);
                        self.html.push_str(mark);
                    }
                }
            }
        }
        self.title_words(&mut pending, &mut words);
        self.body_words(&words);
        self.body_words(" ");
    }

    /// Writes the words of a title that were held back.
    fn title_words(&mut self, pending: &mut String, words: &mut String) {
        let text = std::mem::take(pending);
        let is_first = words.is_empty() && text.starts_with(START);
        let text = if is_first { text.get(START.len()..).unwrap_or("") } else { &text };
        let text = substitute(text, self.settings, |_| {});
        words.push_str(&keys::plain(&text));
        keys::write(&mut self.html, &text, escape);
    }
}

fn mark(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Start(Tag::Strong) => Some("<strong>"),
        Event::End(TagEnd::Strong) => Some("</strong>"),
        Event::Start(Tag::Emphasis) => Some("<em>"),
        Event::End(TagEnd::Emphasis) => Some("</em>"),
        Event::Start(Tag::Strikethrough) => Some("<del>"),
        Event::End(TagEnd::Strikethrough) => Some("</del>"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::{rendered, rendered_with};

    #[test]
    fn titles_have_marks_inside_their_line() {
        // Issue 13, low: raw Markdown in titles.
        for (title, html) in [
            ("Read **this**", "Read <strong>this</strong>"),
            ("**“重点”** *a* ~~b~~", "<strong>“重点”</strong> <em>a</em> <del>b</del>"),
            ("`a < b` & c", "<code>a &lt; b</code> &amp; c"),
            ("1. Install", "1. Install"),
            ("# x", "# x"),
            ("- x * y", "- x * y"),
            (":kbd[Ctrl+K] opens", "<kbd class=\"keys\"><kbd>Ctrl</kbd>+<kbd>K</kbd></kbd> opens"),
            ("A <b>c</b> <script>", "A &lt;b&gt;c&lt;/b&gt; &lt;script&gt;"),
            ("snake_case_name 2*3*4", "snake_case_name 2<em>3</em>4"),
            (". dots.", ". dots."),
        ] {
            for (text, around) in [(":::note", "callout-title\">"), (":::details", "<summary>")] {
                let page = rendered(&format!("{text}[{title}]\nx\n:::\n"));
                assert!(page.html.contains(&format!("{around}{html}</")), "{title}: {}", page.html);
            }
        }
        let tabs = rendered(":::tabs\n:::tab[**A**]\na\n:::\n:::\n").html;
        assert!(tabs.contains("<p class=\"tab-name\"><strong>A</strong></p>"), "{tabs}");
    }

    #[test]
    fn variables_in_titles_are_text() {
        let page = rendered_with("variables: {star: \"*a* <b>\"}\n", ":::note[**{{ star }}**]\nx\n:::\n");
        assert!(page.html.contains("<strong>*a* &lt;b&gt;</strong>"), "{}", page.html);
    }
}
