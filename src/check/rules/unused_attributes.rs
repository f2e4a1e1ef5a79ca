//! Attributes in braces that are shown as text.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnusedAttributes,
    judge: None,
    manual: Manual {
        title: "Unused attributes",
        why: "Other tools read classes, ids and sizes in braces: `![Form](form.png){width=300}`, \
            `{: .note }`. helpsmith has no such attributes but `{#id}` at the end of a heading, so readers \
            see the braces.",
        todo: "Remove the braces. For a callout write `:::note` and `:::` around the text, for an anchor \
            `{#id}` at the end of a heading or `<a id=\"late\"></a>`, for a class `<div class=\"wide\">` and \
            `</div>` around the text, each with an empty line after it. To show braces, put them between \
            backticks.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a \
            week.\n«{: .note }»\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n:::note\nYour money is back within a \
            week.\n:::\n\n## If it is late {#late}\n\nWrite to us.\n",
    },
};
