//! Gives out paths in the output, each once.
//!
//! Two sources must never share a file, also not on hosts that ignore case, and nothing that a writer
//! names may take the place of what helpsmith itself writes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::editions::Draft;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::{check_segment, fold, is_mark, slugify};
use crate::model::{AudienceId, SectionId, SitePath, SourcePath};

/// Folders at the top of each language that belong to helpsmith.
pub(super) const RESERVED_FOLDERS: [&str; 3] = ["labels", "search", "_"];
/// Files at the root that helpsmith writes.
const RESERVED_FILES: [&str; 5] = ["404.html", "sitemap.xml", "robots.txt", "_redirects", "llms.txt"];
/// The file by which helpsmith knows its own output.
pub(super) const MARKER_FILE: &str = ".helpsmith.json";

/// The paths taken so far. They are only looked up, never walked through.
pub(super) struct Claims {
    taken: FxHashMap<String, Owner>,
    /// Every folder that holds something, since a file may not take its name: as it is written, and who wrote it.
    folders: FxHashMap<String, (String, SourcePath)>,
    /// Sources whose quarrel has been reported; with several languages they meet once in each.
    reported: BTreeSet<(String, SourcePath)>,
}

/// Who has a path.
#[derive(Clone, Debug)]
pub(super) enum Owner {
    /// helpsmith itself.
    Own,
    /// A page made from this file.
    Page(SourcePath),
    /// A file of `static/`, or a redirect, declared here.
    Other(SourcePath),
}

impl Claims {
    /// Returns the registry with what helpsmith writes taken.
    pub fn new(settings: &Settings, audience: AudienceId) -> Self {
        let mut taken = FxHashMap::default();
        for file in RESERVED_FILES.into_iter().chain([MARKER_FILE]) {
            taken.insert(file.to_owned(), Owner::Own);
        }
        for (_, language, _) in settings.languages.iter().skip(1) {
            taken.insert(format!("{}/404.html", language.as_str().to_lowercase()), Owner::Own);
        }
        if settings.history.shows_changes_to(audience) {
            taken.insert("changes/index.html".to_owned(), Owner::Own);
            for (_, language, _) in settings.languages.iter().skip(1) {
                taken.insert(format!("{}/changes/index.html", language.as_str().to_lowercase()), Owner::Own);
            }
        }
        Self { taken, folders: FxHashMap::default(), reported: BTreeSet::new() }
    }

    /// Takes the paths of all pages.
    pub fn take_pages(&mut self, drafts: &[Draft<'_, '_>], sink: &mut Vec<Diagnostic>) {
        for draft in drafts {
            for section in &draft.sections {
                let source = section.shown.map(|shown| shown.variant.file.path.clone());
                let source = source.unwrap_or_else(|| SourcePath::new(&folder_path(section.item.key)));
                let span = section.shown.map_or_else(|| Span::file(&source), |shown| shown.slug_span());
                if section.depth > 0 {
                    check_slug(&section.slug, &span, sink);
                }
                if section.depth == 1 {
                    check_reserved(&section.slug, &span, sink);
                }
                self.page(&section.path, source, span, sink);
            }
            for article in &draft.articles {
                let span = article.shown.slug_span();
                check_slug(&article.slug, &span, sink);
                if article.section == SectionId::HOME {
                    check_reserved(&article.slug, &span, sink);
                }
                self.page(&article.path, article.shown.variant.file.path.clone(), span, sink);
            }
        }
    }

    fn page(&mut self, path: &SitePath, source: SourcePath, span: Span, sink: &mut Vec<Diagnostic>) {
        self.take(path, Owner::Page(source), span, sink);
    }

    /// Takes a path for a redirect. Returns whether it was free.
    pub fn take_redirect(&mut self, path: &SitePath, span: &Span, sink: &mut Vec<Diagnostic>) -> bool {
        let first = path.as_str().split('/').next().unwrap_or_default();
        check_reserved(first, span, sink);
        self.take(path, Owner::Other(span.path.clone()), span.clone(), sink)
    }

