//! Bad input, hostile folders and killed builds: clear errors, nothing lost, the old output whole.
#![expect(clippy::disallowed_methods, reason = "tests do I/O and may stop")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use support::Site;

const GOOD: &str = "-- content/a/b.md --\n---\ntitle: B\n---\nText\n";

/// Asserts that a run neither panicked nor died by a signal.
#[track_caller]
fn survived(outcome: &support::Outcome) {
    assert!(matches!(outcome.code, Some(0..=2)), "{:?}\n{}", outcome.code, outcome.stderr);
    outcome.silent_about("panicked").silent_about("internal-error");
}

#[test]
fn a_failed_build_leaves_the_old_output_as_it_was() {
    let site = Site::new(GOOD);
    let old = site.build().ok().tree();
    for (path, text) in [
        ("content/a/bad.md", "---\ntitle: [\n---\n"),
        ("content/a/bad.md", "no front matter"),
        ("content/a/bad.md", "---\ntitle: B\nslug: b\n---\n"),
        ("content/a/bad.md", "---\ntitle: B\n---\n::snippet{none}\n"),
        ("helpsmith.yaml", "title: T\n"),
        ("helpsmith.yaml", "title: T\nbase_url: https://x.example/\ntheme: none\n"),
        ("templates/base.html", "{% if %}"),
        ("templates/parts/footer.html", "{{ no.such.thing }}"),
        ("templates/parts/footer.html", "{% include \"parts/footer.html\" %}"),
        ("data/redirects.yaml", "/x: /x\n"),
        ("i18n/en.yaml", "hom: x\n"),
    ] {
        let broken = Site::copy_of(site.folder());
        broken.build().ok();
        broken.file(path, text);
        let built = broken.build();
        built.fails(1).says("error[").says("nothing was written");
        survived(&built);
        assert_eq!(built.tree(), old, "{path}");
        let beside: Vec<_> = fs::read_dir(broken.folder().join("dist")).expect("dist").collect();
        assert_eq!(beside.len(), 1, "something is left beside the output");
    }
    site.run(&["build", "--strict"]).fails(1);
}

#[test]
fn an_output_folder_that_could_lose_something_is_refused() {
    let site = Site::new(GOOD);
    site.file("elsewhere/mine.txt", "mine").file("file.txt", "a file");
    let folder = site.folder().to_string_lossy().into_owned();
    let parent = site.folder().parent().expect("a parent").to_string_lossy().into_owned();
    let before = site.tree("");
    let at = |inner: &str| format!("{folder}/{inner}");
    for output in [
        folder.clone(),
        parent,
        at("content"),
        at("content/x"),
        at("static"),
        at("elsewhere"),
        at("file.txt"),
        at("dist/.."),
        "/".into(),
    ] {
        let built = site.run(&["build", "-o", &output]);
        built.fails(1).says("error[unsafe-output]").says("hint: ");
        assert_eq!(site.tree(""), before, "{output}");
    }
    site.build().ok();
    site.file("dist/public/CNAME", "mine");
    site.build().fails(1).says("`CNAME`, which helpsmith did not write");
    assert_eq!(site.tree("dist/public").get("CNAME").map(Vec::as_slice), Some(&b"mine"[..]));
}

#[test]
fn hostile_yaml_is_an_error_in_moments() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..14 {
        let alias = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(",")));
    }
    for yaml in [
        bomb,
        format!("title: {}", "[".repeat(60_000)),
        format!("title: T\nextra: {}", "{a: ".repeat(10_000)),
        "x: 1\n".repeat(20_000),
        "title: !!python/object/apply:os.system [id]".to_owned(),
        "title: \"\\xff\u{0}\"".to_owned(),
        "? [complex]\n: key".to_owned(),
        format!("title: {}", "x".repeat(100_000)),
    ] {
        let built = Site::new(&format!("-- content/a.md --\n---\n{yaml}\n---\n")).build();
        built.fails(1).says("content/a.md:");
        survived(&built);
        survived(&Site::new(&format!("-- helpsmith.yaml --\n{yaml}\n")).build());
    }
}

#[test]
fn hostile_markdown_is_work_in_proportion() {
    let times = 20_000;
    for shape in [
        "> ".repeat(times),
        "[".repeat(times),
        "[a](".repeat(times),
        "*a ".repeat(times),
        "`a ``".repeat(times),
        "<!--".repeat(times),
        "<a ".repeat(times),
        "<div>\n".repeat(times),
        "{{".repeat(times),
        "{{ a }}".repeat(times),
        "::::note\n".repeat(15),
        "# same\n".repeat(times),
        "[^".repeat(times),
        "![".repeat(times),
        "www.".repeat(times),
        "a@".repeat(times),
        "<x>".repeat(times),
        "[^1]\n".repeat(times) + "\n[^1]: x\n",
        "- ".repeat(2_000),
        "[r]: x\n".repeat(times),
        "|".repeat(times) + "\n" + &"|-".repeat(times),
        "&#1;".repeat(times),
        "\\".repeat(times),
        format!("```json\n{}\n```\n", "[1,".repeat(times)),
        format!("```js\n{}\n```\n", "a(".repeat(1_000)),
        "http://a.b/".to_owned() + &")".repeat(times),
        "<div>x\n\n".repeat(times),
        "> ".repeat(times) + "a\n" + &"b\n".repeat(times),
        (0..times).map(|n| format!("[^{n}]: b\n")).collect(),
        ":::only{audience=public}\n".repeat(times),
        "<p><b><i><u>".repeat(times),
    ] {
        let built = Site::new(&format!("-- content/a.md --\n---\ntitle: T\n---\n{shape}\n")).build();
        survived(&built);
    }
}

