//! Rows with more cells than the header row.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::LongTableRow,
    judge: None,
    manual: Manual {
        title: "Long table row",
        why: "The header row says how many columns a table has. Cells of other rows beyond that are left \
            out, so what they say reaches nobody. Often a `|` was meant as text, such as in a command.",
        todo: "Add a column to the header row and to the line below it, or write `\\|` for a `|` that ends \
            no cell. This holds between backticks too.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n| Paid by | Takes |\n| --- | --- \
            |\n| card | a week | «at least» |\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n| Paid by | Takes |\n| --- | --- \
            |\n| card | a week, at least |\n",
    },
};
