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
    /// The folder whose section it is or lies in.
    pub folder: String,
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

/// What encloses a file.
#[derive(Clone, Copy)]
struct Around {
    viewers: AudienceSet,
    /// Whether somebody has named an audience, so that the default one does not count.
    named: bool,
    open: bool,
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
    let mut groups: BTreeMap<(Role, String), Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        groups.entry((file.role, file.key.clone())).or_default().push(at);
    }
    let judge = Judge { question, audience };
    for group in groups.values_mut() {
        group.sort_by_key(|at| files.get(*at).map(|file| file.language));
    }
    let mut visible = vec![false; files.len()];
    for ((role, key), group) in &groups {
        let around = match role {
            Role::Section => judge.around(&files, &groups, parent(key)),
            Role::Article => {
                let folder = group.first().and_then(|at| files.get(*at)).map_or("", |file| &file.folder);
                judge.around(&files, &groups, Some(folder))
            }
            Role::Snippet => Around { viewers: AudienceSet::EVERYBODY, named: true, open: true },
            Role::Note => continue,
        };
        let fronts: Vec<&Front> =
            group.iter().filter_map(|at| files.get(*at)).map(|file| &file.front).collect();
        for (at, sees) in group.iter().zip(judge.group(&fronts, around).1) {
            if let Some(place) = visible.get_mut(*at) {
                *place = sees;
            }
        }
    }
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
        let folder = folder.to_owned();
        files.push(File { path, text: &file.text, front, key, folder, language, role, visible: false });
    }
}

/// Gives those that say whose translation they are the key of that file.
fn follow_originals(files: &mut [File<'_>]) {
    let keys: BTreeMap<String, (String, String)> = files
        .iter()
        .filter(|file| file.role == Role::Article)
        .map(|file| (file.path.as_str().to_owned(), (file.key.clone(), file.folder.clone())))
        .collect();
    for file in files.iter_mut().filter(|file| file.role == Role::Article) {
        let Some(named) = &file.front.translation_of else { continue };
        let beside = super::addresses::resolved(file.path.folder(), named);
        let below = format!("content/{}", named.trim_start_matches('/').trim_start_matches("content/"));
        if let Some((key, folder)) = keys.get(&beside).or_else(|| keys.get(&below)) {
            (file.key, file.folder) = (key.clone(), folder.clone());
        }
    }
}

struct Judge<'a, 'q> {
    question: &'q Question<'a>,
    audience: AudienceId,
}

impl Judge<'_, '_> {
    /// Returns what encloses the files of a folder, the folder's own section included.
    fn around(
        &self,
        files: &[File<'_>],
        groups: &BTreeMap<(Role, String), Vec<usize>>,
        folder: Option<&str>,
    ) -> Around {
        let mut around = Around { viewers: AudienceSet::EVERYBODY, named: false, open: true };
        let Some(folder) = folder else { return around };
        let ends = folder.match_indices('/').map(|(at, _)| at).chain(Some(folder.len()));
        let inner = ends.filter_map(|end| folder.get(..end)).filter(|folder| !folder.is_empty());
        for section in std::iter::once("").chain(inner) {
            if let Some(group) = groups.get(&(Role::Section, section.to_owned())) {
                let fronts: Vec<&Front> =
                    group.iter().filter_map(|at| files.get(*at)).map(|file| &file.front).collect();
                around = self.group(&fronts, around).0;
            }
        }
        around
    }

    /// Decides about an original and its translations, and what the original is to what lies inside it.
    fn group(&self, fronts: &[&Front], around: Around) -> (Around, Vec<bool>) {
        let Some(original) = fronts.first() else { return (around, Vec::new()) };
        let whole = self.narrowed(original, around);
        let visible = fronts.iter().map(|front| {
            let own = self.narrowed(front, whole);
            whole.open && self.is_due(original) && self.is_due(front) && self.sees(own)
        });
        let visible = visible.collect();
        // Where nobody names an audience, the default one is decided file by file.
        let reaches = !whole.named || whole.viewers.contains(self.audience);
        let open = whole.open && reaches && self.is_due(original);
        (Around { open, ..whole }, visible)
    }

    fn narrowed(&self, front: &Front, around: Around) -> Around {
        match front.audience {
            Some(named) => {
                let viewers = self.question.settings.audiences.viewers(named).and(around.viewers);
                Around { viewers, named: true, ..around }
            }
            None => around,
        }
    }

    fn sees(&self, around: Around) -> bool {
        let settings = self.question.settings;
        if around.named {
            return around.viewers.contains(self.audience);
        }
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