#[test]
fn snippets_that_never_end_are_refused() {
    let built = Site::new(
        "-- content/a.md --\n---\ntitle: T\n---\n::snippet{a}\n-- snippets/a.md --\n::snippet{b}\n-- snippets/b.md --\n::snippet{a}\n",
    )
    .build();
    built.fails(1).says("error[snippet-cycle]").says("`a` → `b` → `a`").says("snippets/b.md:1:1");
    let mut fan = String::from("-- content/a.md --\n---\ntitle: T\n---\n::snippet{s0}\n");
    for level in 0..7 {
        fan.push_str(&format!(
            "-- snippets/s{level}.md --\n{}",
            format!("::snippet{{s{}}}\n", level + 1).repeat(30)
        ));
    }
    for leaf in ["x".repeat(5_000), String::new()] {
        let site = Site::new(&fan);
        site.file("snippets/s7.md", leaf);
        site.build().fails(1).says("snippet-cycle");
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_passed_over_and_said() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), "---\ntitle: SECRET\n---\n").expect("a file");
    let site = Site::new(GOOD);
    let content = site.folder().join("content");
    std::os::unix::fs::symlink(outside.path().join("secret.md"), content.join("link.md")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), content.join("folder")).expect("a link");
    std::os::unix::fs::symlink(&content, content.join("loop")).expect("a link");
    assert!(Command::new("mkfifo").arg(content.join("pipe.md")).status().expect("mkfifo").success());
    let built = site.build();
    built
        .ok()
        .says("`link.md` is a symbolic link")
        .says("`folder` is")
        .says("`pipe.md` is not a regular file");
    built.nowhere("secret");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_text_is_an_error() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new(GOOD);
    let name = std::ffi::OsStr::from_bytes(b"content/a/\xff\xfe.md");
    fs::write(site.folder().join(name), "---\ntitle: X\n---\n").expect("a file");
    site.build().fails(1).says("error[unreadable-name]");
    let site = Site::new(GOOD);
    site.file("content/a/latin1.md", b"---\ntitle: X\n---\ncaf\xe9\n");
    site.build().fails(1).says("content/a/latin1.md").says("content/a/latin1.md:4:");
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let site = Site::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"));
    let mut trees: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    for jobs in ["1", "2", "3", "8"] {
        let other = Site::copy_of(site.folder());
        let built = other.run(&["build", "--date", "2026-01-15", "-j", jobs]);
        trees.push(built.ok().tree());
        // Again over the old output and with a warm cache.
        let again = other.run(&["build", "--date", "2026-01-15", "-j", jobs]);
        trees.push(again.ok().says("unchanged").tree());
    }
    assert!(trees.windows(2).all(|pair| pair.first() == pair.last()), "the trees differ");
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let site = Site::new("-- content/a.md --\n---\ntitle: T\n---\n```json\n{\"a\": 1}\n```\n");
    let good = site.build().ok().tree();
    let cache = site.folder().join(".helpsmith/code.bin");
    let bytes = fs::read(&cache).expect("a cache");
    for damage in
        [bytes.iter().map(|byte| byte ^ 0x55).collect(), bytes.get(..20).unwrap_or(&[]).to_vec(), Vec::new()]
    {
        fs::write(&cache, damage).expect("a cache");
        assert_eq!(site.build().ok().tree(), good);
    }
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let site = Site::new("");
    let write = |word: &str| {
        for number in 0..300 {
            site.file(&format!("content/a/b{number}.md"), format!("---\ntitle: T{number}\n---\n{word}\n"));
        }
    };
    write("old");
    let old = site.build().ok().tree();
    write("new");
    let new = Site::copy_of(site.folder()).build().ok().tree();
    for number in 0..16_u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
            .args(["build", "--date", "2026-01-15"])
            .arg(site.folder())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program that starts");
        thread::sleep(Duration::from_millis(number * 15));
        let _ = child.kill();
        child.wait().expect("an end");
        let tree = site.tree("dist/public");
        assert!(tree == old || tree == new, "neither the old site nor the new one after {number}");
    }
    assert_eq!(site.build().ok().tree(), new);
    let beside: Vec<_> =
        fs::read_dir(site.folder().join("dist")).expect("dist").filter_map(Result::ok).collect();
    assert_eq!(beside.len(), 1, "rubbish is left: {beside:?}");
}

