//! The second lock on raw HTML: the finished text, parsed as a browser parses it, against an allow-list.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::Builder;

/// Returns `html` with nothing in it but what the renderer writes and raw HTML may hold, well nested.
/// Addresses are numbers of slots at this stage, so whatever still looks like an address is removed.
pub(super) fn clean(html: &str) -> String {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    BUILDER.get_or_init(builder).clean(html).to_string()
}

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s",
    "samp", "section", "small", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "u", "ul", "var", "video", "audio", "wbr",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "loading", "src", "width"]),
    ("input", &["checked", "disabled", "type"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("source", &["src", "type"]),
    ("td", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("video", &["controls", "height", "loop", "muted", "preload", "src", "width"]),
];

fn builder() -> Builder<'static> {
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(
            ["class", "id", "dir", "lang", "title", "align", "valign", "tabindex", "role", "aria-label"]
                .into_iter()
                .collect(),
        )
        .clean_content_tags(
            ["script", "style", "iframe", "object", "noscript", "svg", "math"].into_iter().collect(),
        )
        .url_schemes(HashSet::new())
        .link_rel(None)
        .strip_comments(true);
    builder
}
