//! Days that cannot be as they are written.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::SuspiciousDate,
    judge: None,
    manual: Manual {
        title: "Suspicious date",
        why: "An article that was updated before it was created, or that will have been updated next year, shows \
            readers a day that is not true. An article whose `expire_on` has passed is not published, which \
            its writer may not expect.",
        todo: "Correct the day. To publish an article later, use `publish_on`. If an article has expired, set a \
            later `expire_on`, set `state: archived`, or remove the file.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\ncreated: 2025-03-01\nupdated: «2025-02-01»\n---\n\n\
            Choose *Orders → Refund*.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\ncreated: 2025-02-01\nupdated: 2025-03-01\n---\n\n\
            Choose *Orders → Refund*.\n",
    },
};
