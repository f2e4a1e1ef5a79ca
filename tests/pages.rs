//! What a site becomes: pages, languages, links, lists.

mod support;
#[path = "pages/words.rs"]
mod words;

use support::Site;

#[test]
fn two_keys_and_an_article_are_a_site() {
    let built =
        Site::new("-- content/getting-started/first.md --\n---\ntitle: First\n---\nHello *you*.\n").build();
    built.ok();
    built.page("/getting-started/first/").has("<h1>First</h1>").has("<p>Hello <em>you</em>.</p>");
    built.page("/getting-started/").has("<h1>Getting started</h1>").has("href=\"/getting-started/first/\"");
    built.page("/").has("Getting started");
    for file in ["404.html", "sitemap.xml", "robots.txt", "llms.txt", ".helpsmith.json"] {
        built.has_file(file);
    }
    built
        .page("/sitemap.xml")
        .has("<loc>https://help.example.com/getting-started/first/</loc>")
        .lacks("lastmod");
}

#[test]
fn an_article_in_a_folder_brings_its_files() {
    let site = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, th]\n\
         -- content/a/refund/index.md --\n---\ntitle: R\n---\n![Form](form.png)\n\
         -- content/a/refund/index.th.md --\n---\ntitle: ร\n---\n![แบบ](form.png)\n",
    );
    let png = |width: u8| {
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"[..], &[width], b"\0\0\0\x07\x08\x06\0\0\0rest"].concat()
    };
    site.file("content/a/refund/form.png", png(5)).file("content/a/refund/form.th.png", png(6));
    site.file("content/a/refund/unused.png", png(9));
    let built = site.build();
    built.ok();
    built.page("/a/refund/").has("/_/form.").has(" width=\"5\" height=\"7\"").has("alt=\"Form\"");
    built.page("/th/a/refund/").has("/_/form.th.").has(" width=\"6\"");
    let assets: Vec<String> = built.files().into_iter().filter(|path| path.ends_with(".png")).collect();
    assert_eq!(assets.len(), 2, "only what is referred to is published: {assets:?}");
}

#[test]
fn links_lead_to_the_reader_s_language() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/help/\nlanguages: [en, fa]\n\
         -- content/a/b.md --\n---\ntitle: B\n---\n## How\n[c](../d/c.md#why) [top](../d/) [abs](/d/c/) [mail](mailto:a@b.example)\n\
         -- content/a/b.fa.md --\n---\ntitle: ب\n---\n## چطور\n[c](../d/c.md#why) [own](#how)\n\
         -- content/d/c.md --\n---\ntitle: C\n---\n## Why\n\
         -- content/d/c.fa.md --\n---\ntitle: ج\n---\n## چرا\n",
    )
    .build();
    built.ok().silent_about("broken");
    built
        .page("/a/b/")
        .has("href=\"/help/d/c/#why\"")
        .has("href=\"/help/d/\"")
        .has("href=\"mailto:a@b.example\"");
    // The heading at the same place of the translation.
    let fa = built.page("/fa/a/b/");
    fa.has("href=\"/help/fa/d/c/#%DA%86%D8%B1%D8%A7\"").has("href=\"#%DA%86%D8%B7%D9%88%D8%B1\"");
    fa.has("<html lang=\"fa\" dir=\"rtl\">").has("hreflang=\"x-default\"");
}

#[test]
fn what_is_not_translated_falls_back() {
    let site = |fallback: &str| {
        Site::new(&format!(
            "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, en-GB, fa]\nlanguage_fallback: {fallback}\n\
             -- content/a/b.md --\n---\ntitle: Bee\n---\nText\n-- content/a/c.md --\n---\ntitle: Cee\n---\n\
             -- content/a/c.fa.md --\n---\ntitle: سی\n---\n"
        ))
        .build()
    };
    let shown = site("show");
    shown
        .page("/fa/a/b/")
        .has("notice-fallback")
        .has("noindex")
        .has("canonical\" href=\"https://x.example/a/b/\"");
    shown
        .page("/en-GB/a/b/")
        .lacks("notice-fallback")
        .lacks("noindex")
        .has("canonical\" href=\"https://x.example/a/b/\"");
    shown.page("/sitemap.xml").lacks("/fa/a/b/").has("/fa/a/c/").lacks("/en-GB/a/b/");
    let linked = site("link");
    linked.lacks_file("fa/a/b/index.html").page("/fa/a/").has("href=\"/a/b/\"");
    let hidden = site("hide");
    hidden.lacks_file("fa/a/b/index.html").page("/fa/a/").lacks("Bee");
}

