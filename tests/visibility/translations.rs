//! Translations lie behind the walls of their original and of their own folder, and sections speak for what is in them.

use super::{AUDIENCES, Site, word_is_for};

/// Issue 13, F3: a translation that names its original lies behind the walls of both.
#[test]
fn a_translation_elsewhere_is_for_those_who_see_its_folder_and_its_original() {
    let agents = "---\ntitle: QZWORD\naudience: agents\n---\n";
    let translation = |named: &str| {
        format!(
            "---\ntitle: QZWORD\ndescription: QZWORD\nlanguage: fa\ntranslation_of: {named}\n---\nQZWORD\n"
        )
    };
    let (folder, file) = ("content/desk", "qzword.md");
    for (index, named) in [
        ("content/desk/_index.md", "../open/vat.md"),
        ("content/desk/_index.md", "/open/vat.md"),
        ("content/desk/_index.md", "content/open/vat"),
        ("content/desk/_index.fa.md", "../open/vat.md"),
        ("content/_index.fa.md", "../open/vat.md"),
    ] {
        let site = format!(
            "-- {index} --\n{agents}-- content/open/vat.md --\n---\ntitle: VAT\n---\n-- {folder}/{file} --\n{}",
            translation(named)
        );
        word_is_for(&site, &["agents"]);
    }
    // The other way round, deeper, as a folder, and by way of another translation.
    for (index, original, path, named) in [
        ("content/desk/_index.md", "content/desk/vat.md", "content/open/tva.md", "../desk/vat.md"),
        ("content/desk/_index.fa.md", "content/desk/vat.md", "content/open/tva.md", "../desk/vat.md"),
        ("content/desk/_index.md", "content/desk/a/b/vat.md", "content/open/tva.md", "/desk/a/b/vat.md"),
        ("content/desk/_index.md", "content/open/vat.md", "content/desk/a/b/tva.md", "../../../open/vat.md"),
        ("content/desk/_index.md", "content/open/vat.md", "content/desk/a/tva/index.md", "/open/vat"),
        (
            "content/desk/_index.md",
            "content/open/vat/index.md",
            "content/desk/tva.md",
            "../open/vat/index.md",
        ),
        ("content/desk/_index.md", "content/desk/vat/index.md", "content/open/tva.md", "../desk/vat"),
    ] {
        let site = format!(
            "-- {index} --\n{agents}-- {original} --\n---\ntitle: VAT\n---\n-- {path} --\n{}",
            translation(named)
        );
        word_is_for(&site, &["agents"]);
    }
}

/// Issue 13, F3.
#[test]
fn a_translation_elsewhere_is_as_finished_as_both_folders() {
    for key in
        ["draft: true", "state: draft", "state: in_review", "publish_on: 2026-01-16", "expire_on: 2026-01-15"]
    {
        for (index, original, path, named) in [
            ("content/x/_index.md", "content/open/vat.md", "content/x/tva.md", "../open/vat.md"),
            ("content/x/_index.md", "content/open/vat.md", "content/x/a/b/tva.md", "/open/vat.md"),
            ("content/x/_index.fa.md", "content/open/vat.md", "content/x/tva.md", "../open/vat.md"),
            ("content/x/_index.md", "content/x/vat.md", "content/open/tva.md", "../x/vat.md"),
            ("content/x/_index.fa.md", "content/x/vat.md", "content/open/tva.md", "../x/vat.md"),
        ] {
            let main =
                if index.contains(".fa.") { "-- content/x/_index.md --\n---\ntitle: X\n---\n" } else { "" };
            let site = format!(
                "{main}-- {index} --\n---\ntitle: QZWORD\n{key}\n---\n-- {original} --\n---\ntitle: VAT\n---\n\
                 -- {path} --\n---\ntitle: QZWORD\nlanguage: fa\ntranslation_of: {named}\n---\nQZWORD\n"
            );
            word_is_for(&site, &[]);
        }
    }
}

/// Issue 13, F3 and item 5: a section's translation narrows the articles in its language, and no others.
#[test]
fn a_translated_section_narrows_the_articles_in_its_language() {
    let section = |key: &str| {
        format!(
            "-- content/a/_index.md --\n---\ntitle: A\n---\n-- content/a/_index.fa.md --\n---\ntitle: QZWORD\n{key}\n---\n"
        )
    };
    let all = &["public", "partners", "agents"][..];
    for (path, seers) in [
        ("content/a/b.fa.md", &["agents"][..]),
        ("content/a/c/d/b.fa.md", &["agents"]),
        ("content/a/b/index.fa.md", &["agents"]),
        ("content/a/b.md", all),
        ("content/a/b/index.md", all),
    ] {
        let text = "---\ntitle: QZWORD\n---\nQZWORD\n";
        let original = if path.contains(".fa.") {
            format!("-- {} --\n---\ntitle: T\n---\n", path.replace(".fa.", "."))
        } else {
            String::new()
        };
        let index = section("audience: agents").replace("QZWORD", "F");
        word_is_for(&format!("{index}{original}-- {path} --\n{text}"), seers);
    }
    for key in ["draft: true", "publish_on: 2027-01-01"] {
        let article = "-- content/a/b.md --\n---\ntitle: T\n---\n-- content/a/b.fa.md --\n---\ntitle: QZWORD\n---\nQZWORD\n";
        word_is_for(&format!("{}{article}", section(key)), &[]);
    }
}

