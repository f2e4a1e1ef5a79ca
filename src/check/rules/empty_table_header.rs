//! Table headers without words.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::EmptyTableHeader,
    judge: None,
    manual: Manual {
        title: "Empty table header",
        why: "Screen readers say the header of a column before each of its cells. If it has no words, \
            whoever listens hears a value and does not know of what.",
        todo: "Write into the header cell what its column shows, such as “Plan” or “Paid by”. A table that \
            only places things beside each other is better written as a list.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n|« »| Takes |\n| --- | --- |\n| Card \
            | a week |\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n| Paid by | Takes |\n| --- | --- \
            |\n| Card | a week |\n",
    },
};
