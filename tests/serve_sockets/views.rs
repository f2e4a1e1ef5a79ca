//! Who sees what: the view in the cookie, the language of wrong addresses, the base path, old addresses.

use crate::support::serve::Server;
use crate::support::{Site, index};
use crate::{DAY, SECRET, Served, is_alive, is_guarded, serve, tells_nothing};

/// Every address of the site that could name its one article for agents.
const TELLING: &[&str] = &[
    "/",
    "/a/",
    "/a/b/",
    "/fa/",
    "/fa/a/",
    "/a/inner/",
    "/a/inner",
    "/fa/a/inner/",
    "/search/",
    "/sitemap.xml",
    "/llms.txt",
    "/_redirects",
    "/404.html",
    "/_/search/en/manifest.json",
    "/_/search/en/t0.bin",
    "/_/search/en/d0.bin",
];

#[test]
fn an_article_for_agents_is_shown_to_agents_alone() {
    let Served { server, around: _around } = &Served::new(&[]);
    for path in TELLING {
        for view in ["", "audience=public", "audience=public&drafts=1", "drafts=1&date=2026-03-01"] {
            let answer = server.get_as(view, path);
            tells_nothing(path, &index::unpacked(path, &answer.body).unwrap_or_else(|| answer.body.clone()));
            assert!(!path.contains("inner") || answer.status == 404, "{path}: {answer:?}");
        }
    }
    for view in ["audience=agents", "audience=agents&drafts=1&date=2026-12-05", "drafts=1&audience=agents"] {
        let answer = server.get_as(view, "/a/inner/");
        assert!(answer.status == 200 && answer.has(SECRET), "`{view}`: {answer:?}");
        assert!(server.get_as(view, "/a/").has(SECRET) && server.get_as(view, "/sitemap.xml").status == 404);
    }
    assert_eq!(server.get_as("audience=agents&drafts=0", "/a/inner/").status, 404, "it is a draft");
}

#[test]
fn a_public_preview_cannot_be_widened() {
    let Served { server, around: _around } = &Served::new(&["--audience", "public"]);
    for path in TELLING {
        let plain = server.get(path);
        for view in
            ["audience=agents", "audience=agents&drafts=1", "audience=all", "audience=public&audience=agents"]
        {
            let answer = server.get_as(view, path);
            tells_nothing(path, &index::unpacked(path, &answer.body).unwrap_or_else(|| answer.body.clone()));
            assert!((answer.status, &answer.body) == (plain.status, &plain.body), "{path}: {answer:?}");
        }
    }
    let state = server.events("/a/inner/", "audience=agents").state();
    assert_eq!(state["target"]["audience"], "public");
    let offered: Vec<_> =
        state["audiences"].as_array().into_iter().flatten().map(|one| &one["name"]).collect();
    assert!(offered.is_empty() || offered == ["public"], "{state:#}");
    tells_nothing("events", state.to_string().as_bytes());
}

#[test]
fn a_preview_for_agents_stays_one() {
    let Served { server, around: _around } = &Served::new(&["--audience", "agents"]);
    for view in ["", "audience=public", "audience=nobody"] {
        assert_eq!(server.get_as(view, "/a/inner/").status, 200, "{view}");
    }
    let Served { server, around: _around } = &Served::new(&["--audience", "all"]);
    assert_eq!(server.get("/a/inner/").status, 404);
    assert_eq!(server.get_as("audience=agents", "/a/inner/").status, 200);
}

#[test]
fn drafts_are_shown_and_marked_unless_they_are_not_wanted() {
    let Served { server, around: _around } = &Served::new(&[]);
    for view in ["", "drafts=1", "drafts=2", "drafts=", "drafts=no", "audience=public"] {
        let answer = server.get_as(view, "/a/draft/");
        assert!(answer.status == 200 && answer.has("notice-draft"), "`{view}`: {answer:?}");
        assert!(server.get_as(view, "/a/").has("/a/draft/"), "{view}");
    }
    for view in ["drafts=0", "audience=public&drafts=0", "drafts=0&date=2026-03-01"] {
        assert_eq!(server.get_as(view, "/a/draft/").status, 404, "{view}");
        assert!(!server.get_as(view, "/a/").has("/a/draft/"), "{view}");
    }
}

#[test]
fn a_day_shows_what_is_published_by_then() {
    let Served { server, around: _around } = &Served::new(&[]);
    for (view, status) in [
        ("", 404),
        ("date=2026-01-31", 404),
        ("date=2026-02-01", 200),
        ("date=2026-02-01&drafts=0", 200),
        ("audience=agents&drafts=1&date=2027-12-31", 200),
    ] {
        assert_eq!(server.get_as(view, "/a/later/").status, status, "{view}");
    }
}

