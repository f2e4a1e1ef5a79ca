//! Articles that nobody keeps.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::State;

pub(super) const RULE: Rule = Rule {
    code: Code::MissingOwner,
    judge: Some(judge),
    manual: Manual {
        title: "Missing owner",
        why: "When a product changes, somebody has to know which articles to change with it. Teams that \
            want a name for each article switch this rule on; an `owner` of a section holds for all \
            that lies in it.",
        todo: "Write `owner: …` into the article, or into the `_index.md` of its section or category.",
        failing: "-- helpsmith.yaml --\ntitle: Help\nbase_url: https://help.example.com/\ncheck: \
            {levels: {missing-owner: warning}}\n-- content/billing/vat.md --\n---\ntitle: «VAT on \
            invoices»\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nWe \
            charge VAT in the country where you live.\n",
        passing: "-- helpsmith.yaml --\ntitle: Help\nbase_url: https://help.example.com/\ncheck: \
            {levels: {missing-owner: warning}}\n-- content/billing/_index.md --\n---\ntitle: \
            Billing\nowner: Ada\n---\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nWe \
            charge VAT in the country where you live.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let kept = subject.articles().filter(|(_, article)| article.state != State::Archived);
    for (_, article) in kept.filter(|(_, article)| article.upkeep.owner.is_none()) {
        sink.push(
            Diagnostic::new(Code::MissingOwner, "this article has no `owner`")
                .at(article.places.title.clone())
                .hint("add a line `owner: …` here, or to the `_index.md` of its section"),
        );
    }
}
