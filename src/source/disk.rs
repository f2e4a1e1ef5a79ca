//! Reads a site's folder.
//!
//! Regular files only: links could lead out of the site, pipes and devices never end. What is passed
//! over is said, so that nothing is missing from a site in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::encoding::{Damaged, decode};
use super::git::Refusal;
use super::history::{self, Unknown};
use super::image;
use super::snapshot::{Binary, Snapshot, SourceFile, TextFile};
use super::stamp::Stamp;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, SourcePath, Span};

/// The folders of a site that are read; anything else beside them is the owner's own business.
pub(super) const FOLDERS: [&str; 8] =
    ["assets", "content", "data", "i18n", "snippets", "static", "templates", "themes"];

/// What the folders begin with whose files are copied for one audience, such as `static.agents/`.
const STATIC_FOR: &str = "static.";

/// Returns whether a folder of a site is read.
pub(super) fn is_read(folder: &str) -> bool {
    FOLDERS.contains(&folder) || folder.starts_with(STATIC_FOR)
}

/// Returns the folders of the site in `root` that are read, whether they are there or not.
pub(super) fn folders(root: &Path) -> Vec<String> {
    let mut folders: Vec<String> = FOLDERS.iter().map(|folder| (*folder).to_owned()).collect();
    let known = folders.len();
    for entry in WalkDir::new(root).min_depth(1).max_depth(1).into_iter().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(STATIC_FOR) && !entry.file_type().is_file() {
            folders.push(name);
        }
    }
    folders.get_mut(known..).unwrap_or_default().sort_unstable();
    folders
}

/// What a site expects of its own search.
const SEARCH_TESTS: &str = "tests/search.yaml";

/// Bytes of a text file. Articles have kilobytes; beyond this it is a mistake.
const TEXT_BYTES_MAX: u64 = 64 << 20;
/// Bytes of an image header read to learn its size in pixels.
const IMAGE_HEAD_BYTES: usize = 1 << 20;

/// Returns the folder of the site that `start` names: `start` itself must hold the settings file.
pub fn find_site(start: &Path, settings_file: &str) -> Result<PathBuf, Diagnostic> {
    if fs::symlink_metadata(start.join(settings_file)).is_ok_and(|file| file.is_file()) {
        return Ok(start.to_owned());
    }
    let message = format!("`{}` has no `{settings_file}`", start.display());
    Err(Diagnostic::new(Code::MissingConfiguration, message).hint(
        "run `helpsmith init` to make a site here, or name the site's folder: `helpsmith build my-site`",
    ))
}

/// Returns a folder's path from the root of its file system, for those who are told of changes or open files there.
pub fn whole_path(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

/// Takes a snapshot of the site in `root`, with the text of `settings_file` in it.
pub fn read(root: &Path, settings_file: &str) -> Diagnosed<Snapshot> {
    read_again(root, settings_file, &Snapshot::default())
}

/// Takes a snapshot of a site of which there is an `earlier` one: files that lie as they did then are not read again,
/// and what has the same bytes is the same value.
pub fn read_again(root: &Path, settings_file: &str, earlier: &Snapshot) -> Diagnosed<Snapshot> {
    let (history, (mut snapshot, mut sink)) = rayon::join(
        || history::read_again(root, &earlier.history),
        || read_files(root, settings_file, earlier),
    );
    sink.extend(history.unknown.as_ref().map(unknown_history));
    snapshot.history = history;
    Diagnosed::new(snapshot, sink)
}

/// Says why no article shows when it was updated.
fn unknown_history(unknown: &Unknown) -> Diagnostic {
    let history = |reason: &str| {
        let message = format!("{reason}, so no article shows when it was updated");
        Diagnostic::new(Code::UnreadableHistory, message)
    };
    match unknown {
        Unknown::Shallow => Diagnostic::new(
            Code::ShallowClone,
            "this is a shallow git clone, so no article shows when it was updated",
        )
        .hint("clone with the whole history; for actions/checkout write `fetch-depth: 0`"),
        Unknown::Refused(Refusal::Missing) => history("git is not installed")
            .hint("install git, or set `check: {levels: {unreadable-history: off}}` in `helpsmith.yaml`"),
        Unknown::Refused(Refusal::Distrusted(command)) => {
            history("git does not read this repository because another user owns it")
                .hint(format!("if you trust the repository, run `{command}`"))
        }
        Unknown::Refused(Refusal::Failed(words)) => history(&format!("git failed with `{words}`"))
            .hint("run `git log` in the site's folder and repair what it reports"),
        Unknown::Refused(Refusal::NoRepository | Refusal::NoCommit) => history("there is no git history"),
    }
}

/// Returns the text of one file of the site in `root`, where it can be read.
pub fn read_text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    match read_file(path, root.join(path.as_str()), None) {
        Ok(SourceFile::Text(file)) => Some(file.text.clone()),
        _ => None,
    }
}

