//! Turns each file of the content into its front matter and its blocks, knowing no other file.
//!
//! Nothing here knows an audience's view or a date: that is `resolve`'s, and it comes first of all there.

mod commas;
mod data;
mod directives;
mod file;
mod foreign_keys;
mod front_matter;
mod layout;
mod plain_title;
mod search_data;
mod static_files;
mod unread;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::guest;
use crate::memo::{self, Memo};
use crate::model::{LanguageId, SourcePath, Synonym};
use crate::source::{Binary, Fault, History, Snapshot, SourceFile, TextFile};

pub(in crate::corpus) use data::RedirectLine;
pub(in crate::corpus) use directives::{
    Attribute, Block, Callout, Container, Opening, after_escaped, are_suspicious, is_example, seen,
};
pub(in crate::corpus) use file::ContentFile;
pub(in crate::corpus) use front_matter::{FrontMatter, audience_span};
use layout::Place;
pub(in crate::corpus) use layout::split_language;
pub(in crate::corpus) use search_data::BestBetLine;
pub(in crate::corpus) use static_files::StaticFolder;
pub(in crate::corpus) use unread::Unread;

/// Everything the content folders hold, visible or not. Only this module's parent can look inside.
pub struct Corpus {
    pub(in crate::corpus) files: Vec<Arc<ContentFile>>,
    pub(in crate::corpus) snippets: BTreeMap<(String, LanguageId), Arc<ContentFile>>,
    pub(in crate::corpus) assets: BTreeMap<SourcePath, Binary>,
    pub(in crate::corpus) static_folders: Vec<StaticFolder>,
    pub(in crate::corpus) redirects: Vec<RedirectLine>,
    /// The text that they stand in, for messages that name a line of it.
    pub(in crate::corpus) redirects_text: Arc<str>,
    pub(in crate::corpus) synonyms: Vec<(LanguageId, Synonym)>,
    pub(in crate::corpus) best_bets: Vec<BestBetLine>,
    pub(in crate::corpus) unread: Unread,
    pub(in crate::corpus) history: Arc<History>,
}

/// What one file became, and what is wrong with it.
pub struct Parsed {
    place: Option<Place>,
    file: Option<Arc<ContentFile>>,
    problems: Vec<Diagnostic>,
}

/// Remembers parsed files, by path, text and settings.
pub type FileMemo = Memo<Arc<Parsed>>;

/// Reads every article, snippet and data file of the snapshot.
pub fn load(snapshot: &Snapshot, settings: &Settings, memo: Option<&FileMemo>) -> Diagnosed<Corpus> {
    let mut sink = Vec::new();
    let mut unread = Unread::default();
    let files = parse_all(snapshot, settings, "content/", memo, &mut unread, &mut sink);
    let snippets = parse_all(snapshot, settings, "snippets/", memo, &mut unread, &mut sink);
    snapshot.unread.iter().for_each(|(path, text)| unread.add(path, text));
    let mut corpus = Corpus {
        files,
        snippets: BTreeMap::new(),
        assets: assets(snapshot),
        static_folders: static_files::folders(snapshot, settings, &mut sink),
        redirects: data::redirects(snapshot, &mut sink),
        redirects_text: snapshot.text_of(data::REDIRECTS).cloned().unwrap_or_default(),
        synonyms: search_data::synonyms(snapshot, settings, &mut sink),
        best_bets: search_data::best_bets(snapshot, settings, &mut sink),
        unread,
        history: snapshot.history.clone(),
    };
    static_files::separate(&mut corpus, &mut sink);
    for snippet in snippets {
        let key = (snippet.place.key.clone(), snippet.language);
        if let Some(first) = corpus.snippets.get(&key) {
            let message = format!("`{}` is the same snippet in the same language", first.path);
            sink.push(
                Diagnostic::new(Code::DuplicateTranslation, message)
                    .at(Span::file(&snippet.path))
                    .hint("remove or rename one of the two"),
            );
            continue;
        }
        corpus.snippets.insert(key, snippet);
    }
    sink.extend(corpus.assets.iter().filter_map(|(path, binary)| match &binary.look.fault {
        Some(Fault::Panicked(panicked)) => {
            Some(panicked.diagnostic("looking at this file").at(Span::file(path)))
        }
        _ => None,
    }));
    Diagnosed::new(corpus, sink)
}

/// Scans a whole text, for the tests of what is written from it.
#[cfg(test)]
pub(in crate::corpus) fn scan_all(
    text: &str,
    path: &SourcePath,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    directives::scan(text, 0..text.len(), path, settings, sink)
}

fn parse_all(
    snapshot: &Snapshot,
    settings: &Settings,
    folder: &str,
    memo: Option<&FileMemo>,
    unread: &mut Unread,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Arc<ContentFile>> {
    let mut texts = Vec::new();
    for (path, file) in snapshot.below(folder) {
        match file {
            SourceFile::Text(file) => texts.push((path, file)),
            SourceFile::Binary(_) => layout::warn_of_lookalikes(path, sink),
        }
    }
    let parse = |path: &SourcePath, file: &Arc<TextFile>| {
        let mut problems = Vec::new();
        let inner = path.as_str().strip_prefix(folder).unwrap_or_default();
        let place = layout::place(path, inner, &settings.languages, &mut problems);
        let attempt = guest::contained_at(&format!("read {path}"), || {
            let mut problems = Vec::new();
            let parsed =
                place.clone().and_then(|place| file::parse(path, file, place, settings, &mut problems));
            (parsed, problems)
        });
        let (parsed, mut found) = attempt.unwrap_or_else(|panicked| {
            (None, vec![panicked.diagnostic("reading this file").at(Span::file(path))])
        });
        problems.append(&mut found);
        Arc::new(Parsed { place, file: parsed.map(Arc::new), problems })
    };
    let parsed: Vec<(&SourcePath, &Arc<TextFile>, Arc<Parsed>)> = texts
        .into_par_iter()
        .map(|(path, file)| {
            let parsed = match memo {
                Some(memo) => {
                    let key = memo::key(&[path.as_str().as_bytes(), file.digest(), &settings.digest]);
                    memo.get_or_make(key, || parse(path, file))
                }
                None => parse(path, file),
            };
            (path, file, parsed)
        })
        .collect();
    let places: Vec<(&SourcePath, &Place)> =
        parsed.iter().filter_map(|(path, _, parsed)| Some((*path, parsed.place.as_ref()?))).collect();
    layout::check_nesting(&places, sink);
    sink.extend(parsed.iter().flat_map(|(.., parsed)| parsed.problems.iter().cloned()));
    for (path, file, _) in parsed.iter().filter(|(.., parsed)| parsed.file.is_none()) {
        unread.add(path, &file.text);
    }
    parsed.iter().filter_map(|(.., parsed)| parsed.file.clone()).collect()
}

fn assets(snapshot: &Snapshot) -> BTreeMap<SourcePath, Binary> {
    ["content/", "snippets/", "static/", "static."]
        .into_iter()
        .flat_map(|folder| snapshot.below(folder))
        .filter_map(|(path, file)| match file {
            SourceFile::Binary(binary) => Some((path.clone(), binary.clone())),
            SourceFile::Text(_) => None,
        })
        .collect()
}
