//! The options of `check`, and what a site and its files may ask of it.

use std::fs;

use crate::support::Site;

const TITLE: &str =
    "title: VAT on invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n";

fn article(front: &str, text: &str) -> String {
    format!("---\n{TITLE}{front}---\n{text}\n")
}

fn site(text: &str) -> Site {
    Site::new(&format!("-- content/billing/vat.md --\n{}", article("", text)))
}

#[test]
fn levels_hold_in_every_command() {
    let site = site("[x](none.md)");
    let level = |level: &str| {
        let checks = format!("check: {{levels: {{broken-link: {level}}}}}\n");
        site.file("helpsmith.yaml", format!("title: T\nbase_url: https://help.example.com/\n{checks}"));
    };
    level("error");
    site.run(&["check"]).fails(1).says("error[broken-link]");
    site.build().fails(1).says("nothing was written");
    level("off");
    site.run(&["check", "--strict"]).ok().says("no problems");
    site.run(&["build", "--strict"]).ok().silent_about("broken-link");
    level("note");
    site.run(&["check", "--strict"]).ok().says("note[broken-link]").says("1 note");
    // A rule that only `check` asks about stops a build all the same, where the site says so.
    let owned = "check: {levels: {missing-owner: error}}\n";
    site.file("helpsmith.yaml", format!("title: T\nbase_url: https://help.example.com/\n{owned}"));
    site.build().fails(1).says("error[missing-owner]");
    level("loud");
    site.run(&["check"]).fails(1).says("`loud` is not a level");
    site.file(
        "helpsmith.yaml",
        "title: T\nbase_url: https://help.example.com/\ncheck:\n  levels:\n    brokn-link: off\n    unknown-key: off\n",
    );
    site.run(&["check"])
        .fails(1)
        .says("did you mean `broken-link`?")
        .says("`unknown-key` is always an error");
}

#[test]
fn a_comment_silences_a_rule_in_its_file_and_reaches_no_page() {
    let comment = "<!-- helpsmith-ignore broken-link, vague-link: comes with the next release -->";
    let ignoring = site(&format!("{comment}\n\n[click here](none.md)"));
    ignoring.run(&["check", "--strict"]).ok().says("no problems");
    ignoring.build().ok().nowhere("helpsmith-ignore").nowhere("next release");
    // Another file is not meant.
    ignoring.file("content/billing/other.md", article("", "[x](none.md)").replace("VAT", "Tax"));
    ignoring.run(&["check", "--strict"]).fails(1).says("content/billing/other.md:5:5");
}

#[test]
fn comments_of_files_that_some_audience_was_not_asked_about_are_not_called_needless() {
    let site = site("<!-- helpsmith-ignore broken-link: old -->\n\nWords.");
    site.run(&["check"]).says("unused-ignore");
    site.run(&["check", "--audience", "public"]).ok().says("no problems");
    site.file(
        "content/billing/vat.md",
        article("draft: true\n", "<!-- helpsmith-ignore broken-link: old -->\n\nWords."),
    );
    site.run(&["check"]).silent_about("unused-ignore");
}

#[test]
fn a_baseline_forgives_what_was_there_and_nothing_new() {
    let site = site("[x](none.md)");
    site.run(&["check", "--baseline", "known.json"]).fails(2).says("--update-baseline");
    site.run(&["check", "--strict", "--baseline", "known.json", "--update-baseline"])
        .ok()
        .says("wrote 1 known problem");
    site.run(&["check", "--strict", "--baseline", "known.json"])
        .ok()
        .says("1 problem of the baseline left out");
    // The old problem may move; a second one of the same words is new.
    site.file("content/billing/vat.md", article("", "Words.\n\n[x](none.md) [y](none.md)"));
    site.run(&["check", "--strict", "--baseline", "known.json"]).fails(1).says("1 warning");
    site.file("content/billing/vat.md", article("", "Words."));
    site.run(&["check", "--baseline", "known.json"]).ok().says("1 problem of the baseline can be taken out");
    site.file("content/billing/vat.md", article("titel: x\n", "Words."));
    site.run(&["check", "--baseline", "known.json", "--update-baseline"]).fails(1).says("unknown-key");
    site.file("other.txt", "something else");
    site.run(&["check", "--baseline", "other.txt", "--update-baseline"]).fails(1).says("no baseline");
    assert_eq!(fs::read_to_string(site.folder().join("other.txt")).expect("the file"), "something else");
}

