//! Decides which of the folders whose files are copied as they are an audience gets: `static/`, and of those like
//! `static.agents/` the ones that name an audience which it is or includes.

use std::collections::BTreeSet;

use super::Question;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{AudienceId, AudienceSet};

/// The folders that the audience does not get.
pub(super) struct Fixed {
    hidden: BTreeSet<String>,
}

impl Fixed {
    /// Reads the names of the folders; one that names nobody is said, and is for nobody.
    pub fn new(question: &Question<'_>, audience: AudienceId, sink: &mut Vec<Diagnostic>) -> Self {
        let audiences = &question.settings.audiences;
        let mut hidden = BTreeSet::new();
        for (path, _) in question.snapshot.below("static.") {
            let Some((folder, _)) = path.as_str().split_once('/') else { continue };
            let name = folder.trim_start_matches("static.");
            let named = audiences.find(name);
            let viewers = named.map(|id| audiences.viewers(AudienceSet::NOBODY.with(id)));
            if viewers.is_some_and(|viewers| viewers.contains(audience)) || !hidden.insert(folder.to_owned())
            {
                continue;
            }
            if named.is_none() {
                let problem = Diagnostic::new(Code::UnknownAudience, format!("unknown audience `{name}`"));
                sink.push(problem.at(Span::file(path)).maybe_hint(did_you_mean(name, audiences.names())));
            }
        }
        Self { hidden }
    }

    /// Returns whether the audience does not get the files of a folder at the top of the site.
    pub fn is_hidden(&self, top: &str) -> bool {
        self.hidden.contains(top)
    }
}

/// Returns whether the files of a folder are copied as they are.
pub(super) fn is_fixed(top: &str) -> bool {
    top == "static" || top.starts_with("static.")
}
