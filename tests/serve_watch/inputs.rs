//! Everything that a site is made of counts: snippets, templates, styles, words, tables, files, settings.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use crate::support::Site;
use crate::{PNG, SITE, Watched, article, remove};

/// Returns the address of the stylesheet of a page.
#[track_caller]
fn stylesheet(page: &str) -> String {
    let address = page.split('"').find(|value| value.contains("/_/style.") && value.ends_with(".css"));
    address.expect("a stylesheet").to_owned()
}

#[test]
fn a_snippet_is_seen_where_it_is_used() {
    let site = Watched::new();
    site.shows("/a/b/", "first snippet");
    site.write("snippets/s.md", "second snippet\n");
    site.shows("/a/b/", "second snippet");
    site.write("snippets/s.fa.md", "snippet in Persian\n");
    site.write("content/a/b.fa.md", article("::snippet{s}"));
    site.shows("/fa/a/b/", "snippet in Persian");
    site.write("content/a/c.md", article("::snippet{t}"));
    site.write("snippets/t.md", "third snippet\n");
    site.shows("/a/c/", "third snippet");
}

#[test]
fn a_template_is_seen_on_every_page() {
    let site = Watched::new();
    site.write("templates/parts/footer.html", "{# The foot #}\n<footer>second footer</footer>\n");
    for address in ["/", "/a/", "/a/b/", "/fa/a/b/"] {
        site.shows(address, "second footer");
    }
    site.write("templates/parts/breadcrumbs.html", "{# The way #}\n<nav>own breadcrumbs</nav>\n");
    site.shows("/a/b/", "own breadcrumbs");
    // The theme's own part is back where the site has none.
    remove(&site.path("templates/parts/footer.html"));
    site.drops("/a/b/", "second footer");
    remove(&site.path("templates/parts/breadcrumbs.html"));
    site.drops("/a/b/", "own breadcrumbs");
}

#[test]
fn a_style_is_seen_at_a_new_address() {
    let site = Watched::new();
    let before = stylesheet(&site.server.get("/a/b/").text());
    assert!(site.server.get(&before).has(".first {"));
    site.write("assets/css/site.css", ".second { color: inherit; }\n");
    let page = site.drops("/a/b/", &before);
    let after = stylesheet(&page.text());
    let style = site.server.get(&after);
    assert!(style.has(".second {") && !style.has(".first {"), "{after}: {style:?}");
}

#[test]
fn words_of_the_interface_are_seen() {
    let site = Watched::new();
    site.shows("/a/b/", "First home");
    site.write("i18n/en.yaml", "home: Second home\n");
    site.shows("/a/b/", "Second home");
    site.write("i18n/fa.yaml", "home: Persian home\n");
    site.shows("/fa/a/b/", "Persian home");
    remove(&site.path("i18n/en.yaml"));
    site.drops("/a/b/", "Second home");
}

#[test]
fn redirects_are_seen() {
    let site = Watched::new();
    let leads = |from: &str, to: &str| {
        site.soon(from, |answer| answer.status == 301 && answer.header("Location") == Some(to));
    };
    leads("/one/", "/a/b/");
    site.write("data/redirects.yaml", "/one/: /a/c/\n/two/: /a/b/\n");
    leads("/two/", "/a/b/");
    leads("/one/", "/a/c/");
    site.write("content/a/c.md", "---\ntitle: Sea\naliases: [/three/]\n---\n");
    leads("/three/", "/a/c/");
    site.write("data/redirects.yaml", "/two/: /a/b/\n");
    site.loses("/one/");
}

#[test]
fn files_that_are_copied_are_seen() {
    let site = Watched::new();
    site.write("static/c.txt", "second file");
    site.soon("/c.txt", |answer| answer.body == b"second file");
    site.write("static/deep/d.txt", "new file");
    site.soon("/deep/d.txt", |answer| answer.body == b"new file");
    remove(&site.path("static/c.txt"));
    site.loses("/c.txt");
    // Issue 13, F38: a folder for an audience that was not there when watching began.
    site.write("static.public/deep/e.txt", "for all who are public");
    site.soon("/deep/e.txt", |answer| answer.body == b"for all who are public");
    site.write("static.public/deep/e.txt", "for them still");
    site.soon("/deep/e.txt", |answer| answer.body == b"for them still");
    remove(&site.path("static.public/deep/e.txt"));
    site.loses("/deep/e.txt");
    let picture = |html: &str| html.split('"').find(|value| value.contains("/_/p.")).map(str::to_owned);
    let before = picture(&site.server.get("/a/c/").text()).expect("a picture");
    let other = [PNG, b"other"].concat();
    site.write("content/a/p.png", &other);
    let page = site.drops("/a/c/", &before);
    let after = picture(&page.text()).expect("a picture");
    assert_eq!(site.server.get(&after).body, other);
}

