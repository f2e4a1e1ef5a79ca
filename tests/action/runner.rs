//! A runner of GitHub in a temporary folder: it knows as much of composite actions as `action.yml` uses.
//!
//! Absent are the actions that steps use, which are noted and not run, and all expressions but those of
//! `Context::filled` and `Context::holds`: what is not known there stops the test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use helpsmith::diagnostic::SourcePath;
use helpsmith::yaml::{self, Key, Node, Value};
use tempfile::TempDir;

use crate::support::tree;

/// The repository of helpsmith, whose root is the folder of the action.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The day of all commits: before that of the builds.
const COMMITTED: &str = "2025-12-01T12:00:00Z";

/// Parses a text that must be faultless.
#[track_caller]
pub fn parsed(path: &str, text: &str) -> Node {
    let mut problems = Vec::new();
    let root = yaml::parse(text, 0, &SourcePath::new(path), &mut problems);
    assert!(problems.is_empty(), "`{path}` is not good YAML: {problems:?}\n{text}");
    root.expect("a root")
}

/// Returns the file at the root of the action.
pub fn action() -> Node {
    parsed("action.yml", &read(&Path::new(ROOT).join("action.yml")))
}

/// Returns the entries of a map; nothing else has any.
pub fn entries(node: &Node) -> &[(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// Returns the items of a list; nothing else has any.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// Returns what stands below a path of keys.
pub fn at<'a>(node: &'a Node, keys: &[&str]) -> Option<&'a Node> {
    keys.iter().try_fold(node, |node, key| {
        entries(node).iter().find(|(known, _)| known.text == *key).map(|(_, value)| value)
    })
}

/// Returns the text below a key; nothing where there is none.
pub fn text_at<'a>(node: &'a Node, key: &str) -> &'a str {
    match at(node, &[key]).map(|node| &node.value) {
        Some(Value::Scalar { text, .. }) => text,
        _ => "",
    }
}

/// Returns the text of a file.
#[track_caller]
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file in UTF-8")
}

/// A runner with one repository, which is checked out.
pub struct Runner {
    folder: TempDir,
    event: BTreeMap<&'static str, &'static str>,
}

/// What came of a job with the action.
#[derive(Default)]
pub struct Job {
    /// The step that failed.
    pub failed: Option<String>,
    /// What all steps said.
    pub log: String,
    /// What is on the page of the run.
    pub summary: String,
    /// The actions that steps would have used, without their versions, with their inputs.
    pub used: Vec<(String, BTreeMap<String, String>)>,
    outputs: BTreeMap<String, String>,
}

impl Runner {
    /// Copies a site into a folder of a new repository and commits it; an empty folder is its root.
    #[track_caller]
    pub fn new(site: &Path, folder: &str) -> Self {
        let place = tempfile::Builder::new().prefix("helpsmith-action-").tempdir().expect("a folder");
        let runner = Self { folder: place, event: BTreeMap::from([("GITHUB_EVENT_NAME", "push")]) };
        for name in ["home", "programs", "work"] {
            fs::create_dir_all(runner.folder.path().join(name)).expect("a folder");
        }
        for (path, bytes) in tree(site) {
            if !path.starts_with("dist/") && !path.starts_with(".helpsmith/") {
                runner.file(&Path::new(folder).join(path).to_string_lossy(), bytes);
            }
        }
        runner.file(".gitignore", "dist/\n.helpsmith/\n");
        runner.git(&["init", "--quiet", "--initial-branch", "main"]);
        runner.commit();
        runner
    }

