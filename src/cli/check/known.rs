//! The baseline of a site: problems that were there when it began to be checked.
#![expect(clippy::disallowed_methods, reason = "edge: the user names this file")]

use std::fs;
use std::path::Path;

use helpsmith::check::baseline::Baseline;
use helpsmith::diagnostic::{Diagnostic, counted};

use crate::cli::{Outcome, Printer};

/// Writes all that is wrong now into the baseline.
pub fn update(file: &Path, diagnostics: &[Diagnostic], printer: &Printer) -> Result<(), Outcome> {
    let baseline = Baseline::of(diagnostics);
    let refuse = |why: String| {
        printer.usage_error(&format!("cannot write the baseline `{}`: {why}", file.display()));
        Outcome::Problems
    };
    // What is there may be something else, which nobody wants to lose.
    if fs::symlink_metadata(file).is_ok_and(|there| there.len() > 0 || !there.is_file())
        && read(file).is_err()
    {
        return Err(refuse("there is a file that is no baseline".to_owned()));
    }
    fs::write(file, baseline.text()).map_err(|error| refuse(error.to_string()))?;
    printer.note(&format!("wrote {} to `{}`", counted(baseline.len(), "known problem"), file.display()));
    Ok(())
}

/// Drops what the baseline knows.
pub fn forgive(file: &Path, diagnostics: &mut Vec<Diagnostic>, printer: &Printer) -> Result<(), Outcome> {
    let baseline = read(file).map_err(|why| {
        let hint = "write one with `--update-baseline`";
        printer
            .usage_error(&format!("cannot read the baseline `{}`: {why}\n  = hint: {hint}", file.display()));
        Outcome::Usage
    })?;
    let (known, gone) = baseline.forgive(diagnostics);
    if known > 0 {
        printer.note(&format!("{} of the baseline left out", counted(known, "problem")));
    }
    if gone > 0 {
        let gone = counted(gone, "problem");
        printer.note(&format!(
            "{gone} of the baseline can be taken out of it: run this with `--update-baseline`"
        ));
    }
    Ok(())
}

/// Bytes of a baseline; a problem takes two hundred.
const BYTES_MAX: u64 = 64 << 20;

fn read(file: &Path) -> Result<Baseline, String> {
    let failed = |error: std::io::Error| error.to_string();
    let metadata = fs::metadata(file).map_err(failed)?;
    if !metadata.is_file() || metadata.len() > BYTES_MAX {
        return Err("it is no file of problems".to_owned());
    }
    Baseline::read(&fs::read_to_string(file).map_err(failed)?)
}
