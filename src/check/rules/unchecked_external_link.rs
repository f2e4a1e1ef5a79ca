//! Links to pages of other hosts that nobody could look at.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UncheckedExternalLink,
    judge: None,
    manual: Manual {
        title: "Unchecked external link",
        why: "Some hosts turn away programs, ask for a login, or are slow on the day of the check. Then \
            `helpsmith check --external` cannot say whether readers would see the page, and says so, so \
            that a person can look. It is a note, because most of these links work.",
        todo: "Open the link in a browser. Where it works and the host always turns programs away, list \
            its address under `check: {external: {skip: […]}}` in `helpsmith.yaml`, and it is not asked \
            again.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](«https://gone.example.com/page»).\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\nThe rates are on [the page of the tax \
            office](https://tax.example.com/rates).\n",
    },
};
