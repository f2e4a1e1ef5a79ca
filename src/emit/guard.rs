//! Refuses output folders in which a build could destroy something.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the output folder is looked at")]

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::manifest::{self, MARKER_FILE};
use crate::diagnostic::{Code, Diagnostic};

/// The places that an output must keep clear of.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The user's home folder.
    pub home: Option<&'a Path>,
}

/// Folders of a site that hold sources.
const SOURCE_FOLDERS: [&str; 9] =
    ["assets", "content", "data", "i18n", "snippets", "static", "templates", "themes", ".helpsmith"];

/// Returns why nothing may be written to `folder`, if so.
pub(super) fn check(folder: &Path, surroundings: &Surroundings<'_>) -> Result<(), Diagnostic> {
    let refuse = |why: &str, hint: &str| {
        let message = format!("the output folder `{}` {why}", folder.display());
        Err(Diagnostic::new(Code::UnsafeOutput, message).hint(hint))
    };
    let elsewhere = "name another folder with `--output`";
    if let Ok(metadata) = fs::symlink_metadata(folder) {
        if metadata.is_symlink() {
            return refuse("is a symbolic link", "name the folder that it leads to with `--output`");
        }
        if !metadata.is_dir() {
            return refuse("is a file", elsewhere);
        }
    }
    let real = real(folder);
    let site = real_or_same(surroundings.site);
    if real.parent().is_none() {
        return refuse("is the root of the file system", elsewhere);
    }
    if surroundings.home.is_some_and(|home| real_or_same(home).starts_with(&real)) {
        return refuse("is or contains your home folder", elsewhere);
    }
    if site.starts_with(&real) {
        return refuse(
            "is or contains the site itself",
            "name a folder inside it, such as `dist`, with `--output`",
        );
    }
    let first = real.strip_prefix(&site).ok().and_then(|inner| inner.iter().next());
    let first = first.unwrap_or_default().to_string_lossy();
    if SOURCE_FOLDERS.contains(&&*first) || first.starts_with("static.") {
        return refuse(&format!("lies in `{first}/`, where the site's sources are"), elsewhere);
    }
    check_contents(folder)
}

/// Returns why `folder` cannot be replaced: it holds something that helpsmith did not write.
pub(super) fn check_contents(folder: &Path) -> Result<(), Diagnostic> {
    let Ok(mut entries) = fs::read_dir(folder) else { return Ok(()) };
    if entries.next().is_none() {
        return Ok(());
    }
    let refuse = |what: String, hint: &str| {
        let message = format!("the output folder `{}` holds {what}", folder.display());
        Err(Diagnostic::new(Code::UnsafeOutput, message).hint(hint))
    };
    let Some(manifest) = manifest::read(folder) else {
        return refuse(
            "files that helpsmith did not write".to_owned(),
            "name an empty or new folder with `--output`, or empty this one yourself",
        );
    };
    let walker = walkdir::WalkDir::new(folder).follow_links(false).sort_by_file_name();
    for entry in walker.into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
        let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let inner = inner.to_string_lossy().replace('\\', "/");
        if inner != MARKER_FILE && !manifest.contains(&inner) {
            return refuse(
                format!("`{inner}`, which helpsmith did not write"),
                "move it to the site's `static/` folder, from which it is copied at every build",
            );
        }
    }
    Ok(())
}

/// Returns the path without links and dots, as far as it exists.
pub(super) fn real(path: &Path) -> PathBuf {
    let absolute = without_dots(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let mut rest = Vec::new();
    let mut at = absolute.as_path();
    loop {
        if let Ok(real) = fs::canonicalize(at) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (at.parent(), at.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                at = parent;
            }
            _ => return absolute.clone(),
        }
    }
}

/// Returns the path with each `..` and what stands before it left out. A folder that exists is asked for its
/// real path first, since `..` behind a link leads elsewhere.
fn without_dots(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn real_or_same(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
