//! Images on other hosts.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::RemoteImage,
    judge: None,
    manual: Manual {
        title: "Remote image",
        why: "An image from another host tells that host who reads which page, and it is gone on the \
            day when the host tidies up. So pages of helpsmith ask no other host for anything: readers \
            get a link to the image where the writer meant a picture.",
        todo: "Save the image beside the article and write its file name: `![The form](form.png)`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](«https://images.example.com/form.svg»)\n\nYour money is back within a week.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](form.svg)\n\nYour money is back within a week.\n-- content/billing/form.svg \
            --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" \
            height=\"40\"/></svg>\n",
    },
};
