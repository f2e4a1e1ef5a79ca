//! Asks git once when each file came and when its words last changed.
//!
//! One `git log` for the whole tree takes a second on twenty thousand commits; one call for each file
//! would take an hour. Readers are told when a text changed, so a file that is only moved keeps its days, and a commit
//! that changes blanks or modes counts for nothing. A shallow clone knows no dates, and stamping every page with
//! today's would be a lie.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::git::{self, Refusal};
use crate::diagnostic::SourcePath;

/// Bytes of a name in git's answer; what is longer is cut off.
const NAME_BYTES_MAX: usize = 64 << 10;

/// What git knows of a site's files.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Days of the first and the last commit of each file.
    pub dates: BTreeMap<SourcePath, FileDates>,
    /// Who committed changes to each file, the latest first, each once.
    pub contributors: BTreeMap<SourcePath, Vec<Arc<str>>>,
    /// Why nothing is known, where there is a repository all the same.
    pub(super) unknown: Option<Unknown>,
    /// What was asked: the commit and whether the clone is shallow, in git's words; empty where nothing is known.
    state: Vec<u8>,
}

/// Days of a file's first commit and of the last one that changed its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileDates {
    /// First commit.
    pub created: Date,
    /// Last commit.
    pub updated: Date,
}

/// Why nothing is known of a repository.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unknown {
    /// The clone is shallow.
    Shallow,
    /// Git gave no answer.
    Refused(Refusal),
}

/// How much of a history can be read.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    /// Texts are compared.
    Texts,
    /// Names and digests alone: a partial clone does not have the texts.
    Digests,
}

/// Reads the history of the site in `root`; empty where there is no git or no repository. Where nothing has been
/// committed since the `earlier` one, that is returned: going through a long history takes a second.
pub fn read_again(root: &Path, earlier: &Arc<History>) -> Arc<History> {
    let state = match git::ask(root, &["rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD"]) {
        Ok(state) => state,
        Err(refusal) => return unknown(reason(root, refusal), Vec::new(), earlier),
    };
    if state == earlier.state {
        return earlier.clone();
    }
    if state.starts_with(b"true\n") {
        return unknown(Some(Unknown::Shallow), state, earlier);
    }
    match log(root, Depth::Texts).or_else(|_| log(root, Depth::Digests)) {
        Ok(read) => Arc::new(History { state, ..read }),
        // What git could not tell now is asked again the next time.
        Err(refusal) => unknown(Some(Unknown::Refused(refusal)), Vec::new(), earlier),
    }
}

/// Returns a history of which nothing is known; the `earlier` one where it is the same.
fn unknown(unknown: Option<Unknown>, state: Vec<u8>, earlier: &Arc<History>) -> Arc<History> {
    let same = earlier.state == state && earlier.unknown == unknown;
    if same { earlier.clone() } else { Arc::new(History { unknown, state, ..History::default() }) }
}

/// Returns what is wrong where git gave no answer; nothing where there is nothing to know.
fn reason(root: &Path, refusal: Refusal) -> Option<Unknown> {
    let is_known = match refusal {
        Refusal::NoRepository | Refusal::NoCommit => false,
        Refusal::Missing => std::path::absolute(root)
            .is_ok_and(|root| root.ancestors().any(|above| above.join(".git").symlink_metadata().is_ok())),
        Refusal::Distrusted(_) | Refusal::Failed(_) => true,
    };
    is_known.then_some(Unknown::Refused(refusal))
}

fn log(root: &Path, depth: Depth) -> Result<History, Refusal> {
    let mut arguments = vec![
        "log",
        "--format=%x01%cs%x02%aN",
        "--encoding=UTF-8",
        "--raw",
        "--no-abbrev",
        "-z",
        "--no-ext-diff",
        "--no-textconv",
        "--relative",
        // Beyond this many files that come and go in one commit, only those of the same bytes are matched.
        "-l400",
    ];
    arguments.extend_from_slice(match depth {
        Depth::Texts => {
            &["-M", "--numstat", "--ignore-space-change", "--ignore-cr-at-eol", "--ignore-blank-lines"]
        }
        Depth::Digests => &["-M100%"],
    });
    arguments.extend_from_slice(&["--", "content"]);
    git::run(root, &arguments, |output| parse(output, depth))
}

