//! What pages look like to readers and search engines: navigation, icons, words, descriptions of themselves.

mod support;

use support::Site;

const SETTINGS: &str = "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/h/\n";
/// The first bytes of a PNG of five by seven pixels.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x07\x08\x06\0\0\0rest";

fn article(path: &str, front: &str, text: &str) -> String {
    format!("-- content/{path}.md --\n---\ntitle: {}\n{front}---\n{text}\n", path.replace('/', " "))
}

#[test]
fn a_navigation_is_marked_for_each_page() {
    let text = format!(
        "{SETTINGS}{}{}{}",
        article("a/s/one", "", ""),
        article("a/s/two", "", ""),
        article("a/t/three", "", "")
    );
    let built = Site::new(&text).build();
    let page = built.page("/a/s/one/");
    assert_eq!(page.selects("nav.navigation a[aria-current='page']"), ["a s one"]);
    page.has("href=\"/h/a/s/two/\"").has("href=\"/h/a/t/three/\"").lacks("data-open");
    assert_eq!(page.selects("nav.navigation li details[open]").len(), 1, "only its own section is open");
    assert_eq!(built.page("/a/t/").selects("nav.navigation a[aria-current='page']"), ["T"]);
    assert_eq!(built.page("/").selects("nav.navigation").len(), 0);
}

#[test]
fn a_large_category_shows_the_reader_s_surroundings() {
    let articles: String =
        (0..200).map(|n| article(&format!("a/s{}/n{n:03}", n / 100), &format!("order: {n}\n"), "")).collect();
    let built = Site::new(&format!("{SETTINGS}{articles}")).build();
    let page = built.page("/a/s1/n150/");
    assert_eq!(page.selects("nav.navigation a[aria-current='page']"), ["a s1 n150"]);
    page.has("href=\"/h/a/s1/n149/\"").lacks("href=\"/h/a/s1/n101/\"").lacks("href=\"/h/a/s0/n001/\"");
    assert!(page.selects("nav.navigation a").len() < 80);
}

#[test]
fn an_icon_stands_on_its_category_in_every_language() {
    let site = |icon: &str| {
        Site::new(&format!(
            "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fa]\n\
             -- content/a/_index.md --\n---\ntitle: A\nicon: {icon}\n---\n-- content/a/_index.fa.md --\n---\ntitle: آ\n---\n\
             -- content/a/b.md --\n---\ntitle: B\ndescription: D\n---\nText\n\
             -- assets/icons/tooth.svg --\n<svg class=\"tooth\"></svg>\n"
        ))
        .build()
    };
    let own = site("tooth");
    own.ok().silent_about("unknown-icon").page("/").has("<svg class=\"tooth\"></svg>");
    own.page("/fa/").has("<svg class=\"tooth\"></svg>");
    site("rocket").ok().page("/").has("<svg");
    site("tooht")
        .ok()
        .says("warning[unknown-icon]")
        .says("content/a/_index.md:3:7")
        .says("did you mean `tooth`?");
}

#[test]
fn readers_are_asked_where_answers_go_somewhere() {
    let text = article("a/b", "", "") + &article("a/c", "feedback: false\n", "");
    Site::new(&format!("{SETTINGS}{text}")).build().page("/a/b/").lacks("class=\"feedback\"");
    // Browsers ask for an icon whether there is one or not.
    Site::new(&format!("{SETTINGS}{text}")).build().page("/a/b/").has("rel=\"icon\" href=\"/h/_/favicon.");
    let asked = Site::new(&format!(
        "{SETTINGS}feedback: {{url: \"/f?a={{article}}&v={{vote}}\"}}\ncontact: {{url: \"https://c.example/?a={{article}}\"}}\n\
         community: {{url: \"https://d.example/?q={{query}}\"}}\n{text}"
    ))
    .build();
    let page = asked.page("/a/b/");
    page.has("href=\"/f?a=https://x.example/h/a/b/&amp;v=yes\"").has("&amp;v=no\"");
    page.has("https://c.example/?a=https://x.example/h/a/b/").has("https://d.example/?q=");
    asked.page("/a/c/").lacks("&amp;v=no");
    Site::new(&format!("{SETTINGS}feedback: {{url: /f}}\n{text}")).build().fails(1).says("has no `{vote}`");
}

