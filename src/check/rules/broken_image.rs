//! Images that are not there.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenImage,
    judge: None,
    manual: Manual {
        title: "Broken image",
        why: "Readers compare their screen with the picture to see whether they are in the right place. \
            Where the file is missing, the page shows the image's alternative text instead, and the \
            steps around it speak of something that nobody sees.",
        todo: "Put the file where the text says it is, or write its name as it is on disk. Upper and \
            lower case count: `Form.png` and `form.png` are two files.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](«from.svg»)\n\nYour money is back within a week.\n-- content/billing/form.svg \
            --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" \
            height=\"40\"/></svg>\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n![The form with the amount and the \
            reason](form.svg)\n\nYour money is back within a week.\n-- content/billing/form.svg \
            --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" \
            height=\"40\"/></svg>\n",
    },
};
