//! Code blocks in languages that have no colours.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::UnknownCodeLanguage,
    judge: Some(judge),
    manual: Manual {
        title: "Unknown code language",
        why: "A code block names its language so that its words are coloured. A name that helpsmith \
            does not know leaves the block plain; most often it is a typo.",
        todo: "Write the name of the language as its files end, such as `js`, `py` or `yaml`. For \
            output and other text write `text`. If your articles use names of their own, set what they \
            stand for: `markdown: {code_languages: {dbgcmd: text}}`.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n```«jsno»\n{\"vat\": true}\n```\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n```json\n{\"vat\": \
            true}\n```\n\n```text\nVAT: yes\n```\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for trace in subject.texts().flat_map(|text| text.body.rendered.traces.iter()) {
        let TraceKind::UnknownLanguage { name, near } = &trace.kind else { continue };
        let hint = near.as_ref().map_or_else(
            || format!("write `text`, or set `markdown: {{code_languages: {{{name}: text}}}}`"),
            |near| {
                format!(
                    "did you mean `{near}`? For plain text, write `text`; for a name of your own, set \
                     `markdown: {{code_languages: {{{name}: {near}}}}}`"
                )
            },
        );
        sink.push(
            Diagnostic::new(Code::UnknownCodeLanguage, format!("unknown code language `{name}`"))
                .at(trace.span.clone())
                .hint(hint),
        );
    }
}
