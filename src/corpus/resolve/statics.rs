//! Decides which files are copied as they are: those of `static/`, and those of the folders for an audience that the
//! target is or includes.

use std::collections::BTreeMap;

use super::Context;
use super::claims::Claims;
use super::visibility::named_for;
use crate::corpus::content::StaticFolder;
use crate::diagnostic::Diagnostic;
use crate::model::{Asset, SitePath, SourcePath};
use crate::source::Binary;

/// Returns the files with the paths they are copied to.
pub(super) fn copied(
    context: Context<'_>,
    claims: &mut Claims<'_>,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<SitePath, Asset> {
    let mut statics = BTreeMap::new();
    for folder in context.corpus.static_folders.iter().filter(|folder| is_open(context, folder)) {
        for (inner, source, binary) in files(context, folder) {
            if let Some(path) = claims.take_static(inner, source, sink) {
                let asset = Asset {
                    origin: binary.origin.clone(),
                    source: source.clone(),
                    digest: binary.digest,
                    dimensions: binary.look.dimensions,
                };
                statics.insert(path, asset);
            }
        }
    }
    statics
}

/// Returns the paths that files for others have, as those of pages are compared.
pub(super) fn hidden<'c>(context: Context<'c>) -> impl Iterator<Item = String> + 'c {
    let folders = context.corpus.static_folders.iter();
    let closed = folders.filter(move |folder| !is_open(context, folder));
    let paths = closed.flat_map(move |folder| files(context, folder));
    paths.filter_map(|(inner, ..)| Some(SitePath::parse(&format!("{inner}/")).ok()?.claim_key()))
}

/// Returns whether the target gets the files of a folder.
fn is_open(context: Context<'_>, folder: &StaticFolder) -> bool {
    folder.audience.is_none_or(|named| named_for(context, named))
}

/// Returns the files of a folder: their paths in it, their sources, and what is known of them.
fn files<'c>(
    context: Context<'c>,
    folder: &'c StaticFolder,
) -> impl Iterator<Item = (&'c str, &'c SourcePath, &'c Binary)> {
    let assets = context.corpus.assets.range(SourcePath::new(&folder.path)..);
    assets.map_while(|(source, binary)| Some((source.as_str().strip_prefix(&folder.path)?, source, binary)))
}
