//! What `helpsmith serve` answers to whoever connects: good clients, bad ones, and pages of other hosts.
//!
//! Requests are bytes on a socket, since no proper client would send most of them.
#![expect(clippy::expect_used, clippy::panic, reason = "tests may stop")]

mod support;

#[path = "serve_sockets/answers.rs"]
mod answers;
#[path = "serve_sockets/clients.rs"]
mod clients;
#[path = "serve_sockets/hosts.rs"]
mod hosts;
#[path = "serve_sockets/paths.rs"]
mod paths;
#[path = "serve_sockets/trees.rs"]
mod trees;
#[path = "serve_sockets/views.rs"]
mod views;

use std::path::PathBuf;

use support::Site;
use support::serve::{Response, Server};

/// What no answer may hold, unless it is asked for as an agent.
const SECRET: &str = "QZSECRET";
/// What only the pages of the site hold.
const WORD: &str = "PAGEWORD";
/// The day of every view that names none.
const DAY: [&str; 2] = ["--date", "2026-01-15"];
const FRESH: &str = "no-cache";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A site in a folder `site`, with things beside it that are none of its readers' business.
const SITE: &str = "
-- helpsmith.yaml --
title: QZSECRET
-- secret.txt --
QZSECRET
-- etc/passwd --
QZSECRET
-- site-secret/secret.txt --
QZSECRET
-- site-secret/index.html --
QZSECRET
-- site/helpsmith.yaml --
# QZSECRET
title: Test
base_url: https://help.example.com/
languages: [en, fa]
audiences: {public: {}, agents: {includes: [public]}}
-- site/content/a/b.md --
---
title: Bee
aliases: [/old/, older.html]
---
PAGEWORD
-- site/content/a/b.fa.md --
---
title: زنبور
---
PAGEWORD
-- site/content/a/draft.md --
---
title: Draft
draft: true
---
PAGEWORD
-- site/content/a/later.md --
---
title: Later
publish_on: 2026-02-01
---
PAGEWORD
-- site/content/a/inner.md --
---
title: QZSECRET
description: QZSECRET
audience: agents
draft: true
---
QZSECRET
-- site/snippets/s.md --
---
audience: agents
---
QZSECRET
-- site/data/redirects.yaml --
# QZSECRET
/one/: /a/b/#x
/out/: https://elsewhere.example/?a=1&b=2
-- site/templates/parts/unused.html --
{# QZSECRET #}
-- site/static/style.0123456789.css --
a { color: inherit; }
-- site/static/page.html --
<!doctype html><html lang=en><head><title>PAGEWORD</title></head></html>
-- site/static/café au lait.txt --
coffee
-- site/static/.well-known/security.txt --
Contact: mailto:a@b.example
-- site/static/.git/config --
QZSECRET
-- site/.git/config --
QZSECRET
-- site/.env --
QZSECRET
-- site/.helpsmith/code.bin --
QZSECRET
-- site/dist/public/left.html --
QZSECRET
-- site/notes/secret.md --
QZSECRET
";

/// A running server and the folder that it serves.
struct Served {
    /// The folder around the site, which goes with this.
    around: Site,
    server: Server,
}

impl Served {
    #[track_caller]
    fn new(args: &[&str]) -> Self {
        let around = Site::new(SITE);
        around.file("site/static/data.bin", data());
        around
            .file("site/content/a/p.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x07\x08\x06\0\0\0");
        around.file("site/content/a/picture.md", "---\ntitle: Picture\n---\n![A picture](p.png)\n");
        let server = Server::start(&around.folder().join("site"), &[&DAY[..], args].concat());
        Self { around, server }
    }

    fn folder(&self) -> PathBuf {
        self.around.folder().join("site")
    }
}

/// A kilobyte in which no two neighbours are the same.
fn data() -> Vec<u8> {
    (0..=250).cycle().take(1_000).collect()
}

/// Serves a site of one text.
#[track_caller]
fn serve(text: &str, args: &[&str]) -> (Site, Server) {
    let site = Site::new(text);
    let server = Server::start(site.folder(), &[&DAY[..], args].concat());
    (site, server)
}

/// Returns what an answer says on each of these headers.
fn headers<'a>(answer: &'a Response, names: &[&str]) -> Vec<Option<&'a str>> {
    names.iter().map(|name| answer.header(name)).collect()
}

/// Asserts that an answer lets no other host in.
#[track_caller]
fn is_guarded(answer: &Response) {
    let found = headers(
        answer,
        &[
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Resource-Policy",
        ],
    );
    let expected = [
        Some("default-src 'self'; base-uri 'self'; frame-ancestors 'self'"),
        Some("nosniff"),
        Some("strict-origin-when-cross-origin"),
        Some("same-origin"),
    ];
    assert_eq!(found, expected, "{answer:?}");
    is_not_shared(answer);
}

/// Asserts that an answer is for pages of this host alone.
#[track_caller]
fn is_not_shared(answer: &Response) {
    let shared = |(name, _): &(String, String)| name.to_ascii_lowercase().starts_with("access-control-");
    assert!(!answer.headers.iter().any(shared), "{answer:?}");
}

/// Asserts that bytes hold neither what is beside the site nor what is for others.
#[track_caller]
fn tells_nothing(asked: &str, answer: &[u8]) {
    let text = String::from_utf8_lossy(answer).to_lowercase();
    for word in [&SECRET.to_lowercase(), "root:x:"] {
        assert!(!text.contains(word), "`{asked}` is answered with `{word}`:\n{text}");
    }
}

/// Asserts that a request after a bad one is answered.
#[track_caller]
fn is_alive(server: &Server, after: &str) {
    let answer = server.get("/a/b/");
    assert!(answer.status == 200 && answer.has(WORD), "after `{after}`:\n{answer:?}");
}
