//! Holds every module to the imports that `docs/architecture.md` allows it.
//!
//! The second lock on the visibility wall: the first is that a `Corpus` is opaque outside `corpus`. The
//! source is read as text, so code for other platforms is held too. Inline tests may import anything.

mod support;

use std::iter;
use std::path::Path;

use support::{tree, without_tests};

type Table = [(&'static str, &'static [&'static str])];

/// The modules of the library in reading order, each with those it may import. `cli` is in no row: it
/// belongs to `main.rs`, which sees the library only from outside.
#[rustfmt::skip]
const MODULES: &Table = &[
    ("diagnostic", &[]),
    ("guest", &["diagnostic"]),
    ("memo", &[]),
    ("yaml", &["diagnostic", "guest"]),
    ("model", &["diagnostic"]),
    ("source", &["diagnostic", "guest", "memo", "model"]),
    ("config", &["diagnostic", "memo", "model", "yaml"]),
    ("corpus", &["diagnostic", "guest", "memo", "yaml", "model", "source", "config"]),
    ("search", &["diagnostic", "guest", "memo", "yaml", "model", "config"]),
    ("theme", &["diagnostic", "guest", "memo", "yaml", "model", "source", "config"]),
    ("output", &["diagnostic", "guest", "memo", "model", "config", "search", "theme"]),
    ("pipeline", &["diagnostic", "guest", "memo", "yaml", "model", "source", "config", "corpus", "search", "theme", "output"]),
    ("check", &["diagnostic", "guest", "yaml", "model", "source", "config", "theme"]),
    ("emit", &["diagnostic", "guest", "memo", "model", "config", "output", "pipeline"]),
    ("serve", &["diagnostic", "guest", "memo", "yaml", "model", "source", "config", "output", "pipeline"]),
    ("scaffold", &["diagnostic", "model"]),
];

/// The same for the parts of `corpus`: a file is read without knowing its neighbours or its readers.
const CORPUS: &Table = &[
    ("parse", &[]),
    ("variables", &[]),
    ("content", &["parse", "variables"]),
    ("markdown", &["parse", "variables", "content"]),
    ("kept", &["content", "markdown"]),
    ("resolve", &["variables", "content", "markdown", "kept"]),
];

#[test]
fn every_module_imports_only_what_it_may() {
    let source = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let library = source.iter().filter(|(path, _)| {
        path.ends_with(".rs") && !path.starts_with("cli/") && *path != "lib.rs" && *path != "main.rs"
    });
    let wrong: Vec<String> =
        library.flat_map(|(path, bytes)| breaches(path, &String::from_utf8_lossy(bytes))).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn lib_declares_the_modules_in_reading_order() {
    let lib = include_str!("../src/lib.rs");
    let declared: Vec<&str> = lib.lines().filter_map(declared_module).collect();
    let rows = MODULES.iter().map(|(name, _)| *name);
    let expected: Vec<&str> = rows.filter(|name| declared.contains(name)).collect();
    assert_eq!(declared, expected, "src/lib.rs declares its modules in the order of tests/architecture.rs");
}

#[test]
fn a_planted_breach_is_caught() {
    let planted = [
        ("output/page.rs", "use crate::{diagnostic::{Code, Span}, corpus::{self}};"),
        ("output/page.rs", "use crate::{\n    model::Article as Page,\n    corpus,\n};"),
        ("output/page.rs", "use super::super::corpus::Corpus;"),
        ("output/page.rs", "fn first() -> Article { *crate::corpus::first() }"),
        ("output/page.rs", "use crate::*;"),
        ("output/page.rs", "use crate::build_from_facade;"),
        ("memo.rs", "use super::model::Article;"),
        ("emit/disk.rs", "use crate::cli::Args;"),
        ("corpus/content/file.rs", "use super::super::markdown;"),
        ("corpus/content/mod.rs", "use crate::corpus;"),
        ("corpus/markdown/links.rs", "use crate::corpus::{content::Block, resolve::links};"),
        ("corpus/gossip.rs", ""),
        ("gossip/mod.rs", ""),
    ];
    for (path, text) in planted {
        assert_eq!(breaches(path, text).len(), 1, "{path}: {text}");
    }
    let innocent = "pub(in crate::corpus) use crate::corpus::content::{self, Block};\n\
        // crate::corpus::resolve comes later.\nuse super::words;\nuse crate::{model::paths::nfc, memo};\n\
        \n#[cfg(test)]\nmod tests {\n    use crate::output::Plan;\n}\n";
    assert_eq!(breaches("corpus/markdown/links.rs", innocent), Vec::<String>::new());
}

fn declared_module(line: &str) -> Option<&str> {
    let (before, name) = line.split_once("mod ")?;
    let is_declaration = before.is_empty() || before.starts_with("pub");
    name.strip_suffix(';').filter(|_| is_declaration)
}

/// Returns what is wrong with the imports of one file, whose path starts below `src`.
fn breaches(path: &str, text: &str) -> Vec<String> {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let module: Vec<&str> = stem.strip_suffix("/mod").unwrap_or(stem).split('/').collect();
    let lines = without_tests(text).lines();
    let lines = lines.map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    let code = lines.collect::<Vec<_>>().join("\n");
    // A module knows itself, so that one without a row is found even if it imports nothing.
    let itself = (1, module.clone());
    let targets = iter::once(itself).chain(references(&module, &code));
    targets
        .filter_map(|(line, target)| Some(format!("src/{path}:{line}: {}", refusal(&module, &target)?)))
        .collect()
}

fn refusal(module: &[&str], target: &[&str]) -> Option<String> {
    let within_corpus = module.first() == Some(&"corpus") && target.first() == Some(&"corpus");
    let (table, depth) = if within_corpus { (CORPUS, 1) } else { (MODULES, 0) };
    let own = *module.get(depth)?;
    let wanted = target.get(depth).copied().unwrap_or("*");
    let Some((_, may)) = table.iter().find(|(name, _)| *name == own) else {
        return Some(format!("`{own}` needs a row in tests/architecture.rs: say what it may import"));
    };
    if wanted == own || may.contains(&wanted) {
        return None;
    }
    let may = if may.is_empty() { "nothing".to_owned() } else { may.join(", ") };
    Some(format!(
        "`{own}` must not import `{wanted}`, it may import {may}: move this code to a module that may, \
         or argue for a new row in tests/architecture.rs and docs/architecture.md"
    ))
}

/// Returns every path that leaves its own module, from the root of the library, with its line.
fn references<'a>(module: &[&'a str], code: &'a str) -> Vec<(usize, Vec<&'a str>)> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let (before, mut path) = code.split_at(at);
            // `pub(in crate::…)` names an ancestor and imports nothing.
            if before.ends_with(is_word) || before.ends_with("super::") || before.ends_with("(in ") {
                continue;
            }
            let mut depth = if start == "crate::" { 0 } else { module.len() };
            while let Some(rest) = path.strip_prefix(start) {
                path = rest;
                depth = depth.saturating_sub(1);
            }
            let prefix: Vec<&str> = module.iter().copied().take(depth).collect();
            let mut targets = Vec::new();
            expand(path, &prefix, &mut targets);
            let line = before.matches('\n').count() + 1;
            found.extend(targets.into_iter().map(|target| (line, target)));
        }
    }
    found
}

/// Adds each path of a use tree such as `a::{b, c::*}` below `prefix`, and returns the text after it.
fn expand<'a>(text: &'a str, prefix: &[&'a str], paths: &mut Vec<Vec<&'a str>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
            if rest.is_empty() || rest.starts_with('}') {
                return rest.strip_prefix('}').unwrap_or(rest);
            }
            rest = expand(rest, prefix, paths).trim_start_matches(|c: char| c != ',' && c != '}');
        }
    }
    let end = text.find(|c: char| !is_word(c) && c != '*').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut path = prefix.to_vec();
    path.extend(Some(name).filter(|name| !name.is_empty()));
    if let Some(deeper) = rest.strip_prefix("::").filter(|_| !name.is_empty()) {
        return expand(deeper, &path, paths);
    }
    paths.push(path);
    rest
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