#[test]
fn settings_are_seen() {
    let site = Watched::new();
    let settings = |title: &str, rest: &str| {
        let text = format!("title: {title}\nbase_url: https://help.example.com/\n{rest}\n");
        site.write("helpsmith.yaml", text);
    };
    settings("Second title", "languages: [en, fa]\nvariables: {product: Second product}");
    site.shows("/", "Second title");
    site.shows("/a/b/", "Second product");
    settings("Second title", "languages: [en, fa, de]");
    site.shows("/de/a/b/", "lang=\"de\"");
    site.write("content/a/b.de.md", article("ein Wort"));
    site.shows("/de/a/b/", "ein Wort");
    settings("Second title", "languages: [en]");
    site.loses("/fa/a/b/");
    site.loses("/de/a/b/");
    site.shows("/a/b/", "first word");
}

#[test]
fn the_search_follows_edits() {
    let site = Watched::new();
    let manifest = "/_/search/en/manifest.json";
    let before = site.server.get(manifest);
    assert_eq!(before.status, 200);
    site.write("content/a/b.md", article("plantedword"));
    site.soon(manifest, |answer| answer.status == 200 && answer.body != before.body);
    site.write("content/z/new.md", "---\ntitle: Plantedtitle\n---\n");
    site.shows("/search/", "Plantedtitle");
    site.write("data/synonyms.yaml", "en:\n  - [first, initial]\n");
    site.write("content/z/new.md", "---\ntitle: Othertitle\n---\n");
    site.shows("/search/", "Othertitle");
}

/// Returns every file in the folder around a site with its bytes, and what is at its top; but for the cache.
fn everything(around: &Site) -> (BTreeMap<String, Vec<u8>>, Vec<OsString>) {
    let mut files = around.tree("");
    files.retain(|path, _| !path.starts_with("site/.helpsmith/"));
    let entries = fs::read_dir(around.folder().join("site")).expect("a folder").filter_map(Result::ok);
    let mut names: Vec<_> =
        entries.map(|entry| entry.file_name()).filter(|name| name != ".helpsmith").collect();
    names.sort();
    (files, names)
}

#[test]
fn serving_writes_nothing_into_a_site_but_its_cache() {
    let around = Site::new(SITE);
    let before = everything(&around);
    let site = Watched::of(around, &[]);
    for address in ["/", "/a/b/", "/none/", "/c.txt", "/_/search/en/manifest.json", "/_/preview/client.js"] {
        site.server.get(address);
        site.server.get_as("drafts=0", address);
    }
    let (good, from) = (before.0.get("site/content/a/b.md").expect("an article"), site.server.stderr().len());
    site.write("content/a/b.md", article("second"));
    site.shows("/a/b/", "second");
    site.write("content/a/b.md", "no front matter");
    site.server.hears(from, "content/a/b.md:1:1");
    site.write("content/a/b.md", good);
    site.shows("/a/b/", "first word");
    assert_eq!(everything(&site.around), before);
}

#[test]
fn a_picture_that_is_only_touched_is_still_served() {
    let site = Watched::new();
    let page = site.server.get("/a/c/").text();
    let address = page.split('"').find(|value| value.contains("/_/p.")).expect("a picture").to_owned();
    let file = fs::File::options().append(true).open(site.path("content/a/p.png")).expect("a picture");
    file.set_modified(std::time::SystemTime::now()).expect("a file that can be touched");
    for _ in 0..10 {
        let picture = site.server.get(&address);
        assert!(picture.status == 200 && picture.body == PNG, "{picture:?}");
        std::thread::sleep(std::time::Duration::from_millis(80));
    }
}
