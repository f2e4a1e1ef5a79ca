//! HTML that a page may not have.

use super::{Manual, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    code: Code::RemovedHtml,
    judge: None,
    manual: Manual {
        title: "Removed HTML",
        why: "Texts of many writers and their tools must not run scripts on the help centre's address, \
            load pages of other hosts or change its design. So frames, forms, scripts, styles and event \
            attributes are removed, and words in pointed brackets that are no HTML element are shown as \
            text. Readers miss what was meant to be there.",
        todo: "Replace it with what Markdown has: a link for a frame, a class and the site's stylesheet \
            for `style`, backticks around words such as `<your name>`. Sites whose writers are all \
            trusted may set `markdown: {html: trusted}`.",
        failing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nHow to fill in the form:\n\n«<iframe \
            src=\"https://videos.example.com/refund\">»</iframe>\n",
        passing: "-- content/billing/refund.md --\n---\ntitle: Get a refund\ndescription: How to ask \
            for your money back, and when it arrives.\n---\n\nHow to fill in the form: [video, two \
            minutes](https://videos.example.com/refund).\n",
    },
};
