//! Whole addresses of the help centre are internal links, however they are written (issue 13, F12).

mod support;

use support::{Outcome, Site};

const SETTINGS: &str = "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/kb/\nlanguages: [en, fr]\n\
    audiences:\n  public: {}\n  agents: {includes: [public], base_url: \"https://help.example.com/kb/agents/\"}\n\
    variables: {site: \"https://help.example.com/kb\"}\n";
const ARTICLES: &str = "-- content/_index.md --\n---\ntitle: Home\n---\nWords.\n\
    -- content/guide/vat.md --\n---\ntitle: Vat\naliases: [/old/vat/]\n---\n## How\n\nWords.\n\
    -- content/guide/vat.fr.md --\n---\ntitle: TVA\n---\n## Comment\n\nMots.\n\
    -- content/guide/qzlimits.md --\n---\ntitle: Limits\naudience: agents\naliases: [/old/qzlimits/]\n---\n## Top\n\nWords.\n\
    -- content/guide/qzdraft.md --\n---\ntitle: Draft\nstate: draft\n---\nWords.\n\
    -- static/img/form.png --\nx\n";
/// Ways to one base.
const BASES: [&str; 7] = [
    "https://help.example.com/kb",
    "http://help.example.com/kb",
    "HTTPS://HELP.example.COM/kb",
    "https://help.example.com:443/kb",
    "https://help.example.com/%6Bb",
    "https://help.example.com/kb/agents",
    "{{ site }}",
];

/// Builds a site with an article `/guide/aN/` for each text.
fn built(bodies: &[String], audience: &str) -> Outcome {
    let articles = bodies
        .iter()
        .enumerate()
        .map(|(number, body)| format!("-- content/guide/a{number}.md --\n---\ntitle: A\n---\n{body}\n"));
    let site = Site::new(&format!("{SETTINGS}{ARTICLES}{}", articles.collect::<String>()));
    let built = site.run(&["build", "--audience", audience, "--date", "2026-01-15"]);
    built.ok();
    built.audience(audience)
}

fn built_one(body: &str, audience: &str) -> Outcome {
    built(&[body.to_owned()], audience)
}

/// Every way to write a link to `address`.
fn ways(address: &str) -> Vec<String> {
    let relative = address.strip_prefix("https:").map(|rest| format!("[x]({rest})"));
    let bare = !address.contains("{{") && !address.starts_with("HTTPS");
    let ways = [
        Some(format!("[x]({address})")),
        Some(format!("[x]({address} \"title\")")),
        Some(format!("[x][r]\n\n[r]: {address}")),
        bare.then(|| format!("<{address}>")),
        bare.then(|| format!("See {address}, please.")),
        Some(format!("A <a href=\"{address}\">x</a> in HTML.")),
        Some(format!("<div>\n<a href='{address}'>x</a>\n</div>")),
        Some(format!("- item\n\n  > [x]({address})")),
        Some(format!("| a |\n|---|\n| [x]({address}) |")),
        Some(format!(":::note[T]\n[x]({address})\n:::")),
        relative,
    ];
    ways.into_iter().flatten().collect()
}

#[test]
fn what_is_there_is_linked_in_the_reader_s_tree_and_language() {
    let ends = ["/guide/vat/", "/guide/vat", "/guide/vat/index.html", "/x/../guide/vat/", "/guide/v%61t/"];
    let addresses = BASES.map(|base| format!("{base}{}", ends[0])).into_iter();
    let addresses = addresses.chain(ends.map(|end| format!("{}{end}", BASES[0])));
    let bodies: Vec<String> = addresses.flat_map(|address| ways(&address)).collect();
    let public = built(&bodies, "public");
    public.silent_about("[broken").silent_about("[hidden").silent_about("[moved");
    for (number, body) in bodies.iter().enumerate() {
        for (page, href) in [("/guide", "/kb/guide/vat/"), ("/fr/guide", "/kb/fr/guide/vat/")] {
            let page = public.page(&format!("{page}/a{number}/"));
            assert_eq!(page.selects(&format!(".prose a[href='{href}']")).len(), 1, "{body}");
        }
    }
    let agents = built_one("[x](https://help.example.com/kb/guide/vat/)", "agents");
    agents.page("/guide/a0/").has("href=\"/kb/agents/guide/vat/\"");
}

