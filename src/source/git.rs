//! Runs git, for reading alone.
//!
//! A repository must not decide what runs on the machine of whoever builds it, and its configuration names many
//! programs: for colours, for passwords, for connections, for files that a partial clone lacks. Each is switched off
//! here, on the command line and in the environment, since either alone leaves something on. What is absent is the
//! network: a build asks no server, so git may not either.
#![expect(clippy::disallowed_methods, reason = "edge: this is where git is run")]

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// Bytes of git's own words that are kept; it says what is wrong in its first lines.
const SAID_BYTES_MAX: u64 = 64 << 10;

/// Settings that a repository may have set otherwise: each would run a program, read a file of its choice, or change
/// what is told.
const SETTINGS: &[&str] = &[
    "core.alternateRefsCommand=",
    "core.askPass=",
    "core.attributesFile=",
    "core.fsmonitor=false",
    "core.gitProxy=",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=off",
    "core.sshCommand=false",
    "credential.helper=",
    "diff.orderFile=/dev/null",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "mailmap.file=",
    "protocol.allow=never",
];

/// Variables of git, with what each is set to.
const VARIABLES: &[(&str, &str)] = &[
    // Beats `protocol.NAME.allow` of a repository. No protocol has this name.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ASKPASS", "false"),
    ("GIT_EDITOR", "false"),
    // Known from git 2.45 on; before, it is the line above that keeps git from fetching.
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
    ("GIT_PROXY_COMMAND", ""),
    ("GIT_SSH_COMMAND", "false"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("SSH_ASKPASS", "false"),
    // What is wrong is told by git's words, which are translated otherwise.
    ("LC_ALL", "C"),
    ("LANGUAGE", "C"),
];

/// Variables that name the settings of the machine or its user, or make git stricter. All others are removed: a build
/// that is begun by a hook would ask the repository of that hook.
const INHERITED: &[&str] = &[
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER",
];

/// Why git did not answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It is not installed.
    Missing,
    /// There is no repository.
    NoRepository,
    /// There is a repository without a commit.
    NoCommit,
    /// The repository belongs to somebody else; the command that trusts it.
    Distrusted(String),
    /// Anything else, in its own words.
    Failed(String),
}

/// Returns what a command says, where that is short.
pub(super) fn ask(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, Refusal> {
    run(root, arguments, |output| {
        let mut bytes = Vec::new();
        output.take(SAID_BYTES_MAX).read_to_end(&mut bytes).map(|_| bytes)
    })
}

/// Runs a command, and gives what it says to `read` as it comes.
pub(super) fn run<T>(
    root: &Path,
    arguments: &[&str],
    read: impl FnOnce(&mut dyn BufRead) -> io::Result<T>,
) -> Result<T, Refusal> {
    let mut child = command(root, arguments).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Refusal::Missing,
        _ => Refusal::Failed(error.to_string()),
    })?;
    let errors = child.stderr.take();
    // On a thread of its own: git waits where nobody reads what it has to say.
    let errors = thread::spawn(move || errors.map(said).unwrap_or_default());
    let value = child.stdout.take().map(|output| read(&mut BufReader::new(output)));
    let status = child.wait();
    let errors = errors.join().unwrap_or_default();
    match (status, value) {
        (Ok(status), Some(Ok(value))) if status.success() => Ok(value),
        (Ok(status), _) if !status.success() => Err(refusal(&errors)),
        (Err(error), _) | (_, Some(Err(error))) => Err(Refusal::Failed(error.to_string())),
        _ => Err(Refusal::Failed("no output".to_owned())),
    }
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_foreign(name)) {
        command.env_remove(name);
    }
    command.envs(VARIABLES.iter().copied()).arg("--no-pager").arg("-C").arg(root);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Returns whether a variable is git's and none of those that a user sets for all repositories.
fn is_foreign(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    let numbered = name.starts_with("GIT_CONFIG_KEY_") || name.starts_with("GIT_CONFIG_VALUE_");
    name.starts_with("GIT_") && !numbered && !INHERITED.contains(&&*name)
}

/// Returns the first bytes of a text, and reads on to its end.
fn said(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = pipe.by_ref().take(SAID_BYTES_MAX).read_to_end(&mut bytes);
    let _ = io::copy(&mut pipe, &mut io::sink());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads why git failed. There are no exit codes for it.
fn refusal(errors: &str) -> Refusal {
    let trust =
        errors.lines().map(str::trim).find(|line| line.starts_with("git config --global --add safe."));
    let fatal = errors.lines().find_map(|line| line.strip_prefix("fatal: "));
    match (trust, fatal.unwrap_or("")) {
        (Some(command), _) => Refusal::Distrusted(command.to_owned()),
        (None, fatal) if fatal.starts_with("detected dubious ownership") => {
            Refusal::Distrusted("git config --global --add safe.directory '*'".to_owned())
        }
        // Where a file `.git` names a folder that is gone, that folder is named in place of this.
        (None, fatal) if fatal.starts_with("not a git repository (or any") => Refusal::NoRepository,
        (None, fatal) if fatal.starts_with("ambiguous argument 'HEAD'") => Refusal::NoCommit,
        (None, "") => Refusal::Failed(errors.lines().next().unwrap_or("no reason given").to_owned()),
        (None, fatal) => Refusal::Failed(fatal.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_from_words() {
        let dubious = "fatal: detected dubious ownership in repository at '/a b'\nTo add an exception for this \
                       directory, call:\n\n\tgit config --global --add safe.directory '/a b'\n";
        let trust = "git config --global --add safe.directory '/a b'".to_owned();
        assert_eq!(refusal(dubious), Refusal::Distrusted(trust));
        let none = "fatal: not a git repository (or any of the parent directories): .git\n";
        assert_eq!(refusal(none), Refusal::NoRepository);
        let gone = "warning: x\nfatal: not a git repository: /gone/.git/worktrees/a\n";
        let words = "not a git repository: /gone/.git/worktrees/a".to_owned();
        assert_eq!(refusal(gone), Refusal::Failed(words));
        assert_eq!(refusal("fatal: ambiguous argument 'HEAD': unknown revision\n"), Refusal::NoCommit);
        assert_eq!(refusal(""), Refusal::Failed("no reason given".to_owned()));
    }

    #[test]
    fn variables_of_a_hook_are_removed_and_those_of_the_machine_stay() {
        for (name, foreign) in [
            ("GIT_DIR", true),
            ("GIT_INDEX_FILE", true),
            ("GIT_EXTERNAL_DIFF", true),
            ("GIT_CONFIG_PARAMETERS", true),
            ("GIT_CONFIG_GLOBAL", false),
            ("GIT_CONFIG_KEY_0", false),
            ("PATH", false),
        ] {
            assert_eq!(is_foreign(&OsString::from(name)), foreign, "{name}");
        }
    }
}
