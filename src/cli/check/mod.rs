//! `helpsmith check`: says everything that is wrong, and writes only what it is asked to: a baseline, mended links.

mod external;
mod known;
mod leaks;
mod search;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use helpsmith::check::{self, Subject, fix};
use helpsmith::diagnostic::levels::Level;
use helpsmith::diagnostic::{Diagnostic, SourcePath, counted, fails, levels};
use helpsmith::emit;
use helpsmith::pipeline::{self, Memos, Phases, Request};
use jiff::civil::Date;

use self::external::Links;
use self::search::Questions;
use super::printer::tally;
use super::project::{self, Loaded, parse_date};
use super::{Outcome, Printer};

/// Report every problem
#[derive(Args)]
pub struct Arguments {
    /// Folder of `helpsmith.yaml`
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Whom to check for: a name, or `all` [default: all]
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
    /// Include drafts and articles in review
    #[arg(long)]
    drafts: bool,
    /// Check as of this day [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Ask the search what `tests/search.yaml` asks, too
    #[arg(long)]
    search: bool,
    /// Ask other hosts whether what is linked to is there
    #[arg(long)]
    external: bool,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Leave out the problems that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all problems of now into the baseline
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Mend what can be mended safely: links and redirects to old addresses
    #[arg(long)]
    fix: bool,
    /// Look through a built tree, byte by byte, for what its audience may not see
    #[arg(long, value_name = "DIR", conflicts_with_all = ["search", "external", "baseline", "fix"])]
    leaks: Option<PathBuf>,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let mut phases = Phases::default();
    let loaded = match project::load(&arguments.site, &mut phases, printer) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let outcome = match &arguments.leaks {
        Some(folder) => return leaks::run(arguments, folder, loaded, printer),
        None => check(arguments, loaded, &mut phases, printer),
    };
    if printer.is_verbose() {
        printer.timings(&phases);
    }
    outcome.unwrap_or_else(|outcome| outcome)
}

fn check(
    arguments: &Arguments,
    mut loaded: Loaded,
    phases: &mut Phases,
    printer: &Printer,
) -> Result<Outcome, Outcome> {
    let settings = loaded.project.settings.clone();
    if arguments.fix && !arguments.is_for_all() {
        // What an old address stands for may differ, and only all audiences together show that it does.
        printer.usage_error("`--fix` looks at all audiences: leave `--audience` out");
        return Err(Outcome::Usage);
    }
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let seen = look(arguments, &loaded, phases, printer, &mut diagnostics)?;
    let complete = arguments.is_for_all();
    if arguments.search {
        let count = seen.questions.len();
        diagnostics.extend(seen.questions.conclude(complete, &seen.sources, &settings));
        printer.note(&format!("asked the search {count} {}", if count == 1 { "query" } else { "queries" }));
    }
    if arguments.external {
        diagnostics.extend(seen.links.ask(&loaded.root, &settings, printer));
    }
    let is_judged = |path: &SourcePath| {
        let inner = path.as_str().strip_prefix("content/");
        complete && inner.is_none_or(|inner| seen.sources.contains(inner))
    };
    check::ignores::judge(loaded.snapshot.files.keys(), &loaded.snapshot, is_judged, &mut diagnostics);
    levels::settle(&mut diagnostics, &settings.checks.levels, &loaded.snapshot);
    helpsmith::diagnostic::arrange(&mut diagnostics);
    if arguments.fix {
        let mended = fix::apply(&loaded.root, &loaded.snapshot, &mut diagnostics);
        let files = counted(mended.files, "file");
        printer.note(&format!("mended {} in {files}", counted(mended.problems, "problem")));
    }
    match &arguments.baseline {
        Some(file) if arguments.update_baseline => {
            known::update(file, &diagnostics, printer)?;
            known::forgive(file, &mut diagnostics, printer)?;
        }
        Some(file) => known::forgive(file, &mut diagnostics, printer)?,
        None => {}
    }
    printer.diagnostics(&mut diagnostics, &loaded.snapshot);
    let tally = tally(&diagnostics);
    printer.note(if tally.is_empty() { "no problems" } else { &tally });
    Ok(if fails(&diagnostics, arguments.strict) { Outcome::Problems } else { Outcome::Fine })
}

/// What all audiences together have.
struct Seen {
    /// Sources of articles and sections, from the content folder.
    sources: BTreeSet<String>,
    questions: Questions,
    links: Links,
}

/// Builds the site for each audience, judges it, and renders every page, keeping only what is wrong.
fn look(
    arguments: &Arguments,
    loaded: &Loaded,
    phases: &mut Phases,
    printer: &Printer,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Seen, Outcome> {
    let settings = &loaded.project.settings;
    let audiences = project::audiences(settings, Some(arguments.audience()), printer)?;
    let code = emit::load_memo(&loaded.root, "code");
    let memos = if audiences.len() > 1 { Memos::for_many(code) } else { Memos { code, repeated: None } };
    let date = project::date(arguments.date);
    let questions = match arguments.search {
        true => Questions::read(loaded, diagnostics),
        false => Questions::default(),
    };
    let mut seen = Seen { sources: BTreeSet::new(), questions, links: Links::default() };
    for audience in audiences {
        let index = seen.questions.len() > 0;
        let request = Request { audience, date, drafts: arguments.drafts, base_url: None, index };
        let output = pipeline::build(&loaded.project, &request, &memos, phases).into_value(diagnostics);
        seen.questions.ask(&output);
        seen.sources.extend(project::sources(output.site()));
        if arguments.external {
            seen.links.gather(output.site());
        }
        let subject = Subject { site: output.site(), settings, date };
        diagnostics.extend(phases.time("rules", || check::judge(&subject, Level::Note)));
        if pipeline::can_render(diagnostics) {
            diagnostics.extend(pipeline::try_all(&output, phases));
        }
    }
    Ok(seen)
}

impl Arguments {
    fn audience(&self) -> &str {
        self.audience.as_deref().unwrap_or("all")
    }

    fn is_for_all(&self) -> bool {
        self.audience() == "all"
    }
}
