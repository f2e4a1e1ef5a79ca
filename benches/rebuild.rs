//! Times what a saved article costs a running preview, phase by phase: `cargo bench --bench rebuild`. With a site's
//! folder in `HELPSMITH_SITE` it works on a copy of that, else on one that it makes.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a bench does I/O and may stop"
)]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use helpsmith::model::AudienceId;
use helpsmith::pipeline::{self, CodeMemo, Memos, Phases, Request};
use helpsmith::source::{self, Snapshot};

/// As the program has it: a rebuild is mostly made of small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: usize = 10_000;
const EDITS: usize = 21;
const SETTINGS: &str = "helpsmith.yaml";
/// After this the times of files tell the next change.
const REST: Duration = Duration::from_secs(3);

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    match std::env::var_os("HELPSMITH_SITE") {
        Some(site) => copy(Path::new(&site), root),
        None => site::files(ARTICLES).iter().for_each(|(path, text)| write(&root.join(path), text)),
    }
    std::thread::sleep(REST);
    let article = some_article(root);
    let text = fs::read_to_string(&article).expect("an article");
    let mut preview =
        Preview { root, memos: Memos::for_many(CodeMemo::default()), known: Snapshot::default() };
    preview.time("first build", 1, None, |_| ());
    preview.time("text edited", EDITS, Some(&article), |edit| {
        write(&article, &format!("{text}\n\nEdit {edit}.\n"))
    });
    preview.time("title edited", EDITS, Some(&article), |edit| {
        write(&article, &text.replacen("title: \"", &format!("title: \"Edit {edit} "), 1));
    });
}

struct Preview<'r> {
    root: &'r Path,
    memos: Memos,
    known: Snapshot,
}

impl Preview<'_> {
    /// Prints the median of each phase over some edits; the index, which waits for a reader who searches, by itself.
    fn time(&mut self, what: &str, edits: usize, hint: Option<&PathBuf>, edit: impl Fn(usize)) {
        let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
        for number in 0..edits {
            edit(number);
            let mut phases = Phases::default();
            let start = Instant::now();
            let paths = hint.into_iter().cloned().collect::<BTreeSet<_>>();
            let hinted = hint.and_then(|_| source::read_texts(self.root, &paths, &self.known));
            let snapshot =
                hinted.unwrap_or_else(|| source::read_again(self.root, SETTINGS, &self.known).value);
            phases.add("read", start.elapsed());
            let project = pipeline::load(&snapshot, &self.memos, &mut phases).value.expect("a project");
            let date = jiff::civil::date(2026, 1, 15);
            let request =
                Request { audience: AudienceId(0), date, drafts: true, base_url: None, index: false };
            let output = pipeline::build(&project, &request, &self.memos, &mut phases).value;
            times.entry("all".to_owned()).or_default().push(start.elapsed());
            let later = Instant::now();
            let _ = pipeline::index_later(&output, &self.memos);
            phases.add("index, later", later.elapsed());
            self.memos.turn();
            self.known = snapshot;
            for (name, time) in phases.list() {
                times.entry((*name).to_owned()).or_default().push(*time);
            }
        }
        println!("{what}:");
        for (name, mut times) in times {
            times.sort();
            println!("{:9.1} ms  {name}", times[times.len() / 2].as_secs_f64() * 1e3);
        }
    }
}

fn some_article(root: &Path) -> PathBuf {
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