#[test]
fn anchors_and_queries_are_checked_and_kept() {
    let address = "https://help.example.com/kb/guide/vat/";
    let good = built_one(&format!("[x]({address}#how) [y]({address}?from=mail#how)"), "public");
    good.silent_about("broken-anchor");
    good.page("/guide/a0/").has("\"/kb/guide/vat/#how\"").has("\"/kb/guide/vat/?from=mail#how\"");
    good.page("/fr/guide/a0/").has("\"/kb/fr/guide/vat/#comment\"");
    let bodies = ways(&format!("{address}#nope"));
    let bad = built(&bodies, "public");
    for (number, body) in bodies.iter().enumerate() {
        bad.says("warning[broken-anchor]").says(&format!("content/guide/a{number}.md:"));
        let page = bad.page(&format!("/guide/a{number}/"));
        assert_eq!(page.selects(".prose a[href='/kb/guide/vat/']").len(), 1, "{body}");
    }
}

#[test]
fn what_is_hidden_is_no_link_and_a_bare_address_is_not_shown() {
    let bases =
        ["https://help.example.com/kb", "http://help.example.com/kb", "https://help.example.com/kb/agents"];
    let ends = [
        "/guide/qzlimits/",
        "/guide/QZlimits#top",
        "/fr/guide/qzlimits/index.md",
        "/old/qzlimits/",
        "/guide/qzdraft/x",
    ];
    let mut bodies = Vec::new();
    let addresses = bases.map(|base| format!("{base}{}", ends[0])).into_iter();
    for address in addresses.chain(ends.map(|end| format!("{}{end}", bases[0]))) {
        bodies.extend(ways(&address));
        bodies.extend([
            format!("[{address}]({address})"),
            format!("# See {address}\n\nWords."),
            format!("<p>{address}</p>"),
            format!("![see {address}](/img/form.png) [x]({address})"),
            format!("Term\n:   {address}"),
            format!("Note[^1]\n\n[^1]: {address}"),
            format!("见{address}。后文"),
            format!("شاهد **{address}** الآن"),
        ]);
    }
    let public = built(&bodies, "public");
    public.nowhere("qzlimits").nowhere("qzdraft");
    for (number, body) in bodies.iter().enumerate() {
        public.says("warning[hidden-link]").says(&format!("--> content/guide/a{number}.md:"));
        let page = public.page(&format!("/guide/a{number}/"));
        assert!(page.selects(".prose a[href*='kb/']").is_empty(), "{body}");
    }
    let agents = built_one("See https://help.example.com/kb/guide/qzlimits/#top here.", "agents");
    agents
        .silent_about("hidden-link")
        .page("/guide/a0/")
        .has("href=\"/kb/agents/guide/qzlimits/#top\"")
        .has(">https://help");
}

#[test]
fn what_is_not_there_is_broken() {
    let ends = ["/guide/nope/", "/nope", "/guide/vat/x.png", "/_/style.0000000000.css"];
    let bodies: Vec<String> =
        ends.iter().flat_map(|end| ways(&format!("https://help.example.com/kb{end}"))).collect();
    let bad = built(&bodies, "public");
    for number in 0..bodies.len() {
        bad.says("warning[broken-link]").says(&format!("--> content/guide/a{number}.md:"));
    }
    let others = built_one(
        "[a](https://help.example.com/) [b](https://help.example.com/kbx/) [c](https://other.example/kb/guide/nope/)",
        "public",
    );
    others.silent_about("[broken").page("/guide/a0/").has("href=\"https://help.example.com/kbx/\"");
}

#[test]
fn pages_of_other_kinds_and_files_are_found() {
    let built = built_one(
        "[a](https://help.example.com/kb/) [b](https://help.example.com/kb/search/?q=x) [c](https://help.example.com/kb/sitemap.xml)\n\
         [d](https://help.example.com/kb/fr/) [e](https://help.example.com/kb/guide/vat/index.md) ![f](//help.example.com/kb/img/form.png)\n\
         <img src=\"https://help.example.com/kb/img/form.png\" alt=\"g\">",
        "public",
    );
    built.silent_about("[broken").silent_about("remote-image");
    let page = built.page("/guide/a0/");
    for href in ["/kb/search/?q=x", "/kb/sitemap.xml", "/kb/fr/", "/kb/guide/vat/index.md"] {
        page.has(&format!("href=\"{href}\""));
    }
    assert_eq!(page.html.matches("src=\"/kb/img/form.png\"").count(), 2);
}

