//! Makes, locks and removes folders beside outputs.
#![expect(clippy::disallowed_methods, reason = "edge: this is where folders are made and removed")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::failed;
use crate::diagnostic::Diagnostic;

/// Returns how folders staged for `folder` are called; the rest of the name tells them apart.
pub(super) fn prefix(folder: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(folder.file_name().unwrap_or_default());
    prefix.push(".helpsmith-");
    prefix
}

/// Makes a new folder beside `folder`.
pub(super) fn make_beside(folder: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let parent = parent(folder);
    loop {
        let mut name = prefix(folder);
        name.push(format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let path = parent.join(name);
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Returns the folder that `folder` lies in.
pub(super) fn parent(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) => parent.to_owned(),
        None => PathBuf::from("."),
    }
}

fn outermost_missing(path: &Path) -> Option<PathBuf> {
    let mut missing = None;
    let mut at = path;
    while !at.as_os_str().is_empty() && fs::symlink_metadata(at).is_err() {
        missing = Some(at.to_owned());
        at = at.parent()?;
    }
    missing
}

/// Removes what killed builds left beside `folder`. Only while the parent is locked: nobody stages there.
pub(super) fn remove_rubbish(folder: &Path) {
    let prefix = prefix(folder);
    let Ok(entries) = fs::read_dir(parent(folder)) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&entry.path());
        }
    }
}

/// Removes a folder that helpsmith staged or displaced. What cannot be removed stays for the next build.
pub(super) fn remove(path: &Path) {
    // Ten thousand files take seconds one after the other.
    let children: Vec<PathBuf> = [path.to_owned()].iter().flat_map(subfolders).collect();
    let deeper: Vec<PathBuf> = children.iter().flat_map(subfolders).collect();
    deeper.par_iter().chain(children.par_iter()).for_each(|folder| {
        let _ = fs::remove_dir_all(folder);
    });
    let _ = fs::remove_dir_all(path);
}

fn subfolders(path: &PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect()
}

/// The folders around outputs: made where they are missing, and locked, so that no other build stages or
/// tidies up there. The lock is on the folder itself, so no lock file is left anywhere, and it ends with the
/// process, however that ends. Where a file system knows no locks, two builds at once may leave rubbish.
#[derive(Debug, Default)]
pub(super) struct Parents {
    /// Each folder with the outermost one that was made for it.
    made: Vec<(PathBuf, PathBuf)>,
    locked: Vec<File>,
}

/// How often a folder is made again that a failing build removed just before it could be locked.
const TRIES_MAX: usize = 100;

impl Parents {
    /// Makes and locks the folders that `targets` lie in, in order, and waits for builds that have them.
    pub fn lock(targets: &[PathBuf]) -> Result<Self, Diagnostic> {
        let all: BTreeSet<PathBuf> = targets.iter().map(|target| parent(target)).collect();
        let mut parents = Self::default();
        for folder in all {
            let file = parents.open(&folder).map_err(|error| failed("make the folder", &folder, &error))?;
            parents.locked.extend(file);
        }
        Ok(parents)
    }

    fn open(&mut self, folder: &Path) -> io::Result<Option<File>> {
        for _ in 0..TRIES_MAX {
            if let Some(outermost) = outermost_missing(folder) {
                fs::create_dir_all(folder)?;
                self.made.push((folder.to_owned(), outermost));
            }
            let Ok(file) = File::open(folder) else { continue };
            if file.lock().is_err() {
                return Ok(None);
            }
            if is_still(&file, folder) {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

/// Returns whether the folder that was locked is the one that is there now.
#[cfg(unix)]
fn is_still(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().ok().zip(fs::metadata(folder).ok()).is_some_and(|(locked, there)| same(locked, there))
}

#[cfg(not(unix))]
fn is_still(_: &File, folder: &Path) -> bool {
    folder.is_dir()
}

impl Drop for Parents {
    fn drop(&mut self) {
        // Only empty folders can be removed this way: nothing was published there.
        for (inner, outermost) in &self.made {
            let mut at = inner.as_path();
            while at.starts_with(outermost) && fs::remove_dir(at).is_ok() {
                let Some(parent) = at.parent() else { break };
                at = parent;
            }
        }
    }
}
