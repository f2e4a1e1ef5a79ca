//! Keeps memos between runs, in a folder of the site that is safe to delete.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the cache is read and written")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::memo::Memo;

/// The cache folder of a site.
const FOLDER: &str = ".helpsmith";

/// Bytes of a cache; far beyond what a hundred thousand articles need.
const CACHE_BYTES_MAX: u64 = 512 << 20;

/// Results of another version of helpsmith are never used.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Loads the memo called `name` from the site in `site`; an empty one where there is none to be trusted.
pub fn load_memo<V: Clone + Serialize + DeserializeOwned>(site: &Path, name: &str) -> Memo<V> {
    let path = file(site, name);
    // A pipe would never end, and a link could lead anywhere.
    let plain = fs::symlink_metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= CACHE_BYTES_MAX);
    let bytes = if plain { fs::read(&path).unwrap_or_default() } else { Vec::new() };
    Memo::from_bytes(&bytes, VERSION)
}

/// Saves what the memo has used. A cache that cannot be written costs time and nothing else, so nothing is
/// said of it.
pub fn save_memo<V: Clone + Serialize + DeserializeOwned>(site: &Path, name: &str, memo: &Memo<V>) {
    if memo.is_unchanged() {
        return;
    }
    let Some(folder) = cache_folder(site) else { return };
    // Written aside and renamed, so that a build that runs at the same time never reads half of it.
    if let Ok(mut temporary) = tempfile::NamedTempFile::new_in(&folder)
        && std::io::Write::write_all(&mut temporary, &memo.to_bytes(VERSION)).is_ok()
    {
        let _ = temporary.persist(file(site, name));
    }
}

/// Returns the cache folder of a site, made and marked as one where it is not there; nothing where it cannot be.
pub fn cache_folder(site: &Path) -> Option<PathBuf> {
    let folder = site.join(FOLDER);
    if fs::create_dir_all(&folder).is_err()
        || fs::symlink_metadata(&folder).is_ok_and(|folder| folder.is_symlink())
    {
        return None;
    }
    for (name, text) in
        [(".gitignore", "*\n"), ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")]
    {
        let path = folder.join(name);
        if fs::symlink_metadata(&path).is_err() {
            let _ = fs::write(path, text);
        }
    }
    Some(folder)
}

fn file(site: &Path, name: &str) -> PathBuf {
    site.join(FOLDER).join(format!("{name}.bin"))
}
