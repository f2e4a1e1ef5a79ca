//! Slips in YAML and in the encoding of files: one message each, with a line that can be typed, and no false ones.
#![expect(clippy::disallowed_methods, reason = "tests do I/O")]

mod support;

use support::{Outcome, Site};

/// A site in which much leads to one article: links, a translation, a redirect, a pinned answer, its section.
const AROUND: &str = "
-- helpsmith.yaml --
title: Test
base_url: https://help.example.com/
languages: [en, de, fr]
-- content/_index.md --
---
title: Home
---
[Sizes](a/sizes.md), [again](/a/sizes/), [and again](a/sizes.md#how).
-- content/a/_index.md --
---
title: Clothes
---
-- content/a/sizes.de.md --
---
title: Größen
description: Welche Größe passt, und wie man misst.
---
## Wie {#how}

Text.
-- content/b/maße.md --
---
title: Maße
description: Wie man misst, und womit.
language: fr
translation_of: ../a/sizes.md
---
## Comment {#how}

Text.
-- content/b/others.md --
---
title: Other sizes
description: Sizes of shoes, gloves and hats.
related: [../a/sizes.md]
---
See [sizes](../a/sizes.md).

::snippet{measure}
-- snippets/measure.md --
---
title: Measure
---
Measure.
-- data/redirects.yaml --
/old-sizes/: /a/sizes/
-- data/best-bets.yaml --
size: a/sizes.md
";

/// Asserts that build and check find one problem and return what build said.
#[track_caller]
fn one_problem(site: &Site, what: &str) -> Outcome {
    for command in ["check", "build"] {
        let outcome = site.run(&[command, "--strict", "--date", "2026-01-15"]);
        let count =
            ["error[", "warning["].iter().map(|word| outcome.stderr.matches(word).count()).sum::<usize>();
        assert_eq!(count, 1, "{command} of {what}:\n{}", outcome.stderr);
        outcome.fails(1);
    }
    site.build()
}

/// Issue 13, F23.
#[test]
fn a_slip_in_front_matter_is_one_problem() {
    let correct =
        "---\ntitle: Sizes\ndescription: Which size fits, and how to measure.\n---\n## How\n\nText.\n";
    let site = Site::new(AROUND);
    site.file("content/a/sizes.md", correct);
    site.run(&["build", "--strict"]).ok();
    for (written, hint) in [
        ("title: Billing: how it works", "`title: \"Billing: how it works\"`"),
        ("title: \"Learn\" and build", "`title: '\"Learn\" and build'`"),
        ("title: [Beta] Editor", "`title: \"[Beta] Editor\"`"),
        ("title: [Beta]", "`title: \"[Beta]\"`"),
        ("title: {x}", "`title: \"{x}\"`"),
        ("title: {{ product }}", "`title: \"{{ product }}\"`"),
        ("title: @mentions", "`title: \"@mentions\"`"),
        ("title: 'Don't'", "`title: \"Don't\"`"),
        ("title: *bold*", "`title: \"*bold*\"`"),
        ("title: &x", "`title: \"&x\"`"),
        ("title: !important", "`title: \"!important\"`"),
        ("title: %x", "`title: \"%x\"`"),
        ("title: `x`", "`title: \"`x`\"`"),
        ("title: - x", "`title: \"- x\"`"),
        ("title: | x", "`title: \"| x\"`"),
        ("title: > x", "`title: \"> x\"`"),
        ("title: # comment cuts", "`title: \"# comment cuts\"`"),
        ("title: Update #2 is here", "`title: \"Update #2 is here\"`"),
        ("title: \"Sizes", "`title: \"Sizes\"`"),
        ("title: 'Sizes", "`title: \"Sizes\"`"),
        ("title:Sizes", "`title: Sizes`"),
        ("title:\u{a0}Sizes", "`title: Sizes`"),
        ("title：Sizes", "`title: Sizes`"),
        ("title: “Sizes”", "`title: \"Sizes\"`"),
        ("title: Sizes\nseo:\n\ttitle: x", "spaces"),
        ("title: Sizes\nseo:\n\u{a0}\u{a0}title: x", "spaces"),
        ("title: Sizes\nlabels: a, b", "`labels: [a, b]`"),
        ("title: Sizes\nlabels:\n  - Billing: how", "`\"Billing: how\"`"),
        ("title: Sizes\nlabels:\n  - @x", "`- \"@x\"`"),
    ] {
        for end in ["\n", "\r\n"] {
            site.file("content/a/sizes.md", correct.replace("title: Sizes", written).replace('\n', end));
            let outcome = one_problem(&site, written);
            outcome.says("content/a/sizes.md:").says(hint);
        }
    }
    for fine in [
        "2024",
        "yes",
        "no",
        "1.0",
        "2024-05-01",
        "0o17",
        "on",
        "~x",
        "C# and F#",
        "«Sizes»",
        "10:30 is time",
    ] {
        site.file("content/a/sizes.md", correct.replace("title: Sizes", &format!("title: {fine}")));
        let built = site.run(&["build", "--strict"]);
        built.ok().page("/a/sizes/").has(&format!("<h1>{fine}</h1>"));
    }
    site.file(
        "content/a/sizes.md",
        correct.replace("title: Sizes", "title: Sizes\nlabels: [1, no, 2024-05-01]"),
    );
    let built = site.run(&["build", "--strict"]);
    for label in ["1", "no", "2024-05-01"] {
        built.ok().page("/a/sizes/").has(&format!(">{label}<"));
    }
}

/// Issue 13, F23: the same in every file of YAML.
#[test]
fn a_slip_in_settings_or_data_is_one_problem() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: Example\ndescription: What readers can do after it.\n---\nText.\n",
    );
    site.run(&["check", "--strict"]).ok();
    let settings = "title: Test\nbase_url: https://help.example.com/\n";
    for (path, text, hint) in [
        ("helpsmith.yaml", format!("{settings}brand:\n  accent: #0b5fff\n"), "`accent: \"#0b5fff\"`"),
        ("helpsmith.yaml", format!("{settings}brand: {{accent: @blue}}\n"), "hint"),
        ("helpsmith.yaml", settings.replace("Test", "Test: a"), "`title: \"Test: a\"`"),
        ("helpsmith.yaml", settings.replace("title: Test", "title:Test"), "`title: Test`"),
        ("data/redirects.yaml", "/old/: @new\n".to_owned(), "`/old/: \"@new\"`"),
        ("data/synonyms.yaml", "en:\n\t- [a, b]\n".to_owned(), "spaces"),
        ("i18n/en.yaml", "search: Search: now\n".to_owned(), "`search: \"Search: now\"`"),
    ] {
        site.file("helpsmith.yaml", settings);
        site.file(path, &text);
        one_problem(&site, &text).says(&format!("{path}:")).says(hint);
        if path != "helpsmith.yaml" {
            site.file(path, "");
        }
    }
}

