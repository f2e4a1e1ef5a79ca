//! Sorts the words of a site into those that an audience may see and those that it may not.
//!
//! A word that could be public counts as public. So settings, data, interface words, templates, assets and `static/`
//! are visible as a whole, and of a visible article even what no page shows.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::addresses::{self, Addresses, Reader};
use super::blocks;
use super::files::Beside;
use super::fixed::{self, Fixed};
use super::front::words;
use super::markup;
use super::targets::Targets;
use super::tree::Copied;
use super::visibility::{self, File, Role};
use super::{Question, allowed};
use crate::diagnostic::{Diagnostic, SourcePath};
use crate::model::paths::percent_decode;
use crate::model::{AudienceId, SitePath, Span};
use crate::source::SourceFile;
use crate::yaml::{self, Node, Value};

/// A text that the audience may not see.
pub(super) struct Hidden<'a> {
    /// Its file, by its place in [`Sources::paths`].
    pub source: usize,
    pub text: Cow<'a, str>,
    /// Where it stands in the file; nothing where it is the name of the file.
    pub offset: Option<usize>,
    /// Whether it is a name, which is a secret as a whole.
    pub is_name: bool,
}

/// An address that the audience may not see.
pub(super) struct HiddenAddress {
    pub source: usize,
    pub address: String,
    pub place: Range<usize>,
}

/// All words of a site.
#[derive(Default)]
pub(super) struct Sources<'a> {
    /// The files that hold something hidden.
    pub paths: Vec<&'a SourcePath>,
    pub hidden: Vec<Hidden<'a>>,
    pub visible: Vec<Cow<'a, str>>,
    /// Visible scripts and stylesheets.
    pub code: Vec<String>,
    pub hidden_addresses: Vec<HiddenAddress>,
    pub visible_addresses: BTreeSet<String>,
    /// Addresses of visible pages, and all that visible texts name or lead to.
    pub known_addresses: BTreeSet<String>,
    /// Files beside articles that only hidden text refers to, with their digests.
    pub hidden_files: Vec<(usize, [u8; 32])>,
    pub visible_files: BTreeSet<[u8; 32]>,
}

impl<'a> Sources<'a> {
    /// Adds a file that is copied for others: its bytes, its name and its address.
    fn hide_fixed(&mut self, path: &'a SourcePath, inner: &str, digest: [u8; 32]) {
        let source = self.paths.len();
        self.paths.push(path);
        self.hidden_files.push((source, digest));
        self.hidden_addresses.push(HiddenAddress { source, address: addresses::plain(inner), place: 0..0 });
        for part in inner.split('/') {
            let name = part.trim_start_matches('.').split('.').next().unwrap_or("").to_owned();
            self.hidden.push(Hidden { source, text: Cow::Owned(name), offset: None, is_name: true });
        }
    }

    /// Returns the place of a hidden text.
    pub fn span(&self, source: usize, range: Range<usize>) -> Option<Span> {
        self.paths.get(source).map(|path| Span::new(path, range.start, range.end))
    }
}

