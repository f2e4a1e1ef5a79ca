//! The file by which helpsmith knows its own output: what it wrote, for whom.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the output folder is looked at")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// Its name, in the output's root.
pub(super) const MARKER_FILE: &str = ".helpsmith.json";

/// Hexadecimal digits of each digest.
const DIGITS: usize = 32;

#[derive(Serialize, Deserialize)]
struct Manifest {
    /// Version of this format.
    helpsmith: u32,
    /// Whom the output is for.
    audience: String,
    /// Digest (BLAKE3) of each file, by path.
    files: BTreeMap<String, String>,
}

fn digits(digest: [u8; 32]) -> String {
    blake3::Hash::from_bytes(digest).to_hex().chars().take(DIGITS).collect()
}

/// Returns the text of the manifest.
pub(super) fn text(audience: &str, files: BTreeMap<String, [u8; 32]>) -> String {
    let files = files.into_iter().map(|(path, digest)| (path, digits(digest))).collect();
    let manifest = Manifest { helpsmith: 1, audience: audience.to_owned(), files };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}

/// What an earlier build wrote, as far as it can be told without reading it.
#[derive(Default)]
pub(super) struct Earlier {
    /// Digests, in digits, by path.
    files: BTreeMap<String, String>,
    /// When the build had ended.
    end: Option<Moment>,
}

/// Seconds and nanoseconds, by the clock of the file system.
type Moment = (i64, i64);

impl Earlier {
    /// Reads the manifest in `folder`; where there is none, nothing is known.
    pub fn read(folder: &Path) -> Self {
        let marker = folder.join(MARKER_FILE);
        // Before it is read: what changes while it is read is newer.
        let end = fs::symlink_metadata(&marker).ok().and_then(|metadata| changed(&metadata));
        let manifest =
            fs::read(&marker).ok().and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
        Self { files: manifest.map(|manifest| manifest.files).unwrap_or_default(), end }
    }

    /// Returns whether `file`, which lies as `metadata` says, still holds the bytes with this digest. Nobody can have
    /// touched it after the build had ended without leaving a later time on it.
    pub fn vouches_for(&self, file: &str, metadata: &fs::Metadata, digest: &[u8; 32]) -> bool {
        let is_old = changed(metadata).zip(self.end).is_some_and(|(changed, end)| changed < end);
        is_old && self.files.get(file).is_some_and(|known| *known == digits(*digest))
    }
}

/// Returns when anything about a file last changed, which no program can set; where the system does not tell, every
/// file has to be read.
#[cfg(unix)]
fn changed(metadata: &fs::Metadata) -> Option<Moment> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> Option<Moment> {
    None
}

/// Marks the end of a build: everything in `folder` is older than the manifest from now on.
pub(super) fn end(folder: &Path) {
    // Where it cannot be marked, the next build reads what this one wrote.
    let _ = File::options()
        .append(true)
        .open(folder.join(MARKER_FILE))
        .and_then(|file| file.set_modified(SystemTime::now()));
}

/// Returns the files that the manifest in `folder` lists; nothing where there is none that helpsmith wrote.
pub(super) fn read(folder: &Path) -> Option<BTreeSet<String>> {
    let bytes = fs::read(folder.join(MARKER_FILE)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
    Some(manifest.files.into_keys().collect())
}
