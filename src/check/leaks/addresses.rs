//! Knows at which addresses articles, sections and labels are, and reads addresses out of a built tree.
//!
//! An address is a path from the root of the site in small letters, without slashes at its ends. Where it is open
//! which of two addresses a page has, a visible one has both.

use std::collections::{BTreeMap, BTreeSet};

use super::visibility::{File, Role};
use crate::config::Settings;
use crate::model::paths::{fold, nfc, percent_decode, slugify};
use crate::model::{LanguageId, label_slug};

/// Returns the path that `relative` leads to from `folder`.
pub(super) fn resolved(folder: &str, relative: &str) -> String {
    let start = if relative.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns the address that a path stands for.
pub(super) fn plain(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or("");
    let path = nfc(&percent_decode(path));
    let mut address = fold(&resolved("", &path));
    for page in ["index.html", "index.md"] {
        if let Some(folder) =
            address.strip_suffix(page).filter(|folder| folder.is_empty() || folder.ends_with('/'))
        {
            address = folder.trim_end_matches('/').to_owned();
        }
    }
    address
}

/// Reads addresses in files of a tree.
pub(super) struct Reader {
    /// Paths below which the site may be served, with slashes at both ends, longest first.
    bases: Vec<String>,
}

impl Reader {
    /// Returns a reader for a site that is served at these paths.
    pub fn new(mut bases: Vec<String>) -> Self {
        bases.push("/".to_owned());
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        bases.dedup();
        Self { bases }
    }

    /// Calls `each` with every address that `link` may stand for in a file of `folder`.
    pub fn read(&self, link: &str, folder: &str, mut each: impl FnMut(&str)) {
        let path = match link.split_once("://") {
            Some((scheme, rest)) if scheme.len() <= 5 => match rest.find('/') {
                Some(at) => rest.get(at..).unwrap_or(""),
                None => return,
            },
            Some(_) => return,
            None => link,
        };
        if !path.starts_with('/') {
            let end = path.find(['?', '#']).unwrap_or(path.len());
            let path = path.get(..end).unwrap_or("");
            each(&plain(&resolved(folder, path)));
            each(&plain(path));
            return;
        }
        for base in &self.bases {
            if let Some(inner) = path.strip_prefix(base.as_str()) {
                each(&plain(inner));
            }
        }
    }
}

/// Parts of an address that are told from the path below which a site is served.
const PARTS_MAX: usize = 16;

/// Calls `each` with a whole path and with every end of it that has two parts or more, the longest first: a site may
/// be served below a path that its settings do not name.
pub(super) fn ends(link: &str, mut each: impl FnMut(&str, &str)) {
    let path = link
        .split_once("://")
        .map_or(link, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(""));
    if !path.starts_with('/') {
        return;
    }
    let whole = plain(path);
    let slashes: Vec<usize> = whole.match_indices('/').map(|(at, _)| at).collect();
    let all_but_one = slashes.len().saturating_sub(1);
    let first = all_but_one.saturating_sub(PARTS_MAX);
    for at in slashes.get(first..all_but_one).unwrap_or(&[]) {
        each(&whole, whole.get(at + 1..).unwrap_or(""));
    }
}

/// Calls `each` with every part of a text that may be an address or the path of a file, and where it begins.
pub(super) fn runs<'t>(text: &'t str, mut each: impl FnMut(&'t str, usize)) {
    let is_end = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | ',' | ';' | '\\'
            )
    };
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('/')) {
        let slash = at + found;
        let head = text.get(at..slash).unwrap_or("");
        let start =
            head.char_indices().rev().find(|(_, c)| is_end(*c)).map_or(at, |(i, c)| at + i + c.len_utf8());
        let tail = text.get(slash..).unwrap_or("");
        let end = tail.find(is_end).map_or(text.len(), |end| slash + end);
        if let Some(run) = text.get(start..end) {
            each(run.trim_end_matches(['.', ':', '!', '*', '_']), start);
        }
        at = end.max(slash + 1);
    }
}

/// The addresses of a site's files.
pub(super) struct Addresses<'a> {
    settings: &'a Settings,
    /// By folder, then language: what the section's own file says.
    sections: BTreeMap<&'a str, BTreeMap<LanguageId, &'a File<'a>>>,
}

