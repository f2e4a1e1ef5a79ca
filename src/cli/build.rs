//! `helpsmith build`: writes the site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use helpsmith::check::{self, Subject};
use helpsmith::diagnostic::levels::Level;
use helpsmith::diagnostic::{Diagnostic, counted, fails, has_errors, levels};
use helpsmith::emit::{self, Delivery, Surroundings, Written};
use helpsmith::model::{AudienceId, BaseUrl};
use helpsmith::output::Output;
use helpsmith::pipeline::{self, Memos, Phases, Request};
use jiff::civil::Date;

use super::printer::tally;
use super::project::{self, Loaded, parse_date};
use super::{Outcome, Printer};

/// Write the site
#[derive(Args)]
pub struct Arguments {
    /// Folder of `helpsmith.yaml`
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Folder to write to [default: SITE/dist/AUDIENCE]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Whom to build for: a name, or `all` [default: the first one configured]
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
    /// Where the site will be served, instead of what the settings say
    #[arg(long, value_name = "URL", value_parser = parse_url)]
    base_url: Option<BaseUrl>,
    /// Include drafts and articles in review, marked as such
    #[arg(long)]
    drafts: bool,
    /// Build as of this day [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Print how long each phase took
    #[arg(long)]
    timings: bool,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

fn parse_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text)
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let start = Instant::now();
    let mut phases = Phases::default();
    let mut loaded = match project::load(&arguments.site, &mut phases, printer) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    let settings = loaded.project.settings.clone();
    let audiences = match project::audiences(&settings, arguments.audience.as_deref(), printer) {
        Ok(audiences) => audiences,
        Err(outcome) => return outcome,
    };
    let code = phases.time("cache", || emit::load_memo(&loaded.root, "code"));
    let memos = match audiences.len() {
        0 | 1 => Memos { code, repeated: None },
        _ => Memos::for_many(code),
    };
    let date = project::date(arguments.date);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let mut outputs: Vec<(AudienceId, Output)> = Vec::with_capacity(audiences.len());
    for audience in &audiences {
        let request = Request {
            audience: *audience,
            date,
            drafts: arguments.drafts,
            base_url: arguments.base_url.clone(),
            index: true,
        };
        let output =
            pipeline::build(&loaded.project, &request, &memos, &mut phases).into_value(&mut diagnostics);
        let subject = Subject { site: output.site(), settings: &settings, date };
        diagnostics.extend(check::judge(&subject, Level::Error));
        outputs.push((*audience, output));
    }
    let names: Vec<&str> = outputs
        .iter()
        .map(|(id, _)| settings.audiences.get(*id).map_or("", |audience| &audience.name))
        .collect();
    let deliveries: Vec<Delivery<'_>> = outputs
        .iter()
        .zip(&names)
        .map(|((_, output), name)| Delivery {
            output,
            audience: name,
            folder: folder(arguments, &loaded, name),
        })
        .collect();
    levels::settle(&mut diagnostics, &settings.checks.levels, &loaded.snapshot);
    let stopped = fails(&diagnostics, arguments.strict);
    if stopped && pipeline::can_render(&diagnostics) {
        // Nothing will be written, but all that is wrong should be said in one run.
        for (_, output) in &outputs {
            diagnostics.extend(pipeline::try_all(output, &mut phases));
        }
    }
    let written =
        if stopped { None } else { write(&loaded, &deliveries, &mut diagnostics, &mut phases, printer) };
    if written.is_some() {
        phases.time("cache", || emit::save_memo(&loaded.root, "code", &memos.code));
    }
    printer.diagnostics(&mut diagnostics, &loaded.snapshot);
    let sum = written.as_ref().map(|all| all.iter().copied().sum());
    conclude(&deliveries, written, &diagnostics, start.elapsed(), printer);
    if arguments.timings || printer.is_verbose() {
        printer.timings(&phases);
        printer.note(&format!("{:>9.1} ms  total", start.elapsed().as_secs_f64() * 1e3));
        printer.note(&done_anew(&memos, sum));
    }
    if fails(&diagnostics, arguments.strict) { Outcome::Problems } else { Outcome::Fine }
}

/// Says how it ended.
fn conclude(
    deliveries: &[Delivery<'_>],
    written: Option<Vec<Written>>,
    diagnostics: &[Diagnostic],
    time: Duration,
    printer: &Printer,
) {
    let Some(written) = written else {
        let strict = if has_errors(diagnostics) { "" } else { " (warnings count under `--strict`)" };
        printer.note(&format!("nothing was written: {}{strict}", tally(diagnostics)));
        return;
    };
    for (delivery, written) in deliveries.iter().zip(written) {
        printer.note(&summary(delivery, written, diagnostics, time));
    }
}

/// Returns where the output for an audience goes.
fn folder(arguments: &Arguments, loaded: &Loaded, audience: &str) -> PathBuf {
    match &arguments.output {
        Some(folder) if arguments.audience.as_deref() == Some("all") => folder.join(audience),
        Some(folder) => folder.clone(),
        None => loaded.root.join("dist").join(audience),
    }
}

fn write(
    loaded: &Loaded,
    deliveries: &[Delivery<'_>],
    diagnostics: &mut Vec<Diagnostic>,
    phases: &mut Phases,
    printer: &Printer,
) -> Option<Vec<Written>> {
    let total: usize = deliveries.iter().map(|delivery| delivery.output.files().len()).sum();
    let bar = printer.progress(total, "files");
    let home = home();
    let surroundings = Surroundings { site: &loaded.root, home: home.as_deref() };
    let written = phases.time("pages", || emit::emit(deliveries, &surroundings, &|| bar.inc(1)));
    bar.finish_and_clear();
    written.map_err(|problems| diagnostics.extend(problems)).ok()
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.as_path() != Path::new(""))
}

fn summary(delivery: &Delivery<'_>, written: Written, diagnostics: &[Diagnostic], time: Duration) -> String {
    let editions = &delivery.output.site().editions;
    let articles: usize = editions.iter().map(|edition| edition.articles.len()).sum();
    let mut notes = vec![counted(written.files, "file")];
    if written.unchanged > 0 {
        notes.push(format!("{} unchanged", written.unchanged));
    }
    let tally = tally(diagnostics);
    if !tally.is_empty() {
        notes.push(tally);
    }
    format!(
        "built {} in {} for `{}` into {} ({}) in {:.2} s",
        counted(articles, "article"),
        counted(editions.len(), "language"),
        delivery.audience,
        delivery.folder.display(),
        notes.join(", "),
        time.as_secs_f64()
    )
}

/// Says what had to be done although there were earlier builds, and why.
fn done_anew(memos: &Memos, written: Option<Written>) -> String {
    let blocks = counted(memos.done().coloured, "block");
    let coloured = format!("coloured {blocks} of code, which no earlier build had");
    match written {
        Some(Written { files, unchanged }) => {
            format!(
                "{coloured}; wrote {} of {files}, whose bytes are new",
                counted(files - unchanged, "file")
            )
        }
        None => coloured,
    }
}
