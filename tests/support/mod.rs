//! Builds whole sites through the binary, as a user would: the site is one string, the checks are a chain.
//!
//! Nothing here calls the library, so what a test says holds for the program that people run. A failed
//! check prints the page or what the program said, so that nobody has to run a test twice to see why.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "each test uses its own part of this; tests do I/O, and a broken machine may stop them"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

pub mod index;
pub mod serve;

use scraper::{Html, Selector};
use tempfile::TempDir;

const SETTINGS_FILE: &str = "helpsmith.yaml";
const SETTINGS: &str = "title: Test\nbase_url: https://help.example.com/\n";
/// The day of every build, so that what is scheduled or due does not depend on the day of the test.
const DATE: &str = "2026-01-15";
/// What the program may see of the tester's environment: where git is, and where temporary files go.
const ENVIRONMENT: [&str; 3] = ["PATH", "HOME", "TMPDIR"];

/// A site in a fresh folder, which goes when the site and all outcomes of its runs are gone.
pub struct Site {
    folder: Arc<TempDir>,
}

impl Site {
    /// Writes a site from `-- path --` lines, each followed by that file's text; settings may be left out.
    #[track_caller]
    pub fn new(text: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("helpsmith-").tempdir().expect("a temporary folder");
        let site = Self { folder: Arc::new(folder) };
        site.file(SETTINGS_FILE, SETTINGS);
        for (path, content) in split(text) {
            site.file(path, content);
        }
        site
    }

    /// Copies a site that lies on disk.
    #[track_caller]
    pub fn copy_of(folder: &Path) -> Self {
        let site = Self::new("");
        for (path, bytes) in tree(folder) {
            if !path.starts_with("dist/") && !path.starts_with(".helpsmith/") {
                site.file(&path, bytes);
            }
        }
        site
    }

    /// Returns every file below a folder of the site with its bytes.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.folder().join(folder))
    }

    /// Writes one more file, or another text for one that is there.
    #[track_caller]
    pub fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let inside = !path.starts_with('/') && path.split('/').all(|part| part != "..");
        assert!(inside, "`{path}` leads out of the site");
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder that can be made");
        fs::write(path, bytes).expect("a file that can be written");
        self
    }

    /// Returns the folder of the site.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs one command on the site: `["build", "--strict"]` becomes `helpsmith build SITE --strict`.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, &[])
    }

    /// As `run`, with more in the program's environment.
    #[track_caller]
    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let (command, options) = args.split_first().expect("a command to run");
        let environment = ENVIRONMENT.into_iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let output = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
            .arg(command)
            .arg(self.folder())
            .args(options)
            .current_dir(self.folder())
            .env_clear()
            .envs(environment)
            .envs(variables.iter().copied())
            .output()
            .expect("a program that starts");
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            out: self.folder().join("dist").join("public"),
            folder: Arc::clone(&self.folder),
        }
    }

    /// Builds the site for its default audience, always on the same day.
    #[track_caller]
    pub fn build(&self) -> Outcome {
        self.run(&["build", "--date", DATE])
    }
}

/// What one run said, and the tree `out` that the checks look at: that of `public` unless said otherwise.
#[derive(Clone)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub out: PathBuf,
    folder: Arc<TempDir>,
}

impl Outcome {
    /// Returns the same outcome with the checks looking at another audience's tree.
    pub fn audience(&self, name: &str) -> Self {
        Self { out: self.out.with_file_name(name), ..self.clone() }
    }

    /// Asserts that the program ended well; warnings are allowed.
    #[track_caller]
    pub fn ok(&self) -> &Self {
        self.fails(0)
    }

    /// Asserts how the program ended: 1 for errors in the site, 2 for wrong usage.
    #[track_caller]
    pub fn fails(&self, code: i32) -> &Self {
        self.check(self.code == Some(code), &format!("exit code {:?}, not {code}", self.code))
    }

