//! Problems that a site had when it began to be checked: they are known, and only new ones count.
//!
//! A known problem is recognised by its rule, its file and its words, not by its line or the numbers in its words, so
//! that edits elsewhere in the file, and a title that is a little shorter, leave it known. Errors are never known,
//! whoever made them errors: they stop everything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Severity};

/// Version of the format.
const VERSION: u32 = 1;

/// The problems that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

#[derive(Serialize, Deserialize)]
struct File {
    helpsmith_baseline: u32,
    problems: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    code: String,
    message: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references over")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Returns the baseline that knows all of `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut known = BTreeMap::new();
        for diagnostic in diagnostics.iter().filter(|one| one.severity != Severity::Error) {
            *known.entry(key(diagnostic)).or_default() += 1;
        }
        Self { known }
    }

    /// Reads a baseline; on failure returns why it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.helpsmith_baseline != VERSION {
            return Err(format!(
                "it has version {}, and this helpsmith reads {VERSION}",
                file.helpsmith_baseline
            ));
        }
        let entries = file.problems.into_iter();
        let known = entries.map(|entry| ((entry.path, entry.code, entry.message), entry.count)).collect();
        Ok(Self { known })
    }

    /// Returns the text of the file, sorted, an entry a few lines, so that changes of it can be reviewed.
    pub fn text(&self) -> String {
        let entry = |((path, code, message), count): (&(String, String, String), &usize)| Entry {
            path: path.clone(),
            code: code.clone(),
            message: message.clone(),
            count: *count,
        };
        let file = File { helpsmith_baseline: VERSION, problems: self.known.iter().map(entry).collect() };
        format!("{}\n", serde_json::to_string_pretty(&file).unwrap_or_default())
    }

    /// Drops what is known from `diagnostics`. Returns how many those were, and how many are known that were not met.
    pub fn forgive(&self, diagnostics: &mut Vec<Diagnostic>) -> (usize, usize) {
        let mut left = self.known.clone();
        let before = diagnostics.len();
        diagnostics.retain(|diagnostic| {
            if diagnostic.severity == Severity::Error {
                return true;
            }
            match left.get_mut(&key(diagnostic)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        });
        (before - diagnostics.len(), left.values().sum())
    }

    /// Returns how many problems are known.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Returns whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

fn key(diagnostic: &Diagnostic) -> (String, String, String) {
    let path = diagnostic.span.as_ref().map_or("", |span| span.path.as_str());
    (path.to_owned(), diagnostic.code.as_str().to_owned(), without_numbers(&diagnostic.message))
}

/// Returns a message with a `#` for each number outside of what the writer wrote, which stands in backticks.
fn without_numbers(message: &str) -> String {
    let mut plain = String::with_capacity(message.len());
    let mut is_quoted = false;
    for character in message.chars() {
        is_quoted ^= character == '`';
        match character.is_ascii_digit() && !is_quoted {
            true if plain.ends_with('#') => {}
            true => plain.push('#'),
            false => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourcePath, Span};

    fn at(code: Code, line: usize) -> Diagnostic {
        Diagnostic::new(code, "gone").at(Span::new(&SourcePath::new("content/a.md"), line, line))
    }

    #[test]
    fn what_is_known_is_forgiven_as_often_as_it_is_known() {
        let baseline = Baseline::of(&[at(Code::BrokenLink, 1), at(Code::UnknownKey, 1)]);
        assert_eq!(Baseline::read(&baseline.text()), Ok(baseline.clone()));
        let mut now = vec![at(Code::BrokenLink, 9), at(Code::BrokenLink, 12), at(Code::UnknownKey, 1)];
        assert_eq!(baseline.forgive(&mut now), (1, 0));
        assert_eq!(now.len(), 2, "a second one is new, and errors are never known");
        assert_eq!(baseline.forgive(&mut Vec::new()), (0, 1));
    }

    #[test]
    fn other_files_are_no_baselines() {
        assert!(Baseline::read("{}").is_err());
        assert!(Baseline::read(r#"{"helpsmith_baseline": 2, "problems": []}"#).is_err());
    }
}
