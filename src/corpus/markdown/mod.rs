//! Turns the text that one audience may see into HTML with gaps for its links.
//!
//! It gets text whose hidden parts are gone already, and knows no other article: where links lead is
//! decided later, page by page.

mod autolink;
mod bold;
mod callouts;
mod code;
mod concealed;
mod directives;
mod fence;
mod finish;
mod footnotes;
mod heading_ids;
mod highlight;
mod ids;
mod images;
mod keys;
mod labels;
mod math;
mod mathml;
mod nesting;
mod prose;
mod raw;
mod raw_html;
mod removed;
mod sanitize;
mod source;
mod suspects;
mod tags;
mod text;
mod titles;
mod variables;
mod words;
mod writer;

use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::model::{Reference, Rendered};

pub use directives::MANUAL;
pub use highlight::Highlighted;
pub(in crate::corpus) use source::{Lines, MarkdownText, Marker, Scope};

/// Remembers how code blocks are coloured, by their language and text. Colouring costs far more than all
/// the rest of an article, and translations repeat the same blocks.
pub type CodeMemo = Memo<Highlighted>;

/// Returns what is wrong with the settings for Markdown that `config` cannot judge by itself.
pub(in crate::corpus) fn check_settings(settings: &Settings) -> Vec<Diagnostic> {
    code::check_names(settings)
}

/// What a text became.
pub struct Page {
    pub(in crate::corpus) rendered: Rendered,
    /// What it refers to, in the order of the slots' numbers.
    pub(in crate::corpus) references: Vec<Reference>,
    /// All ids that a link may lead to, headings' and others.
    pub(in crate::corpus) ids: Vec<String>,
    /// What is wrong with the text by itself.
    pub(in crate::corpus) problems: Vec<Diagnostic>,
}

/// Remembers what texts became, by the files they are put together from and the settings.
pub type PageMemo = Memo<Arc<Page>>;

/// Says whether a whole address names a page that only others see, so that the text must not show it.
pub(in crate::corpus) type Conceals<'a> = &'a dyn Fn(&str) -> bool;

/// Renders `source`.
pub(in crate::corpus) fn render(
    source: &MarkdownText,
    settings: &Settings,
    code: &CodeMemo,
    conceals: Conceals<'_>,
) -> Page {
    let mut problems = Vec::new();
    let page = writer::Writer::new(source, settings, code, conceals, &mut problems).run();
    Page { problems, ..page }
}

