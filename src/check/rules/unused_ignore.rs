//! Comments that ignore what is not wrong any more.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnusedIgnore,
    judge: None,
    manual: Manual {
        title: "Unused ignore",
        why: "The problem has been mended, and the comment that asked to pass over it is still there. \
            The next problem of this kind in the file would be passed over too, and nobody would hear \
            of it.",
        todo: "Remove the rule from the comment, or the whole comment where it names no other.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n<!-- helpsmith-ignore «broken-link»: the \
            article on VAT comes in March -->\n\nYour money is back within a week, see [VAT on \
            invoices](vat.md).\n-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: \
            Where your VAT number goes, and when we charge VAT.\n---\n\nOn each invoice.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week, see \
            [VAT on invoices](vat.md).\n-- content/billing/vat.md --\n---\ntitle: VAT on \
            invoices\ndescription: Where your VAT number goes, and when we charge VAT.\n---\n\nOn each \
            invoice.\n",
    },
};
