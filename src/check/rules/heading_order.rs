//! Headings that skip a level.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::HeadingOrder,
    judge: Some(judge),
    manual: Manual {
        title: "Heading order",
        why: "Whoever listens to a page goes from heading to heading and takes the levels for its \
            outline. After `##`, a `####` sounds as if a part were missing, and the table of contents \
            shows it under the wrong heading.",
        todo: "Give the heading the level below the one before it. The title is level 1, so a text \
            begins with `##`. If only the size is wrong, change it in the site's stylesheet.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n## Rates\n\n«#### In Germany»\n\n19 %.\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n## Rates\n\n### In Germany\n\n19 %.\n\n## \
            Receipts\n\nIn your account.\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for text in subject.texts() {
        let mut before = 1;
        for trace in text.body.rendered.traces.iter() {
            let TraceKind::Heading(level) = trace.kind else { continue };
            if level > before + 1 {
                let message = format!("this heading of level {level} follows one of level {before}");
                let marks = "#".repeat(usize::from(before) + 1);
                sink.push(
                    Diagnostic::new(Code::HeadingOrder, message)
                        .at(trace.span.clone())
                        .hint(format!("make it a heading of level {}: `{marks}`", before + 1)),
                );
            }
            before = level;
        }
    }
}
