//! Remembers the files that could not be read, so that nothing is said of what follows from that.
//!
//! A slip in one line would otherwise be reported once more wherever the article is linked to, translated or pinned,
//! and those are the problems that a writer would look at first.

use std::sync::Arc;

use crate::model::SourcePath;
use crate::model::paths::{percent_decode, slugify};

/// Bytes at the start of a file in which its path may be named.
const HEAD_BYTES: usize = 16 << 10;

/// Files of the content that are not known, with their text.
#[derive(Debug, Default)]
pub(in crate::corpus) struct Unread {
    files: Vec<(SourcePath, Arc<str>)>,
}

impl Unread {
    pub(super) fn add(&mut self, path: &SourcePath, text: &Arc<str>) {
        self.files.push((path.clone(), text.clone()));
    }

    /// Returns whether any of them is below a folder.
    pub fn is_below(&self, folder: &str) -> bool {
        let inside =
            |path: &SourcePath| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.files.iter().any(|(path, _)| inside(path))
    }

    /// Returns whether a path, as a reader or a writer knows it, may mean one of them: by its file's name, or by a
    /// `slug` or alias that it names itself.
    pub fn may_be(&self, target: &str) -> bool {
        if self.files.is_empty() {
            return false;
        }
        let target = percent_decode(target.split(['?', '#']).next().unwrap_or(target));
        let wanted = name(&target);
        self.files.iter().any(|(path, text)| {
            let own = name(path.as_str());
            let base = own.split('.').next().unwrap_or(own);
            let mut end = HEAD_BYTES.min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let names = [own, base].into_iter().any(|own| own == wanted || slugify(own) == wanted);
            names || (!wanted.is_empty() && text.get(..end).is_some_and(|head| named(head, wanted)))
        })
    }
}

/// Returns the last part of a path that names an article.
fn name(path: &str) -> &str {
    let mut parts = path.trim_matches('/').rsplit('/').map(|part| part.strip_suffix(".md").unwrap_or(part));
    let last = parts.next().unwrap_or("");
    let is_index = matches!(last.split('.').next(), Some("index" | "_index"));
    if is_index { parts.next().unwrap_or("") } else { last }
}

/// Returns whether a text has a word, as a part of a path.
fn named(text: &str, wanted: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
    text.match_indices(wanted).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + wanted.len()..).and_then(|after| after.chars().next());
        edge(before) && edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_meant_by_its_name_or_what_it_says_of_itself() {
        let mut unread = Unread::default();
        assert!(!unread.may_be("a/vat.md"));
        unread.add(
            &SourcePath::new("content/a/vat.fa.md"),
            &Arc::from("---\nslug: tax-rules\ntitle: A: b\n---\n"),
        );
        unread.add(&SourcePath::new("content/b/refund/index.md"), &Arc::from(""));
        for meant in
            ["vat.md", "../a/vat.md#x", "/a/vat/", "/fa/a/tax-rules/?q", "/b/refund/", "b/refund/index.md"]
        {
            assert!(unread.may_be(meant), "{meant}");
        }
        for other in ["/a/", "../a/va.md", "/tax/", "rules", ""] {
            assert!(!unread.may_be(other), "{other}");
        }
        assert!(
            unread.is_below("content/a") && !unread.is_below("content/c") && !unread.is_below("content/a/v")
        );
    }
}
