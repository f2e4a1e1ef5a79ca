//! What the pages are told: which page changed, which style, what is wrong and where.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Site;
use crate::support::serve::Events;
use crate::{PATIENCE, Watched, article, remove};

/// Returns the number of the build that a state is of.
#[track_caller]
fn generation(state: &Value) -> u64 {
    state["generation"].as_u64().expect("a number")
}

/// Waits until a page was told of a build of which another was.
#[track_caller]
fn as_late_as(events: &mut Events, told: &Value) -> Value {
    events.wait_for(|state| generation(state) >= generation(told))
}

/// Returns the problem with this code.
fn problem(state: &Value, code: &str) -> Option<Value> {
    state["problems"].as_array()?.iter().find(|problem| problem["code"] == code).cloned()
}

#[test]
fn the_first_state_says_all_there_is_to_know() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    assert_eq!(events.head.status, 200);
    let kind = events.head.header("Content-Type").unwrap_or_default().to_owned();
    assert!(kind.starts_with("text/event-stream"), "{kind}");
    let state = events.state();
    assert!(state["page"].as_str().is_some_and(|digest| digest.len() >= 8), "{state:#}");
    let styles = state["styles"].as_array().cloned().unwrap_or_default();
    let page = site.server.get("/a/b/").text();
    let in_page = |style: &Value| page.contains(style.as_str().unwrap_or("none"));
    assert!(!styles.is_empty() && styles.iter().all(in_page), "{state:#}");
    assert_eq!(state["target"], json!({"audience": "public", "drafts": true, "date": "2026-01-15"}));
    assert_eq!(state["watching"], true);
    assert_eq!(state["audiences"], json!([{"name": "public", "base": "/"}]));
    let languages = state["languages"].as_array().cloned().unwrap_or_default();
    let fields = |name: &str| languages.iter().map(|one| one[name].clone()).collect::<Value>();
    assert_eq!(fields("code"), json!(["en", "fa"]));
    assert_eq!(fields("dir"), json!(["ltr", "rtl"]));
    assert_eq!(fields("url"), json!(["/a/b/", "/fa/a/b/"]));
    assert_eq!(fields("current"), json!([true, false]));
    assert_eq!(state["source"]["path"], "content/a/b.md");
    assert_eq!(state["state"], "published");
    assert_eq!(state["counts"]["errors"], 0);
    assert_eq!(state["failed"], false);
    assert!(state["problems"].is_array() && state["today"].is_string(), "{state:#}");
}

#[test]
fn a_page_has_another_digest_when_it_changed_and_only_then() {
    let site = Watched::new();
    let (mut edited, mut other) = (site.server.events("/a/b/", ""), site.server.events("/a/c/", ""));
    let (before, beside) = (edited.state(), other.state());
    site.write("content/a/b.md", article("second"));
    let now = edited.wait_for(|state| state["page"] != before["page"]);
    assert!(generation(&now) > generation(&before), "{now:#}");
    assert_eq!(now["styles"], before["styles"]);
    let still = as_late_as(&mut other, &now);
    assert_eq!(still["page"], beside["page"], "nothing on this page changed");
    // The page that was served has the digest that its events name.
    let page = site.server.get_with("/a/b/", &[("Accept", "text/html")]);
    assert!(page.has(&format!("data-page={}", now["page"])), "{page:?}");
}

#[test]
fn a_style_changes_no_page() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    let before = events.state();
    site.write("assets/css/site.css", ".second { color: inherit; }\n");
    let now = events.wait_for(|state| state["styles"] != before["styles"]);
    assert_eq!(now["page"], before["page"]);
    let style = now["styles"][0].as_str().expect("an address").to_owned();
    assert!(site.server.get(&style).has(".second {"));
}

#[test]
fn a_page_that_comes_and_goes_is_told() {
    let site = Watched::new();
    let mut events = site.server.events("/a/new/", "");
    assert!(events.state()["page"].is_null());
    site.write("content/a/new.md", article("new"));
    let there = events.wait_for(|state| state["page"].is_string());
    assert_eq!(there["source"]["path"], "content/a/new.md");
    remove(&site.path("content/a/new.md"));
    let gone = events.wait_for(|state| state["page"].is_null());
    assert!(gone["source"].is_null() && gone["state"].is_null(), "{gone:#}");
}

#[test]
fn a_mistake_is_told_with_its_place_and_its_end() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    let before = events.state();
    site.write("content/a/b.md", "---\ntitel: Bee\n---\nlost word\n");
    // A file that is written in place may be seen empty first.
    let failed = events.wait_for(|state| problem(state, "unknown-key").is_some());
    assert_eq!(failed["failed"], true);
    assert_eq!(failed["page"], before["page"], "the last good page stays");
    assert!(failed["counts"]["errors"].as_u64().is_some_and(|count| count > 0), "{failed:#}");
    let problem = problem(&failed, "unknown-key").expect("a problem");
    assert_eq!(problem["severity"], "error");
    assert_eq!(
        (&problem["path"], &problem["line"], &problem["column"]),
        (&json!("content/a/b.md"), &json!(2), &json!(1))
    );
    assert!(problem["message"].as_str().is_some_and(|message| message.contains("`titel`")), "{problem:#}");
    assert_eq!(problem["excerpt"], json!({"text": "titel: Bee", "start": 0, "end": 5}));
    assert_eq!(problem["hints"], json!(["did you mean `title`?"]));
    let editor = problem["editor"].as_str().unwrap_or_default();
    assert!(editor.starts_with("vscode://file/") && editor.ends_with("/content/a/b.md:2:1"), "{problem:#}");
    site.write("content/a/b.md", article("second"));
    let mended = events.wait_for(|state| state["failed"] == false);
    assert_ne!(mended["page"], before["page"]);
    assert_eq!(mended["counts"]["errors"], 0);
}

