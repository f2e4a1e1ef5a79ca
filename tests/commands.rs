//! The commands besides `build`, the formats of messages, the dates from git.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::Site;

fn helpsmith(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_helpsmith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("a program")
}

#[test]
fn init_writes_a_site_that_builds_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(helpsmith(folder.path(), &["init", "site"]).status.code(), Some(0));
    assert_eq!(helpsmith(folder.path(), &["build", "site", "--strict"]).status.code(), Some(0));
    let before = support::tree(folder.path());
    let again = helpsmith(folder.path(), &["init", "site"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("exists already"));
    assert_eq!(support::tree(folder.path()), before);
}

#[test]
fn new_writes_an_article_below_content_alone() {
    let site = Site::new("");
    let run = |arguments: &[&str]| helpsmith(site.folder(), arguments).status.code();
    assert_eq!(run(&["new", "billing/vat", "--title", "VAT: \"how\""]), Some(0));
    assert_eq!(run(&["new", "content/billing/vat.md"]), Some(1), "it would overwrite");
    assert_eq!(run(&["new", "../outside"]), Some(2));
    let built = site.run(&["build", "--strict"]);
    built.ok().page("/billing/vat/").has("<h1>VAT: &quot;how&quot;</h1>");
}

/// Issue 13: what `new` wrote did not build, or only with warnings.
#[test]
fn new_writes_what_builds_without_a_warning_or_nothing() {
    let odd =
        ["billing/Über uns", "C#", "faq/100%", "راهنما/سلام", "a/你好", "a/refund/index", "b/_index", "v1.2"];
    for path in odd {
        let site = Site::new(
            "-- content/b/x.md --\n---\ntitle: Example\ndescription: What readers can do after it.\n---\nText.\n",
        );
        let made = helpsmith(site.folder(), &["new", path]);
        assert_eq!(made.status.code(), Some(0), "{path}: {}", String::from_utf8_lossy(&made.stderr));
        for command in ["build", "check"] {
            site.run(&[command, "--strict"]).ok();
        }
    }
    let site = Site::new(
        "-- content/b/index.md --\n---\ntitle: Example\ndescription: What readers can do after it.\n---\nText.\n",
    );
    let before = site.tree("content");
    for path in ["a/--", "a/🙂", "a/b/c/d/e/f/g", "b/more", "search"] {
        let made = helpsmith(site.folder(), &["new", path]);
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        assert_eq!(made.status.code(), Some(1), "{path}: {said}");
        assert!(said.contains("error["), "{path}: {said}");
        assert_eq!(site.tree("content"), before, "{path}");
    }
    assert_eq!(helpsmith(site.folder(), &["new", "x", "--title", " "]).status.code(), Some(2));
}

#[test]
fn wrong_usage_is_exit_code_two() {
    let site = Site::new("");
    for arguments in [
        &["biuld"][..],
        &["build", "--date", "soon"],
        &["build", "--base-url", "x"],
        &["build", "--jobs", "x"],
    ] {
        assert_eq!(helpsmith(site.folder(), arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(helpsmith(site.folder(), &["--version"]).status.code(), Some(0));
    let nowhere = tempfile::tempdir().expect("a folder");
    let lost = helpsmith(nowhere.path(), &["build"]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("helpsmith init"));
}

#[test]
fn completions_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = helpsmith(folder.path(), &["completions", "bash"]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("_helpsmith"));
}

#[test]
fn check_says_what_build_says_and_writes_nothing() {
    let site = Site::new("-- content/a.md --\n---\ntitle: T\ndescription: D\n---\n[x](none.md)\n");
    let before = site.tree("");
    let checked = site.run(&["check"]);
    checked.ok().says("broken-link").says("1 warning");
    site.run(&["check", "--strict"]).fails(1);
    assert_eq!(site.tree(""), before);
}

#[test]
fn messages_for_machines() {
    let site = Site::new(
        "-- content/a.md --\n---\ntitle: A good title\ndescription: A description that is long enough.\n---\nسلام [x](none.md)\n",
    );
    let json = site.run(&["check", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(json.stdout.trim()).expect("one JSON object");
    let expected = serde_json::json!({
        "code": "broken-link", "severity": "warning", "message": "link to `none.md` leads nowhere",
        "path": "content/a.md", "line": 5, "column": 10, "end_line": 5, "end_column": 17,
        "hints": ["write the path from this file to the other, such as `../billing/vat.md`"]
    });
    assert_eq!(line, expected);
    let github = site.run(&["check", "--format", "github"]);
    assert!(
        github.stdout.starts_with(
            "::warning file=content/a.md,line=5,endLine=5,col=10,endColumn=17,title=broken-link::"
        )
    );
    site.run(&["check"]).silent_about("\u{1b}[");
    site.run(&["check", "--color", "always"]).says("\u{1b}[");
}

#[test]
fn ten_thousand_broken_links_are_readable_megabytes() {
    let links = (0..100).map(|n| format!("{} [x](none-{n}.md)\n", "word ".repeat(400))).collect::<String>();
    let site = Site::new("");
    for number in 0..100 {
        site.file(&format!("content/a/b{number}.md"), format!("---\ntitle: T\ndescription: D\n---\n{links}"));
    }
    let built = site.build();
    built.ok().says("10000 warnings");
    assert!(built.stderr.len() < 4 << 20, "{} bytes", built.stderr.len());
}

#[test]
fn dates_come_from_git_where_the_whole_history_is_there() {
    let site = Site::new(
        "-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/c.md --\n---\ntitle: C\nupdated: 2020-02-02\n---\n",
    );
    let git = |folder: &Path, arguments: &[&str]| {
        let run = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["-c", "user.name=A", "-c", "user.email=a@b.example"])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", "2021-03-04T12:00:00Z")
            .env("GIT_COMMITTER_DATE", "2021-03-04T12:00:00Z")
            .output()
            .expect("git");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    for arguments in [&["init", "-q"][..], &["add", "."], &["commit", "-qm", "one"]] {
        git(site.folder(), arguments);
    }
    let built = site.build();
    built.ok().page("/a/b/").has("datetime=\"2021-03-04\"");
    built.page("/a/c/").has("datetime=\"2020-02-02\"");
    built.page("/sitemap.xml").has("/a/b/</loc><lastmod>2021-03-04</lastmod>");

    site.file("content/a/d.md", "---\ntitle: D\n---\n");
    for arguments in [&["add", "."][..], &["commit", "-qm", "two"]] {
        git(site.folder(), arguments);
    }
    let shallow = tempfile::tempdir().expect("a folder");
    let source = format!("file://{}", site.folder().display());
    git(shallow.path(), &["clone", "-q", "--depth", "1", &source, "clone"]);
    let built = Site::copy_of(&shallow.path().join("clone"));
    std::fs::rename(shallow.path().join("clone/.git"), built.folder().join(".git")).ok();
    let built = built.build();
    built.ok().says("warning[shallow-clone]").says("fetch-depth: 0");
    built.page("/a/b/").lacks("<time");
}
