//! Redirects to other redirects.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};
use crate::model::RedirectTarget;

pub(super) const RULE: Rule = Rule {
    code: Code::RedirectChain,
    judge: Some(judge),
    manual: Manual {
        title: "Redirect chain",
        why: "An article has moved twice, and the first redirect still names the address in between. \
            helpsmith sends readers to the end at once, so they lose nothing; but the first line now \
            depends on the second, and who removes the second as outdated breaks both.",
        todo: "Run `helpsmith check --fix`, which writes the last address into each line, or write it \
            yourself.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n/kb/refunds/: «/billing/money-back/»\n/billing/money-back/: \
            /billing/refund/\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n/kb/refunds/: /billing/refund/\n/billing/money-back/: \
            /billing/refund/\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for redirect in &subject.site.redirects {
        let Some((place, written)) = &redirect.chain else { continue };
        let end = match &redirect.to {
            RedirectTarget::Page(path, suffix) => format!("{path}{suffix}"),
            RedirectTarget::External(url) => url.clone(),
        };
        sink.push(
            Diagnostic::new(Code::RedirectChain, format!("`{}` leads to another old address", redirect.from))
                .at(place.clone())
                .hint(format!("write `{end}`, where it ends; `helpsmith check --fix` does it"))
                .fixed_by(Fix { span: bare(place, written), was: written.clone(), text: end }),
        );
    }
}

/// Returns the place of a value without its quotes.
fn bare(place: &Span, written: &str) -> Span {
    let quotes = (place.end - place.start).saturating_sub(written.len()) / 2;
    Span::new(&place.path, place.start + quotes, place.end - quotes)
}
