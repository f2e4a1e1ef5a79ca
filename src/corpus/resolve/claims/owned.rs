//! Tells which paths a target keeps for what helpsmith itself writes, by the table of `model::reserved`.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Claimant, Source};
use crate::corpus::resolve::Context;
use crate::model::paths::fold;
use crate::model::reserved::{ALL, BROTLI, GZIP, Kind, Meeting, Part, Place, Reserved};

/// The files that are taken, by their folded paths.
type Taken = FxHashMap<String, Claimant>;

/// What a target keeps for itself.
pub(super) struct Owned {
    parts: BTreeSet<Part>,
    /// The folders of all languages but the default one, folded, with a slash.
    languages: Vec<String>,
    /// Endings of compressed files.
    packed: Vec<&'static str>,
}

/// A file that helpsmith writes where somebody else wants one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct OwnFile {
    /// What it is, for messages.
    pub what: String,
    /// Its path, or that of its folder, without a leading slash.
    pub path: String,
    /// Whether a file of `static/` may replace it.
    pub replaceable: bool,
}

impl Owned {
    pub fn new(context: Context<'_>) -> Self {
        let settings = context.settings;
        let opensearch = settings.seo.opensearch && settings.search.enabled;
        let parts = [
            (Part::Always, true),
            (Part::Feeds, settings.seo.feeds),
            (Part::OpenSearch, opensearch),
            (Part::Llms, settings.seo.llms),
            (Part::Changes, settings.history.shows_changes_to(context.target.audience)),
        ];
        let packed = [(GZIP, settings.compression.gzip), (BROTLI, settings.compression.brotli)];
        let languages = settings.languages.iter().skip(1);
        Self {
            parts: parts.into_iter().filter(|(_, on)| *on).map(|(part, _)| part).collect(),
            languages: languages.map(|(_, language, _)| format!("{}/", fold(language.as_str()))).collect(),
            packed: packed.into_iter().filter(|(_, on)| *on).map(|(ending, _)| ending).collect(),
        }
    }

    /// Returns whether the file at `key` lies in a reserved folder.
    pub fn is_in_folder(&self, key: &str) -> bool {
        let (_, inner) = self.split_language(key);
        ALL.iter().any(|row| row.kind == Kind::Folder && row.meets(inner).is_some())
    }

    /// Returns what helpsmith writes in place of `file`, whose folded path is `key`. `taken` has the pages, by which
    /// some names are reserved.
    pub fn meet(&self, file: &str, key: &str, may_replace: bool, taken: &Taken) -> Option<OwnFile> {
        let (row, meeting, at) = match self.meet_row(key, taken) {
            Some(found) => found,
            None => return self.meet_packed(file, key, may_replace, taken),
        };
        // Upper and lower case must be the same for a file to replace another everywhere.
        let is_same_name = file.get(at..).is_some_and(|own| own == row.name);
        if meeting == Meeting::Same && row.replaceable && may_replace && is_same_name {
            return None;
        }
        let folder = key.get(..at).unwrap_or_default();
        let name = match row.kind {
            Kind::Numbered => key.get(at..).and_then(|rest| rest.split('/').next()).unwrap_or(row.name),
            _ => row.name,
        };
        let end = if matches!(row.kind, Kind::Folder | Kind::Page) { "/" } else { "" };
        let path = format!("{folder}{name}{end}");
        Some(OwnFile { what: row.what.to_owned(), path, replaceable: row.replaceable })
    }

    /// Returns the row that a path meets, and where in the path its name begins.
    fn meet_row(&self, key: &str, taken: &Taken) -> Option<(&'static Reserved, Meeting, usize)> {
        let (language, inner) = self.split_language(key);
        for row in ALL.iter().filter(|row| self.parts.contains(&row.part)) {
            let starts = match row.place {
                Place::Root => vec![0],
                Place::Language => vec![language],
                // Few paths have one of these names in them.
                Place::Category | Place::Page if !key.contains(row.name) => continue,
                Place::Category | Place::Page => {
                    let after = inner.match_indices('/').map(|(at, _)| language + at + 1);
                    let categories = if row.place == Place::Category { 1 } else { usize::MAX };
                    std::iter::once(language).chain(after.take(categories)).collect()
                }
            };
            for at in starts {
                let Some((folder, rest)) = key.split_at_checked(at) else { continue };
                let everywhere = matches!(row.place, Place::Root | Place::Language);
                if let Some(meeting) = row.meets(rest)
                    && (everywhere || is_page(taken, &format!("{folder}index.html")))
                {
                    return Some((row, meeting, at));
                }
            }
        }
        None
    }

    /// Returns the compressed file that a path meets: `a/index.html.gz` beside the page `/a/`. A file of `static/` may
    /// take its place, a folder cannot.
    fn meet_packed(&self, file: &str, key: &str, may_replace: bool, taken: &Taken) -> Option<OwnFile> {
        if self.packed.is_empty() {
            return None;
        }
        let ends = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
        for end in ends {
            let path = key.get(..end).unwrap_or_default();
            let Some(plain) = self.packed.iter().find_map(|ending| path.strip_suffix(ending)) else {
                continue;
            };
            let is_own = || matches!(self.meet_row(plain, taken), Some((_, Meeting::Same, _)));
            let is_made = || taken.get(plain).is_some_and(|first| first.source != Source::Static);
            let replaced = end == key.len() && may_replace && file.ends_with(path.get(plain.len()..)?);
            if !replaced && (is_made() || is_own()) {
                let what = format!("the compressed `/{plain}`");
                return Some(OwnFile { what, path: path.to_owned(), replaceable: true });
            }
        }
        None
    }

    /// Returns where in a path the folder of its language ends, and the path from there.
    fn split_language<'k>(&self, key: &'k str) -> (usize, &'k str) {
        let folder = self.languages.iter().find(|folder| key.starts_with(folder.as_str()));
        let at = folder.map_or(0, String::len);
        (at, key.get(at..).unwrap_or_default())
    }
}

/// Returns whether the file at `key` is the page of an article or section.
fn is_page(taken: &Taken, key: &str) -> bool {
    let page = |source: &Source| !matches!(source, Source::Alias | Source::Redirect | Source::Static);
    taken.get(key).is_some_and(|first| page(&first.source))
}