    /// Asserts that stderr has this text.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        self.check(self.stderr.contains(text), &format!("stderr does not say `{text}`"))
    }

    /// Asserts that stderr does not have this text.
    #[track_caller]
    pub fn silent_about(&self, text: &str) -> &Self {
        self.check(!self.stderr.contains(text), &format!("stderr says `{text}`"))
    }

    /// Returns the page at an address such as `/a/` or `/404.html`.
    #[track_caller]
    pub fn page(&self, address: &str) -> Page {
        let is_folder = address.ends_with('/');
        let path = if is_folder { format!("{address}index.html") } else { address.to_owned() };
        self.has_file(&path);
        let html = fs::read_to_string(self.place(&path)).expect("a page in UTF-8");
        Page { address: address.to_owned(), html }
    }

    /// Asserts that the tree has this file.
    #[track_caller]
    pub fn has_file(&self, path: &str) -> &Self {
        let files = self.files().join("\n");
        self.check(self.place(path).is_file(), &format!("there is no `{path}`, only\n{files}"))
    }

    /// Asserts that the tree has neither a file nor a folder of this name.
    #[track_caller]
    pub fn lacks_file(&self, path: &str) -> &Self {
        self.check(!self.place(path).exists(), &format!("there is a `{path}`"))
    }

    /// Returns the path of every file of the tree, in order.
    pub fn files(&self) -> Vec<String> {
        self.tree().into_keys().collect()
    }

    /// Returns every file of the tree with its bytes, to compare two builds.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.out)
    }

    /// Asserts that a text is in no name and no byte of the tree, in upper or lower case.
    #[track_caller]
    pub fn nowhere(&self, marker: &str) -> &Self {
        let (tree, folded) = (self.tree(), marker.to_lowercase());
        self.check(!marker.is_empty() && !tree.is_empty(), "nothing to look for, or nowhere to look");
        for (path, bytes) in &tree {
            let unpacked = index::unpacked(path, bytes);
            let bytes = unpacked.as_ref().unwrap_or(bytes);
            let text = format!("{path}\n{}", String::from_utf8_lossy(bytes));
            let line = text.lines().find(|line| line.to_lowercase().contains(&folded));
            assert_eq!(line, None, "`{marker}` is in `{path}`");
            let raw = bytes.windows(marker.len()).any(|part| part.eq_ignore_ascii_case(marker.as_bytes()));
            assert!(!raw, "`{marker}` is in the bytes of `{path}`");
        }
        self
    }

    fn place(&self, path: &str) -> PathBuf {
        self.out.join(path.trim_start_matches('/'))
    }

    #[track_caller]
    fn check(&self, holds: bool, otherwise: &str) -> &Self {
        assert!(holds, "{otherwise}\n-- stderr --\n{}\n-- stdout --\n{}", self.stderr, self.stdout);
        self
    }
}

/// One page as a browser would get it.
pub struct Page {
    pub address: String,
    pub html: String,
}

impl Page {
    /// Asserts that the page has this text, as HTML.
    #[track_caller]
    pub fn has(&self, text: &str) -> &Self {
        assert!(self.html.contains(text), "`{}` lacks `{text}`:\n{}", self.address, self.html);
        self
    }

    /// Asserts that the page does not have this text.
    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.html.contains(text), "`{}` has `{text}`:\n{}", self.address, self.html);
        self
    }

    /// Returns the text of each element that a CSS selector finds, with single spaces.
    #[track_caller]
    pub fn selects(&self, css: &str) -> Vec<String> {
        let selector = Selector::parse(css).expect("a CSS selector");
        let document = Html::parse_document(&self.html);
        let texts = document.select(&selector).map(|element| element.text().collect::<String>());
        texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }
}

/// Returns every file below a folder by its path from there with `/`; a folder that is not there has none.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry that can be read");
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            // What the browser tests install is not ours to hold to anything.
            if name == "node_modules" {
                continue;
            }
            files.extend(tree(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, fs::read(path).expect("a file that can be read"));
        }
    }
    files
}

/// Returns the text of a Rust file up to its inline tests, which stand last.
pub fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\nmod tests {").map_or(text, |(code, _)| code)
}

fn split(text: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let path = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        if let Some(path) = path {
            files.push((path, String::new()));
        } else if let Some((_, content)) = files.last_mut() {
            content.push_str(line);
        } else {
            assert!(line.trim().is_empty(), "a site starts with `-- path --`, not with `{line}`");
        }
    }
    files
}

/// Returns the folder of real help centres, where this run has any.
pub fn corpora() -> Option<PathBuf> {
    let folder = std::env::var_os("HELPSMITH_CORPORA").map(PathBuf::from);
    if folder.is_none() {
        skip("corpora", "set HELPSMITH_CORPORA to a folder of help centres");
    }
    folder
}

/// Fails a test that cannot run without `what`, unless HELPSMITH_SKIP names it: a test that is passed over in silence
/// proves nothing.
pub fn skip(what: &str, remedy: &str) {
    let skipped = std::env::var("HELPSMITH_SKIP").unwrap_or_default();
    assert!(
        skipped.split(',').any(|named| named.trim() == what),
        "{what} missing: {remedy}, or HELPSMITH_SKIP={what} to do without"
    );
    eprintln!("skipped: no {what}");
}