/// Reads a site for an audience; `copied` are the texts of files that a build copies as they are.
pub(super) fn read<'a>(
    question: &Question<'a>,
    audience: AudienceId,
    copied: Copied,
    reader: &Reader,
    sink: &mut Vec<Diagnostic>,
) -> Sources<'a> {
    let mut files = visibility::files(question, audience, sink);
    follow_snippets(&mut files, question, audience);
    let mut sources = Sources { paths: files.iter().map(|file| file.path).collect(), ..Sources::default() };
    sort_addresses(&mut sources, &files, question);
    let fixed = Fixed::new(question, audience, sink);
    for (path, file) in question.snapshot.below("static.") {
        if let (SourceFile::Binary(file), Some((top, inner))) = (file, path.as_str().split_once('/'))
            && fixed.is_hidden(top)
        {
            sources.hide_fixed(path, inner, file.digest);
        }
    }
    let mut targets = Targets::new(&files, &sources.hidden_addresses, &sources.visible_addresses, reader);
    sort_data(&mut sources, &mut targets, question);
    for (source, file) in files.iter().enumerate() {
        sort_file(&mut sources, (source, file), &targets, hidden_parts(file, question, audience));
    }
    let beside = Beside::new(&files, |file| hidden_parts(file, question, audience), question.settings);
    for (path, file) in &question.snapshot.files {
        let (top, inner) = path.as_str().split_once('/').unwrap_or(("", ""));
        match file {
            SourceFile::Text(text) if !matches!(top, "content" | "snippets" | "data" | "tests") => {
                sources.visible.push(Cow::Borrowed(&text.text));
            }
            SourceFile::Text(_) => {}
            SourceFile::Binary(file) if matches!(top, "content" | "snippets") && !beside.is_visible(path) => {
                let source = sources.paths.len();
                sources.paths.push(path);
                sources.hidden_files.push((source, file.digest));
                let stem = path.file_name().split('.').next().unwrap_or("").to_owned();
                let text = Cow::Owned(stem);
                sources.hidden.push(Hidden { source, text, offset: None, is_name: true });
            }
            SourceFile::Binary(_) if fixed.is_hidden(top) => {}
            SourceFile::Binary(file) => {
                sources.visible_files.insert(file.digest);
                sources.visible.push(Cow::Borrowed(path.as_str()));
                let inner = if fixed::is_fixed(top) { inner } else { path.as_str() };
                sources.visible_addresses.insert(addresses::plain(inner));
            }
        }
    }
    sources.visible.extend(copied.texts.into_iter().map(Cow::Owned));
    sources.code = copied.code;
    sources.visible.extend(allowed::texts(question).into_iter().map(Cow::Owned));
    finish_addresses(&mut sources, question);
    decode_escapes(&mut sources);
    sources
}

/// Adds what texts with entities, and links with `%20`, are once a browser has read them. Where their words stand is
/// no longer known.
fn decode_escapes(sources: &mut Sources<'_>) {
    let decoded = |text: &str| {
        let mut out = String::new();
        markup::decode(text, &mut out);
        (out != text).then_some(out)
    };
    let visible: Vec<String> = sources.visible.iter().filter_map(|text| decoded(text)).collect();
    let lines = sources.visible.iter().flat_map(|text| text.lines()).filter(|line| line.contains('%'));
    let links: Vec<String> = lines.map(percent_decode).collect();
    sources.visible.extend(visible.into_iter().chain(links).map(Cow::Owned));
    let hidden = sources.hidden.iter().filter_map(|hidden| {
        let text = Cow::Owned(decoded(&hidden.text)?);
        Some(Hidden { source: hidden.source, text, offset: None, is_name: hidden.is_name })
    });
    let hidden: Vec<Hidden<'_>> = hidden.collect();
    sources.hidden.extend(hidden);
}

/// Returns what a file that is visible holds for others.
fn hidden_parts(file: &File<'_>, question: &Question<'_>, audience: AudienceId) -> Vec<Range<usize>> {
    let (front, body) = file.text.split_at_checked(file.front.body).unwrap_or(("", file.text));
    let mut parts = blocks::hidden_words(front, question.settings, audience);
    parts.extend(blocks::hidden(body, file.front.body, question.settings, audience));
    parts
}

/// Returns the parts of a file that its readers may see.
pub(super) fn visible_parts<'f>(file: &File<'f>, hidden: &[Range<usize>]) -> Vec<&'f str> {
    let parts = blocks::without(0..file.text.len(), hidden);
    parts.into_iter().filter_map(|part| file.text.get(part)).collect()
}

