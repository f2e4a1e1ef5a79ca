//! Decides which files beside articles are visible: those that a visible text mentions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::addresses::resolved;
use super::markup;
use super::prose::near;
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
    /// What stands in a line up to each word with a dot, by that word: names may hold spaces and brackets.
    ends: BTreeMap<String, Vec<String>>,
    settings: &'a Settings,
}

impl<'a> Beside<'a> {
    /// Gathers what visible files mention outside of their `hidden` parts.
    pub fn new(
        files: &[File<'a>],
        hidden: impl Fn(&File<'a>) -> Vec<Range<usize>>,
        settings: &'a Settings,
    ) -> Self {
        let mut beside =
            Self { paths: BTreeSet::new(), names: BTreeSet::new(), ends: BTreeMap::new(), settings };
        for file in files.iter().filter(|file| file.visible) {
            for part in visible_parts(file, &hidden(file)) {
                beside.take(file, part);
                let written = beside.written_out(part);
                if written != part {
                    beside.take(file, &written);
                }
            }
        }
        beside
    }

    /// Returns a text with its variables filled in, and without its entities and backslashes.
    fn written_out(&self, text: &str) -> String {
        let (mut filled, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let name = near(after, 0, NAME_BYTES_MAX).split_once("}}").map(|(name, _)| name);
            let value = name.and_then(|name| Some((name, self.settings.variables.get(name.trim())?)));
            rest = after;
            match value {
                Some((name, value)) => {
                    filled.push_str(value);
                    rest = after.get(name.len() + 2..).unwrap_or("");
                }
                None => filled.push_str("{{"),
            }
        }
        filled.push_str(rest);
        let mut decoded = String::new();
        markup::decode(&filled, &mut decoded);
        decoded.replace('\\', "")
    }

    fn take(&mut self, file: &File<'_>, text: &str) {
        for run in text.split(is_end).filter(|run| run.contains('.')) {
            let run = fold(&nfc(&percent_decode(run)));
            let folder = fold(file.path.folder());
            self.paths.insert(resolved(&folder, &run));
            self.paths
                .insert(resolved("content", run.trim_start_matches('/').trim_start_matches("content/")));
            if file.role == Role::Snippet {
                self.names.insert(run.rsplit('/').next().unwrap_or("").to_owned());
            }
        }
        for line in text.lines().filter(|line| line.contains('.')) {
            let line = fold(&nfc(line));
            for (at, word) in dotted(&line) {
                let end = at + word.len();
                let start = (end.saturating_sub(NAME_BYTES_MAX)..=end).find(|at| line.is_char_boundary(*at));
                let head = line.get(start.unwrap_or(end)..end).unwrap_or("");
                self.ends.entry(word.to_owned()).or_default().push(head.to_owned());
            }
        }
    }

    /// Returns whether a file beside articles may be published.
    pub fn is_visible(&self, path: &SourcePath) -> bool {
        let (folder, name) = (fold(path.folder()), fold(&nfc(path.file_name())));
        self.versions(&name).iter().any(|name| {
            self.paths.contains(&format!("{folder}/{name}"))
                || self.names.contains(name)
                || (name.contains(is_end) && self.is_in_text(name))
        })
    }

    /// Returns whether a name that cannot be told from the words around it stands in a visible text.
    fn is_in_text(&self, name: &str) -> bool {
        let heads = dotted(name).last().and_then(|(_, word)| self.ends.get(word));
        heads.is_some_and(|heads| heads.iter().any(|head| head.ends_with(name)))
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

/// Bytes of the name of a file that are compared; file systems allow no more.
const NAME_BYTES_MAX: usize = 255;

/// Returns whether a character may end an address in a text.
fn is_end(c: char) -> bool {
    c.is_whitespace() || "\"'<>()[]{},`=#?".contains(c)
}

/// Returns the words with a dot in a line, and where each begins.
fn dotted(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = line.split(is_end).map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word));
    words.filter(|(_, word)| word.contains('.'))
}
