//! Removes elements that an article may not have, both tags of each, and says what to write instead.

use std::ops::Range;

use super::raw_html::{Tag, is_void};
use super::suspects::kinds;
use super::text::escape;
use super::writer::Writer;
use crate::diagnostic::Code;

/// Bytes behind a tag in which its closing tag is looked for.
const ELEMENT_BYTES_MAX: usize = 4 << 10;

impl Writer<'_> {
    /// Removes a tag of an element that may not stay, or shows it as text where it is meant as words. Returns the
    /// element whose content must be passed over in this block of HTML.
    pub(super) fn forbidden_tag(
        &mut self,
        tag: &Tag<'_>,
        place: Range<usize>,
        inline: bool,
        with_content: bool,
    ) -> Option<String> {
        let name = &tag.name;
        if tag.closing {
            match self.nesting.removed.iter().rposition(|removed| removed == name) {
                Some(at) => {
                    self.nesting.removed.truncate(at);
                }
                None if inline => escape(&mut self.html, tag.whole),
                None => {}
            }
            return None;
        }
        let is_empty = is_void(name) || tag.closes_itself();
        let end = if is_empty { None } else { self.closing_tag(name, place.end) };
        // Words in a sentence, such as "the <script> element".
        let is_words =
            inline && tag.attributes.is_empty() && !tag.closes_itself() && (end.is_none() || with_content);
        if is_words {
            let message = format!("`{}` is not allowed in articles and is shown as text", tag.whole);
            self.report(
                Code::RemovedHtml,
                message,
                place,
                "write it as code, between backticks, if it is meant as text",
            );
            escape(&mut self.html, tag.whole);
            return None;
        }
        let message = format!("`<{name}>` is not allowed in articles and is removed");
        self.report(Code::RemovedHtml, message, place.clone(), instead_of(name));
        if is_empty {
            return None;
        }
        if inline && with_content {
            self.nesting.skipped = place.end..end.unwrap_or(place.end);
        }
        if end.is_some() || !inline {
            self.nesting.removed.push(name.clone());
        }
        (with_content && !inline).then(|| name.clone())
    }

    /// Returns where the closing tag of an element stands in the source, in the same paragraph.
    fn closing_tag(&self, name: &str, from: usize) -> Option<usize> {
        let rest = self.source.as_str().get(from..)?;
        let end = crate::diagnostic::span::floor_char(rest, ELEMENT_BYTES_MAX);
        let near = rest.get(..end).unwrap_or(rest);
        let near = near.split("\n\n").next()?.to_ascii_lowercase();
        near.find(&format!("</{name}")).map(|at| from + at)
    }

    /// Says that a tag is no HTML element: words in pointed brackets, or a component of another tool.
    pub(super) fn unknown_element(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        let before = self.source.as_str().get(..place.start).unwrap_or("");
        if before.ends_with("{{") {
            // A shortcode, which is reported as a whole.
            return;
        }
        let written = tag.written_name();
        let is_component = written.starts_with(|first: char| first.is_ascii_uppercase());
        let hint = if is_component { component(written, tag.whole) } else { None };
        let (code, message) = match hint {
            Some(_) => (
                Code::ForeignSyntax,
                format!("`<{written}>` is a component of another tool and is shown as text"),
            ),
            None => (Code::RemovedHtml, format!("`{}` is no HTML element and is shown as text", tag.whole)),
        };
        let hint = hint.unwrap_or("write it as code, between backticks, if it is meant as text");
        self.report(code, message, place, hint);
    }
}

/// Returns what to write for a component, if its name is known or it is written as only components are.
fn component(name: &str, whole: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let hint = match lower.as_str() {
        "tabs" | "tab" | "tabitem" | "tabpanel" | "codegroup" | "codetabs" => {
            "write `:::tabs` around a `:::tab[Name]` for each way"
        }
        "callout" | "aside" | "admonition" | "alert" | "hint" | "check" => {
            "write a callout: `:::note`, the text, `:::`"
        }
        "steps" | "step" => "write a numbered list between `:::steps` and `:::`",
        "accordion" | "accordiongroup" | "accordionitem" | "expandable" | "collapsible" | "collapse"
        | "toggle" => "write `:::details[Title]`, the text, `:::`",
        "card" | "cardgroup" | "cards" | "cardgrid" | "linkcard" | "columns" | "column" => {
            "write a list of links"
        }
        "image" | "zoom" | "frame" => "write `![Description](picture.png)`",
        "youtube" | "vimeo" | "loom" | "embed" => "write `::video{src=tour.mp4 title=\"A tour\"}`, or a link",
        "snippet" | "include" => "put the text into `snippets/NAME.md` and write `::snippet{NAME}`",
        _ => match kinds::kind(&lower).map(|(ours, _)| ours) {
            Some("tip") => "write a callout: `:::tip`, the text, `:::`",
            Some("important") => "write a callout: `:::important`, the text, `:::`",
            Some("warning") => "write a callout: `:::warning`, the text, `:::`",
            Some("caution") => "write a callout: `:::caution`, the text, `:::`",
            Some(_) => "write a callout: `:::note`, the text, `:::`",
            None if whole.ends_with("/>") || whole.contains("={") => {
                "remove it, or write what it shows in Markdown"
            }
            None => return None,
        },
    };
    Some(hint)
}

