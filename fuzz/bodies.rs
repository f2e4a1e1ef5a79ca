//! What each fuzz target does with its input: it builds a small site around it in memory, as every command does, and
//! looks at every byte that would be published.
//!
//! `fuzz_targets/` gives these to libFuzzer, `tests/fuzz.rs` to proptest. A body stops where a library's panic reaches
//! the door, where a problem is a defect of helpsmith, and where a hidden word is in a file.
#![allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "each target uses one of these, and finding something is to stop"
)]

#[path = "../tests/support/index.rs"]
mod index;

use std::sync::OnceLock;

use helpsmith::diagnostic::{Code, Diagnostic, Severity};
use helpsmith::guest;
use helpsmith::model::{AudienceId, SourcePath};
use helpsmith::output::{Artifact, Bytes};
use helpsmith::pipeline::{self, CodeMemo, Memos, Phases, Request};
use helpsmith::source::{self, Snapshot};

/// Stands in every text that the public may not see, and in nothing else: no input can spell it.
pub const SECRET: &str = "qzxsecretxqz";

/// Bytes of an input; larger ones take longer and find the same.
const INPUT_BYTES_MAX: usize = 4 << 10;

const SETTINGS: &str = "title: Fuzz\nbase_url: https://help.example.com/\nlanguages: [en, ar]\nmarkdown: {math: true}\n\
    variables: {product: Acme}\naudiences:\n  public: {}\n  team: {includes: [public]}\n";

/// Texts around every input: an article it can link to, and all ways to hide something.
fn hidden() -> Vec<(&'static str, String)> {
    let front = |title: &str, more: &str| {
        format!("---\ntitle: {title}\ndescription: A text of its own.\n{more}---\n")
    };
    vec![
        ("helpsmith.yaml", SETTINGS.to_owned()),
        ("content/guide/b.md", format!("{}## Fees\n\nText.\n", front("B", ""))),
        ("content/guide/b.ar.md", format!("{}## رسوم\n\nنص.\n", front("ب", ""))),
        ("content/guide/team.md", format!("{}{SECRET} [a](a.md)\n", front(SECRET, "audience: team\n"))),
        ("content/guide/draft.md", format!("{}{SECRET}\n", front(SECRET, "state: draft\n"))),
        ("content/guide/later.md", format!("{}{SECRET}\n", front(SECRET, "publish_on: 2030-01-01\n"))),
        ("content/inner/_index.md", format!("{}{SECRET}\n", front(SECRET, "audience: team\n"))),
        ("content/inner/c.md", format!("{}## {SECRET}\n\n{SECRET}\n", front(SECRET, ""))),
        ("snippets/team.md", format!("---\naudience: team\n---\n{SECRET}\n")),
        ("snippets/both.md", format!("Both.\n\n:::only{{audience=team}}\n{SECRET}\n:::\n")),
        ("data/redirects.yaml", format!("/old-{SECRET}/: /inner/c/\n").replace(SECRET, "c")),
    ]
}

/// Hides words before the input, in ways that nothing behind them can undo.
fn veiled(input: &str) -> String {
    format!(
        "A :only[{SECRET}]{{audience=team}} word.\n\n:::only{{audience=team}}\n## {SECRET}\n\n[{SECRET}](b.md) ![x]({SECRET}.png)\n\n\
         [{SECRET}]: b.md\n:::\n\n::snippet{{team}}\n\n::snippet{{both}}\n\n{input}\n"
    )
}

fn article(input: &str) -> String {
    format!("---\ntitle: A\ndescription: What is tried.\n---\n{}", veiled(input))
}

/// Runs a body on bytes as a fuzzer makes them.
pub fn run(body: fn(&[u8]), input: &[u8]) {
    // What is caught at a boundary is seen as a problem; what is not goes on to the fuzzer.
    guest::watch(|panicked| eprintln!("{} ({:?})", panicked.message, panicked.location));
    body(input.get(..INPUT_BYTES_MAX).unwrap_or(input));
}

