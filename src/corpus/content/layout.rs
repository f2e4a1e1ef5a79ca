//! Says what a file of the content is from its path alone: home, section or article, and which language
//! its name claims.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::paths::slugify;
use crate::model::{LanguageId, Languages, SourcePath};

/// Folders below `content/` that sections may nest; deeper trees are a maze to readers.
pub(in crate::corpus) const DEPTH_MAX: usize = 5;

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Kind {
    /// `_index.md`: the home page, a category or a section.
    Section,
    /// An article in a file of its own.
    Article,
    /// `index.md`: an article that is a folder, with its files beside it.
    FolderArticle,
}

/// Where a file stands in the tree.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::corpus) struct Place {
    /// What it is for.
    pub kind: Kind,
    /// The path that it shares with its translations: `billing/invoices/vat`, or the folder of a section.
    pub key: String,
    /// The folder of the section that it is or lies in; empty for the home page.
    pub section: String,
    /// The part of the URL that is made from its own name.
    pub slug: String,
    /// The language its name ends with.
    pub suffix: Option<LanguageId>,
}

/// Returns the place of the file at `inner` (its path below the content folder), or says why it has none.
pub(in crate::corpus) fn place(
    path: &SourcePath,
    inner: &str,
    languages: &Languages,
    sink: &mut Vec<Diagnostic>,
) -> Option<Place> {
    let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = file.get(..file.len().checked_sub(".md".len())?)?;
    let (name, suffix) = split_language(stem, languages);
    if name == "_index" {
        check_depth(path, folder, sink);
        let own = folder.rsplit('/').next().unwrap_or_default().to_owned();
        return Some(Place {
            kind: Kind::Section,
            key: folder.to_owned(),
            section: folder.to_owned(),
            slug: slugify(&own),
            suffix,
        });
    }
    if name == "index" {
        let Some((parent, own)) = split_folder(folder) else {
            sink.push(
                Diagnostic::new(
                    Code::MisplacedArticle,
                    "`index.md` makes its folder an article, and this folder is the whole site",
                )
                .at(Span::file(path))
                .hint("rename it to `_index.md` for the home page"),
            );
            return None;
        };
        check_depth(path, parent, sink);
        let (key, section) = (folder.to_owned(), parent.to_owned());
        return Some(Place { kind: Kind::FolderArticle, key, section, slug: slugify(own), suffix });
    }
    if file.starts_with('_') || stem.is_empty() {
        check_index_name(path, file, sink);
        return None;
    }
    check_depth(path, folder, sink);
    let key = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    Some(Place { kind: Kind::Article, key, section: folder.to_owned(), slug: slugify(name), suffix })
}

fn split_folder(folder: &str) -> Option<(&str, &str)> {
    if folder.is_empty() { None } else { Some(folder.rsplit_once('/').unwrap_or(("", folder))) }
}

/// Splits `vat.fr` into `vat` and French, but leaves `node.js` and `v1.2` whole.
pub(in crate::corpus) fn split_language<'a>(
    stem: &'a str,
    languages: &Languages,
) -> (&'a str, Option<LanguageId>) {
    match stem.rsplit_once('.') {
        Some((name, tag)) if !name.is_empty() => match languages.find(tag) {
            Some(language) => (name, Some(language)),
            None => (stem, None),
        },
        _ => (stem, None),
    }
}

fn check_depth(path: &SourcePath, section: &str, sink: &mut Vec<Diagnostic>) {
    if !section.is_empty() && section.split('/').count() > DEPTH_MAX {
        let message = format!("sections nest at most {DEPTH_MAX} folders deep");
        sink.push(
            Diagnostic::new(Code::MisplacedArticle, message)
                .at(Span::file(path))
                .hint("move it to a folder further up"),
        );
    }
}

/// Warns of files that a writer may take for articles, so that nothing is missing in silence.
pub(in crate::corpus) fn warn_of_lookalikes(path: &SourcePath, sink: &mut Vec<Diagnostic>) {
    let extension = path.extension().unwrap_or_default();
    if !matches!(extension.as_str(), "markdown" | "mdown" | "mkd" | "mdx") {
        return;
    }
    check_index_name(path, path.file_name(), sink);
    if !path.file_name().starts_with('_') {
        let message = format!("`{}` is not read: articles end in `.md`", path.file_name());
        sink.push(
            Diagnostic::new(Code::IgnoredFile, message)
                .at(Span::file(path))
                .hint("rename it to end in `.md`"),
        );
    }
}

/// Refuses what was meant to be a section's `_index.md` and is none: its `audience` would be passed over.
fn check_index_name(path: &SourcePath, file: &str, sink: &mut Vec<Diagnostic>) {
    if file.to_lowercase().starts_with("_index") {
        let message = format!(
            "`{file}` is not read: it is neither `_index.md` nor `_index.` with a configured language"
        );
        sink.push(
            Diagnostic::new(Code::MisplacedArticle, message)
                .at(Span::file(path))
                .hint("rename it to `_index.md`, or add its language to `languages` in `helpsmith.yaml`"),
        );
    }
}

/// Refuses articles and sections inside the folder of an article, where no URL could be right.
pub(in crate::corpus) fn check_nesting(places: &[(&SourcePath, &Place)], sink: &mut Vec<Diagnostic>) {
    let folders: BTreeSet<&str> = places
        .iter()
        .filter(|(_, place)| place.kind == Kind::FolderArticle)
        .map(|(_, place)| place.key.as_str())
        .collect();
    if folders.is_empty() {
        return;
    }
    for (path, place) in places {
        let mut folder = Some(place.section.as_str());
        while let Some(at) = folder.filter(|at| !at.is_empty()) {
            if folders.contains(at) {
                let message = format!("`{at}` is an article, so no other article or section may lie in it");
                sink.push(Diagnostic::new(Code::MisplacedArticle, message).at(Span::file(path)).hint(
                    "rename the folder's `index.md` to `_index.md` to make it a section, or move this file",
                ));
                break;
            }
            folder = at.rsplit_once('/').map(|(parent, _)| parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn placed(inner: &str) -> Option<Place> {
        let tags = ["en", "fr", "zh-Hans"].map(|tag| (Language::parse(tag).unwrap(), tag.to_owned()));
        let languages = Languages::new(tags.to_vec());
        place(&SourcePath::new(inner), inner, &languages, &mut Vec::new())
    }

    #[test]
    fn only_configured_languages_are_suffixes() {
        for (inner, key, suffix) in [
            ("a/b/vat.md", "a/b/vat", None),
            ("a/b/vat.fr.md", "a/b/vat", Some(1)),
            ("a/b/vat.ZH-HANS.md", "a/b/vat", Some(2)),
            ("a/node.js.md", "a/node.js", None),
            ("a/v1.2.fr.md", "a/v1.2", Some(1)),
            ("a/refund/index.fr.md", "a/refund", Some(1)),
            ("a/_index.fr.md", "a", Some(1)),
            ("_index.md", "", None),
        ] {
            let place = placed(inner).unwrap();
            assert_eq!((place.key.as_str(), place.suffix.map(|id| id.0)), (key, suffix), "{inner}");
        }
    }

    #[test]
    fn names_with_an_underscore_are_no_articles() {
        assert_eq!(placed("a/_notes.md"), None);
        assert_eq!(placed("index.md"), None);
    }
}
