//! What an audience may not see is in no byte of its tree.
#![expect(clippy::indexing_slicing, reason = "a test may stop")]

mod support;
#[path = "visibility/statics.rs"]
mod statics;
#[path = "visibility/translations.rs"]
mod translations;
#[path = "visibility/words.rs"]
mod words;

use proptest::prelude::*;
use support::Site;

const DATE: &str = "2026-01-15";

const AUDIENCES: &str = "
-- helpsmith.yaml --
title: Test
base_url: https://help.example.com/
languages: [en, fa]
audiences:
  public: {}
  partners: {includes: [public]}
  agents: {includes: [partners]}
";

/// Builds all audiences of a site made of `text` and asserts who may see `QZWORD`.
#[track_caller]
fn word_is_for(text: &str, seers: &[&str]) {
    let site = Site::new(&format!("{AUDIENCES}\n{text}"));
    for audience in ["public", "partners", "agents"] {
        let built = site.run(&["build", "--audience", audience, "--date", "2026-01-15"]);
        built.ok();
        let built = built.audience(audience);
        if seers.contains(&audience) {
            let tree = built.tree();
            let seen = tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("QZWORD"));
            assert!(seen, "`{audience}` misses it:\n{text}");
        } else {
            built.nowhere("qzword");
        }
    }
}

#[test]
fn an_article_is_for_those_it_names_and_those_who_include_them() {
    for (named, seers) in [
        ("agents", &["agents"][..]),
        ("partners", &["partners", "agents"]),
        ("public", &["public", "partners", "agents"]),
        ("[partners]", &["partners", "agents"]),
    ] {
        let article = format!(
            "-- content/a/b.md --\n---\ntitle: QZWORD\naudience: {named}\nlabels: [QZWORD]\n---\nQZWORD\n"
        );
        word_is_for(&article, seers);
    }
}

#[test]
fn a_folder_narrows_what_lies_in_it() {
    word_is_for(
        "-- content/a/_index.md --\n---\ntitle: QZWORD\naudience: agents\n---\n-- content/a/b/c.md --\n---\ntitle: QZWORD\n---\nQZWORD\n",
        &["agents"],
    );
}

#[test]
fn a_translation_is_never_wider_than_its_original() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: QZWORD\naudience: agents\n---\n-- content/a/b.fa.md --\n---\ntitle: QZWORD\n---\n",
        &["agents"],
    );
}

#[test]
fn blocks_and_snippets_are_cut_before_anything_sees_them() {
    for block in [
        ":::only{audience=agents}\n## QZWORD\n[QZWORD](QZWORD.md)\n:::\n",
        "- item\n\n  :::only{audience=agents}\n  QZWORD\n  :::\n",
        "> :::only{audience=agents}\n> QZWORD\n> :::\n",
        ":::note[T]\n:::only{audience=agents}\nQZWORD[^1]\n\n[^1]: QZWORD\n:::\n:::\n",
        "<div>\n:::only{audience=agents}\nQZWORD\n:::\n</div>\n",
        "```\ncode\n```\n:::only{audience=agents}\n```\nQZWORD\n```\n:::\n",
        "::snippet{s}\n",
        "[ref]\n\n:::only{audience=agents}\n[ref]: https://x.example/QZWORD\n:::\n",
    ] {
        let text = format!(
            "-- content/a/b.md --\n---\ntitle: T\n---\n{block}\n-- snippets/s.md --\n---\naudience: agents\n---\nQZWORD\n"
        );
        word_is_for(&text, &["agents"]);
    }
}

#[test]
fn links_lists_redirects_and_files_tell_nothing() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\nrelated: [QZWORD.md]\n---\nSee [it](QZWORD.md) and [x](/a/qzword/).\n\
         -- content/a/QZWORD.md --\n---\ntitle: QZWORD\naudience: agents\naliases: [/old-QZWORD/]\n---\n![QZWORD](QZWORD.png)\n\
         -- content/a/QZWORD.png --\nQZWORD\n-- data/redirects.yaml --\n/was-QZWORD/: /a/qzword/\n",
        &["agents"],
    );
}

