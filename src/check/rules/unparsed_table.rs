//! Tables that are shown as text.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnparsedTable,
    judge: None,
    manual: Manual {
        title: "Unparsed table",
        why: "Markdown reads a table only if the line below the header row has as many cells as the header \
            row. Otherwise all of it is one paragraph with `|` in it.",
        todo: "Write the line below the header row with as many cells: `| --- | --- |` for two columns. \
            Write `\\|` for a `|` that ends no cell.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n«| Paid by | Takes |\n| --- \
            |»\n| card | a week |\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n| Paid by | Takes |\n| --- | --- \
            |\n| card | a week |\n",
    },
};
