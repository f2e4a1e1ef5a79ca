//! A library that panics costs its own file, not the site: issue 13, F4.
//!
//! No library panics on purpose, and the inputs that make one panic today are mended tomorrow. So debug builds of
//! the program panic where a test names a place, and the tests look at what becomes of it.
#![cfg(debug_assertions)]

mod support;

use support::serve::Server;
use support::{Outcome, Site};

/// Two articles, one with a problem of its own, a snippet, a formula, an image, a redirect.
const SITE: &str = "-- content/guide/a.md --\n---\ntitle: A\ndescription: First of all.\n---\n\
    Text, $`x^2`$ and ![a picture of a form](form.gif). [B](b.md#more)\n\n```js\nx\n```\n\n\
    -- content/guide/b.md --\n---\ntitle: B\ndescription: The second.\n---\n## More\n\n[nowhere](gone.md)\n\n\
    -- content/guide/form.gif --\nGIF89a\u{1}\u{0}\u{1}\u{0}\u{0}\u{0}\u{0};\n\
    -- data/redirects.yaml --\n/old/: /guide/a/\n\
    -- templates/parts/footer.html --\n{# The footer. #}\n<p>Foot</p>\n";

const PLACE: &str = "HELPSMITH_REHEARSE_PANIC";

/// Places that panic, with the file that must be named.
const PLACES: [(&str, &str); 10] = [
    ("read content/guide/a.md", "--> content/guide/a.md"),
    ("render content/guide/a.md", "--> content/guide/a.md"),
    ("yaml content/guide/a.md", "--> content/guide/a.md:2"),
    ("yaml data/redirects.yaml", "--> data/redirects.yaml"),
    ("link b.md#more", "--> content/guide/a.md:5:"),
    ("formula x^2", "--> content/guide/a.md:5:"),
    ("code JavaScript", "--> content/guide/a.md:7:"),
    ("image content/guide/form.gif", "--> content/guide/form.gif"),
    ("resolve", "putting the articles together"),
    ("templates", "reading the templates"),
];

/// Asserts that a failure was told as a problem, and that nothing is printed as Rust prints it.
#[track_caller]
fn told(outcome: &Outcome, named: &str) {
    outcome
        .fails(1)
        .says("error[internal-error]: helpsmith failed while")
        .says(named)
        .says("rehearsed panic");
    outcome.says("report it to the maintainers with the file and `src/guest.rs:");
    for raw in ["panicked", "thread '", "RUST_BACKTRACE", "stack backtrace"] {
        outcome.silent_about(raw);
    }
}

#[test]
fn a_panic_is_its_files_problem_and_the_old_output_stays() {
    let site = Site::new(SITE);
    let old = site.build().ok().tree();
    for (place, named) in PLACES {
        let built = site.run_with(&["build", "--date", "2026-01-15"], &[(PLACE, place)]);
        told(&built, named);
        if place != "resolve" {
            // The other file's problem is told all the same, and none that only follows from the panic.
            built.says("content/guide/b.md:7:").silent_about("broken-anchor");
        }
        assert_eq!(built.tree(), old, "{place}");
        assert_eq!(built.stderr.matches("internal-error").count(), 1, "{place}: {}", built.stderr);
    }
    for (place, named) in [
        ("make /guide/a/", "--> content/guide/a.md"),
        ("template pages/article.html", "rendering this template"),
        ("index", "making the search index in `en`"),
        ("command", "running"),
    ] {
        let built = site.run_with(&["build", "--date", "2026-01-15"], &[(PLACE, place)]);
        told(&built, named);
        assert_eq!(built.tree(), old, "{place}");
    }
    site.build().ok();
}

#[test]
fn check_and_search_say_the_same_as_build() {
    let site = Site::new(SITE);
    for (place, named) in PLACES {
        let checked = site.run_with(&["check", "--date", "2026-01-15"], &[(PLACE, place)]);
        told(&checked, named);
        let asked = site.run_with(&["search", ".", "--date", "2026-01-15"], &[(PLACE, place)]);
        assert!(matches!(asked.code, Some(1 | 2)), "{place}: {:?}", asked.code);
        asked.silent_about("panicked");
    }
    let rule = site.run_with(&["check", "--date", "2026-01-15"], &[(PLACE, "rule vague-link")]);
    told(&rule, "checking for `vague-link`");
    rule.says("broken-link");
}

