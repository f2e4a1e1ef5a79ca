//! Finds what lies at another address now than the one a link names.

use rustc_hash::FxHashMap;

use super::address::relative;
use super::{Found, Item, Links, Place};
use crate::corpus::content::split_language;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};
use crate::model::paths::percent_encode;
use crate::model::{Fill, Redirect, RedirectTarget, Reference, SitePath};

/// Where old addresses lead, by how paths are compared. Only looked up.
pub(super) type Moved = FxHashMap<String, (SitePath, String)>;

/// Returns the old addresses of pages.
pub(super) fn table(redirects: &[Redirect]) -> Moved {
    let page = |redirect: &Redirect| match &redirect.to {
        RedirectTarget::Page(path, suffix) => {
            Some((redirect.from.claim_key(), (path.clone(), suffix.clone())))
        }
        RedirectTarget::External(_) => None,
    };
    redirects.iter().filter_map(page).collect()
}

impl<'t, 'c> Links<'_, 't, 'c> {
    /// Returns what an old address stands for now.
    pub(super) fn moved_to(&self, path: &str) -> Option<Found<'t>> {
        let (page, suffix) = self.moved.get(&SitePath::parse(path).ok()?.claim_key())?;
        let (_, item, language) = self.by_path.get(&page.claim_key())?;
        Some(Found::Moved(*item, *language, suffix.clone()))
    }

    /// Returns what a source file that is not there any more stands for, by the address it had.
    pub(super) fn moved_source(&self, source: &str) -> Option<Found<'t>> {
        let inner = source.strip_prefix("content/")?;
        let stem = inner.strip_suffix(".md")?;
        let (stem, _) = split_language(stem, &self.context.settings.languages);
        let stem = stem.strip_suffix("/index").or(stem.strip_suffix("/_index")).unwrap_or(stem);
        self.moved_to(&format!("{stem}/"))
    }

    /// Returns the link to what has moved, and says where it is now.
    pub(super) fn moved_link(
        &self,
        item: Item<'t>,
        suffix: &str,
        reference: &Reference,
        place: Place<'c>,
        sink: &mut Vec<Diagnostic>,
    ) -> Fill {
        let fill = self.page(item, place.language, suffix, reference, sink);
        let items = match item {
            Item::Article(key) => self.tree.articles.get(key),
            Item::Section(key) => self.tree.sections.get(key),
        };
        let file = items.and_then(|item| item.original()).map(|original| &original.file.path);
        let address = match (file, &fill) {
            (Some(file), _) => percent_encode(&relative(reference.path.folder(), file.as_str())),
            (None, Fill::Page(path, _)) => format!("/{}", path.as_str()),
            (None, _) => return fill,
        };
        let text = format!("{address}{suffix}");
        let span = Span::new(&reference.path, reference.range.start, reference.range.end);
        let message = format!("`{}` is an old address", reference.target);
        let moved = Diagnostic::new(Code::MovedLink, message).at(span.clone());
        sink.push(match self.stands_at(&span, &reference.target) {
            true => moved.hint(format!("write `{text}`; `helpsmith check --fix` does it")).fixed_by(Fix {
                span,
                was: reference.target.clone(),
                text,
            }),
            // Such as `[words][name]`, whose address stands elsewhere.
            false => moved.hint(format!("write `{text}`")),
        });
        fill
    }

    /// Returns whether these words stand at a place of a file as they are.
    fn stands_at(&self, span: &Span, words: &str) -> bool {
        let corpus = self.context.corpus;
        let mut files = corpus.files.iter().chain(corpus.snippets.values());
        let file = files.find(|file| file.path == span.path);
        file.and_then(|file| file.source.text.get(span.start..span.end)) == Some(words)
    }
}