    /// Returns the root of the repository.
    pub fn workspace(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Returns a folder beside everything else.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the repository.
    #[track_caller]
    pub fn file(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.workspace().join(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Appends to a file of the repository.
    #[track_caller]
    pub fn append(&self, path: &str, text: &str) {
        let before = read(&self.workspace().join(path));
        self.file(path, format!("{before}{text}"));
    }

    /// Puts a script before all programs of this machine.
    #[track_caller]
    pub fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.beside("programs").join(name);
        fs::write(&path, script).expect("a script");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    /// Lets the next jobs run for a pull request.
    pub fn pull_request(&mut self, base: &'static str) {
        self.event = BTreeMap::from([("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_BASE_REF", base)]);
    }

    /// Runs git in the repository and returns what it says.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git", &[]);
        command.args(["-c", "user.name=A", "-c", "user.email=a@b.example"]).args(arguments);
        command.env("GIT_AUTHOR_DATE", COMMITTED).env("GIT_COMMITTER_DATE", COMMITTED);
        let output = command.output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Commits everything.
    #[track_caller]
    pub fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// Runs a script in the repository with this machine's programs, as a person would.
    #[track_caller]
    pub fn shell(&self, script: &str) -> Output {
        self.command("bash", &[]).args(["-euo", "pipefail", "-c", script]).output().expect("bash")
    }

    /// Runs the steps of the action; `before` hears of each script before it runs.
    #[track_caller]
    pub fn run(&self, inputs: &[(&str, &str)], before: &dyn Fn(&str)) -> Job {
        let action = action();
        let mut context = Context::new(&action, inputs, self.git(&["rev-parse", "HEAD"]));
        let (mut job, mut path) = (Job::default(), Vec::new());
        let temp = self.beside("temp");
        if temp.exists() {
            fs::remove_dir_all(&temp).expect("a folder that goes");
        }
        fs::create_dir_all(&temp).expect("a folder");
        for step in at(&action, &["runs", "steps"]).map_or(&[][..], items) {
            if !context.holds(text_at(step, "if"), job.failed.is_none()) {
                continue;
            }
            if let Some((name, _)) = text_at(step, "uses").split_once('@') {
                job.used.push((name.to_owned(), context.all_filled(at(step, &["with"]))));
                continue;
            }
            let (id, name) = (text_at(step, "id"), text_at(step, "name"));
            before(id);
            let environment = context.all_filled(at(step, &["env"]));
            let output = self.step(step, &environment, &path);
            job.log.push_str(&format!("== {name}\n{}", said(&output)));
            job.summary.push_str(&read(&temp.join("summary")));
            path.extend(read(&temp.join("path")).lines().map(PathBuf::from));
            context.remember(id, &read(&temp.join("output")));
            if output.status.success() {
                context.done.insert(id.to_owned());
            } else if job.failed.is_none() {
                job.failed = Some(if id.is_empty() { name } else { id }.to_owned());
            }
        }
        for (key, node) in at(&action, &["outputs"]).map_or(&[][..], entries) {
            job.outputs.insert(key.text.clone(), context.filled(text_at(node, "value")));
        }
        job
    }

    /// Runs one script in the way of `shell: bash`.
    fn step(&self, step: &Node, environment: &BTreeMap<String, String>, path: &[PathBuf]) -> Output {
        let temp = self.beside("temp");
        let script = text_at(step, "run");
        assert_eq!(text_at(step, "shell"), "bash", "a composite action names the shell of each script");
        assert!(!script.contains("${{"), "an expression becomes part of a script: `{script}`");
        for name in ["output", "summary", "path", "env"] {
            fs::write(temp.join(name), "").expect("a file");
        }
        fs::write(temp.join("step.sh"), script).expect("a file");
        let mut command = self.command("bash", path);
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(temp.join("step.sh"));
        command.envs([("CI", "true"), ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "example/help")]);
        command.env("GITHUB_ACTION_PATH", ROOT).env("GITHUB_WORKSPACE", self.workspace());
        command.env("GITHUB_OUTPUT", temp.join("output")).env("GITHUB_ENV", temp.join("env"));
        command.env("GITHUB_PATH", temp.join("path")).env("GITHUB_STEP_SUMMARY", temp.join("summary"));
        command.env("RUNNER_TEMP", &temp).env("RUNNER_OS", os()).env("RUNNER_ARCH", arch());
        command.envs(&self.event).envs(environment);
        command.output().expect("bash")
    }

    /// Returns a program that sees nothing of the tester's environment but where programs are.
    fn command(&self, program: &str, path: &[PathBuf]) -> Command {
        let known = env::var_os("PATH").unwrap_or_default();
        let folders = path.iter().rev().cloned().chain([self.beside("programs")]);
        let path = env::join_paths(folders.chain(env::split_paths(&known))).expect("folders without colons");
        let mut command = Command::new(program);
        command.current_dir(self.workspace()).env_clear().env("PATH", path);
        command.env("HOME", self.beside("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }
}

impl Job {
    /// Asserts that no step failed.
    #[track_caller]
    pub fn ok(&self) -> &Self {
        assert_eq!(self.failed, None, "{}", self.log);
        self
    }

    /// Asserts that this step failed, and that the log says why.
    #[track_caller]
    pub fn fails(&self, step: &str, text: &str) -> &Self {
        assert_eq!(self.failed.as_deref(), Some(step), "{}", self.log);
        self.says(text)
    }

    /// Asserts that the log has this text.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.log.contains(text), "the log does not say `{text}`:\n{}", self.log);
        self
    }

    /// Asserts that the page of the run has this text.
    #[track_caller]
    pub fn sums_up(&self, text: &str) -> &Self {
        assert!(self.summary.contains(text), "not `{text}`:\n{}\n{}", self.summary, self.log);
        self
    }

    /// Returns an output of the action.
    #[track_caller]
    pub fn output(&self, name: &str) -> &str {
        self.outputs.get(name).expect("an output of the action")
    }

    /// Returns what was uploaded: the names and folders of artifacts.
    pub fn uploads(&self) -> Vec<(&str, &str)> {
        let uploads = self.used.iter().filter(|(name, _)| name == "actions/upload-artifact");
        uploads.filter_map(|(_, inputs)| Some((&**inputs.get("name")?, &**inputs.get("path")?))).collect()
    }
}

/// What expressions of the action can name.
struct Context {
    values: BTreeMap<String, String>,
    /// The steps that have succeeded, all of whose outputs must be there.
    done: BTreeSet<String>,
}

impl Context {
    #[track_caller]
    fn new(action: &Node, inputs: &[(&str, &str)], commit: String) -> Self {
        let mut values = BTreeMap::from([("github.sha".to_owned(), commit)]);
        for (key, node) in at(action, &["inputs"]).map_or(&[][..], entries) {
            values.insert(format!("inputs.{}", key.text), text_at(node, "default").to_owned());
        }
        for (name, value) in inputs {
            let default = values.insert(format!("inputs.{name}"), (*value).to_owned());
            assert!(default.is_some(), "the action has no input `{name}`");
        }
        Self { values, done: BTreeSet::new() }
    }

    fn remember(&mut self, step: &str, outputs: &str) {
        for line in outputs.lines() {
            let (name, value) = line.split_once('=').expect("`name=value`");
            self.values.insert(format!("steps.{step}.outputs.{name}"), value.to_owned());
        }
    }

    /// Returns the value of `inputs.x`, `github.sha` or `steps.x.outputs.y`; steps that did not run have none.
    #[track_caller]
    fn value(&self, name: &str) -> String {
        if let Some(value) = self.values.get(name) {
            return value.clone();
        }
        let step = name.strip_prefix("steps.").and_then(|rest| rest.split_once(".outputs."));
        let (step, output) = step.expect("an expression that this runner knows");
        // There are as many of these as there are trees.
        let is_open = output.starts_with("audience-");
        assert!(is_open || !self.done.contains(step), "the step `{step}` has no output `{output}`");
        String::new()
    }

    #[track_caller]
    fn filled(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once("}}").expect("an expression with an end");
            filled.push_str(&self.value(name.trim()));
            filled.push_str(rest);
        }
        filled
    }

    #[track_caller]
    fn all_filled(&self, map: Option<&Node>) -> BTreeMap<String, String> {
        let filled = |(key, _): &(Key, Node)| {
            (key.text.clone(), self.filled(map.map_or("", |map| text_at(map, &key.text))))
        };
        map.map_or(&[][..], entries).iter().map(filled).collect()
    }

    /// Returns whether a step runs: `always()`, `a == 'b'` and `a != 'b'`, with `&&` between them.
    #[track_caller]
    fn holds(&self, condition: &str, alive: bool) -> bool {
        let mut parts = condition.split(" && ").filter(|part| !part.is_empty() && *part != "always()");
        let holds = |part: &str| {
            let (name, word, equal) = match part.split_once(" == ") {
                Some((name, word)) => (name, word, true),
                None => {
                    part.split_once(" != ").map(|(name, word)| (name, word, false)).expect("a comparison")
                }
            };
            (self.value(name) == word.trim_matches('\'')) == equal
        };
        (alive || condition.contains("always()")) && parts.all(holds)
    }
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

fn os() -> &'static str {
    if env::consts::OS == "macos" { "macOS" } else { "Linux" }
}

fn arch() -> &'static str {
    if env::consts::ARCH == "aarch64" { "ARM64" } else { "X64" }
}

/// Returns what releases for this machine are named after.
pub fn target() -> String {
    let system = if os() == "macOS" { "apple-darwin" } else { "unknown-linux-musl" };
    format!("{}-{system}", if arch() == "ARM64" { "aarch64" } else { "x86_64" })
}