/// Returns what to write instead of an element that is removed.
fn instead_of(name: &str) -> &'static str {
    match name {
        "picture" => "write `![Form](form.png)`, and put the dark version next to it as `form.dark.png`",
        "iframe" | "embed" | "object" | "frame" | "frameset" => {
            "for a video write `::video{src=tour.mp4 title=\"A tour\"}`, for a page write a link"
        }
        "button" => {
            "write the words in bold: `**Save**`; what leads somewhere is a link: `[Sign up](signup.md)`"
        }
        "font" | "big" | "basefont" => "write `**bold**`, `<small>`, or a class and the site's stylesheet",
        "center" => "remove it, or write `<div class=\"…\">` and a rule in the site's stylesheet",
        "marquee" => "write a callout: `:::important`, the text, `:::`",
        "input" => "write a task: `- [ ] text` or `- [x] text`",
        "strike" => "write `~~words~~`",
        "tt" => "write the words between backticks",
        "acronym" => "write `<abbr title=\"…\">`",
        "svg" => "put it into a file and write `![Description](drawing.svg)`",
        "math" => "write a formula between dollars and backticks: ``$`x^2`$``",
        "style" => "put the rules into the site's stylesheet",
        "script" | "noscript" => "remove it; trusted sites may set `markdown: {html: trusted}`",
        "header" | "footer" | "main" | "nav" | "address" | "hgroup" | "search" | "menu" => {
            "write `<div>` or `<section>`"
        }
        "form" | "fieldset" | "label" | "select" | "textarea" | "legend" | "datalist" | "option" => {
            "write a link to the page that has the form"
        }
        _ => "trusted sites may set `markdown: {html: trusted}`",
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::markdown::tests::rendered;

    #[test]
    fn removed_elements_go_with_both_tags() {
        // Issue 13, F21.
        for (text, html) in [
            ("<button type=\"button\">Save</button>\n", "<p>Save</p>\n"),
            ("Press <button>Save</button> now\n", "<p>Press Save now</p>\n"),
            ("- <FONT color=red>赤</FONT>\n", "<ul>\n<li>赤</li>\n</ul>\n"),
            (
                "| a |\n|---|\n| <font size=1>x</font> |\n",
                "<div class=\"table-wrap\" tabindex=\"0\"><table>\n<thead><tr><th>a</th></tr></thead>\n<tbody>\n<tr><td>x</td></tr>\n</tbody></table></div>\n",
            ),
            ("a <iframe src=\"https://x.example\">no</iframe> b\n", "<p>a  b</p>\n"),
            ("a <svg width=\"1\"><path d=\"M0\"/>*x*</svg> b\n", "<p>a  b</p>\n"),
            ("a <input type=\"text\"> b\n", "<p>a  b</p>\n"),
            ("<center>\n\n**x**\n\n</center>\n", "\n<p><strong>x</strong></p>\n\n"),
            ("> <marquee behavior=\"x\">m</marquee>\n", "<blockquote>\n<p>m</p>\n</blockquote>\n"),
        ] {
            let page = rendered(text);
            assert_eq!(page.html, html, "{text}");
            assert_eq!(page.problems.first(), Some(&"removed-html"), "{text}");
        }
    }

    #[test]
    fn hints_name_what_is_there_instead() {
        for (text, part) in [
            (
                "<picture>\n<source srcset=\"b.png\">\n<img src=\"a.png\" alt=\"A\">\n</picture>\n",
                "form.dark.png",
            ),
            ("<iframe src=\"https://x.example\"></iframe>\n", "::video"),
            ("a <button type=\"button\">Save</button>\n", "**Save**"),
        ] {
            assert!(rendered(text).hints.iter().any(|hint| hint.contains(part)), "{text}");
        }
        let page =
            rendered("<picture>\n<source srcset=\"b.png\">\n<img src=\"a.png\" alt=\"A\">\n</picture>\n");
        assert!(!page.html.contains("<source") && !page.html.contains("picture"), "{}", page.html);
    }

    #[test]
    fn words_in_a_sentence_stay() {
        let page = rendered("The <script> element and <select> too.\n");
        assert_eq!(page.html, "<p>The &lt;script&gt; element and &lt;select&gt; too.</p>\n");
    }

    #[test]
    fn components_of_other_tools_are_named() {
        // Issue 13, F16.
        for (text, part) in [
            ("<Tabs>\n<TabItem value=\"a\">\n\nx\n\n</TabItem>\n</Tabs>\n", ":::tabs"),
            ("a <Note>b</Note>\n", ":::note"),
            ("<Danger>\n\nx\n\n</Danger>\n", ":::caution"),
            ("<Chart data={x} />\n", "Markdown"),
        ] {
            let page = rendered(text);
            assert_eq!(page.problems.first(), Some(&"foreign-syntax"), "{text}: {:?}", page.problems);
            assert!(page.hints.first().is_some_and(|hint| hint.contains(part)), "{text}: {:?}", page.hints);
        }
        assert_eq!(rendered("Write <Your Name> here\n").problems, ["removed-html"]);
    }
}