#[test]
fn fix_types_new_addresses_and_leaves_everything_else_as_it_was() {
    let site = Site::new(
        "-- content/a/new-name.md --\n---\ntitle: Get a refund\n\
         description: How to ask for your money back, and when it arrives.\n\
         aliases: [/a/old-name/, /older/]\n---\n## Part {#part}\n\nText.\n\
         -- content/b/vat.md --\n---\ntitle: VAT on invoices\n\
         description: Where your VAT number goes, and when we charge VAT.\nrelated: [../a/old-name.md]\n---\n\
         [1](../a/old-name.md#part) [2](/a/old-name/) [3](/older) `[4](/older)` [5](none.md)\n\
         -- data/redirects.yaml --\n/oldest/: /kb/\n/kb/: /b/vat/\n",
    );
    let checked = site.run(&["check"]);
    checked.ok().says("5 notes").says("note[redirect-chain]");
    let before = site.tree("");
    site.run(&["check", "--fix"]).ok().says("mended 5 problems in 2 files").says("1 warning");
    let after = site.tree("");
    let changed: Vec<&String> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(changed, ["content/b/vat.md", "data/redirects.yaml"]);
    let text = String::from_utf8_lossy(&after["content/b/vat.md"]).into_owned();
    assert!(text.contains("related: [../a/new-name.md]"), "{text}");
    let links =
        "[1](../a/new-name.md#part) [2](../a/new-name.md) [3](../a/new-name.md) `[4](/older)` [5](none.md)";
    assert!(text.contains(links), "{text}");
    assert!(String::from_utf8_lossy(&after["data/redirects.yaml"]).contains("/oldest/: /b/vat/\n"));
    site.run(&["check", "--fix"]).ok().says("mended 0 problems");
}

#[test]
fn compare_names_the_pages_whose_words_changed() {
    let site = Site::new(
        "-- content/a/one.md --\n---\ntitle: One\n---\nOne.\n-- content/a/two.md --\n---\ntitle: Two\n---\nTwo.\n\
         -- content/a/three.md --\n---\ntitle: Three\n---\nThree.\n",
    );
    site.run(&["build", "-o", "old"]).ok();
    site.file("content/a/two.md", "---\ntitle: Two\n---\nTwo, and more.\n");
    site.file("content/a/four.md", "---\ntitle: Four (new)\n---\nFour.\n");
    fs::remove_file(site.folder().join("content/a/three.md")).expect("a file");
    site.run(&["build", "-o", "new"]).ok();
    let run = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_helpsmith"))
            .current_dir(site.folder())
            .args(arguments)
            .output()
            .expect("a program");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let text = run(&["compare", "old", "new", "--base-url", "https://help.example.com/x"]);
    // The section lists other articles; the frame of `one`, which names its neighbours, is nothing to its readers.
    assert!(text.starts_with("### 4 pages: 1 new, 2 changed, 1 removed\n"), "{text}");
    assert!(text.contains("- [Two](https://help.example.com/x/a/two/)\n"), "{text}");
    assert!(text.contains("- [Four (new)](https://help.example.com/x/a/four/)\n"), "{text}");
    assert!(text.contains("- Three: `/a/three/`\n") && !text.contains("One"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&run(&["compare", "old/.helpsmith.json", "new", "--format", "json"]))
            .expect("JSON");
    assert_eq!(
        json,
        serde_json::json!({"added": ["/a/four/"], "changed": ["/a/", "/a/two/"], "removed": ["/a/three/"]})
    );
    assert!(run(&["compare", "new", "new"]).contains("No page says anything else"));
}

#[test]
fn due_reviews_are_handed_down_and_named_where_they_are_due() {
    let due = Site::new(
        "-- content/a/_index.md --\n---\ntitle: A\nreview_every: 1 year\nowner: Ada\n---\n\
         -- content/a/b.md --\n---\ntitle: Get a refund\n\
         description: How to ask for your money back, and when it arrives.\nreviewed: 2025-03-01\n---\nText.\n",
    );
    due.run(&["check", "--date", "2026-02-28", "--strict"]).ok();
    due.run(&["check", "--date", "2026-03-01", "--strict"])
        .fails(1)
        .says("content/a/b.md:2:8")
        .says("was due on 2026-03-01");
}

#[test]
fn fix_leaves_alone_what_means_something_else_to_each_audience() {
    let site = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\n\
         audiences: {public: {}, agents: {}}\n\
         -- content/a/pub.md --\n---\ntitle: For the public\ndescription: What everybody may read about refunds.\n\
         audience: public\naliases: [/kb/old/]\n---\nText.\n\
         -- content/b/int.md --\n---\ntitle: For agents\ndescription: What agents alone may read about refunds.\n\
         audience: agents\naliases: [/kb/old/]\n---\nText.\n\
         -- content/a/both.md --\n---\ntitle: For everyone\ndescription: What both of them may read about refunds.\n\
         audience: [public, agents]\n---\n[x](/kb/old/)\n",
    );
    let before = site.tree("");
    site.run(&["check", "--fix"]).ok().says("mended 0 problems").says("2 notes");
    assert_eq!(site.tree(""), before);
    site.run(&["check", "--fix", "--audience", "public"]).fails(2).says("leave `--audience` out");
}

