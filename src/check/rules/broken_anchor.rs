//! Links to headings that are not there.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenAnchor,
    judge: None,
    manual: Manual {
        title: "Broken anchor",
        why: "A link to a heading is a promise to answer on the spot. Where the heading has been \
            renamed, readers land at the top of the page and search again. helpsmith compares each `#…` \
            with the headings of the page it leads to, in the language of the reader.",
        todo: "Write the heading as it is now, or give it an id that outlives new words: `## How long \
            it takes {#duration}`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n## How long it takes\n\nA week.\n-- \
            content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your VAT number \
            goes, and when we charge VAT.\n---\n\nVAT comes back [within a \
            week](«refund.md#how-long-it-takse»).\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n## How long it takes {#duration}\n\nA \
            week.\n-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nVAT comes back [within a \
            week](refund.md#duration).\n",
    },
};
