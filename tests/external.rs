//! Asks a host on this machine for links as `helpsmith check --external` asks others: what it says of each, and
//! that it asks politely. Nothing here needs the internet.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "tests do I/O and may stop")]

#[path = "external/server.rs"]
mod server;
mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use server::Server;
use support::{Outcome, Site};

/// What lies between two requests to one host is 200 ms; a busy machine may see them arrive a little nearer.
const PAUSE_MIN: Duration = Duration::from_millis(120);

const CACHE: &str = ".helpsmith/external-links.json";

/// Returns a site with one article whose lines from the sixth on are given.
fn site(lines: &[String]) -> Site {
    let text = lines.join("\n\n");
    Site::new(&format!(
        "-- content/guide/_index.md --\n---\ntitle: Guide\ndescription: What there is to know of the guide.\n---\n\
         -- content/guide/links.md --\n---\ntitle: Links\ndescription: Where other pages are to be found.\n---\n\n\
         {text}\n"
    ))
}

fn checked(site: &Site) -> Outcome {
    site.run(&["check", "--external", "--date", "2026-01-15", "--format", "json"])
}

/// One diagnostic on a link to another host: code, severity, line, column, message, hints.
type Found = (String, String, u64, u64, String, String);

/// Returns what a check said of links to other hosts, in order.
#[track_caller]
fn found(outcome: &Outcome) -> Vec<Found> {
    let lines = outcome.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let external = lines.filter(|line| text(line, "code").ends_with("-external-link"));
    external
        .map(|line| {
            assert_eq!(text(&line, "path"), "content/guide/links.md");
            let hints: Vec<_> =
                line["hints"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let place = |name: &str| line[name].as_u64().unwrap_or_default();
            let (message, hints) = (text(&line, "message"), hints.join("\n"));
            (text(&line, "code"), text(&line, "severity"), place("line"), place("column"), message, hints)
        })
        .collect()
}

/// Checks a site that links to one path, and returns what was said: `broken-external-link warning`.
#[track_caller]
fn verdict(server: &Server, path: &str) -> Option<(String, String, String)> {
    let site = site(&[format!("See [it]({}{path}).", server.root)]);
    let found = found(checked(&site).ok());
    assert!(found.len() < 2, "{found:?}");
    found.into_iter().next().map(|(code, severity, line, column, message, hints)| {
        assert_eq!((line, column), (6, 10), "{message}");
        (format!("{code} {severity}"), message, hints)
    })
}

#[track_caller]
fn says(server: &Server, path: &str, code: &str, message: &str, hint: &str) {
    let (said, whole, hints) = verdict(server, path).expect("something to be said");
    assert_eq!(said, code, "{whole}");
    assert!(whole.contains(message) && whole.contains(&format!("`{}{path}`", server.root)), "{whole}");
    assert!(hints.contains(hint), "{hints}");
}

#[test]
fn page_that_is_not_there_is_a_warning() {
    let server = Server::start();
    let broken = "broken-external-link warning";
    says(&server, "/missing", broken, "there is no such page (404)", "remove the link");
    assert_eq!(server.methods("/missing"), ["HEAD", "GET"]);
    says(&server, "/gone", broken, "removed for good (410)", "remove the link");
    assert_eq!(server.methods("/gone"), ["HEAD"]);
    says(&server, "/moved-away", broken, "there is no such page (404)", "remove the link");
    says(&server, "/loop", broken, "its redirects never end", "remove the link");
}

#[test]
fn host_that_refuses_connections_is_a_warning() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let root = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let site = site(&[format!("See [it]({root}/).")]);
    let found = found(checked(&site).ok());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "broken-external-link");
    assert!(found[0].4.contains("the host refuses the connection"), "{found:?}");
}

