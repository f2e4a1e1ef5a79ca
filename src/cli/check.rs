//! `helpsmith check`: says everything that is wrong, and writes nothing.

use std::path::PathBuf;

use clap::Args;
use helpsmith::emit;
use helpsmith::pipeline::{self, Phases, Request};
use jiff::civil::Date;

use super::printer::tally;
use super::project::{self, parse_date};
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
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
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
    let code = emit::load_memo(&loaded.root, "code");
    let date = project::date(arguments.date);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    for audience in audiences {
        let request = Request { audience, date, drafts: arguments.drafts, base_url: None };
        let output =
            pipeline::build(&loaded.project, &request, &code, &mut phases).into_value(&mut diagnostics);
        if pipeline::can_render(&diagnostics) {
            diagnostics.extend(pipeline::try_all(&output, &mut phases));
        }
    }
    let failed = printer.diagnostics(&mut diagnostics, &loaded.snapshot);
    let tally = tally(&diagnostics);
    printer.note(if tally.is_empty() { "no problems" } else { &tally });
    if failed || (arguments.strict && !diagnostics.is_empty()) { Outcome::Problems } else { Outcome::Fine }
}
