//! The files by which a site is found, and what pages tell of its history. `tests/browser/discovery.test.js` holds the
//! same files of whole sites against their schemas and against each other.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

mod support;

use std::io::Read;
use std::process::Command;

use support::{Outcome, Site};

const SETTINGS: &str = "-- helpsmith.yaml --\ntitle: Acme Help\nbase_url: https://help.example.com/x/\n\
    languages: [en, fa]\naudiences: {public: {}, agents: {includes: [public]}}\n";

fn text(built: &Outcome, path: &str) -> String {
    let tree = built.tree();
    String::from_utf8_lossy(tree.get(path).expect(path)).into_owned()
}

/// An article that the public sees, a translation of it, and one for agents, each with its day.
fn articles() -> String {
    let article = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\ndescription: About {title}.\nupdated: 2026-01-10\n{more}---\nWords of {title}.\n"
        )
    };
    format!(
        "-- content/a/one.md --\n{}-- content/a/one.fa.md --\n{}-- content/b/two.md --\n{}",
        article("One & <more>", "aliases: [/first/, /second/]\nlabels: [\"R&D\"]\n"),
        article("یک", ""),
        article("QZTWO", "audience: agents\n"),
    )
}

#[test]
fn a_feed_knows_an_article_by_its_oldest_address() {
    let built = Site::new(&format!("{SETTINGS}{}", articles())).build();
    let feed = text(&built, "feed.xml");
    assert!(feed.contains("<id>https://help.example.com/x/first/</id>"), "{feed}");
    assert!(feed.contains("<link rel=\"alternate\" href=\"https://help.example.com/x/a/one/\"/>"), "{feed}");
    assert!(
        feed.contains("<title>One &amp; &lt;more&gt;</title>") && feed.contains("term=\"R&amp;D\""),
        "{feed}"
    );
    assert!(feed.contains("<updated>2026-01-10T00:00:00Z</updated>"), "{feed}");
    assert!(text(&built, "fa/feed.xml").contains("یک"));
    built.has_file("a/feed.xml").has_file("fa/a/feed.xml").lacks_file("b/feed.xml").nowhere("QZTWO");
    let head = "link[type='application/atom+xml']";
    assert_eq!(built.page("/a/one/").selects(head).len(), 2, "the site's feed, and the category's");
    built.page("/a/one/").has("href=\"/x/a/feed.xml\"").has("href=\"/x/a/one/index.md\"");
}

#[test]
fn what_is_served_elsewhere_for_a_while_keeps_its_ids() {
    let site = Site::new(&format!("{SETTINGS}{}", articles()));
    let built = site.run(&["build", "--base-url", "https://preview.example/"]);
    let feed = text(&built, "feed.xml");
    assert!(feed.contains("<id>https://help.example.com/x/first/</id>"), "{feed}");
    assert!(feed.contains("href=\"https://preview.example/a/one/\""), "{feed}");
}

#[test]
fn articles_without_a_day_are_in_no_feed() {
    let built = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\nWords.\n").build();
    built.lacks_file("feed.xml").page("/a/b/").lacks("atom+xml");
}

#[test]
fn twins_say_what_their_pages_say_and_nothing_else() {
    let built = Site::new(&format!(
        "{SETTINGS}-- content/a/one.md --\n---\ntitle: One\n---\n<!-- QZSECRET -->\n\n:::only{{audience=agents}}\nQZAGENTS\n:::\n\n\
         See [two](../b/two.md) and [one](one.md#part).\n\n[unused]: ../b/QZNAME.md\n\n## Part {{#part}}\n\nEnd.\n\
         -- content/b/two.md --\n---\ntitle: Two\naudience: agents\n---\nQZTWO\n\
         -- content/c/old.md --\n---\ntitle: Old\nstate: archived\n---\nOld.\n"
    ))
    .build();
    for marker in ["QZSECRET", "QZAGENTS", "QZNAME", "QZTWO", "b/two"] {
        built.nowhere(marker);
    }
    let twin = text(&built, "a/one/index.md");
    let expected = "# One\n\nSee two and [one](https://help.example.com/x/a/one/#part).\n\n## Part\n\nEnd.\n";
    assert_eq!(twin, expected);
    // What stands in for a translation, and what is archived, has none.
    built.lacks_file("fa/a/one/index.md").lacks_file("c/old/index.md").page("/c/old/").lacks("text/markdown");
    let llms = text(&built, "llms.txt");
    assert!(llms.contains("- [One](https://help.example.com/x/a/one/index.md)\n"), "{llms}");
    assert!(!llms.contains("Old"), "{llms}");
    built.has_file("fa/llms.txt");
}

