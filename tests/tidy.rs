//! Holds the rules of `docs/style.md` that a machine can see, over the code and the default theme.
//!
//! What rustfmt and clippy already hold is absent. Each rule is a ratchet: where today's code cannot meet
//! the aim, the number stands in a constant with its reason, and may only come nearer to the aim.

mod support;

use std::path::Path;

use support::{tree, without_tests};

const FOLDERS: [&str; 4] = ["src", "tests", "benches", "themes/default"];
/// Lines of a file without its inline tests: what a reader takes in at one sitting.
const FILE_LINES_MAX: usize = 400;
/// Lines from `fn` to its closing brace: what fits on a screen.
const FUNCTION_LINES_MAX: usize = 70;
/// Characters of a line of Rust. rustfmt holds code to 110, but leaves comments and long strings alone.
const LINE_CHARS_MAX: usize = 120;
/// Characters of a line of CSS or of a template, where one rule or one element stands on one line. The
/// longest has 319 today (an icon in `icon_appearance.html`); the aim is 200.
const THEME_LINE_CHARS_MAX: usize = 320;

const VAGUE_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "manager", "misc"];
const UNFINISHED: [&str; 5] = ["todo!", "unimplemented!", "dbg!", "FIXME", "XXX"];
const SIDES: [&str; 4] = ["left", "right", "top", "bottom"];
const COLOUR_FUNCTIONS: [&str; 8] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "color("];
#[rustfmt::skip]
const COLOUR_NAMES: &[&str] = &[
    "aqua", "black", "blue", "brown", "cyan", "fuchsia", "gold", "gray", "green", "grey", "lime", "magenta",
    "maroon", "navy", "olive", "orange", "pink", "purple", "red", "silver", "teal", "white", "yellow",
];

/// What to do about tabs, and spaces that nobody sees.
const STRAY_SPACE: &str = "write spaces, none at the end of a line (in a string `\\t` and `\\x20`)";

/// What no line of some files may have, and what to do instead.
struct LineRule {
    files: fn(&File) -> bool,
    wrong: fn(&str) -> bool,
    advice: &'static str,
}

#[rustfmt::skip]
const LINE_RULES: &[LineRule] = &[
    LineRule { files: |file| file.is(".rs"), wrong: opens_vague_module,
        advice: "a name that says nothing: move the code to its one user, or give it a noun" },
    LineRule { files: |file| file.path.starts_with("src/"), wrong: |line| UNFINISHED.iter().any(|word| line.contains(word)),
        advice: "finish this, or write down outside the code what is missing" },
    LineRule { files: |file| file.is(".rs"), wrong: |line| line.starts_with("use super::*") || line.starts_with("pub use super::*"),
        advice: "name each import: only inline tests may import everything" },
    // Each test uses its own part of the support, so there no expectation would fit all.
    LineRule { files: |file| file.is(".rs") && !file.path.starts_with("tests/support/"), wrong: allows_lint,
        advice: "write `#[expect(…, reason = \"…\")]`, which complains when it is no longer needed" },
    LineRule { files: |file| file.is(".css") && !file.is("/tokens.css"), wrong: has_colour,
        advice: "give the colour a name in tokens.css and write `var(--name)`" },
    LineRule { files: |file| file.is(".css"), wrong: |line| line.split(['{', '}', ';']).any(is_physical),
        advice: "write a logical property or value (`inline-start`): the page is also read from right to left" },
    LineRule { files: |file| file.is(".css"), wrong: |line| line.contains("@import") || line.contains("url("),
        advice: "put the file among the theme's assets: CSS that loads more is slow and escapes our checks" },
    LineRule { files: |file| file.is(".html"), wrong: has_inline_script_or_style,
        advice: "move script and style to the theme's assets: a strict content security policy forbids them here" },
    LineRule { files: |file| file.is(".html"), wrong: |line| line.contains("http://") || line.contains("https://"),
        advice: "take the address from the settings: a theme knows no other site" },
];

