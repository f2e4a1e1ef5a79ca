//! Heads of answers: what may be kept and for how long, what changed since, which part of a file, what browsers may do.

use crate::support::serve::{Response, Server};
use crate::{FOR_EVER, FRESH, Served, WORD, data, headers, is_guarded};

/// Addresses that answer with 200, one of each kind.
const FOUND: &[&str] = &[
    "/",
    "/a/b/",
    "/a/b/index.html",
    "/fa/a/b/",
    "/a/draft/",
    "/search/",
    "/data.bin",
    "/page.html",
    "/style.0123456789.css",
    "/caf%C3%A9%20au%20lait.txt",
    "/.well-known/security.txt",
    "/sitemap.xml",
    "/robots.txt",
    "/llms.txt",
    "/_redirects",
    "/_/search/en/manifest.json",
    "/_/search/en/t0.bin",
    "/_/preview/client.js",
    "/_/preview/client.css",
];
const NOT_FOUND: &[&str] = &[
    "/none/",
    "/none",
    "/fa/none/",
    "/a/b/none.png",
    "/_/style.0000000000.css",
    "/_/",
    "/_/preview/none.js",
    "/.well-known/",
];
const MOVED: &[&str] = &["/a/b", "/a", "/fa", "/old/", "/old", "/older.html", "/one/", "/out/", "/a/b?x=1"];
/// What a browser says when its reader goes to a page.
const BROWSER: (&str, &str) = ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

/// Returns the addresses below `/_/` that the front page refers to.
#[track_caller]
fn fingerprinted(server: &Server) -> Vec<String> {
    let pages = server.get("/").text() + &server.get("/a/picture/").text();
    let values = pages.split('"').filter(|value| value.starts_with("/_/") && !value.contains("/search/"));
    let mut addresses: Vec<String> = values.map(str::to_owned).collect();
    addresses.sort();
    addresses.dedup();
    for ending in [".css", ".js", ".png", ".svg"] {
        assert!(addresses.iter().any(|address| address.ends_with(ending)), "no {ending} in {addresses:?}");
    }
    addresses
}

#[test]
fn every_answer_is_guarded() {
    let Served { server, around: _around } = &Served::new(&[]);
    for target in FOUND {
        for browser in [&[][..], &[BROWSER]] {
            let answer = server.get_with(target, browser);
            assert_eq!(answer.status, 200, "{target}: {answer:?}");
            is_guarded(&answer);
        }
    }
    for target in NOT_FOUND {
        let answer = server.get_with(target, &[BROWSER]);
        assert_eq!(answer.status, 404, "{target}: {answer:?}");
        is_guarded(&answer);
    }
    for target in MOVED {
        let answer = server.get(target);
        assert_eq!(answer.status, 301, "{target}: {answer:?}");
        is_guarded(&answer);
    }
    for address in fingerprinted(server) {
        let answer = server.get(&address);
        assert_eq!(answer.status, 200, "{address}: {answer:?}");
        is_guarded(&answer);
    }
}

#[test]
fn only_files_named_for_their_content_are_kept_for_ever() {
    let Served { server, around: _around } = &Served::new(&[]);
    for address in fingerprinted(server) {
        assert_eq!(headers(&server.get(&address), &["Cache-Control"]), [Some(FOR_EVER)], "{address}");
    }
    for target in FOUND.iter().chain(NOT_FOUND).chain(MOVED) {
        for browser in [&[][..], &[BROWSER]] {
            let answer = server.get_with(target, browser);
            let kept = answer.header("Cache-Control").unwrap_or_default();
            let long = kept.contains("immutable") || kept.contains("31536000");
            assert!(!long, "{target}: {answer:?}");
        }
    }
    for page in ["/", "/a/b/", "/a/b/index.html", "/fa/a/b/", "/none/", "/_/preview/client.js"] {
        assert_eq!(headers(&server.get(page), &["Cache-Control"]), [Some(FRESH)], "{page}");
    }
}

#[test]
fn a_cache_learns_on_what_a_page_depends() {
    let Served { server, around: _around } = &Served::new(&[]);
    for page in ["/", "/a/b/", "/a/b/index.html", "/fa/a/b/", "/search/", "/none/"] {
        for browser in [&[][..], &[BROWSER]] {
            let answer = server.get_with(page, browser);
            let vary = answer.header("Vary").unwrap_or_default().to_ascii_lowercase();
            let mut names: Vec<&str> = vary.split(',').map(str::trim).collect();
            names.sort_unstable();
            assert_eq!(names, ["accept", "cookie"], "{page}: {answer:?}");
        }
    }
}