#[test]
fn a_translation_may_have_a_name_of_its_own() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fr]\n\
         -- content/a/vat.md --\n---\ntitle: VAT\n---\n\
         -- content/a/tva.md --\n---\ntitle: TVA\nlanguage: fr\ntranslation_of: vat.md\n---\n",
    )
    .build();
    built.ok().page("/fr/a/tva/").has("hreflang=\"en\" href=\"https://x.example/a/vat/\"");
    built.lacks_file("fr/a/vat/index.html");
}

#[test]
fn order_is_promoted_then_number_then_title() {
    let article =
        |name: &str, extra: &str| format!("-- content/a/{name}.md --\n---\ntitle: {name}\n{extra}---\n");
    let built = Site::new(
        &[
            article("zebra", "order: 1\n"),
            article("Apple", ""),
            article("banana", ""),
            article("yak", "promoted: true\n"),
        ]
        .concat(),
    )
    .build();
    assert_eq!(built.page("/a/").selects(".article-list a"), ["yak", "zebra", "Apple", "banana"]);
}

#[test]
fn labels_flow_down_and_have_pages() {
    let built = Site::new(
        "-- content/a/_index.md --\n---\ntitle: A\nlabels: [Billing]\n---\n\
         -- content/a/b.md --\n---\ntitle: B\nlabels: [C++, billing]\n---\n-- content/a/c.md --\n---\ntitle: C\nlabels: [C]\n---\n",
    )
    .build();
    built.ok();
    assert_eq!(built.page("/labels/").selects(".label-list bdi"), ["billing", "C", "C++"]);
    assert_eq!(built.page("/labels/billing/").selects(".article-list a"), ["B", "C"]);
    built.has_file("labels/c/index.html").has_file("labels/c-plus-plus/index.html");
}

#[test]
fn archived_articles_keep_their_address_and_leave_the_lists() {
    let built = Site::new(
        "-- content/a/b.md --\n---\ntitle: Old\nstate: archived\nlabels: [x]\n---\n-- content/a/c.md --\n---\ntitle: C\n---\n",
    )
    .build();
    built.ok().page("/a/b/").has("notice-archived").has("noindex");
    built.page("/a/").lacks("Old");
    built.page("/sitemap.xml").lacks("/a/b/");
    built.lacks_file("labels");
}

#[test]
fn redirects_lead_to_their_end_in_one_step() {
    let built = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\naliases: [/old/, older.html]\n---\n## X\n\
         -- data/redirects.yaml --\n/one: /two/\n/two/: /a/b/#x\n/out: https://elsewhere.example/?a=1&b=2\n",
    )
    .build();
    built.ok();
    built.page("/old/").has("content=\"0; url=/a/b/\"").has("noindex");
    built.has_file("older.html").page("/one/").has("url=/a/b/#x");
    built.page("/out/").has("https://elsewhere.example/?a=1&amp;b=2");
    built.page("/_redirects").has("/one/ /a/b/#x 301\n/one /a/b/#x 301\n");
    built.page("/sitemap.xml").lacks("old");
}

#[test]
fn paths_that_two_sources_claim_are_refused() {
    for (text, words) in [
        (
            "-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/B.md --\n---\ntitle: B\n---\n",
            "content/a/",
        ),
        (
            "-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/c.md --\n---\ntitle: C\nslug: b\n---\n",
            "content/a/c.md:3:7",
        ),
        (
            "-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/c.md --\n---\ntitle: C\naliases: [/a/B]\n---\n",
            "content/a/c.md:3:11",
        ),
        ("-- content/labels/b.md --\n---\ntitle: B\n---\n", "`/labels/` is reserved for the pages of labels"),
        (
            "-- content/a/b.md --\n---\ntitle: B\n---\n-- static/a/b/index.html --\nx\n",
            "static/a/b/index.html",
        ),
        ("-- content/a/b.md --\n---\ntitle: B\n---\n-- static/sitemap.xml --\nx\n", "static/sitemap.xml"),
        (
            "-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/b/_index.md --\n---\ntitle: C\n---\n",
            "duplicate-path",
        ),
        ("-- content/a/b.md --\n---\ntitle: B\nslug: ../../x\n---\n", "unsafe-path"),
        ("-- content/a/b.md --\n---\ntitle: B\naliases: [../../x]\n---\n", "unsafe-path"),
        ("-- data/redirects.yaml --\n/a: /b\n/b: /a\n", "redirect-loop"),
    ] {
        let built = Site::new(text).build();
        built.fails(1).says(words).says("hint: ");
        assert!(built.files().is_empty());
    }
}