#[test]
fn code_and_theme_keep_the_style() {
    let files = files();
    for known in ["src/lib.rs", "tests/tidy.rs", "themes/default/assets/css/tokens.css"] {
        assert!(files.iter().any(|file| file.path == known), "`{known}` was not looked at");
    }
    let wrong: Vec<String> = files.iter().flat_map(breaches).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn each_rule_catches_a_planted_breach() {
    let long = "x".repeat(THEME_LINE_CHARS_MAX + 1);
    let long_function =
        format!("//! A.\npub const fn a() {{\n{}}}\n", "    b();\n".repeat(FUNCTION_LINES_MAX - 1));
    let planted = [
        ("src/a.rs", format!("//! A.\n{}", "\n".repeat(FILE_LINES_MAX)), "src/a.rs:401: 401 lines"),
        ("src/a.rs", long_function, "src/a.rs:2: 71 lines"),
        ("src/a.rs", format!("//! {long}"), "src/a.rs:1: 325 characters"),
        ("tests/a.rs", format!("// {long}"), "tests/a.rs:1: 324 characters"),
        ("themes/default/a.html", format!("{{# A #}}{long}"), "a.html:1: 328 characters"),
        ("src/a.rs", "//! A.\nuse b; \n".to_owned(), "src/a.rs:2: write spaces"),
        ("src/a.rs", "//! A.\n\tuse b;\n".to_owned(), "src/a.rs:2: write spaces"),
        ("src/a.rs", "use b;\n".to_owned(), "src/a.rs:1: open with"),
        ("src/path_utils.rs", "//! A.\n".to_owned(), "path_utils.rs:1: a name that says"),
        ("src/a.rs", "//! A.\npub mod helpers {\n".to_owned(), "src/a.rs:2: a name that says"),
        ("src/a.rs", "//! A.\n// FIXME\n".to_owned(), "src/a.rs:2: finish"),
        ("src/a.rs", "//! A.\nuse super::*;\n".to_owned(), "src/a.rs:2: name each"),
        ("src/a.rs", "//! A.\n#[allow(dead_code)]\n".to_owned(), "src/a.rs:2: write `#[expect("),
        ("themes/default/a.css", "a {\n  color: #fff;\n}".to_owned(), "a.css:2: give the colour"),
        ("themes/default/a.css", "/* red */ a { color: red; }".to_owned(), "a.css:1: give the colour"),
        ("themes/default/a.css", "a { color: oklch(0 0 0); }".to_owned(), "a.css:1: give the colour"),
        ("themes/default/a.css", "a { margin-left: 1px; }".to_owned(), "a.css:1: write a logical"),
        ("themes/default/a.css", "a { text-align: right }".to_owned(), "a.css:1: write a logical"),
        ("themes/default/a.css", "@import \"b.css\";".to_owned(), "a.css:1: put the file"),
        ("themes/default/a.html", "{# A #}\n<script>b()</script>".to_owned(), "a.html:2: move"),
        ("themes/default/a.html", "{# A #}\n<p style=\"b\">".to_owned(), "a.html:2: move"),
        ("themes/default/a.html", "{# A #}\n<a href=\"https://b\">".to_owned(), "a.html:2: take the address"),
        ("themes/default/a.html", "<p>".to_owned(), "a.html:1: open with"),
    ];
    for (path, text, expected) in planted {
        let found = breaches(&File { path: path.to_owned(), text });
        assert!(found.len() == 1 && found.concat().contains(expected), "not `{expected}` in {found:?}");
    }
}

#[test]
fn what_only_looks_like_a_breach_passes() {
    let long = "x".repeat(LINE_CHARS_MAX);
    let table = format!("//! A.\n#[rustfmt::skip]\nconst A: &[&str] = &[\n    \"{long}\",\n];\n");
    let tests = format!("//! A.\n\n#[cfg(test)]\nmod tests {{\n    use super::*;\n\"{long}\"\n}}\n");
    let css =
        "/* red, left: #fff url( */\na:hover { color: var(--red); white-space: nowrap; margin-block: 0; }";
    let html = "{#- A. -#}\n<script type=\"module\" src=\"{{ url }}\"></script>";
    let texts = [("src/a.rs", &*table), ("src/a.rs", &*tests), ("a.css", css), ("a.html", html)];
    for (path, text) in texts {
        assert_eq!(breaches(&File { path: path.to_owned(), text: text.to_owned() }), Vec::<String>::new());
    }
}

struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
    }
}

/// Returns all code and all of the theme; other files of the tests are data, which has its own reasons.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in FOLDERS {
        for (name, bytes) in tree(&root.join(folder)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let file = File { path: format!("{folder}/{name}"), text };
            let is_code = [".css", ".html", ".js", ".yaml"].iter().any(|ending| file.is(ending));
            if file.is(".rs") || (is_code && !file.is_test()) {
                files.push(file);
            }
        }
    }
    files
}

fn breaches(file: &File) -> Vec<String> {
    let mut found = [opening(file), file_name(file), file_length(file)].concat();
    found.extend(function_lengths(file));
    found.extend(line_lengths(file));
    let text = if file.is(".css") { without_comments(&file.text) } else { file.text.clone() };
    for rule in LINE_RULES.iter().filter(|rule| (rule.files)(file)) {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| (rule.wrong)(line));
        found.extend(lines.map(|(at, _)| (at, rule.advice.to_owned())));
    }
    let stray =
        (1..).zip(file.text.lines()).filter(|(_, line)| line.contains('\t') || line.trim_end() != *line);
    found.extend(stray.map(|(at, _)| (at, STRAY_SPACE.to_owned())));
    found.into_iter().map(|(at, advice)| format!("{}:{at}: {advice}", file.path)).collect()
}

/// A line of a file, and what to do about it.
type Breach = (usize, String);

fn opening(file: &File) -> Vec<Breach> {
    let (start, what) = match file.path.split_once('/') {
        Some(("src", _)) if file.is(".rs") => ("//!", "why this module exists"),
        _ if file.is(".html") => ("{#", "what the reader of the page sees here"),
        _ => return Vec::new(),
    };
    let is_open = file.text.starts_with(start);
    if is_open { Vec::new() } else { vec![(1, format!("open with `{start}` and {what}"))] }
}

