//! Links to what the audience may not see.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::HiddenLink,
    judge: None,
    manual: Manual {
        title: "Hidden link",
        why: "The article is there, but not for everyone who reads this text: it is for another \
            audience, it is a draft, or its day has not come. helpsmith takes the link out for those \
            readers and leaves its words, which may still tell them that something exists that they \
            cannot open.",
        todo: "Put the sentence into `:::only{audience=…}` for those who may see the target, or take \
            the link out. Where the target is meant for all, widen its `audience` or publish it.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\naudiences:\n  \
            public: {}\n  agents: {includes: [public]}\n-- content/billing/limits.md --\n---\ntitle: \
            Limits of refunds\ndescription: Up to which amount agents may pay back without asking \
            anyone.\naudience: agents\n---\n\nUp to 200 euros.\n-- content/billing/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n\nLarge amounts take longer: see [the \
            limits](«limits.md»).\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\naudiences:\n  \
            public: {}\n  agents: {includes: [public]}\n-- content/billing/limits.md --\n---\ntitle: \
            Limits of refunds\ndescription: Up to which amount agents may pay back without asking \
            anyone.\naudience: agents\n---\n\nUp to 200 euros.\n-- content/billing/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n\n:::only{audience=agents}\nLarge \
            amounts take longer: see [the limits](limits.md).\n:::\n",
    },
};
