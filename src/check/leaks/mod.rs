//! Looks in a built tree for whatever its audience may not see, by other code than that which built it.
//!
//! What builds a tree and what judges it must not share a mistake: so nothing here knows `corpus`, `output`,
//! `search` or `pipeline`. Visibility is decided from front matter anew, and every file of the tree is read back
//! from its bytes. A leak is whatever stands in hidden text, stands in no visible one, and is in the tree.
//!
//! Some things are shared with the build all the same: the files as they are read, the settings with whom each
//! audience includes (`Audiences::viewers`), the reader of YAML, the rules of which names are equal (`fold`, `nfc`,
//! `percent_decode`), and `slugify`. A mistake in one of those is not found here.
//!
//! What a clean scan does not prove: that no author or owner of a hidden article is named; that scripts, stylesheets
//! and classes hold no single hidden word or short name (four words in a row are found); that no picture or download
//! shows one (its bytes and its name are compared, its inside is not read); that counts, dates and numbers say
//! nothing; that no words which are public elsewhere come together in less than five in a row.

mod tree;
mod visibility;
mod front;
mod layout;
mod blocks;
mod addresses;
mod files;
mod fixed;
mod targets;
mod sources;
mod allowed;
mod prose;
mod tokens;
mod secrets;
mod unpack;
mod markup;
mod json;
mod index;
mod matches;

use std::path::Path;

use rayon::prelude::*;

use self::addresses::Reader;
use self::matches::{Found, Matcher};
use self::prose::Variables;
use self::secrets::{ADDRESS, FILE, Place, Secrets};
use self::sources::Sources;
use self::tree::{Entry, Manifest};
use self::unpack::Piece;
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span, counted};
use crate::model::AudienceId;
use crate::source::Snapshot;

/// Leaks that are told one by one; whoever has more has one reason for all.
const LEAKS_TOLD: usize = 100;
/// Characters of a leak that are shown.
const WORDS_SHOWN: usize = 60;

/// What is asked of a tree.
pub struct Question<'a> {
    /// The files of the site that it was built from.
    pub snapshot: &'a Snapshot,
    /// The settings of the site.
    pub settings: &'a Settings,
    /// Whom it is meant for, where the user says so.
    pub audience: Option<AudienceId>,
    /// The day of its build.
    pub date: jiff::civil::Date,
    /// Whether it was built with drafts.
    pub drafts: bool,
}

/// What was looked at, for the closing line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Whom the tree is for, as its manifest says.
    pub audience: String,
    /// Files that were read.
    pub files: usize,
    /// Words, sequences of words, addresses and files that were looked for.
    pub secrets: usize,
}

/// Looks for leaks in the tree in `folder`.
pub fn scan(folder: &Path, question: &Question<'_>) -> Diagnosed<Summary> {
    let mut sink = Vec::new();
    let manifest = match tree::manifest(folder) {
        Ok(manifest) => manifest,
        Err(problem) => return Diagnosed::new(Summary::default(), vec![problem]),
    };
    let mut summary = Summary { audience: manifest.audience.clone(), ..Summary::default() };
    let entries = tree::entries(folder, &mut sink);
    sink.extend(missing(&manifest, &entries));
    let audience = match audience(&manifest, question) {
        Ok(audience) => audience,
        Err(problem) => {
            sink.push(problem);
            return Diagnosed::new(summary, sink);
        }
    };
    let reader = Reader::new(bases(question.settings));
    let copied = tree::copied(question.snapshot, &fixed::Fixed::new(question, audience, &mut Vec::new()));
    let sources = sources::read(question, audience, copied, &reader, &mut sink);
    let variables = Variables::new(&question.settings.variables);
    let secrets = Secrets::new(&sources, &variables);
    let scan = Scan {
        question,
        manifest: &manifest,
        sources: &sources,
        secrets: &secrets,
        matcher: Matcher::new(&secrets, &reader, &sources.known_addresses),
    };
    (summary.files, summary.secrets) = (entries.len(), secrets.count());
    let looked: Vec<_> = entries.par_iter().map(|entry| scan.file(entry)).collect();
    let mut leaks = scan.manifest();
    for (problems, found) in looked {
        sink.extend(problems);
        leaks.extend(found);
    }
    let untold = leaks.len().saturating_sub(LEAKS_TOLD);
    sink.extend(leaks.into_iter().take(LEAKS_TOLD));
    if untold > 0 {
        sink.push(Diagnostic::new(Code::Leak, format!("there are {} more", counted(untold, "leak"))));
    }
    Diagnosed::new(summary, sink)
}

/// Returns whom the tree is for, or why it must not be published.
fn audience(manifest: &Manifest, question: &Question<'_>) -> Result<AudienceId, Diagnostic> {
    let audiences = &question.settings.audiences;
    let Some(own) = audiences.find(&manifest.audience) else {
        let message = format!("this tree is for `{}`, which is no audience of the site", manifest.audience);
        let hint = did_you_mean(&manifest.audience, audiences.names());
        return Err(Diagnostic::new(Code::UnknownAudience, message).maybe_hint(hint));
    };
    match question.audience.filter(|named| *named != own).and_then(|named| audiences.get(named)) {
        None => Ok(own),
        Some(named) => {
            let message = format!("this tree is for `{}`, not for `{}`", manifest.audience, named.name);
            let hint = format!("publish the one that `helpsmith build --audience {}` writes", named.name);
            Err(Diagnostic::new(Code::WrongAudience, message).hint(hint))
        }
    }
}

