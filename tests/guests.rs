//! A library that panics costs its own file, not the site: issue 13, F4.
//!
//! No library panics on purpose, and the inputs that make one panic today are mended tomorrow. So debug builds of
//! the program panic where a test names a place, and the tests look at what becomes of it.
#![cfg(debug_assertions)]

mod support;

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
const PLACES: [(&str, &str); 9] = [
    ("read content/guide/a.md", "--> content/guide/a.md"),
    ("render content/guide/a.md", "--> content/guide/a.md"),
    ("yaml content/guide/a.md", "--> content/guide/a.md:2"),
    ("yaml data/redirects.yaml", "--> data/redirects.yaml"),
    ("link b.md#more", "--> content/guide/a.md:5:"),
    ("formula x^2", "--> content/guide/a.md:5:"),
    ("code JavaScript", "--> content/guide/a.md:7:"),
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