#[test]
fn comments_are_never_published() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\n---\n<!-- QZWORD -->\ntext <!-- QZWORD --> text\n",
        &[],
    );
}

#[test]
fn what_is_not_finished_or_not_due_is_not_published() {
    for key in
        ["draft: true", "state: draft", "state: in_review", "publish_on: 2026-01-16", "expire_on: 2026-01-15"]
    {
        word_is_for(&format!("-- content/a/b.md --\n---\ntitle: QZWORD\n{key}\n---\nQZWORD\n"), &[]);
        let translated = format!(
            "-- content/a/b.md --\n---\ntitle: QZWORD\n{key}\n---\n-- content/a/b.fa.md --\n---\ntitle: QZWORD\n---\nQZWORD\n"
        );
        word_is_for(&translated, &[]);
    }
}

#[test]
fn a_block_that_the_scanner_and_the_parser_could_disagree_about_is_refused() {
    for (text, code) in [
        ("- ```\n:::only{audience=agents}\nx\n", "unclosed-directive"),
        (":::only{audience=agents}\nx\n", "unclosed-directive"),
        ("```\n:::only{audience=agents}\nx\n:::\n", "misplaced-directive"),
        ("<!--\n:::only{audience=agents}\nx\n:::\n", "unclosed-comment"),
    ] {
        let site = Site::new(&format!("{AUDIENCES}\n-- content/a/b.md --\n---\ntitle: T\n---\n{text}"));
        let built = site.build();
        built.fails(1).says(&format!("error[{code}]")).says("content/a/b.md:");
        assert!(built.files().is_empty(), "something was written for {text}");
    }
}

#[test]
fn every_mistake_about_an_audience_stops_the_build() {
    for (text, place) in [
        ("-- content/a.md --\n---\ntitle: T\naudiance: agents\n---\n", "content/a.md:3:1"),
        ("-- content/a.md --\n---\ntitle: T\naudience: agent\n---\n", "content/a.md:3:11"),
        ("-- content/a.md --\n---\ntitle: T\naudience:\n---\n", "content/a.md:3:1"),
        ("-- content/a.md --\n---\ntitle: T\naudience: []\n---\n", "content/a.md:3:1"),
        ("-- content/a.md --\n\n---\ntitle: T\naudience: agent\n---\n", "content/a.md:4:11"),
        ("-- content/a.md --\n---\ntitle: T\n---\n:::only{audience=agent}\nx\n:::\n", "content/a.md:4:1"),
        ("-- content/a/_index.md --\naudience: agents\n", "content/a/_index.md:1:1"),
        (
            "-- content/a/_index.md --\n---\naudience: agents\n---\n-- content/a/b.md --\n---\ntitle: T\naudience: public\n---\n",
            "content/a/b.md:3:1",
        ),
    ] {
        let built = Site::new(&format!("{AUDIENCES}\n{text}")).build();
        built.fails(1).says(place).says("hint: ");
        assert!(built.files().is_empty(), "something was written for {text}");
    }
    Site::new(AUDIENCES).run(&["build", "--audience", "agent"]).fails(2).says("did you mean `agents`?");
}

