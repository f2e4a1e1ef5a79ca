//! References without a definition.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnresolvedReference,
    judge: None,
    manual: Manual {
        title: "Unresolved reference",
        why: "`[words][name]` is a link if there is a line `[name]: target` in the same file. Without one, \
            Markdown takes it for text: readers see brackets and get no link or image.",
        todo: "Add the line after an empty line, or write the target at the link: `[words](article.md)`. \
            Case does not matter in names, other differences do. To show brackets, put a backslash before \
            the first one: `\\[words][name]`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week, see «[the \
            limits][limits]».\n\n[limit]: https://bank.example.com/limits\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week, see [the \
            limits][limits].\n\n[limits]: https://bank.example.com/limits\n",
    },
};
