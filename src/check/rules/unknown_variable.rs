//! Variables that the settings do not define.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnknownVariable,
    judge: None,
    manual: Manual {
        title: "Unknown variable",
        why: "A variable is replaced where its name is configured, and stands as it is where it is not. \
            After a slip, readers are asked to write to `{{ suport_email }}`.",
        todo: "Write the name as it is below `variables:` in `helpsmith.yaml`, or define it there. \
            Where readers shall see the braces, put a backslash before them, or write the name as code.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nvariables:\n  \
            support_email: billing@example.com\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nWrite to \
            «{{ suport_email }}».\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nvariables:\n  \
            support_email: billing@example.com\n-- content/billing/refund.md --\n---\ntitle: Get a \
            refund\ndescription: How to ask for your money back, and when it arrives.\n---\n\nWrite to \
            {{ support_email }}.\n",
    },
};