#[test]
fn types_are_those_that_browsers_insist_on() {
    let Served { server, around: _around } = &Served::new(&[]);
    let kind = |target: &str| {
        let answer = server.get(target);
        answer.header("Content-Type").unwrap_or_default().to_ascii_lowercase().replace(' ', "")
    };
    for page in ["/", "/a/b/", "/a/b/index.html", "/none/", "/page.html"] {
        assert_eq!(kind(page), "text/html;charset=utf-8", "{page}");
    }
    let known = [
        (".css", &["text/css"][..]),
        (".js", &["text/javascript", "application/javascript"]),
        (".svg", &["image/svg+xml"]),
        (".png", &["image/png"]),
        (".bin", &["application/octet-stream"]),
        (".json", &["application/json"]),
        (".xml", &["application/xml", "text/xml"]),
        (".txt", &["text/plain"]),
    ];
    let targets = FOUND.iter().map(|target| (*target).to_owned()).chain(fingerprinted(server));
    for target in targets {
        for (_, kinds) in known.iter().filter(|(ending, _)| target.ends_with(ending)) {
            let kind = kind(&target);
            assert!(kinds.iter().any(|known| kind.starts_with(known)), "{target}: {kind}");
        }
    }
}

#[test]
fn head_says_what_get_says_and_sends_no_byte_of_it() {
    let Served { server, around: _around } = &Served::new(&[]);
    let stable = |answer: &Response| {
        let dated = |(name, _): &&(String, String)| !name.eq_ignore_ascii_case("date");
        let mut lines: Vec<(String, String)> = answer.headers.iter().filter(dated).cloned().collect();
        lines.sort();
        lines
    };
    let assets = fingerprinted(server);
    let targets =
        FOUND.iter().chain(NOT_FOUND).chain(MOVED).copied().chain(assets.iter().map(String::as_str));
    for target in targets {
        for browser in [&[][..], &[BROWSER]] {
            let (get, head) = (server.get_with(target, browser), server.ask("HEAD", target, browser));
            assert_eq!(head.status, get.status, "{target}");
            assert_eq!(stable(&head), stable(&get), "{target}");
            assert!(head.body.is_empty(), "{target}: {head:?}");
        }
    }
    let tag = server.get("/a/b/").header("ETag").unwrap_or_default().to_owned();
    let unchanged = server.ask("HEAD", "/a/b/", &[("If-None-Match", &tag)]);
    assert!(unchanged.status == 304 && unchanged.body.is_empty(), "{unchanged:?}");
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let Served { server, around: _around } = &Served::new(&[]);
    let assets = fingerprinted(server);
    for target in FOUND.iter().copied().chain(assets.iter().map(String::as_str)) {
        let whole = server.get(target);
        let tag = whole.header("ETag").unwrap_or_default().to_owned();
        let strong = tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"');
        assert!(strong, "{target}: {whole:?}");
        assert_eq!(server.get(target).header("ETag"), Some(tag.as_str()), "{target}");
        for known in [
            tag.clone(),
            "*".to_owned(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            format!("{tag},\"x\""),
            format!("\"a,b\" , W/\"c\",{tag} , \"d\""),
        ] {
            let answer = server.get_with(target, &[("If-None-Match", &known)]);
            assert!(answer.status == 304 && answer.body.is_empty(), "{target}, `{known}`: {answer:?}");
            let names = ["ETag", "Cache-Control", "Vary"];
            assert_eq!(headers(&answer, &names), headers(&whole, &names), "{target}");
        }
        let inner = tag.trim_matches('"').to_owned();
        for other in
            ["\"x\"".to_owned(), inner.clone(), format!("\"{inner}x\""), String::new(), "\"".to_owned()]
        {
            let answer = server.get_with(target, &[("If-None-Match", &other)]);
            assert!(answer.status == 200 && answer.body == whole.body, "{target}, `{other}`: {answer:?}");
        }
    }
    for target in NOT_FOUND {
        assert_eq!(server.get_with(target, &[("If-None-Match", "*")]).status, 404, "{target}");
    }
}

#[test]
fn other_bytes_have_another_tag() {
    let Served { server, around: _around } = &Served::new(&[]);
    let tag = |answer: Response| answer.header("ETag").unwrap_or_default().to_owned();
    let as_tool = tag(server.get("/a/b/"));
    let as_browser = tag(server.get_with("/a/b/", &[BROWSER]));
    assert_ne!(as_tool, as_browser, "a browser gets one more element");
    let answer = server.get_with("/a/b/", &[BROWSER, ("If-None-Match", &as_tool)]);
    assert_eq!(answer.status, 200);
    let published = tag(server.get_as("drafts=0", "/a/"));
    assert_ne!(tag(server.get("/a/")), published, "a list has one article less");
}

#[test]
fn one_range_of_a_file_is_sent_alone() {
    let Served { server, around: _around } = &Served::new(&[]);
    for (target, browser) in [("/data.bin", &[][..]), ("/a/b/", &[]), ("/a/b/", &[BROWSER])] {
        let whole = server.get_with(target, browser);
        let (length, last) = (whole.body.len(), whole.body.len() - 1);
        for (range, from, to) in [
            ("bytes=0-0".to_owned(), 0, 0),
            ("bytes=5-9".to_owned(), 5, 9),
            ("bytes=10-".to_owned(), 10, last),
            ("bytes=-5".to_owned(), length - 5, last),
            ("bytes=0-".to_owned(), 0, last),
            (format!("bytes={last}-{last}"), last, last),
            (format!("bytes={last}-"), last, last),
            (format!("bytes=7-{length}"), 7, last),
            ("bytes=7-99999999".to_owned(), 7, last),
            ("bytes=-99999999".to_owned(), 0, last),
        ] {
            let answer = server.get_with(target, &[browser, &[("Range", &range)]].concat());
            assert_eq!(answer.status, 206, "{target}, `{range}`: {answer:?}");
            let expected = format!("bytes {from}-{to}/{length}");
            assert_eq!(answer.header("Content-Range"), Some(expected.as_str()), "{target}, `{range}`");
            assert!(answer.body == whole.body[from..=to], "{target}, `{range}`: {answer:?}");
            assert_eq!(answer.header("ETag"), whole.header("ETag"), "{target}, `{range}`");
            is_guarded(&answer);
        }
    }
}

#[test]
fn a_range_outside_of_a_file_is_refused() {
    let Served { server, around: _around } = &Served::new(&[]);
    for target in ["/data.bin", "/a/b/"] {
        let length = server.get(target).body.len();
        for range in
            [format!("bytes={length}-"), format!("bytes={length}-{length}"), "bytes=99999999-".to_owned()]
        {
            let answer = server.get_with(target, &[("Range", &range)]);
            let expected = format!("bytes */{length}");
            assert_eq!(
                (answer.status, answer.header("Content-Range")),
                (416, Some(expected.as_str())),
                "{range}"
            );
            assert!(!answer.has(WORD), "{answer:?}");
        }
        assert_eq!(server.get_with(target, &[("Range", "bytes=-0")]).status, 416, "{target}");
    }
}

#[test]
fn several_ranges_or_none_get_the_whole_file() {
    let Served { server, around: _around } = &Served::new(&[]);
    for target in ["/data.bin", "/a/b/"] {
        let whole = server.get(target);
        for range in
            ["bytes=0-0,2-3", "bytes=0-0, -1", "bytes=5-,0-1", "bytes=0-1,99999999-", "bytes=0-0,0-0,0-0"]
        {
            let answer = server.get_with(target, &[("Range", range)]);
            assert!(answer.status == 200 && answer.body == whole.body, "{target}, `{range}`: {answer:?}");
            assert_eq!(answer.header("Content-Range"), None, "{target}, `{range}`");
        }
        // What is no range may be passed over or refused, but never answered with a part.
        for range in [
            "bytes=",
            "bytes=-",
            "bytes=x-y",
            "bytes=9-5",
            "bytes=1",
            "bytes=1-2-3",
            "bytes=--1",
            "bytes=+1-+2",
            "bytes=0x1-0x2",
            "lines=0-1",
            "0-1",
            "",
        ] {
            let answer = server.get_with(target, &[("Range", range)]);
            let passed_over = answer.status == 200 && answer.body == whole.body;
            assert!(passed_over || matches!(answer.status, 400 | 416), "{target}, `{range}`: {answer:?}");
        }
        // Larger than any number of the machine.
        for range in [
            "bytes=0-99999999999999999999999",
            "bytes=99999999999999999999999-",
            "bytes=-99999999999999999999999",
        ] {
            let answer = server.get_with(target, &[("Range", range)]);
            assert!(matches!(answer.status, 200 | 206 | 400 | 416), "{target}, `{range}`: {answer:?}");
        }
    }
    assert_eq!(server.get("/data.bin").body, data());
    assert_eq!(server.get_with("/none/", &[("Range", "bytes=0-0")]).status, 404);
    let tag = server.get("/data.bin").header("ETag").unwrap_or_default().to_owned();
    let unchanged = server.get_with("/data.bin", &[("Range", "bytes=0-0"), ("If-None-Match", &tag)]);
    assert_eq!(unchanged.status, 304);
}
