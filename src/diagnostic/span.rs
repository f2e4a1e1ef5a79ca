//! Says where in the input something stands.
//!
//! A span is a byte range in a file of the site. Lines and columns are computed only when a
//! diagnostic is printed, so that no stage has to count them.

use std::fmt;
use std::sync::Arc;

/// A file of the site, as its path from the site's folder with forward slashes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Returns the path for a string such as `content/billing/vat.md`.
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// Returns the path as it is shown to people.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Returns the folder that the file lies in, without a trailing slash; empty at the site's root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the file's ending in lower case, without the dot.
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.file_name().rsplit_once('.')?;
        (!stem.is_empty()).then(|| extension.to_lowercase())
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A range of bytes in one file of the site.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Span {
    /// The file.
    pub path: SourcePath,
    /// First byte, counted from the start of the file.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span of `start..end` in `path`.
    pub fn new(path: &SourcePath, start: usize, end: usize) -> Self {
        Self { path: path.clone(), start, end: end.max(start) }
    }

    /// Returns the span of a whole file, printed as its first line.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, 0, 0)
    }
}

/// A place as people count it: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The starts of the lines of one file after the other, so that thousands of problems in a file do not count its
/// lines thousands of times.
#[derive(Default)]
pub struct LineIndex {
    path: Option<SourcePath>,
    starts: Vec<usize>,
}

impl LineIndex {
    /// Returns the place of byte `offset` in `text`, which is the text of `path`; an offset past the end gives
    /// the end.
    pub fn place(&mut self, path: &SourcePath, text: &str, offset: usize) -> Place {
        if self.path.as_ref() != Some(path) {
            self.path = Some(path.clone());
            self.starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        }
        let offset = floor_char(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(0, |head| head.chars().count()) + 1;
        Place { line, column }
    }
}

/// Returns the greatest character boundary at or before `offset`.
pub fn floor_char(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> Place {
        LineIndex::default().place(&SourcePath::new("a"), text, offset)
    }

    #[test]
    fn one_index_serves_one_file_after_the_other() {
        let (mut index, a, b) = (LineIndex::default(), SourcePath::new("a"), SourcePath::new("b"));
        assert_eq!(index.place(&a, "1\n2\n3", 4), Place { line: 3, column: 1 });
        assert_eq!(index.place(&b, "12345", 4), Place { line: 1, column: 5 });
        assert_eq!(index.place(&a, "1\n2\n3", 2), Place { line: 2, column: 1 });
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "ab\nسلام x";
        assert_eq!(place(text, 0), Place { line: 1, column: 1 });
        assert_eq!(place(text, 3), Place { line: 2, column: 1 });
        assert_eq!(place(text, text.len() - 1), Place { line: 2, column: 6 });
        assert_eq!(place(text, 999), Place { line: 2, column: 7 });
    }

    #[test]
    fn offset_inside_a_character_is_its_start() {
        assert_eq!(place("é", 1), Place { line: 1, column: 1 });
    }

    #[test]
    fn path_parts() {
        let path = SourcePath::new("content/a/Form.TH.PNG");
        assert_eq!(
            (path.folder(), path.file_name(), path.extension()),
            ("content/a", "Form.TH.PNG", Some("png".into()))
        );
        assert_eq!(SourcePath::new(".htaccess").extension(), None);
        assert_eq!(SourcePath::new("helpsmith.yaml").folder(), "");
    }
}
