//! What git tells of a site, and what a repository may not do on the machine of whoever builds it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests do I/O, and a machine without git may stop them"
)]

mod support;

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use support::Site;

const ARTICLE: &str = "---\ntitle: Pay by card\ndescription: Which cards are accepted.\n---\n\nYou can pay with any card \
that is on this list.\nIt takes a day.\n\nAsk us where it does not work.\n";

/// Runs git on a day.
#[track_caller]
fn git_on(day: &str, folder: &Path, arguments: &[&str]) {
    let run = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
        .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
        .output()
        .expect("git");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

#[track_caller]
fn commit(site: &Site, day: &str) {
    git_on(day, site.folder(), &["add", "-A"]);
    git_on(day, site.folder(), &["commit", "-qm", day]);
}

/// A site of one article in a repository with one commit.
#[track_caller]
fn committed() -> Site {
    let site = Site::new("");
    site.file("content/a/pay.md", ARTICLE);
    git_on("2024-01-01", site.folder(), &["init", "-q"]);
    commit(&site, "2024-01-01");
    site
}

/// Runs the program with an environment of its own.
fn run(site: &Path, command: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let kept = ["PATH", "HOME", "TMPDIR"].into_iter().filter_map(|name| Some((name, env::var_os(name)?)));
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
        .args([command, "--strict", "--date", "2026-01-15"])
        .arg(site)
        .env_clear()
        .envs(kept)
        .envs(variables.iter().copied())
        .output()
        .expect("a program that starts");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

#[track_caller]
fn page_has(site: &Site, address: &str, created: &str, updated: &str) {
    let built = site.build();
    built.ok().page(address).has(&format!("datetime=\"{updated}\""));
    built.page(address).has(&format!("\"datePublished\":\"{created}\""));
}

/// Issue 13: an article that was moved counted as new, and as changed.
#[test]
fn a_moved_article_keeps_its_days() {
    let site = committed();
    site.file("content/a/pay.md", ARTICLE.replace("a day", "two days"));
    commit(&site, "2024-02-02");
    fs::create_dir_all(site.folder().join("content/b")).expect("a folder");
    git_on("2024-03-03", site.folder(), &["mv", "content/a/pay.md", "content/b/پرداخت.md"]);
    commit(&site, "2024-03-03");
    page_has(&site, "/b/پرداخت/", "2024-01-01", "2024-02-02");

    // Moved and changed at once: the words count, and the first day stays.
    git_on("2024-04-04", site.folder(), &["mv", "content/b/پرداخت.md", "content/b/card.md"]);
    site.file("content/b/card.md", ARTICLE.replace("a day", "three days"));
    commit(&site, "2024-04-04");
    page_has(&site, "/b/card/", "2024-01-01", "2024-04-04");
}

/// Issue 13: commits that change no words made every article look new.
#[test]
fn a_commit_without_words_is_no_update() {
    let site = committed();
    site.file("content/a/pay.md", ARTICLE.replace('\n', "\r\n"));
    commit(&site, "2024-02-02");
    site.file(
        "content/a/pay.md",
        format!("{}\n\n", ARTICLE.replace("card \nthat", "card\nthat").replace("\n\n", "\n\n\n")),
    );
    commit(&site, "2024-03-03");
    site.file("content/a/pay.md", ARTICLE.replace("with any", "with  any"));
    commit(&site, "2024-04-04");
    git_on("2024-05-05", site.folder(), &["update-index", "--chmod=+x", "content/a/pay.md"]);
    git_on("2024-05-05", site.folder(), &["commit", "-qm", "mode"]);
    page_has(&site, "/a/pay/", "2024-01-01", "2024-01-01");
}

/// Issue 13, F22.
#[test]
fn a_repository_that_git_does_not_trust_is_a_warning_with_the_remedy() {
    let site = committed();
    let strict = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    for command in ["build", "check"] {
        let (code, said) = run(site.folder(), command, &strict);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("warning[unreadable-history]: git does not read this repository"), "{said}");
        assert!(said.contains("git config --global --add safe.directory "), "{said}");
    }
    let (code, said) = run(site.folder(), "build", &[]);
    assert_eq!((code, said.contains("unreadable-history")), (Some(0), false), "{said}");
}

/// Issue 13, F22.
#[test]
fn a_repository_without_git_is_a_warning_and_a_folder_without_a_repository_is_none() {
    let site = committed();
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = empty.path().display().to_string();
    let (code, said) = run(site.folder(), "build", &[("PATH", &nothing)]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("warning[unreadable-history]: git is not installed"), "{said}");
    fs::remove_dir_all(site.folder().join(".git")).expect("a folder that goes");
    for variables in [&[("PATH", nothing.as_str())][..], &[]] {
        let (code, said) = run(site.folder(), "build", variables);
        assert_eq!(code, Some(0), "{said}");
        assert!(!said.contains("git "), "{said}");
    }
    git_on("2024-01-01", site.folder(), &["init", "-q"]);
    let (code, said) = run(site.folder(), "build", &[]);
    assert_eq!(code, Some(0), "a repository without a commit has nothing to tell\n{said}");
}

/// Issue 13, F22.
#[test]
fn a_broken_repository_is_a_warning_in_the_words_of_git() {
    let site = committed();
    site.file(".git/config", "[core]\n\trepositoryformatversion = 99\n");
    let (code, said) = run(site.folder(), "build", &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("warning[unreadable-history]: git failed with `"), "{said}");
}

/// Issue 13: a build begun by a hook of another repository asked that one.
#[test]
fn variables_of_a_hook_do_not_lead_to_its_repository() {
    let (site, other) = (committed(), Site::new("-- content/x.md --\nx\n"));
    git_on("2020-01-01", other.folder(), &["init", "-q"]);
    commit(&other, "2020-01-01");
    let folder = other.folder().join(".git").display().to_string();
    let (code, said) = run(site.folder(), "build", &[("GIT_DIR", &folder), ("GIT_WORK_TREE", &folder)]);
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read_to_string(site.folder().join("dist/public/a/pay/index.html")).expect("a page");
    assert!(page.contains("datetime=\"2024-01-01\""), "{page}");
}

/// Every setting of a repository that names a program. `PROGRAM` is a script that leaves a mark.
const HOSTILE: &str = "
[core]
    fsmonitor = PROGRAM
    hooksPath = HOOKS
    pager = PROGRAM
    editor = PROGRAM
    askPass = PROGRAM
    sshCommand = PROGRAM
    gitProxy = PROGRAM
    alternateRefsCommand = PROGRAM
    attributesFile = ATTRIBUTES
[pager]
    log = PROGRAM
    rev-parse = PROGRAM
[alias]
    log = !PROGRAM
    rev-parse = !PROGRAM
[log]
    showSignature = true
[gpg]
    program = PROGRAM
[gpg \"ssh\"]
    program = PROGRAM
[diff]
    external = PROGRAM
[diff \"evil\"]
    command = PROGRAM
    textconv = PROGRAM
[filter \"evil\"]
    clean = PROGRAM
    smudge = PROGRAM
    process = PROGRAM
    required = true
[credential]
    helper = !PROGRAM
[protocol]
    allow = always
[protocol \"ext\"]
    allow = always
[protocol \"file\"]
    allow = always
[protocol \"ssh\"]
    allow = always
[protocol \"git\"]
    allow = always
[trace2]
    eventTarget = MARK
";

/// Issue 13, F31: each of these ran `PROGRAM`, or could have, where git read the history of a partial clone.
#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt;

    let origin = committed();
    for (day, words) in [("2024-02-02", "two days"), ("2024-03-03", "four days")] {
        origin.file("content/a/pay.md", ARTICLE.replace("a day", words));
        commit(&origin, day);
    }
    git_on("2024-04-04", origin.folder(), &["mv", "content/a/pay.md", "content/a/card.md"]);
    origin.file("content/a/card.md", ARTICLE.replace("a day", "five days"));
    commit(&origin, "2024-04-04");
    git_on("2024-04-04", origin.folder(), &["config", "uploadpack.allowFilter", "true"]);
    let around = tempfile::tempdir().expect("a folder");
    let (mark, program, hooks) =
        (around.path().join("mark"), around.path().join("program"), around.path().join("hooks"));
    fs::write(&program, format!("#!/bin/sh\ntouch {}\n", mark.display())).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
    fs::create_dir(&hooks).expect("a folder");
    for hook in ["reference-transaction", "post-checkout", "post-index-change", "fsmonitor-watchman"] {
        fs::copy(&program, hooks.join(hook)).expect("a hook");
    }
    let attributes = around.path().join("attributes");
    fs::write(&attributes, "* diff=evil filter=evil\n").expect("a file");
    let source = format!("file://{}", origin.folder().display());
    let own = program.display().to_string();
    let remotes = [
        format!("\turl = ext::{own}\n"),
        format!("\turl = file://{}\n\tuploadpack = {own}\n", origin.folder().display()),
        "\turl = ssh://git@127.0.0.1:1/x\n".to_owned(),
        "\turl = git://127.0.0.1:1/x\n".to_owned(),
        format!("\turl = x\n\tvcs = ext\n\tproxy = {own}\n"),
    ];
    let filters = ["blob:none", "tree:0"];
    for (at, remote, filter) in
        remotes.iter().enumerate().flat_map(|(at, remote)| filters.map(|filter| (at, remote, filter)))
    {
        let clone = around.path().join(format!("clone-{at}-{}", filter.replace(':', "-")));
        let target = clone.display().to_string();
        git_on(
            "2024-04-04",
            around.path(),
            &["clone", "-q", &format!("--filter={filter}"), &source, &target],
        );
        fs::write(clone.join("helpsmith.yaml"), "title: T\nbase_url: https://help.example.com/\n")
            .expect("settings");
        let settings = HOSTILE.replace("PROGRAM", &own).replace("HOOKS", &hooks.display().to_string());
        let settings = settings.replace("ATTRIBUTES", &attributes.display().to_string());
        let settings = settings.replace("MARK", &mark.display().to_string());
        fs::write(clone.join(".git/included"), settings).expect("a file");
        fs::write(clone.join(".git/info/attributes"), "* diff=evil filter=evil\n").expect("a file");
        let config = format!(
            "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tpartialClone = origin\n[include]\n\t\
             path = included\n[remote \"origin\"]\n\tpromisor = true\n\tpartialclonefilter = {filter}\n{remote}"
        );
        fs::write(clone.join(".git/config"), config).expect("a file");
        let (code, said) = run(&clone, "build", &[]);
        assert!(!mark.exists(), "a repository with{remote} ran its program");
        if filter == "tree:0" {
            assert_eq!(code, Some(1), "{said}");
            assert!(said.contains("warning[unreadable-history]: git failed with `"), "{said}");
            continue;
        }
        assert_eq!(code, Some(0), "{said}");
        // Moves with changes need texts, which this clone lacks; the last day is known all the same.
        let page = fs::read_to_string(clone.join("dist/public/a/card/index.html")).expect("a page");
        assert!(page.contains("datetime=\"2024-04-04\""), "{page}");
    }
}
