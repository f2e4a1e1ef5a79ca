//! No path leads out of the site, and none to another host.

use crate::support::Site;
use crate::support::serve::{Response, Server};
use crate::{Served, is_alive, serve, tells_nothing};

/// Ways out of a folder, each as the target of a request. A server that joins them to a folder gives away a file
/// that lies beside the site or in it.
const WAYS_OUT: &[&[u8]] = &[
    b"/../secret.txt",
    b"/../../../../../../../../etc/passwd",
    b"/a/../../secret.txt",
    b"/a/b/../../../secret.txt",
    b"/_/../../secret.txt",
    b"/./../secret.txt",
    b"/.",
    b"/./",
    b"/..",
    b"/../",
    b"/%2e%2e/secret.txt",
    b"/%2E%2E/secret.txt",
    b"/.%2e/secret.txt",
    b"/%2e./secret.txt",
    b"/..%2fsecret.txt",
    b"/..%2Fsecret.txt",
    b"/%2e%2e%2fsecret.txt",
    b"/a%2f..%2f..%2fsecret.txt",
    b"/%2e%2e%5csecret.txt",
    b"/..%5csecret.txt",
    b"/..\\secret.txt",
    b"\\..\\secret.txt",
    b"/a\\..\\..\\secret.txt",
    b"/%252e%252e/secret.txt",
    b"/%252e%252e%252fsecret.txt",
    b"/%25252e%25252e%25252fsecret.txt",
    b"/%c0%ae%c0%ae/secret.txt",
    b"/%c0%ae%c0%ae%c0%afsecret.txt",
    b"/%e0%80%ae%e0%80%ae%e0%80%afsecret.txt",
    b"/%f0%80%80%ae%f0%80%80%ae/secret.txt",
    b"/\xc0\xae\xc0\xae/secret.txt",
    b"/..\xc0\xafsecret.txt",
    b"/..%c1%9csecret.txt",
    b"/%ef%bc%8e%ef%bc%8e/secret.txt",
    b"/..%ef%bc%8fsecret.txt",
    b"/..%e2%88%95secret.txt",
    b"/..%e2%81%84secret.txt",
    b"/..\xe2\x88\x95secret.txt",
    b"/..%u2215secret.txt",
    b"/%u002e%u002e/secret.txt",
    b"//etc/passwd",
    b"///etc/passwd",
    b"/%2fetc/passwd",
    b"/%2fetc%2fpasswd",
    b"//..//secret.txt",
    b"/....//secret.txt",
    b"/.../secret.txt",
    b"/..;/secret.txt",
    b"/..%00/secret.txt",
    b"/secret.txt%00.html",
    b"/%00/../secret.txt",
    b"/helpsmith.yaml%00",
    b"/a/b/index.html%00.png",
    b"/..%0d%0a/secret.txt",
    b"/../site-secret/secret.txt",
    b"/../site-secret/",
    b"/..%2fsite-secret%2findex.html",
    b"-secret/secret.txt",
    b"../secret.txt",
    b"secret.txt",
    b"/helpsmith.yaml",
    b"/HELPSMITH.YAML",
    b"/.git/config",
    b"/static/.git/config",
    b"/%2egit/config",
    b"/.env",
    b"/.helpsmith/code.bin",
    b"/.helpsmith.json",
    b"/snippets/s.md",
    b"/templates/parts/unused.html",
    b"/data/redirects.yaml",
    b"/content/a/inner.md",
    b"/a/inner.md",
    b"/a/inner/",
    b"/a/inner",
    b"/a/inner/index.html",
    b"/a/b/../inner/",
    b"/A/INNER/",
    b"/fa/a/inner/",
    b"/dist/public/left.html",
    b"/notes/secret.md",
    b"/_/preview/",
    b"/_/preview/helpsmith.yaml",
    b"/_/preview/../../helpsmith.yaml",
    b"/_/preview/%2e%2e/%2e%2e/helpsmith.yaml",
    b"/_/preview/..%2f..%2fsecret.txt",
    b"/_/preview/client.js/../../../helpsmith.yaml",
    b"/_/preview/preview.js",
    b"/_/search/en/../../../helpsmith.yaml",
    b"/_/search/../../.env",
    b"/?/../secret.txt",
    b"/?page=../secret.txt",
    b"/#/../secret.txt",
    b"/a/b/;/../../../secret.txt",
    b"http:secret.txt",
    b"file:///etc/passwd",
    b"file://localhost/etc/passwd",
    b"C:/secret.txt",
    b"/C:/secret.txt",
    b"/\\\\localhost\\secret.txt",
    b"~/secret.txt",
    b"*",
];

