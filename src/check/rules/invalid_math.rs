//! Formulas that cannot be read.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::InvalidMath,
    judge: None,
    manual: Manual {
        title: "Invalid math",
        why: "A formula is turned into MathML, which browsers set and screen readers read out. Where \
            the LaTeX has a slip or a command that helpsmith does not know, the page shows it as it is \
            written, backslashes and all, and readers who do not know LaTeX cannot use it.",
        todo: "Mend the place that the message names: close each brace, give each command its \
            arguments, and write commands of packages in plain LaTeX.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nThe fee is $«`\\frac{p}`»$ euros.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nThe fee is $`\\frac{p}{100}`$ euros.\n",
    },
};
