//! Reads a site's folder.
//!
//! Regular files only: links could lead out of the site, pipes and devices never end. What is passed
//! over is said, so that nothing is missing from a site in silence.
#![expect(clippy::disallowed_methods, reason = "edge: this is where a site is read")]

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::history;
use super::snapshot::{Binary, Snapshot, SourceFile};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, SourcePath, Span};

/// The folders of a site that are read; anything else beside them is the owner's own business.
const FOLDERS: [&str; 8] = ["assets", "content", "data", "i18n", "snippets", "static", "templates", "themes"];

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

/// Takes a snapshot of the site in `root`, with the text of `settings_file` in it.
pub fn read(root: &Path, settings_file: &str) -> Diagnosed<Snapshot> {
    let (history, (mut snapshot, mut sink)) =
        rayon::join(|| history::read(root), || read_files(root, settings_file));
    let shallow = history.shallow;
    snapshot.history = history;
    if shallow {
        sink.push(
            Diagnostic::new(
                Code::ShallowClone,
                "this is a shallow git clone, so no article shows when it was updated",
            )
            .hint("clone with the whole history; for actions/checkout write `fetch-depth: 0`"),
        );
    }
    Diagnosed::new(snapshot, sink)
}

fn read_files(root: &Path, settings_file: &str) -> (Snapshot, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let mut found = vec![(SourcePath::new(settings_file), root.join(settings_file))];
    // Of `tests/` this file alone: the rest belongs to the owner's own tools.
    let expectations = root.join(SEARCH_TESTS);
    if fs::symlink_metadata(&expectations).is_ok_and(|file| file.is_file()) {
        found.push((SourcePath::new(SEARCH_TESTS), expectations));
    }
    for folder in FOLDERS {
        walk(root, folder, &mut found, &mut sink);
    }
    let read: Vec<_> = found.into_par_iter().map(|(path, origin)| (read_file(&path, origin), path)).collect();
    let mut snapshot = Snapshot::default();
    for (outcome, path) in read {
        match outcome {
            Ok(file) => {
                snapshot.files.insert(path, file);
            }
            Err(message) => {
                sink.push(Diagnostic::new(Code::UnreadableFile, message).at(Span::file(&path)));
            }
        }
    }
    if snapshot.below("content/").next().is_none() {
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
    name.starts_with('.') && (folder != "static" || rubbish)
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

fn read_file(path: &SourcePath, origin: PathBuf) -> Result<SourceFile, String> {
    let say = |error: std::io::Error| format!("this cannot be read: {error}");
    if !is_text(path) {
        return read_binary(origin).map(SourceFile::Binary).map_err(say);
    }
    let length = fs::symlink_metadata(&origin).map_err(say)?.len();
    if length > TEXT_BYTES_MAX {
        return Err(format!("this text is larger than {} MiB", TEXT_BYTES_MAX >> 20));
    }
    let bytes = fs::read(&origin).map_err(say)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        format!("this is not UTF-8 text: line {line} holds other bytes")
    })?;
    Ok(SourceFile::Text(Arc::from(text)))
}

/// Whether a file is parsed. What lies in `static/` is copied whatever it is, and in `content/` only
/// Markdown is ours.
fn is_text(path: &SourcePath) -> bool {
    let extension = path.extension().unwrap_or_default();
    match path.as_str().split('/').next() {
        Some("static") => false,
        Some("content" | "snippets") => extension == "md",
        // Icons are written into pages.
        _ if extension == "svg" => path.folder().ends_with("assets/icons"),
        _ => matches!(extension.as_str(), "yaml" | "yml" | "html" | "xml" | "txt" | "css" | "js"),
    }
}

/// Whether a file could run scripts on the address of the site when a reader opens it. An SVG is looked into,
/// since almost all of them are pictures and nothing else.
fn is_active(origin: &Path, head: &[u8]) -> bool {
    let extension = origin.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "xml" | "xsl" | "js" | "mjs" | "php" | "swf" | "hta" => {
            true
        }
        "svg" | "svgz" => {
            let text = String::from_utf8_lossy(head).to_lowercase();
            let marks = [
                "<script",
                "javascript:",
                "foreignobject",
                "<!entity",
                "<iframe",
                "<handler",
                "href=\"data:text",
            ];
            extension == "svgz"
                || head.len() >= IMAGE_HEAD_BYTES
                || marks.iter().any(|mark| text.contains(mark))
                || {
                    let handlers = text
                        .match_indices(" on")
                        .chain(text.match_indices("\non"))
                        .chain(text.match_indices("\ton"));
                    let mut rests = handlers.filter_map(|(at, _)| text.get(at + 3..));
                    rests.any(|rest| {
                        rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())
                            .trim_start()
                            .starts_with('=')
                    })
                }
        }
        _ => false,
    }
}

fn read_binary(origin: PathBuf) -> std::io::Result<Binary> {
    let mut file = File::open(&origin)?;
    let mut head = Vec::new();
    file.by_ref().take(IMAGE_HEAD_BYTES as u64).read_to_end(&mut head)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head);
    hasher.update_reader(&mut file)?;
    let dimensions = imagesize::blob_size(&head)
        .ok()
        .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    let active = is_active(&origin, &head);
    Ok(Binary { origin, digest: *hasher.finalize().as_bytes(), dimensions, active })
}
