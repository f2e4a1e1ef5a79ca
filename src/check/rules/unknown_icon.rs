//! Icons that the theme does not have.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnknownIcon,
    judge: None,
    manual: Manual {
        title: "Unknown icon",
        why: "An icon helps readers to find a category again on the home page. Where the theme has no \
            icon of that name, nothing is shown in its place, and the category stands among the others \
            as if it were unfinished.",
        todo: "Write a name that the theme has, such as `card`, `book` or `user`, or draw your own in \
            `assets/icons/name.svg`.",
        failing: "-- content/billing/_index.md --\n---\ntitle: Billing\ndescription: Invoices, payments \
            and refunds.\nicon: «credit-card»\n---\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nYour \
            money is back within a week.\n",
        passing: "-- content/billing/_index.md --\n---\ntitle: Billing\ndescription: Invoices, payments \
            and refunds.\nicon: card\n---\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nYour \
            money is back within a week.\n",
    },
};