#[test]
fn slips_that_would_publish_in_silence_stop_the_build() {
    let article = |body: &str| format!("-- content/a/b.md --\n---\ntitle: T\ndescription: D\n---\n{body}\n");
    let index =
        |text: &str| format!("-- content/a/_index.md --\n{text}\n-- content/a/b.md --\n---\ntitle: T\n---\n");
    for text in [
        index(" ---\naudience: agents\n---"),
        index("\u{2014}\naudience: agents\n\u{2014}"),
        index("{\"audience\": \"agents\"}"),
        index("---\ntitle: A\n---\n---\naudience: agents\n---"),
        "-- content/a/_Index.md --\n---\naudience: agents\n---\n".to_owned(),
        "-- content/a/_index.de.md --\n---\naudience: agents\n---\n".to_owned(),
        "-- content/a/_index.markdown --\n---\naudience: agents\n---\n".to_owned(),
        "-- content/a/b.md --\n---\ntitle: T\nextra: {audience: agents}\n---\n".to_owned(),
        "-- content/a/b.md --\n---\ntitle: T\ndescription: a :::only{audience=agents} b\n---\n".to_owned(),
        article(":::only{audience=agents audience=public}\nx\n:::"),
        article("Refunds. :::only{audience=agents} x :::"),
        article("- a :::only{audience=agents}\n  x"),
        article("<details>\n<summary>More</summary>\n- :::only{audience=agents}\n- x\n- :::\n</details>"),
        article("```\ncode\n\n:::only{audience=agents}\nx\n:::"),
        article("````\ncode\n```\n\n:::only{audience=agents}\nx\n:::"),
        article("```\ncode\n\n:::only{audience=agents}\nx\n:::\n\n```sh\nmore\n```"),
        article("1. ::snippet{s}"),
        article("a <!-- x\n\nx --> b"),
        article("- a\n  <!-- x\n\nx -->"),
        article("<!-- never closed"),
        article(":::note[a <!-- x -->]\nx\n:::"),
    ] {
        let built = Site::new(&format!("{AUDIENCES}\n{text}")).build();
        built.fails(1).says("error[").says("content/a/");
        assert!(built.files().is_empty(), "something was written for {text}");
    }
    Site::new(AUDIENCES).run(&["build", "--audience", ""]).fails(2);
}

#[test]
fn examples_of_directives_in_closed_code_are_examples() {
    for body in [
        "```\n:::only{audience=agents}\nx\n:::\n```",
        "````md\n```\n:::only{audience=agents}\n```\n````",
        "`:::only{audience=agents}`",
        "\\:::only{audience=agents}",
        "- item\n\n  ```\n  :::only{audience=agents}\n  ```",
        "> ```\n> :::only{audience=agents}\n> ```",
    ] {
        let built =
            Site::new(&format!("{AUDIENCES}\n-- content/a/b.md --\n---\ntitle: T\n---\n{body}\n")).build();
        built.ok().page("/a/b/").has(":::only");
    }
}

#[test]
fn a_footnote_that_only_agents_refer_to_is_for_agents() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\n---\nPublic.\n\n:::only{audience=agents}\nLimit[^l]\n:::\n\n[^l]: QZWORD\n",
        &["agents"],
    );
}

#[test]
fn what_a_footnote_for_agents_holds_is_for_agents() {
    let article = |footnote: &str| {
        format!(
            "-- content/a/b.md --\n---\ntitle: T\n---\nPublic[^p].\n\n:::only{{audience=agents}}\nLimit[^l]\n:::\n\n\
             [^p]: Everyone.\n\n{footnote}\n-- content/a/qzword.png --\nx\n"
        )
    };
    for footnote in [
        "[^l]: See [^m]\n\n[^m]: QZWORD\n",
        "[^l]: Text\n\n    ## QZWORD\n\n    more\n",
        "[^l]: ![QZWORD](qzword.png)\n",
        ":::faq\n## Is it?\n\nYes.\n\n[^l]: QZWORD\n:::\n",
    ] {
        word_is_for(&article(footnote), &["agents"]);
    }
}

#[test]
fn a_translated_snippet_is_never_wider_than_its_original() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\n---\n::snippet{s}\n-- content/a/b.fa.md --\n---\ntitle: T\n---\n::snippet{s}\n\
         -- snippets/s.md --\n---\naudience: agents\n---\nQZWORD\n-- snippets/s.fa.md --\nQZWORD\n",
        &["agents"],
    );
}

#[test]
fn a_translation_is_never_further_than_its_original() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\nstate: draft\nlabels: [QZWORD]\n---\n\
         -- content/a/b.fa.md --\n---\ntitle: QZWORD\nstate: published\n---\n",
        &[],
    );
}

#[test]
fn a_link_to_an_old_path_that_only_agents_have_is_no_link() {
    word_is_for(
        "-- content/a/b.md --\n---\ntitle: T\n---\n[x](/old-QZWORD/)\n-- content/a/c.md --\n---\ntitle: C\naudience: agents\n---\n\
         -- data/redirects.yaml --\n/old-QZWORD/: /a/c/\n",
        &["agents"],
    );
}

/// Where an article of the random site stands, and for whom.
#[derive(Clone, Debug)]
struct Planted {
    folder: usize,
    audience: Option<usize>,
    folder_audience: bool,
    state: usize,
    block: Option<usize>,
    translated: bool,
}

