//! Knows the folders whose files are copied as they are: `static/` for everyone, `static.agents/` for agents.
//!
//! A path of the output belongs to one file for all audiences, so that what is at it never depends on who looks. Who
//! gets which files is absent; `resolve` decides that.

use std::collections::BTreeMap;

use super::Corpus;
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::{fold, nfc};
use crate::model::{AudienceSet, SourcePath};
use crate::source::Snapshot;

/// A folder whose files are copied as they are.
#[derive(Clone, Debug)]
pub(in crate::corpus) struct StaticFolder {
    /// Its path, with a slash at its end.
    pub path: String,
    /// The audience it names; nothing where it is for everyone.
    pub audience: Option<AudienceSet>,
}

/// Returns the folders, `static/` first; those that name no audience are reported and left out.
pub(super) fn folders(
    snapshot: &Snapshot,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Vec<StaticFolder> {
    let mut folders = vec![StaticFolder { path: "static/".to_owned(), audience: None }];
    let mut last = "";
    for (path, _) in snapshot.below("static.") {
        let Some((folder, _)) = path.as_str().split_once('/').filter(|(folder, _)| *folder != last) else {
            continue;
        };
        last = folder;
        let name = folder.strip_prefix("static.").unwrap_or(folder);
        match settings.audiences.find(name) {
            Some(id) => folders.push(StaticFolder {
                path: format!("{folder}/"),
                audience: Some(AudienceSet::NOBODY.with(id)),
            }),
            None => sink.push(unknown(folder, name, path, settings)),
        }
    }
    folders
}

fn unknown(folder: &str, name: &str, path: &SourcePath, settings: &Settings) -> Diagnostic {
    let near = did_you_mean(name, settings.audiences.names());
    let hint = near.unwrap_or_else(|| {
        format!("rename `{folder}/` to `static.` and the name of an audience, or move it out of the site")
    });
    Diagnostic::new(
        Code::UnknownAudience,
        format!("unknown audience `{name}` in the folder name `{folder}/`"),
    )
    .at(Span::file(path))
    .hint(hint)
}

/// Reports files of two folders that have the same path in the output, and keeps the first.
pub(super) fn separate(corpus: &mut Corpus, sink: &mut Vec<Diagnostic>) {
    let Corpus { static_folders, assets, .. } = corpus;
    if static_folders.len() < 2 {
        return;
    }
    let mut known: BTreeMap<String, (&str, SourcePath)> = BTreeMap::new();
    let mut later = Vec::new();
    for folder in static_folders.iter() {
        for source in assets.keys().filter(|source| source.as_str().starts_with(&folder.path)) {
            let inner = source.as_str().get(folder.path.len()..).unwrap_or("");
            match known.get(&fold(&nfc(inner))) {
                // What meets in one folder, the outputs that it is copied to say.
                Some((other, first)) if *other != folder.path => later.push((source.clone(), first.clone())),
                Some(_) => {}
                None => {
                    known.insert(fold(&nfc(inner)), (&folder.path, source.clone()));
                }
            }
        }
    }
    for (source, first) in later {
        let message = format!("`{source}` and `{first}` have the same path in the output");
        sink.push(
            Diagnostic::new(Code::DuplicatePath, message)
                .at(Span::file(&source))
                .hint("rename or remove one of the two; uppercase and lowercase letters count as the same"),
        );
        assets.remove(&source);
    }
}
