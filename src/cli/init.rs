//! `helpsmith init`: writes a small working site.
#![expect(clippy::disallowed_methods, reason = "edge: this is where a new site is written")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use helpsmith::diagnostic::{Code, Diagnostic};
use helpsmith::scaffold;

use super::project::NoSources;
use super::{Outcome, Printer};

/// Write a small working site; never overwrites anything
#[derive(Args)]
pub struct Arguments {
    /// Folder to write it to
    #[arg(default_value = ".")]
    dir: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let existing = scaffold::SITE.iter().map(|(path, _)| path).find(|path| {
        // A repository may have its own list of what git passes over.
        **path != ".gitignore" && fs::symlink_metadata(arguments.dir.join(path)).is_ok()
    });
    if let Some(path) = existing {
        let message = format!("`{}` exists already", arguments.dir.join(path).display());
        let problem = Diagnostic::new(Code::WriteFailed, message)
            .hint("nothing was written; name an empty folder: `helpsmith init my-site`");
        printer.diagnostics(&mut vec![problem], &NoSources);
        return Outcome::Problems;
    }
    for (path, text) in scaffold::SITE {
        let target = arguments.dir.join(path);
        if *path == ".gitignore" && fs::symlink_metadata(&target).is_ok() {
            continue;
        }
        if let Err(error) = create(&target, text) {
            return refuse(&target, &error, printer);
        }
    }
    let place =
        if arguments.dir == Path::new(".") { String::new() } else { format!(" {}", arguments.dir.display()) };
    printer.note(&format!("wrote a site; look at it with `helpsmith serve --watch{place}`"));
    Outcome::Fine
}

/// Writes a file that does not exist yet.
pub(super) fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// Says that `path` could not be written.
pub(super) fn refuse(path: &Path, error: &std::io::Error, printer: &Printer) -> Outcome {
    let message = format!("cannot write `{}`: {error}", path.display());
    let hint = match error.kind() {
        std::io::ErrorKind::AlreadyExists => "choose another name, or edit the file that is there",
        _ => "choose a folder that you may write to",
    };
    printer.diagnostics(&mut vec![Diagnostic::new(Code::WriteFailed, message).hint(hint)], &NoSources);
    Outcome::Problems
}
