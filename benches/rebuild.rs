//! Times what a saved article costs a running preview, phase by phase: `cargo bench --bench rebuild`. With a site's
//! folder in `HELPSMITH_SITE` it works on a copy of that in memory, else on one that it makes.
#![expect(clippy::disallowed_methods, clippy::expect_used, clippy::print_stdout, reason = "a bench may stop")]

mod site;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use helpsmith::corpus::CodeMemo;
use helpsmith::model::AudienceId;
use helpsmith::output::Output;
use helpsmith::pipeline::{self, Memos, Phases, Request};
use helpsmith::source::{self, Snapshot};

/// As the program has it: a rebuild is mostly made of small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: usize = 10_000;
const EDITS: usize = 60;
const SETTINGS: &str = "helpsmith.yaml";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    match std::env::var_os("HELPSMITH_SITE") {
        Some(site) => copy(Path::new(&site), root),
        None => site::files(ARTICLES).iter().for_each(|(path, text)| write(&root.join(path), text)),
    }
    let memos = Memos::for_many(CodeMemo::default());
    let mut earlier = Snapshot::default();
    let mut outputs: Vec<Output> = Vec::new();
    let article = first_article(root);
    let text = fs::read_to_string(&article).expect("an article");
    std::thread::sleep(std::time::Duration::from_secs(3));
    for edit in 0..EDITS {
        let changed = match edit {
            0 => text.clone(),
            _ if edit % 2 < 2 => format!("{text}\n\nAn edit: {edit}.\n"),
            _ => text.replacen("title: ", &format!("title: T{edit} "), 1).replace("T{edit} \"", "\""),
        };
        fs::write(&article, changed).expect("an article that can be written");
        let mut phases = Phases::default();
        let start = Instant::now();
        let hint = BTreeSet::from([article.clone()]);
        let known = phases.time("read", || source::read_texts(root, &hint, &earlier));
        let snapshot = match known.filter(|_| edit > 0) {
            Some(snapshot) => snapshot,
            None => phases.time("read all", || source::read_again(root, SETTINGS, &earlier)).value,
        };
        let changes = earlier.differences(&snapshot).len();
        let project = pipeline::load(&snapshot, &memos, &mut phases).value.expect("a project");
        let date = jiff::civil::date(2026, 1, 15);
        let request = Request { audience: AudienceId(0), date, drafts: true, base_url: None, index: false };
        let output = pipeline::build(&project, &request, &memos, &mut phases).value;
        let time = start.elapsed();
        let later = Instant::now();
        let files = if edit > 1 { 0 } else { pipeline::index_later(&output, &memos).len() };
        let index = later.elapsed();
        memos.turn();
        println!("{:8.1} ms after {changes} changes; {files} search files in {:.1} ms", ms(time), ms(index));
        for (name, time) in phases.list() {
            println!("    {:8.1} ms  {name}", ms(*time));
        }
        (outputs, earlier) = (vec![output], snapshot);
    }
    drop(outputs);
}

fn ms(time: std::time::Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn first_article(root: &Path) -> std::path::PathBuf {
    let snapshot = source::read(root, SETTINGS).value;
    let path = snapshot.below("content/").map(|(path, _)| path.as_str());
    let path = path.filter(|path| path.ends_with(".md") && !path.ends_with("index.md")).nth(100);
    root.join(path.expect("an article"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be made");
    fs::write(path, text).expect("a file that can be written");
}

fn copy(from: &Path, to: &Path) {
    for (path, _) in source::read(from, SETTINGS).value.files {
        let text = fs::read_to_string(from.join(path.as_str())).unwrap_or_default();
        write(&to.join(path.as_str()), &text);
    }
}