#[test]
fn broken_things_are_warnings_with_file_and_line() {
    let built = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\ndescription: D\n---\n\nSee [it](refnds.md), ![pic](pic.png) and [how](refunds.md#hwo).\n\
         -- content/a/refunds.md --\n---\ntitle: R\ndescription: D\n---\n## How\n",
    )
    .build();
    built
        .ok()
        .says("warning[broken-link]: link to `refnds.md` leads nowhere")
        .says("--> content/a/b.md:6:10");
    built.says("did you mean `refunds.md`?").says("broken-image").says("did you mean `#how`?");
    let page = built.page("/a/b/");
    page.has("<a>it</a>").has("<span class=\"missing-image\">pic</span>").has("href=\"/a/refunds/\"");
}

#[test]
fn markdown_is_what_writers_expect() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nvariables: {product: \"A<b>\"}\n\
         -- content/a/b.md --\n---\ntitle: About {{ product }}\n---\n{{ product }} `{{ product }}` \\{{ product }} {{ nope }}\n\n\
         # Same\n# Same\n## چگونه؟ {#how}\n\n> [!WARNING]\n> Careful\n\n:::note[My *title*]\nInside\n:::\n\n:::details\nMore\n:::\n\n\
         | a | b |\n|--:|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\nNote[^1] ~~gone~~ https://bare.example.\n\n[^1]: The note.\n\n\
         ```json title=\"a.json\" {2}\n{\n  \"a\": 1\n}\n```\n\n<kbd>K</kbd> <your name> <script>alert(1)</script> [x](javascript:alert(1))\n",
    )
    .build();
    built.ok();
    let page = built.page("/a/b/");
    page.has("<h1>About A&lt;b&gt;</h1>").has("A&lt;b&gt; <code>A&lt;b&gt;</code> {{ product }} {{ nope }}");
    page.has("<h1 id=\"same\">").has("<h1 id=\"same-1\">").has("<h2 id=\"how\">");
    page.has("<div class=\"callout callout-warning\" role=\"note\"><p class=\"callout-title\">Warning</p>");
    page.has("callout-note\" role=\"note\"><p class=\"callout-title\">My <em>title</em></p>")
        .has("<summary>Details</summary>");
    page.has("<td class=\"align-end\">1</td>").has("<li class=\"task\"><input type=\"checkbox\" disabled");
    page.has("<del>gone</del>").has("<a href=\"https://bare.example\">https://bare.example</a>.");
    page.has("id=\"fnref-1\">1</a></sup>").has("<li id=\"fn-1\">").has("aria-label=\"Back to reference 1\"");
    page.has("<figcaption class=\"code-title\">a.json</figcaption>").has("line-mark").has("hl-n\">1</span>");
    page.has("<kbd>K</kbd> &lt;your name&gt;").lacks("<script>").lacks("javascript:");
    built.says("unknown-variable").says("removed-html").says("unsafe-link");
}

#[test]
fn raw_html_obeys_the_policy() {
    let page = |policy: &str| {
        let text = format!(
            "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nmarkdown: {{html: {policy}}}\n\
             -- content/a/b.md --\n---\ntitle: B\n---\n<div onclick=\"x\"><!-- c --><a href=\"b.md\">b</a></div>\n"
        );
        Site::new(&text).build().page("/a/b/")
    };
    page("sanitize").has("<div><a href=\"/a/b/\">b</a></div>").lacks("onclick");
    page("trusted").has("<div onclick=\"x\"><a href=\"/a/b/\">").lacks("<!-- c");
    page("escape").has("&lt;div onclick=");
}

#[test]
fn drafts_are_shown_on_request_and_marked() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\ndraft: true\n---\n-- content/a/c.md --\n---\ntitle: C\n---\n",
    );
    site.build().ok().lacks_file("a/b");
    site.run(&["build", "--drafts"]).ok().page("/a/b/").has("notice-draft").has("noindex");
}

#[test]
fn a_site_overrides_templates_strings_and_styles_by_path() {
    let built = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\n---\nText\n-- templates/parts/footer.html --\n<footer>Mine</footer>\n\
         -- i18n/en.yaml --\nhome: Start\n-- assets/css/site.css --\n.mine { color: red; }\n",
    )
    .build();
    let page = built.ok().page("/a/b/");
    page.has("<footer>Mine</footer>").has("<bdi>Start</bdi>");
    let style = built.files().into_iter().find(|path| path.ends_with(".css")).unwrap_or_default();
    built.page(&format!("/{style}")).has(".mine { color: red; }");
}

