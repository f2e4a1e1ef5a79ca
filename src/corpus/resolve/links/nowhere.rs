//! Says what a reference that leads nowhere may have meant.

use super::names::{Names, Neighbours};
use super::{Item, Links};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Fill, LanguageId, Reference, SourcePath, State};

impl<'c> Links<'_, '_, 'c> {
    /// Says why a link to what this target does not see is taken out.
    pub(super) fn hidden(
        &self,
        item: Option<Item<'_>>,
        reference: &Reference,
        sink: &mut Vec<Diagnostic>,
    ) -> Fill {
        if let Some(why) = item.and_then(|item| self.unfinished(item)) {
            let message = format!("`{}` {why}", reference.target);
            let hint = "publish it first, or take the link out until then".to_owned();
            self.report(sink, Code::HiddenLink, message, reference, Some(hint));
            return Fill::Nowhere;
        }
        let audience = self.context.settings.audiences.get(self.context.target.audience);
        let name = audience.map_or("", |audience| audience.name.as_str());
        let message = format!("`{}` is not published for `{name}`", reference.target);
        let hint = format!(
            "remove the link, or put it into `:::only{{audience=…}}` for those who see more than `{name}`"
        );
        self.report(sink, Code::HiddenLink, message, reference, Some(hint));
        Fill::Nowhere
    }

    /// Returns whether a path may be that of a file that could not be read.
    pub fn may_be_unread(&self, path: &str) -> bool {
        self.context.corpus.unread.may_be(path)
    }

    /// Returns why nobody sees an item yet, or any more.
    fn unfinished(&self, item: Item<'_>) -> Option<String> {
        let (variant, date) = (self.in_tree(item)?.original()?, self.context.target.date);
        let unfinished = !self.context.target.drafts;
        match variant.state {
            State::Draft if unfinished => return Some("is a draft".to_owned()),
            State::InReview if unfinished => return Some("is in review".to_owned()),
            _ => {}
        }
        let begins = variant.publish_on.filter(|day| *day > date).map(|day| format!("appears on {day}"));
        let ends = variant.expire_on.filter(|day| *day <= date).map(|day| format!("expired on {day}"));
        begins.or(ends)
    }

    pub(super) fn broken(&self, path: &str, reference: &Reference, sink: &mut Vec<Diagnostic>) -> Fill {
        let own = self.own(&reference.target);
        let written = own.as_ref().map_or(reference.target.as_str(), |own| own.path.as_str());
        if !reference.embedded && self.may_be_unread(written) {
            return Fill::Nowhere;
        }
        let (code, what) =
            if reference.embedded { (Code::BrokenImage, "image") } else { (Code::BrokenLink, "link to") };
        let message = format!("{what} `{}` leads nowhere", reference.target);
        let neighbours = self.neighbours.get_or_init(|| self.index_names());
        let names = if reference.embedded { &neighbours.assets } else { &neighbours.articles };
        let otherwise = match reference.embedded {
            _ if own.is_some() => {
                "check the path, or link to the article by its file, such as `../billing/vat.md`"
            }
            true => "put the image beside the article and write its name, such as `form.png`",
            false => "write the path from this file to the other, such as `../billing/vat.md`",
        };
        // Whole addresses have no file's ending, or that of a page.
        let file = own.filter(|_| !reference.embedded).map(|own| {
            let inner = own.path.trim_end_matches('/').trim_end_matches("/index.html");
            format!("{}.md", inner.strip_suffix(".html").unwrap_or(inner))
        });
        let hint = names.suggest(file.as_deref().unwrap_or(path), reference);
        let hint = hint.unwrap_or_else(|| otherwise.to_owned());
        self.report(sink, code, message, reference, Some(hint));
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