/// Issue 13, F32: every kind of text, with its place.
#[test]
fn a_file_that_is_not_utf_8_is_one_problem_with_its_place() {
    let correct = "---\ntitle: Sizes\ndescription: Which size fits, and how to measure.\n---\nText.\n";
    let around = AROUND.replace("translation_of: ../a/sizes.md\n", "").replace("#how", "");
    let site = Site::new(&around);
    let utf_16: Vec<u8> = "\u{feff}title: A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (path, bytes, place) in [
        ("content/a/sizes.md", b"---\ntitle: Sizes\n---\n\nCaf\xe9.\n".to_vec(), "5:4"),
        ("snippets/measure.md", b"---\ntitle: Measure\n---\nMa\xdfe\n".to_vec(), "4:3"),
        ("data/redirects.yaml", b"# gr\xf6\xdfer\n".to_vec(), "1:5"),
        ("i18n/de.yaml", b"search: Stra\xdfe\n".to_vec(), "1:13"),
        ("templates/article.html", b"<p>\xe9</p>\n".to_vec(), "1:4"),
        ("helpsmith.yaml", b"title: Caf\xe9\nbase_url: https://help.example.com/\n".to_vec(), "1:11"),
        ("content/a/sizes.md", utf_16, "1:1"),
    ] {
        site.file("content/a/sizes.md", correct).file(path, &bytes);
        let outcome = one_problem(&site, path);
        outcome.says(&format!("--> {path}:{place}")).says("not UTF-8 text; it ").says("UTF-8");
        // As it was.
        for (known, text) in [
            ("snippets/measure.md", "Measure.\n"),
            ("data/redirects.yaml", "/old-sizes/: /a/sizes/\n"),
            ("i18n/de.yaml", ""),
            ("helpsmith.yaml", "title: Test\nbase_url: https://help.example.com/\nlanguages: [en, de, fr]\n"),
        ] {
            site.file(known, text);
        }
        let _ = std::fs::remove_dir_all(site.folder().join("templates"));
    }
}

/// Issue 13: keys of other tools have a hint towards ours.
#[test]
fn keys_of_other_tools_name_ours() {
    for (key, ours) in [
        ("tags: [a]", "`labels: [one, two]`"),
        ("date: 2024-01-01", "`created: 2026-03-31`"),
        ("weight: 3", "`order: 10`"),
        ("sidebar_position: 3", "`order: 10`"),
        ("redirect_from: /x/", "`aliases: [/old/path/]`"),
        ("lastmod: 2024-01-01", "`updated: 2026-03-31`"),
        ("lang: en", "`language`"),
        ("nav_order: 1", "`order: 10`"),
    ] {
        let site = Site::new("");
        site.file(
            "content/a/b.md",
            format!("---\ntitle: Example\ndescription: What readers can do.\n{key}\n---\nText.\n"),
        );
        one_problem(&site, key).says("error[unknown-key]").says(ours);
    }
}

/// Issue 13: each is a note, in `build` and `check` alike.
#[test]
fn days_that_cannot_be_are_notes() {
    for (days, message) in [
        ("updated: 2026-02-01", "`updated` is in the future: 2026-02-01"),
        ("created: 2026-02-01", "`created` is in the future: 2026-02-01"),
        ("expire_on: 2026-01-15", "this expired on 2026-01-15"),
        ("created: 2025-02-01\nupdated: 2025-01-01", "`updated` is 2025-01-01, before `created`: 2025-02-01"),
    ] {
        let site = Site::new(
            "-- content/a/c.md --\n---\ntitle: Another\ndescription: What readers can do after it.\n---\nText.\n",
        );
        site.file(
            "content/a/b.md",
            format!("---\ntitle: Example\ndescription: What readers can do after it.\n{days}\n---\nText.\n"),
        );
        for command in ["build", "check"] {
            let outcome = site.run(&[command, "--strict", "--date", "2026-01-15"]);
            outcome.ok().says(&format!("note[suspicious-date]: {message}"));
            let earlier = site.run(&[command, "--strict", "--date", "2026-01-14"]);
            assert!(!earlier.stderr.contains("expired"), "{}", earlier.stderr);
        }
    }
}
