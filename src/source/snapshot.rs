//! The inputs of a build as a value.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::history::History;
use crate::diagnostic::Sources;
use crate::model::SourcePath;

/// All files of a site, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files.
    pub files: BTreeMap<SourcePath, SourceFile>,
    /// What git knows of them.
    pub history: History,
}

/// One input.
#[derive(Clone, Debug)]
pub enum SourceFile {
    /// Something that is parsed.
    Text(Arc<str>),
    /// Something that is at most copied.
    Binary(Binary),
}

/// A file that is copied, not read.
#[derive(Clone, Debug)]
pub struct Binary {
    /// Where its bytes are.
    pub origin: PathBuf,
    /// Digest of its bytes (BLAKE3).
    pub digest: [u8; 32],
    /// Width and height in pixels, where it is an image.
    pub dimensions: Option<(u32, u32)>,
    /// Whether it could run scripts where it is opened by itself.
    pub active: bool,
}

impl Snapshot {
    /// Returns a snapshot of texts alone, for sites that exist in memory.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = texts
            .into_iter()
            .map(|(path, text)| (SourcePath::new(path), SourceFile::Text(Arc::from(text))))
            .collect();
        Self { files, history: History::default() }
    }

    /// Returns the text of the file at `path`, written as a string.
    pub fn text_of(&self, path: &str) -> Option<&Arc<str>> {
        match self.files.get(&SourcePath::new(path)) {
            Some(SourceFile::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the files below `folder`, which ends with a slash, in order of path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> {
        self.files
            .range(SourcePath::new(folder)..)
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
    }
}

impl Sources for Snapshot {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        match self.files.get(path) {
            Some(SourceFile::Text(text)) => Some(text),
            _ => None,
        }
    }
}
