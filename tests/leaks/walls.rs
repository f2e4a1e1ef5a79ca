//! Walls that stand elsewhere than in a file itself: the scan knows each of them by itself.

use super::{DATE, Site, manifest};

const SETTINGS: &str = "\
-- helpsmith.yaml --
title: Acme
base_url: https://help.example.com/
languages: [en, fr, fr-CA]
audiences: {public: {}, agents: {includes: [public]}}
-- content/_index.md --
---
title: Home
description: All that there is.
---
-- content/open/_index.md --
---
title: First
description: What comes first.
---
";

/// Asserts that every file that agents have and the public has not, or has otherwise, is a leak in the public tree
/// wherever it holds `word`, and that both trees pass as they are.
#[track_caller]
pub fn is_hidden(text: &str, word: &str) {
    let site = Site::new(&format!("{SETTINGS}{text}"));
    site.run(&["build", "--audience", "all", "--date", DATE]).ok();
    for audience in ["public", "agents"] {
        let folder = site.folder().join("dist").join(audience);
        site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE]).ok();
    }
    let (public, agents) = (site.tree("dist/public"), site.tree("dist/agents"));
    let says = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(word);
    let mut found = 0;
    for (path, bytes) in
        agents.iter().filter(|(path, bytes)| says(bytes) && !path.ends_with(".helpsmith.json"))
    {
        let mut tree = public.clone();
        tree.remove(".helpsmith.json");
        tree.insert(path.clone(), bytes.clone());
        let place = Site::new("");
        tree.iter().for_each(|(path, bytes)| {
            place.file(&format!("tree/{path}"), bytes);
        });
        place.file("tree/.helpsmith.json", manifest("public", &tree));
        let folder = place.folder().join("tree");
        let scanned = site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE]);
        scanned.fails(1).says(&format!("error[leak]: `{path}` "));
        found += 1;
    }
    assert!(found > 0, "no file for agents holds `{word}`");
}

/// Issue 13, F3.
#[test]
fn a_translation_that_names_its_original_lies_behind_both_walls() {
    let desk = "-- content/desk/_index.md --\n---\ntitle: Desk\naudience: agents\n---\n";
    let french = "-- content/desk/_index.md --\n---\ntitle: Desk\n---\n-- content/desk/_index.fr.md --\n---\ntitle: Bureau\naudience: agents\n---\n";
    let article = |path: &str, key: &str| {
        format!("-- {path} --\n---\ntitle: Text\ndescription: What it is about.\n{key}---\nWords.\n")
    };
    let translation = |path: &str, named: &str| {
        let key = format!("language: fr\ntranslation_of: {named}\n");
        article(path, &key).replace("title: Text", "title: Zorkmidium")
    };
    for text in [
        format!(
            "{desk}{}{}",
            article("content/open/a.md", ""),
            translation("content/desk/b.md", "../open/a.md")
        ),
        format!("{desk}{}{}", article("content/open/a.md", ""), translation("content/desk/b.md", "/open/a")),
        format!(
            "{desk}{}{}",
            article("content/desk/a.md", ""),
            translation("content/open/b.md", "../desk/a.md")
        ),
        format!(
            "{french}{}{}",
            article("content/open/a.md", ""),
            translation("content/desk/x/b.md", "/open/a.md")
        ),
        format!(
            "{french}{}{}",
            article("content/desk/a.md", ""),
            translation("content/open/b.md", "/desk/a.md")
        ),
        format!(
            "{french}{}{}",
            article("content/desk/a.md", ""),
            article("content/desk/a.fr.md", "").replace("title: Text", "title: Zorkmidium")
        ),
        format!(
            "{french}{}{}",
            article("content/desk/a.md", ""),
            article("content/desk/a.fr-CA.md", "").replace("title: Text", "title: Zorkmidium")
        ),
    ] {
        is_hidden(&text, "Zorkmidium");
    }
}

/// Issue 13, F38: files of a folder for agents, by their bytes, their names and their addresses.
#[test]
fn a_file_of_a_static_folder_for_agents_is_a_secret() {
    let site = Site::new(&format!(
        "{SETTINGS}-- content/open/a.md --\n---\ntitle: Text\ndescription: What it is about.\n---\nA [list](/files/zorkmids.csv).\n\
         -- static.agents/files/zorkmids.csv --\ncard,200\n-- static/all.csv --\ncard,100\n"
    ));
    site.run(&["build", "--audience", "all", "--date", DATE]).ok();
    let scan = |path: &str, bytes: &[u8]| {
        let mut tree = site.tree("dist/public");
        tree.remove(".helpsmith.json");
        tree.insert(path.to_owned(), bytes.to_vec());
        let place = Site::new("");
        tree.iter().for_each(|(path, bytes)| {
            place.file(&format!("tree/{path}"), bytes);
        });
        place.file("tree/.helpsmith.json", manifest("public", &tree));
        site.run(&["check", "--leaks", &place.folder().join("tree").to_string_lossy(), "--date", DATE])
    };
    scan("other.txt", b"card,100\n").ok();
    for (path, bytes) in [
        ("other.bin", &b"card,200\n"[..]),
        ("files/zorkmids.csv", b""),
        ("a.txt", b"zorkmids"),
        ("a.html", b"<a href=\"/files/zorkmids.csv\">x</a>"),
    ] {
        scan(path, bytes).fails(1).says(&format!("error[leak]: `{path}` "));
    }
    for audience in ["public", "agents"] {
        let folder = site.folder().join("dist").join(audience);
        site.run(&["check", "--leaks", &folder.to_string_lossy(), "--date", DATE]).ok();
    }
}
