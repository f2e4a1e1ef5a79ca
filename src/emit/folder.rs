//! Makes, locks and removes folders beside outputs.
#![expect(clippy::disallowed_methods, reason = "edge: this is where folders are made and removed")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Returns how folders staged for `folder` are called; the rest of the name tells them apart.
pub(super) fn prefix(folder: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(folder.file_name().unwrap_or_default());
    prefix.push(".helpsmith-");
    prefix
}

/// Makes a new folder beside `folder`, together with the folders around it that are missing. Returns it
/// and the outermost folder that was made for it.
pub(super) fn make_beside(folder: &Path) -> io::Result<(PathBuf, Option<PathBuf>)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let parent = parent(folder);
    let outermost = outermost_missing(&parent);
    fs::create_dir_all(&parent)?;
    loop {
        let mut name = prefix(folder);
        name.push(format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let path = parent.join(name);
        match fs::create_dir(&path) {
            Ok(()) => return Ok((path, outermost)),
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
    let _ = fs::remove_dir_all(path);
}

/// Removes empty folders from `inner` up to `outermost`.
pub(super) fn remove_empty(inner: &Path, outermost: &Path) {
    let mut at = inner;
    while at.starts_with(outermost) && fs::remove_dir(at).is_ok() {
        match at.parent() {
            Some(parent) => at = parent,
            None => return,
        }
    }
}

/// Keeps other builds from staging beside the same outputs until it is dropped.
#[derive(Debug, Default)]
pub(super) struct Locks {
    _files: Vec<File>,
}

/// Locks the folders that `folders` lie in, and waits for builds that have them. The lock is on the folder
/// itself, so that no lock file is left anywhere; it ends with the process, however that ends.
pub(super) fn lock_parents<'a>(folders: impl Iterator<Item = &'a Path>) -> Locks {
    let parents: BTreeSet<PathBuf> = folders.map(|folder| super::guard::real(&existing(&parent(folder)))).collect();
    let lock = |parent: PathBuf| {
        let file = File::open(parent).ok()?;
        // Where a file system knows no locks, two builds at once may only leave rubbish behind.
        file.lock().ok().map(|()| file)
    };
    Locks { _files: parents.into_iter().filter_map(lock).collect() }
}

/// Returns the nearest folder around `path` that exists.
fn existing(path: &Path) -> PathBuf {
    path.ancestors().find(|at| at.is_dir()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}
