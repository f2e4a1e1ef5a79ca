//! Callouts of an unknown kind.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnknownCallout,
    judge: None,
    manual: Manual {
        title: "Unknown callout",
        why: "A quotation whose first line is `[!NOTE]` is a callout. Of a kind that helpsmith does not \
            know, it stays a quotation, and readers see the brackets.",
        todo: "Write one of `> [!NOTE]`, `> [!TIP]`, `> [!IMPORTANT]`, `> [!WARNING]` and `> [!CAUTION]`. \
            Kinds that other tools have, such as `[!INFO]`, `[!DANGER]` or `[!QUESTION]`, work as well and \
            are not reported.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n> «[!WARNNIG]»\n> Refunds are final.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n> [!WARNING]\n> Refunds are final.\n",
    },
};