/// Reads a log, newest commit first: `\x01<date>\x02<author>\0`, then for each file
/// `:<mode> <mode> <digest> <digest> <status>\0<path>\0`, then for each `<added>\t<removed>\t<path>\0`. What is
/// renamed has the old path and the new one, and none in the place of `<path>` in the second list. Authors are as
/// `.mailmap` names them.
fn parse(output: &mut dyn BufRead, depth: Depth) -> io::Result<History> {
    let mut files = Files::default();
    let mut commit: Option<Commit> = None;
    let mut next = move || word(output);
    while let Some(head) = next()? {
        let head = head.trim_start_matches('\n');
        if let Some(head) = head.strip_prefix('\u{1}') {
            commit.take().into_iter().for_each(|done| files.apply(done));
            commit = Commit::read(head);
        } else if let Some(head) = head.strip_prefix(':') {
            let mut parts = head.split(' ').skip(2);
            let (was, is) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let status = parts.next().and_then(|status| status.chars().next()).unwrap_or('M');
            let before = if matches!(status, 'R' | 'C') { next()? } else { None };
            let Some(path) = next()? else { break };
            let words = status == 'A' || (depth == Depth::Digests && was != is);
            if let Some(commit) = &mut commit {
                commit.changes.insert(path, Change { status, before, words });
            }
        } else {
            let mut parts = head.splitn(3, '\t');
            let (added, removed) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let words = added != "0" || removed != "0";
            let path = match parts.next() {
                Some("") => next()?.and(next()?),
                path => path.map(str::to_owned),
            };
            let changes = commit.as_mut().map(|commit| &mut commit.changes);
            if let Some(change) = changes.zip(path).and_then(|(changes, path)| changes.get_mut(&path)) {
                change.words |= words;
            }
        }
    }
    commit.into_iter().for_each(|done| files.apply(done));
    Ok(files.into_history())
}

