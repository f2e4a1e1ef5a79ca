//! Decides which files of a site an audience may see: the second opinion beside that of `corpus`.
//!
//! It follows the pages of the manual on audiences, on states and dates, and on languages. Each rule can only take
//! away: along folders, and from an original to its translations.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Question;
use super::front::{self, Front};
use crate::diagnostic::{Diagnostic, SourcePath};
use crate::model::{AudienceId, AudienceSet, LanguageId};
use crate::source::{Snapshot, SourceFile};

/// A Markdown file of `content/` or `snippets/`.
pub(super) struct File<'a> {
    pub path: &'a SourcePath,
    pub text: &'a str,
    pub front: Front,
    /// What it shares with its translations: path without language and ending; of a section its folder.
    pub key: String,
    /// The folder whose section it is or its page lies in.
    pub folder: String,
    /// The same for the file itself, which another article may be the original of.
    pub lies_in: String,
    pub language: LanguageId,
    pub role: Role,
    pub visible: bool,
}

/// What a Markdown file is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    Section,
    Article,
    Snippet,
    /// Something that is never published.
    Note,
}

/// Reads all Markdown files and decides about each. Snippets are decided by their own audience alone.
pub(super) fn files<'a>(
    question: &Question<'a>,
    audience: AudienceId,
    sink: &mut Vec<Diagnostic>,
) -> Vec<File<'a>> {
    let mut files = Vec::new();
    for (folder, is_snippet) in [("content/", false), ("snippets/", true)] {
        read(question, question.snapshot, folder, is_snippet, &mut files, sink);
    }
    follow_originals(&mut files);
    let visible = Judge::new(question, audience, &files).all();
    for (file, sees) in files.iter_mut().zip(visible) {
        file.visible = sees;
    }
    files
}

fn parent(folder: &str) -> Option<&str> {
    if folder.is_empty() { None } else { Some(folder.rsplit_once('/').map_or("", |(parent, _)| parent)) }
}

fn read<'a>(
    question: &Question<'a>,
    snapshot: &'a Snapshot,
    top: &'a str,
    is_snippet: bool,
    files: &mut Vec<File<'a>>,
    sink: &mut Vec<Diagnostic>,
) {
    for (path, file) in snapshot.below(top) {
        let (SourceFile::Text(file), true) = (file, path.as_str().ends_with(".md")) else { continue };
        let front = front::read(path, &file.text, question.settings, sink);
        let inner = path.as_str().strip_prefix(top).unwrap_or("").trim_end_matches(".md");
        let (folder, stem) = inner.rsplit_once('/').unwrap_or(("", inner));
        let suffix = stem.rsplit_once('.').filter(|(name, _)| !name.is_empty());
        let suffix = suffix.and_then(|(name, tag)| Some((name, question.settings.languages.find(tag)?)));
        let (name, tag) = suffix.map_or((stem, None), |(name, id)| (name, Some(id)));
        let language = front.language.or(tag).unwrap_or(LanguageId::DEFAULT);
        let joined = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let (role, key, folder) = match name {
            _ if is_snippet => (Role::Snippet, joined, folder),
            "_index" => (Role::Section, folder.to_owned(), folder),
            "index" => (Role::Article, folder.to_owned(), parent(folder).unwrap_or("")),
            _ if stem.starts_with('_') => (Role::Note, joined, folder),
            _ => (Role::Article, joined, folder),
        };
        let (folder, lies_in) = (folder.to_owned(), folder.to_owned());
        files.push(File {
            path,
            text: &file.text,
            front,
            key,
            folder,
            lies_in,
            language,
            role,
            visible: false,
        });
    }
}

/// Translations that may name each other before their original; a build refuses more.
const STEPS_MAX: usize = 64;

/// Gives those that say whose translation they are the key of that file. Where that is a translation itself, what
/// counts is whose.
fn follow_originals(files: &mut [File<'_>]) {
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.role == Role::Article) {
        let whole = file.path.as_str();
        let names = [whole, whole.trim_end_matches(".md"), whole.trim_end_matches("/index.md")];
        names.into_iter().for_each(|name| {
            articles.insert(name.to_owned(), at);
        });
    }
    let next = |file: &File<'_>| {
        let named = file.front.translation_of.as_ref()?.trim();
        let beside = super::addresses::resolved(file.path.folder(), named);
        let below = format!("content/{}", named.trim_start_matches('/').trim_start_matches("content/"));
        [beside, below].iter().find_map(|path| articles.get(path).copied())
    };
    let next: Vec<Option<usize>> =
        files.iter().map(|file| next(file).filter(|_| file.role == Role::Article)).collect();
    let places: Vec<(String, String)> =
        files.iter().map(|file| (file.key.clone(), file.folder.clone())).collect();
    for (at, file) in files.iter_mut().enumerate() {
        let mut end = at;
        // A ring of names, which a build refuses, has no end.
        for _ in 0..STEPS_MAX {
            let Some(following) = next.get(end).copied().flatten() else { break };
            end = following;
        }
        if let Some((key, folder)) = places.get(end).filter(|_| end != at) {
            (file.key, file.folder) = (key.clone(), folder.clone());
        }
    }
}