#[test]
fn what_search_engines_pass_over_is_in_no_list_of_any_language() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T <x>\nbase_url: https://help.example.com/\nlanguages: [en, fa]\nlanguage_fallback: link\n\
         -- content/a/noi.md --\n---\ntitle: Quiet\nseo: {noindex: true}\n---\nWords.\n\
         -- content/a/one.md --\n---\ntitle: \"One [x](y) and [\"\n---\nWords.\n",
    )
    .build();
    for file in ["llms.txt", "fa/llms.txt", "a/index.md", "fa/a/index.md"] {
        let text = text(&built, file);
        assert!(!text.contains("Quiet"), "{file}: {text}");
        assert!(text.contains("(https://help.example.com/a/one/index.md)"), "{file}: {text}");
    }
    let llms = text(&built, "llms.txt");
    assert!(llms.starts_with("# T \\<x>\n") || llms.starts_with("# T &lt;x>\n"), "{llms}");
    assert!(llms.contains("- [One \\[x\\](y) and \\[](https://"), "{llms}");
}

#[test]
fn each_file_can_be_switched_off_and_one_of_static_wins() {
    let seo = "seo: {sitemap: false, llms: false, feeds: false, opensearch: false, ai_crawlers: deny}\n";
    let own = "-- static/_headers --\n/*\n  X-Own: 1\n";
    let built = Site::new(&format!("{SETTINGS}{seo}{}{own}", articles())).build();
    for file in ["sitemap.xml", "llms.txt", "a/one/index.md", "feed.xml", "opensearch.xml"] {
        built.lacks_file(file);
    }
    built.page("/a/one/").lacks("atom+xml").lacks("text/markdown").lacks("opensearch");
    assert_eq!(text(&built, "_headers"), "/*\n  X-Own: 1\n");
    let robots = text(&built, "robots.txt");
    assert!(
        robots.contains("User-agent: GPTBot\n") && robots.contains("User-agent: PerplexityBot\n"),
        "{robots}"
    );
    assert!(!robots.contains("Sitemap:"), "{robots}");
}

#[test]
fn redirects_are_written_for_every_kind_of_host() {
    let odd =
        "-- data/redirects.yaml --\n\"/old \\\"name\\\"/\": /a/one/\n/kb/سلام/: https://example.com/$x\n";
    let built =
        Site::new(&format!("{SETTINGS}{}{}", articles(), odd.replace("\\\"name\\\"", "name"))).build();
    let map = text(&built, "_redirects.nginx");
    assert!(map.contains("\"/x/old name/\" \"/x/a/one/\";\n"), "{map}");
    assert!(map.contains("\"/x/kb/سلام\" \"https://example.com/%24x\";\n"), "{map}");
    let json: serde_json::Value = serde_json::from_str(&text(&built, "_redirects.json")).expect("JSON");
    let pairs = json.as_array().expect("a list").iter().map(|one| (one["from"].as_str(), one["to"].as_str()));
    let table: Vec<String> =
        pairs.map(|(from, to)| format!("{} {} 301\n", from.unwrap_or(""), to.unwrap_or(""))).collect();
    assert_eq!(table.concat(), text(&built, "_redirects"), "they say the same");
}

