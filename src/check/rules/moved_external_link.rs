//! Links to pages of other hosts that have moved for good.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MovedExternalLink,
    judge: None,
    manual: Manual {
        title: "Moved external link",
        why: "The host says that the page has another address from now on. Readers are sent there \
            today; redirects of this kind are often removed at the next redesign, and the link is \
            broken without anybody having touched the article.",
        todo: "Write the new address, which the hint names. Look at the page first: some hosts send \
            everything that they have lost to their home page.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](«https://gone.example.com/page»).\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](https://tax.example.com/rates).\n",
    },
};
