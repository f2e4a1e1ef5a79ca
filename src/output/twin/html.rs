//! Turns the finished HTML of a text into Markdown, for people and language models that read no HTML.
//!
//! It begins with the HTML since what is not in the page must not be in its twin: nothing else is read. Whatever
//! readers of the page do not see, such as scripts and buttons, is left out. The result is CommonMark with
//! tables, tasks, footnotes, deletions and callouts of GitHub.

use super::lines::Writer;
use super::marks::Mark;
use super::tables::Table;
use super::tokens::{Tag, Token, Tokens};

/// Returns the HTML as Markdown, which ends with one line end unless it is empty. `address` gets each `href` and
/// `src` with its entities decoded and returns the whole URL; where that is empty there is no link.
pub(in crate::output) fn markdown(html: &str, address: impl Fn(&str) -> String) -> String {
    let mut reader = Reader {
        tokens: Tokens::new(html),
        writer: Writer::new(html.len()),
        address: &address,
        table: None,
        titled: false,
        term: false,
        divs: 0,
        in_footnotes: false,
        video: None,
    };
    while let Some(token) = reader.tokens.next() {
        match token {
            Token::Text(text) => reader.text(text),
            Token::Tag(tag) if tag.closing => reader.end(&tag),
            Token::Tag(tag) => reader.start(&tag),
        }
    }
    reader.writer.finish()
}

/// The state between two tags.
pub(super) struct Reader<'a> {
    pub tokens: Tokens<'a>,
    pub writer: Writer,
    pub address: &'a dyn Fn(&str) -> String,
    pub table: Option<Table>,
    /// Whether the line before is the title of a block of code.
    pub titled: bool,
    /// Whether a term still waits for what it means.
    pub term: bool,
    /// Elements `<div>` that are open.
    pub divs: usize,
    pub in_footnotes: bool,
    /// The words of the video just written, which its caption only repeats.
    pub video: Option<String>,
}

/// Returns whether nothing of an element is shown, or nothing that can be read elsewhere.
fn is_unshown(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "object"
            | "svg"
            | "canvas"
            | "button"
            | "select"
            | "textarea"
            | "head"
            | "title"
            | "dialog"
            | "datalist"
            | "progress"
            | "meter"
            | "rp"
            | "map"
            | "track"
    )
}

/// Returns whether nothing stands in an element.
fn is_void(name: &str) -> bool {
    matches!(name, "area" | "br" | "col" | "embed" | "hr" | "img" | "input" | "source" | "track" | "wbr")
}

/// Returns whether an element begins and ends a block.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "figure"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "details"
            | "summary"
            | "figcaption"
            | "address"
            | "fieldset"
            | "form"
            | "center"
            | "legend"
            | "caption"
            | "hgroup"
            | "thead"
            | "tbody"
            | "tfoot"
    )
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        if self.table.is_some() && !text.trim().is_empty() {
            self.table_text();
        }
        self.writer.text(text, self.tokens.rest());
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = &*tag.name;
        if tag.is_hidden() || is_unshown(name) || is_dark(tag) {
            if !is_void(name) {
                self.tokens.skip(name);
            }
            return;
        }
        if is_block(name) {
            return self.start_block(tag);
        }
        match name {
            "a" if tag.is("footnote-back") => self.tokens.skip("a"),
            "a" => self.start_link(tag),
            "img" => self.image(tag),
            "code" | "kbd" | "samp" | "tt" => self.code_span(name),
            "br" => self.writer.line_break(),
            "sup" if tag.is("footnote-ref") => self.footnote_reference(),
            "input" => self.task(tag),
            "math" => self.formula(tag),
            "video" | "audio" | "iframe" => self.player(tag),
            "span" if tag.is("video-host") => self.writer.open(Mark::Parentheses, true),
            _ => {
                if let Some(mark) = mark(name) {
                    self.writer.open(mark, false);
                }
            }
        }
    }

    fn end(&mut self, tag: &Tag<'_>) {
        let name = &*tag.name;
        if is_block(name) {
            return self.end_block(tag);
        }
        match name {
            "a" => {
                self.writer.end_title();
                self.writer.close(&Mark::Link(String::new()), self.tokens.rest());
            }
            "br" => self.writer.line_break(),
            _ => {
                if let Some(mark) = mark(name) {
                    self.writer.close(&mark, self.tokens.rest());
                }
            }
        }
    }

    fn task(&mut self, tag: &Tag<'_>) {
        if tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
            self.writer.begin('[');
            self.writer.out.push_str(if tag.attribute("checked").is_some() { "[x]" } else { "[ ]" });
            self.writer.space(false);
        }
    }

    /// Writes decoded words.
    pub(super) fn words(&mut self, words: &str) {
        let words = words.replace('&', "&amp;");
        self.writer.text(&words, self.tokens.rest());
    }
}

