//! The `helpsmith` command.
//!
//! Everything about terminals, arguments and exit codes is here and below `cli`; the library knows none of it.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
