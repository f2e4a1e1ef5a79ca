//! Parses arguments, calls the library, prints, and chooses the exit code.

mod build;
mod check;
mod compare;
mod completions;
mod init;
mod new;
mod printer;
mod project;
mod search;
mod serve;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use helpsmith::diagnostic::human;
use helpsmith::guest::{self, Panicked};

pub use printer::Printer;

/// Exit code for problems in the site, or warnings under `--strict`.
const PROBLEMS: u8 = 1;
/// Exit code for wrong usage.
const USAGE: u8 = 2;

/// Threads beyond which more only cost memory.
const JOBS_MAX: usize = 256;

/// Stack of each worker. Templates and nested Markdown recurse; this is far beyond what their limits allow.
const WORKER_STACK_BYTES: usize = 16 << 20;

/// Turns a folder of Markdown articles into a help centre.
#[derive(Parser)]
#[command(name = "helpsmith", version, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    output: printer::Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Arguments),
    New(new::Arguments),
    Build(build::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Search(search::Arguments),
    Compare(compare::Arguments),
    Completions(completions::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// All is well, or there were only warnings.
    Fine,
    /// There were errors in the site, or warnings under `--strict`, or something could not be written.
    Problems,
    /// The arguments made no sense.
    Usage,
}

/// Names a place that is to panic, for tests of what becomes of it; debug builds only.
const REHEARSED_PANIC: &str = "HELPSMITH_REHEARSE_PANIC";

/// Runs the program. A panic ends it as an error does, and nothing is printed as Rust would print it.
pub fn run() -> ExitCode {
    guest::watch(tell_of);
    if let Some(place) = rehearsed_panic() {
        guest::rehearse(place);
    }
    guest::contained(run_command).unwrap_or_else(|panicked| {
        tell_of(&panicked);
        ExitCode::from(PROBLEMS)
    })
}

#[expect(clippy::disallowed_methods, reason = "a switch of the tests, which no release has")]
fn rehearsed_panic() -> Option<String> {
    if cfg!(debug_assertions) { std::env::var(REHEARSED_PANIC).ok() } else { None }
}

/// Prints a panic that is nobody's: of a thread by itself, or before it is known how to print.
fn tell_of(panicked: &Panicked) {
    let problem = panicked.diagnostic("running");
    let text = human::print(&[problem], &project::NoSources, human::Colour::Never);
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn run_command() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let printer = Printer::new(arguments.output);
    survive_full_disks();
    let outcome = guest::contained_at("command", || dispatch(arguments.command, &printer));
    let outcome = outcome.unwrap_or_else(|panicked| {
        printer.diagnostics(&mut vec![panicked.diagnostic("running")], &project::NoSources);
        Outcome::Problems
    });
    match (outcome, printer.failed()) {
        (Outcome::Fine, false) => ExitCode::SUCCESS,
        (Outcome::Usage, _) => ExitCode::from(USAGE),
        _ => ExitCode::from(PROBLEMS),
    }
}

fn dispatch(command: Command, printer: &Printer) -> Outcome {
    match command {
        Command::Init(arguments) => init::run(&arguments, printer),
        Command::New(arguments) => new::run(&arguments, printer),
        Command::Build(arguments) => {
            with_workers(arguments.jobs, printer, || build::run(&arguments, printer))
        }
        Command::Serve(arguments) => match workers(arguments.jobs, printer) {
            Ok(workers) => serve::run(arguments, workers, printer),
            Err(outcome) => outcome,
        },
        Command::Check(arguments) => {
            with_workers(arguments.jobs, printer, || check::run(&arguments, printer))
        }
        Command::Search(arguments) => {
            with_workers(arguments.jobs, printer, || search::run(&arguments, printer))
        }
        Command::Compare(arguments) => compare::run(&arguments, printer),
        Command::Completions(arguments) => completions::run(&arguments, printer),
    }
}

/// A file that grows beyond the limit of the process ends it without a word, unless somebody listens; then
/// writing fails as on a full disk, and that has a message.
#[cfg(unix)]
fn survive_full_disks() {
    let heard = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    // Without it the process ends as before; nothing else depends on it.
    let _ = signal_hook::flag::register(signal_hook::consts::signal::SIGXFSZ, heard);
}

#[cfg(not(unix))]
fn survive_full_disks() {}

/// Runs `work` on a pool of `jobs` threads; as many as there are cores for 0.
fn with_workers(jobs: usize, printer: &Printer, work: impl FnOnce() -> Outcome + Send) -> Outcome {
    match workers(jobs, printer) {
        Ok(pool) => pool.install(work),
        Err(outcome) => outcome,
    }
}

/// Returns a pool of `jobs` threads.
fn workers(jobs: usize, printer: &Printer) -> Result<rayon::ThreadPool, Outcome> {
    let jobs = jobs.min(JOBS_MAX);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(WORKER_STACK_BYTES).build();
    pool.map_err(|error| {
        printer.usage_error(&format!("cannot start the worker threads: {error}"));
        Outcome::Problems
    })
}
