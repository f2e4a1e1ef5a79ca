//! Links to old addresses.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MovedLink,
    judge: None,
    manual: Manual {
        title: "Moved link",
        why: "The article has moved, and a redirect knows where to. helpsmith links to the new address, \
            so readers notice nothing; but the text names an address that is not there any more, and \
            whoever reads the source looks for it in vain. The day somebody tidies up the redirects, \
            the link breaks.",
        todo: "Run `helpsmith check --fix`, which writes the new path, or write it yourself.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\naliases: [/billing/money-back/]\n---\n\nYour \
            money is back within a week.\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nVAT \
            comes back with [the refund](«money-back.md»).\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\naliases: [/billing/money-back/]\n---\n\nYour \
            money is back within a week.\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nVAT \
            comes back with [the refund](refund.md).\n",
    },
};