#[test]
fn pages_describe_themselves_to_search_engines() {
    let faq = ":::faq\n## Why `</script>`?\n\nBecause.\n\n:::only{audience=agents}\nplantedfaq\n:::\n:::\n";
    let site = Site::new(&format!(
        "{SETTINGS}audiences: {{public: {{}}, agents: {{includes: [public]}}}}\n{}{}",
        article("a/b", "author: Ines\nupdated: 2026-01-02\ncreated: 2025-01-02\nseo: {image: i.png}\n", faq),
        article("a/c", "seo: {noindex: true}\n", "")
    ));
    site.file("content/a/i.png", PNG);
    let built = site.build();
    let page = built.page("/a/b/");
    let blocks: Vec<serde_json::Value> = page
        .selects("script[type='application/ld+json']")
        .iter()
        .map(|block| serde_json::from_str(block).expect("JSON"))
        .collect();
    let kinds: Vec<&str> = blocks.iter().filter_map(|block| block["@type"].as_str()).collect();
    assert_eq!(kinds, ["BreadcrumbList", "TechArticle", "FAQPage"]);
    assert_eq!(blocks[0]["itemListElement"][2]["item"], "https://x.example/h/a/b/");
    assert_eq!(blocks[1]["dateModified"], "2026-01-02");
    assert_eq!(blocks[1]["author"]["name"], "Ines");
    assert_eq!(blocks[2]["mainEntity"][0]["name"], "Why </script>?");
    assert_eq!(blocks[2]["mainEntity"][0]["acceptedAnswer"]["text"], "Because.");
    page.has("property=\"og:type\" content=\"article\"")
        .has("property=\"og:title\"")
        .has("name=\"twitter:card\"");
    page.has("property=\"og:locale\" content=\"en_US\"").has("content=\"https://x.example/h/_/i.");
    assert_eq!(built.page("/a/c/").selects("script[type='application/ld+json']").len(), 0);
    built.page("/").has("\"@type\":\"WebSite\"");
    built.nowhere("plantedfaq");
}

#[test]
fn related_articles_have_labels_or_words_in_common() {
    let built = Site::new(&format!(
        "{SETTINGS}audiences: {{public: {{}}, agents: {{includes: [public]}}}}\n{}{}{}{}{}{}",
        article("a/refund-card", "labels: [money]\nrelated: [../b/other.md]\n", ""),
        article("a/refund-cash", "labels: [money]\n", ""),
        article("a/hidden", "labels: [money]\naudience: agents\n", ""),
        article("a/old", "labels: [money]\nstate: archived\n", ""),
        article("b/other", "", ""),
        (0..9).map(|n| article(&format!("c/filler{n}"), "", "")).collect::<String>()
    ))
    .build();
    let links = built.page("/a/refund-card/").selects(".related a");
    assert_eq!(links, ["b other", "a refund-cash"]);
    assert_eq!(built.page("/b/other/").selects(".related a"), [""; 0]);
}

#[test]
fn an_image_may_have_a_version_for_dark_pages() {
    let site = Site::new(&format!(
        "{SETTINGS}audiences: {{public: {{}}, agents: {{includes: [public]}}}}\n{}{}",
        article("a/b", "", "![Form](form.png \"Caption\")\n\n<img class=\"wide\" src=\"form.png\" alt=\"\">"),
        article("a/c", "audience: agents\n", "![S](planteda.png)")
    ));
    for name in ["form.png", "form.dark.png", "planteda.png", "planteda.dark.png"] {
        site.file(&format!("content/a/{name}"), [PNG, name.as_bytes()].concat());
    }
    let built = site.build();
    let page = built.page("/a/b/");
    assert_eq!(page.selects("figure.image img.only-light, figure.image img.only-dark").len(), 2);
    assert_eq!(page.selects("figure.image figcaption"), ["Caption"]);
    assert_eq!(page.selects("img.only-light.wide, img.only-dark.wide").len(), 2);
    built.nowhere("planteda");
}

#[test]
fn sanitising_leaves_formulas_and_players_alone() {
    let text = "Raw <b>HTML</b> and $`x^2`$.\n\n::video{src=\"https://youtu.be/abc\" title=\"T\"}\n\n::video{src=a.mp4 title=U}\n";
    let site = Site::new(&format!("{SETTINGS}{}", article("a/b", "", text)));
    site.file("content/a/a.mp4", b"film");
    let built = site.build();
    built.ok().silent_about("removed-html");
    let page = built.page("/a/b/");
    page.has("<msup><mi>x</mi><mn>2</mn></msup>").has("href=\"https://youtu.be/abc\"").lacks("<iframe");
    page.has("<video controls preload=\"none\" src=\"/h/_/a.")
        .has("data-embed=\"https://www.youtube-nocookie.com/");
}

#[test]
fn a_missing_video_is_a_broken_link_with_its_place() {
    let built =
        Site::new(&format!("{SETTINGS}{}", article("a/b", "", "::video{src=nope.mp4 title=T}"))).build();
    built.ok().says("warning[broken-image]").says("content/a/b.md:4:13");
}

