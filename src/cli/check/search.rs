//! What `tests/search.yaml` expects of the search, asked for each audience.

use std::collections::BTreeSet;

use helpsmith::config::Settings;
use helpsmith::diagnostic::{Code, Diagnostic};
use helpsmith::output::Output;
use helpsmith::search::expectations::{self, Expectation, Verdict};

use crate::cli::project::Loaded;

/// The queries, and what each audience found.
#[derive(Default)]
pub struct Questions {
    expected: Vec<Expectation>,
    asked: Vec<Vec<Verdict>>,
}

impl Questions {
    /// Reads what the site expects of its search.
    pub fn read(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let expected = expectations(loaded, diagnostics);
        let asked = expected.iter().map(|_| Vec::new()).collect();
        Self { expected, asked }
    }

    /// Returns how many queries there are.
    pub fn len(&self) -> usize {
        self.expected.len()
    }

    /// Asks the search of one audience.
    pub fn ask(&mut self, output: &Output) {
        for (asked, expectation) in self.asked.iter_mut().zip(&self.expected) {
            if let Some(index) = output.indexes().get(usize::from(expectation.language().0)) {
                asked.push(expectation.judge(output.site(), index));
            }
        }
    }

    /// Returns what the search did not find for some audience. That no audience has an article can be said only where
    /// all were asked.
    pub fn conclude(
        self,
        complete: bool,
        sources: &BTreeSet<String>,
        settings: &Settings,
    ) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (verdicts, expectation) in self.asked.into_iter().zip(&self.expected) {
            if complete && verdicts.iter().all(|verdict| *verdict == Verdict::Absent) {
                let language = settings.languages.get(expectation.language()).0;
                problems.push(expectation.unknown(language, sources.iter().map(String::as_str)));
            }
            problems.extend(verdicts.into_iter().find_map(|verdict| match verdict {
                Verdict::Missed(problem) => Some(*problem),
                Verdict::Kept | Verdict::Absent => None,
            }));
        }
        problems
    }
}

fn expectations(loaded: &Loaded, diagnostics: &mut Vec<Diagnostic>) -> Vec<Expectation> {
    if !loaded.project.settings.search.enabled {
        let message = "this site has no search to be tested";
        let hint = "remove `search: {enabled: false}` from `helpsmith.yaml`, or `--search` here";
        diagnostics.push(Diagnostic::new(Code::SearchMiss, message).hint(hint));
        return Vec::new();
    }
    match loaded.snapshot.text_of(expectations::FILE) {
        Some(text) => expectations::read(text, &loaded.project.settings).into_value(diagnostics),
        None => {
            let message = format!("there is no `{}`", expectations::FILE);
            let hint = "write lines such as `refund: billing/refunds.md`: what readers type, and what they must find";
            diagnostics.push(Diagnostic::new(Code::MissingFile, message).hint(hint));
            Vec::new()
        }
    }
}