#[test]
fn a_cookie_counts_only_with_its_own_name() {
    let Served { server, around: _around } = &Served::new(&[]);
    let own = server.cookie("audience=agents");
    let other = server.address.port() ^ 1;
    for cookie in [
        format!("helpsmith_preview_{other}=audience=agents"),
        "helpsmith_preview=audience=agents".to_owned(),
        "helpsmith_preview_=audience=agents".to_owned(),
        format!("x{own}"),
        format!("x={own}"),
        format!("{}0=audience=agents", own.split('=').next().unwrap_or_default()),
        own.to_uppercase(),
        "audience=agents".to_owned(),
    ] {
        assert_eq!(server.get_with("/a/inner/", &[("Cookie", &cookie)]).status, 404, "{cookie}");
    }
    for cookie in [
        format!("a=b; {own}"),
        format!("{own}; a=b"),
        format!("a=b;{own};c=d"),
        format!("a; =; ; {own}; helpsmith_preview_{other}=audience=public"),
    ] {
        assert_eq!(server.get_with("/a/inner/", &[("Cookie", &cookie)]).status, 200, "{cookie}");
    }
}

#[test]
fn a_cookie_full_of_rubbish_is_as_good_as_none() {
    let Served { server, around: _around } = &Served::new(&[]);
    let plain = server.get("/a/");
    let long = "x".repeat(3_000);
    for view in [
        "audience=nobody",
        "audience=",
        "audience=AGENTS",
        "audience=agents%00",
        "audience=%00agents",
        "audience= agents",
        "audience=agents,public",
        "audience[]=agents",
        "audience=../agents",
        "audience=%zz",
        "audience=%ff%fe",
        "audience",
        "date=soon",
        "date=2026-13-45",
        "date=2026-02-30",
        "date=0000-00-00",
        "date=-1",
        "date=99999-01-01",
        "date=%32",
        "date=",
        "=",
        "&&&&",
        "==&==",
        "%",
        "\"audience\"=\"agents\"",
        "{\"audience\":\"agents\"}",
        long.as_str(),
        "a=b&c=d&e=f",
    ] {
        let answer = server.get_as(view, "/a/");
        assert!(answer.status == 200 && answer.body == plain.body, "`{view}`: {answer:?}");
        assert_eq!(server.get_as(view, "/a/inner/").status, 404, "{view}");
    }
    // What is good in it counts all the same.
    assert_eq!(server.get_as("audience=agents&date=soon&x=%zz", "/a/inner/").status, 200);
    for value in [&b"audience=\xff\xfe"[..], b"\xff\xfe\xfd=\x80", b"audience=agents\xff", &[b'x'; 200_000]] {
        let head = server.request("GET", "/a/", &[]);
        let line = format!("Cookie: {}", server.cookie(""));
        let request = [head.trim_end().as_bytes(), b"\r\n", line.as_bytes(), value, b"\r\n\r\n"].concat();
        let answer = server.raw(&request);
        tells_nothing("a cookie that is no text", &answer);
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
        is_alive(server, "a cookie that is no text");
    }
}

#[test]
fn a_wrong_address_is_answered_in_the_language_of_its_tree() {
    let Served { server, around: _around } = &Served::new(&[]);
    let (english, persian) = (server.get("/404.html"), server.get("/fa/404.html"));
    assert!(english.has("lang=\"en\"") && persian.has("lang=\"fa\"") && persian.has("dir=\"rtl\""));
    for (path, page) in [
        ("/none/", &english),
        ("/none", &english),
        ("/a/b/none/deeper/", &english),
        ("/fable/", &english),
        ("/farsi", &english),
        ("/de/none/", &english),
        ("/_/none.css", &english),
        ("/fa/none/", &persian),
        ("/fa/none", &persian),
        ("/fa/a/b/none.png", &persian),
        ("/fa/a/inner/", &persian),
        ("/fa/none/?q=/en/", &persian),
    ] {
        let answer = server.get(path);
        assert!(answer.status == 404 && answer.body == page.body, "{path}: {answer:?}");
    }
    let both = server.get_with("/none/", &[("Accept-Language", "fa")]);
    assert_eq!(both.text(), english.text(), "the address decides, as with other hosts");
}