#[test]
fn errors_stand_before_warnings_and_places_are_counted_as_browsers_do() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    site.write("content/a/b.md", "---\ntitle: Bee\ndescription: D\n---\n\u{1f600} [x](none.md)\n");
    let warned = events.wait_for(|state| problem(state, "broken-link").is_some());
    assert_eq!(warned["failed"], false);
    assert_eq!(warned["counts"], json!({"errors": 0, "warnings": 1, "notes": 0}));
    let warning = &warned["problems"][0];
    assert_eq!(warning["severity"], "warning");
    assert_eq!(warning["excerpt"], json!({"text": "\u{1f600} [x](none.md)", "start": 7, "end": 14}));
    site.write("content/a/c.md", "---\ntitel: Sea\n---\n");
    let failed = events.wait_for(|state| problem(state, "unknown-key").is_some());
    assert_eq!(failed["failed"], true);
    let severities: Vec<&str> = failed["problems"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["severity"].as_str())
        .collect();
    assert!(severities.is_sorted() && severities.first() == Some(&"error"), "{severities:?}");
}

#[test]
fn at_most_fifty_problems_are_told_and_all_are_counted() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    let links: String = (0..80).map(|number| format!("[x](none-{number}.md)\n\n")).collect();
    site.write("content/a/b.md", article(&links));
    let now = events.wait_for(|state| state["counts"]["warnings"] == 80);
    assert_eq!(now["problems"].as_array().map(Vec::len), Some(50));
}

#[test]
fn a_view_has_events_of_its_own() {
    let around = Site::new(
        "-- site/helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\n\
         audiences: {public: {}, agents: {includes: [public]}}\n\
         -- site/content/a/b.md --\n---\ntitle: Bee\n---\nfirst word\n\
         -- site/content/a/inner.md --\n---\ntitle: Inner\naudience: agents\n---\nQZSECRET\n",
    );
    let site = Watched::of(around, &[]);
    let (mut public, mut agents) =
        (site.server.events("/a/inner/", ""), site.server.events("/a/inner/", "audience=agents"));
    let (before, inside) = (public.state(), agents.state());
    assert!(before["page"].is_null() && inside["page"].is_string(), "{before:#}{inside:#}");
    assert_eq!(
        (&before["target"]["audience"], &inside["target"]["audience"]),
        (&json!("public"), &json!("agents"))
    );
    site.write("content/a/inner.md", "---\ntitle: Inner\naudience: agents\n---\nQZSECRET again\n");
    let now = agents.wait_for(|state| state["page"] != inside["page"]);
    assert!(now["page"].is_string(), "{now:#}");
    let still = as_late_as(&mut public, &now);
    assert!(still["page"].is_null() && !still.to_string().contains("QZSECRET"), "{still:#}");
}

#[test]
fn states_of_articles_are_told() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    for state in ["draft", "in_review", "archived", "published"] {
        site.write("content/a/b.md", format!("---\ntitle: Bee\nstate: {state}\n---\n{state} word\n"));
        events.wait_for(|now| now["state"] == state);
    }
    let home = site.server.events("/", "").state();
    assert!(home["state"].is_null(), "{home:#}");
}

#[test]
fn an_editor_that_is_not_wanted_is_not_named() {
    let site = Watched::with(&["--editor", "none"]);
    site.write("content/a/c.md", article("[x](none.md)"));
    let mut events = site.server.events("/a/b/", "");
    let state = events.wait_for(|state| state["counts"]["warnings"] == 1);
    assert!(state["source"]["editor"].is_null() && state["problems"][0]["editor"].is_null(), "{state:#}");
}

#[test]
fn a_save_that_changes_nothing_wakes_no_page() {
    let site = Watched::new();
    let mut events = site.server.events("/a/b/", "");
    let before = events.state();
    let same = std::fs::read(site.path("content/a/b.md")).expect("a file");
    site.write("content/a/b.md", same);
    thread::sleep(Duration::from_millis(300));
    site.write("content/a/b.md", article("second"));
    // Whatever comes in between has the digest of the page as it was.
    events.wait_for(|state| state["page"] != before["page"]);
    assert!(site.server.get("/a/b/").has("second"), "told before it was served");
}

#[test]
fn many_pages_are_told_in_time() {
    let site = Watched::new();
    let mut all: Vec<Events> = (0..40).map(|_| site.server.events("/a/b/", "")).collect();
    let before: Vec<Value> = all.iter_mut().map(Events::state).collect();
    // Pages that were closed are no trouble to the others.
    all.truncate(30);
    let begun = std::time::Instant::now();
    site.write("content/a/b.md", article("second"));
    for (events, before) in all.iter_mut().zip(&before) {
        events.wait_for(|state| state["page"] != before["page"]);
    }
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
}
