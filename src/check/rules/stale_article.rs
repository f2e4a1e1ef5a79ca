//! Articles whose review is due.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::State;

pub(super) const RULE: Rule = Rule {
    code: Code::StaleArticle,
    judge: Some(judge),
    manual: Manual {
        title: "Stale article",
        why: "Products change and articles do not notice. `review_every` says how long an article may \
            be trusted; after that, somebody has to read it again. It is handed down from sections, \
            `reviewed` is not. Without a `reviewed`, the day of the last change counts.",
        todo: "Read the article, mend what is wrong, and write today's date into `reviewed`. `helpsmith \
            check --date 2027-01-01` says what will be due by then.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\nreviewed: 2024-01-31\nreview_every: «6 \
            months»\n---\n\nWe charge VAT in the country where you live.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\nreviewed: 2024-01-31\nreview_every: 90 \
            years\n---\n\nWe charge VAT in the country where you live.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for (_, article) in subject.articles().filter(|(_, article)| article.state != State::Archived) {
        let Some((period, place)) = &article.upkeep.review_every else { continue };
        let since = article.upkeep.reviewed.or(article.updated).or(article.created);
        let message = match since {
            Some(day) if period.after(day) > subject.date => continue,
            Some(day) => format!("the review of this article was due on {}", period.after(day)),
            None => "this article has never been reviewed".to_owned(),
        };
        // What a section hands down is not wrong there, but here.
        let span = if place.path == article.source { place } else { &article.places.title };
        let hint = format!("read it, mend it, and write `reviewed: {}`", subject.date);
        sink.push(Diagnostic::new(Code::StaleArticle, message).at(span.clone()).hint(hint));
    }
}
