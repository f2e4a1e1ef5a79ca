//! Reads a built tree from disk: what its manifest says, and what is there.
//!
//! An edge of the program. No link is followed: one that lies in a tree is reported, not read.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::fixed::Fixed;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{self, Snapshot, SourceFile};

/// Name of the manifest, in the root of a tree.
const MANIFEST_FILE: &str = ".helpsmith.json";
/// Hexadecimal digits of each digest in it.
const DIGITS: usize = 32;
/// Bytes of a file of a tree; larger ones no host takes.
const FILE_BYTES_MAX: u64 = 1 << 30;
/// Bytes of a copied file that is read as text.
const COPIED_BYTES_MAX: u64 = 16 << 20;

/// What a tree says of itself.
pub(super) struct Manifest {
    pub audience: String,
    /// Digests by path.
    pub files: BTreeMap<String, String>,
    /// All else that it holds, as JSON.
    pub rest: String,
}

/// The texts of files that a build copies as they are.
#[derive(Default)]
pub(super) struct Copied {
    pub texts: Vec<String>,
    /// Scripts and stylesheets, which are no Markdown.
    pub code: Vec<String>,
}

/// A file of a tree.
pub(super) struct Entry {
    /// Its path from the root of the tree, with `/`.
    pub path: String,
    pub origin: PathBuf,
}

/// Returns the manifest of the tree in `folder`.
pub(super) fn manifest(folder: &Path) -> Result<Manifest, Diagnostic> {
    let refuse = |why: String| {
        Diagnostic::new(Code::ChangedOutput, format!("`{}` {why}", folder.display())).hint(format!(
            "name a folder that `helpsmith build` has written, as a whole, with its `{MANIFEST_FILE}`"
        ))
    };
    let bytes = read(&folder.join(MANIFEST_FILE), FILE_BYTES_MAX)
        .map_err(|error| refuse(format!("has no `{MANIFEST_FILE}` that can be read: {error}")))?;
    let mut json: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|error| refuse(format!("has a broken `{MANIFEST_FILE}`: {error}")))?;
    let audience = json.get("audience").and_then(|audience| audience.as_str()).map(str::to_owned);
    let files = json.as_object_mut().and_then(|json| json.remove("files"));
    let (Some(audience), Some(serde_json::Value::Object(files))) = (audience, files) else {
        return Err(refuse(format!("has a `{MANIFEST_FILE}` without audience or files")));
    };
    let digest = |digest: serde_json::Value| digest.as_str().unwrap_or("").to_owned();
    let files = files.into_iter().map(|(path, value)| (path, digest(value))).collect();
    Ok(Manifest { audience, files, rest: json.to_string() })
}

/// Returns every file of the tree in `folder` but the manifest; what is no file is said.
pub(super) fn entries(folder: &Path, sink: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                sink.push(Diagnostic::new(Code::UnreadableFile, format!("this cannot be read: {error}")));
                continue;
            }
        };
        let kind = entry.file_type();
        let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = inner.to_string_lossy().replace('\\', "/");
        if kind.is_dir() || path == MANIFEST_FILE {
            continue;
        }
        if kind.is_file() {
            entries.push(Entry { path, origin: entry.path().to_owned() });
            continue;
        }
        let kind = if kind.is_symlink() { "a symbolic link" } else { "no regular file" };
        sink.push(
            Diagnostic::new(Code::ChangedOutput, format!("`{path}` is {kind}, which helpsmith never writes"))
                .hint("build the tree again, into an empty folder"),
        );
    }
    entries
}

impl Entry {
    /// Returns the bytes of the file.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        read(&self.origin, FILE_BYTES_MAX)
    }
}

/// Returns a digest as manifests write it.
pub(super) fn digits(digest: &blake3::Hash) -> String {
    digest.to_hex().chars().take(DIGITS).collect()
}

/// Returns the texts of a site that are copied rather than read: `static/`, and assets of other kinds.
pub(super) fn copied(snapshot: &Snapshot, fixed: &Fixed) -> Copied {
    let mut copied = Copied::default();
    let top = |path: &str| path.split('/').next().map(str::to_owned).unwrap_or_default();
    let others = snapshot.files.iter().filter(|(path, _)| {
        let top = top(path.as_str());
        !matches!(top.as_str(), "content" | "snippets") && !fixed.is_hidden(&top)
    });
    for (path, file) in others {
        let SourceFile::Binary(file) = file else { continue };
        let bytes = read(&file.origin, COPIED_BYTES_MAX).ok();
        let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        let is_code = [".js", ".mjs", ".css", ".map"].iter().any(|ending| path.as_str().ends_with(ending));
        if is_code { copied.code.push(text) } else { copied.texts.push(text) }
    }
    copied
}

fn read(path: &Path, bytes_max: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source::open(path)?.take(bytes_max + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        return Err(std::io::Error::other(format!("it is larger than {} MiB", bytes_max >> 20)));
    }
    Ok(bytes)
}
