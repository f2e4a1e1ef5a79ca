//! Finds a theme's files: the site's own first, then the named theme's, then the default theme's.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath};
use crate::source::{Snapshot, SourceFile};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Returns the texts of all files of the built-in theme.
pub fn default_texts() -> Vec<&'static str> {
    let (mut texts, mut open) = (Vec::new(), vec![&DEFAULT]);
    while let Some(folder) = open.pop() {
        texts.extend(folder.files().filter_map(include_dir::File::contents_utf8));
        open.extend(folder.dirs());
    }
    texts
}

/// The files of a theme by their path in it, such as `templates/base.html`; the highest layer wins.
pub(super) struct Layers<'a> {
    files: BTreeMap<String, LayerFile<'a>>,
    /// Files that a higher layer hides, highest first; interface strings are merged, not replaced.
    beneath: BTreeMap<String, Vec<LayerFile<'a>>>,
}

/// One file with where it came from.
#[derive(Clone)]
pub(super) struct LayerFile<'a> {
    /// The file, for messages; the default theme's are named as in helpsmith's repository.
    pub path: SourcePath,
    pub text: &'a str,
    /// Whether it belongs to the site rather than to a theme.
    pub from_site: bool,
}

impl<'a> Layers<'a> {
    /// Gathers the layers.
    pub fn new(snapshot: &'a Snapshot, settings: &Settings, sink: &mut Vec<Diagnostic>) -> Self {
        let mut layers = Self { files: BTreeMap::new(), beneath: BTreeMap::new() };
        layers.add_embedded(&DEFAULT);
        let folder = format!("themes/{}/", settings.theme);
        if settings.theme != "default" {
            if snapshot.below(&folder).next().is_none() {
                sink.push(unknown_theme(snapshot, settings));
            }
            layers.add_snapshot(snapshot, &folder, &folder);
        }
        for own in ["templates/", "assets/", "i18n/"] {
            layers.add_snapshot(snapshot, own, "");
        }
        layers
    }

    fn add_embedded(&mut self, folder: &'static Dir<'static>) {
        for file in folder.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                let source = SourcePath::new(&format!("themes/default/{path}"));
                self.add(path.replace('\\', "/"), LayerFile { path: source, text, from_site: false });
            }
        }
        for inner in folder.dirs() {
            self.add_embedded(inner);
        }
    }

    fn add_snapshot(&mut self, snapshot: &'a Snapshot, folder: &str, strip: &str) {
        let folder = SourcePath::new(folder);
        let files = snapshot.files.range(folder.clone()..);
        for (path, file) in files.take_while(|(path, _)| path.as_str().starts_with(folder.as_str())) {
            let name = path.as_str().strip_prefix(strip).unwrap_or(path.as_str());
            if let SourceFile::Text(file) = file {
                self.add(
                    name.to_owned(),
                    LayerFile { path: path.clone(), text: &file.text, from_site: strip.is_empty() },
                );
            }
        }
    }

    fn add(&mut self, name: String, file: LayerFile<'a>) {
        if let Some(hidden) = self.files.insert(name.clone(), file) {
            self.beneath.entry(name).or_default().insert(0, hidden);
        }
    }

    /// Returns the file that counts for `name`.
    pub fn find(&self, name: &str) -> Option<&LayerFile<'a>> {
        self.files.get(name)
    }

    /// Returns all files for `name`, the one that counts first.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &LayerFile<'a>> {
        self.files.get(name).into_iter().chain(self.beneath.get(name).into_iter().flatten())
    }

    /// Returns the files below `folder` by their path below it.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &LayerFile<'a>)> {
        self.files.iter().filter_map(move |(name, file)| Some((name.strip_prefix(folder)?, file)))
    }
}

fn unknown_theme(snapshot: &Snapshot, settings: &Settings) -> Diagnostic {
    let folders = snapshot.below("themes/").filter_map(|(path, _)| path.as_str().split('/').nth(1));
    let mut names: Vec<&str> = folders.chain(["default"]).collect();
    names.dedup();
    Diagnostic::new(Code::InvalidTheme, format!("there is no theme `{}`", settings.theme))
        .at_maybe(settings.theme_span.clone())
        .maybe_hint(did_you_mean(&settings.theme, names))
}
