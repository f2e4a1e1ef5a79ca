//! Raw HTML that is not closed.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnclosedHtml,
    judge: None,
    manual: Manual {
        title: "Unclosed HTML",
        why: "In a browser, an element that is not closed takes in everything that follows: after a \
            forgotten `</details>`, the rest of the article is closed as well. helpsmith ends such an element \
            with the block of HTML, or the paragraph, that it begins in. What belongs to it is then outside.",
        todo: "Write the closing tag behind what belongs to the element, with the same indent as the \
            opening one, and close inner elements first. An element without content closes itself: `<a \
            id=\"late\"/>`. Remove closing tags that close nothing.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n«<details>»\n<summary>Banks</summary>\n\nA week.\n\n## \
            Fees\n\nNone.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n<details>\n<summary>Banks</summary>\n\nA \
            week.\n\n</details>\n\n## Fees\n\nNone.\n",
    },
};
