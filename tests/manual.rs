//! Pages of the manual that are made from the code, so that they cannot drift from it.
//!
//! `HELPSMITH_BLESS=1 cargo test --test manual` writes them.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

use std::fs;
use std::path::Path;

use helpsmith::diagnostic::Code;

fn codes() -> String {
    let mut page = String::new();
    for (severity, title, text) in [
        (
            "error",
            "Errors",
            "An error leaves open what to publish, so nothing is written and the exit code is 1.",
        ),
        (
            "warning",
            "Warnings",
            "A warning is something a reader would trip over. The site is written all the same; `--strict` makes warnings count as errors.",
        ),
    ] {
        page.push_str(&format!("\n## {title}\n\n{text}\n"));
        for code in Code::ALL.iter().filter(|code| code.severity().as_str() == severity) {
            let manual = code.manual().lines().map(str::trim).collect::<Vec<_>>().join("\n");
            page.push_str(&format!("\n### {} {{#{}}}\n\n{}\n", code.as_str(), code.as_str(), manual.trim()));
        }
    }
    page
}

fn is_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("HELPSMITH_BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, text).expect("a file");
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == text, "`{path}` is out of date: run `HELPSMITH_BLESS=1 cargo test --test manual`");
}

#[test]
fn every_code_has_its_place_in_the_manual() {
    let intro =
        "Every problem that helpsmith reports has a code, a word in brackets behind `error` or `warning`.\n";
    is_current("docs/diagnostics.md", &format!("# Diagnostics\n\n{intro}{}", codes()));
    let front = "---\ntitle: Diagnostics\ndescription: Every error and warning that helpsmith reports, by its code, with what to do about it.\n---\n\n";
    is_current("docs/content/reference/diagnostics.md", &format!("{front}{intro}{}", codes()));
}

#[test]
fn codes_are_words_and_stand_once() {
    let mut words: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count);
}
