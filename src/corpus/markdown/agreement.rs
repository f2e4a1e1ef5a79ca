//! Holds the scanner for directives against the Markdown parser: what one takes for code, a comment or HTML that is
//! shown as written, the other does too.
//!
//! Issue 13, F14 and F15. A document is scanned and put together as for a page; then each line that looks like a
//! directive must be part of code exactly where the scanner left it in the text.

use std::ops::Range;

use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};

use super::source::Form;
use super::tests::assembled;
use crate::corpus::parse;

/// Returns the lines about which the two disagree.
fn disagreements(text: &str) -> Vec<String> {
    let Some(source) = assembled(text) else { return Vec::new() };
    let whole = source.as_str();
    let verbatim = verbatim(whole);
    let is_verbatim = |at: usize| verbatim.iter().any(|range| range.contains(&at));
    let mut wrong = Vec::new();
    for (at, span) in source.markers() {
        if is_verbatim(at) {
            wrong.push(format!("the parser sees code where a directive is: {span:?}"));
        }
    }
    let mut at = 0;
    for line in whole.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - words.len();
        at += line.len();
        let shown = source.restored(words, Form::Words, |_, _| {});
        if shown.starts_with(":::") && !is_verbatim(start) {
            wrong.push(format!("the parser sees words where the scanner sees code: {shown}"));
        }
    }
    wrong
}

/// Returns what is code, comment, or shown as written in a text, the markers of containers left out.
fn verbatim(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (event, range) in parse::events(text, parse::options(false), |_, _| None) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                // Blanks before indented code are part of it.
                let line = text.get(..range.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
                found.push(line..range.end);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let html = text.get(range.clone()).unwrap_or("").to_ascii_lowercase();
                found.extend(
                    written(&html).into_iter().map(|part| range.start + part.start..range.start + part.end),
                );
            }
            _ => {}
        }
    }
    found
}

/// Returns the comments of raw HTML, and the elements that are shown as written.
fn written(html: &str) -> Vec<Range<usize>> {
    let kinds = [
        ("<!--:-->", ""),
        ("<!--", "-->"),
        ("<![cdata[", "]]>"),
        ("<?", "?>"),
        ("<!", ">"),
        ("<pre>", "</pre>"),
        ("<script>", "</script>"),
    ];
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|start| at + start) {
        let rest = html.get(start..).unwrap_or("");
        let Some((open, close)) = kinds.iter().find(|(open, _)| rest.starts_with(open)) else {
            at = start + 1;
            continue;
        };
        let inner = rest.get(open.len()..).unwrap_or("");
        let end = inner.find(close).map_or(html.len(), |end| start + open.len() + end + close.len());
        if !close.is_empty() {
            found.push(start..end);
        }
        at = end;
    }
    found
}

fn prefix() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "", "", "", "  ", "    ", "      ", "> ", "> > ", "- ", "  - ", "1. ", "   ", "[^1]: ", ": ", "\t",
        ">     ", "- - ", "10. ", "* \t", ">",
    ])
}

fn line() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "text",
        "",
        "",
        "```",
        "```",
        "````",
        "~~~",
        "``` js",
        "<!--",
        "-->",
        "<!-- a -->",
        "<pre>",
        "</pre>",
        "<div>",
        "</div>",
        "# heading",
        "===",
        "---",
        "| a | b |",
        "|---|---|",
        "`code",
        "code`",
        "[a]: /b",
        "**bold**",
        "Term",
        "متن",
        "文字",
        "🙂",
        "\\:::note",
        "    code",
        "<script>",
        "</script>",
        "a <!-- b",
        "<?",
        "?>",
        "::snippet",
    ]);
    (prefix(), words).prop_map(|(prefix, words)| format!("{prefix}{words}"))
}

/// Puts containers around stretches of the lines.
fn with_containers(mut lines: Vec<String>, containers: Vec<(usize, usize)>, prefix: &str) -> String {
    for (start, length) in containers {
        let start = start.min(lines.len());
        let end = (start + length).min(lines.len());
        lines.insert(end, format!("{prefix}:::"));
        lines.insert(start, format!("{prefix}:::note"));
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_documents_are_read_alike(
        lines in prop::collection::vec(line(), 1..12),
        containers in prop::collection::vec((0..12_usize, 0..6_usize), 1..4),
        // One for all of them: a container that ends in another list than it began in is refused later.
        prefix in prefix(),
        end in "(\r?\n)?",
    ) {
        let text = with_containers(lines, containers, prefix) + &end;
        let wrong = disagreements(&text);
        prop_assert!(wrong.is_empty(), "{text}\n{wrong:?}");
    }
}

/// How many documents are made up; more of them in a long run.
#[expect(clippy::disallowed_methods, reason = "a switch of the tests")]
fn cases() -> u32 {
    std::env::var("HELPSMITH_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(3_000)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "real texts lie where the environment says")]
fn real_documents_are_read_alike() {
    let Ok(corpora) = std::env::var("HELPSMITH_CORPORA") else {
        let skipped = std::env::var("HELPSMITH_SKIP").unwrap_or_default();
        assert!(
            skipped.contains("corpora"),
            "corpora missing: set HELPSMITH_CORPORA, or HELPSMITH_SKIP=corpora"
        );
        return;
    };
    let mut count = 0;
    let files = walkdir::WalkDir::new(corpora).sort_by_file_name().into_iter().flatten();
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        // A container around a few lines, at a place that differs from file to file.
        let at = text.len() % lines.len().max(1);
        let end = (at + 7).min(lines.len());
        let (Some(head), Some(inner), Some(tail)) = (lines.get(..at), lines.get(at..end), lines.get(end..))
        else {
            continue;
        };
        let probed = format!("{}\n:::note\n{}\n:::\n{}", head.concat(), inner.concat(), tail.concat());
        assert_eq!(disagreements(&text), Vec::<String>::new());
        assert_eq!(disagreements(&probed), Vec::<String>::new(), "{probed}");
        count += 1;
    }
    assert!(count > 1_000, "only {count} texts");
}