    /// Takes the path of a file of `static/`.
    pub fn take_static(
        &mut self,
        inner: &str,
        source: &SourcePath,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<SitePath> {
        let reserved = is_reserved(inner);
        let path = match SitePath::parse(inner) {
            Ok(path) if !reserved => path,
            Ok(_) => {
                sink.push(
                    Diagnostic::new(
                        Code::DuplicatePath,
                        format!("`/{}/` belongs to helpsmith", inner.split('/').next().unwrap_or("_")),
                    )
                    .at(Span::file(source))
                    .hint("rename the folder"),
                );
                return None;
            }
            Err(why) => {
                sink.push(
                    Diagnostic::new(
                        Code::UnsafePath,
                        format!("this file cannot be published because its name {why}"),
                    )
                    .at(Span::file(source))
                    .hint("rename the file"),
                );
                return None;
            }
        };
        self.take(&path, Owner::Other(source.clone()), Span::file(source), sink).then_some(path)
    }

    /// Returns whether nobody has `path` yet.
    pub fn is_free(&self, path: &SitePath) -> bool {
        !self.taken.contains_key(&path.claim_key())
    }

    /// Takes a path that helpsmith chose itself.
    pub fn take_own(&mut self, path: &SitePath) {
        let file = path.to_file();
        let key = fold(&file);
        self.add_folders(&file, &key, || SourcePath::new("labels"));
        self.taken.insert(key, Owner::Own);
    }

    fn take(&mut self, path: &SitePath, owner: Owner, span: Span, sink: &mut Vec<Diagnostic>) -> bool {
        let file = path.to_file();
        let key = fold(&file);
        let clash = self.taken.get(&key).cloned().or_else(|| self.clash_with_folder(&file, &key));
        let Some(first) = clash else {
            self.add_folders(&file, &key, || span.path.clone());
            self.taken.insert(key, owner);
            return true;
        };
        let other = match &first {
            Owner::Own => "helpsmith itself".to_owned(),
            Owner::Page(source) | Owner::Other(source) => format!("`{source}`"),
        };
        if !self.reported.insert((other.clone(), span.path.clone())) {
            return false;
        }
        sink.push(
            Diagnostic::new(Code::DuplicatePath, format!("`{path}` is taken by {other}")).at(span).hint(
                "give one of the two another `slug`, or rename it; upper and lower case count as the same",
            ),
        );
        false
    }

    /// Remembers the folders that a file lies in.
    fn add_folders(&mut self, file: &str, key: &str, source: impl Fn() -> SourcePath) {
        for (folder, folded) in folders(file, key) {
            if !self.folders.contains_key(&*folded) {
                self.folders.insert(folded.into_owned(), (folder.to_owned(), source()));
            }
        }
    }

    /// A file cannot have the name of a folder, nor lie below a file or in a folder of another case.
    fn clash_with_folder(&self, file: &str, key: &str) -> Option<Owner> {
        if let Some((_, source)) = self.folders.get(key) {
            return Some(Owner::Other(source.clone()));
        }
        let other_case = folders(file, key)
            .find_map(|(folder, folded)| self.folders.get(&*folded).filter(|(known, _)| known != folder));
        if let Some((_, source)) = other_case {
            return Some(Owner::Other(source.clone()));
        }
        key.match_indices('/').find_map(|(at, _)| self.taken.get(key.get(..at)?).cloned())
    }
}

/// Returns each folder that a file lies in, and the folder's key. `key` is that of the file.
fn folders<'a>(file: &'a str, key: &'a str) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    // Only beyond ASCII does folding change how long a text is.
    let aligned = file.is_ascii();
    file.match_indices('/').map(move |(at, _)| {
        let folder = file.get(..at).unwrap_or_default();
        let folded = if aligned { key.get(..at).map(Cow::Borrowed) } else { None };
        (folder, folded.unwrap_or_else(|| Cow::Owned(fold(folder))))
    })
}

/// Returns the folder of a section, for messages about folders without an `_index.md`.
pub(super) fn folder_path(key: &str) -> String {
    if key.is_empty() { "content".to_owned() } else { format!("content/{key}") }
}

/// Returns whether a path of `static/` is one that helpsmith may write itself.
fn is_reserved(inner: &str) -> bool {
    let first = fold(inner.split('/').next().unwrap_or_default());
    let part_of_sitemap = first.starts_with("sitemap-") && first.ends_with(".xml");
    RESERVED_FOLDERS.contains(&first.as_str()) || part_of_sitemap
}

fn check_reserved(slug: &str, span: &Span, sink: &mut Vec<Diagnostic>) {
    if RESERVED_FOLDERS.contains(&slug.to_lowercase().as_str()) {
        sink.push(
            Diagnostic::new(Code::DuplicatePath, format!("`/{slug}/` belongs to helpsmith"))
                .at(span.clone())
                .hint("rename it, or give it another `slug`"),
        );
    }
}

/// Refuses what could leave the output folder, or what some host or file system could not serve.
fn check_slug(slug: &str, span: &Span, sink: &mut Vec<Diagnostic>) {
    let plain = |c: char| {
        c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.' | '~' | '\u{200c}' | '\u{200d}')
    };
    let problem = match check_segment(slug) {
        _ if slug.is_empty() => "no letter or digit is left of the file's name for its URL".to_owned(),
        Err(why) => format!("`{slug}` cannot be part of a URL because it {why}"),
        Ok(()) => match slug.chars().find(|c| !plain(*c)) {
            Some(bad) => format!("`{slug}` cannot be part of a URL because it holds `{bad}`"),
            None => return,
        },
    };
    let better = slugify(slug);
    let better =
        if better.is_empty() || check_segment(&better).is_err() { "my-article".to_owned() } else { better };
    sink.push(
        Diagnostic::new(Code::UnsafePath, problem).at(span.clone()).hint(format!("write `slug: {better}`")),
    );
}
