//! Files that could run scripts.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnsafeFile,
    judge: None,
    manual: Manual {
        title: "Unsafe file",
        why: "An HTML file, a script, or a drawing with a script in it runs on the help centre's own \
            address when a reader opens it, and may do there what the help centre may do. It takes one \
            file from a stranger. So helpsmith does not publish it, and readers see words without a \
            link.",
        todo: "Offer the file as a ZIP file or as text, or put it into `static/`, where only those who \
            keep the site put things. Sites whose writers are all trusted may set `markdown: {html: \
            trusted}`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nPut [the refund button](«button.html») on \
            your website.\n-- content/billing/button.html --\n<a \
            href=\"https://example.com/refund\">Refund</a>\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nPut [the refund button](button.txt) on \
            your website.\n-- content/billing/button.txt --\n<a \
            href=\"https://example.com/refund\">Refund</a>\n",
    },
};
