//! Makes the plan of all claims: each file once, and no file where a folder is.
//!
//! `resolve` refuses content that takes a file of another; this is the last line of defence, so that whatever was
//! overlooked there is an error with both names, and never left to which file is written last.

use rustc_hash::FxHashSet;

use super::{Artifact, Claims, Output, Plan};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::SitePath;
use crate::model::reserved::{BROTLI, GZIP};

/// Makes the plan.
pub(super) fn settle(output: &Output, claims: Claims, sink: &mut Vec<Diagnostic>) -> Plan {
    let mut keyed: Vec<(String, SitePath, Artifact)> =
        claims.into_iter().map(|(path, artifact)| (path.claim_key(), path, artifact)).collect();
    keyed.sort_by(|(a, a_path, _), (b, b_path, _)| (a, a_path).cmp(&(b, b_path)));
    keyed.dedup_by(|(later, path, artifact), (key, first_path, first)| {
        let is_taken = later == key;
        if is_taken && !(path == first_path && artifact.is_same_file(first)) {
            sink.push(twice(output, path, artifact, first));
        }
        is_taken
    });
    for (path, artifact) in files_as_folders(output, &keyed) {
        let (name, span) = source(output, artifact);
        let message = format!("`{path}` would be a file and a folder: {name} lies in it");
        sink.push(Diagnostic::new(Code::DuplicatePath, message).at_maybe(span).hint("rename one of the two"));
    }
    keyed.into_iter().map(|(_, path, artifact)| (path, artifact)).collect()
}

fn twice(output: &Output, path: &SitePath, later: &Artifact, first: &Artifact) -> Diagnostic {
    let ((later, later_span), (first, first_span)) = (source(output, later), source(output, first));
    let message = format!("`{path}` would be written twice: by {first} and by {later}");
    let span = later_span.or(first_span);
    Diagnostic::new(Code::DuplicatePath, message).at_maybe(span).hint("rename one of the two")
}

/// Returns each file that others take for a folder, with one of those that do.
fn files_as_folders<'a>(
    output: &Output,
    keyed: &'a [(String, SitePath, Artifact)],
) -> Vec<(String, &'a Artifact)> {
    let files: FxHashSet<&str> = keyed.iter().map(|(key, ..)| key.as_str()).collect();
    let compression = output.settings.compression;
    let packed = [(GZIP, compression.gzip), (BROTLI, compression.brotli)];
    let is_file = |folder: &str| {
        let mut endings = packed.iter().filter(|(_, on)| *on);
        files.contains(folder)
            || endings
                .any(|(ending, _)| folder.strip_suffix(ending).is_some_and(|plain| files.contains(plain)))
    };
    let mut found: Vec<(String, &Artifact)> = Vec::new();
    for (key, _, artifact) in keyed {
        let folders = key.match_indices('/').filter_map(|(at, _)| key.get(..at));
        for folder in folders.filter(|folder| is_file(folder)) {
            let path = format!("/{folder}");
            if found.last().is_none_or(|(last, _)| *last != path) {
                found.push((path, artifact));
            }
        }
    }
    found
}

/// Returns where a file of the output comes from, as messages name it.
fn source(output: &Output, artifact: &Artifact) -> (String, Option<Span>) {
    let site = &output.site;
    let edition = |at: &usize| site.editions.get(*at);
    let span = match artifact {
        Artifact::Article(at, number) | Artifact::ArticleTwin(at, number) => edition(at)
            .and_then(|edition| edition.articles.get(*number))
            .map(|found| Span::file(&found.source)),
        Artifact::Section(at, id) | Artifact::SectionTwin(at, id) => {
            let section = edition(at).and_then(|edition| edition.sections.get(id.0));
            section.and_then(|section| section.source.as_ref()).map(Span::file)
        }
        Artifact::Redirect(number) => site.redirects.get(*number).map(|redirect| redirect.span.clone()),
        Artifact::Copy(asset) => Some(Span::file(&asset.source)),
        _ => None,
    };
    let name = span.as_ref().map_or_else(|| "helpsmith itself".to_owned(), |span| format!("`{}`", span.path));
    (name, span)
}
