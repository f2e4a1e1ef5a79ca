//! A build that remembers earlier ones gives what a fresh one gives, byte for byte, whatever is edited.
//!
//! `HELPSMITH_EDITS=2000 cargo test --release --test rebuild` edits for longer; `HELPSMITH_SEED` begins elsewhere.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests do I/O, and a broken machine may stop them"
)]

#[path = "rebuild/edits.rs"]
mod edits;
#[path = "rebuild/random.rs"]
mod random;
#[path = "rebuild/writing.rs"]
mod writing;

use std::collections::BTreeMap;
use std::env;
use std::path::Path;

use edits::Desk;
use helpsmith::corpus::CodeMemo;
use helpsmith::diagnostic::{Diagnostic, arrange};
use helpsmith::model::AudienceId;
use helpsmith::output::{Artifact, Bytes, Output};
use helpsmith::pipeline::{self, Memos, Phases, Request};
use helpsmith::source::{self, Snapshot};
use random::Random;
use rayon::prelude::*;

const SETTINGS: &str = "helpsmith.yaml";
/// Edits of an ordinary run.
const EDITS: usize = 250;
const SEED: u64 = 20_261_128;

/// Everything that a build gives.
#[derive(PartialEq)]
struct Outcome {
    problems: Vec<Diagnostic>,
    files: BTreeMap<String, Result<Vec<u8>, String>>,
}

#[test]
fn a_rebuild_equals_a_fresh_build_after_every_edit() {
    let number =
        |name: &str, default| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let edits = usize::try_from(number("HELPSMITH_EDITS", EDITS as u64)).expect("a number of edits");
    let mut random = Random::new(number("HELPSMITH_SEED", SEED));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut desk = Desk::new(folder.path(), &mut random);
    let memos = Memos::for_many(CodeMemo::default());
    let mut known = Snapshot::default();
    let (mut history, mut most) = (Vec::new(), 0);
    for number in 0..edits {
        let (what, touched) = desk.edit(&mut random);
        history.push(what);
        // As a preview does: a few files that are known are read by themselves, else the whole site is looked at.
        let hinted =
            source::read_texts(folder.path(), &touched, &known).filter(|_| number > 0 && random.one_in(2));
        let (snapshot, problems) = match hinted {
            Some(snapshot) => (snapshot, source::read(folder.path(), SETTINGS).diagnostics),
            None => {
                let read = source::read_again(folder.path(), SETTINGS, &known);
                (read.value, read.diagnostics)
            }
        };
        let fresh = source::read(folder.path(), SETTINGS);
        for audience in [AudienceId(0), AudienceId(1)] {
            let drafts = random.one_in(3);
            let remembered = build(&snapshot, problems.clone(), &memos, audience, drafts);
            let anew = build(&fresh.value, fresh.diagnostics.clone(), &Memos::default(), audience, drafts);
            most = most.max(remembered.files.len());
            compare(&remembered, &anew, &history, folder.path());
        }
        memos.turn();
        known = snapshot;
    }
    assert!(most > 200, "the site has {most} files, too few to say much");
}

fn build(
    snapshot: &Snapshot,
    mut problems: Vec<Diagnostic>,
    memos: &Memos,
    audience: AudienceId,
    drafts: bool,
) -> Outcome {
    let mut phases = Phases::default();
    let mut files = BTreeMap::new();
    let date = jiff::civil::date(2026, 1, 15);
    let request = Request { audience, date, drafts, base_url: None, index: false };
    if let Some(project) = pipeline::load(snapshot, memos, &mut phases).into_value(&mut problems) {
        let output = pipeline::build(&project, &request, memos, &mut phases).into_value(&mut problems);
        files = bytes(&output, memos);
    }
    arrange(&mut problems);
    Outcome { problems, files }
}

fn bytes(output: &Output, memos: &Memos) -> BTreeMap<String, Result<Vec<u8>, String>> {
    let search = pipeline::index_later(output, memos);
    let known = |artifact: &Artifact| match artifact {
        Artifact::Bytes(bytes) => bytes.to_vec(),
        Artifact::Text(text) => text.as_bytes().to_vec(),
        other => format!("{other:?}").into_bytes(),
    };
    let paths: Vec<_> = output.files().keys().collect();
    let pages = paths.par_iter().map(|path| {
        let bytes = match pipeline::render(output, path) {
            Ok(Bytes::Text(text)) => Ok(text.as_bytes().to_vec()),
            Ok(Bytes::Binary(bytes)) => Ok(bytes.to_vec()),
            Ok(Bytes::Copy(asset)) => Ok(asset.digest.to_vec()),
            Err(problem) => Err(format!("{problem:?}")),
        };
        (path.to_string(), bytes)
    });
    let mut files: BTreeMap<String, Result<Vec<u8>, String>> = pages.collect();
    files.extend(search.iter().map(|(path, artifact)| (path.to_string(), Ok(known(artifact)))));
    files
}

fn compare(remembered: &Outcome, anew: &Outcome, history: &[String], folder: &Path) {
    if remembered == anew {
        return;
    }
    let last: Vec<&String> = history.iter().rev().take(12).collect();
    let differing: Vec<&String> = remembered
        .files
        .keys()
        .chain(anew.files.keys())
        .filter(|path| remembered.files.get(*path) != anew.files.get(*path))
        .take(10)
        .collect();
    let problems: Vec<&Diagnostic> = remembered
        .problems
        .iter()
        .filter(|one| !anew.problems.contains(one))
        .chain(anew.problems.iter().filter(|one| !remembered.problems.contains(one)))
        .take(5)
        .collect();
    let message = format!(
        "after {} edits, the last ones {last:#?}, these differ: {differing:#?}, and these problems: {problems:#?}",
        history.len()
    );
    assert_eq!(message, "", "in {}", folder.display());
}
