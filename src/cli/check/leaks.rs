//! `helpsmith check --leaks DIR`: proves a built tree before it is published.

use std::path::Path;

use helpsmith::check::leaks::{self, Question};
use helpsmith::diagnostic::{counted, has_errors};

use super::Arguments;
use crate::cli::printer::tally;
use crate::cli::project::{self, Loaded};
use crate::cli::{Outcome, Printer};

/// Looks through the tree in `folder` for what its audience may not see.
pub fn run(arguments: &Arguments, folder: &Path, mut loaded: Loaded, printer: &Printer) -> Outcome {
    let settings = loaded.project.settings.clone();
    let audience = match &arguments.audience {
        None => None,
        Some(name) => match project::audiences(&settings, Some(name), printer) {
            Ok(named) if named.len() == 1 => named.into_iter().next(),
            Ok(_) => {
                printer.usage_error("a tree is for one audience; name that one with `--audience`, or none");
                return Outcome::Usage;
            }
            Err(outcome) => return outcome,
        },
    };
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    // What is wrong with the site stands in the way only where it cannot be read; `check` says the rest.
    diagnostics.retain(|problem| problem.severity == helpsmith::diagnostic::Severity::Error);
    let question = Question {
        snapshot: &loaded.snapshot,
        settings: &settings,
        audience,
        date: project::date(arguments.date),
        drafts: arguments.drafts,
    };
    let summary = leaks::scan(folder, &question).into_value(&mut diagnostics);
    let failed = has_errors(&diagnostics);
    printer.diagnostics(&mut diagnostics, &loaded.snapshot);
    if failed {
        printer.note(&format!("do not publish `{}`: {}", folder.display(), tally(&diagnostics)));
        return Outcome::Problems;
    }
    printer.note(&format!(
        "looked through {} for `{}` for {}: nothing is there that they may not see",
        counted(summary.files, "file"),
        summary.audience,
        counted(summary.secrets, "secret")
    ));
    Outcome::Fine
}