/// Returns whether the picture is the one for dark pages, whose twin stands beside it.
fn is_dark(tag: &Tag<'_>) -> bool {
    tag.name == "img" && tag.is("only-dark")
}

fn mark(name: &str) -> Option<Mark> {
    Some(match name {
        "strong" | "b" => Mark::Strong,
        "em" | "i" | "var" | "cite" | "dfn" => Mark::Emphasis,
        "del" | "s" | "strike" => Mark::Deleted,
        "sup" => Mark::Above,
        "sub" => Mark::Below,
        "rt" => Mark::Parentheses,
        "q" => Mark::Quotes,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twin(html: &str) -> String {
        markdown(html, |address| match address.starts_with(['/', '#']) {
            true => format!("https://x.example{address}"),
            false => address.to_owned(),
        })
    }

    fn hold(table: &[(&str, &str)]) {
        for (html, expected) in table {
            assert_eq!(twin(html).trim_end_matches('\n'), *expected, "{html}");
        }
    }

    #[test]
    fn words_keep_their_marks() {
        hold(&[
            ("<p>a\n  b</p>\n<p></p><p>c</p>", "a b\n\nc"),
            ("<p>a <b> z </b>c, <em>d</em> and <del>e</del></p>", "a **z** c, *d* and ~~e~~"),
            ("<p><strong><em>x</em> y</strong></p>", "***x* y**"),
            ("<p>a <b>x:</b>y <strong>x</strong><em>y</em></p>", "a <strong>x:</strong>y **x**<em>y</em>"),
            ("<p><b>「x」</b>は</p>", "<strong>「x」</strong>は"),
            ("<p>y<del><b>x</b></del>z y<b><em>x</em></b>z</p>", "y<del>**x**</del>z y***x***z"),
            ("<p><code>a</code> <code>a`b</code> <code>`</code></p>", "`a` ``a`b`` `` ` ``"),
            ("<p><code>a</code><code>b&lt;</code></p>", "`a`<code>b\\<</code>"),
            ("<p><kbd class=\"keys\"><kbd>Ctrl</kbd>+<kbd>K</kbd></kbd></p>", "`Ctrl+K`"),
            ("<p>10<sup>6</sup> H<sub>2</sub>O <q>q</q> <u>u</u></p>", "10<sup>6</sup> H<sub>2</sub>O “q” u"),
            ("<p>a<br>b<br>- c<br><br>d<br></p>", "a\\\nb\\\n\\- c\n\nd"),
            ("<p>中文\n字 abc\nd</p>", "中文字 abc d"),
            ("<h2 id=x>A # <code>b</code></h2><h3></h3><hr>", "## A \\# `b`\n\n---"),
        ]);
    }

    #[test]
    fn what_would_be_markup_is_escaped_and_nothing_else() {
        hold(&[
            ("<p>1. x</p><p>12) x</p><p>1.5 x. y</p>", "1\\. x\n\n12\\) x\n\n1.5 x. y"),
            ("<p># y</p><p>#y</p><p>- z</p><p>-z</p><p>+ c</p>", "\\# y\n\n#y\n\n\\- z\n\n-z\n\n\\+ c"),
            ("<p>&gt; q</p><p>::: note</p><p>=</p>", "\\> q\n\n\\::: note\n\n\\="),
            ("<p>a * b *c* snake_case _x_ 2*3</p>", "a * b \\*c\\* snake_case \\_x\\_ 2\\*3"),
            ("<p>[a](b) [x] y [^1]</p>", "\\[a\\](b) [x] y \\[^1]"),
            ("<p>&lt;b&gt; &lt; &amp;lt; &amp; &nope; &copy;</p>", "\\<b> < \\&lt; & &nope; ©"),
            ("<p>~5 ~~s~~ a\\b \\* `</p>", "~5 \\~\\~s\\~\\~ a\\b \\\\\\* \\`"),
            ("<p>{{ a }} $5 &quot;a&quot;</p>", "{{ a }} $5 \"a\""),
            ("<p><b>1. *</b></p>", "**1. \\***"),
        ]);
    }

    #[test]
    fn links_and_pictures_have_whole_addresses() {
        hold(&[
            (
                "<p><a href=\"/x/?a=1&amp;b\">f</a>, <a>g</a><a href=\"\">h</a></p>",
                "[f](https://x.example/x/?a=1&b), gh",
            ),
            ("<p>!<a href=\"#y\">f</a> <a href=\"u(v\">e</a></p>", "\\![f](https://x.example#y) [e](u%28v)"),
            ("<p><a href=\"javascript:x\">f</a><a href=\"/y\"></a></p>", "f"),
            ("<p><a href=\"https://a.example/x_y\">https://a.example/x_y</a></p>", "<https://a.example/x_y>"),
            ("<p><a href=\"mailto:a@b.example\">a@b.example</a></p>", "<a@b.example>"),
            (
                "<p><a href=\"/x\"><img src=\"/i.png\" alt=\"a [b]\"></a></p>",
                "[![a \\[b\\]](https://x.example/i.png)](https://x.example/x)",
            ),
            (
                "<p><img src=\"/l.png\" class=\"only-light\" alt=\"A\"><img src=\"/d.png\" class=\"only-dark\" alt=\"A\"></p>",
                "![A](https://x.example/l.png)",
            ),
            ("<p><span class=\"missing-image\">A *b*</span></p>", "A \\*b\\*"),
            (
                "<figure class=\"image\"><img src=\"/a.png\" alt=\"A\"><figcaption>The caption</figcaption></figure>",
                "![A](https://x.example/a.png)\n\n*The caption*",
            ),
            (
                "<figure class=\"video\"><video controls src=\"/t.mp4\" aria-label=\"A tour\"><track src=\"/t.vtt\"></video><figcaption>A tour</figcaption><details><summary>Transcript</summary>\n<p>a</p></details></figure>",
                "[A tour](https://x.example/t.mp4)\n\n**Transcript**\n\na",
            ),
            (
                "<figure class=\"video\"><a class=\"video-link\" href=\"https://y.example/1\"><img src=\"/p.png\" class=\"video-poster\" alt=\"\"><span class=\"video-play\" aria-hidden=\"true\"></span><span class=\"video-title\">T</span> <span class=\"video-host\">y.example</span></a></figure>",
                "[T (y.example)](https://y.example/1)",
            ),
        ]);
    }

    #[test]
    fn lists_and_quotes_lie_in_each_other() {
        hold(&[
            (
                "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li></li>\n<li>c</li>\n</ul>",
                "- a\n  - b\n-\n- c",
            ),
            ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
            (
                "<ol start=\"9\"><li><p>a</p><p>b</p></li><li><p>c</p><ul><li>d</li></ul></li></ol>",
                "9. a\n\n   b\n\n10. c\n\n    - d",
            ),
            (
                "<ul><li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li><li class=\"task\"><input type=\"checkbox\" disabled> b</li></ul>",
                "- [x] a\n- [ ] b",
            ),
            (
                "<ul><li>a<pre><code class=\"language-sh\">x\n\ny\n</code></pre></li></ul>",
                "- a\n  ```sh\n  x\n\n  y\n  ```",
            ),
            (
                "<blockquote>\n<p>a</p>\n<blockquote><p>b</p></blockquote></blockquote><blockquote><ul><li>c</li></ul></blockquote>",
                "> a\n>\n> > b\n\n> - c",
            ),
            (
                "<dl><dt>T</dt><dd>d</dd><dd>e</dd><dt>U</dt><dd><p>x</p><p>y</p></dd></dl><p>z</p>",
                "- **T**: d\n\n  e\n- **U**: x\n\n  y\n\nz",
            ),
            ("<ul><li><hr></li><li><h3>a</h3></li></ul>", "- ___\n- ### a"),
        ]);
    }

    #[test]
    fn directives_have_a_form_of_their_own() {
        hold(&[
            (
                "<div class=\"callout callout-note\" role=\"note\"><p class=\"callout-title\">Note</p>\n<p>x</p>\n</div><p>y</p>",
                "> [!NOTE]\n> x\n\ny",
            ),
            (
                "<div class=\"callout callout-tip\"><p class=\"callout-title\">A &lt; B</p>\n<ul><li>x</li></ul><div><p>i</p></div></div><p>y</p>",
                "> [!TIP]\n> **A < B**\n>\n> - x\n>\n> i\n\ny",
            ),
            ("<details class=\"details\"><summary>T</summary>\n<p>c</p></details>", "**T**\n\nc"),
            (
                "<div class=\"faq\">\n<details class=\"faq-item\"><summary><h3 id=\"a\">A?</h3></summary><div class=\"faq-answer\">\n<p>y</p>\n</div></details></div>",
                "### A?\n\ny",
            ),
            (
                "<div class=\"tabs\">\n<div class=\"tab\"><p class=\"tab-name\">A</p>\n<p>a</p>\n</div>\n<div class=\"tab\"><p class=\"tab-name\">B</p>\n<p>b</p></div></div>",
                "**A**\n\na\n\n**B**\n\nb",
            ),
            ("<div class=\"steps\">\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</div>", "1. a\n2. b"),
            (
                "<figure class=\"code\"><figcaption class=\"code-title\">a.js</figcaption><pre class=\"code-block\"><code class=\"language-js\"><span class=\"hl-k\">let</span> a;\n</code></pre></figure>",
                "**a.js**\n```js\nlet a;\n```",
            ),
            ("<pre><code>```\n&lt;\n```\n</code></pre>", "````\n```\n<\n```\n````"),
            (
                "<figure class=\"diagram\"><pre class=\"mermaid\">graph LR\n</pre></figure>",
                "```mermaid\ngraph LR\n```",
            ),
            (
                "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup>.</p><section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>b <a class=\"footnote-back\" href=\"#fnref-1\">↩</a></p>\n</li>\n</ol></section>",
                "a[^1].\n\n[^1]: b",
            ),
        ]);
    }

    #[test]
    fn tables_have_one_line_a_row() {
        hold(&[
            (
                "<div class=\"table-wrap\"><table>\n<thead><tr><th></th><th class=\"align-end\">A</th></tr></thead>\n<tbody>\n<tr><td>a|b<br>c</td><td class=\"align-end\"><code>x|y</code></td></tr></tbody></table></div><p>z</p>",
                "| | A |\n| --- | ---: |\n| a\\|b<br>c | `x\\|y` |\n\nz",
            ),
            (
                "<table><tr><td colspan=2>a</td><td rowspan=\"2\">r</td></tr><tr><td>c</td><td><ul><li>x</li><li>y</li></ul></td></tr><tr><td>p</td><td><p>q</p><p>r</p></td><td>t</td><td>u</td></tr></table>",
                "| a | | r | |\n| --- | --- | --- | --- |\n| c | • x • y |\n| p | q r | t | u |",
            ),
            // Issue 13, low: breaks at the edges say nothing, those between words do.
            (
                "<table><tr><th>A</th></tr><tr><td><br>a<br>\n<strong>b<br>c</strong><br></td></tr><tr><td>一<br><br>二</td></tr></table>",
                "| A |\n| --- |\n| a<br>**b<br>c** |\n| 一<br><br>二 |",
            ),
            ("<table><caption>T</caption><tr><th>a</th></tr></table>", "**T**\n\n| a |\n| --- |"),
        ]);
    }

    #[test]
    fn formulas_are_latex_or_words() {
        hold(&[
            (
                "<p><math><mi>x</mi><annotation encoding=\"application/x-tex\">x_2 &lt; y</annotation></math></p>",
                "$`x_2 < y`$",
            ),
            (
                "<div class=\"math\"><math display=\"block\"><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation></math></div>",
                "```math\nx\n```",
            ),
            (
                "<p><math><msup><mi>y</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mn>19</mn></mrow><mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow></mfrac></math></p>",
                "y^2 = 19/(a − b)",
            ),
        ]);
    }

    #[test]
    fn what_readers_do_not_see_is_absent() {
        hold(&[
            (
                "<p>a<!-- b --><script>c</script><style>d</style><button>e</button><span hidden>f</span><span aria-hidden=\"true\">g</span>h</p>",
                "ah",
            ),
            ("<template><p>a</p></template><svg><text>b</text></svg><select><option>c</select>", ""),
            ("<p>a", "a"),
            ("<a><div><b>un<p>closed", "**un**\n\n**closed**"),
        ]);
    }

    #[test]
    fn no_input_panics_or_grows_without_bound() {
        let pieces = [
            "<p>",
            "</p>",
            "<ul>",
            "</ul>",
            "<li>",
            "</li>",
            "<b>",
            "</b>",
            "<a href=x>",
            "</a>",
            "<table>",
            "</table>",
            "<tr>",
            "<td colspan=9 rowspan=9>",
            "</td>",
            "<pre>",
            "</pre>",
            "<code>",
            "</code>",
            "<div class=callout-tip>",
            "</div>",
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<br>",
            "<math>",
            "<mfrac>",
            "</math>",
            "<!--",
            "<",
            "&",
            "&lt;",
            "*",
            "`",
            "[",
            "|",
            "\u{a0}",
            "é",
            "。",
            "\n",
            " ",
            "1.",
            "#",
            "<h2>",
            "</h2>",
            "<summary>",
            "<figcaption>",
            "<q>",
        ];
        let mut state = 88_172_645_463_325_252_u64;
        for _ in 0..20_000 {
            let mut html = String::new();
            for _ in 0..20 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                html.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            let markdown = twin(&html);
            assert!(
                markdown.is_empty() || markdown.ends_with('\n') && !markdown.ends_with("\n\n"),
                "{html:?}"
            );
        }
        for piece in pieces {
            let html = format!("{piece}x").repeat(20_000);
            assert!(twin(&html).len() <= html.len() * 12 + 100, "{piece}");
        }
    }
}
