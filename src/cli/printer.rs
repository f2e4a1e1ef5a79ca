//! Prints diagnostics, notes and data, each to its stream.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{ArgAction, Args, ValueEnum};
use helpsmith::diagnostic::human::Colour;
use helpsmith::diagnostic::{
    Diagnostic, Severity, Sources, arrange, counted, github, has_errors, human, json, sarif,
};
use helpsmith::pipeline::Phases;
use indicatif::{ProgressBar, ProgressStyle};

/// Options of every command.
#[derive(Args, Clone, Copy)]
pub struct Options {
    /// How to print problems.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Whether to use colours.
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    color: When,
    /// Say nothing but problems.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more; the times of all phases, for one.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, to standard error.
    Human,
    /// One JSON object a line, to standard output.
    Json,
    /// GitHub workflow commands, to standard output.
    Github,
    /// SARIF 2.1.0, to standard output.
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Where standard error is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where everything that the program says goes through.
pub struct Printer {
    options: Options,
    colour: Colour,
    /// The site's folder as it was named, with a slash, for annotations.
    folder: OnceLock<String>,
    /// Whether something could not be said, such as to a closed pipe.
    failed: AtomicBool,
}

impl Printer {
    pub fn new(options: Options) -> Self {
        let auto = || anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        let colours = match options.color {
            When::Always => true,
            When::Never => false,
            When::Auto => auto(),
        };
        let colour = if colours { Colour::Always } else { Colour::Never };
        Self { options, colour, folder: OnceLock::new(), failed: AtomicBool::new(false) }
    }

    /// Keeps the folder of the site, as the user named it.
    pub fn set_site(&self, folder: &Path) {
        let named = folder.to_string_lossy().replace('\\', "/");
        let inner = named.trim_start_matches("./").trim_matches('/');
        let relative = !named.starts_with('/') && !inner.is_empty() && inner != ".";
        let _ = self.folder.set(if relative { format!("{inner}/") } else { String::new() });
    }

    fn folder(&self) -> &str {
        self.folder.get().map_or("", String::as_str)
    }

    /// Prints an error about the arguments, which nothing silences.
    pub fn usage_error(&self, message: &str) {
        self.to_stderr(&format!("error: {message}\n"));
    }

    /// Returns whether something could not be printed.
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Returns a progress bar for `total` things of a kind; a hidden one where nobody would see it, or wants to.
    pub fn progress(&self, total: usize, noun: &str) -> ProgressBar {
        let is_seen =
            self.options.format == Format::Human && !self.options.quiet && io::stderr().is_terminal();
        if !is_seen {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:32}} {{pos}}/{{len}} {noun}")) {
            bar.set_style(style);
        }
        bar
    }

    /// Prints how long each phase took.
    pub fn timings(&self, phases: &Phases) {
        for (name, time) in phases.list() {
            self.note(&format!("{:>9.1} ms  {name}", time.as_secs_f64() * 1e3));
        }
    }

    /// Returns whether data is wanted as JSON.
    pub fn is_json(&self) -> bool {
        self.options.format == Format::Json
    }

    /// Returns whether more is wanted.
    pub fn is_verbose(&self) -> bool {
        self.options.verbose > 0
    }

    /// Prints diagnostics in order. Returns whether there were errors.
    pub fn diagnostics(&self, diagnostics: &mut Vec<Diagnostic>, sources: &dyn Sources) -> bool {
        arrange(diagnostics);
        match self.options.format {
            Format::Human => self.to_stderr(&human::print(diagnostics, sources, self.colour)),
            Format::Json => self.to_stdout(json::print(diagnostics, sources).as_bytes()),
            Format::Github => self.to_stdout(github::print(diagnostics, sources, self.folder()).as_bytes()),
            Format::Sarif => self.to_stdout(sarif::print(diagnostics, sources, self.folder()).as_bytes()),
        }
        has_errors(diagnostics)
    }

    /// Prints a line for people.
    pub fn note(&self, line: &str) {
        if !self.options.quiet {
            // A folder's name may hold anything.
            let plain: String =
                line.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect();
            self.to_stderr(&format!("{plain}\n"));
        }
    }

    /// Prints a line without which a command is of no use, however quiet it should be.
    pub fn result(&self, line: &str) {
        self.to_stderr(&format!("{line}\n"));
    }

    /// Prints data.
    pub fn to_stdout(&self, bytes: &[u8]) {
        let mut stdout = io::stdout().lock();
        if stdout.write_all(bytes).and_then(|()| stdout.flush()).is_err() {
            // Whoever reads has gone; there is nobody left to tell but the exit code.
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    fn to_stderr(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Returns `2 errors, 1 warning`, or nothing where there are none.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .map(|(severity, noun)| (count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect::<Vec<_>>()
        .join(", ")
}
