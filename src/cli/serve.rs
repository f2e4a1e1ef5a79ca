//! `helpsmith serve`: previews the site.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use helpsmith::config::FILE_NAME;
use helpsmith::diagnostic::{Diagnostic, Severity, SourcePath, counted};
use helpsmith::serve::{self, Cause, Editor, Failure, News, Options, Preview, Report, Server};
use helpsmith::{config, emit, source};
use jiff::civil::Date;

use super::printer::tally;
use super::project::{self, NoSources, parse_date};
use super::{Outcome, Printer};

/// Changed files that a line names.
const NAMED_MAX: usize = 3;

/// Preview the site
#[derive(Args)]
pub struct Arguments {
    /// Folder of `helpsmith.yaml`
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Rebuild when a file changes, and reload what is open in the browser
    #[arg(short, long)]
    watch: bool,
    /// Port to listen at, or the next one that is free; 0 for any
    #[arg(short, long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// Address to listen at; `0.0.0.0` shows drafts and internal articles to the whole network
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Show one audience alone [default: all, to choose from in the browser]
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
    /// The day that counts as today [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// What opens files from the browser: `vscode`, `zed`, `idea` and others, `none`, or an address with `{path}`,
    /// `{line}` and `{column}`
    #[arg(long, value_name = "EDITOR", env = "HELPSMITH_EDITOR", default_value = "vscode", value_parser = parse_editor)]
    editor: EditorChoice,
    /// Print how long each phase took, and what was done anew
    #[arg(long)]
    timings: bool,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

/// An editor, or none.
#[derive(Clone)]
struct EditorChoice(Option<Editor>);

fn parse_editor(text: &str) -> Result<EditorChoice, String> {
    match text {
        "none" | "" => Ok(EditorChoice(None)),
        text => Editor::parse(text).map(Some).map(EditorChoice),
    }
}

/// Runs the command with `workers` to build with.
pub fn run(arguments: Arguments, workers: rayon::ThreadPool, printer: &Printer) -> Outcome {
    printer.set_site(&arguments.site);
    let found = source::find_site(&arguments.site, FILE_NAME).map(|root| source::whole_path(&root));
    let root = match found {
        Ok(root) => root,
        Err(problem) => {
            printer.diagnostics(&mut vec![problem], &NoSources);
            return Outcome::Problems;
        }
    };
    if let Err(outcome) = check_audience(arguments.audience.as_deref(), &root, printer) {
        return outcome;
    }
    let server = match Server::bind(&arguments.host, arguments.port) {
        Ok(server) => server,
        Err(problem) => {
            printer.usage_error(&problem);
            return Outcome::Usage;
        }
    };
    let audience = arguments.audience.filter(|name| name != "all");
    let preview = Arc::new(Preview::new(Options {
        code: emit::load_memo(&root, "code"),
        root: root.clone(),
        audience,
        date: arguments.date,
        today: || project::date(None),
        watch: arguments.watch,
        editor: arguments.editor.0,
        private: !server.is_exposed(),
        workers,
    }));
    let teller = Teller {
        preview: &preview,
        printer,
        root: &root,
        timings: arguments.timings || printer.is_verbose(),
        open: arguments.open,
        told: Mutex::default(),
    };
    match serve::run(server, preview.clone(), &|news| teller.tell(&news)) {
        Ok(()) => Outcome::Fine,
        Err(Failure::Broken) => Outcome::Problems,
        Err(Failure::Outside(problem)) => {
            printer.usage_error(&problem);
            Outcome::Problems
        }
    }
}

/// Refuses an audience that the settings do not have. Settings that cannot be read are told of later.
fn check_audience(name: Option<&str>, root: &Path, printer: &Printer) -> Result<(), Outcome> {
    let text = source::read_text(root, &SourcePath::new(FILE_NAME)).unwrap_or_default();
    match config::load(&text).value {
        Some(settings) => project::audiences(&settings, name, printer).map(|_| ()),
        None => Ok(()),
    }
}

/// Prints what a preview has to tell.
struct Teller<'a> {
    preview: &'a Preview,
    printer: &'a Printer,
    root: &'a Path,
    timings: bool,
    open: bool,
    /// Problems that were printed already; nobody wants to read a thousand old warnings after each save.
    told: Mutex<BTreeSet<String>>,
}