#[test]
fn compressed_twins_are_the_same_bytes_and_known_to_the_manifest() {
    let words = "Words and more words. ".repeat(200);
    let site = Site::new(&format!(
        "{SETTINGS}compress: [gzip, brotli]\n-- content/a/one.md --\n---\ntitle: One\n---\n{words}\n"
    ));
    let built = site.build();
    let tree = built.tree();
    let page = &tree["a/one/index.html"];
    let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
    flate2::read::GzDecoder::new(&*tree["a/one/index.html.gz"]).read_to_end(&mut gzip).expect("gzip");
    brotli::Decompressor::new(&*tree["a/one/index.html.br"], 4096).read_to_end(&mut brotli).expect("Brotli");
    assert!(gzip == *page && brotli == *page);
    let manifest = String::from_utf8_lossy(&tree[".helpsmith.json"]).into_owned();
    assert!(manifest.contains("\"a/one/index.md.br\""), "{manifest}");
    assert!(
        !tree.keys().any(|path| path.starts_with("_/search/") && path.ends_with(".gz")),
        "they are packed already"
    );
    // They are the tree's own: the next build takes their place, and one without them leaves none behind.
    site.build().ok();
    site.file("helpsmith.yaml", "title: T\nbase_url: https://help.example.com/\n");
    site.build().ok().lacks_file("a/one/index.html.gz");
}

