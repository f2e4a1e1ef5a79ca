//! The inputs of a build as a value.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::history::History;
use super::image::Look;
use super::stamp::Stamp;
use crate::diagnostic::Sources;
use crate::memo::{self, Key};
use crate::model::SourcePath;

/// All files of a site, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files.
    pub files: BTreeMap<SourcePath, SourceFile>,
    /// Texts that could not be read, as far as they can be shown.
    pub unread: BTreeMap<SourcePath, Arc<str>>,
    /// What git knows of them.
    pub history: Arc<History>,
}

/// One input.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "most files are binary, and a box for each costs more")]
pub enum SourceFile {
    /// Something that is parsed.
    Text(Arc<TextFile>),
    /// Something that is at most copied.
    Binary(Binary),
}

/// A file that is parsed.
#[derive(Debug)]
pub struct TextFile {
    /// Its text.
    pub text: Arc<str>,
    /// How it lay on disk when it was read; none for a text that never did.
    pub(super) stamp: Option<Stamp>,
    digest: OnceLock<Key>,
}

/// A file that is copied, not read.
#[derive(Clone, Debug)]
pub struct Binary {
    /// Where its bytes are.
    pub origin: PathBuf,
    /// How it lay on disk when it was read.
    pub stamp: Stamp,
    /// Digest of its bytes (BLAKE3).
    pub digest: [u8; 32],
    /// What was seen in it.
    pub look: Look,
}

impl TextFile {
    pub(super) fn new(text: Arc<str>, stamp: Option<Stamp>) -> Self {
        Self { text, stamp, digest: OnceLock::new() }
    }

    /// Returns the digest of the text; worked out when first asked for, as most builds never do.
    pub fn digest(&self) -> &Key {
        self.digest.get_or_init(|| memo::key(&[self.text.as_bytes()]))
    }
}

impl SourceFile {
    pub(super) fn stamp(&self) -> Option<&Stamp> {
        match self {
            Self::Text(text) => text.stamp.as_ref(),
            Self::Binary(binary) => Some(&binary.stamp),
        }
    }

    /// Returns whether both hold the same bytes.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Arc::ptr_eq(a, b) || a.text == b.text,
            (Self::Binary(a), Self::Binary(b)) => a.digest == b.digest,
            _ => false,
        }
    }
}

impl Snapshot {
    /// Returns a snapshot of texts alone, for sites that exist in memory.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let file = |text| SourceFile::Text(Arc::new(TextFile::new(Arc::from(text), None)));
        let files = texts.into_iter().map(|(path, text)| (SourcePath::new(path), file(text))).collect();
        Self { files, ..Self::default() }
    }

    /// Returns the text of the file at `path`, written as a string.
    pub fn text_of(&self, path: &str) -> Option<&Arc<str>> {
        match self.files.get(&SourcePath::new(path)) {
            Some(SourceFile::Text(file)) => Some(&file.text),
            _ => None,
        }
    }

    /// Returns the files below `folder`, which ends with a slash, in order of path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> {
        self.files
            .range(SourcePath::new(folder)..)
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
    }

    /// Returns the files that are not the same in `later`, those included that only one of the two has.
    pub fn differences(&self, later: &Self) -> Vec<SourcePath> {
        let (mut before, mut after) = (self.files.iter().peekable(), later.files.iter().peekable());
        let mut all = Vec::new();
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return all,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((a, _)), Some((b, _))) => a.cmp(b),
            };
            let was = if order.is_le() { before.next() } else { None };
            let is = if order.is_ge() { after.next() } else { None };
            match (was, is) {
                (Some((_, was)), Some((_, is))) if was.is_same(is) => {}
                (Some((path, _)), _) | (None, Some((path, _))) => all.push(path.clone()),
                (None, None) => {}
            }
        }
    }
}

impl Sources for Snapshot {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        match self.files.get(path) {
            Some(SourceFile::Text(file)) => Some(&file.text),
            _ => self.unread.get(path).map(|text| &**text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_what_is_new_gone_or_changed() {
        let before = Snapshot::of_texts([("a", "1"), ("b", "1"), ("c", "1")]);
        let after = Snapshot::of_texts([("b", "2"), ("c", "1"), ("d", "1")]);
        let names: Vec<String> = before.differences(&after).iter().map(ToString::to_string).collect();
        assert_eq!(names, ["a", "b", "d"]);
        assert!(before.differences(&before.clone()).is_empty());
    }
}
