//! A site that does not build: the last good pages stay, the mistake is named, and mending it is enough.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::support::Site;
use crate::{PNG, SITE, Watched, article, remove, rename};

/// Mistakes: a file, what is written into it, and the place that is named.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("content/a/b.md", "---\ntitle: [\n---\nlost word\n", "content/a/b.md:2:8"),
    ("content/a/b.md", "---\ntitel: Bee\n---\nlost word\n", "content/a/b.md:2:1"),
    ("content/a/b.md", "no front matter", "content/a/b.md:1:1"),
    ("content/a/b.md", "", "content/a/b.md:1:1"),
    ("content/a/b.md", "---\ntitle: Bee\nslug: c\n---\nlost word\n", "error[duplicate-path]"),
    ("content/a/b.md", "---\ntitle: Bee\n---\n::snippet{none}\n", "content/a/b.md:4:"),
    ("helpsmith.yaml", "title: [\n", "helpsmith.yaml:1:8"),
    ("helpsmith.yaml", "titel: T\nbase_url: https://help.example.com/\n", "helpsmith.yaml:1:1"),
    ("helpsmith.yaml", "", "`base_url` is missing"),
    ("templates/parts/footer.html", "{% if %}", "templates/parts/footer.html:1:"),
    ("templates/parts/footer.html", "\n{{ nofunction() }}", "templates/parts/footer.html:2:"),
    ("templates/parts/footer.html", "\n\n{{ page.nothing.at.all }}", "templates/parts/footer.html:3:"),
    ("templates/parts/footer.html", "{% include \"parts/footer.html\" %}", "templates/parts/footer.html:1:1"),
    ("snippets/s.md", "::snippet{s}\n", "snippets/s.md:1:1"),
    ("i18n/en.yaml", "\nhom: lost word\n", "i18n/en.yaml:2:1"),
    ("data/redirects.yaml", "/x: /x\n", "data/redirects.yaml:1:1"),
];

/// Addresses that are looked at while a site is broken.
const LOOKED_AT: [&str; 5] = ["/", "/a/b/", "/fa/a/b/", "/c.txt", "/none/"];

#[test]
fn the_old_pages_stay_until_a_mistake_is_mended() {
    let site = Watched::new();
    for (at, (file, mistake, place)) in MISTAKES.iter().enumerate() {
        let word = format!("before {at}");
        site.write("content/a/b.md", article(&format!("{word}\n\n::snippet{{s}}")));
        site.shows("/a/b/", &word);
        let good = fs::read(site.path(file)).expect("a file");
        let old = LOOKED_AT.map(|address| site.server.get(address));
        let from = site.server.stderr().len();
        site.write(file, mistake);
        site.server.hears(from, place);
        for (address, old) in LOOKED_AT.iter().zip(&old) {
            let now = site.server.get(address);
            assert!(now.status == old.status && now.body == old.body, "{file}, {address}: {now:?}");
        }
        site.write(file, good);
        let word = format!("after {at}");
        site.write("content/a/b.md", article(&word));
        let page = site.shows("/a/b/", &word);
        assert!(!page.has("lost word"), "{file}: {page:?}");
    }
}

#[test]
fn a_mistake_in_a_new_file_ends_with_that_file() {
    let site = Watched::new();
    let from = site.server.stderr().len();
    site.write("content/a/new.md", "---\ntitle: New\naudience: nobody\n---\nlost word\n");
    site.server.hears(from, "content/a/new.md:3:11");
    site.write("content/a/b.md", article("second"));
    // What is not shown yet was seen all the same.
    remove(&site.path("content/a/new.md"));
    site.shows("/a/b/", "second");
    site.loses("/a/new/");
}

#[test]
fn one_mistake_after_another_is_named() {
    let site = Watched::new();
    let old = site.server.get("/a/b/");
    for (file, place) in [("b.md", "content/a/b.md:2:1"), ("c.md", "content/a/c.md:2:1")] {
        let from = site.server.stderr().len();
        site.write(&format!("content/a/{file}"), "---\ntitel: x\n---\n");
        site.server.hears(from, place);
        assert_eq!(site.server.get("/a/b/").text(), old.text());
    }
    let from = site.server.stderr().len();
    site.write("content/a/b.md", article("second"));
    site.server.hears(from, "content/a/c.md:2:1");
    assert_eq!(site.server.get("/a/b/").text(), old.text(), "one mistake is left");
    site.write("content/a/c.md", article("third"));
    site.shows("/a/b/", "second");
    site.shows("/a/c/", "third");
}

#[test]
fn a_site_that_goes_away_and_comes_back_is_served_throughout() {
    let site = Watched::new();
    for folder in ["content", "helpsmith.yaml"] {
        let old = site.server.get("/a/b/");
        let from = site.server.stderr().len();
        rename(&site.path(folder), &site.beside("away"));
        site.server.hears(from, "error[");
        assert_eq!(site.server.get("/a/b/").text(), old.text(), "{folder}");
        rename(&site.beside("away"), &site.path(folder));
        let word = format!("back with {folder}");
        site.write("content/a/c.md", article(&word));
        site.shows("/a/c/", &word);
    }
}

#[test]
fn another_view_of_a_broken_site_is_the_last_good_one_too() {
    let site = Watched::new();
    site.write("content/a/draft.md", "---\ntitle: Draft\ndraft: true\n---\nunfinished word\n");
    site.shows("/a/draft/", "unfinished word");
    let from = site.server.stderr().len();
    site.write("content/a/b.md", "---\ntitel: x\n---\nlost word\n");
    site.server.hears(from, "content/a/b.md:2:1");
    // Nobody has asked for this view before.
    let page = site.server.get_as("drafts=0", "/a/b/");
    assert!(page.status == 200 && page.has("first word"), "{page:?}");
    assert_eq!(site.server.get_as("drafts=0", "/a/draft/").status, 404);
    site.write("content/a/b.md", article("second"));
    site.shows("/a/b/", "second");
    assert!(site.server.get_as("drafts=0", "/a/b/").has("second"));
}

