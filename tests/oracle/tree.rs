//! Builds a site as the program does, and finds every marker in the bytes and the names of what comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use helpsmith::check::leaks::{self, Question};
use helpsmith::diagnostic::{Diagnosed, Diagnostic, Severity};
use helpsmith::emit::{self, Delivery, Surroundings};
use helpsmith::model::AudienceId;
use helpsmith::output::{Bytes, Output};
use helpsmith::pipeline::{self, Memos, Phases, Project, Request};
use helpsmith::source::{self, Snapshot};

use super::index;
use super::manual::Target;
use super::site::{AUDIENCES, Marker};

/// A site on disk, read.
pub struct Built<'m> {
    folder: tempfile::TempDir,
    snapshot: Snapshot,
    project: Option<Project>,
    problems: Vec<Diagnostic>,
    memos: &'m Memos,
}

/// Where each marker is, in names or bytes, and which files there are.
#[derive(Default)]
pub struct Tree {
    pub paths: BTreeSet<String>,
    pub markers: BTreeMap<Marker, BTreeSet<String>>,
}

impl<'m> Built<'m> {
    /// Writes the files of a site, and reads them. What is remembered of other sites must not show in this one.
    pub fn new(files: &BTreeMap<String, String>, memos: &'m Memos) -> Self {
        let folder = tempfile::Builder::new().prefix("helpsmith-").tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder that can be made");
            fs::write(path, text).expect("a file that can be written");
        }
        let Diagnosed { value: snapshot, diagnostics: mut problems } =
            source::read(folder.path(), "helpsmith.yaml");
        let project = pipeline::load(&snapshot, memos, &mut Phases::default()).into_value(&mut problems);
        Self { folder, snapshot, project, problems, memos }
    }

    /// Returns the tree for a target, or the errors that keep it from being written. Where `on_disk`, it is written as
    /// a whole, compressed files included, and `check --leaks` looks at it.
    pub fn tree(&self, target: &Target, on_disk: bool) -> Result<Tree, Vec<String>> {
        let mut problems = self.problems.clone();
        let Some(project) = &self.project else { return Err(errors(&problems)) };
        let audience = AudienceId(u8::try_from(target.audience).expect("a small number"));
        let date = target.date.parse().expect("a date");
        let request = Request { audience, date, drafts: target.drafts, base_url: None, index: true };
        let built = pipeline::build(project, &request, self.memos, &mut Phases::default());
        let output = built.into_value(&mut problems);
        let wrong = errors(&problems);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        if !on_disk {
            return Ok(in_memory(&output));
        }
        let folder =
            self.folder.path().join(format!("dist/{}-{}-{}", target.audience, target.date, target.drafts));
        let name = AUDIENCES[target.audience].0;
        let delivery = Delivery { output: &output, audience: name, folder: folder.clone() };
        let surroundings = Surroundings { site: self.folder.path(), home: None };
        emit::emit(&[delivery], &surroundings, &|| {}).map_err(|problems| errors(&problems))?;
        let question = Question {
            snapshot: &self.snapshot,
            settings: &project.settings,
            audience: Some(audience),
            date,
            drafts: target.drafts,
        };
        let alarms = errors(&leaks::scan(&folder, &question).diagnostics);
        if !alarms.is_empty() {
            return Err(alarms);
        }
        let mut tree = Tree::default();
        add_folder(&folder, "", &mut tree);
        Ok(tree)
    }
}

fn errors(problems: &[Diagnostic]) -> Vec<String> {
    let errors = problems.iter().filter(|problem| problem.code.severity() == Severity::Error);
    let place =
        |problem: &Diagnostic| problem.span.as_ref().map_or(String::new(), |span| span.path.to_string());
    errors
        .map(|problem| format!("{}: {} ({})", problem.code.as_str(), problem.message, place(problem)))
        .collect()
}

fn in_memory(output: &Output) -> Tree {
    let mut tree = Tree::default();
    for path in output.files().keys() {
        let bytes = match pipeline::render(output, path).expect("a page that can be made") {
            Bytes::Text(text) => text.as_bytes().to_vec(),
            Bytes::Binary(bytes) => bytes.to_vec(),
            Bytes::Copy(asset) => fs::read(&asset.origin).expect("a file that can be read"),
        };
        tree.add(&path.to_file(), &bytes);
    }
    tree
}

fn add_folder(folder: &Path, inner: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a folder that can be read") {
        let entry = entry.expect("an entry that can be read");
        let path = format!("{inner}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            add_folder(&entry.path(), &format!("{path}/"), tree);
        } else {
            tree.add(&path, &fs::read(entry.path()).expect("a file that can be read"));
        }
    }
}

impl Tree {
    fn add(&mut self, path: &str, bytes: &[u8]) {
        let mut raw = Vec::new();
        let unpacked = if path.ends_with(".gz") {
            flate2::read::GzDecoder::new(bytes).read_to_end(&mut raw).expect("a whole gzip file");
            Some(raw)
        } else if path.ends_with(".br") {
            brotli::Decompressor::new(bytes, 4096).read_to_end(&mut raw).expect("a whole Brotli file");
            Some(raw)
        } else {
            index::unpacked(path, bytes)
        };
        for text in [path.as_bytes(), bytes, unpacked.as_deref().unwrap_or(&[])] {
            Marker::find(text, |marker| {
                self.markers.entry(marker).or_default().insert(path.to_owned());
            });
        }
        self.paths.insert(path.to_owned());
    }
}
