//! Files that are copied as they are: `static/` for everyone, `static.agents/` for agents and those who include them.

use super::{AUDIENCES, DATE, Site};

const ARTICLES: &str = "\
-- content/a/b.md --
---
title: T
description: D
---
[prices](/files/prices.pdf) ![shot](/files/shot.png) [note](/note.txt)
-- data/redirects.yaml --
/old-prices/: /files/prices.pdf
-- static/note.txt --
For all
-- static.partners/files/prices.pdf --
QZPRICES
-- static.agents/files/shot.png --
QZSHOT
-- static.agents/.well-known/qzagents.txt --
QZHIDDEN
";

/// Issue 13, F38.
#[test]
fn a_static_folder_is_for_the_audience_it_names() {
    let site = Site::new(&format!("{AUDIENCES}{ARTICLES}"));
    let built = site.run(&["build", "--audience", "all", "--date", DATE]);
    built.ok();
    for (audience, files, hidden) in [
        ("public", &["note.txt"][..], &["qzprices", "qzshot", "qzagents", "qzhidden", "old-prices"][..]),
        ("partners", &["note.txt", "files/prices.pdf"], &["qzshot", "qzagents", "qzhidden"]),
        ("agents", &["note.txt", "files/prices.pdf", "files/shot.png", ".well-known/qzagents.txt"], &[]),
    ] {
        let built = built.audience(audience);
        files.iter().for_each(|file| {
            built.has_file(file);
        });
        hidden.iter().for_each(|word| {
            built.nowhere(word);
        });
        let scanned = site.run(&["check", "--leaks", &built.out.to_string_lossy(), "--date", DATE]);
        scanned.ok().says("nothing is there that they may not see");
    }
    built.page("/a/b/").lacks("prices.pdf\"").lacks("shot.png").has("href=\"/note.txt\"");
    built.audience("agents").page("/a/b/").has("href=\"/files/prices.pdf\"").has("src=\"/files/shot.png\"");
    built.audience("agents").page("/old-prices/").has("/files/prices.pdf");
    site.build().ok().says("warning[hidden-link]: `/files/prices.pdf` is not published for `public`");
}

/// Issue 13, F38: the name of the folder says who gets it, so a wrong one stops the build.
#[test]
fn a_static_folder_for_nobody_stops_the_build() {
    for (folder, hint) in [
        ("static.agent", "did you mean `agents`?"),
        ("static.Agents", "did you mean `agents`?"),
        ("static.", "write one of `public`, `partners`, `agents`"),
        ("static.everyone", "write one of `public`, `partners`, `agents`"),
    ] {
        let site = Site::new(&format!("{AUDIENCES}{ARTICLES}-- {folder}/x.txt --\nx\n"));
        let built = site.build();
        built.fails(1).says("error[unknown-audience]").says(&format!("{folder}/x.txt")).says(hint);
        site.run(&["check"]).fails(1).says("error[unknown-audience]");
        assert!(built.files().is_empty());
    }
}

/// Issue 13, F38: a path belongs to one file, whoever asks.
#[test]
fn two_static_folders_share_no_path() {
    for (one, other) in [
        ("static/Files/PRICES.pdf", "static.partners/files/prices.pdf"),
        ("static.partners/files/prices.pdf", "static.agents/files/prices.pdf"),
    ] {
        let site = Site::new(&format!("{AUDIENCES}{ARTICLES}-- {one} --\nx\n-- {other} --\ny\n"));
        for options in [&["build"][..], &["build", "--audience", "agents"], &["check"]] {
            site.run(options).fails(1).says("error[duplicate-path]").says(one).says(other);
        }
    }
}

/// Issue 13, F38: nothing is written into a folder of sources.
#[test]
fn a_static_folder_is_no_output_folder() {
    let site = Site::new(&format!("{AUDIENCES}{ARTICLES}"));
    let folder = site.folder().join("static.agents/out");
    site.run(&["build", "-o", &folder.to_string_lossy()]).fails(1).says("error[unsafe-output]");
}

/// Issue 13, F38: a file for everyone that only hidden articles link to.
#[test]
fn a_file_that_only_hidden_text_links_to_is_noted() {
    let site = |text: &str, hidden: &str| {
        Site::new(&format!(
            "{AUDIENCES}-- content/a/b.md --\n---\ntitle: T\ndescription: D\n---\n{text}\n\
             -- content/a/c.md --\n---\ntitle: C\naudience: agents\n---\n{hidden}\n-- static/a b/prices.pdf --\nx\n"
        ))
    };
    for hidden in [
        "[x](/a%20b/prices.pdf#page=2)",
        "<a href=\"/a%20b/prices.pdf\">x</a>",
        "[x][r]\n\n[r]: </a%20b/prices.pdf>",
        "See https://help.example.com/a%20b/prices.pdf.",
    ] {
        for command in ["build", "check"] {
            let said = site("Text", hidden).run(&[command, "--date", DATE]);
            said.ok().says("note[exposed-file]").says("content/a/c.md:").says("static/a b/prices.pdf");
        }
        site(hidden, hidden).build().ok().silent_about("exposed-file");
    }
    let only = ":::only{audience=agents}\n[x](/a%20b/prices.pdf)\n:::\n";
    site(only, "").build().ok().says("note[exposed-file]").says("content/a/b.md:6:5");
    site("[x](/a%20b/other.pdf)", "/a%20b/nothing.pdf").build().ok().silent_about("exposed-file");
    site(only, "").run(&["build", "--audience", "agents"]).ok().silent_about("exposed-file");
}
