//! Words within a line that are for some audiences alone.

use crate::support::Site;
use crate::{AUDIENCES, word_is_for};

// Issue 13, F36: words within a line.
#[test]
fn words_within_a_line_are_for_those_they_name() {
    let hidden = ":only[QZWORD]{audience=agents}";
    let site = format!(
        "-- content/a/_index.md --\n---\ntitle: \"Section {hidden}\"\nnav_title: \"S {hidden}\"\n---\nText {hidden}\n\
         -- snippets/s.md --\nSnippet {hidden}\n\
         -- content/a/b.md --\n---\ntitle: \"Title {hidden}\"\ndescription: \"Words {hidden} here\"\n\
         seo: {{title: \"A {hidden}\", description: \"B {hidden}\"}}\n---\n\
         ## Heading {hidden}\n\nOne {hidden} here, [link {hidden}](b.md).\n\n| a {hidden} |\n|---|\n| b {hidden} |\n\n\
         - c {hidden}\n\n> ::snippet{{s}}\n\n:::note[Note {hidden}]\n![alt {hidden}](https://x.example/a.png)\n:::\n\n\
         a[^1]\n\n[^1]: Note {hidden}\n"
    );
    word_is_for(&site, &["agents"]);
}

// Issue 13, F36: also where the site is built for those who see everything.
#[test]
fn a_mistyped_wall_builds_no_site() {
    for text in [
        "One :only[QZWORD]{audience=agnts} here.",
        ":only{audience=agents}\nQZWORD\n:::",
        "：：：only{audience=agents}\nQZWORD\n：：：",
        "One ：only[QZWORD]{audience=agents} here.",
        "One [QZWORD]{audience=agents} here.",
        "- a\n  :only{audience=agents}\n  QZWORD",
        "| a |\n|---|\n| ：only[QZWORD]{audience=agents} |",
        ":::note\n： only[QZWORD]{audience=agents}\n:::",
    ] {
        let site = Site::new(&format!(
            "{AUDIENCES}-- content/a/b.md --\n---\ntitle: T\ndescription: D\n---\n{text}\n"
        ));
        for audience in ["public", "agents"] {
            let built = site.run(&["build", "--audience", audience]);
            built.fails(1).says("--> content/a/b.md:");
            assert_eq!(built.stderr.matches("error[").count(), 1, "{text}: {}", built.stderr);
        }
    }
}
