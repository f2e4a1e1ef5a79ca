//! Comments that are meant to ignore a rule and do not.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::InvalidIgnore,
    judge: None,
    manual: Manual {
        title: "Invalid ignore",
        why: "A comment `helpsmith-ignore` asks to pass over one rule in one file. If it names a rule \
            that does not exist, names one whose problems leave open what to publish, or gives no \
            reason, it has no effect, though everyone who reads the file believes it has.",
        todo: "Write the rule's word as messages show it in brackets, a colon, and the reason: `<!-- \
            helpsmith-ignore broken-link: the article comes in March -->`. Problems that are errors by \
            themselves cannot be ignored; mend those.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n<!-- helpsmith-ignore «broken-links»: the \
            article on payouts comes in March -->\n\nYour money is back within a week.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n<!-- helpsmith-ignore broken-link: the \
            article on payouts comes in March -->\n\nYour money is back within a week, see \
            [payouts](payouts.md).\n",
    },
};
