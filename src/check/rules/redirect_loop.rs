//! Redirects that lead back to where they began.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::RedirectLoop,
    judge: None,
    manual: Manual {
        title: "Redirect loop",
        why: "A redirect that leads to itself, directly or through others, never ends: browsers give up \
            with a message that no reader understands, and search engines drop the address. Nobody can \
            say where it was meant to lead, so it stops the build.",
        todo: "Let one of the lines in `data/redirects.yaml` lead to a page that exists, or remove them. \
            Of several that lead to each other, each is named.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n«/kb/refunds/»: /kb/refunds/\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n/kb/refunds/: /billing/refund/\n",
    },
};
