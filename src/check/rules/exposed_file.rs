//! Files for everyone to which only hidden articles lead.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::ExposedFile,
    judge: None,
    manual: Manual {
        title: "Exposed file",
        why: "Every file in `static/` is in the output of every audience. If only articles for \
            agents, or drafts, link to a file, the file may be meant for agents alone, but \
            everyone who knows or guesses its URL can fetch it.",
        todo: "Move the file next to the article that links to it, or to the `static` folder of \
            the audience, such as `static.agents/`. If everyone may have the file, ignore the \
            note, or link to the file from an article for everyone.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: \
            https://help.example.com/\naudiences:\n  public: {}\n  agents: {includes: \
            [public]}\n-- content/desk/limits.md --\n---\ntitle: Limits of refunds\ndescription: \
            Up to which amount agents may pay back without asking anyone.\naudience: \
            agents\n---\n\nUp to 200 euros. [All limits](«/limits.csv»)\n-- content/desk/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n-- static/limits.csv \
            --\ncard,200\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: \
            https://help.example.com/\naudiences:\n  public: {}\n  agents: {includes: \
            [public]}\n-- content/desk/limits.md --\n---\ntitle: Limits of refunds\ndescription: \
            Up to which amount agents may pay back without asking anyone.\naudience: \
            agents\n---\n\nUp to 200 euros. [All limits](/limits.csv)\n-- content/desk/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n-- static.agents/limits.csv \
            --\ncard,200\n",
    },
};