/// A snippet that no visible text takes in is published nowhere.
fn follow_snippets(files: &mut [File<'_>], question: &Question<'_>, audience: AudienceId) {
    let mut asked = String::new();
    let mut taken = vec![false; files.len()];
    loop {
        let mut is_news = false;
        for (file, taken) in files.iter().zip(&mut taken) {
            let is_wanted = file.role != Role::Snippet || asked.contains(&file.key);
            if *taken || !file.visible || !is_wanted {
                continue;
            }
            (*taken, is_news) = (true, true);
            for part in visible_parts(file, &hidden_parts(file, question, audience)) {
                for name in part.split("::snippet").skip(1).filter_map(|rest| rest.split('}').next()) {
                    asked.push_str(name.get(..name.len().min(NAME_BYTES_MAX)).unwrap_or(""));
                    asked.push('\n');
                }
            }
        }
        if !is_news {
            break;
        }
    }
    for (file, taken) in files.iter_mut().zip(taken) {
        file.visible &= taken;
    }
}

/// Bytes of the name of a snippet that are looked at; a path has no more.
const NAME_BYTES_MAX: usize = 512;

/// Sorts the words of a file; `hidden` are the parts of a visible one that others get.
fn sort_file<'a>(
    sources: &mut Sources<'a>,
    (source, file): (usize, &File<'a>),
    targets: &Targets<'_>,
    hidden: Vec<Range<usize>>,
) {
    let mut hide = |range: Range<usize>, is_name| {
        if let Some(text) = file.text.get(range.clone()) {
            let text = Cow::Borrowed(text);
            sources.hidden.push(Hidden { source, text, offset: Some(range.start), is_name });
        }
    };
    if file.visible {
        sources.visible.extend(targets.texts(file, blocks::without(0..file.text.len(), &hidden)));
        sources.visible.push(Cow::Borrowed(file.path.as_str()));
        hidden.into_iter().for_each(|part| hide(part, false));
        return;
    }
    file.front.names.iter().for_each(|range| hide(range.clone(), true));
    file.front.texts.iter().for_each(|range| hide(range.clone(), false));
    hide(file.front.body..file.text.len(), false);
    if matches!(file.role, Role::Article | Role::Section) {
        let name = file.key.rsplit('/').next().unwrap_or("").to_owned();
        sources.hidden.push(Hidden { source, text: Cow::Owned(name), offset: None, is_name: true });
    }
}

/// Sorts the addresses of pages.
fn sort_addresses(sources: &mut Sources<'_>, files: &[File<'_>], question: &Question<'_>) {
    let addresses = Addresses::new(question.settings, files);
    for (source, file) in files.iter().enumerate() {
        let labels = file.front.labels.iter().flat_map(|label| addresses.of_label(label));
        let aliases =
            file.front.aliases.iter().map(|(alias, range)| (addresses::plain(alias), range.clone()));
        if file.visible {
            let pages = if matches!(file.role, Role::Article | Role::Section) {
                addresses.of(file)
            } else {
                BTreeSet::new()
            };
            // A section needs no file of its own to have a page.
            let sections =
                pages.iter().flat_map(|page| page.match_indices('/').filter_map(|(at, _)| page.get(..at)));
            sources.visible_addresses.extend(sections.map(str::to_owned));
            sources.visible_addresses.extend(pages.iter().cloned());
            sources.visible_addresses.extend(labels.chain(aliases.map(|(alias, _)| alias)));
            continue;
        }
        let title = file.front.names.first().cloned().unwrap_or(0..0);
        let pages = match file.role {
            Role::Article | Role::Section => addresses.of(file),
            Role::Snippet | Role::Note => BTreeSet::new(),
        };
        let pages = pages.into_iter().chain(labels).map(|address| (address, title.clone()));
        let hidden = pages.chain(aliases).filter(|(address, _)| !address.is_empty());
        let hidden = hidden.map(|(address, place)| HiddenAddress { source, address, place });
        sources.hidden_addresses.extend(hidden);
    }
}

