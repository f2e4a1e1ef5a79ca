//! Gives out the files of the output, each once.
//!
//! What is compared is the file that a path becomes, in normal form C and without regard to case: two sources must
//! never share a file, a file cannot be where a folder is, and no content takes the place of what helpsmith itself
//! writes (`model::reserved`). Each problem names both sides and stands at the later one.

mod owned;
mod quarrel;

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use self::owned::Owned;
use self::quarrel::{Meeting, Quarrel};
use super::Context;
use super::editions::{Draft, DraftSection};
use crate::diagnostic::span::LineIndex;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::{check_segment, fold, is_mark, slugify};
use crate::model::{LanguageId, SectionId, SitePath, SourcePath};

/// The files taken so far. They are only looked up, never walked through.
pub(super) struct Claims<'c> {
    context: Context<'c>,
    owned: Owned,
    taken: FxHashMap<String, Claimant>,
    /// Every folder that holds something, as it is written, and who wrote it first.
    folders: FxHashMap<String, (String, Claimant)>,
    /// Quarrels that have been reported; with several languages the same sources meet once in each.
    reported: BTreeSet<(String, SourcePath, usize)>,
    lines: LineIndex,
}

/// Who wants a file.
#[derive(Clone, Debug)]
pub(super) struct Claimant {
    pub source: Source,
    pub span: Span,
}

/// What wants a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Source {
    /// An article.
    Article,
    /// A category or section with an `_index.md`.
    Section,
    /// A category or section by its folder alone.
    Folder(String),
    /// The home page of a language.
    Home(LanguageId),
    /// A line below `aliases`.
    Alias,
    /// A line of `data/redirects.yaml`.
    Redirect,
    /// A file of `static/`.
    Static,
}

impl<'c> Claims<'c> {
    /// Returns the registry of what nobody has taken yet.
    pub fn new(context: Context<'c>) -> Self {
        Self {
            context,
            owned: Owned::new(context),
            taken: FxHashMap::default(),
            folders: FxHashMap::default(),
            reported: BTreeSet::new(),
            lines: LineIndex::default(),
        }
    }

    /// Takes the paths of all pages.
    pub fn take_pages(&mut self, drafts: &[Draft<'_, '_>], sink: &mut Vec<Diagnostic>) {
        // Home pages first, so that a folder with the name of a language is what is wrong.
        for draft in drafts {
            for home in draft.sections.iter().take(1) {
                let span = self.section_span(home);
                self.take(&home.path, Claimant { source: Source::Home(draft.language), span }, sink);
            }
        }
        for draft in drafts {
            for section in draft.sections.iter().skip(1) {
                let source = match section.shown {
                    Some(_) => Source::Section,
                    None => Source::Folder(folder_path(section.item.key)),
                };
                let claimant = Claimant { source, span: self.section_span(section) };
                self.take_page(&section.path, &section.slug, section.depth == 1, claimant, sink);
            }
            for article in &draft.articles {
                let claimant = Claimant { source: Source::Article, span: article.shown.slug_span() };
                let at_root = article.section == SectionId::HOME;
                self.take_page(&article.path, &article.slug, at_root, claimant, sink);
            }
        }
    }

    /// Takes the path of a page. What lies in a reserved folder is reported once, at the root of its language.
    fn take_page(
        &mut self,
        path: &SitePath,
        slug: &str,
        at_root: bool,
        claimant: Claimant,
        sink: &mut Vec<Diagnostic>,
    ) {
        check_slug(slug, &claimant.span, sink);
        if !at_root && self.owned.is_in_folder(&path.claim_key()) {
            return;
        }
        self.take(path, claimant, sink);
    }

    /// Takes a path for a redirect. Returns whether it was free.
    pub fn take_redirect(
        &mut self,
        path: &SitePath,
        is_alias: bool,
        span: &Span,
        sink: &mut Vec<Diagnostic>,
    ) -> bool {
        let source = if is_alias { Source::Alias } else { Source::Redirect };
        self.take(path, Claimant { source, span: span.clone() }, sink)
    }

    /// Takes the path of a file of `static/`.
    pub fn take_static(
        &mut self,
        inner: &str,
        source: &SourcePath,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<SitePath> {
        let path = match SitePath::parse(inner) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("this file cannot be published because its name {why}");
                let diagnostic = Diagnostic::new(Code::UnsafePath, message).at(Span::file(source));
                sink.push(diagnostic.hint("rename the file"));
                return None;
            }
        };
        let claimant = Claimant { source: Source::Static, span: Span::file(source) };
        self.take(&path, claimant, sink).then_some(path)
    }

    /// Takes the file of a path. Returns whether it was free; else that is reported.
    fn take(&mut self, path: &SitePath, claimant: Claimant, sink: &mut Vec<Diagnostic>) -> bool {
        let file = path.to_file();
        let key = fold(&file);
        let may_replace = claimant.source == Source::Static;
        let meeting = match self.owned.meet(&file, &key, may_replace, &self.taken) {
            Some(owned) => Some(Meeting::Owned(owned)),
            None => self.meet(&file, &key),
        };
        let Some(meeting) = meeting else {
            for (folder, folded) in folders(&file, &key) {
                if !self.folders.contains_key(&*folded) {
                    self.folders.insert(folded.into_owned(), (folder.to_owned(), claimant.clone()));
                }
            }
            self.taken.insert(key, claimant);
            return true;
        };
        let quarrel = Quarrel { path, later: &claimant, meeting };
        let (place, start) = (claimant.span.path.clone(), claimant.span.start);
        if self.reported.insert((quarrel.key(), place, start)) {
            sink.push(quarrel.diagnostic(self.context, &mut self.lines));
        }
        false
    }

    /// Returns who has the file, or a file where it needs a folder, or a folder where it is a file.
    fn meet(&self, file: &str, key: &str) -> Option<Meeting> {
        if let Some(first) = self.taken.get(key) {
            return Some(Meeting::File(first.clone()));
        }
        if let Some((_, first)) = self.folders.get(key) {
            return Some(Meeting::Folder(first.clone()));
        }
        let other_case = folders(file, key)
            .find_map(|(folder, folded)| self.folders.get(&*folded).filter(|(known, _)| known != folder));
        if let Some((known, first)) = other_case {
            return Some(Meeting::Case(known.clone(), first.clone()));
        }
        let first = key.match_indices('/').find_map(|(at, _)| self.taken.get(key.get(..at)?));
        first.map(|first| Meeting::InFile(first.clone()))
    }

    /// Returns the place to look at for a section: its slug, its file, or the first file in its folder.
    fn section_span(&self, section: &DraftSection<'_, '_>) -> Span {
        if let Some(shown) = section.shown {
            return shown.slug_span();
        }
        let folder = format!("{}/", folder_path(section.item.key));
        let files = &self.context.corpus.files;
        let at = files.partition_point(|file| file.path.as_str() < folder.as_str());
        let inside = files.get(at).filter(|file| file.path.as_str().starts_with(&folder));
        Span::file(&inside.map_or_else(|| SourcePath::new(&folder), |file| file.path.clone()))
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

/// Returns the folder of a section.
fn folder_path(key: &str) -> String {
    if key.is_empty() { "content".to_owned() } else { format!("content/{key}") }
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
