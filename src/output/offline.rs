//! Makes a page work from a folder: its addresses lead from where it lies to files.
//!
//! Pages are written with addresses from the site's root, which a browser takes for the root of the disk when
//! there is no server. So finished pages are gone through once, tag by tag.

use crate::model::SitePath;

/// Attributes that lead to a page when they end in a slash. Others name folders by it.
const LEADING: [&str; 2] = ["href", "action"];

/// Returns `html`, the page at `path` of a site below `base`, with relative addresses.
pub(super) fn relative(html: &str, path: &SitePath, base: &str) -> String {
    let up = "../".repeat(path.to_file().matches('/').count());
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        // Text in pages has no bare `<`, and what stands in scripts has no attributes.
        let end = tag_end(after);
        let (tag, behind) = after.split_at_checked(end).unwrap_or((after, ""));
        rewrite_tag(&mut out, tag, &up, base);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Returns where a tag ends, before its `>`.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn rewrite_tag(out: &mut String, tag: &str, up: &str, base: &str) {
    let is_refresh = tag.starts_with("meta http-equiv=\"refresh\"");
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        out.push_str(before);
        out.push_str("=\"");
        let (value, behind) = after.split_once('"').unwrap_or((after, ""));
        let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
        match value.split_once("url=").filter(|_| is_refresh && name == "content") {
            Some((delay, address)) => {
                out.push_str(delay);
                out.push_str("url=");
                out.push_str(&address_of(address, up, base, true));
            }
            None => {
                let addresses =
                    value.split(", ").map(|one| address_of(one, up, base, LEADING.contains(&name)));
                out.push_str(&addresses.collect::<Vec<_>>().join(", "));
            }
        }
        if after.len() > value.len() {
            out.push('"');
        }
        rest = behind;
    }
    out.push_str(rest);
}

/// Returns an address of this site as it is from the page; any other stays.
fn address_of(address: &str, up: &str, base: &str, leads: bool) -> String {
    let Some(inner) = address.strip_prefix(base).filter(|inner| !inner.starts_with('/')) else {
        return address.to_owned();
    };
    let end = inner.find(['?', '#']).unwrap_or(inner.len());
    let (path, suffix) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let file = if leads && (path.is_empty() || path.ends_with('/')) { "index.html" } else { "" };
    let here = if up.is_empty() { "./" } else { up };
    format!("{here}{path}{file}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_the_page_to_files() {
        let page = SitePath::parse("billing/vat/").unwrap();
        for (html, expected) in [
            ("<a href=\"/help/\">x</a>", "<a href=\"../../index.html\">x</a>"),
            (
                "<a class=\"a > b\" href=\"/help/a/?q=1#h\">",
                "<a class=\"a > b\" href=\"../../a/index.html?q=1#h\">",
            ),
            (
                "<img src=\"/help/_/a.png\" srcset=\"/help/_/a.png, /help/_/b.png 2x\">",
                "<img src=\"../../_/a.png\" srcset=\"../../_/a.png, ../../_/b.png 2x\">",
            ),
            ("<form data-index=\"/help/_/search/en/\">", "<form data-index=\"../../_/search/en/\">"),
            (
                "<meta http-equiv=\"refresh\" content=\"0; url=/help/a/\">",
                "<meta http-equiv=\"refresh\" content=\"0; url=../../a/index.html\">",
            ),
            (
                "<a href=\"https://x/help/\">/help/ href=\"/help/\"",
                "<a href=\"https://x/help/\">/help/ href=\"/help/\"",
            ),
            ("<a href=\"/other/\" title=\"\">&lt;", "<a href=\"/other/\" title=\"\">&lt;"),
            ("<a href=\"#top\">", "<a href=\"#top\">"),
        ] {
            assert_eq!(relative(html, &page, "/help/"), expected);
        }
        let home = SitePath::root();
        assert_eq!(
            relative("<a href=\"/a/\"><a href=\"//x/\">", &home, "/"),
            "<a href=\"./a/index.html\"><a href=\"//x/\">"
        );
    }
}
