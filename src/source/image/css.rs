//! Looks through the styles of a drawing for what loads or runs something.

use crate::diagnostic::span::floor_char;

/// Kinds of data that a style may bring along: pictures of pixels, and letters.
const DATA: [&str; 12] = [
    "data:image/png",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/gif",
    "data:image/webp",
    "data:image/avif",
    "data:font/",
    "data:application/font",
    "data:application/x-font",
    "data:application/vnd.ms-fontobject",
    "data:application/octet-stream",
    "data:;base64,",
];

/// Bytes of a rule in which its beginning is looked for.
const RULE_BYTES_MAX: usize = 2_000;

/// Bytes of an address in which a scheme is looked for.
const ADDRESS_BYTES_MAX: usize = 200;

/// Addresses of one style that are looked at; beyond this it is none that somebody wrote.
const ADDRESSES_MAX: usize = 10_000;

/// Returns what in `css` loads from another host or runs a script, if something does.
pub(super) fn problem(css: &str) -> Option<&'static str> {
    let plain = plain(css);
    for (mark, word) in [
        ("@import", "`@import`"),
        ("javascript:", "`javascript:`"),
        ("vbscript:", "`vbscript:`"),
        ("expression(", "`expression()`"),
        ("-moz-binding", "`-moz-binding`"),
    ] {
        if plain.contains(mark) {
            return Some(word);
        }
    }
    if plain.contains("image-set(") && plain.contains("://") {
        return Some("`image-set()`");
    }
    let mut urls = plain.match_indices("url(");
    if urls.clone().nth(ADDRESSES_MAX).is_some() {
        return Some("too many `url()`");
    }
    let is_wrong = urls.any(|(at, mark)| {
        let (before, after) = plain.split_at_checked(at).unwrap_or((&plain, ""));
        let target = after.get(mark.len()..).unwrap_or("").trim_start().trim_start_matches(['"', '\'']);
        !is_harmless(target.trim_start(), before)
    });
    is_wrong.then_some("`url()` with another address")
}

/// Returns whether what begins with `target`, behind the style `before`, is a part of the drawing, a file beside it,
/// data of a listed kind, a name, or letters from another host, which browsers do not fetch for images.
fn is_harmless(target: &str, before: &str) -> bool {
    let reach = before.len().saturating_sub(RULE_BYTES_MAX);
    let rule = before.get(floor_char(before, reach)..).unwrap_or("");
    let within = |name: &str, end: char| {
        rule.rfind(name).is_some_and(|at| !rule.get(at..).unwrap_or("").contains(end))
    };
    if target.starts_with("https://") && within("@font-face", '}')
        || target.starts_with("http") && within("@namespace", ';')
    {
        return true;
    }
    if target.starts_with("data:") {
        return DATA.iter().any(|kind| target.starts_with(kind));
    }
    // Where an address is not closed, the same text is looked at for each that begins in it.
    let near = target.get(..floor_char(target, ADDRESS_BYTES_MAX)).unwrap_or(target);
    let address = near.split([')', '"', '\'']).next().unwrap_or(near);
    !address.starts_with(['/', '\\']) && !address.contains(':')
}

/// Returns `css` in lower case, without comments and with its escapes read, as a browser sees it.
fn plain(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '\\']) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        if let Some(comment) = after.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if let Some(escape) = after.strip_prefix('\\') {
            let digits = escape.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            let (code, behind) = escape.split_at_checked(digits).unwrap_or(("", escape));
            match u32::from_str_radix(code, 16).ok() {
                Some(code) => {
                    out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                    rest = behind.strip_prefix([' ', '\t', '\n']).unwrap_or(behind);
                }
                None => rest = escape,
            }
        } else {
            out.push('/');
            rest = after.get(1..).unwrap_or("");
        }
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_pictures_pass() {
        for css in [
            "",
            ".a{fill:url(#b);stroke:#fff}",
            ".a { fill: url( '#b' ) }",
            "@font-face{font-family:X;src:url(data:font/woff2;base64,AAAA) format('woff2')}",
            "@font-face { font-family: \"Virgil\"; src: url(\"https://excalidraw.com/Virgil.woff2\"); }",
            "@namespace svg url(http://www.w3.org/2000/svg);",
            ".a{background:url(data:image/png;base64,AAAA)}",
            "@media (prefers-color-scheme: dark) { path { fill: #fff } }",
            "#my-svg{font-family:\"trebuchet ms\",verdana,arial,sans-serif;}@keyframes edge-animation-frame{from{stroke-dashoffset:0;}}",
            "/* @import */ a{b:c}",
        ] {
            assert_eq!(problem(css), None, "{css}");
        }
    }

    #[test]
    fn what_loads_or_runs_is_named() {
        for (css, expected) in [
            ("@import url(https://evil.example/x.css);", "`@import`"),
            ("@\\69mport 'x.css'", "`@import`"),
            ("@im/**/port 'x'; @IMPORT 'x'", "`@import`"),
            (".a{fill:url(javascript:alert(1))}", "`javascript:`"),
            (".a{fill:u\\72l(https://evil.example/#x)}", "`url()` with another address"),
            (".a{fill:url(//evil.example/x)}", "`url()` with another address"),
            (".a{fill:url(\"data:text/html,x\")}", "`url()` with another address"),
            (".a{fill:url(data:image/svg+xml,x)}", "`url()` with another address"),
            (
                "@font-face{src:url(data:font/x)} .a{fill:url(https://evil.example/)}",
                "`url()` with another address",
            ),
            (".a{width:expression(alert(1))}", "`expression()`"),
        ] {
            assert_eq!(problem(css), Some(expected), "{css}");
        }
    }
}
