//! Every file of the output has one source: whatever else wants it is an error that names both, with file and line.

mod support;

use support::Site;

const FRENCH: &str = "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fr]\n";
const HOME: &str = "-- content/_index.md --\n---\ntitle: Home\n---\nWords.\n";

fn article(path: &str, keys: &str) -> String {
    format!("-- content/{path} --\n---\ntitle: A\n{keys}---\nWords.\n")
}

/// Asserts that a site is refused with these words, each problem at a place and with a hint, in every build.
#[track_caller]
fn refused(text: &str, words: &[&str]) {
    let site = Site::new(&format!("{HOME}{text}"));
    let built = site.build();
    built.fails(1).says("error[duplicate-path]");
    for word in words {
        built.says(word);
    }
    for problem in built.stderr.split("\n\n").filter(|problem| problem.starts_with("error")) {
        assert!(problem.contains("\n --> ") || problem.contains(" --> "), "no place:\n{problem}\n{text}");
        assert!(problem.contains("hint: "), "no hint:\n{problem}\n{text}");
    }
    assert!(built.files().is_empty(), "something was written:\n{text}");
    assert_eq!(site.build().stderr, built.stderr, "{text}");
}

// Issue 13, F6.
#[test]
fn a_file_of_static_takes_no_page_s_place() {
    let a = article("guide/a.md", "");
    for (file, words) in [
        (
            "static/fr/search/index.html",
            &["`/fr/search/` is reserved for the search page", "static/fr/search/index.html"][..],
        ),
        ("static/search", &["`/search/` is reserved"]),
        ("static/FR/Search/x.png", &["reserved for the search page"]),
        ("static/guide/a/index.html", &["`/guide/a/` is already taken by `content/guide/a.md`"]),
        ("static/guide/A/INDEX.html", &["is already taken by `content/guide/a.md`"]),
        ("static/guide", &["`/guide` would be a file and a folder"]),
        ("static/fr", &["`/fr` would be a file and a folder", "language `fr`"]),
        ("static/404.html", &["reserved for the page for wrong addresses"]),
        ("static/fr/404.html", &["`/fr/404.html` is reserved"]),
        ("static/fr/404.html/x.png", &["`/fr/404.html` is reserved"]),
        ("static/sitemap.xml", &["reserved for the sitemap"]),
        ("static/Sitemap-2.xml", &["reserved for the sitemap"]),
        ("static/_redirects", &["reserved for the list of redirects"]),
        ("static/robots.txt", &["reserved for the rules for crawlers"]),
        ("static/_/x.css", &["`/_/` is reserved"]),
        ("static/labels/x.png", &["`/labels/` is reserved"]),
        ("static/feed.xml/x.png", &["`/feed.xml` is reserved for a feed"]),
        ("static/guide/index.md/x.png", &["`/guide/index.md` is reserved for the Markdown version"]),
        ("static/guide/Feed.xml", &["is reserved for a feed"]),
        ("static/.helpsmith.json", &["reserved for the manifest"]),
    ] {
        refused(&format!("{FRENCH}{a}-- {file} --\nx\n"), words);
    }
}

// Issue 13, F28.
#[test]
fn no_alias_and_no_redirect_takes_a_reserved_place() {
    for (alias, words) in [
        ("/_headers", "`/_headers` is reserved for the list of headers"),
        ("/fr/search/", "`/fr/search/` is reserved for the search page"),
        ("/fr/opensearch.xml", "is reserved for the description of the search"),
        ("/guide/feed.xml", "is reserved for a feed"),
        ("/fr/guide/index.md", "is reserved for the Markdown version of a page"),
        ("/FR/LABELS/x", "is reserved for the pages of labels"),
        ("/_/x.html", "is reserved"),
        ("/robots.txt", "is reserved"),
        ("/sitemap-7.xml", "is reserved"),
        ("/fr/", "is already taken by the home page of the language `fr`"),
        ("/guide/", "is already taken by the folder `content/guide/`"),
        ("/guide/a/x.html", "is already taken by `content/guide/b.md:4:11`"),
    ] {
        let other = article("guide/b.md", "description: D\naliases: [/guide/a/x.html]\n")
            .replace("description: D\n", "");
        let other = other.replace("aliases", "toc: true\naliases");
        let text = format!("{FRENCH}{}{other}", article("guide/c.md", &format!("aliases: [{alias}]\n")));
        refused(&text, &[words, "content/guide/c.md:3:11"]);
        let table = format!(
            "{FRENCH}{}{other}-- data/redirects.yaml --\n# Old.\n{alias}: /guide/c/\n",
            article("guide/c.md", "")
        );
        refused(&table, &[words, "data/redirects.yaml:2:1"]);
    }
}

