//! Sections without an article.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::EmptySection,
    judge: None,
    manual: Manual {
        title: "Empty section",
        why: "A category or section stands in the navigation because somebody wrote its `_index.md`. If \
            this audience may see none of its articles, its readers open it and find a title with \
            nothing below. Often the articles are drafts, or all for another audience.",
        todo: "Publish an article in it, or give the `_index.md` the `audience` of the articles. Where \
            the section is still to come, write `state: draft` into its `_index.md`.",
        failing: "-- content/payouts/_index.md --\n---\ntitle: «Payouts»\ndescription: When your money \
            reaches your bank account.\n---\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nYour \
            money is back within a week.\n",
        passing: "-- content/payouts/_index.md --\n---\ntitle: Payouts\ndescription: When your money \
            reaches your bank account.\n---\n-- content/payouts/days.md --\n---\ntitle: Days of \
            payouts\ndescription: On which days we pay out, and how long your bank takes.\n---\n\nWe \
            pay out on Mondays.\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nYour \
            money is back within a week.\n",
    },
};
