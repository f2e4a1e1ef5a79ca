//! Lets the MathML of a formula onto a page by list: elements and attributes of MathML Core that set mathematics, and
//! text.
//!
//! The library that writes it has let raw HTML through, and formulas are put into a page after it has been sanitised.
//! So whatever it returns is taken apart here and written again. Links, styles and events are in no list.

use super::text::escape;

/// Elements that hold text and nothing else.
const TOKENS: [&str; 5] = ["mi", "mn", "mo", "mtext", "ms"];

/// Elements that hold other elements.
const LAYOUTS: [&str; 18] = [
    "math",
    "mfrac",
    "mmultiscripts",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtr",
    "munder",
];

/// The same, by itself: with it the list above would not be in order.
const UNDER_AND_OVER: &str = "munderover";

/// Attributes that say how a formula is set.
const ATTRIBUTES: [&str; 17] = [
    "class",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "scriptlevel",
    "stretchy",
    "symmetric",
    "width",
];

/// Elements that may lie in each other. What formulas may hold is bounded before, so this is far beyond it.
const DEPTH_MAX: usize = 2_000;

/// A tag of an element that is in a list.
struct Tag<'a> {
    name: &'static str,
    closing: bool,
    empty: bool,
    attributes: Vec<(&'static str, &'a str)>,
}

/// Returns `math` with nothing in it but what is in the lists. Nothing comes back where it is no element `math` in
/// which all elements are closed in order, or where text stands between elements.
pub(super) fn filtered(math: &str) -> Option<String> {
    let mut out = String::with_capacity(math.len());
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = math;
    while !rest.is_empty() {
        if let Some((tag, after)) = tag(rest) {
            enter(&tag, &mut open, out.is_empty())?;
            write(&mut out, &tag);
            rest = after;
        } else {
            let in_token = open.last().is_some_and(|name| TOKENS.contains(name));
            let (text, after) = text(rest);
            if !in_token && !text.trim().is_empty() {
                return None;
            }
            if in_token {
                escape(&mut out, text);
            }
            rest = after;
        }
    }
    (open.is_empty() && !out.is_empty()).then_some(out)
}

/// Keeps count of what is open; nothing comes back where the tag cannot stand here.
fn enter(tag: &Tag<'_>, open: &mut Vec<&'static str>, first: bool) -> Option<()> {
    if tag.closing {
        return (open.pop()? == tag.name).then_some(());
    }
    let fits = match open.last() {
        None => first && tag.name == "math",
        Some(around) => tag.name != "math" && !TOKENS.contains(around) && open.len() < DEPTH_MAX,
    };
    if !tag.empty {
        open.push(tag.name);
    }
    fits.then_some(())
}

fn write(out: &mut String, tag: &Tag<'_>) {
    out.push_str(if tag.closing { "</" } else { "<" });
    out.push_str(tag.name);
    for (name, value) in &tag.attributes {
        out.push_str(&format!(" {name}=\"{value}\""));
    }
    out.push('>');
    if tag.empty {
        out.push_str(&format!("</{}>", tag.name));
    }
}

/// Returns the tag that `text` begins with, as far as its element is in a list.
fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    let inside = text.strip_prefix('<')?;
    let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let length = inside.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(inside.len());
    let (name, mut rest) = inside.split_at_checked(length)?;
    let names = TOKENS.iter().chain(&LAYOUTS).chain(std::iter::once(&UNDER_AND_OVER));
    let name = names.copied().find(|known| *known == name)?;
    let mut tag = Tag { name, closing, empty: false, attributes: Vec::new() };
    loop {
        rest = rest.trim_start_matches([' ', '\n']);
        if let Some(after) = rest.strip_prefix("/>").filter(|_| !closing) {
            tag.empty = true;
            return Some((tag, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((tag, after));
        }
        let (attribute, after) = rest.split_once("=\"").filter(|_| !closing)?;
        let (value, after) = after.split_once('"')?;
        if attribute.is_empty() || !attribute.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let known = ATTRIBUTES.iter().find(|known| **known == attribute);
        if let Some(known) = known.filter(|_| is_plain(value)) {
            tag.attributes.push((known, value));
        }
        rest = after;
    }
}

/// Returns whether a value is a word, a number with a unit, or class names.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'+' | b'.' | b'%'))
}

/// Returns the text up to the next tag or entity, or the one character that an entity stands for, and what follows.
fn text(rest: &str) -> (&str, &str) {
    for (entity, character) in [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}")] {
        if let Some(after) = rest.strip_prefix(entity) {
            return (character, after);
        }
    }
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let behind = rest.get(first..).unwrap_or("");
    let end = behind.find(['<', '&']).map_or(rest.len(), |at| first + at);
    rest.split_at_checked(end).unwrap_or((rest, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sets_a_formula_stays() {
        let math = "<math display=\"inline\"><mrow><msup><mi>x</mi><mn>2</mn></msup><mspace width=\"0.1667em\" />\
            <mo symmetric=\"true\" stretchy=\"true\"minsize=\"1.2em\">(</mo><mtext>a&nbsp;&lt;</mtext></mrow></math>";
        let expected = "<math display=\"inline\"><mrow><msup><mi>x</mi><mn>2</mn></msup><mspace width=\"0.1667em\">\
            </mspace><mo symmetric=\"true\" stretchy=\"true\" minsize=\"1.2em\">(</mo><mtext>a\u{a0}&lt;</mtext>\
            </mrow></math>";
        assert_eq!(filtered(math).as_deref(), Some(expected));
    }

    #[test]
    fn everything_else_is_text_or_dropped() {
        let inside = |math: &str| filtered(&format!("<math>{math}</math>"));
        let is = |math: &str, expected: &str| {
            assert_eq!(inside(math), Some(format!("<math>{expected}</math>")), "{math}");
        };
        is("<mi><img src=x onerror=alert(1)></mi>", "<mi>&lt;img src=x onerror=alert(1)&gt;</mi>");
        is("<mo><</mo>", "<mo>&lt;</mo>");
        is("<mo>&</mo>", "<mo>&amp;</mo>");
        is("<mi>&#60;b></mi>", "<mi>&amp;#60;b&gt;</mi>");
        is("<mi onclick=\"a()\" style=\"x:y\">x</mi>", "<mi>x</mi>");
        is("<mi href=\"javascript:a\" id=\"b\">x</mi>", "<mi>x</mi>");
        is("<mi class=\"a'b\">x</mi>", "<mi>x</mi>");
        is("<mi>a\u{1}b</mi>", "<mi>ab</mi>");
        is("<mtext><MI>x</MI></mtext>", "<mtext>&lt;MI&gt;x&lt;/MI&gt;</mtext>");
        is("<mi><mi-x></mi>", "<mi>&lt;mi-x&gt;</mi>");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for math in [
            "",
            "x",
            "<mi>x</mi>",
            "<math><mi>x</math>",
            "<math><mrow></math></mrow>",
            "<math></math><math></math>",
            "<math></math><img>",
            "<math><math></math></math>",
            "<math><mrow>words</mrow></math>",
            "<math><mrow><img></mrow></math>",
            "<math><annotation-xml encoding=\"text/html\"><b>x</b></annotation-xml></math>",
            "<math><mtext><mi>x</mi></mtext></math>",
            "<math",
        ] {
            assert_eq!(filtered(math), None, "{math}");
        }
    }
}
