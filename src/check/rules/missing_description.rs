//! Articles without a description.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MissingDescription,
    judge: None,
    manual: Manual {
        title: "Missing description",
        why: "Under an article's title in search engines, in lists and in the previews of chat programs \
            stands its description. Without one, each of them picks words of its own, often the \
            beginning of a step or a table, and readers cannot tell whether the article is about their \
            question.",
        todo: "Add a line `description: …` to the front matter: one sentence of up to 160 characters \
            that says what the article answers.",
        failing: "-- content/billing/refund.md --\n---\ntitle: «Get a refund»\n---\n\nYour money is \
            back within a week.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n",
    },
};
