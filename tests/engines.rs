//! The browser's engine against the one in Rust: equal tokens, equal lists, equal scores to the last bit.
//!
//! Needs node, which `scripts/test` sees to; without it these tests fail, unless HELPSMITH_SKIP names it.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "tests do I/O and may stop"
)]

mod support;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::Site;

/// A query or text and what was made of it.
type Cut = Vec<(String, f64)>;

/// Runs a script of `tests/engines` with `input`; nothing comes back where the run does without node.
fn node(script: &str, arguments: &[&str], input: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines").join(script);
    let started =
        Command::new("node").arg(path).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        support::skip("node", "install Node.js 20.19 or later");
        return None;
    };
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("a reader");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{script} failed");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// Returns real help centres, and those of this repository, with their languages.
fn sites() -> Vec<(PathBuf, &'static str)> {
    let own = |inner: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(inner);
    let mut sites = vec![(own("example-site"), "en, fa, zh-Hans"), (own("docs"), "en")];
    if let Some(corpora) = support::corpora() {
        sites.push((corpora.join("commerce-kb"), "en, de, ja, ko, zh-Hans, zh-Hant"));
        sites.push((corpora.join("open-source-guide"), "en, ar, fa, es, hi, ja, zh-Hans, zh-Hant"));
    }
    sites
}

fn shuffled(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_by_key(|text| *blake3::hash(text.as_bytes()).as_bytes());
    texts
}

/// Returns all titles of a site, and a thousand of its lines.
fn texts(site: &Path) -> Vec<String> {
    let files = support::tree(&site.join("content"));
    let lines: BTreeSet<String> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .flat_map(|(_, bytes)| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let (titles, others): (Vec<String>, Vec<String>) =
        lines.into_iter().partition(|line| line.starts_with("title:"));
    let sentences = shuffled(others).into_iter().filter(|line| line.len() > 20).take(1_000);
    titles.into_iter().chain(sentences).collect()
}

/// Returns each character of the scripts that people write, between letters, Han and Thai.
fn characters() -> Vec<String> {
    let characters = ('\u{20}'..='\u{ffff}').filter(|c| !c.is_control());
    characters.map(|c| format!("Ab{c}Cd{c} 中{c}文 ก{c}ข {c}{c}{c} م{c}ن")).collect()
}

#[test]
fn both_cut_every_character_alike() {
    let texts = characters();
    let Some(output) = node("tokens.mjs", &[], &serde_json::to_string(&texts).expect("JSON")) else { return };
    let cut: Vec<(Cut, Cut, bool)> = serde_json::from_str(&output).expect("JSON");
    let other = |(text, (article, query, is_known)): &(&String, (Cut, Cut, bool))| {
        // The two may know different versions of Unicode.
        let same = helpsmith::search::article_tokens(text) == *article
            && helpsmith::search::query_terms(text) == *query;
        *is_known && !same
    };
    let wrong: Vec<_> = texts.iter().zip(cut).filter(other).map(|(text, _)| text).collect();
    assert!(wrong.is_empty(), "{} characters: {:?}", wrong.len(), wrong.iter().take(30).collect::<Vec<_>>());
}

#[test]
fn both_cut_every_text_into_the_same_tokens() {
    for (site, _) in sites() {
        let texts = texts(&site);
        assert!(texts.len() > 100, "{}", site.display());
        let input = serde_json::to_string(&texts).expect("JSON");
        let Some(output) = node("tokens.mjs", &[], &input) else { return };
        let cut: Vec<(Cut, Cut, bool)> = serde_json::from_str(&output).expect("JSON");
        for (text, (article, query, _)) in texts.iter().zip(cut) {
            assert_eq!(helpsmith::search::article_tokens(text), article, "{text}");
            assert_eq!(helpsmith::search::query_terms(text), query, "{text}");
        }
    }
}

/// Returns queries of every kind, made from the titles and lines of a site: whole, begun, cut out, misspelt.
fn queries(site: &Path) -> Vec<String> {
    let made = texts(site).into_iter().enumerate().map(|(at, text)| {
        let text = text.trim_start_matches("title:").trim_matches([' ', '"', '#', '-', '*', '>']);
        let letters: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
        let part: Vec<char> = match at % 5 {
            0 => letters,
            1 => letters[..letters.len() * 2 / 3].to_vec(),
            2 => letters.into_iter().skip(at % 7).take(12).collect(),
            3 => {
                let place = at % letters.len().max(1);
                letters.into_iter().enumerate().filter(|(other, _)| *other != place).map(|(_, c)| c).collect()
            }
            _ => letters.into_iter().rev().take(9).collect::<Vec<_>>().into_iter().rev().collect(),
        };
        part.into_iter().collect::<String>()
    });
    let hostile = ["", "__proto__", "constructor toString", "<img onerror=x>", "a", "\u{200c}", "  "];
    shuffled(made.collect()).into_iter().take(300).chain(hostile.map(str::to_owned)).collect()
}

/// Returns the query of a line with the address, title and score of each result.
fn results(line: &str) -> (String, Vec<(String, String, f64)>) {
    #[derive(serde::Deserialize)]
    struct Line {
        query: String,
        results: Vec<Found>,
    }
    #[derive(serde::Deserialize)]
    struct Found {
        url: String,
        title: String,
        score: f64,
    }
    let line: Line = serde_json::from_str(line).expect("JSON");
    let found = line.results.into_iter().map(|found| (found.url, found.title, found.score));
    (line.query, found.collect())
}

#[test]
fn both_find_the_same_with_the_same_scores() {
    for (folder, languages) in sites() {
        let site = Site::copy_of(&folder);
        if !folder.join("helpsmith.yaml").is_file() {
            let settings = format!(
                "title: C\nbase_url: https://x.example/\nlanguages: [{languages}]\nlanguage_fallback: hide\n"
            );
            site.file("helpsmith.yaml", settings);
        }
        let built = site.build();
        built.ok();
        let input = queries(&folder).join("\n") + "\n";
        site.file("queries.txt", &input);
        let batch = site.folder().join("queries.txt");
        for language in languages.split(", ") {
            let arguments = ["--language", language, "--date", "2026-01-15", "--format", "json"];
            let batch = batch.to_string_lossy();
            let rust = site.run(&[&["search", "--batch", &batch], &arguments[..]].concat());
            let index = built.out.join("_/search").join(language);
            let Some(browser) = node("answers.mjs", &[&index.to_string_lossy(), "10"], &input) else {
                return;
            };
            assert_eq!(rust.ok().stdout.lines().count(), browser.lines().count());
            let mut found = 0;
            for (rust, browser) in rust.stdout.lines().zip(browser.lines()) {
                assert_eq!(results(rust), results(browser), "{} in {language}", folder.display());
                found += usize::from(rust.contains("\"url\""));
            }
            assert!(found > 20, "{} in {language}: only {found} queries found anything", folder.display());
        }
    }
}
