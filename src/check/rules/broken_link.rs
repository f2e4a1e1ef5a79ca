//! Links to articles, sections and files that are not there.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenLink,
    judge: None,
    manual: Manual {
        title: "Broken link",
        why: "Who follows a link is on the way to an answer. Where the target has been renamed, moved \
            or deleted, helpsmith takes the link out and leaves its words, so that nobody meets an \
            error page; but readers then find a sentence that promises more and leads nowhere.",
        todo: "Write the path of the target as it is now, counted from the file you are in: \
            `refund.md`, `../account/password.md`. Where the target has moved for good, give it its old \
            path with `aliases`. Where it is gone, take the link out.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your VAT number \
            goes, and when we charge VAT.\n---\n\nVAT comes back with [the refund](«refunds.md»).\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your VAT number \
            goes, and when we charge VAT.\n---\n\nVAT comes back with [the refund](refund.md).\n",
    },
};