#[test]
fn names_that_a_file_system_decomposed_can_be_linked() {
    let built = Site::new(
        "-- content/a/cafe\u{301}.md --\n---\ntitle: C\n---\n-- content/a/b.md --\n---\ntitle: B\n---\n\
         [one](caf\u{e9}.md) [two](cafe\u{301}.md) [three](caf%C3%A9.md)\n",
    )
    .build();
    built.ok().silent_about("broken-link");
    let linked = built.page("/a/b/").selects(".prose a[href='/a/caf%C3%A9/']");
    assert_eq!(linked, ["one", "two", "three"]);
}

#[test]
fn links_lead_to_labels_old_paths_and_the_sitemap_too() {
    let built = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\nlabels: [How To]\naliases: [/old/]\n---\n\
         [1](/labels/) [2](/labels/how-to/) [3](/old/) [4](/sitemap.xml) [5](/labels/none/)\n",
    )
    .build();
    built.ok().says("`/labels/none/` leads nowhere").says("note[moved-link]: `/old/` is an old address");
    built.page("/a/b/").has("href=\"/labels/how-to/\"").lacks("href=\"/old/\"").has("<a>5</a>");
}

#[test]
fn what_could_run_scripts_is_not_published_beside_articles() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\n---\n[x](x.html) ![bad](bad.svg) ![good](good.svg)\n",
    );
    site.file("content/a/x.html", "<script>alert(1)</script>");
    site.file("content/a/bad.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload = 'x'/>");
    site.file("content/a/good.svg", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>");
    let built = site.build();
    built.ok().says("unsafe-file").page("/a/b/").has("/_/good.").lacks("/_/bad.").lacks("/_/x.");
    built.nowhere("alert(1)");
}

#[test]
fn alternative_text_has_no_markup_and_the_page_no_id_twice() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\n---\n![**Save** [docs](https://e.example/) ![in](x.png)](p.png)\n\n\
         ## Content\n\n<div id=\"content\">x</div>\n",
    );
    site.file("content/a/p.png", "png");
    let built = site.build();
    built.ok().says("duplicate-id");
    let page = built.page("/a/b/");
    page.has("alt=\"Save docs in\"").lacks("<strong>").lacks("e.example").has("<h2 id=\"content\">");
    assert_eq!(page.html.matches("id=\"content\"").count(), 1);
}

#[test]
fn a_link_to_another_language_stays_in_it() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fr]\n\
         -- content/a/b.md --\n---\ntitle: B\n---\n[file](b.fr.md) [path](/fr/a/b/)\n\
         -- content/a/b.fr.md --\n---\ntitle: B\n---\n[original](b.md) [absolute](/a/b/)\n",
    )
    .build();
    let linked = |page: &str, address: &str| built.page(page).selects(&format!(".prose a[href='{address}']"));
    assert_eq!(linked("/a/b/", "/fr/a/b/"), ["file", "path"]);
    assert_eq!(linked("/fr/a/b/", "/fr/a/b/"), ["original", "absolute"]);
}

#[test]
fn the_order_of_the_redirect_table_does_not_matter() {
    for table in ["/one: /two\n/two: /a/b/?q=1#how\n", "/two: /a/b/?q=1#how\n/one: /two\n"] {
        let table = table.replace("/a/b/?q=1#how", "\"/a/b/?q=1#how\"");
        let site = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\n## How\n");
        site.file("data/redirects.yaml", table);
        site.build().ok().page("/_redirects").has("/one/ /a/b/?q=1#how 301\n");
    }
}

#[test]
fn hidden_languages_lend_titles_and_nothing_else() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fr]\nlanguage_fallback: hide\n\
         -- content/a/_index.md --\n---\ntitle: Section\ndescription: Foreign words\n---\nForeign text\n\
         -- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/b.fr.md --\n---\ntitle: Bé\n---\n",
    )
    .build();
    built.page("/fr/a/").has("Bé").has("Section").lacks("Foreign");
}

#[test]
fn the_language_switcher_keeps_the_page() {
    let built = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\nlanguages: [en, fa]\n\
         -- content/a/_index.md --\n---\ntitle: A\n---\n-- content/a/b.md --\n---\ntitle: B\n---\n",
    )
    .build();
    for page in ["/a/", "/a/b/"] {
        let links = built.page(page).selects(&format!(".language-switcher a[href='/fa{page}']"));
        assert_eq!(links, ["فارسی"], "{page}");
        built.page(page).lacks("hreflang=\"x-default\"");
    }
}
