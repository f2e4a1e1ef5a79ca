//! What Markdown means is what its author sees: links, anchors and elements in whole pages.

mod support;

use support::{Page, Site};

/// Builds one article with this text and returns its page, after the program said nothing.
#[track_caller]
fn quiet(text: &str) -> Page {
    let site = Site::new("");
    site.file(
        "content/guide/a.md",
        format!("---\ntitle: A\ndescription: What this is about.\n---\n\n{text}"),
    );
    site.run(&["build", "--strict", "--date", "2026-01-15"]).ok().page("/guide/a/")
}

#[test]
fn an_address_between_pointed_brackets_is_a_mail_link() {
    // Issue 13, F11: CommonMark 0.31, 6.5.
    for text in [
        "Write to <help@example.com>.\n",
        "- <help@example.com>\n",
        "| A |\n|---|\n| <help@example.com> |\n",
        ":::note\nالبريد <help@example.com>\n:::\n",
    ] {
        quiet(text).has("<a href=\"mailto:help@example.com\">help@example.com</a>");
    }
}

#[test]
fn an_anchor_is_no_link() {
    // Issue 13, F35 and F20: neither `vague-link` nor a link to the section's page.
    let site = Site::new("");
    let text = "<a href=\"\" id=\"x\"></a>Text <a name=y></a>\n\n- <a id=\"z\"/> a\n- b [to x](#x) [y](#y) [z](#z)\n";
    let front = "---\ntitle: About anchors\ndescription: What an anchor in a text is, and what it is not at all.\n---\n\n";
    site.file("content/guide/a.md", format!("{front}{text}"));
    let checked = site.run(&["check", "--strict", "--date", "2026-01-15"]);
    checked.ok();
    let page = site.run(&["build", "--strict", "--date", "2026-01-15"]).ok().page("/guide/a/");
    page.has("<a id=\"x\"></a>Text <a id=\"y\"></a>").has("<li><a id=\"z\"></a> a</li>").has("href=\"#z\"");
}

#[test]
fn a_heading_may_be_called_as_parts_of_the_frame_are() {
    // Issue 13, F19.
    let page = quiet("[x](#content) [y](#search-field)\n\n## Content\n\nA\n\n## Search field\n");
    page.has("<h2 id=\"content\">Content").has("href=\"#content\"").has("<h2 id=\"search-field\">");
    page.has("<main id=\"hs-content\"").has("href=\"#hs-content\"");
}

#[test]
fn bare_addresses_have_letters_of_every_script() {
    // Issue 13, F18.
    quiet("- jürgen@example.com\n- https://hi.wikipedia.org/wiki/दिल्ली।\n- https://ja.wikipedia.org/wiki/東京。\n")
        .has("<a href=\"mailto:jürgen@example.com\">jürgen@example.com</a>")
        .has(">https://hi.wikipedia.org/wiki/दिल्ली</a>।")
        .has(">https://ja.wikipedia.org/wiki/東京</a>。");
    quiet("`GET` https://api.example.com/users/{id}\n").has(">https://api.example.com/users/{id}</a>");
}

#[test]
fn what_is_no_link_is_said_by_every_command() {
    // Issue 13, F16.
    let site = Site::new("");
    let front = "---\ntitle: A guide\ndescription: What is reported here by both commands alike.\n---\n\n";
    let text =
        "[guide](Getting Started.md)\n\n> [!NOET]\n> x\n\n| a |\n|---|\n| b | c |\n\n<details>\n\n!!! note\n";
    site.file("content/guide/a.md", format!("{front}{text}"));
    for command in ["build", "check"] {
        let said = site.run(&[command, "--strict", "--date", "2026-01-15"]);
        said.fails(1);
        for code in ["unparsed-link", "unknown-callout", "long-table-row", "unclosed-html", "foreign-syntax"]
        {
            said.says(&format!("[{code}]"));
        }
        said.says("--> content/guide/a.md:6:1").says("--> content/guide/a.md:13:7");
    }
}
