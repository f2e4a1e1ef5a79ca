//! The file by which helpsmith knows its own output: what it wrote, for whom.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the output folder is looked at")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Its name, in the output's root.
pub(super) use crate::model::reserved::MANIFEST as MARKER_FILE;

/// Bytes of a manifest; a million files need a tenth of it.
const BYTES_MAX: u64 = 1 << 30;

/// Hexadecimal digits of each digest.
const DIGITS: usize = 32;

/// What helpsmith wrote into a folder, for whom.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of this format.
    helpsmith: u32,
    /// Whom the output is for.
    audience: String,
    /// Digest (BLAKE3) of each file, by path.
    pub files: BTreeMap<String, String>,
}

/// Returns the text of the manifest.
pub(super) fn text(audience: &str, files: BTreeMap<String, [u8; 32]>) -> String {
    let digits = |digest: [u8; 32]| blake3::Hash::from_bytes(digest).to_hex().chars().take(DIGITS).collect();
    let files = files.into_iter().map(|(path, digest)| (path, digits(digest))).collect();
    let manifest = Manifest { helpsmith: 1, audience: audience.to_owned(), files };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns the files that the manifest in `folder` lists; nothing where there is none that helpsmith wrote.
pub(super) fn read(folder: &Path) -> Option<BTreeSet<String>> {
    load(folder).map(|manifest| manifest.files.into_keys().collect())
}

/// Returns the manifest at `path`, or in the folder there; nothing where there is none that helpsmith wrote.
pub(super) fn load(path: &Path) -> Option<Manifest> {
    let file = if path.is_dir() { path.join(MARKER_FILE) } else { path.to_owned() };
    // A pipe would never end.
    let plain = fs::metadata(&file).is_ok_and(|found| found.is_file() && found.len() <= BYTES_MAX);
    let bytes = if plain { fs::read(file).ok()? } else { return None };
    serde_json::from_slice(&bytes).ok()
}
