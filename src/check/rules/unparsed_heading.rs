//! Headings without a space.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnparsedHeading,
    judge: None,
    manual: Manual {
        title: "Unparsed heading",
        why: "A heading needs a space after its `#`. Without one, `##Refunds` is text: readers see the \
            signs, and it is missing from the table of contents.",
        todo: "Write the space: `## Refunds`. To begin a line with `##`, put a backslash before it.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n«##How long it takes»\n\nA week.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n## How long it takes\n\nA week.\n",
    },
};