#[test]
fn no_article_and_no_folder_takes_a_reserved_place() {
    for (text, words) in [
        (
            article("search/a.md", ""),
            &["`/search/` is reserved", "content/search/a.md:1:1", "rename the folder `content/search/`"][..],
        ),
        (article("labels.md", ""), &["`/labels/` is reserved", "content/labels.md:1:1", "`slug: labels-2`"]),
        (article("guide/feed.xml.md", ""), &["`/guide/feed.xml` is reserved", "`slug: feed-xml`"]),
        (
            article("guide/a.md", "slug: index.md\n"),
            &["Markdown version of a page", "content/guide/a.md:3:7", "`slug: index-md`"],
        ),
        (article("a.md", "slug: _headers\n"), &["reserved for the list of headers", "content/a.md:3:7"]),
        (
            article("fr/a.md", ""),
            &["taken by the home page of the language `fr`", "content/fr/a.md:1:1", "`article.fr.md`"],
        ),
        (
            article("guide/a.md", "") + &article("guide/a/b.md", ""),
            &[
                "`/guide/a/` is already taken by the folder `content/guide/a/`",
                "content/guide/a.md:1:1",
                "move this file to `content/guide/a/_index.md`",
            ],
        ),
        (
            article("guide/a.md", "") + &article("guide/a/_index.md", ""),
            &["already taken by `content/guide/a/_index.md`", "content/guide/a.md:1:1", "`slug: a-2`"],
        ),
        (
            article("guide/Straße.md", "") + &article("guide/b.md", "slug: STRASSE\n"),
            &["content/guide/b.md:3:7", "content/guide/Straße.md"],
        ),
        (
            article("guide/e\u{301}.md", "") + &article("guide/b.md", "slug: \u{e9}\n"),
            &["is already taken by"],
        ),
    ] {
        refused(&format!("{FRENCH}{text}"), words);
    }
}

#[test]
fn compressed_files_and_the_page_of_changes_are_reserved_where_they_are_written() {
    let compress = "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\ncompress: [gzip, brotli]\n\
                    history: {changes: [public]}\n";
    for source in
        ["aliases: [/guide/index.html.gz]\n", "aliases: [/robots.txt.br]\n", "aliases: [/changes/]\n"]
    {
        let text = article("guide/a.md", source);
        refused(&format!("{compress}{text}"), &["content/guide/a.md:3:11", "is reserved for"]);
        Site::new(&format!("{HOME}{text}")).build().ok();
    }
    refused(
        &format!("{compress}{}-- static/guide/index.html.gz/x --\nx\n", article("guide/a.md", "")),
        &["static/guide"],
    );
    let own =
        Site::new(&format!("{compress}{}-- static/guide/index.html.gz --\nown\n", article("guide/a.md", "")));
    assert_eq!(own.build().ok().tree()["guide/index.html.gz"], b"own\n");
}

#[test]
fn what_may_be_replaced_and_what_only_looks_reserved_is_published() {
    let site = Site::new(&format!(
        "{FRENCH}{HOME}{}{}-- static/_headers --\nown\n-- static/fr/llms.txt --\nown\n-- static/guide/a/index.md --\nown\n\
         -- static/fr/x/robots.txt --\nown\n-- static/guide/search/x.png --\nown\n-- static/fr/changes/x --\nown\n\
         -- static/blank/index.html --\nown\n",
        article("guide/a.md", "aliases: [/kb/feed.xml, /kb/, /x/_headers, /changes/]\n"),
        article("guide/search.md", "slug: robots.txt\n"),
    ));
    let built = site.build();
    built.ok();
    for file in [
        "_headers",
        "fr/llms.txt",
        "guide/a/index.md",
        "fr/x/robots.txt",
        "guide/search/x.png",
        "fr/changes/x",
        "blank/index.html",
    ] {
        assert_eq!(built.tree()[file], b"own\n", "{file}");
    }
    built
        .has_file("guide/robots.txt/index.html")
        .has_file("kb/feed.xml/index.html")
        .has_file("changes/index.html");
}

