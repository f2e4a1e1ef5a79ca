//! Bold words that show their asterisks.

use super::{Manual, Rule};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TraceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::UnrenderedBold,
    judge: Some(judge),
    manual: Manual {
        title: "Unrendered bold",
        why: "Markdown lets `**` begin or end bold words only where a space or punctuation stands \
            beside it in the right way. Chinese and Japanese have no spaces, so `这是**“重点”**。` shows its \
            asterisks to every reader.",
        todo: "Put the punctuation outside the marks, `这是“**重点**”。`, or a space on the other side of \
            them.",
        failing: "-- helpsmith.yaml --\ntitle: 帮助\nbase_url: https://help.example.com/\nlanguages: \
            [zh-Hans]\n-- content/billing/vat.md --\n---\ntitle: 发票上的增值税\ndescription: \
            您的增值税号写在哪里，以及我们什么时候收取增值税，税率是多少。\n---\n\n请填写«**“税号”**»一栏。\n",
        passing: "-- helpsmith.yaml --\ntitle: 帮助\nbase_url: https://help.example.com/\nlanguages: \
            [zh-Hans]\n-- content/billing/vat.md --\n---\ntitle: 发票上的增值税\ndescription: \
            您的增值税号写在哪里，以及我们什么时候收取增值税，税率是多少。\n---\n\n请填写“**税号**”一栏，**保存**即可。\n",
    },
};

fn judge(subject: &Subject<'_>, sink: &mut Vec<Diagnostic>) {
    for trace in subject.texts().flat_map(|text| text.body.rendered.traces.iter()) {
        let TraceKind::UnrenderedBold(words) = &trace.kind else { continue };
        sink.push(
            Diagnostic::new(Code::UnrenderedBold, format!("`{words}` is not bold: its asterisks are shown"))
                .at(trace.span.clone())
                .hint("put the punctuation outside the asterisks, or a space on their other side"),
        );
    }
}