/// Returns what the manifest lists and the tree does not have.
fn missing(manifest: &Manifest, entries: &[Entry]) -> Vec<Diagnostic> {
    let there: std::collections::BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    let missing = manifest.files.keys().filter(|path| !there.contains(path.as_str()));
    missing
        .map(|path| changed(format!("`{path}` is missing, although the tree's manifest lists it")))
        .collect()
}

/// Names that helpsmith gives to files, so that nobody learns anything from their words.
const NAMES: [&str; 13] = [
    "index.html",
    "index.md",
    "404.html",
    "llms.txt",
    "robots.txt",
    "feed.xml",
    "opensearch.xml",
    "manifest.json",
    "manifest.js",
    "elasticlunr.json",
    "bets.bin",
    "bets.js",
    "_headers",
];

/// Returns the part of a file's path that a writer of the site has named.
fn named(path: &str) -> &str {
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("");
    let name = path.get(folder.len()..).unwrap_or("");
    let name = [".gz", ".br"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let sitemap = name.strip_prefix("sitemap").and_then(|rest| rest.strip_suffix(".xml"));
    let is_fixed = NAMES.contains(&name)
        || matches!(name, "_redirects" | "_redirects.json" | "_redirects.nginx")
        || sitemap.is_some_and(|part| part.chars().all(|c| c == '-' || c.is_ascii_digit()));
    if is_fixed { folder } else { path }
}

fn changed(message: String) -> Diagnostic {
    Diagnostic::new(Code::ChangedOutput, message)
        .hint("build the tree again; what else is to be published belongs into the site's `static/`")
}

/// Returns the paths below which the site may be served.
fn bases(settings: &Settings) -> Vec<String> {
    let own = settings.audiences.iter().filter_map(|(_, audience)| audience.base_url.as_ref());
    own.chain([&settings.base_url]).map(|base| base.path().to_owned()).collect()
}

/// All that a file is held against.
struct Scan<'a> {
    question: &'a Question<'a>,
    manifest: &'a Manifest,
    sources: &'a Sources<'a>,
    secrets: &'a Secrets,
    matcher: Matcher<'a>,
}

impl Scan<'_> {
    /// Returns what is wrong with a file, and what it leaks.
    fn file(&self, entry: &Entry) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let path = entry.path.as_str();
        let mut found = Found::default();
        self.matcher.look(Piece::Value(named(path)), "", &mut found);
        let bytes = match entry.read() {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("`{path}` cannot be read: {error}");
                return (vec![Diagnostic::new(Code::UnreadableFile, message)], self.leaks(path, found));
            }
        };
        let mut problems = Vec::new();
        let digest = blake3::hash(&bytes);
        match self.manifest.files.get(path) {
            None => problems.push(changed(format!("`{path}` is not in the tree's manifest"))),
            Some(listed) if *listed != tree::digits(&digest) => {
                problems.push(changed(format!("`{path}` is not as helpsmith has written it")));
            }
            Some(_) => {}
        }
        if let Some(place) = self.secrets.files.get(digest.as_bytes()) {
            found.add(*place);
        }
        // What is copied as it is holds what its audience may see, by definition.
        if !self.sources.visible_files.contains(digest.as_bytes()) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let read =
                unpack::unpack(path, &bytes, &mut |piece| self.matcher.look(piece, folder, &mut found));
            // What cannot be looked into may hold anything.
            if let Err(reason) = read {
                let message = format!("`{path}` cannot be looked into: {reason}");
                problems.push(Diagnostic::new(Code::UnreadableFile, message).hint("build the tree again"));
            }
        }
        (problems, self.leaks(path, found))
    }

    /// Returns what the manifest leaks beside the names of files, which are looked at one by one.
    fn manifest(&self) -> Vec<Diagnostic> {
        let mut found = Found::default();
        json::strings(&self.manifest.rest, &mut |piece| self.matcher.look(piece, "", &mut found));
        self.leaks(".helpsmith.json", found)
    }

    fn leaks(&self, path: &str, found: Found) -> Vec<Diagnostic> {
        found.finish().into_iter().map(|place| self.leak(path, place)).collect()
    }

    fn leak(&self, path: &str, place: Place) -> Diagnostic {
        let source = usize::try_from(place.source).unwrap_or(usize::MAX);
        let range = usize::try_from(place.start).unwrap_or(0)..usize::try_from(place.end).unwrap_or(0);
        let span = self.sources.span(source, range);
        let name = self.sources.paths.get(source).map_or("", |path| path.as_str());
        let is_text = name.ends_with(".md") || name.ends_with(".yaml");
        let what = match (place.length, span.as_ref().and_then(|span| self.words(span))) {
            (FILE, _) => format!("is `{name}`"),
            (ADDRESS, _) => format!("has an address of `{name}`"),
            (_, Some(words)) => format!("holds `{words}`"),
            (_, None) if is_text => format!("holds words of `{name}`"),
            (_, None) => format!("names `{name}`"),
        };
        let message = format!("`{path}` {what}, which `{}` may not see", self.manifest.audience);
        Diagnostic::new(Code::Leak, message).at_maybe(span).hint(
            "do not publish this tree; build it again, and if this is still said, report it as a defect of helpsmith",
        )
    }

    /// Returns the words at a place of a hidden source, as far as a message has room.
    fn words(&self, span: &Span) -> Option<String> {
        let text = self.question.snapshot.text_of(span.path.as_str())?.get(span.start..span.end)?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
        if text.chars().count() > WORDS_SHOWN {
            let short: String = text.chars().take(WORDS_SHOWN).collect();
            return Some(format!("{short}…"));
        }
        (!text.is_empty()).then_some(text)
    }
}