/// Returns how many public pages there are around an input that says nothing: with none, no body could find a leak.
pub fn pages_around_nothing() -> usize {
    site(&[("content/guide/a.md", article("Text."))]).len()
}

/// A whole article, directives included, by itself, as a snippet and hidden.
pub fn markdown(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let team = format!("---\ntitle: Team\naudience: team\n---\n{SECRET}\n\n{}\n", marked(&text));
    let draft = format!("---\ntitle: Draft\nstate: draft\n---\n{}\n", marked(&text));
    let files = [
        ("content/guide/a.md", article(&text)),
        ("content/guide/team2.md", team),
        ("content/guide/draft2.md", draft),
        ("content/guide/s.md", article("::snippet{input}\n\n- a\n\n  ::snippet{input}\n")),
        ("snippets/input.md", text),
    ];
    site(&files);
}

/// Front matter of an article, a section and a snippet, and a data file.
pub fn front_matter(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let whole = format!("---\n{text}\n---\n");
    site(&[
        ("content/guide/a.md", format!("---\ntitle: A\n{text}\n---\n{}", veiled("Text."))),
        ("content/other/_index.md", whole.clone()),
        ("content/other/d.md", format!("{whole}Text.\n")),
    ]);
    site(&[("content/guide/a.md", article("Text.")), ("data/redirects.yaml", text.clone())]);
    site(&[("content/guide/a.md", article("Text.")), ("helpsmith.yaml", format!("{SETTINGS}{text}\n"))]);
}

/// Where links, images and definitions lead, in Markdown and in HTML.
pub fn links(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let bare = line.trim();
    let quoted = bare.replace('"', "&quot;");
    let body = format!(
        "[a]({bare}) [b](<{bare}>) ![c]({bare}) [d]({bare} \"title\") <{bare}> {bare}\n\n[e]: {bare}\n\n[e] [f][{bare}] [[{bare}]]\n\n\
         <a href=\"{quoted}\">g</a> <img src=\"{quoted}\" alt=\"h\">\n\n[i](b.md#{bare}) [j](/guide/b/?{bare}) \
         [k](https://help.example.com/{bare})\n"
    );
    let yaml = serde_json_text(bare);
    let front = format!("---\ntitle: R\ndescription: D.\nrelated: [{yaml}]\naliases: [{yaml}]\n---\nText.\n");
    site(&[("content/guide/a.md", article(&body))]);
    site(&[("content/guide/a.md", article("Text.")), ("content/guide/r.md", front)]);
}

/// One formula, in all the ways to write it.
pub fn formula(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let line = text.replace(['\n', '\r'], " ");
    let body = format!(
        "$`{line}`$ and ${line}$ and $${line}$$\n\n## H $`{line}`$\n\n| a |\n|---|\n| $`{line}`$ |\n\n~~~~~~~~~math\n{text}\n~~~~~~~~~\n"
    );
    for page in site(&[("content/guide/a.md", article(&body))]) {
        for math in page.split("<math").skip(1) {
            let math = math.split("</math>").next().unwrap_or_default();
            for tag in math.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(['>', ' ']).next().unwrap_or_default();
                let known = name.starts_with('m') || matches!(name, "semantics" | "annotation");
                assert!(known, "`{name}` in {math}");
            }
        }
    }
}

/// One block of code: its first line is the info string.
pub fn code(input: &[u8]) {
    let Some(text) = text(input) else { return };
    let (info, code) = text.split_once('\n').unwrap_or(("js", &text));
    site(&[("content/guide/a.md", article(&format!("~~~~~~~~~{info}\n{code}\n~~~~~~~~~\n")))]);
}

/// A drawing.
pub fn svg(input: &[u8]) {
    let seen = source::look(&SourcePath::new("content/a.svg"), input, true);
    assert!(!matches!(seen.fault, Some(source::Fault::Panicked(_))), "{seen:?}");
    let text = String::from_utf8_lossy(input).to_lowercase();
    let plain = !text.contains("<!--") && !text.contains("<![cdata[");
    let is_live =
        plain && (text.contains("<script") || text.contains(" onload=\"") || text.contains("<iframe"));
    assert!(!is_live || seen.active.is_some(), "{text}");
}