#[test]
fn fix_keeps_languages_quotes_and_what_stands_behind_a_hash() {
    let site = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: [en, de]\n\
         -- content/a/refund.md --\n---\ntitle: Get a refund\naliases: [/kb/old/]\n\
         description: How to ask for your money back, and when it arrives.\n---\n## Time {#time}\n\nA week.\n\
         -- content/a/refund.de.md --\n---\ntitle: Geld zurück\naliases: [/de/alt/]\n\
         description: Wie Sie Ihr Geld zurückverlangen, und wann es kommt.\n---\n## Zeit {#time}\n\nEine Woche.\n\
         -- content/a/vat.md --\n---\ntitle: VAT on invoices\nrelated: [\"/kb/old/\"]\n\
         description: Where your VAT number goes, and when we charge VAT.\n---\n[de](/de/alt/) [en](/kb/old/)\n\
         -- data/redirects.yaml --\n/x/: /kb/old/#time\n/y/: \"/kb/old/\"\n",
    );
    let built = site.build();
    built.page("/x/").has("/a/refund/#time");
    let pages = |built: &crate::support::Outcome| {
        let mut tree = built.tree();
        tree.retain(|path, _| path.ends_with(".html"));
        tree
    };
    let before = pages(&built);
    site.run(&["check", "--fix", "--strict"]).ok().says("mended 5 problems in 2 files");
    let text = fs::read_to_string(site.folder().join("content/a/vat.md")).expect("the article");
    assert!(
        text.contains("related: [\"refund.md\"]") && text.contains("[de](refund.de.md) [en](refund.md)"),
        "{text}"
    );
    let data = fs::read_to_string(site.folder().join("data/redirects.yaml")).expect("the redirects");
    assert_eq!(data, "/x/: /a/refund/#time\n/y/: \"/a/refund/\"\n");
    assert!(pages(&site.build()) == before, "no link leads elsewhere");
}

#[test]
fn what_search_engines_show_is_measured_where_it_stands() {
    let long = "How to find out whether and when value added tax is charged on your invoices";
    let site = Site::new(&format!(
        "-- content/a/b.md --\n---\n{TITLE}seo:\n  title: {long}\n  description: Short\n---\nText.\n"
    ));
    let checked = site.run(&["check"]);
    checked.ok().says("content/a/b.md:5:10").says("note[long-title]").says("content/a/b.md:6:16");
    checked.silent_about("add `seo: {title: …}`");
}

#[test]
fn what_nobody_may_read_yet_is_said_once_whoever_asks() {
    let site = Site::new(&format!(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\naudiences: {{public: {{}}, agents: {{includes: \
         [public]}}}}\n-- content/a/b.md --\n---\n{TITLE}---\n[x](later.md) [y](draft.md)\n\
         -- content/a/later.md --\n---\ntitle: Later\npublish_on: 2099-01-01\n---\nText.\n\
         -- content/a/draft.md --\n---\ntitle: Draft\ndraft: true\n---\nText.\n"
    ));
    let checked = site.run(&["check"]);
    checked.ok().says("`later.md` appears on 2099-01-01").says("`draft.md` is a draft").says("2 warnings");
}

#[test]
fn two_bold_words_in_one_paragraph_show_their_asterisks_too() {
    let text = "这是**“重点”**的，还有**“另一个”**的。";
    let site = site(text);
    site.run(&["check"]).says("unrendered-bold").says("content/billing/vat.md:5:3");
}

#[test]
fn addresses_that_are_not_to_be_asked_are_read_with_care() {
    let site = site("Text.");
    let skip = |skip: &str| {
        let checks = format!("check: {{external: {{skip: [{skip}]}}}}\n");
        site.file("helpsmith.yaml", format!("title: T\nbase_url: https://help.example.com/\n{checks}"));
        site.run(&["check"])
    };
    skip("example.org, \"*.example.org\", \"https://example.org/a?b\", \"localhost:80\"").ok();
    for wrong in ["\"*\"", "\"\"", "\"a b\"", "example.org/a", "\"*.example.*\"", "\"https://\""] {
        skip(wrong).fails(1).says("neither a host nor an address").says("helpsmith.yaml:3:");
    }
}
