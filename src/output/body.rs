//! Fills the gaps of a text for one page.

use super::Output;
use crate::model::paths::percent_encode;
use crate::model::{Body, Fill, SlotKind};
use crate::theme::Strings;

/// Returns the HTML of `body` with every link, image and string in place.
pub(super) fn html(output: &Output, body: &Body, strings: &Strings) -> String {
    let source = &body.rendered.html;
    let mut html = String::with_capacity(source.len() + body.rendered.slots.len() * 48);
    let mut at = 0;
    for slot in body.rendered.slots.iter() {
        html.push_str(source.get(at..slot.at).unwrap_or(""));
        at = slot.at;
        match &slot.kind {
            SlotKind::Href(reference) => attribute(output, &mut html, "href", body.fills.get(*reference)),
            SlotKind::Source(reference) => match body.fills.get(*reference) {
                Some(Fill::External(_)) => {}
                fill => attribute(output, &mut html, "src", fill),
            },
            SlotKind::Poster(reference) => match body.fills.get(*reference) {
                Some(Fill::External(_)) => {}
                fill => attribute(output, &mut html, "poster", fill),
            },
            SlotKind::Image { reference, alt, attributes, linked } => {
                image(output, &mut html, body.fills.get(*reference), alt, attributes, *linked);
            }
            SlotKind::Text(key, number) => {
                escape(&mut html, &strings.get(key).replace("{number}", &number.to_string()));
            }
        }
    }
    html.push_str(source.get(at..).unwrap_or(""));
    html
}

fn attribute(output: &Output, html: &mut String, name: &str, fill: Option<&Fill>) {
    if let Some(url) = fill.and_then(|fill| url(output, fill)) {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(html, &url);
        html.push('"');
    }
}

/// Returns the address that a fill leads to.
pub(super) fn url(output: &Output, fill: &Fill) -> Option<String> {
    match fill {
        Fill::Page(path, suffix) => Some(format!("{}{}", output.base.href(path), encode_suffix(suffix))),
        Fill::Fragment(fragment) => Some(encode_suffix(&format!("#{fragment}"))),
        Fill::Asset(id, suffix) => {
            Some(format!("{}{}", output.base.href(output.assets.of(id)?), encode_suffix(suffix)))
        }
        Fill::Picture { light, .. } => Some(output.base.href(output.assets.of(light)?)),
        Fill::External(url) => Some(encode_spaces(url)),
        Fill::Nowhere => None,
    }
}

/// Returns the whole address that a fill leads to, for those who read pages elsewhere.
pub(super) fn absolute_url(output: &Output, fill: &Fill) -> Option<String> {
    match fill {
        Fill::Page(path, suffix) => Some(format!("{}{}", output.base.absolute(path), encode_suffix(suffix))),
        Fill::Asset(id, _) | Fill::Picture { light: id, .. } => {
            Some(output.base.absolute(output.assets.of(id)?))
        }
        _ => url(output, fill),
    }
}

/// Returns `?query` and `#fragment` as they stand in a URL.
pub(super) fn encode_suffix(suffix: &str) -> String {
    let marks = suffix.len() - suffix.trim_start_matches(['?', '#']).len();
    let (mark, rest) = suffix.split_at_checked(marks).unwrap_or(("", suffix));
    let keep = |text: &str| {
        let decoded = crate::model::paths::percent_decode(text);
        crate::model::paths::percent_encode(&decoded)
            .replace("%26", "&")
            .replace("%3D", "=")
            .replace("%23", "#")
    };
    // A query is left as written; a fragment is a heading's id and is encoded like a path.
    match rest.split_once('#').filter(|_| mark.starts_with('?')) {
        Some((query, fragment)) => format!("{mark}{}#{}", encode_spaces(query), keep(fragment)),
        None if mark.starts_with('?') => format!("{mark}{}", encode_spaces(rest)),
        None => format!("{mark}{}", keep(rest)),
    }
}

/// Returns an address of another host in the characters that a URI may have (RFC 3986): in HTTP headers and in the
/// tables that hosts read, nothing else may stand. What is one already stays as its owner wrote it.
pub(super) fn uri(address: &str) -> String {
    let plain = encode_spaces(address);
    if plain.is_ascii() {
        return plain;
    }
    // A host in another script has a form of its own; the rest is percent-encoded.
    url::Url::parse(&plain).map_or_else(|_| percent_encode(&plain), |url| encode_spaces(url.as_str()))
}

