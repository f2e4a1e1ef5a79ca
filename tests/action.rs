//! The action for GitHub: its steps run in order, in a repository of their own, as a runner would run them.
//!
//! What a runner does is in `tests/action/runner.rs`; whether the manual tells the truth, in `tests/action/manual.rs`.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

mod support;

#[path = "action/runner.rs"]
mod runner;

#[path = "action/manual.rs"]
mod manual;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use runner::{Job, ROOT, Runner, target};
use support::tree;

const PROGRAM: &str = env!("CARGO_BIN_EXE_helpsmith");
/// The day of every build, so that what is scheduled or due does not depend on the day of the test.
const DATE: &str = "2026-01-15";
const ARTICLE: &str = "content/getting-started/what-is-fernway.md";
const ARTICLE_URL: &str = "https://help.fernway.example/getting-started/what-is-fernway/";

fn example(folder: &str) -> Runner {
    Runner::new(&Path::new(ROOT).join("example-site"), folder)
}

/// Runs the action with the program under test.
#[track_caller]
fn run(runner: &Runner, inputs: &[(&str, &str)]) -> Job {
    runner.run(&[&[("binary", PROGRAM), ("date", DATE)], inputs].concat(), &|_| ())
}

#[test]
fn trees_of_all_audiences_are_built_from_a_folder_of_the_repository() {
    let runner = example("help");
    let job = run(&runner, &[("site", "./help/"), ("audience", "all")]);
    job.ok().sums_up("| `public` | ").sums_up("| `agents` | ").sums_up("0 errors, 0 warnings, ");
    assert_eq!(job.output("audiences"), "public agents");
    assert_eq!(job.output("path"), "help/dist/public");
    assert_eq!((job.output("errors"), job.output("warnings"), job.output("changed")), ("0", "0", ""));
    let built = tree(&runner.workspace().join("help/dist/public")).len();
    // The manifest does not list itself.
    assert_eq!(job.output("files"), (built - 1).to_string());
    assert!(
        job.output("articles").parse::<usize>().is_ok_and(|count| count > 50),
        "{}",
        job.output("articles")
    );
    let uploads =
        [("help-centre-public", "help/dist/public"), ("help-centre-agents", "help/dist/agents")].to_vec();
    assert_eq!(job.uploads(), uploads);
    for (_, folder) in uploads {
        assert!(runner.workspace().join(folder).join(".helpsmith.json").is_file());
    }
    assert_eq!(runner.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_first_audience_is_built_at_the_root_of_the_repository() {
    let runner = example("");
    let job = run(&runner, &[("pages", "true"), ("artifact", "kb")]);
    job.ok();
    assert_eq!((job.output("audiences"), job.output("path")), ("public", "dist/public"));
    assert_eq!(job.uploads(), [("kb-public", "./dist/public")]);
    let pages =
        job.used.iter().find(|(name, _)| name == "actions/upload-pages-artifact").expect("GitHub Pages");
    assert_eq!(pages.1.get("path").map(String::as_str), Some("dist/public"));
    assert!(!runner.workspace().join("dist/agents").exists());
    let job = run(&runner, &[("audience", "agents"), ("upload", "false")]);
    assert_eq!((job.ok().output("audiences"), job.uploads()), ("agents", Vec::new()));
}

#[test]
fn a_broken_link_fails_the_check_on_its_line_unless_warnings_are_allowed() {
    let runner = example("help");
    runner.append(&format!("help/{ARTICLE}"), "\nSee [refunds](no-such-file.md), 50% off.\n");
    runner.commit();
    let job = run(&runner, &[("site", "help")]);
    job.fails("check", &format!("::warning file=help/{ARTICLE},line=")).says("title=broken-link::");
    job.sums_up("Nothing was built.").sums_up(&format!("- **warning** `help/{ARTICLE}:"));
    job.sums_up("link to `no-such-file.md` leads nowhere").sums_up("(broken-link)");
    assert_eq!((job.output("audiences"), job.uploads()), ("", Vec::new()));
    assert_ne!(job.output("warnings"), "0");

    let job = run(&runner, &[("site", "help"), ("strict", "false")]);
    job.ok().sums_up("- **warning** ").sums_up("| `public` | ");
    let job = run(&runner, &[("site", "help"), ("strict", "check"), ("check", "false")]);
    job.ok().says(&format!("::warning file=help/{ARTICLE},line="));
    let job = run(&runner, &[("site", "help"), ("check", "false")]);
    job.fails("build", "the site was not built");
}

#[test]
fn a_pull_request_shows_the_pages_that_it_changes() {
    let mut runner = example("help");
    runner.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    runner.append(&format!("help/{ARTICLE}"), "\nOne more sentence for those who read to the end.\n");
    runner.commit();
    runner.pull_request("main");
    let job = run(&runner, &[("site", "help"), ("audience", "all")]);
    job.ok()
        .sums_up("For `public`, compared with")
        .sums_up("For `agents`, compared with")
        .sums_up(ARTICLE_URL);
    assert!(job.output("changed").parse::<usize>().is_ok_and(|count| count >= 2), "{}", job.summary);
    assert!(!job.summary.contains("/account/security/reset-password/"), "{}", job.summary);
    let preview = run(&runner, &[("site", "help"), ("base-url", "https://preview.example/42/")]);
    preview.ok().sums_up("https://preview.example/42/getting-started/what-is-fernway/");
    // Nothing is left of the base in the repository.
    assert_eq!(runner.git(&["worktree", "list"]).lines().count(), 1);
    assert_eq!(runner.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_base_that_cannot_be_had_is_told_and_stops_nothing() {
    let mut runner = example("");
    runner.pull_request("main");
    let job = run(&runner, &[]);
    job.ok().sums_up("Nothing to compare with: `main` is not in this clone").sums_up("| `public` | ");
    assert_eq!(job.output("changed"), "");
    run(&runner, &[("base", "0000000000000000000000000000000000000000")])
        .ok()
        .sums_up("Nothing to compare with");
    run(&runner, &[("base", "--help")]).ok().sums_up("Nothing to compare with");
    runner.file("helpsmith.yaml", "title: X\nbase_url: https://help.example.com/\naudences: {}\n");
    runner.commit();
    runner.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    runner.git(&["checkout", "--quiet", "HEAD~1", "--", "."]);
    runner.commit();
    run(&runner, &[]).ok().sums_up("Nothing to compare `public` with").sums_up("does not build");
    run(&runner, &[("compare", "false")]).ok();
}

#[test]
fn a_tree_for_another_audience_is_refused() {
    let runner = example("help");
    let dist = runner.workspace().join("help/dist");
    let swap = |step: &str| {
        if step == "leaks" {
            fs::remove_dir_all(dist.join("public")).expect("a tree that goes");
            fs::rename(dist.join("agents"), dist.join("public")).expect("a tree that moves");
        }
    };
    let inputs = [("binary", PROGRAM), ("date", DATE), ("site", "help"), ("audience", "all")];
    let job = runner.run(&inputs, &swap);
    job.fails("leaks", "wrong-audience").says("what was built for `public`");
    job.says("must not be published");
    assert_eq!(job.uploads(), Vec::new());
}

#[test]
fn what_was_changed_after_the_build_is_refused() {
    let runner = example("");
    let page = runner.workspace().join("dist/public/index.html");
    let change = |step: &str| {
        if step == "leaks" {
            fs::write(&page, "<p>Something else").expect("a file");
        }
    };
    let job = runner.run(&[("binary", PROGRAM), ("date", DATE)], &change);
    job.fails("leaks", "changed-output");
}

/// Packs the program under test as the release workflow does.
fn release(folder: &Path) -> PathBuf {
    let (version, target) = (env!("CARGO_PKG_VERSION"), target());
    let folder = folder.join(format!("v{version}"));
    let mut pack = Command::new(Path::new(ROOT).join("scripts/action/pack"));
    let packed = pack.args([PROGRAM, version, &target]).arg(&folder).output().expect("bash");
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    folder.join(format!("helpsmith-{version}-{target}.tar.gz"))
}

#[test]
fn a_release_is_installed_only_if_its_checksum_fits() {
    let runner = example("");
    let folder = runner.beside("releases");
    let archive = release(&folder);
    let url = format!("file://{}", folder.display());
    let inputs = [("releases", &*url), ("date", DATE), ("upload", "false")];
    let job = runner.run(&inputs, &|_| ());
    job.ok().says(&format!("helpsmith {}", env!("CARGO_PKG_VERSION")));
    assert!(runner.beside("temp/helpsmith/program/bin/helpsmith").is_file());
    assert_eq!(job.used.len(), 1, "nothing is compiled, so only the site has a cache: {:?}", job.used);

    let checksum = archive.with_extension("gz.sha256");
    for wrong in ["0".repeat(64), String::new(), "<html>".to_owned()] {
        fs::write(&checksum, format!("{wrong}  {}\n", archive.display())).expect("a file");
        let job = runner.run(&inputs, &|_| ());
        job.fails("download", "the checksum of").sums_up("Nothing was built.");
        assert!(!runner.beside("temp/helpsmith/program/bin/helpsmith").exists());
    }
}

#[test]
fn without_a_release_the_source_of_the_action_is_compiled() {
    let runner = example("");
    let url = format!("file://{}", runner.beside("nothing").display());
    let inputs = [("releases", &*url), ("date", DATE)];
    let cargo = format!(
        "#!/bin/sh\n[ \"$1 $2 $3 $5 $6\" = 'install --locked --root --path .' ] && [ \"$PWD\" = '{ROOT}' ] || exit 9\n\
        mkdir -p \"$4/bin\" && cp '{PROGRAM}' \"$4/bin/helpsmith\"\n"
    );
    runner.program("cargo", &cargo);
    let job = runner.run(&inputs, &|_| ());
    job.ok().says("it will be compiled with cargo");
    let caches: Vec<_> = job.used.iter().filter(|(name, _)| name == "actions/cache").collect();
    assert_eq!(caches.len(), 2, "one for the program, one for the site");
    for (_, inputs) in caches {
        let key = inputs.get("key").expect("a key");
        assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)), "{key}");
    }
    let other = [("version", "99.0.0"), ("releases", &*url)];
    runner.run(&other, &|_| ()).fails("Compile helpsmith", "leave `version` out");
}

#[test]
fn wrong_inputs_are_refused_before_anything_is_done() {
    let runner = example("help");
    for (input, value, says) in [
        ("strict", "yes", "`strict: yes` is none of true, false and check"),
        ("upload", "", "`upload: ` is neither true nor false"),
        ("site", "nowhere", "there is no `helpsmith.yaml` in `nowhere`"),
        ("site", "help/../help", "leads out of the repository"),
        ("site", "/etc", "leads out of the repository"),
        ("version", "latest", "`version: latest` is no version"),
    ] {
        let inputs = [("site", "help"), (input, value)];
        run(&runner, &inputs).fails("plan", says).says("hint: ");
    }
    let both = [("site", "help"), ("pages", "true"), ("audience", "all")];
    run(&runner, &both).fails("plan", "GitHub Pages shows one tree");
    let missing = [("site", "help"), ("binary", "no-such-program")];
    run(&runner, &missing).fails("download", "there is no program `no-such-program`");
    let unknown = [("site", "help"), ("audience", "agent")];
    run(&runner, &unknown).fails("build", "agents");
    let options = [("site", "help"), ("check-arguments", "--no-such-option")];
    run(&runner, &options).fails("check", "was used wrongly");
}

#[test]
fn more_trees_than_can_be_uploaded_are_refused() {
    let runner = example("example");
    let audiences = (1..=5).map(|number| format!("  a{number}: {{}}\n")).collect::<String>();
    let settings = format!("title: X\nbase_url: https://help.example.com/\naudiences:\n{audiences}");
    runner.file("small/helpsmith.yaml", &settings);
    runner.file("small/content/a/b.md", "---\ntitle: B\n---\nText\n");
    runner.commit();
    let small = [("site", "small"), ("audience", "all"), ("strict", "false"), ("check", "false")];
    run(&runner, &small).fails("build", "there are 5 audiences");
    let inputs = [&small[..], &[("upload", "false")]].concat();
    assert_eq!(run(&runner, &inputs).ok().output("audiences"), "a1 a2 a3 a4 a5");
}
