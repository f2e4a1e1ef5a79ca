//! `helpsmith check`: says everything that is wrong, and writes nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use helpsmith::config::Settings;
use helpsmith::diagnostic::{Code, Diagnostic};
use helpsmith::emit;
use helpsmith::pipeline::{self, Memos, Phases, Request};
use helpsmith::search::expectations::{self, Expectation, Verdict};
use jiff::civil::Date;

use super::printer::tally;
use super::project::{self, Loaded, parse_date};
use super::{Outcome, Printer};

/// Report every problem and write nothing
#[derive(Args)]
pub struct Arguments {
    /// Folder of `helpsmith.yaml`
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Whom to check for: a name, or `all`
    #[arg(long, value_name = "NAME", default_value = "all")]
    audience: String,
    /// Include drafts and articles in review
    #[arg(long)]
    drafts: bool,
    /// Check as of this day [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Ask the search what `tests/search.yaml` asks, too
    #[arg(long)]
    search: bool,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

/// Returns what the search did not find for some audience. That no audience has an article can be said only where
/// all were asked.
fn conclude(
    expected: &[Expectation],
    asked: Vec<Vec<Verdict>>,
    complete: bool,
    sources: &BTreeSet<String>,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (verdicts, expectation) in asked.into_iter().zip(expected) {
        if complete && verdicts.iter().all(|verdict| *verdict == Verdict::Absent) {
            let language = settings.languages.get(expectation.language()).0;
            problems.push(expectation.unknown(language, sources.iter().map(String::as_str)));
        }
        problems.extend(verdicts.into_iter().find_map(|verdict| match verdict {
            Verdict::Missed(problem) => Some(*problem),
            Verdict::Kept | Verdict::Absent => None,
        }));
    }
    problems
}

/// Reads what the site expects of its search.
fn expectations(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) -> Vec<Expectation> {
    if !loaded.project.settings.search.enabled {
        let message = "this site has no search to be tested";
        let hint = "remove `search: {enabled: false}` from `helpsmith.yaml`, or `--search` here";
        diagnostics.push(Diagnostic::new(Code::SearchMiss, message).hint(hint));
        return Vec::new();
    }
    match loaded.snapshot.text_of(expectations::FILE) {
        Some(text) => expectations::read(text, &loaded.project.settings).into_value(diagnostics),
        None => {
            let message = format!("there is no `{}`", expectations::FILE);
            let hint = "write lines such as `refund: billing/refunds.md`: what readers type, and what they must find";
            diagnostics.push(Diagnostic::new(Code::MissingFile, message).hint(hint));
            Vec::new()
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let mut phases = Phases::default();
    let mut loaded = match project::load(&arguments.site, &mut phases, printer) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let settings = loaded.project.settings.clone();
    let audiences = match project::audiences(&settings, Some(&arguments.audience), printer) {
        Ok(audiences) => audiences,
        Err(outcome) => return outcome,
    };
    let memos = Memos::for_many(emit::load_memo(&loaded.root, "code"));
    let date = project::date(arguments.date);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let expected = if arguments.search { expectations(&loaded, &mut diagnostics) } else { Vec::new() };
    let mut asked: Vec<Vec<Verdict>> = expected.iter().map(|_| Vec::new()).collect();
    let mut sources = BTreeSet::new();
    for audience in audiences {
        let request =
            Request { audience, date, drafts: arguments.drafts, base_url: None, index: !expected.is_empty() };
        let output =
            pipeline::build(&loaded.project, &request, &memos, &mut phases).into_value(&mut diagnostics);
        for (asked, expectation) in asked.iter_mut().zip(&expected) {
            if let Some(index) = output.indexes().get(usize::from(expectation.language().0)) {
                asked.push(expectation.judge(output.site(), index));
            }
        }
        sources.extend(project::sources(output.site()));
        if pipeline::can_render(&diagnostics) {
            diagnostics.extend(pipeline::try_all(&output, &mut phases));
        }
    }
    if arguments.search {
        let complete = arguments.audience == "all";
        diagnostics.extend(conclude(&expected, asked, complete, &sources, &settings));
        let noun = if expected.len() == 1 { "query" } else { "queries" };
        printer.note(&format!("asked the search {} {noun}", expected.len()));
    }
    let failed = printer.diagnostics(&mut diagnostics, &loaded.snapshot);
    let tally = tally(&diagnostics);
    printer.note(if tally.is_empty() { "no problems" } else { &tally });
    if failed || (arguments.strict && !diagnostics.is_empty()) { Outcome::Problems } else { Outcome::Fine }
}
