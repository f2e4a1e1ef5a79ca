//! Labels of links and footnotes that one file defines twice.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateDefinition,
    judge: None,
    manual: Manual {
        title: "Duplicate definition",
        why: "Markdown uses the first definition of a link or footnote label. A second definition of the same label in \
            the same file is ignored, so its text is lost or its links lead to the wrong page. Labels are not \
            case-sensitive.",
        todo: "Rename one of the two labels, and the references that belong to it. Remove a definition that only \
            repeats another one.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.[^1]\n\n[^1]: Banks do not work on public holidays.\n\n«[^1]:» Cards take longer.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.[^1] Cards take longer.[^2]\n\n[^1]: Banks do not work on public holidays.\n\n[^2]: Up to ten days.\n",
    },
};