impl<'a> Addresses<'a> {
    /// Returns the addresses for `files`.
    pub fn new(settings: &'a Settings, files: &'a [File<'a>]) -> Self {
        let mut sections: BTreeMap<&str, BTreeMap<LanguageId, &File<'_>>> = BTreeMap::new();
        for file in files.iter().filter(|file| file.role == Role::Section) {
            sections.entry(&file.key).or_default().insert(file.language, file);
        }
        Self { settings, sections }
    }

    /// Returns every address that a file's page may have, other languages, in which it stands in, included.
    pub fn of(&self, file: &File<'_>) -> BTreeSet<String> {
        let ids = self.settings.languages.iter().map(|(id, ..)| id);
        ids.flat_map(|id| self.in_language(file, id)).collect()
    }

    /// Returns the addresses of a label's page in all languages.
    pub fn of_label(&self, label: &str) -> BTreeSet<String> {
        let slug = label_slug(label);
        let ids = self.settings.languages.iter().map(|(id, ..)| id);
        ids.map(|id| plain(&format!("{}labels/{slug}", self.prefix(id)))).collect()
    }

    /// Returns the folder of a language's pages.
    fn prefix(&self, language: LanguageId) -> String {
        match language == LanguageId::DEFAULT {
            true => String::new(),
            false => format!("{}/", self.settings.languages.tag(language)),
        }
    }

    fn in_language(&self, file: &File<'_>, language: LanguageId) -> BTreeSet<String> {
        let prefix = self.prefix(language);
        let folder = if file.role == Role::Section { file.key.as_str() } else { file.folder.as_str() };
        let mut found = BTreeSet::new();
        for named_in in [language, LanguageId::DEFAULT] {
            let mut path = self.folder(folder, named_in);
            if file.role == Role::Section {
                found.insert(plain(&format!("{prefix}{path}")));
                continue;
            }
            let name = file.path.file_name().split('.').next().unwrap_or("");
            let own = match name {
                "index" => file.path.folder().rsplit('/').next().unwrap_or("").to_owned(),
                _ => self.stem(file.path.file_name()).to_owned(),
            };
            path.push_str(&file.front.slug.clone().unwrap_or_else(|| slugify(&own)));
            found.insert(plain(&format!("{prefix}{path}")));
        }
        found.remove("");
        found
    }

    /// Returns a file's name without its ending and language.
    fn stem<'n>(&self, name: &'n str) -> &'n str {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        match stem.rsplit_once('.') {
            Some((inner, tag)) if !inner.is_empty() && self.settings.languages.find(tag).is_some() => inner,
            _ => stem,
        }
    }

    /// Returns the path of a section's page, with a slash at its end.
    fn folder(&self, folder: &str, language: LanguageId) -> String {
        let mut path = String::new();
        let ends = folder.match_indices('/').map(|(at, _)| at).chain(Some(folder.len()));
        for section in ends.filter_map(|end| folder.get(..end)).filter(|section| !section.is_empty()) {
            let versions = self.sections.get(section);
            let file =
                versions.and_then(|files| files.get(&language).or_else(|| files.get(&LanguageId::DEFAULT)));
            let name = section.rsplit('/').next().unwrap_or("");
            let slug = file.and_then(|file| file.front.slug.clone()).unwrap_or_else(|| slugify(name));
            path.push_str(&slug);
            path.push('/');
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(link: &str, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        Reader::new(vec!["/help/".to_owned()]).read(link, folder, |address| found.push(address.to_owned()));
        found
    }

    #[test]
    fn links_become_addresses() {
        assert_eq!(read("https://x.example/help/a/B/#c", ""), ["a/b", "help/a/b"]);
        assert_eq!(read("../b/index.html", "a/c"), ["a/b", "b"]);
        assert_eq!(read("/a/%C3%A9/", ""), ["a/é"]);
        assert!(read("https://x.example", "").is_empty());
    }

    #[test]
    fn ends_of_a_path_have_two_parts() {
        let mut found = Vec::new();
        ends("https://o.example/sub/a/B/?c#d/e", |whole, end| found.push(format!("{end} of {whole}")));
        ends("a/b/c", |_, _| panic!("it is no path from a root"));
        assert_eq!(found, ["a/b of sub/a/b"]);
    }

    #[test]
    fn addresses_in_a_text() {
        let mut found = Vec::new();
        runs("See (/a/b/), a/c. And <x/y>", |run, _| found.push(run));
        assert_eq!(found, ["/a/b/", "a/c", "x/y"]);
    }
}