#[test]
fn the_problem_is_told_in_every_format() {
    let site = Site::new(SITE);
    let place = [(PLACE, "render content/guide/a.md")];
    let json = site.run_with(&["check", "--format", "json", "--date", "2026-01-15"], &place);
    json.fails(1);
    let line = json.stdout.lines().find(|line| line.contains("internal-error")).expect("a problem");
    assert!(line.contains("content/guide/a.md"), "{line}");
    json.silent_about("internal-error");
    let command = site.run_with(&["check", "--format", "json"], &[(PLACE, "command")]);
    assert!(command.stdout.contains("internal-error"), "{}", command.stdout);
}

#[test]
fn a_preview_lives_on_and_says_what_failed() {
    let site = Site::new(SITE);
    // Pages that fail are answered with what is known, and the server stays.
    for place in ["answer /guide/a/", "make /guide/a/", "render content/guide/a.md", "rebuild"] {
        let server =
            Server::start_with(site.folder(), &["--watch", "--date", "2026-01-15"], &[(PLACE, place)]);
        let answer = server.get("/guide/a/");
        assert!(answer.status >= 500, "{place}: {}", answer.status);
        if place.starts_with("answer") {
            assert_eq!(server.get("/guide/b/").status, 200, "{place}");
        }
        let said = server.stderr();
        assert!(!said.contains("panicked") && !said.contains("thread '"), "{place}: {said}");
    }
}

/// Issue 13, F2, and the formulas of twins.
#[test]
fn a_formula_is_text_on_the_page_and_latex_in_its_twin() {
    let hostile = r#"\operatorname{<img src=x onerror="alert(1)">}"#;
    let site = Site::new(&format!(
        "-- content/guide/a.md --\n---\ntitle: A\ndescription: First of all.\n---\n\
        ## Rank $`{hostile}`$\n\nText $`\\sum_{{i=1}}^n a_i < b`$ and more.\n\n```math\n{hostile}\n\\int_0^1 x \\, dx\n```\n\n\
        | a |\n|---|\n| $`\\frac{{a}}{{b}}`$ |\n\n:::note\n$`{hostile}`$\n:::\n"
    ));
    let built = site.build();
    built.ok().silent_about("warning");
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(path.ends_with(".md") || !text.contains("<img src=x"), "{path}: {text}");
    }
    let twin = String::from_utf8(built.tree()["guide/a/index.md"].clone()).expect("text");
    assert!(twin.contains("Text $`\\sum_{i=1}^n a_i < b`$ and more."), "{twin}");
    assert!(twin.contains("| $`\\frac{a}{b}`$ |"), "{twin}");
    assert!(twin.contains(&format!("```math\n{hostile}\n\\int_0^1 x \\, dx\n```")), "{twin}");
}

/// Issue 13, F5, F17, F25: what images are, what is in them, and how large they are shown.
#[test]
fn files_are_looked_into_before_a_page_shows_them() {
    let site = Site::new(
        "-- content/guide/a.md --\n---\ntitle: A\ndescription: First of all.\n---\n\
        ![active](bad.svg) ![drawn](good.svg) ![pointer](form.png) ![empty](none.png) ![page](page.png)\n\n\
        [Terms](terms.pdf), ![still](/still.png), ![plain](plain.svg)\n\n> ![in a quote](form.png)\n\n\
        :::note\n![again](none.png)\n:::\n\
        -- content/guide/bad.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\">\n<s:script \
        xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script></svg>\n\
        -- content/guide/good.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 48\"/>\n\
        -- content/guide/form.png --\nversion https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n\
        -- content/guide/terms.pdf --\nversion https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n\
        -- content/guide/unused.png --\nversion https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n\
        -- content/guide/page.png --\n<!doctype html><title>Sign in</title>\n\
        -- content/guide/plain.svg --\n<svg><path/></svg>\n\
        -- static/still.png --\nversion https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
    );
    site.file("content/guide/none.png", "");
    let built = site.build();
    built.ok().says("`bad.svg` could run scripts and is not published: the element `script` in line 2");
    built.says("`form.png` is a pointer of Git LFS, not the file itself").says("run `git lfs pull`");
    built.says("`none.png` is empty").says("`page.png` is not an image: it contains an HTML page");
    built
        .says("`terms.pdf` is a pointer")
        .says("`still.png` is a pointer")
        .says("`plain.svg` has no namespace");
    built.silent_about("unused.png").silent_about("`good.svg`");
    assert_eq!(built.stderr.matches("warning[invalid-image]").count(), 8, "{}", built.stderr);
    built.nowhere("alert(1)");
    built.page("/guide/a/").has("width=\"96\" height=\"48\" alt=\"drawn\"");
    site.run(&["build", "--strict", "--date", "2026-01-15"]).fails(1);
    let checked = site.run(&["check", "--date", "2026-01-15"]);
    assert_eq!(checked.stderr.matches("warning[invalid-image]").count(), 8, "{}", checked.stderr);
}
