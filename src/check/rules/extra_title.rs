//! Headings of level 1 in a text.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::ExtraTitle,
    judge: Some(judge),
    manual: Manual {
        title: "Extra title",
        why: "The title in the front matter is the page's heading of level 1. A `#` in the text is a \
            second one: the page then says its name twice, or has two names, and those who listen to it \
            cannot tell which one is meant.",
        todo: "Remove the line where it repeats the title; begin the other headings with `##` and more.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n«# VAT on invoices»\n\nWe charge VAT in \
            the country where you live.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n## Where you live\n\nWe charge VAT in the \
            country where you live.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let traces = subject.texts().flat_map(|text| text.body.rendered.traces.iter());
    for trace in traces.filter(|trace| trace.kind == TraceKind::Heading(1)) {
        sink.push(
            Diagnostic::new(Code::ExtraTitle, "this heading of level 1 is a second title")
                .at(trace.span.clone())
                .hint("begin it with `##`, or remove it where it repeats the `title`"),
        );
    }
}