#[test]
fn page_that_nobody_can_tell_of_is_a_note() {
    let server = Server::start();
    let unknown = "unchecked-external-link note";
    let hint = format!("add `\"{}/\"` to `check: {{external: {{skip: […]}}}}`", server.root);
    says(&server, "/login", unknown, "the page asks for a login (401)", &hint);
    says(&server, "/forbidden", unknown, "the host does not let programs in (403)", &hint);
    assert_eq!(server.methods("/forbidden"), ["HEAD", "GET"]);
    says(&server, "/too-busy", unknown, "the host was asked too often (429)", &hint);
    assert_eq!(server.methods("/too-busy"), ["HEAD"], "who asks for an hour is not asked again");
    says(&server, "/garbage", unknown, "could not be checked", &hint);
}

#[test]
fn failing_host_is_asked_again_and_then_noted() {
    let server = Server::start();
    let message = "the host has a problem of its own (500)";
    says(&server, "/failing", "unchecked-external-link note", message, "open it in a browser");
    assert_eq!(server.methods("/failing"), ["HEAD", "GET", "GET"]);
}

#[test]
fn slow_host_is_a_note() {
    let server = Server::start();
    let message = "the host did not answer in time";
    says(&server, "/slow", "unchecked-external-link note", message, "open it in a browser");
    assert_eq!(server.methods("/slow"), ["HEAD"]);
}

#[test]
fn page_that_has_moved_for_good_is_a_note_with_its_new_address() {
    let server = Server::start();
    let hint = format!("write `{}/good`", server.root);
    says(&server, "/moved", "moved-external-link note", "has moved for good", &hint);
    says(&server, "/moved-twice", "moved-external-link note", "has moved for good", &hint);
    let anchored = format!("write `{}/good#top`", server.root);
    says(&server, "/moved#top", "moved-external-link note", "has moved for good", &anchored);
}

#[test]
fn page_that_works_in_the_end_is_not_mentioned() {
    let server = Server::start();
    for (path, methods) in [
        ("/good", "HEAD"),
        ("/passing", "HEAD"),
        ("/no-head", "HEAD GET"),
        ("/busy", "HEAD GET"),
        ("/dropped-once", "HEAD GET"),
    ] {
        assert_eq!(verdict(&server, path), None, "{path}");
        assert_eq!(server.methods(path).join(" "), methods, "{path}");
    }
    let busy: Vec<_> = server.asked().into_iter().filter(|asked| asked.line.ends_with(" /busy")).collect();
    assert!(busy[1].at - busy[0].at >= Duration::from_millis(900), "the host asked for a second");
}

