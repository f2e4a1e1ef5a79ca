//! `helpsmith compare`: which pages changed between two built trees.

use std::path::PathBuf;

use clap::Args;
use helpsmith::diagnostic::counted;
use helpsmith::emit::{self, Comparison, Page};
use helpsmith::model::BaseUrl;
use helpsmith::model::paths::percent_encode;

use super::project::NoSources;
use super::{Outcome, Printer};

/// Pages that each list names; the rest is counted.
const NAMED_MAX: usize = 100;

/// Say which pages changed between two built trees
#[derive(Args)]
pub struct Arguments {
    /// The earlier tree, or its `.helpsmith.json`
    old: PathBuf,
    /// The later tree, or its `.helpsmith.json`
    new: PathBuf,
    /// Where the site is served, so that pages are links
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let comparison = match emit::compare(&arguments.old, &arguments.new) {
        Ok(comparison) => comparison,
        Err(problem) => {
            printer.diagnostics(&mut vec![problem], &NoSources);
            return Outcome::Problems;
        }
    };
    let text = match printer.is_json() {
        true => json(&comparison),
        false => markdown(&comparison, arguments.base_url.as_ref()),
    };
    printer.to_stdout(text.as_bytes());
    Outcome::Fine
}

fn json(comparison: &Comparison) -> String {
    let paths = |pages: &[Page]| pages.iter().map(|page| page.path.clone()).collect::<Vec<_>>();
    let (added, changed) = (paths(&comparison.added), paths(&comparison.changed));
    let removed = paths(&comparison.removed);
    format!("{:#}\n", serde_json::json!({"added": added, "changed": changed, "removed": removed}))
}

fn markdown(comparison: &Comparison, base: Option<&BaseUrl>) -> String {
    let lists =
        [("new", &comparison.added), ("changed", &comparison.changed), ("removed", &comparison.removed)];
    let counts = lists.iter().filter(|(_, pages)| !pages.is_empty());
    let counts: Vec<String> = counts.map(|(kind, pages)| format!("{} {kind}", pages.len())).collect();
    if counts.is_empty() {
        return "### No page says anything else\n".to_owned();
    }
    let all = lists.iter().map(|(_, pages)| pages.len()).sum();
    let mut text = format!("### {}: {}\n", counted(all, "page"), counts.join(", "));
    for (kind, pages) in lists.into_iter().filter(|(_, pages)| !pages.is_empty()) {
        let (first, rest) = kind.split_at_checked(1).unwrap_or((kind, ""));
        text.push_str(&format!("\n#### {}{rest}\n\n", first.to_uppercase()));
        for page in pages.iter().take(NAMED_MAX) {
            // What is gone can be no link.
            text.push_str(&line(page, base.filter(|_| kind != "removed")));
        }
        if pages.len() > NAMED_MAX {
            text.push_str(&format!("- … and {} more\n", pages.len() - NAMED_MAX));
        }
    }
    text
}

fn line(page: &Page, base: Option<&BaseUrl>) -> String {
    let path = format!("`{}`", page.path);
    let words = page.title.clone().unwrap_or_else(|| path.clone());
    match base {
        Some(base) => {
            let path = percent_encode(page.path.trim_start_matches('/'));
            let root = base.absolute(&helpsmith::model::SitePath::root());
            format!("- [{words}]({root}{})\n", path.replace('(', "%28").replace(')', "%29"))
        }
        None if page.title.is_none() => format!("- {path}\n"),
        None => format!("- {words}: {path}\n"),
    }
}