/// Addresses are kept as their owner wrote them, but for what HTML validators and proxies trip over.
fn encode_spaces(url: &str) -> String {
    url.chars()
        .map(|character| match character {
            ' ' => "%20".to_owned(),
            '\\' => "%5C".to_owned(),
            '[' => "%5B".to_owned(),
            ']' => "%5D".to_owned(),
            '`' => "%60".to_owned(),
            '|' => "%7C".to_owned(),
            '^' => "%5E".to_owned(),
            '{' => "%7B".to_owned(),
            '}' => "%7D".to_owned(),
            control if control.is_control() => String::new(),
            other => other.to_string(),
        })
        .collect()
}

fn image(output: &Output, html: &mut String, fill: Option<&Fill>, alt: &str, attributes: &str, linked: bool) {
    let start = html.len();
    match fill {
        // Both are in the page, since a reader may switch; the stylesheet shows one, and only that is loaded.
        Some(Fill::Picture { light, dark }) => {
            for (id, class) in [(light, "only-light"), (dark, "only-dark")] {
                let version = Fill::Asset(id.clone(), String::new());
                element(output, html, &version, &with_class(attributes, class));
            }
        }
        Some(fill @ (Fill::Asset(..) | Fill::Page(..))) => element(output, html, fill, attributes),
        _ => {}
    }
    if html.len() == start {
        stand_in(html, fill, alt, linked);
    }
}

fn element(output: &Output, html: &mut String, fill: &Fill, attributes: &str) {
    let Some(source) = url(output, fill) else { return };
    html.push_str("<img src=\"");
    escape(html, &source);
    html.push('"');
    let sized = attributes.contains(" width=") || attributes.contains(" height=");
    if let Some((width, height)) = dimensions(output, fill).filter(|_| !sized) {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push_str(attributes);
    if !attributes.contains(" alt=") {
        html.push_str(" alt=\"\"");
    }
    html.push('>');
}

/// Returns attributes with one more class in them.
fn with_class(attributes: &str, class: &str) -> String {
    match attributes.split_once(" class=\"") {
        Some((before, after)) => format!("{before} class=\"{class} {after}"),
        None => format!(" class=\"{class}\"{attributes}"),
    }
}

/// Writes what readers get of an image that is not there: its words, and for one on another host the way
/// to it.
fn stand_in(html: &mut String, fill: Option<&Fill>, alt: &str, linked: bool) {
    match fill {
        Some(Fill::External(address)) if !linked => {
            html.push_str("<a class=\"remote-image\" href=\"");
            escape(html, &encode_spaces(address));
            html.push_str("\">");
            escape(html, if alt.trim().is_empty() { address } else { alt });
            html.push_str("</a>");
        }
        _ => {
            html.push_str("<span class=\"missing-image\">");
            escape(html, alt);
            html.push_str("</span>");
        }
    }
}

fn dimensions(output: &Output, fill: &Fill) -> Option<(u32, u32)> {
    match fill {
        Fill::Asset(id, _) => output.site.assets.get(id)?.dimensions,
        Fill::Page(path, _) => output.site.statics.get(path)?.dimensions,
        _ => None,
    }
}

/// Appends text for HTML or a quoted attribute.
pub(super) fn escape(html: &mut String, text: &str) {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte) && !matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        // Nearly every address and most words.
        return html.push_str(text);
    }
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            control if control.is_control() && control != '\n' => {}
            // No XML may have these, and no font does.
            '\u{fffe}' | '\u{ffff}' => {}
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes() {
        assert_eq!(encode_suffix("#چگونه"), "#%DA%86%DA%AF%D9%88%D9%86%D9%87");
        assert_eq!(encode_suffix("?a=b c#d"), "?a=b%20c#d");
        assert_eq!(encode_suffix(""), "");
        assert_eq!(encode_suffix("#a%20b"), "#a%20b");
    }

    #[test]
    fn addresses_of_other_hosts_are_uris() {
        // Issue 13, low.
        for (written, sent) in [
            ("https://a.example/x?a=1&b=%20#c", "https://a.example/x?a=1&b=%20#c"),
            ("https://a.example", "https://a.example"),
            (
                "https://hi.wikipedia.org/wiki/दिल्ली?q=ü#é",
                "https://hi.wikipedia.org/wiki/%E0%A4%A6%E0%A4%BF%E0%A4%B2%E0%A5%8D%E0%A4%B2%E0%A5%80?q=%C3%BC#%C3%A9",
            ),
            ("https://bücher.example/東京/%20", "https://xn--bcher-kva.example/%E6%9D%B1%E4%BA%AC/%20"),
        ] {
            assert_eq!(uri(written), sent);
        }
    }
}