// Issue 13, low: an address of a label is made from its own words alone.
#[test]
fn a_label_s_page_stays_where_it_is_whichever_labels_there_are() {
    let labelled = |labels: &[&str]| {
        let articles = labels.iter().enumerate().map(|(number, label)| {
            format!(
                "-- content/a/b{number}.md --\n---\ntitle: B{number}\nlabels: [\"{label}\"]\n---\nWords.\n"
            )
        });
        Site::new(&articles.collect::<String>()).build()
    };
    let all = ["C", "C++", "C#", "how to", "🔥 hot", "❄ hot", ".NET", "net"];
    let pages = ["c", "c-plus-plus", "c-sharp", "how-to", "u1f525-hot", "u2744-hot", "dot-net", "net"];
    let together = labelled(&all);
    for (number, (label, page)) in all.iter().zip(pages).enumerate() {
        let file = format!("labels/{page}/index.html");
        labelled(&[label]).ok().has_file(&file);
        let title = format!("B{number}");
        let page = together.page(&format!("/labels/{page}/"));
        page.has(&title);
        assert!(page.selects("h1").concat().contains(label), "{label}");
    }
}

// Issue 13, low.
#[test]
fn redirects_are_checked_to_their_heading_and_written_in_plain_characters() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\ndescription: D\n---\n## How it works\n\nWords.\n\
         -- data/redirects.yaml --\n/one/: /a/b/#how-it-works\n/two/: /a/b.md#nope\n/three/: /one/\n/four/: /two/#how-it-works\n\
         /five/: https://bücher.example/wiki/東京?q=ä#top\n/six/: /search/\n",
    );
    let built = site.build();
    built.ok().says("warning[broken-anchor]: `b.md` has no heading `#nope`").says("data/redirects.yaml:2:8");
    built.says("1 warning").silent_about("broken-redirect");
    let table = built.page("/_redirects");
    table
        .has("/one/ /a/b/#how-it-works 301\n")
        .has("/two/ /a/b/ 301\n")
        .has("/three/ /a/b/#how-it-works 301\n");
    table.has("/four/ /a/b/#how-it-works 301\n").has("/six/ /search/ 301\n");
    table.has("/five/ https://xn--bcher-kva.example/wiki/%E6%9D%B1%E4%BA%AC?q=%C3%A4#top 301\n");
    assert!(table.html.is_ascii());
    built
        .page("/one/")
        .has("<link rel=\"canonical\" href=\"https://help.example.com/a/b/\">")
        .has("url=/a/b/#how-it-works");
    for args in [["build", "--strict"], ["check", "--strict"]] {
        site.run(&args).fails(1).says("warning[broken-anchor]");
    }
}

// Issue 13, low.
#[test]
fn a_language_without_an_article_names_no_search_to_search_engines() {
    let site = Site::new(&format!(
        "{FRENCH}language_fallback: hide\n{HOME}-- content/_index.fr.md --\n---\ntitle: Accueil\n---\nMots.\n{}",
        article("guide/a.md", "")
    ));
    let built = site.build();
    built.ok().lacks_file("fr/search").page("/fr/").lacks("SearchAction").lacks("search_term");
    built.page("/").has("SearchAction");
}

// Issue 13, F30: what takes time is each label, not each pair of them.
#[test]
fn twenty_thousand_labels_of_one_slug_are_one_label() {
    let signs = ["!", "?", "(", ")", "'", ",", ":", ";", "&", "/"];
    let label = |number: usize| {
        let digits = format!("{number:05}");
        let tail: String =
            digits.bytes().filter_map(|digit| signs.get(usize::from(digit - b'0')).copied()).collect();
        format!("Same words {tail}")
    };
    let articles = (0..100).map(|article| {
        let labels: Vec<String> = (0..200).map(|at| format!("\"{}\"", label(article * 200 + at))).collect();
        format!(
            "-- content/a/b{article}.md --\n---\ntitle: B\nlabels: [{}]\n---\nWords.\n",
            labels.join(", ")
        )
    });
    let site = Site::new(&articles.collect::<String>());
    let built = site.build();
    built.ok().has_file("labels/same-words/index.html").lacks_file("labels/same-words-2");
    assert_eq!(built.page("/labels/same-words/").selects(".article-list a").len(), 100);
}
