//! Translations whose original is not there.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::OrphanTranslation,
    judge: None,
    manual: Manual {
        title: "Orphan translation",
        why: "A translation takes its audience, state, labels and place from its original, and links \
            lead to both by one name. When the original is renamed and the translation is not, the two \
            become strangers: readers cannot change between the languages, and the translation loses \
            what it inherited.",
        todo: "Give the translation the name of its original with the language before `.md`: \
            `refund.de.md` beside `refund.md`. Where its name shall differ, write `language` and \
            `translation_of: refund.md` into its front matter. Where there never was an original, name \
            the file without a language and write `language: de`.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: [en, \
            de]\n-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/refunds.de.md --\n«»---\ntitle: Geld zurückbekommen\ndescription: Wie Sie \
            Ihr Geld zurückverlangen, und wann es ankommt.\n---\n\nIhr Geld ist in einer Woche zurück.\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: [en, \
            de]\n-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for \
            your money back, and when it arrives.\n---\n\nYour money is back within a week.\n-- \
            content/billing/refund.de.md --\n---\ntitle: Geld zurückbekommen\ndescription: Wie Sie Ihr \
            Geld zurückverlangen, und wann es ankommt.\n---\n\nIhr Geld ist in einer Woche zurück.\n",
    },
};