impl Teller<'_> {
    fn tell(&self, news: &News<'_>) {
        match news {
            News::Built(report) => self.built(report),
            News::Polling(problem) => {
                self.printer.note(&format!("looking for changes twice a second, as {problem}"));
            }
            News::Serving(server) => self.serving(server),
        }
    }

    fn serving(&self, server: &Server) {
        let url = server.url(&self.preview.base());
        if server.address.port() != server.wanted && server.wanted != 0 {
            let (wanted, got) = (server.wanted, server.address.port());
            self.printer.note(&format!("port {wanted} is taken, so this is at port {got}"));
        }
        self.printer.result(&format!("serving {url}"));
        if server.is_exposed() {
            let shown = match self.preview.audience() {
                Some(name) => format!("what `{name}` may see, drafts included"),
                None => "every article, internal ones and drafts included".to_owned(),
            };
            self.printer.result(&format!("careful: everybody who reaches this machine can read {shown}"));
        }
        if self.open && open::that_detached(&url).is_err() {
            self.printer.note("no browser could be opened");
        }
    }

    fn built(&self, report: &Report) {
        let mut new = self.new_problems(report);
        self.printer.diagnostics(&mut new, &*report.snapshot);
        let why = why(report);
        let what = match report.failed {
            false if report.number == 1 => "built",
            false => "rebuilt",
            true => "not built",
        };
        let mut line = format!("{what} in {:.2} s{}", report.time.as_secs_f64(), after(": ", &why));
        let tally = tally(&report.problems);
        if !tally.is_empty() {
            let rest = if new.len() < report.problems.len() { ", some said before" } else { "" };
            line.push_str(&format!(" ({tally}{rest})"));
        }
        if report.failed && report.number > 1 {
            line.push_str("; what was good stays");
        }
        self.printer.note(&line);
        if self.timings {
            self.times(report);
        }
        if report.number == 1 || report.done.coloured > 0 {
            emit::save_memo(self.root, "code", self.preview.code());
        }
    }

    /// Returns the errors, and the warnings that the last report did not have.
    fn new_problems(&self, report: &Report) -> Vec<Diagnostic> {
        let key = |problem: &Diagnostic| format!("{problem:?}");
        let now: BTreeSet<String> = report.problems.iter().map(key).collect();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new =
            |problem: &&Diagnostic| problem.severity == Severity::Error || !told.contains(&key(problem));
        let new = report.problems.iter().filter(is_new).cloned().collect();
        *told = now;
        new
    }

    fn times(&self, report: &Report) {
        self.printer.timings(&report.phases);
        let done = report.done;
        let parts = [(done.parsed, "file"), (done.rendered, "text"), (done.coloured, "block")];
        let [parsed, rendered, coloured] = parts.map(|(count, noun)| counted(count, noun));
        let why = if report.number == 1 { "nothing was known before".to_owned() } else { why(report) };
        self.printer.note(&format!(
            "            parsed {parsed}, rendered {rendered}, coloured {coloured} of code, since {why}"
        ));
    }
}

/// Says why there was a build; nothing of the first.
fn why(report: &Report) -> String {
    match report.cause {
        Cause::Start => String::new(),
        Cause::Changes if report.changes.is_empty() => "the history or the day changed".to_owned(),
        Cause::Changes => format!("{} changed", named(report)),
        Cause::Proof => "every page was rendered, and some fail".to_owned(),
    }
}

/// Returns a text behind a mark, where there is one.
fn after(mark: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{mark}{text}") }
}

/// Names the files that changed, or counts them.
fn named(report: &Report) -> String {
    let names: Vec<&str> = report.changes.iter().take(NAMED_MAX).map(|path| path.as_str()).collect();
    let more = report.changes.len().saturating_sub(NAMED_MAX);
    let names = names.join(", ");
    if more > 0 { format!("{names} and {more} more") } else { names }
}
