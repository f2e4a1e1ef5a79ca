//! Links to pages of other hosts that are gone.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenExternalLink,
    judge: None,
    manual: Manual {
        title: "Broken external link",
        why: "Pages of other hosts move and vanish without telling anybody. Readers who are sent to a \
            form of the tax office, and get its error page, believe that the rest of the article is as \
            old. `helpsmith check --external` asks each host, and calls a link broken only where nobody \
            can doubt it: the page is missing or gone, there is no such host, it refuses to talk or \
            cannot show who it is, or it redirects in a circle.",
        todo: "Look for the page under a new address and write that. Where there is none, link to the \
            host's page on the subject, or say in your own words what readers found there.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](«https://gone.example.com/page»).\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](https://tax.example.com/rates).\n",
    },
};
