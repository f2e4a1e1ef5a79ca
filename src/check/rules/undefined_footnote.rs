//! References to footnotes that the file does not define.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UndefinedFootnote,
    judge: None,
    manual: Manual {
        title: "Undefined footnote",
        why: "A reference such as `[^days]` becomes a number only if the same file defines the footnote. \
            Otherwise readers see the brackets. An article and the snippets in it have separate footnotes.",
        todo: "Add the definition, `[^days]: Banks do not work on public holidays.`, to the file that refers to it. \
            To show the brackets, write `\\[^days]`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.«[^days]»\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.[^days]\n\n[^days]: Banks do not work on public holidays.\n",
    },
};
