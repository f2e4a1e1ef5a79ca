//! Blocks of code in whole builds: none keeps a build busy for ever, and their colours stay as they are.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests do I/O, and a broken machine may stop them"
)]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use support::{Outcome, Site};

/// After which a build is taken for one that never ends. A debug build on a busy machine needs a second.
const PATIENCE: Duration = Duration::from_secs(120);

/// Builds a site, and fails where the build does not end.
fn built_in_time(site: &Site) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
        .arg("build")
        .arg(site.folder())
        .args(["--date", "2026-01-15"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a program that starts");
    let start = Instant::now();
    while child.try_wait().expect("a program that can be waited for").is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().expect("a program that can be ended");
            panic!("the build does not end");
        }
        thread::sleep(Duration::from_millis(20));
    }
    site.build()
}

/// Returns the code blocks of a page as HTML.
fn figures(html: &str) -> Vec<&str> {
    let figures = html.split("<figure class=\"code\">").skip(1);
    figures.map(|rest| rest.split("</figure>").next().expect("its end")).collect()
}

/// Blocks that once went round in circles: language and code.
fn hanging() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code/hangs.json");
    serde_json::from_str(&fs::read_to_string(path).expect("a list of blocks")).expect("pairs of strings")
}

const HEAD: &str = "---\ntitle: A block\ndescription: How this block is coloured.\n---\n\n";

// Issue 13, F1: two contexts of a grammar that lead to each other kept a build busy for ever.
#[test]
fn no_block_keeps_a_build_busy() {
    let site = Site::new("");
    for (number, (language, code)) in hanging().iter().enumerate() {
        let code = if code.ends_with('\n') { code.clone() } else { format!("{code}\n") };
        let fenced = format!("````{language}\n{code}````\n");
        let indented =
            |prefix: &str| fenced.lines().map(|line| format!("{prefix}{line}\n")).collect::<String>();
        let text = format!(
            "{HEAD}{fenced}\n- In a list:\n\n{}\n> In a quote:\n>\n{}\n:::note\n{fenced}:::\n\n:::only{{audience=public}}\n{fenced}:::\n",
            indented("  "),
            indented("> "),
        );
        let text = if number % 2 == 1 { text.replace('\n', "\r\n") } else { text };
        site.file(&format!("content/guide/block-{number}.md"), text);
    }
    let built = built_in_time(&site);
    built.ok();
    for (number, (language, code)) in hanging().iter().enumerate() {
        let page = built.page(&format!("/guide/block-{number}/"));
        let blocks = figures(&page.html);
        assert_eq!(blocks.len(), 5, "{code}");
        for block in blocks {
            assert!(block.contains("<span class=\"hl-"), "{language} {code:?} has no colours: {block}");
            let comment = block.contains("<span class=\"hl-c\">/*") || !code.contains("/*");
            assert!(comment, "{language} {code:?} has no comment: {block}");
        }
    }
}

// Issue 13, F1: after the comment the code goes on.
#[test]
fn a_comment_opened_at_the_end_of_a_line_ends_where_it_ends() {
    let site = Site::new("");
    site.file("content/guide/a.md", format!("{HEAD}```js\nx /* one\ntwo */\nlet y = 1;\n```\n"));
    let built = built_in_time(&site);
    let page = built.page("/guide/a/");
    page.has("<span class=\"hl-c\">/* one\n</span><span class=\"hl-c\">two */</span>");
    page.has("<span class=\"hl-k\">let</span>").has("<span class=\"hl-n\">1</span>");
}

#[test]
fn colours_stay_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code");
    let site = Site::new("");
    site.file("content/guide/golden.md", fs::read(folder.join("golden.md")).expect("an article"));
    let built = site.build();
    built.ok();
    let page = built.page("/guide/golden/");
    let found: Vec<String> = figures(&page.html).iter().map(|figure| format!("{figure}\n")).collect();
    assert!(found.len() > 30, "{} blocks", found.len());
    let path = folder.join("golden.html");
    if env::var_os("HELPSMITH_BLESS").is_some() {
        fs::write(&path, found.concat()).expect("a file that can be written");
    }
    let expected = fs::read_to_string(&path).expect("what the blocks looked like");
    assert_eq!(found.concat(), expected, "bless `tests/code/golden.html` if these colours are right");
}

// Issue 13, F1: what takes too much work ends early, and its writer is told.
#[test]
fn code_that_takes_too_much_work_is_plain_at_its_end() {
    let site = Site::new("");
    let line = "((x".repeat(600);
    let code = format!("{line}\n").repeat(30);
    site.file("content/guide/a.md", format!("{HEAD}```d\n{code}```\n"));
    let built = built_in_time(&site);
    built.ok().says("warning[plain-code]: the end of this code is too complex to be coloured");
    let page = built.page("/guide/a/");
    page.has("<code class=\"language-d\"><span class=\"hl-").has(&format!("\n{line}\n</code>"));
}

// Issue 13: misspelt attributes were ignored without a word.
#[test]
fn an_attribute_without_effect_is_reported_where_it_stands() {
    let blocks = "```js titel=\"x.js\"\nlet a;\n```\n\n- A list:\n\n  ~~~sh {2-\n  ls\n  ~~~\n\n\
        :::note\n```py showLineNumbers title=\"x.py\"\nx = 1\n```\n:::\n\n```sh {2}\nls\n```\n";
    let site = Site::new("");
    site.file("content/guide/a.md", format!("{HEAD}{blocks}"));
    let built = site.build();
    built.ok();
    for (message, place) in [
        ("unknown code attribute `titel=\"x.js\"`", "content/guide/a.md:6:7"),
        ("unknown code attribute `{2-`", "content/guide/a.md:12:9"),
        ("unknown code attribute `showLineNumbers`", "content/guide/a.md:17:7"),
        ("marked line 2 not found", "content/guide/a.md:22:1"),
    ] {
        built.says(message).says(place);
    }
    site.run(&["check", "--strict", "--date", "2026-01-15"]).fails(1).says("unknown-code-attribute");
    site.run(&["build", "--strict", "--date", "2026-01-15"]).fails(1).says("unknown-code-attribute");
}

// Issue 13: a site's own names of languages.
#[test]
fn a_site_gives_names_to_languages() {
    let site = Site::new("");
    let settings = "title: T\nbase_url: https://x.example/\n\
        markdown: {code_languages: {dbgcmd: text, ManagedCPlusPlus: cpp, 命令: sh}}\n";
    site.file("helpsmith.yaml", settings);
    let blocks =
        "```dbgcmd\n!analyze -v\n```\n\n```managedcplusplus\nint a = 1;\n```\n\n```命令\necho \"a\"\n```\n";
    site.file("content/guide/a.md", format!("{HEAD}{blocks}"));
    let checked = site.run(&["check", "--date", "2026-01-15"]);
    checked.ok().silent_about("unknown-code-language");
    let built = site.build();
    built.ok();
    let page = built.page("/guide/a/");
    page.has("<code class=\"language-dbgcmd\">!analyze -v\n</code>");
    page.has("hl-n\">1</span>").has("<code class=\"language-命令\"><span class=\"hl-");
    site.file("helpsmith.yaml", settings.replace("cpp", "cppp").replace("命令: sh", "命令: dbgcmd"));
    let wrong = site.build();
    wrong.fails(1).says("unknown code language `cppp`").says("did you mean `cpp`?");
    wrong.says("unknown code language `dbgcmd`").says("helpsmith.yaml:3");
}