/// Returns the `earlier` snapshot with the texts at `paths` read again, where nothing else can have changed with
/// them: each is a text that is known, or has come and gone again, as the temporary files of editors do. Else nothing,
/// and the whole site must be looked at.
pub fn read_texts(root: &Path, paths: &BTreeSet<PathBuf>, earlier: &Snapshot) -> Option<Snapshot> {
    let mut snapshot = earlier.clone();
    for origin in paths {
        let path = SourcePath::new(relative(root, origin).to_str()?);
        match (fs::symlink_metadata(origin), earlier.files.get(&path)) {
            (Ok(file), Some(known @ SourceFile::Text(_))) if file.is_file() => {
                snapshot.files.insert(path.clone(), read_file(&path, origin.clone(), Some(known)).ok()?);
            }
            (Err(_), None) if earlier.below(&format!("{path}/")).next().is_none() => {}
            _ => return None,
        }
    }
    Some(snapshot)
}

fn read_files(root: &Path, settings_file: &str, earlier: &Snapshot) -> (Snapshot, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let mut found = vec![(SourcePath::new(settings_file), root.join(settings_file))];
    // Of `tests/` this file alone: the rest belongs to the owner's own tools.
    let expectations = root.join(SEARCH_TESTS);
    if fs::symlink_metadata(&expectations).is_ok_and(|file| file.is_file()) {
        found.push((SourcePath::new(SEARCH_TESTS), expectations));
    }
    for folder in folders(root) {
        walk(root, &folder, &mut found, &mut sink);
    }
    let read: Vec<_> = found
        .into_par_iter()
        .map(|(path, origin)| match read_file(&path, origin, earlier.files.get(&path)) {
            Ok(file) => Ok((path, file)),
            Err(damaged) => Err(Box::new((path, *damaged))),
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    let mut unread = BTreeMap::new();
    for outcome in read {
        match outcome {
            Ok(file) => files.push(file),
            Err(unreadable) => {
                let (path, damaged) = *unreadable;
                sink.push(damaged.problem);
                unread.insert(path, damaged.text);
            }
        }
    }
    let snapshot = Snapshot { files: files.into_iter().collect(), unread, ..Snapshot::default() };
    let unread = snapshot.unread.keys().any(|path| path.as_str().starts_with("content/"));
    if snapshot.below("content/").next().is_none() && !unread {
        sink.push(
            Diagnostic::new(Code::MissingFile, "the site has no file below `content/`")
                .hint("write an article: `helpsmith new getting-started/welcome`"),
        );
    }
    (snapshot, sink)
}

fn walk(root: &Path, folder: &str, found: &mut Vec<(SourcePath, PathBuf)>, sink: &mut Vec<Diagnostic>) {
    let start = root.join(folder);
    if fs::symlink_metadata(&start).is_err() {
        return;
    }
    let walker = WalkDir::new(&start).follow_links(false).follow_root_links(false).sort_by_file_name();
    for entry in walker.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry, folder)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => visit(root, &entry, found, sink),
            Err(error) => {
                let path = error.path().unwrap_or(&start);
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                let path = SourcePath::new(&relative(root, path).to_string_lossy());
                sink.push(
                    Diagnostic::new(Code::UnreadableFile, format!("this cannot be read: {reason}"))
                        .at(Span::file(&path)),
                );
            }
        }
    }
}

/// Hidden files are not content; `static/` may hold `.htaccess` and `.well-known`, but not what editors and
/// version control leave there.
fn is_hidden(entry: &DirEntry, folder: &str) -> bool {
    let name = entry.file_name().to_string_lossy();
    let rubbish = matches!(&*name, ".DS_Store" | ".git" | ".gitignore" | ".gitkeep");
    name.starts_with('.') && (!is_static(folder) || rubbish)
}

/// Returns whether the files of a folder are copied as they are.
fn is_static(folder: &str) -> bool {
    folder == "static" || folder.starts_with(STATIC_FOR)
}

fn relative<'a>(root: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(root).unwrap_or(path)
}

