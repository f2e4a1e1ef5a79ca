//! Footnotes that nothing refers to.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnusedFootnote,
    judge: None,
    manual: Manual {
        title: "Unused footnote",
        why: "A footnote is shown where a text refers to it. Without a reference it is left out, so \
            what it says, often an exception or a condition, reaches nobody.",
        todo: "Put the mark of the footnote, such as `[^days]`, behind the words that it explains. \
            Where it has none any more, remove it. Where the reference is for one audience, put the \
            footnote into the same `:::only` block.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.\n\n«[^days]:» Banks do not work on public holidays.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.[^days]\n\n[^days]: Banks do not work on public holidays.\n",
    },
};
