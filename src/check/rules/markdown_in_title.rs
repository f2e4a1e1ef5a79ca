//! Titles with Markdown in them.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MarkdownInTitle,
    judge: None,
    manual: Manual {
        title: "Markdown in title",
        why: "A title is plain text: it also stands in menus, in the tabs of browsers and in search \
            results, which know no bold words, code or links. So readers see asterisks, backticks and \
            brackets.",
        todo: "Write the title in plain words, and leave the marks to the text. The titles of \
            directives, such as `:::note[Read **this**]`, may have bold words and code.",
        failing: "-- content/billing/refund.md --\n---\ntitle: «Get a **full** refund»\ndescription: \
            How to ask for your money back, and when it arrives.\n---\n\nWrite to us.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a full refund\ndescription: How \
            to ask for your money back, and when it arrives.\n---\n\nWrite to **us**.\n",
    },
};
