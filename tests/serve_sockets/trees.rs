//! What is served is what `helpsmith build --drafts` writes, byte for byte; a browser gets one element more.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::Site;
use crate::support::serve::{Response, Server, encoded};
use crate::{DAY, Served};

/// Builds a site as it is previewed and returns its files.
#[track_caller]
fn built(site: &Site, inner: &str, audience: &str) -> BTreeMap<String, Vec<u8>> {
    let copy = Site::copy_of(&site.folder().join(inner));
    let args = ["build", "--drafts", "--date", DAY[1], "--audience", audience];
    let tree = copy.run(&args).ok().audience(audience).tree();
    assert!(tree.len() > 10, "{} files", tree.len());
    tree
}

#[track_caller]
fn is_served(server: &Server, tree: &BTreeMap<String, Vec<u8>>) {
    let difference = server.difference(tree);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

#[test]
fn every_file_of_a_build_is_served_as_it_is() {
    let served = Served::new(&[]);
    let tree = built(&served.around, "site", "public");
    is_served(&served.server, &tree);
    assert_eq!(served.server.get("/.helpsmith.json").status, 404);
    let without = served.server.get_with("/a/b/", &[("Accept", "")]);
    assert!(without.body == tree["a/b/index.html"], "{without:?}");
}

#[test]
fn the_example_site_is_served_as_it_is_built() {
    let example = Site::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"));
    for audience in ["public", "agents"] {
        let server = Server::start(example.folder(), &[&DAY[..], &["--audience", audience]].concat());
        is_served(&server, &built(&example, "", audience));
    }
}

#[test]
fn a_site_below_a_path_is_served_as_it_is_built() {
    let site = Site::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs"));
    let settings = String::from_utf8_lossy(&site.tree("")["helpsmith.yaml"]).into_owned();
    let (before, line) = settings.split_once("base_url: ").expect("an address");
    let after = line.split_once('\n').map_or("", |(_, after)| after);
    site.file("helpsmith.yaml", format!("{before}base_url: https://x.example/help/\n{after}"));
    let server = Server::start(site.folder(), &DAY);
    assert_eq!(server.base, "/help/");
    is_served(&server, &built(&site, "", "public"));
}

/// Returns what stands between what was built and what a browser got, if that is all.
#[track_caller]
fn added(built: &[u8], answer: &Response) -> String {
    let built = String::from_utf8_lossy(built).into_owned();
    let at = built.find("</head>").expect("a head");
    let (before, after) = built.split_at(at);
    let text = answer.text();
    let rest = text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    rest.unwrap_or_else(|| panic!("not the built page:\n{answer:?}")).to_owned()
}

/// Returns the digest in the element that was added; where there is no page it may be empty.
#[track_caller]
fn digest(element: &str) -> String {
    let digest = element
        .strip_prefix("<script src=\"/_/preview/client.js\" data-page=\"")
        .and_then(|rest| rest.strip_suffix("\" defer></script>"))
        .unwrap_or_else(|| panic!("`{element}` was added"));
    assert!(digest.bytes().all(|byte| byte.is_ascii_alphanumeric()), "`{digest}` is no digest");
    digest.to_owned()
}

#[test]
fn a_browser_gets_one_element_more() {
    let Served { server, around } = &Served::new(&[]);
    let accepted = [("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
    let tree = built(around, "site", "public");
    // The page in `static/` is not of our making, and old addresses are redirects.
    let skipped =
        [".helpsmith.json", "page.html", "older.html", "old/index.html", "one/index.html", "out/index.html"];
    for (path, bytes) in tree.iter().filter(|(path, _)| !skipped.contains(&path.as_str())) {
        let address = format!("/{}", encoded(path.strip_suffix("index.html").unwrap_or(path)));
        let answer = server.get_with(&address, &accepted);
        if !path.ends_with(".html") {
            assert!(answer.status == 200 && answer.body == *bytes, "{address}: {answer:?}");
            continue;
        }
        let digest = digest(&added(bytes, &answer));
        let again = server.get_with(&address, &[("Accept", "text/html")]);
        assert!(again.body == answer.body, "{address}: {again:?}");
        let mut events = server.events(&address, "");
        if !path.ends_with("404.html") {
            assert_eq!(events.state()["page"], digest.as_str(), "{address}");
        }
    }
    let missing = server.get_with("/none/", &accepted);
    digest(&added(&tree["404.html"], &missing));
    for accept in ["*/*", "text/*", "application/xhtml+xml", "image/png,*/*", "text/plain"] {
        let answer = server.get_with("/a/b/", &[("Accept", accept)]);
        assert!(answer.body == tree["a/b/index.html"], "{accept}: {answer:?}");
    }
    for accept in ["text/html", "*/*, text/html;q=0.1", "application/xml , text/html ; q=0.9"] {
        digest(&added(&tree["a/b/index.html"], &server.get_with("/a/b/", &[("Accept", accept)])));
    }
}

#[test]
fn pages_of_one_kind_have_digests_of_their_own() {
    let Served { server, around: _around } = &Served::new(&[]);
    let page = |path: &str, view: &str| server.events(path, view).state()["page"].clone();
    let pages = ["/", "/a/", "/a/b/", "/a/draft/", "/fa/", "/fa/a/b/", "/search/"].map(|path| page(path, ""));
    for (at, one) in pages.iter().enumerate() {
        assert!(one.is_string() && !pages[..at].contains(one), "{pages:?}");
    }
    assert_eq!(page("/a/b/", ""), page("/a/b/index.html", ""), "one page, two addresses");
    assert_ne!(page("/a/", ""), page("/a/", "drafts=0"));
    for path in ["/none/", "/data.bin/", "/a/inner/", "/a/none"] {
        assert!(page(path, "").is_null(), "{path}");
    }
}
