//! Writes outputs to folders: all of it or nothing, and never over what helpsmith did not write.
//!
//! Each output is staged beside its folder and takes its place in one step. Whoever is killed in between
//! leaves the old output whole and some rubbish beside it, which the next build removes.

mod cache;
mod compare;
mod compress;
mod exchange;
mod folder;
mod guard;
mod manifest;
mod stage;

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::output::Output;

pub use cache::{cache_folder, load_memo, save_memo};
pub use compare::{Comparison, Page, compare};
pub use guard::Surroundings;

/// An output and the folder it goes to.
pub struct Delivery<'a> {
    /// What.
    pub output: &'a Output,
    /// The name of its audience, for the manifest.
    pub audience: &'a str,
    /// Where.
    pub folder: PathBuf,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files in all.
    pub files: usize,
    /// Files that are the same as before, and kept.
    pub unchanged: usize,
}

impl std::iter::Sum for Written {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            files: sum.files + one.files,
            unchanged: sum.unchanged + one.unchanged,
        })
    }
}

/// Writes all `deliveries`, or none of them. `progress` is told after each file.
pub fn emit(
    deliveries: &[Delivery<'_>],
    surroundings: &Surroundings<'_>,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<Written>, Vec<Diagnostic>> {
    let problems: Vec<Diagnostic> =
        deliveries.iter().filter_map(|delivery| guard::check(&delivery.folder, surroundings).err()).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let targets: Vec<PathBuf> = deliveries.iter().map(|delivery| guard::real(&delivery.folder)).collect();
    // Dropped last: a folder that was made for nothing goes while its lock is still held.
    let _parents = folder::Parents::lock(&targets).map_err(|problem| vec![problem])?;
    let mut staged = Vec::with_capacity(deliveries.len());
    for (delivery, target) in deliveries.iter().zip(targets) {
        // Whatever was staged already is dropped, and thereby removed, where a later one fails.
        staged.push(stage::stage(delivery, target, progress)?);
    }
    for stage in &mut staged {
        // Where one cannot take its place, those before it give theirs back.
        stage.publish().map_err(|problem| vec![problem])?;
    }
    Ok(staged.into_iter().map(stage::Stage::settle).collect())
}

/// Returns a problem with writing, in words.
fn failed(action: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot {action} `{}`: {error}", path.display());
    let hint = match error.kind() {
        std::io::ErrorKind::StorageFull => "free some space; the old output is untouched",
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to, with `--output`"
        }
        _ => "the old output is untouched",
    };
    Diagnostic::new(crate::diagnostic::Code::WriteFailed, message).hint(hint)
}