#[test]
fn a_template_that_fails_for_one_page_leaves_it_as_it_was() {
    let site = Watched::new();
    let old = site.server.get("/a/c/");
    let from = site.server.stderr().len();
    let footer =
        "<footer>first footer</footer>{% if page.title == \"Sea\" %}{{ page.nothing.at.all }}{% endif %}\n";
    site.write("templates/parts/footer.html", format!("{{# The foot #}}\n{footer}"));
    site.server.hears(from, "templates/parts/footer.html:2:");
    let now = site.server.get("/a/c/");
    assert!(now.status == 200 && now.body == old.body, "{now:?}");
    site.write("templates/parts/footer.html", "{# The foot #}\n<footer>second footer</footer>\n");
    site.shows("/a/c/", "second footer");
}

#[test]
fn an_article_that_its_template_cannot_show_stays_as_it_was() {
    let site = Watched::new();
    let own = |extra: &str| format!("---\ntitle: Own\ntemplate: pages/own.html\n{extra}---\n");
    site.write("templates/pages/own.html", "{# A page of its own #}\n<p>{{ page.extra.key }}</p>\n");
    site.write("content/a/own.md", own("extra: {key: first key}\n"));
    let old = site.shows("/a/own/", "first key");
    let from = site.server.stderr().len();
    site.write("content/a/own.md", own(""));
    site.server.hears(from, "templates/pages/own.html:2:");
    let now = site.server.get("/a/own/");
    assert!(now.status == 200 && now.body == old.body, "{now:?}");
    site.write("content/a/own.md", own("extra: {key: second key}\n"));
    site.shows("/a/own/", "second key");
}

#[test]
fn a_file_that_nobody_can_read_is_an_error_and_no_end() {
    let site = Watched::new();
    let old = site.server.get("/a/b/");
    let from = site.server.stderr().len();
    site.write("content/a/b.md", b"---\ntitle: Bee\n---\ncaf\xe9\n");
    site.server.hears(from, "content/a/b.md");
    assert_eq!(site.server.get("/a/b/").text(), old.text());
    site.write("content/a/b.md", article("second"));
    site.shows("/a/b/", "second");
}

#[test]
fn a_rebuild_is_said_with_what_changed() {
    let site = Watched::new();
    let from = site.server.stderr().len();
    // Renamed over, so that no moment has half a file to complain about.
    site.around.file("b.md", "---\ntitle: Bee\ndescription: D\n---\nsecond [x](none.md)\n");
    rename(&site.beside("b.md"), &site.path("content/a/b.md"));
    site.shows("/a/b/", "second");
    site.server.hears(from, "rebuilt in ");
    site.server.hears(from, "content/a/b.md changed");
    site.server.hears(from, "warning[broken-link]");
    site.server.hears(from, "--> content/a/b.md:5:12");
    // Let what was said so far be all of it.
    thread::sleep(Duration::from_millis(100));
    let said = site.server.stderr();
    assert!(!said.contains("error[") && !said.contains("panicked"), "{said}");
}

#[test]
fn a_page_that_nobody_visits_is_tried_after_the_first_start_too() {
    let around = Site::new(SITE);
    around.file("site/content/a/p.png", PNG);
    around.file("site/content/a/own.md", "---\ntitle: Own\ntemplate: pages/own.html\n---\n");
    around
        .file("site/content/a/own2.md", "---\ntitle: Own\ntemplate: pages/own.html\nextra: {key: k}\n---\n");
    around.file(
        "site/templates/pages/own.html",
        "{# Not for all #}\n{% if page.title == \"Late\" %}{{ page.extra.key }}{% endif %}\n",
    );
    around.file("site/content/a/zz.md", "---\ntitle: Late\ntemplate: pages/own.html\n---\n");
    let site = Watched::of(around, &[]);
    // The cache was made in the site's folder meanwhile, and other programs write there, too.
    site.write("server.log", "x");
    site.server.hears(0, "templates/pages/own.html:2:");
}

#[test]
fn errors_of_an_audience_come_to_light_when_somebody_looks() {
    let around = Site::new(SITE);
    around.file("site/content/a/p.png", PNG);
    let settings = "title: T\nbase_url: https://help.example.com/\nlanguages: [en, fa]\n\
        variables: {product: P}\naudiences: {public: {}, agents: {includes: [public]}}\n";
    around.file("site/helpsmith.yaml", settings);
    let inner = "---\ntitle: Inner\naudience: agents\n---\n::snippet{none}\n";
    around.file("site/content/a/inner.md", inner);
    let site = Watched::of(around, &[]);
    assert_eq!(site.server.get("/a/b/").status, 200);
    assert_eq!(site.server.get_as("audience=agents", "/a/b/").status, 503);
    let state = site.server.events("/a/b/", "audience=agents").state();
    assert_eq!(
        (&state["failed"], &state["target"]["audience"]),
        (&true.into(), &"agents".into()),
        "{state:#}"
    );
    assert_eq!(state["audiences"].as_array().map(Vec::len), Some(2), "{state:#}");
    assert_eq!(state["problems"][0]["path"], "content/a/inner.md", "{state:#}");
    assert_eq!(site.server.events("/a/b/", "").state()["failed"], false);
    site.write("content/a/inner.md", article("inner word"));
    site.server.wait_for("/a/inner/", |page| page.has("inner word"));
    assert_eq!(site.server.get_as("audience=agents", "/a/b/").status, 200);
}
