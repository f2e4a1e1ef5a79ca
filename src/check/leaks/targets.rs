//! Takes out of visible texts where links lead that their readers cannot follow.
//!
//! A page keeps the words of a link to a hidden article, but neither its path nor its address: so such a link makes
//! neither of them public. In code, where a link is shown as it stands, it stays.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::addresses::{Reader, resolved};
use super::blocks;
use super::layout::{Kind, Layout};
use super::markup;
use super::prose::near;
use super::sources::HiddenAddress;
use super::visibility::{File, Role};
use crate::model::paths::{fold, nfc, percent_decode};

/// What the audience may not see, by what links say.
pub(super) struct Targets<'a> {
    /// Paths of files in small letters, and whether the audience may see them.
    files: BTreeMap<String, bool>,
    /// Names of hidden files, for snippets, which stand in many folders.
    names: BTreeSet<String>,
    addresses: BTreeSet<String>,
    reader: &'a Reader,
}

/// Bytes of the longest target that is looked at.
const TARGET_BYTES_MAX: usize = 2048;

impl<'a> Targets<'a> {
    /// Returns the targets of a site whose hidden addresses are known.
    pub fn new(
        files: &[File<'_>],
        hidden: &[HiddenAddress],
        visible: &BTreeSet<String>,
        reader: &'a Reader,
    ) -> Self {
        let name = |file: &File<'_>| fold(&nfc(file.path.file_name()));
        let addresses = hidden.iter().map(|hidden| &hidden.address).filter(|one| !visible.contains(*one));
        Self {
            files: files.iter().map(|file| (fold(&nfc(file.path.as_str())), file.visible)).collect(),
            names: files.iter().filter(|file| !file.visible).map(name).collect(),
            addresses: addresses.cloned().collect(),
            reader,
        }
    }

    /// Adds an address that is found to be hidden.
    pub fn add(&mut self, address: &str) {
        self.addresses.insert(address.to_owned());
    }

    /// Returns whether a target of `data/`, whose paths are those from the root of `content/`, is hidden.
    pub fn is_hidden(&self, target: &str) -> bool {
        self.leads_to_hidden(target, "content", "")
    }

    /// Returns the parts of a file, without its hidden targets.
    pub fn texts<'f>(&self, file: &File<'f>, parts: Vec<Range<usize>>) -> Vec<Cow<'f, str>> {
        let cuts = self.cuts(file);
        let text = |part: Range<usize>| {
            let (start, end) = (
                cuts.partition_point(|cut| cut.start < part.start),
                cuts.partition_point(|cut| cut.end <= part.end),
            );
            match cuts.get(start..end).filter(|cuts| !cuts.is_empty()) {
                None => Cow::Borrowed(file.text.get(part).unwrap_or("")),
                Some(cuts) => {
                    let kept = blocks::without(part, cuts).into_iter();
                    Cow::Owned(kept.filter_map(|kept| file.text.get(kept)).collect())
                }
            }
        };
        parts.into_iter().map(text).collect()
    }

    /// Returns where the hidden targets of a file stand, in order.
    fn cuts(&self, file: &File<'_>) -> Vec<Range<usize>> {
        let folder = file.path.folder();
        let page = resolved(folder, file.path.file_name().trim_end_matches(".md"));
        let is_hidden = |target: &str| {
            let path = target.split(['#', '?']).next().unwrap_or("");
            let name = fold(&nfc(path.rsplit('/').next().unwrap_or("")));
            self.leads_to_hidden(target, folder, &page)
                || (file.role == Role::Snippet && self.names.contains(&name))
        };
        let related = file.front.related.iter().filter(|(target, _)| is_hidden(target));
        let mut cuts: Vec<Range<usize>> = related.map(|(_, range)| range.clone()).collect();
        let (mut layout, mut at) = (Layout::default(), file.front.body);
        for line in file.text.get(at..).unwrap_or("").split_inclusive('\n') {
            if layout.line(line).kind == Kind::Text {
                targets(line, |target, start| {
                    let mut decoded = String::new();
                    markup::decode(target, &mut decoded);
                    if is_hidden(&percent_decode(&decoded.replace('\\', ""))) {
                        cuts.push(at + start..at + start + target.len());
                    }
                });
            }
            at += line.len();
        }
        cuts
    }

    fn leads_to_hidden(&self, target: &str, folder: &str, page: &str) -> bool {
        // Whole URLs are kept as they are, in pages too.
        if target.contains("://") {
            return false;
        }
        let path = target.split(['#', '?']).next().unwrap_or("");
        if path.is_empty() {
            return false;
        }
        let path = fold(&nfc(path));
        let below = format!("content/{}", path.trim_start_matches('/').trim_start_matches("content/"));
        if let Some(is_visible) =
            self.files.get(&resolved(&fold(folder), &path)).or_else(|| self.files.get(&below))
        {
            return !is_visible;
        }
        [folder, page].into_iter().any(|folder| {
            let mut is_hidden = false;
            let folder = folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/');
            self.reader.read(&path, folder, |address| is_hidden |= self.addresses.contains(address));
            is_hidden
        })
    }
}

