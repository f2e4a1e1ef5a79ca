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
