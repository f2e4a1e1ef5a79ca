//! Values that YAML reads otherwise than they look.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MisreadValue,
    judge: None,
    manual: Manual {
        title: "Misread value",
        why: "In YAML, a `#` after a space starts a comment, so the title `Update #2 is here` is read as \
            `Update`. Typographic quotes, which some editors type, are ordinary characters, so they become \
            part of the value. `labels: a, b` is one label with a comma in it. Nothing is broken, but readers \
            see other words than the writer meant.",
        todo: "Put the value in straight quotes, or write a list: `labels: [a, b]`. If the text after the `#` \
            is a comment, put a space after the `#`.",
        failing: "-- content/billing/update.md --\n---\ntitle: Update «#»2 is here\ndescription: What is new \
            in the second version, and how to get it.\n---\n\nChoose *Settings → Update*.\n",
        passing: "-- content/billing/update.md --\n---\ntitle: \"Update #2 is here\"\ndescription: What is \
            new in the second version, and how to get it.\n---\n\nChoose *Settings → Update*.\n",
    },
};
