//! Pages of the manual that are made from the code, so that they cannot drift from it.
//!
//! `HELPSMITH_BLESS=1 cargo test --test manual` writes them.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests do I/O and may stop")]

use std::fs;
use std::path::Path;

use helpsmith::check::rules::{self, Rule};
use helpsmith::corpus::DIRECTIVES_MANUAL;
use helpsmith::diagnostic::Code;
use helpsmith::diagnostic::levels::Level;

fn codes() -> String {
    let mut page = String::new();
    for (severity, title, text) in [
        (
            "error",
            "Errors",
            "An error leaves open what to publish, so nothing is written and the exit code is 1.",
        ),
        (
            "warning",
            "Warnings",
            "A warning is something a reader would trip over. The site is written all the same; `--strict` makes warnings count as errors.",
        ),
        (
            "note",
            "Notes",
            "A note is something that could be better, and counts for nothing. Some are off until the settings switch them on.",
        ),
    ] {
        page.push_str(&format!("\n## {title}\n\n{text}\n"));
        for code in Code::ALL.iter().filter(|code| code.severity().as_str() == severity) {
            let manual = code.manual().lines().map(str::trim).collect::<Vec<_>>().join("\n");
            page.push_str(&format!("\n### {} {{#{}}}\n\n{}\n", code.as_str(), code.as_str(), manual.trim()));
        }
    }
    page
}

fn is_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("HELPSMITH_BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, text).expect("a file");
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == text, "`{path}` is out of date: run `HELPSMITH_BLESS=1 cargo test --test manual`");
}

/// Characters of an example beyond which a page does not show it.
const EXAMPLE_CHARS_MAX: usize = 2000;

/// Characters of a description that says something.
const DESCRIPTION_CHARS_MIN: usize = 40;

/// Returns the page on one rule; its examples are those that `tests/check.rs` holds it to.
fn rule_page(rule: &Rule, order: usize) -> String {
    let (code, manual) = (rule.code.as_str(), &rule.manual);
    let about = rule.code.manual().split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "");
    let mut sentences = about.split_inclusive(". ");
    let mut description = sentences.next().unwrap_or("").to_owned();
    if description.len() < DESCRIPTION_CHARS_MIN {
        description.push_str(sentences.next().unwrap_or(""));
    }
    let level = match rule.code.level() {
        Level::Off => "is **off** until [the settings](../customize/settings.md#checks) switch it on",
        Level::Note => "is a **note**, unless [the settings](../customize/settings.md#checks) say otherwise",
        Level::Warning => {
            "is a **warning**, unless [the settings](../customize/settings.md#checks) say otherwise"
        }
        Level::Error => "is an **error**",
    };
    let mut page = format!(
        "---\ntitle: {}\ndescription: \"{}\"\norder: {order}\nsearch: {{boost: 0.5, keywords: [{code}]}}\n---\n\n`{code}` {level}.\n\n{}\n",
        manual.title,
        description.trim().replace('"', "'"),
        manual.why
    );
    if manual.failing.len() <= EXAMPLE_CHARS_MAX {
        page.push_str(&format!(
            "\n## Wrong\n\n{}\n## Right\n\n{}",
            blocks(manual.failing),
            blocks(manual.passing)
        ));
    }
    page.push_str(&format!("\n## What to do\n\n{}\n", manual.todo));
    page
}

