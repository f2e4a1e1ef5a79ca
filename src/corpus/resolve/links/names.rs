//! Guesses which file a broken reference meant.

use std::collections::BTreeMap;

use super::address::relative;
use crate::diagnostic::suggest::nearest;
use crate::model::Reference;
use crate::model::paths::percent_decode;

/// Names of files in a folder beyond which no slip of the finger is looked for.
const NEIGHBOURS_MAX: usize = 500;

/// Paths by file name, and file names by folder.
#[derive(Default)]
pub(super) struct Names<'c> {
    paths: BTreeMap<&'c str, &'c str>,
    folders: BTreeMap<&'c str, Vec<&'c str>>,
}

/// What a broken reference may have meant.
pub(super) struct Neighbours<'c> {
    /// Of links.
    pub articles: Names<'c>,
    /// Of images.
    pub assets: Names<'c>,
}

impl<'c> Names<'c> {
    /// Indexes paths.
    pub fn of(paths: impl Iterator<Item = &'c str>) -> Self {
        let mut names = Self::default();
        for path in paths {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            names.paths.entry(name).or_insert(path);
            names.folders.entry(folder).or_default().push(name);
        }
        names
    }

    /// Suggests a file of the same name in another folder, or of nearly the same name beside `reference`.
    pub fn suggest(&self, wanted: &str, reference: &Reference) -> Option<String> {
        let best = self.best(wanted, reference)?;
        Some(format!("did you mean `{}`?", relative(reference.path.folder(), &best)))
    }

    /// Suggests the same for a path that is written from the content folder.
    pub fn whole(&self, wanted: &str, reference: &Reference) -> Option<String> {
        let best = self.best(wanted, reference)?;
        Some(format!("did you mean `{}`?", best.strip_prefix("content/").unwrap_or(&best)))
    }

    fn best(&self, wanted: &str, reference: &Reference) -> Option<String> {
        let wanted = percent_decode(wanted);
        let name = wanted.rsplit('/').next().filter(|name| !name.is_empty())?;
        let folder = reference.path.folder();
        let near = || {
            let names = self.folders.get(folder).filter(|names| names.len() <= NEIGHBOURS_MAX)?;
            nearest(name, names.iter().copied()).map(|near| format!("{folder}/{near}"))
        };
        self.paths.get(name).map(|path| (*path).to_owned()).or_else(near)
    }
}