/// Calls `each` with every target of a link in a line outside of code, and where it begins.
fn targets<'t>(line: &'t str, mut each: impl FnMut(&'t str, usize)) {
    let is_definition = line.trim_start_matches([' ', '\t', '>']).starts_with('[');
    let (mut code, mut from) = (code_spans(line).into_iter().peekable(), 0);
    let signs = line.char_indices().filter(|(_, c)| matches!(c, ']' | '='));
    for (at, sign) in signs {
        while code.next_if(|span| span.end <= at).is_some() {}
        if at < from || code.peek().is_some_and(|span| span.contains(&at)) {
            continue;
        }
        let rest = near(line, at + 1, TARGET_BYTES_MAX);
        let inner = match sign {
            ']' => rest.strip_prefix('(').or_else(|| rest.strip_prefix(':').filter(|_| is_definition)),
            _ => Some(rest).filter(|_| is_link_attribute(line, at)),
        };
        let Some(inner) = inner else { continue };
        let inner = inner.trim_start_matches([' ', '\t']);
        let (skipped, end) = match inner.chars().next() {
            Some('<') => (1, inner.find('>')),
            Some(quote @ ('"' | '\'')) if sign == '=' => {
                (1, inner.get(1..).and_then(|rest| rest.find(quote)).map(|end| end + 1))
            }
            _ => (
                0,
                Some(
                    inner.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>')).unwrap_or(inner.len()),
                ),
            ),
        };
        let Some(target) = end.and_then(|end| inner.get(skipped..end)) else { continue };
        let start = at + 1 + (rest.len() - inner.len()) + skipped;
        if !target.is_empty() {
            each(target, start);
        }
        from = start + target.len();
    }
}

/// Returns whether an equals sign follows the name of an attribute that is an address.
fn is_link_attribute(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or("").trim_end_matches(' ');
    before.ends_with("href") || before.ends_with("src")
}

/// Returns where code stands between backticks in a line.
fn code_spans(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // Where the next run of the same length is, is known from behind.
    let mut later: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ends: Vec<Option<usize>> = Vec::new();
    for run in runs.iter().rev() {
        ends.push(later.insert(run.len(), run.end));
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (run, end) in runs.iter().zip(ends.into_iter().rev()) {
        let is_behind = spans.last().is_none_or(|span| span.end <= run.start);
        if let Some(end) = end.filter(|_| is_behind) {
            spans.push(run.start..end);
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<&str> {
        let mut found = Vec::new();
        targets(line, |target, start| {
            assert_eq!(line.get(start..start + target.len()), Some(target));
            found.push(target);
        });
        found
    }

    #[test]
    fn targets_of_links() {
        assert_eq!(found("[a](b.md) ![c](<d e.png> \"t\") [f]( /g/ )"), ["b.md", "d e.png", "/g/"]);
        assert_eq!(found("> [r]: /b/c/ \"t\"\n"), ["/b/c/"]);
        assert_eq!(found("a [r]: b\n"), [""; 0]);
        assert_eq!(found("<a href=\"é/x.md\" id='y'><img src = z.png>"), ["é/x.md", "z.png"]);
        assert_eq!(found("[a](b [c](d"), ["b", "d"]);
    }

    #[test]
    fn code_has_no_links() {
        assert_eq!(found("`[a](b)` [c](d) ``[e](f) ` g``"), ["d"]);
        assert_eq!(found("` [a](b) `` c"), ["b"]);
    }
}
