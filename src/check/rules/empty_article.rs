//! Articles without anything to read.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    code: Code::EmptyArticle,
    judge: Some(judge),
    manual: Manual {
        title: "Empty article",
        why: "A page with a title and nothing below it disappoints whoever came to read it, and search \
            engines count it against the site.",
        todo: "Write the article, or keep it back with `state: draft` until it is written.",
        failing: "-- content/billing/vat.md --\n---\ntitle: «VAT on invoices»\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n<!-- to be written -->\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nWe charge VAT in the country where you \
            live.\n-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\nstate: draft\n---\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for (_, article) in subject.articles() {
        let rendered = &article.body.rendered;
        // A picture, a film or a formula is something to look at, too.
        let has_words = rendered.prose.chars().any(char::is_alphanumeric);
        if has_words || !rendered.slots.is_empty() || rendered.html.contains("<math") {
            continue;
        }
        sink.push(
            Diagnostic::new(Code::EmptyArticle, "this article has no text")
                .at(article.places.title.clone())
                .hint("write it, or add `state: draft` until it is written"),
        );
    }
}