/// Targets that a careless server redirects to another host.
const WAYS_ELSEWHERE: &[&str] = &[
    "//evil.example",
    "//evil.example/",
    "//evil.example/a/b",
    "//evil.example/a/b/",
    "//evil.example/%2e%2e",
    "//evil.example/..",
    "//evil.example/old",
    "///evil.example/",
    "////evil.example/a",
    "/\\evil.example",
    "/\\evil.example/",
    "/\\\\evil.example/a/b",
    "\\\\evil.example/a/b",
    "/%2fevil.example",
    "/%2f%2fevil.example",
    "/%2f%2fevil.example/",
    "/%5cevil.example/",
    "/%5c%5cevil.example/a",
    "/%09/evil.example/",
    "/.//evil.example",
    "/.//evil.example/",
    "/..//evil.example/a/b",
    "/a/..//evil.example",
    "/a//evil.example/../b",
    "//evil.example/../a/b",
    "/a/b//evil.example",
    "/a/b?//evil.example",
    "/a/b?next=http://evil.example/",
    "/a/b%3f//evil.example",
    "/a/b#//evil.example",
    "/old//evil.example",
    "//old",
    "//a/b",
    "/@evil.example",
    "/a/b@evil.example",
    "/http://evil.example/",
    "/https:evil.example",
];

/// Asserts that a redirect leads to a place of this host, written as a path from its root.
#[track_caller]
fn stays_here(asked: &str, location: &str) {
    let inside = location.starts_with('/')
        && !location.starts_with("//")
        && !location.starts_with("/\\")
        && location.chars().all(|c| c.is_ascii_graphic());
    let path = location.split(['?', '#']).next().unwrap_or(location);
    assert!(inside && !path.contains("//") && !path.contains('\\'), "`{asked}` is sent to `{location}`");
}

/// Sends a target as it stands, with nothing about it that could be refused but itself.
#[track_caller]
fn answer_to(server: &Server, target: &[u8]) -> (Vec<u8>, Option<Response>) {
    let rest = b" HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
    let answer = server.raw(&[b"GET ", target, rest].concat());
    let response = Response::parse(&answer, false);
    (answer, response)
}

#[test]
fn no_path_leads_out_of_the_site() {
    let served = Served::new(&[]);
    let server = &served.server;
    let beside = served.around.folder().to_string_lossy().into_owned();
    let absolute: Vec<String> = [
        format!("{beside}/secret.txt"),
        format!("/{beside}/secret.txt"),
        format!("/..{beside}/secret.txt"),
        format!("/%2f{beside}/secret.txt"),
        format!("file://{beside}/secret.txt"),
        format!("/../{}/helpsmith.yaml", served.folder().display()),
    ]
    .into();
    let targets = WAYS_OUT.iter().copied().chain(absolute.iter().map(String::as_bytes));
    for target in targets.chain(WAYS_ELSEWHERE.iter().map(|target| target.as_bytes())) {
        let asked = String::from_utf8_lossy(target).into_owned();
        let (answer, response) = answer_to(server, target);
        tells_nothing(&asked, &answer);
        let response = response
            .unwrap_or_else(|| panic!("`{asked}` is answered with `{}`", String::from_utf8_lossy(&answer)));
        assert!(matches!(response.status, 200..=499), "`{asked}`: {response:?}");
        if let Some(location) = response.header("Location") {
            stays_here(&asked, location);
        }
    }
    is_alive(server, "all of these");
}