/// Returns what stands before the next NUL, or nothing at the end.
fn word(output: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    loop {
        let part = output.fill_buf()?;
        if part.is_empty() {
            break;
        }
        let end = part.iter().position(|byte| *byte == 0);
        let (kept, used) = (part.get(..end.unwrap_or(part.len())), end.map_or(part.len(), |end| end + 1));
        bytes.extend(kept.into_iter().flatten().take(NAME_BYTES_MAX.saturating_sub(bytes.len())));
        output.consume(used);
        if end.is_some() {
            return Ok(Some(String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok((!bytes.is_empty()).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

struct Commit {
    date: Date,
    author: String,
    /// By the path that each file has from this commit on.
    changes: BTreeMap<String, Change>,
}

struct Change {
    status: char,
    /// What the file was called before.
    before: Option<String>,
    /// Whether more than blanks and modes changed.
    words: bool,
}

impl Commit {
    fn read(head: &str) -> Option<Self> {
        let (date, author) = head.split_once('\u{2}')?;
        let date = date.trim().parse().ok()?;
        Some(Self { date, author: author.trim().to_owned(), changes: BTreeMap::new() })
    }
}

/// One file, whatever it was called.
struct Life {
    created: Date,
    updated: Option<Date>,
    contributors: Vec<Arc<str>>,
    /// Whether the commit that made it has been read.
    is_whole: bool,
}

/// What a path meant.
struct Name {
    /// The latest file of the name, by its place in the list; none where the name is only an old one.
    latest: Option<usize>,
    /// The file of that name in the commits that are read now.
    now: usize,
}

#[derive(Default)]
struct Files {
    lives: Vec<Life>,
    names: BTreeMap<String, Name>,
    authors: BTreeMap<String, Arc<str>>,
}

impl Files {
    fn apply(&mut self, commit: Commit) {
        let Commit { date, author, changes } = commit;
        // Programs sign as `dependabot[bot]`.
        let author = Some(author).filter(|author| !author.is_empty() && !author.ends_with("[bot]"));
        let author = author.map(|author| self.author(author));
        let mut renamed = Vec::new();
        for (path, change) in changes {
            if change.status == 'D' {
                continue;
            }
            let at = self.find(path, date);
            let Some(life) = self.lives.get_mut(at) else { continue };
            life.created = life.created.min(date);
            life.is_whole |= change.status == 'A';
            if change.words {
                life.updated = life.updated.max(Some(date));
                let new = author.iter().find(|author| !life.contributors.contains(author));
                life.contributors.extend(new.cloned());
            }
            if let Some(before) = change.before.filter(|_| change.status == 'R') {
                renamed.push((before, at));
            }
        }
        // After all of a commit: what one file was called before may be what another is called from then on.
        for (before, at) in renamed {
            self.continues(before, at);
        }
    }

    fn author(&mut self, name: String) -> Arc<str> {
        self.authors.entry(name).or_insert_with_key(|name| Arc::from(name.as_str())).clone()
    }

    /// Returns the file that has this path in the commit that is read.
    fn find(&mut self, path: String, date: Date) -> usize {
        let new = self.lives.len();
        let lives = &mut self.lives;
        let name = self.names.entry(path).or_insert_with(|| {
            lives.push(Life { created: date, updated: None, contributors: Vec::new(), is_whole: false });
            Name { latest: Some(new), now: new }
        });
        name.now
    }

    /// Notes that the file had this path in all older commits.
    fn continues(&mut self, before: String, at: usize) {
        let known = self.names.get(&before).map(|name| name.now).filter(|known| *known != at);
        // A branch may have changed a file under its old name after another one had moved it.
        let branch = known.and_then(|known| self.lives.get(known)).filter(|life| !life.is_whole);
        let branch = branch.map(|life| (life.created, life.updated, life.contributors.clone()));
        if let (Some((created, updated, contributors)), Some(life)) = (branch, self.lives.get_mut(at)) {
            life.created = life.created.min(created);
            life.updated = life.updated.max(updated);
            for author in contributors {
                if !life.contributors.contains(&author) {
                    life.contributors.push(author);
                }
            }
        }
        self.names.entry(before).and_modify(|name| name.now = at).or_insert(Name { latest: None, now: at });
    }

    fn into_history(self) -> History {
        let mut history = History::default();
        for (path, name) in self.names {
            let Some(life) = name.latest.and_then(|at| self.lives.get(at)) else { continue };
            let path = SourcePath::new(&path);
            let dates = FileDates { created: life.created, updated: life.updated.unwrap_or(life.created) };
            history.dates.insert(path.clone(), dates);
            history.contributors.insert(path, life.contributors.clone());
        }
        history
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "1111111111111111111111111111111111111111";
    const NEW: &str = "2222222222222222222222222222222222222222";

    /// Makes a log of commits, each a date, an author and changes of `status path` or `status old>new`, with
    /// `+` behind the status where words changed.
    fn log(commits: &[(&str, &str, &[&str])]) -> String {
        let mut log = String::new();
        for (date, author, changes) in commits {
            log += &format!("\u{1}{date}\u{2}{author}\0");
            let parts: Vec<(&str, &str, &str)> = changes
                .iter()
                .map(|change| change.split_once(' ').unwrap())
                .map(|(status, names)| (status, names, if status.ends_with('+') { NEW } else { OLD }))
                .collect();
            for (at, (status, names, digest)) in parts.iter().enumerate() {
                let (status, names) = (status.trim_end_matches('+'), names.replace('>', "\0"));
                let line = if at == 0 { "\n" } else { "" };
                log += &format!("{line}:100644 100644 {OLD} {digest} {status}\0{names}\0");
            }
            for (_, names, digest) in parts {
                let count = if digest == NEW { "1\t0" } else { "0\t0" };
                let names = if names.contains('>') {
                    format!("\0{}", names.replace('>', "\0"))
                } else {
                    names.into()
                };
                log += &format!("{count}\t{names}\0");
            }
        }
        log
    }

    fn days(log: &str, depth: Depth) -> Vec<String> {
        let history = parse(&mut log.as_bytes(), depth).unwrap();
        let days = |(path, dates): (&SourcePath, &FileDates)| {
            format!("{path} {} {} {:?}", dates.created, dates.updated, history.contributors[path])
        };
        history.dates.iter().map(days).collect()
    }

    #[test]
    fn first_and_last_commit_of_each_file() {
        let log = log(&[
            ("2024-05-02", "Ada", &["M+ content/a.md"]),
            ("2024-01-01", "helper[bot]", &["M+ content/a.md"]),
            ("2023-01-01", "Bo B", &["A+ content/a.md", "A+ content/ب x.md"]),
        ]);
        let expected = [
            "content/a.md 2023-01-01 2024-05-02 [\"Ada\", \"Bo B\"]",
            "content/ب x.md 2023-01-01 2023-01-01 [\"Bo B\"]",
        ];
        assert_eq!(days(&log, Depth::Texts), expected);
        assert_eq!(days(&log, Depth::Digests), expected);
    }

    /// Issue 13: `git mv` made an article look new.
    #[test]
    fn a_file_that_moves_keeps_its_days() {
        let log = log(&[
            ("2024-05-06", "Cy", &["M c.md"]),
            ("2024-05-05", "Cy", &["R100 b.md>c.md"]),
            ("2024-05-04", "Bo", &["R90+ a.md>b.md", "A+ x.md"]),
            ("2024-05-03", "Ada", &["M+ a.md"]),
            ("2024-05-02", "Ada", &["A+ a.md"]),
        ]);
        let expected =
            ["c.md 2024-05-02 2024-05-04 [\"Bo\", \"Ada\"]", "x.md 2024-05-04 2024-05-04 [\"Bo\"]"];
        assert_eq!(days(&log, Depth::Texts), expected);
    }

    #[test]
    fn files_that_trade_names_keep_their_days() {
        let log = log(&[
            ("2024-05-05", "C", &["R100 z.md>b.md", "R100 b.md>a.md", "R100 a.md>z.md"]),
            ("2024-05-03", "Z", &["A+ z.md"]),
            ("2024-05-02", "B", &["A+ b.md"]),
            ("2024-05-01", "A", &["A+ a.md"]),
        ]);
        let expected = [
            "a.md 2024-05-02 2024-05-02 [\"B\"]",
            "b.md 2024-05-03 2024-05-03 [\"Z\"]",
            "z.md 2024-05-01 2024-05-01 [\"A\"]",
        ];
        assert_eq!(days(&log, Depth::Texts), expected);
    }

    #[test]
    fn a_new_file_under_an_old_name_is_new() {
        let log = log(&[
            ("2024-05-04", "New", &["A+ a.md"]),
            ("2024-05-03", "Bo", &["R100 a.md>b.md"]),
            ("2024-05-02", "Ada", &["A+ a.md"]),
        ]);
        let expected = ["a.md 2024-05-04 2024-05-04 [\"New\"]", "b.md 2024-05-02 2024-05-02 [\"Ada\"]"];
        assert_eq!(days(&log, Depth::Texts), expected);
    }

    #[test]
    fn a_branch_that_knew_the_old_name_counts() {
        let log = log(&[
            ("2024-05-04", "Branch", &["M+ a.md"]),
            ("2024-05-03", "Bo", &["R100 a.md>b.md"]),
            ("2024-05-02", "Ada", &["A+ a.md"]),
        ]);
        let found = days(&log, Depth::Texts);
        assert!(found.contains(&"b.md 2024-05-02 2024-05-04 [\"Branch\", \"Ada\"]".to_owned()), "{found:?}");
    }

    #[test]
    fn any_answer_can_be_read() {
        for text in [
            "",
            "\0",
            "\u{1}",
            ":\0",
            ":a b c d R\0x",
            "\u{1}2024-01-01\u{2}A\0:a b c d R1\0x\0",
            "1\t2\t\0\0",
        ] {
            assert!(parse(&mut text.as_bytes(), Depth::Texts).is_ok(), "{text:?}");
        }
        let long = format!("\u{1}2024-01-01\u{2}{}\0:a b c d A\0x\0", "A".repeat(1 << 20));
        assert_eq!(parse(&mut long.as_bytes(), Depth::Texts).unwrap().dates.len(), 1);
    }
}
