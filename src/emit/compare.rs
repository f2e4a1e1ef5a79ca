//! Says which pages of a built tree are new, gone, or say something else than those of an earlier tree.
//!
//! A page whose frame changed, such as its menu, is the same to its readers. So where both trees have a page's Markdown
//! twin, the twins are compared, and the pages themselves only where one has none.
#![expect(clippy::disallowed_methods, reason = "edge: built trees are looked at here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::manifest::{self, MARKER_FILE};
use crate::diagnostic::{Code, Diagnostic};

/// A page of a built tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// Its address below the tree's root, with slashes at both ends.
    pub path: String,
    /// Its title, where its Markdown twin could be read.
    pub title: Option<String>,
}

/// What differs between two trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Pages that only the new tree has.
    pub added: Vec<Page>,
    /// Pages that say something else.
    pub changed: Vec<Page>,
    /// Pages that only the old tree has.
    pub removed: Vec<Page>,
}

/// Digest of what each page says, by its folder.
type Pages = BTreeMap<String, (Option<String>, String)>;

/// Compares two built trees, each named by its folder or its manifest.
pub fn compare(old: &Path, new: &Path) -> Result<Comparison, Diagnostic> {
    let (before, after) = (pages(old)?, pages(new)?);
    let folders: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut comparison = Comparison::default();
    for folder in folders {
        let page = |tree: &Path| Page { path: format!("/{folder}"), title: title(tree, folder) };
        match (before.get(folder), after.get(folder)) {
            (None, Some(_)) => comparison.added.push(page(new)),
            (Some(_), None) => comparison.removed.push(page(old)),
            (Some(was), Some(is)) if differ(was, is) => comparison.changed.push(page(new)),
            _ => {}
        }
    }
    Ok(comparison)
}

fn differ(was: &(Option<String>, String), is: &(Option<String>, String)) -> bool {
    match (&was.0, &is.0) {
        (Some(was), Some(is)) => was != is,
        _ => was.1 != is.1,
    }
}

fn pages(tree: &Path) -> Result<Pages, Diagnostic> {
    let Some(manifest) = manifest::load(&folder(tree)) else {
        let message = format!("`{}` is no tree that helpsmith built", tree.display());
        let hint = "name the folder that `helpsmith build` wrote, with its `.helpsmith.json`";
        return Err(Diagnostic::new(Code::MissingFile, message).hint(hint));
    };
    let pages = manifest.files.iter().filter_map(|(file, digest)| {
        let folder =
            file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))?;
        let twin = manifest.files.get(&format!("{folder}index.md")).cloned();
        Some((folder.to_owned(), (twin, digest.clone())))
    });
    let pages: Pages = pages.collect();
    // Lists that helpsmith makes by itself, and stubs at old addresses, say nothing of their own.
    let has_twins = pages.values().any(|(twin, _)| twin.is_some());
    Ok(pages.into_iter().filter(|(_, (twin, _))| twin.is_some() || !has_twins).collect())
}

/// Returns the folder of a tree that may be named by its manifest.
fn folder(tree: &Path) -> std::path::PathBuf {
    match tree.file_name().filter(|name| *name == MARKER_FILE).and(tree.parent()) {
        Some(parent) => parent.to_owned(),
        None => tree.to_owned(),
    }
}

/// Returns the title of a page by the first line of its twin. A manifest may come without its tree.
fn title(tree: &Path, page: &str) -> Option<String> {
    let text = fs::read_to_string(folder(tree).join(page).join("index.md")).ok()?;
    let title = text.lines().next()?.strip_prefix("# ")?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}
