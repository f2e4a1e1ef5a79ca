//! Sites that hide nothing wrongly, whatever words they hide: `check --leaks` has nothing to say about them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::{DATE, Site};

const FRAME: &str = include_str!("frame.txt");

/// A site for the public and for agents, without articles.
pub const START: &str = "\
-- helpsmith.yaml --
title: Acme
base_url: https://help.example.com/
audiences: {public: {}, agents: {includes: [public]}}
variables: {pictures: pics}
-- content/_index.md --
---
title: Home
description: All that there is.
---
-- content/a/_index.md --
---
title: First
description: What comes first.
---
";

/// Returns an article.
pub fn article(path: &str, title: &str, more: &str, text: &str) -> String {
    format!("-- {path} --\n---\ntitle: {title}\ndescription: Something to say.\n{more}---\n{text}\n")
}

/// Returns a site with one article for the public and one for agents.
pub fn site(public: &str, agents: &str) -> Site {
    let public = article("content/a/p.md", "Seen", "", public);
    Site::new(&format!("{START}{public}{}", article("content/b/h.md", "Inner", "audience: agents\n", agents)))
}

#[track_caller]
fn passes(site: &Site) {
    site.run(&["build", "--date", DATE]).ok();
    let folder = site.folder().join("dist/public");
    site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE]).ok();
}

/// Returns the words of a file of a tree that are no digests.
fn words(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= 4 && !word.contains(|c: char| c.is_ascii_digit())).collect()
}

#[test]
fn no_word_that_helpsmith_writes_by_itself_is_an_alarm() {
    let site = Site::new(FRAME);
    site.run(&["build", "--date", DATE]).ok();
    let mut all = BTreeSet::new();
    for (path, bytes) in site.tree("dist/public") {
        all.extend(words(path.as_bytes()));
        let is_text = [".html", ".xml", ".json", ".txt", ".md"].iter().any(|ending| path.ends_with(ending));
        if is_text || path.starts_with("_redirects") || path == "_headers" {
            all.extend(words(&bytes));
        }
    }
    assert!(all.len() > 300, "only {} words", all.len());
    let list = all.into_iter().collect::<Vec<_>>().join("\n\n");
    let hidden = article("content/b/h.md", "Unpublished", "audience: agents\n", &list);
    site.file("content/b/h.md", hidden.split_once("--\n").map_or("", |(_, text)| text));
    passes(&site);
}

#[test]
fn names_of_files_that_helpsmith_writes_are_no_alarm() {
    let site =
        site("Hello there.", "Do not paste customer data into LLMs.\n\nRestart nginx, then see opensearch.");
    site.file("content/a/old.md", "---\ntitle: Old\ndescription: Of old.\naliases: [/ancient/]\n---\nText\n");
    passes(&site);
}

#[test]
fn examples_in_code_are_no_alarm() {
    for example in [
        "- ```md\n  :::only{audience=agents}\n  A zebra for each of you.\n  :::\n  ```",
        "1. ```html\n   <!-- A zebra for each of you. -->\n   ```",
        "Write:\n\n    <!-- A zebra for each of you. -->",
        "Write `[zebra](../b/h.md)` or ``<a href=\"../b/h.md\">``.",
        "```\n[zebra](../b/h.md)\n```",
    ] {
        passes(&site(example, "Something else, h."));
    }
}

#[test]
fn files_beside_articles_may_be_named_in_any_way() {
    for (link, path) in [
        (r"![a](screen\_shot.png)", "screen_shot.png"),
        ("![a](d&#95;f.png)", "d_f.png"),
        ("<img src=\"pics/i&amp;m.png\" alt=\"a\">", "pics/i&m.png"),
        ("[a]({{pictures}}/e.csv)", "pics/e.csv"),
        ("![a]({{ pictures }}/e\\_f.png)", "pics/e_f.png"),
    ] {
        let site = site(link, "Something else.");
        site.file(&format!("content/a/{path}"), b"\x89PNG\r\n\x1a\n\0");
        passes(&site);
    }
}

#[test]
fn links_to_what_is_hidden_are_no_alarm() {
    let public = "[a](../b/h.md) and [b][r], <a href=\"/b/h/\">c</a>, `/b/h/`\n\n[r]: /b/h/";
    passes(&site(public, "Something else."));
}

#[test]
fn paths_that_end_like_a_hidden_one_are_no_alarm() {
    let site = site("[a](https://x.example/more/b/h) or [b](c/b/h.md).", "Something else.");
    let below = article("content/a/c/b/h.md", "Below", "", "Text");
    site.file("content/a/c/b/h.md", below.split_once("--\n").map_or("", |(_, text)| text));
    passes(&site);
}

#[test]
fn time_grows_with_lines_and_not_with_their_square() {
    let script = |times: usize| "var a={{x:t[1](\"q\")&&\"x\"+t[1]};b<c;".repeat(times);
    let text = |times: usize| "{{{{ ](a](a [](  <<a && [^ ".repeat(times);
    let took = |times: usize| {
        let site = site(&text(times / 10), "Something else.");
        site.file("static/app.min.js", script(times));
        site.file("static/app.txt", script(times));
        site.file("tree/.helpsmith.json", r#"{"helpsmith": 1, "audience": "public", "files": {}}"#);
        let folder = site.folder().join("tree");
        let start = Instant::now();
        site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE]).ok();
        start.elapsed()
    };
    let (short, long) = (took(8_000), took(80_000));
    let allowed = short * 40 + Duration::from_secs(5);
    assert!(long < allowed, "{long:?} for ten times of what takes {short:?}");
}
