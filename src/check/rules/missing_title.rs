//! Sections that are called after their folders.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    code: Code::MissingTitle,
    judge: Some(judge),
    manual: Manual {
        title: "Missing title",
        why: "A section without a `title` is called after its folder, and `vat-faq` becomes *Vat faq*. \
            In menus and in results of search engines that looks like a mistake, and in a translation \
            it is one. An article without a `title` is always an error.",
        todo: "Add `title: …` to the front matter of its `_index.md`.",
        failing: "-- content/vat-faq/_index.md --\n«»---\ndescription: All that customers ask about \
            value added tax, with answers.\n---\n-- content/vat-faq/rates.md --\n---\ntitle: VAT \
            rates\ndescription: Which rate we charge in which country, and why.\n---\n\nWe charge the \
            rate of your country.\n",
        passing: "-- content/vat-faq/_index.md --\n---\ntitle: Questions about VAT\ndescription: All \
            that customers ask about value added tax, with answers.\n---\n-- content/vat-faq/rates.md \
            --\n---\ntitle: VAT rates\ndescription: Which rate we charge in which country, and \
            why.\n---\n\nWe charge the rate of your country.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for section in subject.site.editions.iter().flat_map(|edition| &edition.sections) {
        // The home page has the site's title.
        let Some(places) = section.places.as_ref().filter(|_| section.depth > 0) else { continue };
        if !places.has_title {
            sink.push(
                Diagnostic::new(
                    Code::MissingTitle,
                    format!("this section is called `{}` after its folder", section.title),
                )
                .at(places.title.clone())
                .hint("add a line `title: …` to the front matter"),
            );
        }
    }
}
