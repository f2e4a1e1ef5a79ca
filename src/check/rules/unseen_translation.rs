//! Translations whose folder and whose original have no reader in common.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::UnseenTranslation,
    judge: None,
    manual: Manual {
        title: "Unseen translation",
        why: "Readers see a translation only if they may see the folder that its file is in, and \
            its original. If no audience may see both, no reader ever gets the translation.",
        todo: "Move the translation to the folder of its original. If it is an article of its own, \
            remove `translation_of` and keep `language`.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: \
            [en, fr]\naudiences:\n  public: {}\n  agents: {includes: [public], base_url: \
            https://agents.example.com/}\n  partners: {includes: [public], base_url: \
            https://partners.example.com/}\n-- content/desk/_index.md --\n---\ntitle: Support \
            desk\ndescription: How agents answer questions about money and invoices.\naudience: \
            agents\n---\n-- content/desk/limits.md --\n---\ntitle: Refund limits\ndescription: How \
            much an agent may give back without asking anybody.\n---\n\nUp to eighty coins.\n-- \
            content/partners/_index.md --\n---\ntitle: For partners\ndescription: What partners \
            need to know about their contract.\naudience: partners\n---\n-- \
            content/partners/contract.md --\n---\ntitle: Your contract\ndescription: What the \
            contract between you and us says about notice.\n---\n\nOne month.\n-- \
            content/partners/limites.md --\n---\ntitle: Plafonds\ndescription: Combien un agent \
            peut rembourser sans demander à personne.\nlanguage: fr\ntranslation_of: \
            «../desk/limits.md»\n---\n\nJusqu’à quatre-vingts pièces.\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nlanguages: \
            [en, fr]\naudiences:\n  public: {}\n  agents: {includes: [public], base_url: \
            https://agents.example.com/}\n  partners: {includes: [public], base_url: \
            https://partners.example.com/}\n-- content/desk/_index.md --\n---\ntitle: Support \
            desk\ndescription: How agents answer questions about money and invoices.\naudience: \
            agents\n---\n-- content/desk/limits.md --\n---\ntitle: Refund limits\ndescription: How \
            much an agent may give back without asking anybody.\n---\n\nUp to eighty coins.\n-- \
            content/desk/limites.md --\n---\ntitle: Plafonds\ndescription: Combien un agent peut \
            rembourser sans demander à personne.\nlanguage: fr\ntranslation_of: \
            limits.md\n---\n\nJusqu’à quatre-vingts pièces.\n",
    },
};
