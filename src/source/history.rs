//! Asks git once when each file came and when it last changed.
//!
//! One `git log` for the whole tree takes a second on twenty thousand commits; one call for each file
//! would take an hour. A shallow clone knows no dates, and stamping every page with today's would be a lie.
#![expect(clippy::disallowed_methods, reason = "edge: this is where git is asked")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::SourcePath;

/// What git knows of a site's files.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Days of the first and the last commit of each file.
    pub dates: BTreeMap<SourcePath, FileDates>,
    /// Who committed changes to each file, the latest first, each once.
    pub contributors: BTreeMap<SourcePath, Vec<Arc<str>>>,
    /// Whether the clone is shallow, so that nothing is known.
    pub shallow: bool,
    /// What was asked: the commit and whether the clone is shallow, in git's words; empty where there is no repository.
    state: Vec<u8>,
}

/// Days of a file's first and last commit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileDates {
    /// First commit.
    pub created: Date,
    /// Last commit.
    pub updated: Date,
}

/// Reads the history of the site in `root`; empty where there is no git or no repository. Where nothing has been
/// committed since the `earlier` one, that is returned: going through a long history takes a second.
pub fn read_again(root: &Path, earlier: &Arc<History>) -> Arc<History> {
    let state =
        git(root, &["rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD"]).unwrap_or_default();
    if state == earlier.state {
        return earlier.clone();
    }
    if state.is_empty() || state.starts_with(b"true\n") {
        let shallow = !state.is_empty();
        return Arc::new(History { shallow, state, ..History::default() });
    }
    let arguments = [
        "log",
        "--format=%x01%cs%x02%aN",
        "--name-only",
        "-z",
        "--no-renames",
        "--relative",
        "--",
        "content",
    ];
    // What git could not tell now is asked again the next time.
    let Some(log) = git(root, &arguments) else {
        return if earlier.state.is_empty() { earlier.clone() } else { Arc::default() };
    };
    Arc::new(History { state, ..parse(&String::from_utf8_lossy(&log)) })
}

fn git(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        // A repository must not decide what runs here.
        .args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotepath=off"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then_some(output.stdout)
}

/// Reads `\x01<date>\x02<author>\0\n<file>\0<file>\0…`, newest commit first. Authors are as `.mailmap` names them.
fn parse(log: &str) -> History {
    let mut history = History::default();
    let (dates, contributors) = (&mut history.dates, &mut history.contributors);
    let mut names: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    for commit in log.split('\u{1}').skip(1) {
        let mut parts = commit.split('\0');
        let Some((date, author)) = parts.next().and_then(|head| head.split_once('\u{2}')) else { continue };
        let Ok(date) = date.trim().parse::<Date>() else { continue };
        let author = author.trim();
        let author = names.entry(author).or_insert_with(|| Arc::from(author)).clone();
        for name in parts.map(|name| name.trim_start_matches('\n')).filter(|name| !name.is_empty()) {
            dates
                .entry(SourcePath::new(name))
                .and_modify(|known| {
                    known.created = known.created.min(date);
                    known.updated = known.updated.max(date);
                })
                .or_insert(FileDates { created: date, updated: date });
            let known = contributors.entry(SourcePath::new(name)).or_insert_with(Vec::new);
            // Programs sign as `dependabot[bot]`.
            if !author.is_empty() && !author.ends_with("[bot]") && !known.contains(&author) {
                known.push(author.clone());
            }
        }
    }
    history
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_commit_of_each_file() {
        let log = "\u{1}2024-05-02\u{2}Ada\0\ncontent/a.md\0\0\u{1}2023-01-01\u{2}Bo B\0\ncontent/a.md\0content/ب x.md\0";
        let History { dates, contributors, .. } = parse(log);
        let names: Vec<&str> =
            contributors[&SourcePath::new("content/a.md")].iter().map(|name| &**name).collect();
        assert_eq!(names, ["Ada", "Bo B"]);
        let a = dates[&SourcePath::new("content/a.md")];
        assert_eq!(
            (a.created.to_string(), a.updated.to_string()),
            ("2023-01-01".into(), "2024-05-02".into())
        );
        assert_eq!(dates.len(), 2);
    }
}
