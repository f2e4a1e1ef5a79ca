//! Code blocks too large to be coloured.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::PlainCode,
    judge: None,
    manual: Manual {
        title: "Plain code",
        why: "Colours show where a string ends and which bracket belongs to which. Blocks of more than \
            64 KiB, and blocks with a line of more than 2 KiB, are shown without them, since colouring \
            such texts takes too long. Very long lines with deep nesting can also use up the work \
            that one block may take; then the end of the block is shown without colours. Few readers \
            scroll through so much code anyway, and on a phone a line of that length never ends.",
        todo: "Show the part that matters, break long lines, or offer the whole as a file beside the \
            article: `[the export](export.json)`.",
        failing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nvariables:\n  \
            refund: '{\"invoice\": \"2026-0117\", \"customer\": \"Ada Lovelace\", \"street\": \"12 St \
            James Square\", \"city\": \"London\", \"postcode\": \"SW1Y 4JH\", \"country\": \"GB\", \
            \"paid\": \"2026-03-02\", \"method\": \"card\", \"amount\": 2400, \"currency\": \"EUR\", \
            \"refunded\": \"2026-03-09\", \"reason\": \"The parcel was lost on its way\", \"agent\": \
            \"Grace Hopper\", \"reference\": \"REF-2026-0117-24\", \"state\": \"done\"}'\n-- \
            content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for your \
            money back, and when it arrives.\n---\n\nAn export is one line:\n\n«```»json\n[{{ refund \
            }}, {{ refund }}, {{ refund }}, {{ refund }}, {{ refund }}, {{ refund }}, {{ refund }}, {{ \
            refund }}, {{ refund }}, {{ refund }}, {{ refund }}, {{ refund }}]\n```\n",
        passing: "-- helpsmith.yaml --\ntitle: T\nbase_url: https://help.example.com/\nvariables:\n  \
            refund: '{\"invoice\": \"2026-0117\", \"customer\": \"Ada Lovelace\", \"street\": \"12 St \
            James Square\", \"city\": \"London\", \"postcode\": \"SW1Y 4JH\", \"country\": \"GB\", \
            \"paid\": \"2026-03-02\", \"method\": \"card\", \"amount\": 2400, \"currency\": \"EUR\", \
            \"refunded\": \"2026-03-09\", \"reason\": \"The parcel was lost on its way\", \"agent\": \
            \"Grace Hopper\", \"reference\": \"REF-2026-0117-24\", \"state\": \"done\"}'\n-- \
            content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask for your \
            money back, and when it arrives.\n---\n\nAn export holds such an entry for each \
            refund:\n\n```json\n{{ refund }}\n```\n",
    },
};