/// Returns the files of an example as code blocks; what every site has is left out.
fn blocks(example: &str) -> String {
    let mut text = String::new();
    for part in format!("\n{example}").split("\n-- ").skip(1) {
        let (path, content) = part.split_once(" --\n").expect("a file");
        let ending = path.rsplit('.').next().unwrap_or("");
        let language = match ending {
            "md" => "markdown",
            "png" => "text",
            ending => ending,
        };
        let marked = content.lines().position(|line| line.contains(['«', '»'])).map(|line| line + 1);
        let marks = marked.map(|line| format!(" {{{line}}}")).unwrap_or_default();
        let content = content.replace(['«', '»'], "");
        let fence = if content.contains("```") { "````" } else { "```" };
        text.push_str(&format!(
            "{fence}{language} title=\"{path}\"{marks}\n{}\n{fence}\n\n",
            content.trim_end()
        ));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[test]
fn every_rule_has_its_page_in_the_manual() {
    for (rule, order) in rules::ALL.iter().zip(1..) {
        is_current(&format!("docs/content/checks/{}.md", rule.code.as_str()), &rule_page(rule, order));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/checks");
    let pages = fs::read_dir(folder).expect("the pages").count();
    assert_eq!(pages, rules::ALL.len() + 1, "a page of a rule that is gone, or none for all of them");
}

#[test]
fn every_code_has_its_place_in_the_manual() {
    let intro =
        "Every problem that helpsmith reports has a code, a word in brackets behind `error` or `warning`.\n";
    is_current("docs/diagnostics.md", &format!("# Diagnostics\n\n{intro}{}", codes()));
    let front = "---\ntitle: Diagnostics\ndescription: Every error and warning that helpsmith reports, by its code, with what to do about it.\n---\n\n";
    is_current("docs/content/reference/diagnostics.md", &format!("{front}{intro}{}", codes()));
}

/// Returns the page on directives, with every example below its source as readers see it.
fn directives() -> String {
    let front = "---\ntitle: Callouts, steps, tabs and other directives\n\
        description: Blocks that Markdown has no mark for - callouts, steps, tabs, questions, videos, text for one audience.\n\
        order: 4\n---\n";
    let mut page = front.to_owned();
    for part in DIRECTIVES_MANUAL {
        let mut rest = *part;
        while let Some((before, example, after)) = example(rest) {
            page.push_str(before);
            page.push_str("```markdown\n");
            page.push_str(example);
            page.push_str("```\n");
            // Examples with files of their own would need them here.
            if !example.contains("poster=") {
                page.push_str(&format!("\n{example}"));
            }
            rest = after;
        }
        page.push_str(rest);
    }
    page
}

fn example(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("```markdown\n")?;
    let (example, after) = rest.split_once("```\n")?;
    Some((before, example, after))
}

#[test]
fn every_directive_has_its_place_in_the_manual() {
    is_current("docs/content/write/directives.md", &directives());
}

/// What templates call the views that have a name of their own.
const VIEWS: [(&str, &str); 10] = [
    ("SearchView", "search"),
    ("SiteView", "site"),
    ("PageView", "page"),
    ("ArticleView", "article"),
    ("NavigationView", "category"),
    ("HomeView", "home"),
    ("SectionView", "section"),
    ("LabelView", "label"),
    ("RedirectView", "redirect"),
    ("NotFoundView", "not_found"),
];

/// Returns every field that templates see, with its struct.
fn view_fields() -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut current = String::new();
    for line in include_str!("../src/output/view.rs").lines() {
        if let Some(name) = line.strip_prefix("pub(super) struct ") {
            current = name.trim_end_matches(" {").to_owned();
        } else if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(':')) {
            fields.push((current.clone(), name.to_owned()));
        }
    }
    fields
}

#[test]
fn the_manual_lists_what_templates_see_and_nothing_else() {
    let page = include_str!("../docs/content/customize/template-variables.md");
    let fields = view_fields();
    assert!(fields.len() > 60, "the fields of the view were not found");
    let prefix = |view: &str| VIEWS.iter().find(|(known, _)| *known == view).map(|(_, prefix)| *prefix);
    let missing: Vec<String> = fields
        .iter()
        .map(|(view, field)| prefix(view).map_or_else(|| field.clone(), |prefix| format!("{prefix}.{field}")))
        .filter(|name| !page.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "not in the manual: {missing:?}");
    let strangers: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')))
        .filter(|word| !word.ends_with(".html"))
        .filter_map(|word| Some((word, word.split_once('.')?)))
        .filter(|(_, (owner, _))| VIEWS.iter().any(|(_, known)| known == owner))
        .filter(|(_, (owner, field))| {
            // The text of a page is put in beside its view.
            *field != "body"
                && !fields.iter().any(|(view, known)| prefix(view) == Some(*owner) && known == field)
        })
        .map(|(word, _)| word)
        .collect();
    assert!(strangers.is_empty(), "in the manual, but no template sees them: {strangers:?}");
}

#[test]
fn codes_are_words_and_stand_once() {
    let mut words: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count);
}
