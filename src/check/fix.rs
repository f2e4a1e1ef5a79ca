//! Types what can be typed for the writer: a change to one place that mends a problem and nothing else.
//!
//! A file is written only where it still is as it was when it was judged, as a whole and in its old place, so that
//! whoever is interrupted keeps either the old text or the new one.
#![expect(
    clippy::disallowed_methods,
    reason = "edge: the sources are written here, when the user asks for it"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Fix, SourcePath, Sources};

/// What was mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Problems.
    pub problems: usize,
    /// Files.
    pub files: usize,
}

/// Mends what can be mended in the site in `root`, and drops it from `diagnostics`. What could not be written is added.
pub fn apply(root: &Path, sources: &dyn Sources, diagnostics: &mut Vec<Diagnostic>) -> Mended {
    let mut files: BTreeMap<SourcePath, Vec<Fix>> = BTreeMap::new();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_deref()) {
        files.entry(fix.span.path.clone()).or_default().push(fix.clone());
    }
    let mut mended = Mended::default();
    let mut failed = Vec::new();
    for (path, fixes) in files {
        let Some(text) = sources.text(&path) else { continue };
        let (new, done) = mend(text, &agreed(fixes));
        if done.is_empty() {
            continue;
        }
        match write(&root.join(path.as_str()), text, &new) {
            Ok(()) => {
                mended.files += 1;
                let is_done =
                    |diagnostic: &Diagnostic| diagnostic.fix.as_deref().is_some_and(|fix| done.contains(fix));
                let before = diagnostics.len();
                diagnostics.retain(|diagnostic| !is_done(diagnostic));
                mended.problems += before - diagnostics.len();
            }
            Err(why) => failed.push(
                Diagnostic::new(Code::WriteFailed, format!("cannot mend `{path}`: {why}"))
                    .hint("mend it by hand, or try again when nothing else writes to it"),
            ),
        }
    }
    diagnostics.append(&mut failed);
    mended
}

/// Returns each change once, in order of place, without those that disagree: what stands there means something else to
/// each audience.
fn agreed(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.sort_by(|a, b| (a.span.start, a.span.end, &a.text).cmp(&(b.span.start, b.span.end, &b.text)));
    fixes.dedup();
    let places = fixes.chunk_by(|a, b| a.span == b.span);
    places.filter_map(|place| if let [only] = place { Some(only.clone()) } else { None }).collect()
}

/// Returns a text with all changes that fit it, and those changes.
fn mend(text: &str, fixes: &[Fix]) -> (String, Vec<Fix>) {
    let (mut new, mut done, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    for fix in fixes.iter() {
        let range = fix.span.start..fix.span.end;
        if range.start < at || text.get(range.clone()) != Some(fix.was.as_str()) {
            continue;
        }
        new.push_str(text.get(at..range.start).unwrap_or(""));
        new.push_str(&fix.text);
        at = range.end;
        done.push(fix.clone());
    }
    new.push_str(text.get(at..).unwrap_or(""));
    (new, done)
}

/// Writes `new` in place of `old`.
fn write(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let metadata = fs::symlink_metadata(path).map_err(failed)?;
    if metadata.is_symlink() {
        return Err("it is a symbolic link".to_owned());
    }
    if metadata.permissions().readonly() {
        return Err("it may not be written".to_owned());
    }
    if !metadata.is_file() || fs::read(path).map_err(failed)? != old.as_bytes() {
        return Err("it has changed since it was checked".to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(new.as_bytes()).map_err(failed)?;
    file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn fix(start: usize, was: &str, text: &str) -> Fix {
        let span = Span::new(&SourcePath::new("content/a.md"), start, start + was.len());
        Fix { span, was: was.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn places_are_changed_from_first_to_last_and_only_where_they_fit() {
        let fixes = vec![fix(6, "two", "2"), fix(0, "one", "1"), fix(1, "n", "x"), fix(10, "four", "4")];
        let (new, done) = mend("one - two - three", &agreed(fixes));
        assert_eq!((new.as_str(), done.len()), ("1 - 2 - three", 2));
    }

    #[test]
    fn two_audiences_that_disagree_leave_a_place_alone() {
        let fixes = vec![fix(0, "one", "1"), fix(0, "one", "uno"), fix(6, "two", "2"), fix(6, "two", "2")];
        assert_eq!(mend("one - two", &agreed(fixes)).0, "one - 2");
    }
}