const NAMES: [&str; 3] = ["public", "partners", "agents"];

fn planted() -> impl Strategy<Value = Planted> {
    (
        0..3_usize,
        prop::option::of(0..3_usize),
        any::<bool>(),
        0..4_usize,
        prop::option::of(0..3_usize),
        any::<bool>(),
    )
        .prop_map(|(folder, audience, folder_audience, state, block, translated)| Planted {
            folder,
            audience,
            folder_audience,
            state,
            block,
            translated,
        })
}

/// The narrowest of what an article, its folder and the default name; audiences include each other in a row.
fn level(planted: &Planted) -> usize {
    let folder = if planted.folder_audience { planted.folder } else { 0 };
    planted.audience.unwrap_or(0).max(folder)
}

fn write(site: &Site, number: usize, planted: &Planted) -> Vec<(String, usize)> {
    let folder = format!("f{}{}", planted.folder, if planted.folder_audience { "n" } else { "o" });
    if planted.folder_audience {
        let index = format!("---\ntitle: F\naudience: {}\n---\n", NAMES[planted.folder]);
        site.file(&format!("content/{folder}/_index.md"), index);
    }
    // An audience may narrow, never widen: only what narrows is named.
    let own = planted.audience.filter(|own| !planted.folder_audience || *own >= planted.folder);
    let audience = own.map(|own| format!("audience: {}\n", NAMES[own])).unwrap_or_default();
    let state = ["", "draft: true\n", "publish_on: 2027-01-01\n", "state: archived\n"][planted.state];
    let hidden = matches!(planted.state, 1 | 2);
    let article = level(&Planted { audience: own, ..planted.clone() });
    let (word, inner) = (format!("planted{number}x"), format!("inner{number}x"));
    let block = planted
        .block
        .map(|level| format!(":::only{{audience={}}}\n### {inner}\n{inner}\n:::\n", NAMES[level]))
        .unwrap_or_default();
    let text = format!(
        "---\ntitle: {word}\nlabels: [{word}]\nslug: {word}\n{audience}{state}---\n{word}\n\n{block}"
    );
    site.file(&format!("content/{folder}/a{number}.md"), &text);
    if planted.translated {
        site.file(
            &format!("content/{folder}/a{number}.fa.md"),
            format!("---\ntitle: {word}\n---\n{word}\n\n{block}"),
        );
    }
    let nobody = NAMES.len();
    let seen = |level: usize| if hidden { nobody } else { level };
    let mut words = vec![(word, seen(article))];
    words.extend(planted.block.map(|level| (inner, seen(article.max(level)))));
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_planted_word_reaches_a_tree_that_may_not_show_it(all in prop::collection::vec(planted(), 1..9)) {
        let site = Site::new(AUDIENCES);
        let words: Vec<(String, usize)> =
            all.iter().enumerate().flat_map(|(number, planted)| write(&site, number, planted)).collect();
        site.run(&["build", "--audience", "all", "--date", "2026-01-15"]).ok();
        for (level, audience) in NAMES.iter().enumerate() {
            let tree = site.tree(&format!("dist/{audience}"));
            let all: String = tree
                .iter()
                .map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(bytes)))
                .collect::<String>()
                .to_lowercase();
            for (word, needed) in &words {
                let shown = all.contains(word.as_str());
                prop_assert_eq!(shown, *needed <= level, "`{}` in the tree of {}", word, audience);
            }
        }
    }
}

#[test]
fn the_public_tree_of_the_example_site_holds_no_word_for_agents() {
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
    let site = Site::copy_of(&example);
    site.run(&["build", "--audience", "all", "--date", "2026-11-23", "--strict"]).ok();
    let agents = site.tree("dist/agents");
    let only_agents =
        agents.keys().find(|path| path.starts_with("support-desk/")).expect("a page for agents");
    assert!(!site.tree("dist/public").contains_key(only_agents), "{only_agents} is public");
    let public: String =
        site.tree("dist/public").values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    for word in ["support-desk", "Escalat", "refund-limits"] {
        assert!(!public.contains(word), "`{word}` is public");
    }
}
