//! Interface words that a language does not have.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::MissingString,
    judge: None,
    manual: Manual {
        title: "Missing string",
        why: "Buttons, menus and notices of a page are words of the theme. Where the theme does not \
            have them in the page's language, English stands in, and people who read Italian search for \
            an English button. Screen readers pronounce it as if it were Italian.",
        todo: "Write the missing words into `i18n/it.yaml`, by the keys of the theme's `i18n/en.yaml`. \
            Where the theme has the language in a wider form, configure that one or a variant of it: \
            `pt-BR` uses the words of `pt`.",
        failing: "-- helpsmith.yaml --\n«»title: T\nbase_url: https://help.example.com/\nlanguages: \
            [en, it]\n-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to \
            ask for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: [en, \
            pt-BR]\n-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nYour money is back within a week.\n",
    },
};
