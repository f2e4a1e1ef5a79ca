//! Redirects that lead nowhere.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenRedirect,
    judge: None,
    manual: Manual {
        title: "Broken redirect",
        why: "Old addresses live on in bookmarks, emails and search engines. A redirect to a page that \
            is not there would send its readers from one missing page to another, so helpsmith leaves \
            it out, and the old address answers that there is nothing.",
        todo: "Write in `data/redirects.yaml` where the content is now: the path of a page, such as \
            `/billing/refund/`, a source path, such as `/billing/refund.md`, or a whole URL. Where \
            there is no successor, choose the section, or remove the line.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n/kb/refunds/: «/billing/refunds/»\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            data/redirects.yaml --\n/kb/refunds/: /billing/refund/\n",
    },
};