fn file_name(file: &File) -> Vec<Breach> {
    let is_vague = file.path.split(['/', '.']).any(is_vague);
    if is_vague { vec![(1, "a name that says nothing: give it a noun".to_owned())] } else { Vec::new() }
}

fn file_length(file: &File) -> Vec<Breach> {
    let count = without_tests(&file.text).lines().count();
    let advice =
        format!("{count} lines, {FILE_LINES_MAX} at most: make it a folder with a file for each idea");
    if count > FILE_LINES_MAX { vec![(FILE_LINES_MAX + 1, advice)] } else { Vec::new() }
}

fn function_lengths(file: &File) -> Vec<Breach> {
    let mut found = Vec::new();
    let code: Vec<&str> = without_tests(&file.text).lines().collect();
    for (at, line) in code.iter().enumerate().filter(|(_, line)| opens_function(line)) {
        let closes = |other: &&str| indent(other) == indent(line) && other.ends_with(['}', ';']);
        let length = code.iter().skip(at).position(closes).map_or(0, |last| last + 1);
        if length > FUNCTION_LINES_MAX && file.is(".rs") && !file.is_test() {
            let advice =
                format!("{length} lines, {FUNCTION_LINES_MAX} at most: give a part of it its own name");
            found.push((at + 1, advice));
        }
    }
    found
}

fn opens_function(line: &str) -> bool {
    let modifies = |word: &str| {
        word.starts_with("pub") || word.ends_with(')') || ["const", "async", "unsafe"].contains(&word)
    };
    line.split_once("fn ").is_some_and(|(before, _)| before.split_whitespace().all(modifies))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// In tests only comments are held: rustfmt breaks code, and what it cannot break there is data in strings.
fn line_lengths(file: &File) -> Vec<Breach> {
    let max = if file.is(".rs") { LINE_CHARS_MAX } else { THEME_LINE_CHARS_MAX };
    let tests_from = if file.is_test() { 0 } else { without_tests(&file.text).lines().count() };
    let (mut found, mut in_table) = (Vec::new(), false);
    for (at, line) in file.text.lines().enumerate() {
        in_table |= line.trim() == "#[rustfmt::skip]";
        let is_data = in_table || (at >= tests_from && !line.trim_start().starts_with("//"));
        let count = line.chars().count();
        if count > max && !is_data && !file.is(".yaml") {
            found.push((at + 1, format!("{count} characters, {max} at most: break the line")));
        }
        in_table &= !line.ends_with("];");
    }
    found
}

fn is_vague(name: &str) -> bool {
    let ends =
        |vague: &&str| name.strip_suffix(*vague).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
    VAGUE_NAMES.iter().any(ends)
}

fn opens_vague_module(line: &str) -> bool {
    let declaration = line.trim_start().strip_suffix(" {").and_then(|line| line.split_once("mod "));
    declaration
        .is_some_and(|(before, name)| is_vague(name) && (before.is_empty() || before.starts_with("pub")))
}

fn allows_lint(line: &str) -> bool {
    let line = line.trim_start();
    (line.starts_with("#[") || line.starts_with("#![")) && line.contains("allow(")
}

fn has_colour(line: &str) -> bool {
    let ends_word = |c: char| !c.is_alphanumeric() && c != '-' && c != '_';
    let is_hex =
        |word: &str| [3, 4, 6, 8].contains(&word.len()) && word.chars().all(|c| c.is_ascii_hexdigit());
    line.split('#').skip(1).any(|rest| rest.split(ends_word).next().is_some_and(is_hex))
        || line.split(ends_word).any(|word| COLOUR_NAMES.contains(&word))
        || COLOUR_FUNCTIONS.iter().any(|function| line.contains(function))
}

fn is_physical(declaration: &str) -> bool {
    let Some((name, value)) = declaration.split_once(':') else { return false };
    let (name, value) = (name.trim(), value.trim());
    let by_name = !name.starts_with("--") && name.split('-').any(|word| SIDES.contains(&word));
    by_name || (["text-align", "float", "clear"].contains(&name) && SIDES.contains(&value))
}

fn has_inline_script_or_style(line: &str) -> bool {
    let mut scripts = line.split("<script").skip(1).filter_map(|rest| rest.split('>').next());
    let is_style = |word: &str| word.starts_with("style=") || word.starts_with("<style");
    // A data block is no script: browsers never run it, and no content security policy speaks of it.
    let is_inline = |tag: &str| !tag.contains(" src=") && !tag.contains(" type=\"application/ld+json\"");
    scripts.any(is_inline) || line.split_whitespace().any(is_style)
}

/// Empties comments but keeps their line breaks, so that lines keep their numbers.
fn without_comments(css: &str) -> String {
    let mut code = String::new();
    for piece in css.split("*/") {
        let (before, comment) = piece.split_once("/*").unwrap_or((piece, ""));
        code.push_str(before);
        code.extend(comment.chars().filter(|c| *c == '\n'));
    }
    code
}