#[test]
fn diagrams_are_text_until_a_site_brings_a_script() {
    let text = article("a/b", "", "```mermaid\ngraph LR\n```") + &article("a/c", "", "");
    let plain = Site::new(&format!("{SETTINGS}{text}")).build();
    plain.page("/a/b/").has("<pre class=\"mermaid\"").has("graph LR").lacks("/_/diagram.");
    let drawn =
        Site::new(&format!("{SETTINGS}{text}-- assets/js/mermaid.min.js --\nwindow.mermaid = {{}};\n"))
            .build();
    drawn.page("/a/b/").has("/_/diagram.");
    drawn.page("/a/c/").lacks("/_/diagram.");
}

#[test]
fn words_that_a_language_lacks_are_reported() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, sv]\n\
         -- content/a/b.md --\n---\ntitle: B\n---\n\
         -- i18n/sv.yaml --\nhome: Hem\narticles_count: {one: \"{count} artikel\", other: \"{count} artiklar\"}\n",
    )
    .build();
    built
        .ok()
        .says("warning[missing-string]")
        .says("i18n/sv.yaml")
        .says("(`sv`) lacks the interface strings");
    built.page("/sv/").has("1 artikel");
    let wrong = |line: &str| {
        Site::new(&format!("{SETTINGS}-- content/a.md --\n---\ntitle: A\n---\n-- i18n/en.yaml --\n{line}\n"))
            .build()
    };
    wrong("articles_count: {ohter: x}").fails(1).says("did you mean `other`?");
    wrong("home: {one: x}").fails(1).says("does not depend on a number");
}

#[test]
fn dates_are_written_in_the_reader_s_language() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fa, ja]\n\
         -- content/a/b.md --\n---\ntitle: B\nupdated: 2026-03-03\n---\n",
    )
    .build();
    built.page("/a/b/").has("datetime=\"2026-03-03\"").has("March 3, 2026");
    built.page("/fa/a/b/").has("۱۲ اسفند ۱۴۰۴");
    built.page("/ja/a/b/").has("2026年3月3日");
}

#[test]
fn a_site_s_own_part_and_script_take_their_place() {
    let built = Site::new(&format!(
        "{SETTINGS}{}-- templates/parts/navigation.html --\n{{# Mine #}}<nav><a href=\"{{{{ category.url }}}}\">{{{{ category.title }}}}</a></nav>\n\
         -- assets/js/site.js --\nplantedscript();\n",
        article("a/b", "", "")
    ))
    .build();
    built.page("/a/").has("<nav><a href=\"/h/a/\" aria-current=\"page\">A</a></nav>");
    let script = built.files().into_iter().find(|file| file.starts_with("_/site.")).expect("a script");
    built.page(&format!("/{script}")).has("plantedscript();");
    let broken = Site::new(&format!(
        "{SETTINGS}{}-- templates/parts/navigation.html --\n{{# Mine #}}\n<nav>{{{{ page.title }}}}</nav>\n",
        article("a/b", "", "")
    ))
    .build();
    broken
        .fails(1)
        .says("error[invalid-template]")
        .says("templates/parts/navigation.html:2:")
        .says("a/index.html");
}

#[test]
fn a_heading_never_takes_an_id_of_the_theme() {
    let text = "## Content\n\n## Contact heading\n\n## Feedback heading\n";
    let built = Site::new(&format!(
        "{SETTINGS}feedback: {{url: \"/f?v={{vote}}\"}}\ncontact: {{url: /c}}\n{}",
        article("a/b", "", text)
    ))
    .build();
    let html = built.page("/a/b/").html;
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(count >= 6 && ids.len() == count, "{ids:?}");
}

#[test]
fn the_search_page_lists_every_article_that_its_audience_may_find() {
    let text = format!(
        "{SETTINGS}languages: [en, fa]\naudiences: {{public: {{}}, agents: {{includes: [public]}}}}\n{}{}{}{}{}",
        article("a/bee", "", "[all](/search/)"),
        article("a/ant", "", ""),
        article("a/old", "state: archived\n", ""),
        article("a/left", "search: {exclude: true}\n", ""),
        article("a/plantedtitle", "audience: agents\n", "")
    );
    let built = Site::new(&text).build();
    built.ok().silent_about("broken-link").nowhere("plantedtitle");
    let page = built.page("/search/");
    assert_eq!(page.selects(".titles li"), ["a ant", "a bee"]);
    assert_eq!(page.selects(".titles h3"), ["A"]);
    page.has("noindex").has("action=\"/h/search/\"");
    built.page("/fa/search/").has("lang=\"fa\"");
    built.page("/").has("action=\"/h/search/\"").has("\"@type\":\"SearchAction\"");
    built.page("/sitemap.xml").lacks("/search/");
    let off = Site::new(&text.replace("audiences:", "search: {enabled: false}\naudiences:")).build();
    off.lacks_file("search/index.html").page("/").lacks("role=\"search\"");
    off.says("broken-link");
}
