//! Finds the article that a file says it translates.
//!
//! A translation may name another translation; what counts is the article at the end. Whether readers may see either is
//! absent; `visibility` decides that.

use std::collections::BTreeMap;

use super::tree::Tree;
use crate::corpus::content::{ContentFile, Unread};
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Found;

/// Translations that may name each other before the original; a site has one article a language.
const STEPS_MAX: usize = 16;

/// All files of the content, by their paths.
type ByPath<'f, 'c> = BTreeMap<&'f str, &'c ContentFile>;

/// What `translation_of` leads to.
enum Target<'c> {
    /// An article that names no original.
    Article(&'c str),
    /// Another translation.
    Translation(&'c ContentFile),
    Section,
}

/// Returns the key of the article that `file` says it translates.
pub(super) fn key<'c>(
    tree: &Tree<'c>,
    by_path: &ByPath<'_, 'c>,
    (file, unread): (&'c ContentFile, &Unread),
    sink: &mut Vec<Diagnostic>,
) -> Option<&'c str> {
    let named = file.front.translation_of.as_ref()?;
    let mut at = file;
    for _ in 0..STEPS_MAX {
        match target(tree, by_path, at) {
            Some(Target::Article(key)) => return Some(key),
            Some(Target::Translation(next)) => at = next,
            Some(Target::Section) => {
                sink.push(section(named));
                return None;
            }
            None => {
                if !unread.may_be(named.value.trim()) {
                    sink.push(missing(tree, named));
                }
                return None;
            }
        }
    }
    let message = format!("`translation_of: {}` leads back to this file", named.value);
    let hint = "remove `translation_of` from the original";
    sink.push(Diagnostic::new(Code::InvalidValue, message).at(named.span.clone()).hint(hint));
    None
}

/// Returns what the `translation_of` of a file leads to.
fn target<'c>(tree: &Tree<'c>, by_path: &ByPath<'_, 'c>, file: &'c ContentFile) -> Option<Target<'c>> {
    let named = file.front.translation_of.as_ref()?.value.trim().trim_start_matches("./");
    let inner = file.path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/');
    let from_root = named.trim_start_matches('/').trim_start_matches("content/").to_owned();
    let candidates = [join(inner, named), Some(from_root)];
    candidates.into_iter().flatten().find_map(|candidate| {
        let direct = candidate.strip_suffix(".md").unwrap_or(&candidate);
        let direct = direct.strip_suffix("/index").unwrap_or(direct);
        if let Some(item) = tree.articles.get(direct) {
            return Some(Target::Article(item.key));
        }
        let paths = ["", ".md", "/index.md"].map(|end| format!("content/{candidate}{end}"));
        let exact = paths.iter().find_map(|path| by_path.get(path.as_str()).copied())?;
        if !exact.is_article() {
            return Some(Target::Section);
        }
        if exact.front.translation_of.is_some() {
            return Some(Target::Translation(exact));
        }
        tree.articles.get(exact.place.key.as_str()).map(|item| Target::Article(item.key))
    })
}

fn section(named: &Found<String>) -> Diagnostic {
    let message = format!("`{}` is a section, and `translation_of` is for articles", named.value);
    Diagnostic::new(Code::InvalidValue, message)
        .at(named.span.clone())
        .hint("name the source path of an article; a section's translation is its `_index.fr.md`")
}

fn missing(tree: &Tree<'_>, named: &Found<String>) -> Diagnostic {
    let value = &named.value;
    let near = nearest(value.trim().trim_start_matches("./"), tree.articles.keys().copied());
    let hint = near.map_or_else(
        || "write the source path of the original, such as `../billing/vat.md`".to_owned(),
        |near| format!("did you mean `/{near}.md`?"),
    );
    Diagnostic::new(Code::OrphanTranslation, format!("the original `{value}` does not exist"))
        .at(named.span.clone())
        .hint(hint)
}

/// Joins a relative path to a folder; nothing where it leads out of the root.
pub(super) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut path = String::with_capacity(folder.len() + 1 + relative.len());
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_never_leave() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "./b//c/").as_deref(), Some("a/b/c"));
        assert_eq!(join("a", "../../c"), None);
        assert_eq!(join("", "x").as_deref(), Some("x"));
    }
}
