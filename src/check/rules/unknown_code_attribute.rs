//! Attributes of code blocks that have no effect.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnknownCodeAttribute,
    judge: None,
    manual: Manual {
        title: "Unknown code attribute",
        why: "Two attributes can follow the language of a code block: `title=\"…\"` and the numbers of \
            marked lines, such as `{2,4-6}`. Anything else has no effect: a misspelt title is not \
            shown, and numbers of lines that the code does not have mark nothing. Attributes of other \
            tools, such as `showLineNumbers`, are reported too. Flags for other programs, such as \
            `rust,ignore`, are not.",
        todo: "Write the attribute as the hint says, or remove it.",
        failing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n```json «titel=\"vat.json\"»\n{\"vat\": true}\n```\n",
        passing: "-- content/billing/vat.md --\n---\ntitle: VAT on invoices\ndescription: Where your \
            VAT number goes, and when we charge VAT.\n---\n\n```json title=\"vat.json\" {1}\n{\"vat\": true}\n```\n",
    },
};
