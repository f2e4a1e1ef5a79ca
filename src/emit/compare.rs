//! Says which pages of a built tree are new, gone, or say something else than those of an earlier tree.
//!
//! A page whose frame changed, such as its menu, is the same to its readers. So pages are compared by their Markdown
//! twins, and those that have none in either tree are passed over: lists that helpsmith makes, stubs at old addresses,
//! what search engines are asked to pass over. Only where a tree has no twins at all, pages are compared as they are.
#![expect(clippy::disallowed_methods, reason = "edge: built trees are looked at here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::manifest;
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
    let has_twins = [&before, &after].iter().all(|pages| pages.values().any(|(twin, _)| twin.is_some()));
    let folders: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut comparison = Comparison::default();
    for folder in folders {
        let (was, is) = (before.get(folder), after.get(folder));
        let has_twin = [was, is].into_iter().flatten().any(|(twin, _)| twin.is_some());
        if has_twins && !has_twin {
            continue;
        }
        let page = |tree: &Path| Page { path: format!("/{folder}"), title: title(tree, folder) };
        match (was, is) {
            (None, Some(_)) => comparison.added.push(page(new)),
            (Some(_), None) => comparison.removed.push(page(old)),
            (Some((was_twin, _)), Some((is_twin, _))) if has_twins && was_twin != is_twin => {
                comparison.changed.push(page(new));
            }
            (Some((_, was)), Some((_, is))) if !has_twins && was != is => comparison.changed.push(page(new)),
            _ => {}
        }
    }
    Ok(comparison)
}

fn pages(tree: &Path) -> Result<Pages, Diagnostic> {
    let Some(manifest) = manifest::load(tree) else {
        let message = format!("`{}` is no tree that helpsmith built", tree.display());
        let hint = "name the folder that `helpsmith build` wrote, or its `.helpsmith.json`";
        return Err(Diagnostic::new(Code::MissingFile, message).hint(hint));
    };
    let pages = manifest.files.iter().filter_map(|(file, digest)| {
        let folder =
            file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))?;
        let twin = manifest.files.get(&format!("{folder}index.md")).cloned();
        Some((folder.to_owned(), (twin, digest.clone())))
    });
    Ok(pages.collect())
}

/// Returns the title of a page by the first line of its twin. A manifest may come without its tree.
fn title(tree: &Path, page: &str) -> Option<String> {
    let folder = if tree.is_dir() { tree } else { tree.parent()? };
    let text = fs::read_to_string(folder.join(page).join("index.md")).ok()?;
    let title = text.lines().next()?.strip_prefix("# ")?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}