/// An image of pixels, under each of its names.
pub fn image(input: &[u8]) {
    for name in
        ["a.png", "a.jpg", "a.webp", "a.gif", "a.avif", "a.heic", "a.bmp", "a.ico", "a.jxl", "a.bin", "a.mp4"]
    {
        let seen = source::look(&SourcePath::new(&format!("content/{name}")), input, true);
        assert!(!matches!(seen.fault, Some(source::Fault::Panicked(_))), "{name}: {seen:?}");
    }
}

/// A template of the site's own.
pub fn template(input: &[u8]) {
    let Some(text) = text(input) else { return };
    site(&[("content/guide/a.md", article("Text.")), ("templates/parts/footer.html", text)]);
}

/// Returns the input as text. What is not UTF-8 is refused before it is parsed.
fn text(input: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(input).ok()?;
    (!text.to_lowercase().contains("qzx")).then(|| text.to_owned())
}

/// Returns the text with the secret in every line.
fn marked(text: &str) -> String {
    text.lines().map(|line| format!("{line} {SECRET}\n")).collect()
}

fn serde_json_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Builds the site of `files` for the public and for the team, and returns the public's pages.
fn site(files: &[(&str, String)]) -> Vec<String> {
    static MEMOS: OnceLock<Memos> = OnceLock::new();
    let memos = MEMOS.get_or_init(|| Memos::for_many(CodeMemo::default()));
    let mut all = hidden();
    all.retain(|(path, _)| files.iter().all(|(own, _)| own != path));
    let texts = all.iter().map(|(path, text)| (*path, text.as_str()));
    let texts = texts.chain(files.iter().map(|(path, text)| (*path, text.as_str())));
    let snapshot = Snapshot::of_texts(texts);
    let mut phases = Phases::default();
    let loaded = pipeline::load(&snapshot, memos, &mut phases);
    let problems = loaded.diagnostics;
    assert_no_defect(&problems);
    let mut pages = Vec::new();
    if let Some(project) = loaded.value {
        for audience in [AudienceId(0), AudienceId(1)] {
            let date = jiff::civil::date(2026, 1, 15);
            let request = Request { audience, date, drafts: false, base_url: None, index: true };
            let built = pipeline::build(&project, &request, memos, &mut phases);
            assert_no_defect(&built.diagnostics);
            let fails = problems.iter().chain(&built.diagnostics).any(|one| one.severity == Severity::Error);
            for (path, artifact) in built.value.files() {
                let bytes = match pipeline::render(&built.value, path) {
                    Ok(Bytes::Text(text)) => text.as_bytes().to_vec(),
                    Ok(Bytes::Binary(bytes)) => bytes.to_vec(),
                    Ok(Bytes::Copy(_)) => continue,
                    Err(problem) => {
                        assert_no_defect(&[problem]);
                        continue;
                    }
                };
                // With an error nothing is written. The team may see the secret.
                if audience == AudienceId(0) && !fails {
                    assert_public(&path.to_string(), &bytes);
                    if !matches!(artifact, Artifact::Bytes(_)) {
                        pages.push(String::from_utf8_lossy(&bytes).into_owned());
                    }
                }
            }
        }
    }
    memos.turn();
    pages
}

fn assert_no_defect(problems: &[Diagnostic]) {
    let defect = problems.iter().find(|problem| problem.code == Code::InternalError);
    assert!(defect.is_none(), "{defect:?}");
}

/// Asserts that a file of the public's has no secret in it.
pub fn assert_public(path: &str, bytes: &[u8]) {
    let unpacked = index::unpacked(path, bytes);
    let text = String::from_utf8_lossy(unpacked.as_deref().unwrap_or(bytes)).to_lowercase();
    assert!(!text.contains(SECRET) && !path.contains(SECRET), "`{SECRET}` is in `{path}`");
}
