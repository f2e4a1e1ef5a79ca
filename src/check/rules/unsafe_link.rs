//! Links that could run a script or open another program.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnsafeLink,
    judge: None,
    manual: Manual {
        title: "Unsafe link",
        why: "A link such as `javascript:…` runs a script on the help centre's own address, and other \
            schemes open programs that the reader may not have. helpsmith lets `https`, `http`, \
            `mailto` and `tel` through and takes every other link out, so that readers see words that \
            do nothing.",
        todo: "Link to a page with `https:`, or write down what to do. Where a word before a colon is \
            part of a file's name, begin the path with `./`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n[Ask for a \
            refund](«javascript:openForm()») within a year.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n[Ask for a \
            refund](https://example.com/account/refund) within a year.\n",
    },
};