#[test]
fn a_page_without_its_slash_is_redirected_to_it() {
    let Served { server, around: _around } = &Served::new(&[]);
    for (path, location) in [
        ("/a/b", "/a/b/"),
        ("/a", "/a/"),
        ("/fa", "/fa/"),
        ("/fa/a/b", "/fa/a/b/"),
        ("/search", "/search/"),
        ("/a/b?x=1&y=%20", "/a/b/?x=1&y=%20"),
        ("/a/b?", "/a/b/?"),
        ("/search?q=a+b", "/search/?q=a+b"),
    ] {
        let answer = server.get(path);
        let found = answer.header("Location").unwrap_or_default();
        // An empty query is none.
        let good = found == location || (path.ends_with('?') && found == location.trim_end_matches('?'));
        assert!(answer.status == 301 && good, "{path}: {answer:?}");
        is_guarded(&answer);
    }
    for path in ["/data.bin/", "/sitemap.xml/", "/a/b/index.html/", "/a/b//", "/none"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for path in
        ["/a/b/?x=1", "/a/b/?", "/data.bin?x=1", "/_/search/en/t0.bin?06a8a25f95", "/a/%62/", "/%61/b/"]
    {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn old_addresses_lead_to_new_ones_at_once() {
    let Served { server, around: _around } = &Served::new(&[]);
    for (path, location) in [
        ("/old/", "/a/b/"),
        ("/old", "/a/b/"),
        ("/older.html", "/a/b/"),
        // There is no such heading, so they lead to the top.
        ("/one/", "/a/b/"),
        ("/one", "/a/b/"),
        ("/out/", "https://elsewhere.example/?a=1&b=2"),
        ("/out", "https://elsewhere.example/?a=1&b=2"),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = server.ask(method, path, &[("Accept", "text/html")]);
            assert_eq!(
                (answer.status, answer.header("Location")),
                (301, Some(location)),
                "{path}: {answer:?}"
            );
            is_guarded(&answer);
        }
    }
}

/// A site below a path, with another path for agents.
const BELOW: &str = "
-- helpsmith.yaml --
title: T
base_url: https://x.example/help/
languages: [en, fa]
audiences:
  public: {}
  agents: {includes: [public], base_url: https://x.example/desk/}
-- content/a/b.md --
---
title: B
aliases: [/old/]
---
PAGEWORD
-- content/a/inner.md --
---
title: Inner
audience: agents
---
QZSECRET
-- static/c.txt --
C
";

#[test]
fn a_site_lies_below_its_base_path() {
    let (_site, server) = serve(BELOW, &[]);
    assert_eq!(server.base, "/help/");
    for (path, status, location) in [
        ("/", 302, Some("/help/")),
        ("/help/", 200, None),
        ("/help/a/b/", 200, None),
        ("/help/a/b/index.html", 200, None),
        ("/help/a/b", 301, Some("/help/a/b/")),
        ("/help/a/b?x=1", 301, Some("/help/a/b/?x=1")),
        ("/help/old/", 301, Some("/help/a/b/")),
        ("/help/c.txt", 200, None),
        ("/help/none/", 404, None),
        ("/help/fa/none/", 404, None),
        ("/help/help/a/b/", 404, None),
        ("/a/b/", 404, None),
        ("/c.txt", 404, None),
        ("/old/", 404, None),
        ("/helpful/", 404, None),
        ("/help-secret/a/b/", 404, None),
        ("/_/preview/client.js", 200, None),
        ("/_/preview/client.css", 200, None),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("Location")), (status, location), "{path}: {answer:?}");
    }
    let bare = server.get("/help");
    let leads = matches!(bare.status, 301 | 302) && bare.header("Location") == Some("/help/");
    assert!(leads, "{bare:?}");
    assert_eq!(server.get("/help/fa/none/").text(), server.get("/help/fa/404.html").text());
    let page = server.get_with("/help/a/b/", &[("Accept", "text/html")]);
    assert!(page.has("<script src=\"/_/preview/client.js\" data-page=\""), "{page:?}");
    let state = server.events("/help/a/b/", "").state();
    assert_eq!(state["source"]["path"], "content/a/b.md");
    assert_eq!(state["languages"][1]["url"], "/help/fa/a/b/");
}

#[test]
fn each_audience_has_its_own_base_path() {
    let (_site, server) = serve(BELOW, &[]);
    let agents = "audience=agents";
    assert_eq!(server.get_as(agents, "/").header("Location"), Some("/desk/"));
    for (path, status) in
        [("/desk/a/b/", 200), ("/desk/a/inner/", 200), ("/help/a/b/", 404), ("/desk/none/", 404)]
    {
        assert_eq!(server.get_as(agents, path).status, status, "{path}");
    }
    assert_eq!(server.get("/desk/a/inner/").status, 404);
    let state = server.events("/desk/a/inner/", agents).state();
    let expected =
        serde_json::json!([{"name": "public", "base": "/help/"}, {"name": "agents", "base": "/desk/"}]);
    assert_eq!(state["audiences"], expected);
    assert_eq!(state["source"]["path"], "content/a/inner.md");
}

#[test]
fn a_site_that_does_not_build_is_an_error_unless_it_is_watched() {
    let site = Site::new("-- content/a/b.md --\n---\ntitel: B\n---\nPAGEWORD\n");
    let (code, said) = Server::refusal(site.folder(), &DAY);
    assert!(code == Some(1) && said.contains("content/a/b.md:2:1"), "{code:?}\n{said}");
    let server = Server::start(site.folder(), &[&DAY[..], &["--watch"]].concat());
    for path in ["/", "/a/b/", "/none/"] {
        let page = server.get_with(path, &[("Accept", "text/html")]);
        assert!(page.status == 503 && page.has("/_/preview/client.js"), "{path}: {page:?}");
        is_guarded(&page);
    }
    assert_eq!(server.get("/_/preview/client.js").status, 200);
    let mut events = server.events("/a/b/", "");
    let state = events.state();
    assert!(state["failed"] == true && state["page"].is_null(), "{state:#}");
    site.file("content/a/b.md", "---\ntitle: B\n---\nPAGEWORD\n");
    let mended = events.wait_for(|state| state["failed"] == false);
    assert!(mended["page"].is_string(), "{mended:#}");
    is_alive(&server, "a mended site");
}
