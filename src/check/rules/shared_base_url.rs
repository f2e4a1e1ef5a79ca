//! Audiences whose outputs would be served at one address.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::SharedBaseUrl,
    judge: None,
    manual: Manual {
        title: "Shared base URL",
        why: "Each audience has an output of its own, and only one of them can be served at a URL. \
            Feeds, Markdown twins, the sitemap and canonical links contain whole URLs. With the \
            `base_url` of another audience they lead into that audience's output, where the page \
            does not exist or says something else.",
        todo: "Give each audience the `base_url` where its output is served. An audience without \
            one has the `base_url` of the site, so no other audience may name that. URLs that \
            differ only in the case of the host, in the standard port or in the slash at the end \
            are the same.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: \
            https://help.example.com/\naudiences:\n  public: {}\n  agents:\n    includes: \
            [public]\n    base_url: «https://HELP.example.com:443»\n-- content/billing/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: \
            https://help.example.com/\naudiences:\n  public: {}\n  agents:\n    includes: \
            [public]\n    base_url: https://agents.example.com/\n-- content/billing/refund.md \
            --\n---\ntitle: Get a refund\ndescription: How to ask for your money back, and when it \
            arrives.\n---\n\nYour money is back within a week.\n",
    },
};