#[cfg(test)]
mod agreement;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Block, scan_all};
    use crate::model::{Question, SourcePath, Span};

    /// What a text became, with nothing at the place of its links.
    pub(super) struct Outcome {
        pub html: String,
        pub questions: Vec<Question>,
        pub problems: Vec<&'static str>,
        pub hints: Vec<String>,
    }

    /// Returns a text put together as for its page; nothing where its directives are wrong.
    pub(super) fn assembled(text: &str) -> Option<MarkdownText> {
        let settings = crate::config::load("title: T\nbase_url: https://x.example/\n").value.unwrap();
        let path = SourcePath::new("content/a.md");
        let mut sink = Vec::new();
        let blocks = scan_all(text, &path, &settings, &mut sink);
        let mut source = MarkdownText::new();
        assemble(&mut source, &path, text, &blocks, &settings);
        sink.is_empty().then_some(source)
    }

    /// Renders one article's text with the default settings.
    pub(super) fn rendered(text: &str) -> Outcome {
        rendered_with("", text)
    }

    /// Renders one article's text with more settings.
    pub(super) fn rendered_with(settings: &str, text: &str) -> Outcome {
        let settings = format!("title: T\nbase_url: https://x.example/\n{settings}");
        let settings = crate::config::load(&settings).value.unwrap();
        let path = SourcePath::new("content/a.md");
        let mut sink = Vec::new();
        let blocks = scan_all(text, &path, &settings, &mut sink);
        let mut source = MarkdownText::new();
        assemble(&mut source, &path, text, &blocks, &settings);
        let page = render(&source, &settings, &CodeMemo::default(), &|_| false);
        sink.extend(page.problems);
        Outcome {
            html: page.rendered.html.to_string(),
            questions: page.rendered.questions.to_vec(),
            problems: sink.iter().map(|problem| problem.code.as_str()).collect(),
            hints: sink.iter().flat_map(|problem| problem.hints.clone()).collect(),
        }
    }

    fn assemble(
        source: &mut MarkdownText,
        path: &SourcePath,
        text: &str,
        blocks: &[Block],
        settings: &Settings,
    ) {
        for block in blocks {
            match block {
                Block::Text(range) => {
                    let lines = Lines { path, text, range: range.clone(), prefix: "", scope: 0 };
                    source.push(&lines, settings);
                }
                Block::Container { opening, prefix, range, blocks } => {
                    let span = Span::new(path, range.start, range.end);
                    source.mark(Marker::Open(opening.clone()), prefix, span.clone(), 0);
                    assemble(source, path, text, blocks, settings);
                    source.mark(Marker::Close(opening.container), prefix, span, 0);
                }
                Block::Only { .. } | Block::OnlyWords { .. } | Block::Snippet { .. } => {}
            }
        }
    }

    /// Returns the HTML of a text without problems.
    fn html(text: &str) -> String {
        let page = rendered(text);
        assert!(page.problems.is_empty(), "{text}: {:?}", page.problems);
        page.html
    }

    // Issue 13, F7.
    #[test]
    fn braces_at_the_end_of_a_heading_are_words() {
        for (text, expected) in [
            ("## GET /orders/{order_id}", "<h2 id=\"get-ordersorder_id\">GET /orders/{order_id}</h2>\n"),
            ("### {id}", "<h3 id=\"id\">{id}</h3>\n"),
            ("## Set ${HOME}", "<h2 id=\"set-home\">Set ${HOME}</h2>\n"),
            ("## A {#b}", "<h2 id=\"b\">A</h2>\n"),
            ("## `A` {#b} ##", "<h2 id=\"b\"><code>A</code></h2>\n"),
            ("A\n= {#b}\n===", "<h1 id=\"b\">A\n=</h1>\n"),
            ("## A \\{#b}", "<h2 id=\"a-b\">A {#b}</h2>\n"),
            ("## 退款{#refund}", "<h2 id=\"refund\">退款</h2>\n"),
            (
                "> - ## A {x}",
                "<blockquote>\n<ul>\n<li><h2 id=\"a-x\">A {x}</h2>\n</li>\n</ul>\n</blockquote>\n",
            ),
            ("## A `{#b}`", "<h2 id=\"a-b\">A <code>{#b}</code></h2>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    // Issue 13, F9: PHP Markdown Extra and Pandoc want a blank behind the colon of a definition.
    #[test]
    fn a_colon_without_a_blank_is_a_paragraph() {
        assert_eq!(html("Press\n\n:kbd[Ctrl+S] saves.\n").matches("<dd>").count(), 0);
        assert_eq!(html("The port is\n:8080 unless\n"), "<p>The port is\n:8080 unless</p>\n");
        assert_eq!(html("> a\n> :b\n"), "<blockquote>\n<p>a\n:b</p>\n</blockquote>\n");
        assert_eq!(html("a\n\n:🙂 b\n"), "<p>a</p>\n<p>:🙂 b</p>\n");
        assert_eq!(html("- a\n  :b\n"), "<ul>\n<li>a\n:b</li>\n</ul>\n");
        assert_eq!(html("Term\n: What it is\n"), "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>\n");
        assert_eq!(html("```\na\n:b\n```\n").matches(":b").count(), 1);
    }

    // Issue 13, F10.
    #[test]
    fn variables_are_put_in_wherever_words_are() {
        let variables =
            "variables: {mail: help@x.example, product: \"A*b [c] <i>\\\"q\\\"\", host: x.example}\n";
        for (text, expected) in [
            ("**{{ product }}**a", "<p><strong>A*b [c] &lt;i&gt;\"q\"</strong>a</p>\n"),
            ("`{{ product }}`", "<p><code>A*b [c] &lt;i&gt;\"q\"</code></p>\n"),
            ("[x](/a \"{{ product }}\")", "<p><a title=\"A*b [c] &lt;i&gt;&quot;q&quot;\">x</a></p>\n"),
            ("[x][{{ host }}]\n\n[{{ host }}]: /a", "<p><a>x</a></p>\n"),
            ("| a |\n|---|\n| {{ host }} |", "<td>x.example</td>"),
            (
                "<b title=\"{{ product }}\">{{ product }}</b>",
                "title=\"A*b [c] &lt;i&gt;&quot;q&quot;\">A*b [c] &lt;i&gt;\"q\"</b>",
            ),
            ("\\{{ host }}", "<p>{{ host }}</p>\n"),
            (
                "![{{ host }}](a.png \"Form in {{ product }}\")",
                "<figcaption>Form in A*b [c] &lt;i&gt;\"q\"</figcaption>",
            ),
            ("```js title=\"{{ host }}\"\n{{ host }}\n```", "x.example"),
        ] {
            let page = rendered_with(variables, text);
            assert!(page.problems.is_empty(), "{text}: {:?}", page.problems);
            assert!(page.html.contains(expected), "{text}: {}", page.html);
            assert!(!page.html.contains(MarkdownText::STAND_IN), "{text}: {}", page.html);
        }
        for text in [
            "{{ nope }}",
            "[x](mailto:{{ nope }})",
            "[x](/a \"{{ nope }}\")",
            "![{{ nope }}](a.png)",
            "<b>{{ nope }}</b>",
            "```js title=\"{{ nope }}\"\nx\n```",
        ] {
            assert_eq!(rendered_with(variables, text).problems, ["unknown-variable"], "{text}");
        }
        assert!(rendered_with(variables, "`{{ nope }}`\n\n    {{ nope }}\n").problems.is_empty());
    }

    // Issue 13, F16.
    #[test]
    fn footnotes_without_a_definition_or_with_two() {
        assert_eq!(rendered("a[^2] b\n").problems, ["undefined-footnote"]);
        assert_eq!(rendered("a[^1]\n\n[^1]: b\n[^1]: c\n").problems, ["duplicate-definition"]);
        assert_eq!(rendered("[a]\n\n[a]: /b\n\n> [A]: /c\n").problems, ["duplicate-definition"]);
        assert!(html("a \\[^2] `[^3]` [^ x]\n").contains("[^2]"));
        assert!(html("a[^A]\n\n[^a]: b\n").contains("fn-1"));
    }
}