#[test]
fn an_old_address_is_led_on_and_typed_anew() {
    let site = Site::new(&format!(
        "{SETTINGS}{ARTICLES}-- content/guide/a.md --\n---\ntitle: A\ndescription: D\n---\n[x](http://help.example.com/kb/old/vat/#how) \
         <https://help.example.com/kb/old/vat/> and https://help.example.com/kb/agents/old/vat here.\n"
    ));
    let built = site.build();
    built.ok().says("note[moved-link]");
    assert_eq!(built.page("/guide/a/").selects(".prose a[href^='/kb/guide/vat/']").len(), 3);
    site.run(&["check", "--fix"]);
    let text = String::from_utf8_lossy(&site.tree("content")["guide/a.md"]).into_owned();
    assert!(
        text.ends_with(
            "[x](http://help.example.com/kb/guide/vat/#how) <https://help.example.com/kb/guide/vat/> and \
             https://help.example.com/kb/agents/guide/vat/ here.\n"
        ),
        "{text}"
    );
}

#[test]
fn front_matter_and_data_files_may_name_whole_addresses() {
    let site = Site::new(&format!(
        "{SETTINGS}{ARTICLES}-- content/guide/a.md --\n---\ntitle: A\nrelated: [\"https://help.example.com/kb/guide/vat/\"]\n\
         aliases: [\"http://help.example.com/kb/was/a/\"]\nseo:\n  image: https://help.example.com/kb/img/form.png\n\
         \x20 canonical: https://help.example.com/kb/guide/qzlimits/\n---\nWords.\n\
         -- data/redirects.yaml --\nhttps://help.example.com/kb/one/: https://help.example.com/kb/guide/vat/#how\n\
         /two/: https://help.example.com/kb/guide/qzlimits/\n/three/: https://help.example.com/kb/guide/nope/\n\
         -- data/best-bets.yaml --\nmoney: https://help.example.com/kb/guide/vat/\n"
    ));
    let built = site.build();
    built.ok().says("warning[hidden-link]").says("content/guide/a.md:7:14").says("warning[broken-redirect]");
    built.silent_about("broken-best-bet").nowhere("qzlimits");
    let page = built.page("/guide/a/");
    page.has("content=\"https://help.example.com/kb/img/form.png\"").has("/kb/guide/vat/");
    built
        .page("/_redirects")
        .has("/kb/was/a/ /kb/guide/a/ 301")
        .has("/kb/one/ /kb/guide/vat/#how 301")
        .lacks("/kb/two");
}

#[test]
fn pages_that_are_read_from_a_folder_link_relatively() {
    let settings =
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/kb/\nsearch: {offline: true}\n";
    let site = Site::new(&format!(
        "{settings}{ARTICLES}-- content/guide/a.md --\n---\ntitle: A\n---\n[x](https://help.example.com/kb/guide/vat/)\n"
    ).replace("audience: agents\n", "state: draft\n"));
    site.build().ok().page("/guide/a/").has("href=\"../../guide/vat/index.html\"");
}

#[test]
fn build_check_and_a_second_audience_say_the_same() {
    let site = Site::new(&format!(
        "{SETTINGS}{ARTICLES}-- content/guide/a.md --\n---\ntitle: A\n---\nSee https://help.example.com/kb/guide/qzlimits/ now.\n"
    ));
    for args in [["build", "--strict"], ["check", "--strict"]] {
        site.run(&args).fails(1).says("warning[hidden-link]").says("content/guide/a.md:4:5");
    }
    // One memory serves both audiences: what one may see is not shown to the other.
    let both = site.run(&["build", "--audience", "all", "--date", "2026-01-15"]);
    both.ok();
    both.audience("public").nowhere("qzlimits");
    both.audience("agents").page("/guide/a/").has(">https://help.example.com/kb/guide/qzlimits/</a>");
}
