//! The bodies of the fuzz targets, on their corpus and on inputs that proptest makes: in the hundreds here, and in as
//! many as `HELPSMITH_FUZZ_CASES` says in the long run, where no input may take more than two seconds.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests do I/O and may stop"
)]

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// How many inputs of each kind are made where nothing else is asked for.
const CASES: u32 = 24;
/// How long one input may take in the long run.
const CASE_MAX: Duration = Duration::from_secs(2);

/// Every target with the pieces that its inputs are put together from.
type Target = (&'static str, fn(&[u8]), &'static [&'static str]);

const TARGETS: [Target; 8] = [
    ("markdown", bodies::markdown, MARKDOWN),
    ("front_matter", bodies::front_matter, YAML),
    ("links", bodies::links, LINKS),
    ("formula", bodies::formula, LATEX),
    ("code", bodies::code, CODE),
    ("svg", bodies::svg, SVG),
    ("image", bodies::image, IMAGE),
    ("template", bodies::template, TEMPLATE),
];

#[rustfmt::skip]
const MARKDOWN: &[&str] = &[
    "\n", "\n\n", "\r\n", "    ", "  ", "\t", "> ", "- ", "1. ", "* ", "+ ", "# ", "## ", "#", "=", "---\n", "===\n", "***\n", "```",
    "~~~", "```js\n", "`", "``", "*", "**", "_", "~~", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "[x]: ", "[x]: <b.md>\n",
    "<", ">", "<!--", "-->", "<div>", "</div>", "<details>\n<summary>s</summary>\n", "</details>", "<br>", "<b", "<a id=\"x\"/>", "<?",
    "<![CDATA[", "]]>", "<script>", "|", "| a | b |\n", "|---|---|\n", ":", ": x\n", "::", ":::", ":::note\n", ":::\n",
    ":::only{audience=team}\n", ":::only{audience=public}\n", ":only[x]{audience=team}", ":only{audience=team}", "::snippet{both}\n",
    "::snippet{input}\n", ":::tabs\n", ":::tab{title=\"a\"}\n", ":::steps\n", ":::faq\n", ":::details{summary=\"s\"}\n", ":kbd[x]",
    ":icon[x]", "::video{src=\"a.mp4\"}\n", "：：：only{audience=team}\n", "{#x}", "{}", "{.a}", "{", "}", "{{ product }}", "{{ none }}",
    "{{", "}}", "$", "$$", "$`x^2`$", "&amp;", "&#0;", "&", "\\", "\\\n", "!", "> [!NOTE]\n> ", "> [!INFO]", "- [ ] ", "www.a.com",
    "https://a.b/c", "a@b.c", "b.md", "b.md#fees", "text", "a", "漢字", "مرحبا", "ไทย", "👩‍👩‍👧", "é", "\u{301}", "\u{200b}", "\u{feff}", "\0", "\u{1}",
];

#[rustfmt::skip]
const YAML: &[&str] = &[
    "\n", ": ", ":", "- ", "  ", "\t", "title", "title: ", "description: ", "audience: ", "team", "public", "state: draft", "aliases: ",
    "labels: ", "order: 1", "related: ", "slug: ", "translation_of: ", "language: ar", "extra: ", "seo: ", "search: ", "redirects: ",
    "[", "]", "{", "}", ",", "\"", "'", "|", ">", "|-\n", "&a ", "*a", "<<: ", "!", "!!str ", "%", "@", "`", "#", " #", "?", "? ",
    "---", "...", "true", "null", "~", "1e9", "0x1", "2026-02-31", "/x/", "../b.md", "b.md", "é", "漢", "مرحبا", "\u{feff}", "\u{a0}", "\\",
    "\\x", "\\u0000", "a", "b",
];

#[rustfmt::skip]
const LINKS: &[&str] = &[
    "b.md", "../", "./", "/", "//", "\\", "guide/b/", "/guide/b/", "team.md", "/inner/c/", "../inner/c.md", "#", "#fees", "?", "?a=b",
    "&", "%", "%2e", "%00", "%c3%a9", "%ff", ":", "http://", "https://", "https://help.example.com/", "//help.example.com/", "HTTPS://",
    "javascript:", "java\tscript:", "data:", "mailto:", "a@b.c", "tel:", "(", ")", "<", ">", "[", "]", "\"", "'", "`", "|", "{", "}",
    "{{ product }}", " ", "@", "[::1]", ":80", "xn--", "é", "漢字", "दिल्ली", "\u{202e}", "\u{200d}", "_", "*", "~", "...", "..", ".", "a", "old-c/",
];

#[rustfmt::skip]
const LATEX: &[&str] = &[
    "x", "1", "^", "_", "{", "}", "\\", "\\\\", "&", "%", "#", "$", "~", "'", "<", ">", "\"", " ", "\\frac", "\\sqrt", "\\sqrt[3]",
    "\\left(", "\\right)", "\\left", "\\right.", "\\middle|", "\\begin{matrix}", "\\end{matrix}", "\\begin{align}", "\\end{align}",
    "\\begin{cases}", "\\end{cases}", "\\begin{array}{l|r}", "\\begin{array}{", "\\end{array}", "\\hline", "\\operatorname", "\\operatorname*",
    "\\operatorname{<img src=x>}", "\\text", "\\text{<b>", "\\mathrm", "\\mathbf", "\\mathbb", "\\hat", "\\overline", "\\underbrace", "\\sum",
    "\\int", "\\lim", "\\limits", "\\not", "\\big", "\\Bigg", "\\color{red}", "\\textcolor{red}", "\\tag", "\\kern", "\\hskip 1em", "\\char",
    "\\char`", "\\char\"", "\\substack", "\\stackrel", "\\binom", "\\pmod", "\\over", "\\displaystyle", "\\alpha", "\\infty", "\\{", "\\}", "\\|",
    "[", "]", "(", ")", "|", "é", "漢", "ح", "👍", "\u{338}", "\\rule", "\\phantom", "\\xrightarrow", "\\prescript", "\\def\\a", "\\let\\a", "\\verb",
];

#[rustfmt::skip]
const CODE: &[&str] = &[
    "js\n", "jsx\n", "json\n", "ts\n", "html\n", "css\n", "python\n", "sh\n", "yaml\n", "php\n", "rust\n", "markdown\n", "diff\n", "c++\n",
    "js title=\"a\" {1,3-5} showLineNumbers\n", "{", "}", "title=", "\"", "'", "`", "\n", "\t", "  ", "/*", "*/", "//", "#", "<", ">", "</", "/>",
    "<A", "<?php", "?>", "<!--", "-->", "<script>", "${", "$(", "(", ")", "[", "]", ";", "=>", "=", ":", ",", "\\", "r#\"", "\"\"\"", "<<EOF\n",
    "EOF\n", "function a() {", "class A", "return", "x", "1", "0x", "é", "漢", "b=\"c\"", " b=\"c\"", "/* c */", "%", "@", "~", "!", "&", "|", "^",
];

#[rustfmt::skip]
const SVG: &[&str] = &[
    "<svg xmlns=\"http://www.w3.org/2000/svg\">", "</svg>", "<svg", " xmlns=\"http://www.w3.org/2000/svg\"", " viewBox=\"0 0 24 12\"", ">", "/>",
    "<path d=\"M0 0\"/>", "<g>", "</g>", "<script>", "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">", "<style>", "</style>", "url(#a)", "url(",
    "@import", "<a href=\"javascript:a()\">", "<use href=\"#a\"/>", "<animate attributeName=\"href\"/>", " onload=\"a()\"", "\ronload=\"a()\"",
    "<!DOCTYPE svg [", "<!DOCTYPE svg>", "<!ENTITY a \"b\">", "<!ATTLIST svg onload CDATA \"a\">", "]>", "&a;", "&#115;", "&#x0;", "<?xml version=\"1.0\"?>",
    "<?xml-stylesheet?>", "<?x", "?>", "<!--", "-->", "<![CDATA[", "]]>", "<foreignObject>", "<div xmlns=\"http://www.w3.org/1999/xhtml\">", "\"", "'", "=",
    " width=\"1e9\"", " height=\"-1px\"", "100%", "\u{feff}", "\r", "é", "\0", "<", "&", "a",
];

#[rustfmt::skip]
const IMAGE: &[&str] = &[
    "\u{89}PNG\r\n\u{1a}\n", "\0\0\0\r", "IHDR", "eXIf", "IDAT", "RIFF", "WEBP", "VP8X", "VP8 ", "VP8L", "EXIF", "GIF89a", "GIF87a", "BM", "\0\0\u{1}\0",
    "ftypavif", "ftypheic", "meta", "ispe", "irot", "iprp", "ipco", "mif1", "MM\0*", "II*\0", "JFIF", "Exif\0\0", "\u{ff}\u{d8}\u{ff}\u{e1}", "\u{ff}\u{c0}",
    "8BPS", "P6 1 1 255\n", "DDS ", "qoif", "#?RADIANCE\n", "FORM", "ILBM", "farbfeld", "v/1\u{1}", "\0\0\0\u{c}JXL ", "\u{ff}\u{a}", "ASTC", "PVR\u{3}",
    "PKM 20", "VTF\0", "\0", "\0\0\0\u{8}", "\u{1}", "\u{12}\u{1}", "\u{7f}", "version https://git-lfs.github.com/spec/v1", "<svg", "%PDF", "a",
];

#[rustfmt::skip]
const TEMPLATE: &[&str] = &[
    "{{ ", " }}", "{% ", " %}", "{# ", " #}", "if ", "else", "endif", "for x in ", "endfor", "site.title", "page", "article.title", "site", "x", "set y = ",
    "include \"parts/footer.html\"", "include \"parts/head.html\"", "extends \"base.html\"", "block a", "endblock", "macro m()", "endmacro", "raw", "endraw",
    " | upper", " | length", " | safe", " | date", " | slice(start=1)", " | get(key=\"a\")", " | truncate(length=-1)", " ~ ", " + ", " / 0", " % 0", " * 9e99",
    "range(end=9)", "range(end=-1)", "[", "]", "[0]", ".", "(", ")", "\"", "'", "1", "-1", "9223372036854775807", "true", " and ", " not ", " in ", " == ",
    "is defined", "<p>", "</p>", "é", "漢", "\n", "-%}", "{%-",
];

#[test]
fn every_input_of_the_corpus_passes() {
    for (name, body, _) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let mut inputs: Vec<_> =
            fs::read_dir(&folder).expect("a corpus").map(|one| one.expect("a file").path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "no input for {name}");
        for path in inputs {
            let input = fs::read(&path).expect("a readable input");
            assert!(std::panic::catch_unwind(|| bodies::run(body, &input)).is_ok(), "{}", path.display());
        }
    }
}

#[test]
fn bodies_can_fail() {
    assert!(bodies::pages_around_nothing() > 10, "the site of the bodies is not built");
    for text in [bodies::SECRET.as_bytes().to_vec(), bodies::SECRET.to_uppercase().into_bytes()] {
        let planted = std::panic::catch_unwind(|| bodies::assert_public("a/index.html", &text));
        assert!(planted.is_err(), "a planted secret is not found");
    }
}

/// Tries one target on inputs that are made of its pieces, of its corpus, and of anything.
fn try_out(name: &str) {
    let long: Option<u32> = env::var("HELPSMITH_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    let (_, body, pieces) = TARGETS.into_iter().find(|(known, ..)| *known == name).expect("a target");
    let piece = prop_oneof![
        12 => prop::sample::select(pieces).prop_map(|piece| bytes_of(name, piece)),
        2 => ".{0,6}".prop_map(String::into_bytes),
        1 => seeds(name),
    ];
    let input = prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat());
    let config = Config {
        cases: long.unwrap_or(CASES),
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&input, |input| {
        let began = Instant::now();
        bodies::run(body, &input);
        prop_assert!(long.is_none() || began.elapsed() < CASE_MAX, "{:?}", began.elapsed());
        Ok(())
    });
    if let Err(error) = outcome {
        // As a file of the corpus would have it, so that it can become one.
        if let proptest::test_runner::TestError::Fail(_, input) = &error {
            eprintln!("{name}: {:?}", String::from_utf8_lossy(input));
        }
        panic!("{name}: {error}");
    }
}

/// Images are bytes: each character of their pieces is one.
fn bytes_of(name: &str, piece: &str) -> Vec<u8> {
    match name {
        "image" => piece.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0)).collect(),
        _ => piece.as_bytes().to_vec(),
    }
}

/// Returns parts of the inputs of the corpus.
fn seeds(name: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut inputs: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a corpus")
        .filter_map(Result::ok)
        .filter_map(|one| Some((one.file_name().to_string_lossy().into_owned(), fs::read(one.path()).ok()?)))
        .collect();
    inputs.sort();
    let inputs: Vec<Vec<u8>> = inputs.into_iter().map(|(_, input)| input).collect();
    (prop::sample::select(inputs), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        |(input, from, to)| {
            let (from, to) = (from.index(input.len() + 1), to.index(input.len() + 1));
            input.get(from.min(to)..from.max(to)).unwrap_or_default().to_vec()
        },
    )
}

macro_rules! targets {
    ($($name:ident)+) => {
        $(#[test]
        fn $name() {
            try_out(stringify!($name));
        })+
    };
}

targets! { markdown front_matter links formula code svg image template }