/// Issue 13, F3: readers who may not see the translation get what stands in, at the same address.
#[test]
fn a_hidden_translation_falls_back_to_its_original() {
    let site = Site::new(&format!(
        "{AUDIENCES}\n-- content/desk/_index.md --\n---\ntitle: Desk\naudience: agents\n---\n\
         -- content/open/vat.md --\n---\ntitle: VAT\n---\nIn English\n\
         -- content/desk/vat.md --\n---\ntitle: Other\nlanguage: fa\ntranslation_of: ../open/vat.md\n---\nIn Persian\n"
    ));
    site.run(&["build", "--audience", "all", "--date", "2026-01-15"]).ok().silent_about("unseen-translation");
    let built = site.build();
    built.page("/fa/open/vat/").has("In English").lacks("In Persian");
    built.audience("agents").page("/fa/open/vat/").has("In Persian");
    built.audience("agents").lacks_file("/fa/desk/vat/index.html");
}

/// Issue 13, F3: the default audience is that of the original, too.
#[test]
fn a_translation_does_not_escape_the_default_audience() {
    let settings = AUDIENCES.replace("languages:", "default_audience: agents\nlanguages:");
    for translation in [
        "-- content/a/b.fa.md --\n---\ntitle: QZWORD\naudience: public\n---\n",
        "-- content/a/_index.md --\n---\ntitle: A\n---\n-- content/a/_index.fa.md --\n---\ntitle: QZWORD\naudience: public\n---\n",
    ] {
        let site = Site::new(&format!("{settings}-- content/a/b.md --\n---\ntitle: T\n---\n{translation}"));
        site.build().fails(1).says("error[wider-audience]");
    }
    let site = Site::new(&format!(
        "{settings}-- content/a/b.md --\n---\ntitle: T\n---\n-- content/o/_index.md --\n---\ntitle: O\naudience: public\n---\n\
         -- content/o/b.md --\n---\ntitle: QZWORD\nlanguage: fa\ntranslation_of: ../a/b.md\n---\nQZWORD\n"
    ));
    site.run(&["build", "--audience", "all", "--date", "2026-01-15"]).ok();
    site.build().audience("public").nowhere("qzword");
    site.build().audience("agents").page("/fa/a/b/").has("QZWORD");
}

/// Issue 13, F3: names that lead in a ring, or to a section, leave open who may see what.
#[test]
fn an_original_that_is_none_stops_the_build() {
    let named = |path: &str, of: &str| {
        format!("-- {path} --\n---\ntitle: T\nlanguage: fa\ntranslation_of: {of}\n---\nx\n")
    };
    for text in [
        named("content/a/b.md", "b.md"),
        named("content/a/b.md", "c.md") + &named("content/a/c.md", "b.md"),
        named("content/a/b.md", "../desk/_index.md") + "-- content/desk/_index.md --\n---\ntitle: D\n---\n",
    ] {
        let built = Site::new(&format!("{AUDIENCES}\n{text}")).build();
        built.fails(1).says("error[invalid-value]").says("content/a/b.md:4:17");
    }
}

/// Issue 13, F3: what lies in an archived section is archived, and what lies in a draft is one.
#[test]
fn the_state_of_a_section_holds_for_what_lies_in_it() {
    let site = Site::new(&format!(
        "{AUDIENCES}\n-- content/a/_index.md --\n---\ntitle: Old things\nstate: archived\n---\n\
         -- content/a/b.md --\n---\ntitle: QZWORD\nlabels: [L]\n---\nText\n\
         -- content/c/_index.md --\n---\ntitle: New things\nstate: draft\n---\n-- content/c/d.md --\n---\ntitle: D\n---\nText\n"
    ));
    let built = site.build();
    built.ok().silent_about("empty-section").page("/a/b/").has("notice-archived").has("noindex");
    built.page("/a/").has("noindex").lacks("QZWORD");
    built.page("/").lacks("QZWORD").lacks("Old things");
    built.lacks_file("/labels/l/index.html").lacks_file("/c/index.html");
    let drafts = site.run(&["build", "--drafts", "--date", "2026-01-15"]);
    drafts.ok().page("/c/d/").has("notice-draft");
}
