//! The `helpsmith` command.
//!
//! Everything about terminals, arguments and exit codes is here and below `cli`; the library knows none of it.

mod cli;

use std::process::ExitCode;

/// Rendering makes and drops millions of small values on all threads at once; `docs/dependencies.md` has
/// the measurement.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