#[test]
fn address_is_asked_once_and_every_place_is_told() {
    let server = Server::start();
    let root = &server.root;
    let site = site(&[
        format!("[a]({root}/missing) and [b]({root}/missing#part)"),
        format!("Again: [c]({root}/missing), [d]({root}/good), [e]({root}/good#x)."),
        format!("No fault: [f](mailto:a@example.com), [g](tel:+49301234), `{root}/code`."),
    ]);
    let outcome = checked(&site);
    let found = found(outcome.ok());
    let places: Vec<_> = found.iter().map(|found| (found.0.as_str(), found.2, found.3)).collect();
    let second = u64::try_from(format!("[a]({root}/missing) and [b](").len() + 1).expect("a column");
    let code = "broken-external-link";
    assert_eq!(places, [(code, 6, 5), (code, 6, second), (code, 8, 12)], "{found:?}");
    assert_eq!(server.methods("/missing"), ["HEAD", "GET"]);
    assert_eq!(server.methods("/good"), ["HEAD"]);
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn host_is_asked_slowly_and_under_our_name() {
    let server = Server::start();
    let lines: Vec<_> = (0..5).map(|at| format!("[a]({}/good-{at})", server.root)).collect();
    assert_eq!(found(checked(&site(&lines)).ok()), []);
    let asked = server.asked();
    assert_eq!(asked.len(), 5);
    for pair in asked.windows(2) {
        assert!(pair[1].at - pair[0].at >= PAUSE_MIN, "{pair:?}");
    }
    for asked in &asked {
        let agent = asked.headers.get("user-agent").map(String::as_str).unwrap_or_default();
        assert!(agent.starts_with("helpsmith/") && agent.ends_with(" (link check)"), "{agent}");
        assert!(!asked.headers.contains_key("cookie") && !asked.headers.contains_key("authorization"));
    }
}

#[test]
fn credentials_of_an_address_are_neither_sent_nor_printed() {
    let server = Server::start();
    let with = server.root.replace("http://", "http://user:planted-secret@");
    let outcome = checked(&site(&[format!("[a]({with}/missing)")]));
    assert_eq!(found(outcome.ok()).len(), 1);
    assert!(!outcome.stdout.contains("planted-secret"), "{}", outcome.stdout);
    for asked in server.asked() {
        assert!(!asked.headers.contains_key("authorization"), "{asked:?}");
    }
}

#[test]
fn second_run_asks_nothing_that_was_good_and_all_that_was_broken() {
    let server = Server::start();
    let root = &server.root;
    let paths = ["/good", "/forbidden", "/moved", "/missing"];
    let lines: Vec<_> = paths.iter().map(|path| format!("[a]({root}{path})")).collect();
    let site = site(&lines);
    let first = found(checked(&site).ok());
    let before = server.asked().len();
    let second = found(checked(&site).ok());
    assert_eq!(first, second);
    let again: Vec<_> = server.asked().split_off(before).into_iter().map(|asked| asked.line).collect();
    assert_eq!(again, ["HEAD /missing", "GET /missing"]);
    let files: BTreeSet<_> = site.tree(".helpsmith").into_keys().collect();
    assert!(files.contains("external-links.json") && files.contains(".gitignore"), "{files:?}");
}

#[test]
fn damaged_or_forged_cache_is_as_none() {
    let server = Server::start();
    let site = site(&[format!("[a]({}/missing)", server.root)]);
    let first = found(checked(&site).ok());
    let forged = format!(
        r#"{{"format": 1, "addresses": {{"{0}/missing": {{"asked": 99999999999, "verdict": "good"}}}}}}"#,
        server.root
    );
    for text in ["", "{", "\u{0}\u{0}", "{\"format\": 1, \"addresses\": 7}", &forged] {
        site.file(CACHE, text);
        assert_eq!(found(checked(&site).ok()), first, "{text}");
    }
    assert_eq!(first.len(), 1);
}

#[test]
fn settings_say_what_is_not_asked() {
    let server = Server::start();
    let root = &server.root;
    let site = site(&[format!("[a]({root}/missing/private) and [b]({root}/missing/public)")]);
    let settings = |skip: &str| {
        let text = "title: Test\nbase_url: https://help.example.com/\n";
        format!("{text}check: {{external: {{skip: [\"{skip}\"]}}}}\n")
    };
    site.file("helpsmith.yaml", settings(&format!("{root}/missing/private")));
    let some = found(checked(&site).ok());
    assert_eq!(some.len(), 1, "{some:?}");
    assert!(some[0].4.contains("/missing/public"), "{some:?}");
    assert!(server.methods("/missing/private").is_empty());
    let before = server.asked().len();
    site.file("helpsmith.yaml", settings("127.0.0.1"));
    assert_eq!(found(checked(&site).ok()), []);
    assert_eq!(server.asked().len(), before);
}

#[test]
fn nothing_is_asked_unless_that_is_wanted() {
    let server = Server::start();
    let site = site(&[format!("[a]({0}/missing), ![b]({0}/b.png), <{0}/c>", server.root)]);
    site.run(&["check", "--date", "2026-01-15"]).ok().silent_about("external-link");
    site.build().ok();
    assert!(server.asked().is_empty(), "{:?}", server.asked());
    assert!(!site.folder().join(CACHE).exists());
}
