//! Links and images that Markdown takes for text.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnparsedLink,
    judge: None,
    manual: Manual {
        title: "Unparsed link",
        why: "Markdown has no errors: a link that is not quite one is text. The most frequent reason is a \
            space in the target, `[guide](Getting Started.md)`. Others are a space between the brackets and \
            the parentheses, a parenthesis that is not closed, and brackets and parentheses that are \
            swapped. Readers see all of it and get no link or image.",
        todo: "Put a target with spaces between pointed brackets, `[guide](<Getting Started.md>)`, or write \
            `%20` for each space. Write no space before the parenthesis: `[guide](start.md)`. To show \
            brackets, put a backslash before the first one.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nFill in the form:\n\n«![The form](refund \
            form.png)»\n",
        passing: "-- content/billing/refund/refund form.svg --\n<svg \
            xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n-- \
            content/billing/refund/index.md --\n---\ntitle: Get a refund\ndescription: How to ask for your \
            money back, and when it arrives.\n---\n\nFill in the form:\n\n![The form](<refund \
            form.svg>)\n",
    },
};
