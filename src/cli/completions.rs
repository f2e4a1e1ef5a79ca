//! `helpsmith completions`: prints a script that completes commands in a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Outcome, Printer};

/// Print a script that completes commands in a shell
#[derive(Args)]
pub struct Arguments {
    /// Which shell
    shell: Shell,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "helpsmith", &mut script);
    printer.to_stdout(&script);
    Outcome::Fine
}
