//! Articles that no text leads to.

use std::collections::BTreeSet;

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Fill, SitePath, State};

pub(super) const RULE: Rule = Rule {
    code: Code::OrphanArticle,
    judge: Some(judge),
    manual: Manual {
        title: "Orphan article",
        why: "Every article is in the list of its section and in the search. But readers who are in the \
            middle of something come by links, from the text before or from *related articles*. An \
            article that no other text names is often one that was forgotten. The rule is off until the \
            settings switch it on: in a small help centre, lists are enough.",
        todo: "Link to it from the article that readers have open when they need it, name it in \
            `related`, or show it on the home page with `promoted: true`.",
        failing: "-- helpsmith.yaml --\ntitle: Help\nbase_url: https://help.example.com/\ncheck: \
            {levels: {orphan-article: warning}}\n-- content/billing/refund.md --\n---\ntitle: «Get a \
            refund»\ndescription: How to ask for your money back, and when it arrives.\n---\n\nIt comes \
            with the [VAT](vat.md).\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nWe \
            charge VAT in the country where you live.\n",
        passing: "-- helpsmith.yaml --\ntitle: Help\nbase_url: https://help.example.com/\ncheck: \
            {levels: {orphan-article: warning}}\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nIt comes \
            with the [VAT](vat.md).\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\nrelated: \
            [refund.md]\n---\n\nWe charge VAT in the country where you live.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let named = named(subject);
    for (edition, article) in subject.articles() {
        let entries =
            edition.sections.get(article.section.0).map(|section| section.contents.entries.as_slice());
        let mut entries = entries.unwrap_or(&[]).iter();
        let promoted = entries.any(|entry| entry.promoted && entry.path == article.path);
        if article.state != State::Published || promoted || named.contains(&article.path) {
            continue;
        }
        sink.push(
            Diagnostic::new(Code::OrphanArticle, "no other article leads to this one")
                .at(article.places.title.clone())
                .hint("link to it where readers need it, or name it in another article's `related`"),
        );
    }
}

/// Returns the pages that some other text names.
fn named<'a>(subject: &Subject<'a>) -> BTreeSet<&'a SitePath> {
    let site = subject.site;
    let mut named = BTreeSet::new();
    for edition in &site.editions {
        let sections = edition.sections.iter().map(|section| (&section.path, &section.body.fills));
        let articles = edition.articles.iter().map(|article| (&article.path, &article.body.fills));
        for (own, fills) in sections.chain(articles) {
            named.extend(fills.iter().filter_map(|fill| match fill {
                Fill::Page(path, _) if path != own => Some(path),
                _ => None,
            }));
        }
        named.extend(edition.articles.iter().flat_map(|article| &article.related).map(|entry| &entry.path));
    }
    named
}