/// Sorts the lines of `data/`: those that lead to hidden pages alone are hidden.
fn sort_data<'a>(sources: &mut Sources<'a>, targets: &mut Targets<'_>, question: &Question<'a>) {
    for (path, file) in question.snapshot.below("data/") {
        let SourceFile::Text(file) = file else { continue };
        let is_redirects = path.as_str().starts_with("data/redirects.");
        let (mut hidden, mut cuts) = (Vec::new(), Vec::new());
        if is_redirects || path.as_str().starts_with("data/best-bets.") {
            // What is wrong with it, a build says.
            if let Some(node) = yaml::parse(&file.text, 0, path, &mut Vec::new()) {
                (hidden, cuts) = entries_to(&node, |target| targets.is_hidden(target));
            }
        }
        let source = sources.paths.len();
        sources.paths.push(path);
        for part in blocks::without(0..file.text.len(), &cuts) {
            sources.visible.extend(file.text.get(part).map(Cow::Borrowed));
        }
        for key in hidden {
            let Some(text) = file.text.get(key.clone()) else { continue };
            if is_redirects {
                let address = addresses::plain(text.trim_matches(['"', '\'']));
                targets.add(&address);
                sources.hidden_addresses.push(HiddenAddress { source, address, place: key.clone() });
            }
            sources.hidden.push(Hidden {
                source,
                text: Cow::Borrowed(text),
                offset: Some(key.start),
                is_name: true,
            });
        }
    }
}

/// Returns the keys of a map, or of maps in it, all of whose values are `hidden`; and what in it is no visible text:
/// those entries as a whole, and of others the values that are hidden.
fn entries_to(node: &Node, hidden: impl Fn(&str) -> bool) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut keys, mut cuts) = (Vec::new(), Vec::new());
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let Value::Map(entries) = &node.value else { continue };
        for (key, value) in entries {
            let targets = words(value);
            if matches!(value.value, Value::Map(_)) {
                open.push(value);
            } else if !targets.is_empty() && targets.iter().all(|(target, _)| hidden(target)) {
                keys.push(key.range.clone());
                cuts.push(key.range.start..value.range.end);
            } else {
                let hidden = targets.into_iter().filter(|(target, _)| hidden(target));
                cuts.extend(hidden.map(|(_, range)| range));
            }
        }
    }
    keys.sort_by_key(|key| key.start);
    cuts.sort_by_key(|cut| cut.start);
    (keys, cuts)
}

/// Adds whole URLs of visible pages to the visible text, and drops hidden addresses that are visible ones as well.
fn finish_addresses(sources: &mut Sources<'_>, question: &Question<'_>) {
    for page in ["", "search", "labels", "404.html"] {
        sources.visible_addresses.insert(page.to_owned());
        for (_, language, _) in question.settings.languages.iter() {
            sources.visible_addresses.insert(addresses::plain(&format!("{language}/{page}")));
        }
    }
    let visible = &sources.visible_addresses;
    sources.hidden_addresses.retain(|hidden| !visible.contains(&hidden.address));
    // An address that is written out in a visible text is no secret, but a link to a hidden page is none of those.
    let mut quoted = BTreeSet::new();
    let code = sources.code.iter().map(String::as_str);
    for text in sources.visible.iter().map(|text| text.as_ref()).chain(code) {
        addresses::runs(text, |run, at| {
            let before = text.get(..at).unwrap_or("");
            let is_link = ["](", "](<", "]: ", "=\"", "='"].iter().any(|link| before.ends_with(link));
            if run.len() < NAME_BYTES_MAX {
                let path = run
                    .split_once("://")
                    .map_or(run, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(""));
                let address = addresses::plain(path);
                if !is_link {
                    quoted.insert(address.clone());
                }
                sources.known_addresses.insert(address);
            }
        });
    }
    sources.known_addresses.extend(sources.visible_addresses.iter().cloned());
    sources.hidden_addresses.retain(|hidden| !quoted.contains(&hidden.address));
    let audiences = question.settings.audiences.iter();
    let own = audiences.filter_map(|(_, audience)| audience.base_url.clone());
    let bases: Vec<_> = own.chain([question.settings.base_url.clone()]).collect();
    let mut urls = String::new();
    for address in &sources.visible_addresses {
        for base in &bases {
            let url = SitePath::parse(address).map(|path| base.absolute(&path)).unwrap_or_default();
            urls.push_str(&percent_decode(&url));
            urls.push('\n');
        }
    }
    sources.visible.push(Cow::Owned(urls));
}