fn git(site: &Site, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(site.folder())
        .args(["-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .expect("git");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn contributors_and_changes_are_shown_to_those_whom_the_settings_name() {
    let site = Site::new(&format!("{SETTINGS}{}", articles().replace("updated: 2026-01-10\n", "")));
    git(&site, &["init", "-q"]);
    for (name, change) in [("Ada", ""), ("Bo", "More.\n"), ("Ada", "Still more.\n")] {
        let old = std::fs::read_to_string(site.folder().join("content/a/one.md")).expect("the article");
        site.file("content/a/one.md", format!("{old}{change}"));
        git(&site, &["add", "-A"]);
        let author = format!("{name} <x@example.com>");
        git(
            &site,
            &["-c", &format!("user.name={name}"), "commit", "-qm", "c", "--allow-empty", "--author", &author],
        );
    }
    let quiet = site.build();
    quiet.lacks_file("changes/index.html").page("/a/one/").lacks("Ada");
    let history = "history: {contributors: true, changes: [agents]}\n";
    site.file("helpsmith.yaml", format!("{}{history}", SETTINGS.split_once('\n').expect("a line").1));
    let built = site.run(&["build", "--audience", "all", "--date", "2026-01-15"]);
    built.ok().lacks_file("changes/index.html").page("/a/one/").has("Ada").has("Bo");
    assert_eq!(
        built.page("/a/one/").selects(".article-meta span"),
        ["Contributors: \u{2068}Ada\u{2069}, \u{2068}Bo\u{2069}"]
    );
    let agents = built.audience("agents");
    agents.page("/changes/").has("/x/a/one/").has("/x/b/two/").has("noindex");
    agents.page("/a/one/").has("href=\"/x/changes/\"");
}

/// Issue 13, F37: search engines are asked into the first audience's tree alone.
#[test]
fn crawlers_are_kept_out_of_every_tree_but_the_first() {
    let settings = |keys: &str, first: &str| {
        format!(
            "-- helpsmith.yaml --\ntitle: Acme\nbase_url: https://help.example.com/\nlanguages: [en, fa]\n\
             audiences: {{public: {{{first}}}, hr: {{includes: [public], base_url: https://hr.example.com/, {keys}}}}}\n"
        )
    };
    let build = |keys: &str, first: &str| {
        let site = Site::new(&format!("{}{}", settings(keys, first), articles().replace("agents", "hr")));
        let built = site.run(&["build", "--audience", "all", "--date", "2026-01-15"]);
        built.ok().silent_about("shared-base-url");
        built
    };
    let closed = |built: &Outcome| {
        assert_eq!(text(built, "robots.txt"), "User-agent: *\nDisallow: /\n");
        assert!(text(built, "_headers").contains("\n  X-Robots-Tag: noindex\n"));
        let pages = built.files().into_iter().filter(|path| path.ends_with(".html"));
        let pages: Vec<_> = pages.map(|path| (text(built, &path), path)).collect();
        assert!(pages.len() > 10, "only {} pages", pages.len());
        for (page, path) in pages {
            assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{path} is for crawlers");
            assert!(
                !page.contains("application/ld+json") && !page.contains("hreflang=\"x-default\""),
                "{path}"
            );
        }
        built
            .lacks_file("sitemap.xml")
            .has_file("feed.xml")
            .has_file("opensearch.xml")
            .has_file("a/one/index.md");
        assert!(
            text(built, "feed.xml").contains("href=\"https://hr.example.com/a/one/\"")
                || built.out.ends_with("public")
        );
    };
    let open = |built: &Outcome| {
        assert!(text(built, "robots.txt").contains("Allow: /\n\nSitemap: https://"));
        assert!(!text(built, "_headers").contains("Robots"));
        built.page("/a/one/").lacks("noindex").has("application/ld+json").has("hreflang=\"x-default\"");
        built.has_file("sitemap.xml");
    };
    let built = build("", "");
    open(&built);
    closed(&built.audience("hr"));
    let built = build("index: true", "index: false");
    closed(&built);
    open(&built.audience("hr"));
    assert!(
        text(&built.audience("hr"), "robots.txt").contains("Sitemap: https://hr.example.com/sitemap.xml")
    );
    let site = Site::new(&settings("index: often", ""));
    site.build().fails(1).says("error[wrong-type]").says("helpsmith.yaml:4:");
}

/// Issue 13, F37: links to a sitemap that is not written lead nowhere.
#[test]
fn a_link_to_the_sitemap_of_an_internal_tree_is_none() {
    let article = "-- content/a.md --\n---\ntitle: T\ndescription: D\n---\n[map](/sitemap.xml)\n";
    let site = Site::new(&format!("{SETTINGS}{article}"));
    site.build().ok().silent_about("broken-link").page("/a/").has("href=\"/x/sitemap.xml\"");
    site.run(&["build", "--audience", "agents"]).ok().says("broken-link");
}

/// Issue 13, F37.
#[test]
fn two_audiences_at_one_address_are_a_warning() {
    let site = |audiences: &str| {
        let settings =
            format!("-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/x\n{audiences}");
        Site::new(&format!("{settings}-- content/a.md --\n---\ntitle: T\ndescription: D\n---\nx\n"))
    };
    for (audiences, place) in [
        ("audiences: {a: {base_url: https://help.example.com/x/}, b: {}}\n", "helpsmith.yaml:3:27"),
        ("audiences: {a: {}, b: {base_url: https://help.example.com/x/}}\n", "helpsmith.yaml:3:34"),
        ("audiences: {a: {}, b: {base_url: \"https://Help.Example.com:443/x\"}}\n", "helpsmith.yaml:3:34"),
        (
            "audiences: {a: {base_url: https://a.example/%41}, b: {base_url: https://a.example./A/}}\n",
            "helpsmith.yaml:3:65",
        ),
    ] {
        for command in ["build", "check"] {
            let said = site(audiences).run(&[command, "--date", "2026-01-15"]);
            said.ok().says("warning[shared-base-url]: audiences `a` and `b`").says(place);
            site(audiences).run(&[command, "--strict"]).fails(1);
        }
    }
    for audiences in [
        "",
        "audiences: {a: {}}\n",
        "audiences: {a: {}, b: {}}\n",
        "audiences: {a: {}, b: {base_url: https://help.example.com/y/}}\n",
        "audiences: {a: {}, b: {base_url: https://help.example.com/X/}}\n",
        "audiences: {a: {}, b: {base_url: https://help.example.com/}}\n",
        "audiences: {a: {}, b: {base_url: \"https://help.example.com:8443/x\"}}\n",
    ] {
        site(audiences).build().ok().silent_about("shared-base-url");
    }
}
