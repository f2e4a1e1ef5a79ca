//! `helpsmith check`: every rule by the examples of its own manual page, two hundred planted faults, levels, comments.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests do I/O; a broken machine or example may stop them"
)]

mod support;

#[path = "check/options.rs"]
mod options;

use std::collections::BTreeSet;

use helpsmith::check::rules::{self, Rule};
use helpsmith::diagnostic::Code;
use serde_json::Value;
use support::{Outcome, Site};

/// Where a rule is expected to point: path, line, column, and the end of what it means, all from 1.
type Place = (String, u64, u64, u64, u64);

/// Rules that ask other hosts; `tests/external.rs` has hosts for them.
const ASKING: [Code; 3] = [Code::BrokenExternalLink, Code::UncheckedExternalLink, Code::MovedExternalLink];

/// Takes the marks out of an example. Returns the site without them and the place that they were around.
fn unmarked(example: &str) -> (String, Option<Place>) {
    let (Some(start), Some(end)) = (example.find('«'), example.find('»')) else {
        return (example.to_owned(), None);
    };
    let is_header = |line: &str| line.starts_with("-- ") && line.ends_with(" --\n");
    let lines = example[..start].split_inclusive('\n');
    let ends = lines.scan(0, |at, line| {
        *at += line.len();
        Some((*at, line))
    });
    let (text_start, header) = ends.filter(|(_, line)| is_header(line)).last().expect("a file");
    let path = header.trim_start_matches("-- ").trim_end_matches(" --\n").to_owned();
    let place = |at: usize| {
        let before = example[text_start..at].replace('«', "");
        let line = before.matches('\n').count() as u64 + 1;
        (line, before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1)
    };
    let ((line, column), (end_line, end_column)) = (place(start), place(end));
    (example.replace(['«', '»'], ""), Some((path, line, column, end_line, end_column)))
}

/// Returns what `check` said, as codes with places.
fn said(outcome: &Outcome) -> BTreeSet<(String, Place)> {
    let lines = outcome.stdout.lines().map(|line| serde_json::from_str(line).expect("a line of JSON"));
    let number = |line: &Value, key: &str| line[key].as_u64().unwrap_or(0);
    lines
        .map(|line: Value| {
            let text = |key: &str| line[key].as_str().unwrap_or("").to_owned();
            let numbers = ["line", "column", "end_line", "end_column"].map(|key| number(&line, key));
            let [first, column, last, end] = numbers;
            (text("code"), (text("path"), first, column, last, end))
        })
        .collect()
}

fn check(site: &str) -> Outcome {
    Site::new(site).run(&["check", "--format", "json"])
}

fn offline_rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().filter(|rule| !ASKING.contains(&rule.code))
}

#[test]
fn every_rule_finds_the_fault_of_its_own_example_and_nothing_else() {
    let mut wrong = Vec::new();
    for rule in offline_rules() {
        let (site, place) = unmarked(rule.manual.failing);
        let expected = (rule.code.as_str().to_owned(), place.expect("a marked place"));
        let found = said(&check(&site));
        if found != BTreeSet::from([expected.clone()]) {
            wrong.push(format!("{expected:?}\n    found {found:?}"));
        }
        let passing = said(&check(rule.manual.passing));
        if !passing.is_empty() {
            wrong.push(format!("{} finds in its passing example {passing:?}", rule.code.as_str()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_warning_about_content_has_a_rule() {
    // These are about the machine or the theme, not about what writers write.
    let others = [Code::IgnoredFile, Code::ShallowClone, Code::UnreadableHistory];
    let known: BTreeSet<Code> = rules::ALL.iter().map(|rule| rule.code).collect();
    let choosable = Code::ALL.iter().filter(|code| helpsmith::diagnostic::levels::Levels::may_choose(**code));
    let missing: Vec<_> = choosable.filter(|code| !known.contains(code) && !others.contains(code)).collect();
    assert!(missing.is_empty(), "without a rule: {missing:?}");
    assert_eq!(known.len(), rules::ALL.len(), "a rule stands twice");
}

/// A site with each example's faults several times, each in a category of its own and behind more or less text.
fn planted() -> (String, BTreeSet<(String, Place)>) {
    // What belongs to the site rather than to an article cannot be there twice.
    let whole = ["-- helpsmith.yaml --", "-- data/", "-- i18n/", "-- snippets/", "\naliases:"];
    let alone = |site: &str| whole.iter().any(|part| site.contains(part));
    let mut site =
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nvariables: {product: Acme}\n\
        check: {levels: {duplicate-title: off, duplicate-description: off}}\n"
            .to_owned();
    let mut expected = BTreeSet::new();
    for round in 0.. {
        for (number, rule) in offline_rules().enumerate() {
            let quiet = [Code::DuplicateTitle, Code::DuplicateDescription].contains(&rule.code);
            if alone(rule.manual.failing) || quiet {
                continue;
            }
            let folder = format!("content/c{number}-{round}/");
            let (text, place) = unmarked(rule.manual.failing);
            let (path, line, column, end_line, end_column) = place.expect("a marked place");
            // Text before the fault, so that no two are at the same line.
            let padding = if rule.code == Code::EmptyArticle { "<!-- a -->\n\n" } else { "Some words.\n\n" };
            let padding = padding.repeat(round);
            let after = |text: &str| text.replace("\n---\n\n", &format!("\n---\n\n{padding}"));
            let front_ends = front_matter_lines(&text, &path);
            let moved = if line > front_ends { 2 * round as u64 } else { 0 };
            let inner = path.strip_prefix("content/").expect("an article").to_owned();
            site.push_str(&after(&text).replace("-- content/", &format!("-- {folder}")));
            let place = (format!("{folder}{inner}"), line + moved, column, end_line + moved, end_column);
            expected.insert((rule.code.as_str().to_owned(), place));
        }
        if expected.len() >= 200 {
            break;
        }
    }
    (site, expected)
}

/// Returns the number of the line on which the front matter of a file of an example ends; all lines where the padding
/// finds no place.
fn front_matter_lines(site: &str, path: &str) -> u64 {
    let text = site.split(&format!("-- {path} --\n")).nth(1).expect("the file");
    let text = text.split("\n-- ").next().expect("its text");
    match text.find("\n---\n\n") {
        Some(end) => text[..end].matches('\n').count() as u64 + 2,
        None => u64::MAX,
    }
}

#[test]
fn two_hundred_planted_faults_are_found_each_at_its_place() {
    let (site, expected) = planted();
    assert!(expected.len() >= 200);
    let found = said(&check(&site));
    let missed: Vec<_> = expected.difference(&found).collect();
    let false_alarms: Vec<_> = found.difference(&expected).collect();
    assert!(
        missed.is_empty() && false_alarms.is_empty(),
        "missed {missed:#?}\nfalse alarms {false_alarms:#?}"
    );
}
