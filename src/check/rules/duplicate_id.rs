//! Ids that two headings share.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateId,
    judge: None,
    manual: Manual {
        title: "Duplicate id",
        why: "An id is the address of one place in a page. If two headings ask for the same one, the \
            second gets a number behind it, and links that were meant for it lead readers to the first.",
        todo: "Give each heading an id of its own: `{#refund-by-card}` and `{#refund-by-transfer}`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n## Paid by card {#time}\n\nA week.\n\n«## \
            Paid by bank transfer {#time}»\n\nThree days.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n## Paid by card {#time-card}\n\nA \
            week.\n\n## Paid by bank transfer {#time-transfer}\n\nThree days.\n",
    },
};
