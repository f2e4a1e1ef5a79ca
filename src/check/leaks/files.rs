//! Decides which files beside articles are visible: those that a visible text mentions.

use std::collections::BTreeSet;
use std::ops::Range;

use super::addresses::resolved;
use super::sources::visible_parts;
use super::visibility::{File, Role};
use crate::config::Settings;
use crate::diagnostic::SourcePath;
use crate::model::paths::{fold, nfc, percent_decode};

/// What visible texts mention.
pub(super) struct Beside<'a> {
    /// Whole paths, from the site's folder.
    paths: BTreeSet<String>,
    /// Names that snippets mention, which go with every article.
    names: BTreeSet<String>,
    /// All visible text, for names that cannot be told from the words around them.
    texts: Vec<&'a str>,
    settings: &'a Settings,
}

impl<'a> Beside<'a> {
    /// Gathers what visible files mention outside of their `hidden` parts.
    pub fn new(
        files: &[File<'a>],
        hidden: impl Fn(&File<'a>) -> Vec<Range<usize>>,
        settings: &'a Settings,
    ) -> Self {
        let mut beside = Self { paths: BTreeSet::new(), names: BTreeSet::new(), texts: Vec::new(), settings };
        for file in files.iter().filter(|file| file.visible) {
            for part in visible_parts(file, &hidden(file)) {
                beside.take(file, part);
                beside.texts.push(part);
            }
        }
        beside
    }

    fn take(&mut self, file: &File<'_>, text: &str) {
        let is_end = |c: char| {
            c.is_whitespace()
                || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | '`' | '=')
        };
        for run in text.split(is_end).filter(|run| run.contains('.')) {
            let run = run.split(['#', '?']).next().unwrap_or("");
            let run = fold(&nfc(&percent_decode(run)));
            let folder = fold(file.path.folder());
            self.paths.insert(resolved(&folder, &run));
            self.paths
                .insert(resolved("content", run.trim_start_matches('/').trim_start_matches("content/")));
            if file.role == Role::Snippet {
                self.names.insert(run.rsplit('/').next().unwrap_or("").to_owned());
            }
        }
    }

    /// Returns whether a file beside articles may be published.
    pub fn is_visible(&self, path: &SourcePath) -> bool {
        let (folder, name) = (fold(path.folder()), fold(&nfc(path.file_name())));
        self.versions(&name).iter().any(|name| {
            self.paths.contains(&format!("{folder}/{name}"))
                || self.names.contains(name)
                || (name.contains(|c: char| c.is_whitespace() || "()[]{},='\"<>`#?".contains(c))
                    && self.texts.iter().any(|text| fold(text).contains(name.as_str())))
        })
    }

    /// Returns the names under which a file may be mentioned: `form.fa.dark.png` as `form.png`.
    fn versions(&self, name: &str) -> Vec<String> {
        let mut all = vec![name.to_owned()];
        let Some((stem, extension)) = name.rsplit_once('.') else { return all };
        let mut stem = stem;
        while let Some((inner, tag)) = stem.rsplit_once('.') {
            if tag != "dark" && self.settings.languages.find(tag).is_none() {
                break;
            }
            all.push(format!("{inner}.{extension}"));
            stem = inner;
        }
        all
    }
}
