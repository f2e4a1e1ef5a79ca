//! Syntax of other tools.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::ForeignSyntax,
    judge: None,
    manual: Manual {
        title: "Foreign syntax",
        why: "Each tool for Markdown has signs of its own: `!!! note` in MkDocs, `{{< note >}}` in Hugo, \
            `{% hint %}` in GitBook, `[[Page]]` in Obsidian, `.. note::` in reStructuredText, `<Tabs>` in \
            Docusaurus. helpsmith shows them as text, and often shows what belongs to them as code, since \
            it is indented.",
        todo: "Write what the hint says: `:::note` and `:::` around the text for a callout, `:::details` for \
            what readers open, `:::tabs` for tabs, `::snippet{name}` for text from another file, \
            `[words](article.md)` for a link, `<mark>words</mark>` for what is highlighted. To show such \
            signs, put them between backticks or into a code block.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n«!!! warning \
            \"Before you ask\"»\n    Wait for a week.\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\n:::warning[Before you \
            ask]\nWait for a week.\n:::\n",
    },
};