fn visit(root: &Path, entry: &DirEntry, found: &mut Vec<(SourcePath, PathBuf)>, sink: &mut Vec<Diagnostic>) {
    let inner = relative(root, entry.path());
    let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).collect();
    let (Some(parts), true) = (parts, !has_control(inner)) else {
        let shown = inner.to_string_lossy().replace(char::is_control, "\u{fffd}");
        let message = format!("the file name `{shown}` is not plain UTF-8 text");
        sink.push(Diagnostic::new(Code::UnreadableName, message).hint("rename the file"));
        return;
    };
    let path = SourcePath::new(&parts.join("/"));
    if entry.file_type().is_file() {
        found.push((path, entry.path().to_owned()));
        return;
    }
    let (kind, hint) = if entry.file_type().is_symlink() {
        (
            "a symbolic link",
            "put the file itself here; links are not followed, they could lead out of the site",
        )
    } else {
        ("not a regular file", "remove it")
    };
    let message = format!("`{}` is {kind} and is passed over", path.file_name());
    sink.push(Diagnostic::new(Code::IgnoredFile, message).at(Span::file(&path)).hint(hint));
}

fn has_control(path: &Path) -> bool {
    path.to_string_lossy().chars().any(char::is_control)
}

fn read_file(
    path: &SourcePath,
    origin: PathBuf,
    earlier: Option<&SourceFile>,
) -> Result<SourceFile, Box<Damaged>> {
    let damaged = |message: String| {
        let problem = Diagnostic::new(Code::UnreadableFile, message).at(Span::file(path));
        Box::new(Damaged { problem, text: Arc::from("") })
    };
    let say = |error: std::io::Error| damaged(format!("this cannot be read: {error}"));
    let stamp = Stamp::of(&fs::symlink_metadata(&origin).map_err(say)?);
    if let Some(earlier) = earlier.filter(|file| file.stamp().is_some_and(|known| known.vouches_for(&stamp)))
    {
        return Ok(earlier.clone());
    }
    if !is_text(path) {
        return read_binary(path, origin, stamp).map(SourceFile::Binary).map_err(say);
    }
    let mut file = open(&origin).map_err(say)?;
    let mut bytes = Vec::new();
    file.by_ref().take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(say)?;
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(damaged(format!("this text is larger than {} MiB", TEXT_BYTES_MAX >> 20)));
    }
    let text = decode(bytes, path)?;
    Ok(SourceFile::Text(Arc::new(TextFile::new(text, Some(stamp)))))
}

/// Whether a file is parsed. What lies in `static/` is copied whatever it is, and in `content/` only
/// Markdown is ours.
fn is_text(path: &SourcePath) -> bool {
    let extension = path.extension().unwrap_or_default();
    match path.as_str().split('/').next() {
        Some(folder) if is_static(folder) => false,
        Some("content" | "snippets") => extension == "md",
        // Icons are written into pages.
        _ if extension == "svg" => path.folder().ends_with("assets/icons"),
        _ => matches!(extension.as_str(), "yaml" | "yml" | "html" | "xml" | "txt" | "css" | "js"),
    }
}

/// What tells one folder from another that has taken its place.
pub(super) type FolderId = (u64, u64);

/// Returns the identity of the folder at `path`; nothing where there is none. Where a system has no such numbers, all
/// are one.
pub(super) fn folder_id(path: &Path) -> Option<FolderId> {
    let metadata = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_dir)?;
    Some(number_of(&metadata))
}

#[cfg(unix)]
fn number_of(metadata: &fs::Metadata) -> FolderId {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn number_of(_: &fs::Metadata) -> FolderId {
    (0, 0)
}

/// Opens a file to read it. Where a link or a pipe has taken its place since the walk, that is refused.
pub fn open(origin: &Path) -> std::io::Result<File> {
    let file = open_plain(origin)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(std::io::Error::other("it is not a regular file")),
    }
}

#[cfg(unix)]
fn open_plain(origin: &Path) -> std::io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    Ok(File::from(rustix::fs::open(origin, flags, Mode::empty())?))
}

#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "edge: this is where a site is read")]
fn open_plain(origin: &Path) -> std::io::Result<File> {
    File::open(origin)
}

fn read_binary(path: &SourcePath, origin: PathBuf, stamp: Stamp) -> std::io::Result<Binary> {
    let mut file = open(&origin)?;
    let limit = if image::is_drawing(path) { image::SVG_BYTES_MAX } else { IMAGE_HEAD_BYTES };
    let mut head = Vec::new();
    file.by_ref().take(limit as u64).read_to_end(&mut head)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head);
    hasher.update_reader(&mut file)?;
    let look = image::look(path, &head, head.len() < limit);
    Ok(Binary { origin, stamp, digest: *hasher.finalize().as_bytes(), look })
}