#[test]
fn two_builds_at_once_end_in_a_whole_site() {
    let site = Site::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"));
    let expected = Site::copy_of(site.folder()).build().ok().tree();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| site.build().ok().clone());
        }
    });
    assert_eq!(site.tree("dist/public"), expected);
}

#[test]
fn a_thousand_mistakes_are_not_each_compared_with_everything() {
    let site = Site::new(GOOD);
    for number in 0..1_500 {
        site.file(
            &format!("content/a/x{number}.md"),
            format!("---\ntitle: T\ntranslation_of: none-{number}.md\n---\n::snippet{{none-{number}}}\n"),
        );
    }
    survived(&site.build());
}

#[test]
fn deleted_and_hidden_articles_are_gone_after_the_next_build() {
    let site =
        Site::new("-- content/a/b.md --\n---\ntitle: B\n---\n-- content/a/c.md --\n---\ntitle: C\n---\n");
    site.build().ok().has_file("a/c/index.html");
    fs::remove_file(site.folder().join("content/a/c.md")).expect("a file");
    site.build().ok().lacks_file("a/c");
    site.file("content/a/b.md", "---\ntitle: B\ndraft: true\n---\n");
    site.build().ok().lacks_file("a");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_and_a_full_disk_are_errors_with_a_message() {
    let site = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\n[x](none.md)\n");
    site.build().ok();
    let old = site.tree("dist/public");
    let shell =
        |script: String| Command::new("sh").args(["-c", &script]).output().expect("a shell").status.code();
    let binary = env!("CARGO_BIN_EXE_helpsmith");
    let folder = site.folder().display();
    assert_eq!(shell(format!("'{binary}' check '{folder}' --format json >/dev/full")), Some(1));
    // Files of at most two blocks: the stylesheet does not fit.
    site.file("assets/css/site.css", "x".repeat(100_000));
    let limited = shell(format!("trap '' XFSZ; ulimit -f 2; '{binary}' build '{folder}' 2>/dev/null"));
    assert_eq!(limited, Some(1));
    assert_eq!(site.tree("dist/public"), old);
}

#[test]
fn a_template_that_fails_is_named_with_its_line_and_the_page() {
    for (template, words) in [
        ("{{ page.title | nofilter }}", "templates/parts/footer.html:1:"),
        ("\n{{ nofunction() }}", "templates/parts/footer.html:2:"),
        ("\n\n{{ page.nothing.at.all }}", "templates/parts/footer.html:3:"),
        ("{% if %}", "templates/parts/footer.html:1:"),
    ] {
        let site = Site::new(GOOD);
        site.file("templates/parts/footer.html", template);
        let built = site.build();
        built.fails(1).says("error[invalid-template]").says(words);
        survived(&built);
    }
    let site = Site::new(GOOD);
    site.file("templates/parts/footer.html", "{{ page.nothing.at.all }}");
    site.build().says("this happened while making").says("1 error");
}

#[test]
fn a_site_without_content_does_not_replace_the_old_one() {
    let site = Site::new(GOOD);
    let old = site.build().ok().tree();
    fs::rename(site.folder().join("content"), site.folder().join("kontent")).expect("a folder");
    let built = site.build();
    built.fails(1).says("error[missing-file]");
    assert_eq!(built.tree(), old);
}

#[cfg(unix)]
#[test]
fn settings_and_cache_are_read_only_where_they_are_plain_files() {
    let site = Site::new(GOOD);
    fs::create_dir_all(site.folder().join(".helpsmith")).expect("a folder");
    let pipe = site.folder().join(".helpsmith/code.bin");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    site.build().ok();
    let outside = tempfile::tempdir().expect("a folder");
    fs::rename(site.folder().join("helpsmith.yaml"), outside.path().join("helpsmith.yaml")).expect("a file");
    std::os::unix::fs::symlink(outside.path().join("helpsmith.yaml"), site.folder().join("helpsmith.yaml"))
        .expect("a link");
    site.build().fails(1).says("missing-configuration");
}

#[test]
fn long_chains_of_redirects_are_walked_once() {
    let chain: String = (0..3_000).map(|n| format!("/r{n}: /r{}\n", n + 1)).collect();
    let built = Site::new(&format!("{GOOD}\n-- data/redirects.yaml --\n{chain}/r3000: /a/b/\n")).build();
    built.ok().page("/r0/").has("url=/a/b/");
}

#[cfg(unix)]
#[test]
fn all_audiences_are_written_or_none() {
    let site = Site::new(
        "-- helpsmith.yaml --\ntitle: T\nbase_url: https://x.example/\naudiences: {public: {}, agents: {includes: [public]}}\n\
         -- content/a/b.md --\n---\ntitle: B\n---\n",
    );
    let all = ["build", "--audience", "all", "--date", "2026-01-15"];
    site.run(&all).ok();
    site.file("content/a/c.md", "---\ntitle: C\n---\n").file("dist/agents/mine.txt", "mine");
    let old = site.tree("dist");
    site.run(&all).fails(1).says("`mine.txt`, which helpsmith did not write");
    assert_eq!(site.tree("dist"), old);
}
