//! Images that say nothing to those who do not see them.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::MissingAlt,
    judge: Some(judge),
    manual: Manual {
        title: "Missing alternative text",
        why: "Screen readers read the alternative text in place of the image, and it stands where the \
            image fails to load. Without one, a reader hears the name of the file, or nothing, and does \
            not learn which button to press.",
        todo: "Write between the brackets what the image shows, as you would say it on the telephone: \
            `![The Save button, at the top right](save.png)`. Where an image only decorates, write it \
            as HTML with empty words: `<img src=\"line.png\" alt=\"\">`.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n«![](form.svg)»\n-- \
            content/billing/form.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n![The field for your VAT \
            number](form.svg)\n\n<img src=\"form.svg\" alt=\"\">\n-- content/billing/form.svg --\n<svg \
            xmlns=\"http://www.w3.org/2000/svg\"/>\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    let traces = subject.texts().flat_map(|text| text.body.rendered.traces.iter());
    for trace in traces.filter(|trace| trace.kind == (TraceKind::Image { described: false })) {
        sink.push(
            Diagnostic::new(Code::MissingAlt, "this image has no alternative text")
                .at(trace.span.clone())
                .hint(
                    "write what it shows: `![The Save button](save.png)`; for mere decoration `<img \
                alt=\"\" …>`",
                ),
        );
    }
}