#[test]
fn the_events_of_a_path_outside_tell_nothing() {
    let served = Served::new(&[]);
    for page in [
        "../secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/../helpsmith.yaml",
        "//evil.example/",
        "%2f%2fevil.example",
        "file:///etc/passwd",
        "/a/inner/",
        "%00",
        "%ff%fe",
    ] {
        let state = served.server.events(page, "").state();
        assert!(state["page"].is_null() && state["source"].is_null(), "`{page}`: {state:#}");
        tells_nothing(page, state.to_string().as_bytes());
    }
    let mut longest = served.server.events(&"a".repeat(4_000), "");
    assert!(longest.head.status >= 400 || longest.state()["page"].is_null());
}

#[test]
fn a_redirect_never_leads_to_a_host_that_the_request_names() {
    for base in ["https://x.example/", "https://x.example/help/"] {
        let site = "-- content/a/b.md --\n---\ntitle: B\naliases: [/old/]\n---\n";
        let (_site, server) =
            serve(&format!("-- helpsmith.yaml --\ntitle: T\nbase_url: {base}\n{site}"), &[]);
        let below = server.base.trim_end_matches('/').to_owned();
        let targets = WAYS_ELSEWHERE.iter().flat_map(|target| {
            [(*target).to_owned(), format!("{below}{target}"), format!("/{below}{target}")]
        });
        for target in targets {
            let (answer, response) = answer_to(&server, target.as_bytes());
            let response = response.unwrap_or_else(|| {
                panic!("`{target}` is answered with `{}`", String::from_utf8_lossy(&answer))
            });
            if let Some(location) = response.header("Location") {
                stays_here(&target, location);
            }
        }
    }
}

#[test]
fn a_request_cannot_write_headers_of_an_answer() {
    let served = Served::new(&[]);
    for target in [
        "/a/b?x=%0d%0aX-Planted:%20yes",
        "/a/b%0d%0aX-Planted:%20yes",
        "/a/b?x=\rX-Planted: yes",
        "/a/b?x=\u{560a}\u{560d}X-Planted:yes",
        "/old%0aX-Planted:%20yes",
        "/%0d%0aX-Planted:%20yes",
    ] {
        let (answer, _) = answer_to(&served.server, target.as_bytes());
        let text = String::from_utf8_lossy(&answer).to_lowercase();
        let planted =
            text.lines().flat_map(|line| line.split('\r')).any(|line| line.starts_with("x-planted"));
        assert!(!planted, "`{target}`:\n{text}");
    }
    is_alive(&served.server, "planted headers");
}

#[test]
fn a_link_in_the_site_s_folder_leads_nowhere() {
    let outside = Site::new("-- secret.txt --\nQZSECRET\n");
    let site = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n-- static/c.txt --\nC\n");
    link(&outside, &site);
    let server = Server::start(site.folder(), &["--watch"]);
    for path in ["/link.txt", "/folder/secret.txt", "/folder/", "/link/", "/c.txt"] {
        tells_nothing(path, &server.get(path).body);
    }
    assert_eq!(server.get("/c.txt").status, 200);
}

#[cfg(unix)]
fn link(outside: &Site, site: &Site) {
    use std::os::unix::fs::symlink;
    let target = outside.folder().join("secret.txt");
    symlink(&target, site.folder().join("static/link.txt")).expect("a link");
    symlink(outside.folder(), site.folder().join("static/folder")).expect("a link");
    symlink(&target, site.folder().join("content/link.md")).expect("a link");
}

#[cfg(not(unix))]
fn link(_: &Site, _: &Site) {}