/// Decides for one audience. It asks no more of a file than whether each thing on the way to it lets this audience
/// pass: the folders around its page and around itself, its original, and its own front matter.
struct Judge<'a, 'f, 'q> {
    question: &'q Question<'a>,
    audience: AudienceId,
    files: &'f [File<'a>],
    /// The files of each section, article and snippet, the original first.
    groups: BTreeMap<(Role, &'f str), Vec<usize>>,
}

/// What the folders around something say.
#[derive(Clone, Copy)]
struct Way {
    is_open: bool,
    /// Whether somebody has named an audience, so that the default one does not count.
    is_named: bool,
}

impl<'a, 'f, 'q> Judge<'a, 'f, 'q> {
    fn new(question: &'q Question<'a>, audience: AudienceId, files: &'f [File<'a>]) -> Self {
        let mut groups: BTreeMap<(Role, &str), Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            groups.entry((file.role, &file.key)).or_default().push(at);
        }
        let rank = |file: &File<'_>| (file.front.translation_of.is_some(), file.language);
        for group in groups.values_mut() {
            group.sort_by_key(|at| files.get(*at).map(rank));
        }
        Self { question, audience, files, groups }
    }

    /// Returns for each file whether the audience sees it.
    fn all(&self) -> Vec<bool> {
        let mut visible = vec![false; self.files.len()];
        let mut ways: BTreeMap<(&str, LanguageId), Way> = BTreeMap::new();
        for ((role, _), group) in &self.groups {
            let originals = group.first().and_then(|at| self.files.get(*at));
            let Some(original) = originals.filter(|_| *role != Role::Note) else { continue };
            for at in group {
                let Some(file) = self.files.get(*at) else { continue };
                let mut way = |folder: &'f str, language| match role {
                    Role::Section => self.way(parent(folder), language),
                    Role::Article => {
                        *ways.entry((folder, language)).or_insert_with(|| self.way(Some(folder), language))
                    }
                    Role::Snippet | Role::Note => Way { is_open: true, is_named: true },
                };
                let there = way(&original.folder, original.language);
                let is_named = there.is_named || original.front.audience.is_some();
                let sees_original =
                    there.is_open && self.lets_pass(&original.front) && (is_named || self.is_default());
                let is_open =
                    [&file.folder, &file.lies_in].iter().all(|folder| way(folder, file.language).is_open);
                if let Some(place) = visible.get_mut(*at) {
                    *place = sees_original && is_open && self.lets_pass(&file.front);
                }
            }
        }
        visible
    }

    /// Returns what a folder and all around it say to files of a language; nothing encloses the home page.
    fn way(&self, folder: Option<&str>, language: LanguageId) -> Way {
        let mut way = Way { is_open: true, is_named: false };
        let Some(folder) = folder else { return way };
        let ends = folder.match_indices('/').map(|(at, _)| at).chain(Some(folder.len()));
        let inner = ends.filter_map(|end| folder.get(..end)).filter(|folder| !folder.is_empty());
        for section in std::iter::once("").chain(inner) {
            for (rank, at) in self.groups.get(&(Role::Section, section)).into_iter().flatten().enumerate() {
                let Some(file) = self.files.get(*at).filter(|file| rank == 0 || self.speaks(file, language))
                else {
                    continue;
                };
                way.is_open &= self.lets_pass(&file.front);
                way.is_named |= file.front.audience.is_some();
            }
        }
        way
    }

    /// Returns whether what a section's translation says holds for files of a language.
    fn speaks(&self, section: &File<'_>, language: LanguageId) -> bool {
        section.language == language
            || self.question.settings.languages.is_variant(language, section.language)
    }

    /// Returns whether the audience gets past a file's front matter today.
    fn lets_pass(&self, front: &Front) -> bool {
        let viewers = front.audience.map(|named| self.question.settings.audiences.viewers(named));
        viewers.is_none_or(|viewers| viewers.contains(self.audience)) && self.is_due(front)
    }

    /// Returns whether the audience sees what nobody has named one for.
    fn is_default(&self) -> bool {
        let settings = self.question.settings;
        let default = AudienceSet::NOBODY.with(settings.default_audience);
        settings.audiences.viewers(default).contains(self.audience)
    }

    /// Returns whether a file is finished, and its days are now.
    fn is_due(&self, front: &Front) -> bool {
        let today: Date = self.question.date;
        (self.question.drafts || !front.unfinished)
            && front.publish_on.is_none_or(|day| day <= today)
            && front.expire_on.is_none_or(|day| today < day)
    }
}
