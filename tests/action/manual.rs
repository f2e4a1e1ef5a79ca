//! Whether the page of the manual on CI tells the truth: its tables, its workflows, and its commands, which are run.

use std::path::Path;

use helpsmith::yaml::Node;

use super::{DATE, PROGRAM, example};
use crate::runner::{ROOT, action, at, entries, items, parsed, read, text_at};
use crate::support::tree;

const PAGE: &str = "docs/content/publish/ci.md";

fn page() -> String {
    read(&Path::new(ROOT).join(PAGE))
}

/// Returns what stands below a heading, up to the next one of the same level.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let level = heading.split(' ').next().expect("a heading");
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).expect("the heading");
    rest.split_once(&format!("\n{level} ")).map_or(rest, |(section, _)| section)
}

/// Returns the code blocks in one language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("\n```{language}");
    let rests = text.split(&*fence).skip(1).filter(|rest| rest.starts_with(['\n', ' ']));
    rests.filter_map(|rest| rest.split_once('\n')?.1.split("```").next()).collect()
}

/// Returns the cells of the rows of a table, without its head.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    lines
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect()
}

fn keys<'a>(node: &'a Node, path: &[&str]) -> Vec<&'a str> {
    at(node, path).map_or(&[][..], entries).iter().map(|(key, _)| &*key.text).collect()
}

#[test]
fn every_input_and_output_is_in_the_manual_and_described() {
    let (page, action) = (page(), action());
    let inputs = at(&action, &["inputs"]).map_or(&[][..], entries);
    let expected: Vec<[&str; 2]> =
        inputs.iter().map(|(key, node)| [&*key.text, text_at(node, "default")]).collect();
    let rows_of = |heading| rows(section(&page, heading));
    let told: Vec<[&str; 2]> =
        rows_of("### Inputs").iter().filter_map(|row| Some([*row.first()?, *row.get(1)?])).collect();
    assert_eq!(told, expected);
    let told: Vec<&str> = rows_of("### Outputs").iter().filter_map(|row| row.first().copied()).collect();
    assert_eq!(told, keys(&action, &["outputs"]));
    let outputs = at(&action, &["outputs"]).map_or(&[][..], entries);
    for (key, node) in inputs.iter().chain(outputs) {
        assert!(!text_at(node, "description").is_empty(), "`{}` has no description", key.text);
    }
}

/// Returns the lines `uses: …` of a text, without the word.
fn uses(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
}

#[test]
fn every_action_is_pinned() {
    let workflows = tree(&Path::new(ROOT).join(".github/workflows"));
    let workflows = workflows.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let texts: Vec<String> = workflows.chain([read(&Path::new(ROOT).join("action.yml"))]).collect();
    assert_eq!(texts.len(), 3, "two workflows and the action");
    for line in texts.iter().flat_map(|text| uses(text)) {
        let pinned = line.split_once('@').and_then(|(_, rest)| rest.split_once(" # v"));
        let is_commit = |commit: &str| commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
        assert!(pinned.is_some_and(|(commit, _)| is_commit(commit)), "`{line}` can change at any time");
    }
    // People copy these and let a bot or their own rules pin them.
    for line in uses(&page()) {
        let version = line.split_once("@v").map(|(_, version)| version);
        assert!(version.is_some_and(|version| version.chars().all(|c| c.is_ascii_digit())), "`{line}`");
    }
}

#[test]
fn scripts_get_no_text_but_by_their_environment() {
    let workflows = tree(&Path::new(ROOT).join(".github/workflows"));
    let workflows =
        workflows.iter().map(|(path, bytes)| (&**path, String::from_utf8_lossy(bytes).into_owned()));
    let page = page();
    let told = blocks(&page, "yaml").into_iter().map(|block| (PAGE, block.to_owned()));
    for (path, text) in workflows.chain(told) {
        let root = parsed(path, &text);
        for (_, job) in at(&root, &["jobs"]).map_or(&[][..], entries) {
            for step in at(job, &["steps"]).map_or(&[][..], items) {
                let script = text_at(step, "run");
                assert!(
                    !script.contains("${{"),
                    "`{path}`: an expression becomes part of a script: {script}"
                );
            }
        }
    }
}

#[test]
fn every_workflow_of_the_manual_is_a_whole_file_that_uses_the_action_rightly() {
    let (page, action) = (page(), action());
    let workflows = blocks(&page, "yaml");
    assert!(workflows.len() >= 8, "{} workflows", workflows.len());
    for text in workflows {
        let root = parsed(PAGE, text);
        if text.contains("$CI_DEFAULT_BRANCH") {
            assert_eq!(keys(&root, &[]), ["default", "variables", "check", "pages"]);
            continue;
        }
        assert_eq!(keys(&root, &[]), ["name", "on", "permissions", "jobs"], "{text}");
        let jobs = at(&root, &["jobs"]).map_or(&[][..], entries).iter();
        let steps = jobs.flat_map(|(_, job)| at(job, &["steps"]).map_or(&[][..], items));
        let ours: Vec<&Node> =
            steps.filter(|step| text_at(step, "uses").starts_with("helpsmith/helpsmith@v0")).collect();
        assert_eq!(ours.len(), 1, "{text}");
        let inputs = keys(&action, &["inputs"]);
        for name in ours.iter().flat_map(|step| keys(step, &["with"])) {
            assert!(inputs.contains(&name), "the action has no input `{name}`:\n{text}");
        }
        for used in text.split("steps.help.outputs.").skip(1) {
            let name = used.split(' ').next().unwrap_or_default();
            assert!(
                keys(&action, &["outputs"]).contains(&name),
                "the action has no output `{name}`:\n{text}"
            );
        }
    }
}

#[test]
fn the_commands_by_hand_publish_the_example_site() {
    let runner = example("");
    // As of one day, so that the test finds no other warnings next year; everything else is as a person types it.
    let helpsmith = format!(
        "#!/bin/sh\ncase $1 in\n  check | build) exec '{PROGRAM}' \"$@\" --date {DATE} ;;\n\
        \x20 *) exec '{PROGRAM}' \"$@\" ;;\nesac\n"
    );
    runner.program("helpsmith", &helpsmith);
    let page = page();
    let commands = blocks(section(&page, "## By hand"), "sh");
    assert_eq!(commands.len(), 5, "install, check, build, look for leaks, publish");
    for script in commands {
        let output = runner.shell(script);
        assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let published = tree(&runner.workspace().join("published"));
    assert!(published.contains_key("index.html"), "{:?}", published.keys());
    assert_eq!(published, tree(&runner.workspace().join("dist/public")));
}
