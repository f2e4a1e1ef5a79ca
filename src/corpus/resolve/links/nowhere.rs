//! Says what a reference that leads nowhere may have meant.

use super::names::{Names, Neighbours};
use super::{Item, Links};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Fill, LanguageId, Reference, SourcePath};

impl<'c> Links<'_, '_, 'c> {
    pub(super) fn hidden_link(&self, reference: &Reference, sink: &mut Vec<Diagnostic>) -> Fill {
        let audience = self.context.settings.audiences.get(self.context.target.audience);
        let name = audience.map_or("", |audience| audience.name.as_str());
        let message = format!("`{}` is not published for `{name}`", reference.target);
        let hint = format!(
            "remove the link, or put it into `:::only{{audience=…}}` for those who see more than `{name}`"
        );
        self.report(sink, Code::HiddenLink, message, reference, Some(hint));
        Fill::Nowhere
    }

    pub(super) fn broken(&self, path: &str, reference: &Reference, sink: &mut Vec<Diagnostic>) -> Fill {
        let (code, what) =
            if reference.embedded { (Code::BrokenImage, "image") } else { (Code::BrokenLink, "link to") };
        let message = format!("{what} `{}` leads nowhere", reference.target);
        let neighbours = self.neighbours.get_or_init(|| self.index_names());
        let names = if reference.embedded { &neighbours.assets } else { &neighbours.articles };
        self.report(sink, code, message, reference, names.suggest(path, reference));
        Fill::Nowhere
    }

    /// Indexes everything that this target sees in any language.
    fn index_names(&self) -> Neighbours<'c> {
        let assets = self.context.corpus.assets.keys().map(SourcePath::as_str);
        let is_seen = |item: &Item<'_>| self.locate(*item, LanguageId::DEFAULT).is_some();
        let texts = self.context.corpus.files.iter().map(|file| file.path.as_str());
        let seen = texts.filter(|path| self.files.get(path).is_some_and(|(item, _)| is_seen(item)));
        Neighbours { articles: Names::of(seen), assets: Names::of(assets) }
    }

    /// Returns the hint for a path below the content folder that leads nowhere.
    pub fn suggest(&self, path: &str, span: &Span) -> Option<String> {
        let range = span.start..span.end;
        let written = SourcePath::new(&format!("content/{path}"));
        let reference =
            Reference { target: path.to_owned(), path: written, range, embedded: false, shown: true };
        let names = &self.neighbours.get_or_init(|| self.index_names()).articles;
        names.whole(path, &reference)
    }
}
