//! Looks through a drawing for anything but a picture: scripts, events, pages within it, addresses elsewhere.
//!
//! It is read as the XML that it is, so prefixes, entities, encodings and line ends are what a browser takes them for.
//! Elements pass by list. Of attributes, those that hold an address or a style are judged by what they hold, and the
//! rest may hold no address that could be run.

use std::borrow::Cow;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::svg_names::{ACTIVE, ACTIVE_ATTRIBUTES, ANIMATIONS, ELEMENTS, HTML_ATTRIBUTES, HTML_ELEMENTS};
use super::{css, size};

/// Bytes of a drawing that is looked through; the largest that people make by hand have two or three million.
pub(in crate::source) const SVG_BYTES_MAX: usize = 8 << 20;

/// Elements, texts and comments of one drawing, for the same reason.
const NODES_MAX: u32 = 1_000_000;

const SVG: &str = "http://www.w3.org/2000/svg";
const HTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Kinds of pictures that a drawing may bring along.
const PICTURES: [&str; 7] = ["png", "jpeg", "jpg", "gif", "webp", "avif", "bmp"];

/// What is known of a drawing that is a picture and nothing else.
#[derive(Debug, PartialEq)]
pub(super) struct Drawing {
    pub dimensions: Option<(u32, u32)>,
    /// Without it browsers show a tree of elements and no picture.
    pub has_namespace: bool,
}

/// Looks through a drawing. The error says what is in it that no picture needs, and where.
pub(super) fn look(bytes: &[u8]) -> Result<Drawing, String> {
    let text = decode(bytes)?;
    doctype(&text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options)
        .map_err(|error| format!("it is not well-formed XML (line {})", error.pos().row))?;
    for node in document.descendants() {
        judge(node).map_err(|what| {
            let line = document.text_pos_at(node.range().start).row;
            format!("{what} in line {line}")
        })?;
    }
    let root = document.root_element();
    let of = |name| root.attribute(name);
    Ok(Drawing {
        dimensions: size::of(of("width"), of("height"), of("viewBox")),
        has_namespace: root.tag_name().namespace() == Some(SVG),
    })
}

fn judge(node: Node<'_, '_>) -> Result<(), String> {
    if let Some(instruction) = node.pi() {
        return match instruction.target.to_ascii_lowercase().as_str() {
            "xml-stylesheet" => Err("the instruction `xml-stylesheet`".to_owned()),
            _ => Ok(()),
        };
    }
    if !node.is_element() {
        return Ok(());
    }
    let (name, namespace) = (node.tag_name().name(), node.tag_name().namespace());
    let is_root = node == node.document().root_element();
    let passes = match namespace {
        Some(SVG) => ELEMENTS.contains(&name) && (!is_root || name == "svg"),
        Some(HTML) => HTML_ELEMENTS.contains(&name) && !is_root,
        Some(MATHML) => false,
        // What editors keep for themselves is nothing to a browser.
        _ => !ACTIVE.contains(&name.to_ascii_lowercase().as_str()) && (!is_root || name == "svg"),
    };
    if !passes {
        return Err(format!("the element `{}`", shown(name)));
    }
    if name == "style" {
        let style: String = node.descendants().filter_map(|inner| inner.text()).collect();
        if let Some(problem) = css::problem(&style) {
            return Err(format!("{problem} in a style"));
        }
    }
    if !matches!(namespace, Some(SVG | HTML) | None) {
        return Ok(());
    }
    node.attributes().try_for_each(|attribute| judge_attribute(node, &attribute))
}

fn judge_attribute(node: Node<'_, '_>, attribute: &Attribute<'_, '_>) -> Result<(), String> {
    let (name, value) = (attribute.name(), attribute.value());
    let lower = name.to_ascii_lowercase();
    let refused = || Err(format!("the attribute `{}` of `{}`", shown(name), shown(node.tag_name().name())));
    match attribute.namespace() {
        None | Some(SVG | HTML) => {}
        Some(XLINK) if lower == "href" => {}
        Some(XML) if lower == "base" => return refused(),
        // Of other namespaces, browsers know none that does something.
        Some(_) => return Ok(()),
    }
    let is_html = node.tag_name().namespace() == Some(HTML);
    let is_listed =
        HTML_ATTRIBUTES.contains(&lower.as_str()) || lower.starts_with("data-") || lower.starts_with("aria-");
    let is_wrong = match lower.as_str() {
        _ if lower.starts_with("on") => true,
        _ if ACTIVE_ATTRIBUTES.contains(&lower.as_str()) => true,
        "href" => !leads_to_pictures(node.tag_name().name(), value),
        // Words and notes, such as the diagram that draw.io keeps in its picture of it.
        "content" | "class" | "id" | "title" if !is_html || is_listed => false,
        _ if lower.starts_with("data-") || lower.starts_with("aria-") => false,
        _ if is_html && !is_listed => true,
        "attributename" => animates_address(node, value),
        _ => css::problem(value).is_some() || could_run(value),
    };
    if is_wrong { refused() } else { Ok(()) }
}

/// Returns whether an animation would change where something leads, or what it does.
fn animates_address(node: Node<'_, '_>, name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let local = name.rsplit(':').next().unwrap_or("");
    ANIMATIONS.contains(&node.tag_name().name())
        && (local == "href" || local.starts_with("on") || ACTIVE_ATTRIBUTES.contains(&local))
}

/// Returns whether a value is an address that runs what it says. Browsers pass over blanks in it.
fn could_run(value: &str) -> bool {
    let plain = squeezed(value);
    ["javascript:", "vbscript:", "data:text", "data:application", "data:image/svg"]
        .iter()
        .any(|scheme| plain.contains(scheme))
}

/// Returns whether the `href` of an element is a part of the drawing, a file beside it, or data of a listed kind; that
/// of a link may be any page.
fn leads_to_pictures(element: &str, value: &str) -> bool {
    let address = squeezed(value);
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme
        .filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)));
    match scheme {
        None => element == "a" || !address.starts_with(['/', '\\']),
        Some("http" | "https" | "mailto" | "tel") => element == "a",
        Some("data") => {
            let kind = address.strip_prefix("data:image/").unwrap_or("");
            let kind = kind.split([';', ',']).next().unwrap_or("");
            matches!(element, "image" | "feImage") && PICTURES.contains(&kind)
        }
        // A picture on the disk of who drew it: no browser fetches it.
        Some("file") => element == "image",
        Some(_) => false,
    }
}

fn squeezed(value: &str) -> String {
    let plain = value.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    plain.map(|c| c.to_ascii_lowercase()).take(SCHEME_CHARS_MAX).collect()
}

/// Characters of a value in which a scheme is looked for: pictures within a drawing are long, and begin with theirs.
const SCHEME_CHARS_MAX: usize = 10_000;

/// Returns a name as it can stand in a message.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && *c != '`').take(40).collect()
}

/// Returns the text of a drawing in the encoding that a browser takes it for.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let units = |big: bool, bytes: &[u8]| -> Result<String, String> {
        let unit = |pair: &[u8]| match (pair, big) {
            ([a, b], true) => u16::from_be_bytes([*a, *b]),
            ([a, b], false) => u16::from_le_bytes([*a, *b]),
            _ => 0xfffd,
        };
        String::from_utf16(&bytes.chunks(2).map(unit).collect::<Vec<_>>()).map_err(|_| unreadable("UTF-16"))
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => return units(true, rest).map(Cow::Owned),
        [0xff, 0xfe, rest @ ..] => return units(false, rest).map(Cow::Owned),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.get(..200.min(bytes.len())).unwrap_or_default()).into_owned();
    let declared = head.strip_prefix("<?xml").and_then(|head| head.split("?>").next());
    let encoding = declared.and_then(|head| head.split_once("encoding")).map(|(_, behind)| {
        let value = behind.trim_start_matches([' ', '=', '\t', '\n', '\r']).trim_start_matches(['"', '\'']);
        value.split(['"', '\'']).next().unwrap_or("").to_ascii_lowercase()
    });
    match encoding.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => {
            std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| unreadable("UTF-8"))
        }
        // Each byte is a letter. Which one is nothing to tags, whose letters these have in common.
        Some("iso-8859-1" | "iso-8859-15" | "latin1" | "windows-1252" | "windows-1251") => {
            Ok(Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()))
        }
        Some(other) => Err(format!("its encoding `{}` is not read", shown(other))),
    }
}

fn unreadable(encoding: &str) -> String {
    format!("it is not {encoding} text")
}

/// Document types that are looked at. A document has one.
const DOCTYPES_MAX: usize = 16;

/// Refuses a document type that does more than to name itself and to shorten addresses, as Illustrator does: it could
/// give every element an attribute.
fn doctype(text: &str) -> Result<(), String> {
    // Those in comments are looked at like the real one, which cannot hide behind them.
    for (number, (at, mark)) in text.match_indices("<!DOCTYPE").enumerate() {
        if number == DOCTYPES_MAX {
            return Err("it has too many document types".to_owned());
        }
        let behind = text.get(at + mark.len()..).unwrap_or("");
        if let Some(what) = internal_subset(behind).and_then(refused_declaration) {
            let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
            return Err(format!("{what} in the document type in line {line}"));
        }
    }
    Ok(())
}

/// Returns what stands between the brackets of a document type, and behind them.
fn internal_subset(doctype: &str) -> Option<&str> {
    let mut quote = None;
    for (at, character) in doctype.char_indices() {
        match (character, quote) {
            (_, Some(open)) => quote = (character != open).then_some(open),
            ('"' | '\'', None) => quote = Some(character),
            ('>', None) => return None,
            ('[', None) => return doctype.get(at + 1..),
            _ => {}
        }
    }
    None
}

/// Returns the first declaration that is no entity of plain text.
fn refused_declaration(mut rest: &str) -> Option<String> {
    loop {
        rest = rest.trim_start();
        if rest.starts_with(']') {
            return None;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        match plain_entity(rest) {
            Some(behind) => rest = behind,
            None => {
                let end = rest.find([' ', '\n', '\t', '>', ']']).unwrap_or(rest.len());
                return Some(format!("`{}`", shown(rest.get(..end).unwrap_or(""))));
            }
        }
    }
}

/// Returns what follows the declaration of an entity of plain text.
fn plain_entity(text: &str) -> Option<&str> {
    let (name, value) = text.strip_prefix("<!ENTITY")?.split_once(['"', '\''])?;
    let quote = if text.starts_with(&format!("<!ENTITY{name}\"")) { '"' } else { '\'' };
    let (value, behind) = value.split_once(quote)?;
    let is_plain = name.split_whitespace().count() == 1 && !name.contains('%');
    let is_text = !value.contains(['<', '&', '%']);
    behind.trim_start().strip_prefix('>').filter(|_| is_plain && is_text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

    fn inside(inner: &str) -> Result<Drawing, String> {
        look(format!("{START}{inner}</svg>").as_bytes())
    }

    #[track_caller]
    fn refuses(svg: &[u8], expected: &str) {
        let shown = String::from_utf8_lossy(svg).into_owned();
        match look(svg) {
            Ok(_) => panic!("{shown} passes"),
            Err(why) => assert!(why.contains(expected), "{shown}: {why}"),
        }
    }

    /// Issue 13, F5.
    #[test]
    fn scripts_are_found_whatever_they_are_written_like() {
        for (inner, expected) in [
            ("<script>alert(1)</script>", "the element `script` in line 1"),
            (
                "\n<s:script xmlns:s=\"http://www.w3.org/2000/svg\">alert(1)</s:script>",
                "the element `script` in line 2",
            ),
            ("<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x.js\"/>", "the element `script`"),
            ("<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\"/>", "the element `iframe`"),
            ("<x:SCRIPT xmlns:x=\"urn:x\"/>", "the element `SCRIPT`"),
            ("<script xmlns=\"\"/>", "the element `script`"),
            (
                "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" srcdoc=\"x\"/></foreignObject>",
                "`iframe`",
            ),
            (
                "<foreignObject><img xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\" onerror=\"a()\"/></foreignObject>",
                "`img`",
            ),
            (
                "<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" onclick=\"a()\"/></foreignObject>",
                "`onclick` of `div`",
            ),
            (
                "<foreignObject><form xmlns=\"http://www.w3.org/1999/xhtml\" action=\"x\"/></foreignObject>",
                "`form`",
            ),
            ("<m:math xmlns:m=\"http://www.w3.org/1998/Math/MathML\"/>", "the element `math`"),
            ("<handler type=\"text/javascript\">a()</handler>", "`handler`"),
            ("<path onload=\"a()\"/>", "the attribute `onload` of `path`"),
            ("<path\ronload=\"a()\"/>", "`onload`"),
            ("<path ONLOAD=\"a()\"/>", "`ONLOAD`"),
            ("<path onfuture=\"a()\"/>", "`onfuture`"),
            ("<a href=\"javascript:alert(1)\"/>", "the attribute `href` of `a`"),
            ("<a href=\"java&#115;cript:alert(1)\"/>", "`href` of `a`"),
            ("<a href=\" jav&#9;ascript:alert(1)\"/>", "`href` of `a`"),
            ("<a href=\"JaVaScRiPt:alert(1)\"/>", "`href` of `a`"),
            ("<a xlink:href=\"javascript:alert(1)\"/>", "`href` of `a`"),
            ("<a x:href=\"javascript:a()\" xmlns:x=\"http://www.w3.org/1999/xlink\"/>", "`href` of `a`"),
            ("<a href=\"data:text/html,x\"/>", "`href` of `a`"),
            ("<use href=\"data:image/svg+xml;base64,AAAA#x\"/>", "`href` of `use`"),
            ("<use href=\"https://evil.example/x.svg#x\"/>", "`href` of `use`"),
            ("<use xlink:href=\"//evil.example/x.svg#x\"/>", "`href` of `use`"),
            ("<use xlink:href=\"/\\evil.example/x.svg#x\"/>", "`href` of `use`"),
            ("<image href=\"data:image/svg+xml,x\"/>", "`href` of `image`"),
            ("<image href=\"https://evil.example/x.png\"/>", "`href` of `image`"),
            ("<a><animate attributeName=\"href\" values=\"#;x\"/></a>", "`attributeName` of `animate`"),
            ("<a><set attributeName=\"xlink:href\" to=\"#\"/></a>", "`attributeName` of `set`"),
            ("<a><set attributeName=\" HREF \" to=\"#\"/></a>", "`attributeName` of `set`"),
            ("<set attributeName=\"onload\" to=\"a()\"/>", "`attributeName` of `set`"),
            ("<animate attributeName=\"x\" values=\"1;javascript:a()\"/>", "`values` of `animate`"),
            ("<style>@import url(https://evil.example/x.css);</style>", "`@import` in a style"),
            (
                "<style><![CDATA[a{fill:url(https://evil.example/)}]]></style>",
                "`url()` with another address in a style",
            ),
            ("<path style=\"fill:url(javascript:a())\"/>", "`style` of `path`"),
            ("<path fill=\"url(https://evil.example/#a)\"/>", "`fill` of `path`"),
            ("<g xml:base=\"https://evil.example/\"/>", "`base` of `g`"),
            ("<video src=\"x\"/>", "the element `video`"),
            ("<unknown/>", "the element `unknown`"),
        ] {
            refuses(format!("{START}{inner}</svg>").as_bytes(), expected);
        }
    }

    /// Issue 13, F5.
    #[test]
    fn documents_are_read_in_their_own_encoding_and_with_their_own_types() {
        let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>a()</script></svg>";
        let utf16 = |big: bool| -> Vec<u8> {
            let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            std::iter::once(0xfeff).chain(script.encode_utf16()).flat_map(unit).collect()
        };
        refuses(&utf16(true), "the element `script`");
        refuses(&utf16(false), "the element `script`");
        refuses(&utf16(false)[2..], "it is not");
        refuses(format!("\u{feff}{script}").as_bytes(), "the element `script`");
        refuses(
            b"<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "its encoding `utf-7`",
        );
        for doctype in [
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"a()\">]>",
            "<!DOCTYPE svg [<!-- x --> <!ATTLIST path onclick CDATA 'a()'>]>",
            "<!DOCTYPE svg PUBLIC \">\" \"[\" [<!ATTLIST svg onload CDATA \"a()\">]>",
            "<!-- <!DOCTYPE svg> --><!DOCTYPE svg [<!ATTLIST svg onload CDATA \"a()\">]>",
            "<!DOCTYPE svg [<!ENTITY x \"<script/>\">]>",
            "<!DOCTYPE svg [<!ENTITY x \"&#60;script/>\">]>",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE svg [<!ENTITY % x SYSTEM \"https://evil.example/\"> %x;]>",
            "<!DOCTYPE svg [%x;]>",
        ] {
            refuses(
                format!("{doctype}<svg xmlns=\"http://www.w3.org/2000/svg\"/>").as_bytes(),
                "in the document type",
            );
        }
        refuses(
            b"<?xml-stylesheet href=\"x.xsl\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "`xml-stylesheet`",
        );
        refuses(b"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "the element `html`");
        refuses(b"<rss><script xmlns=\"http://www.w3.org/1999/xhtml\"/></rss>", "the element `rss`");
        refuses(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path", "it is not well-formed XML (line 1)");
        refuses(b"<svg xmlns=\"http://www.w3.org/2000/svg\">\xff</svg>", "it is not UTF-8 text");
        refuses("<svg xmlns='http://www.w3.org/2000/svg'><a b='1' b='2'/></svg>".as_bytes(), "well-formed");
    }

    #[test]
    fn drawings_of_editors_and_diagrams_pass() {
        for inner in [
            "<path d=\"M0 0\" fill=\"url(#a)\" style=\"fill:url('#b');stroke:none\"/>",
            "<defs><linearGradient id=\"a\" xlink:href=\"#b\"/><style>.a{fill:#fff}</style></defs>",
            "<use href=\"#a\"/><use xlink:href=\"sprite.svg#a\"/>",
            "<image href=\"data:image/png;base64,AAAA\"/><image xlink:href=\"photo.jpg\"/>",
            "<a href=\"https://example.com/\" target=\"_blank\"><text>x</text></a>",
            "<animate attributeName=\"opacity\" from=\"0\" to=\"1\" dur=\"1s\" begin=\"a.click\"/>",
            "<foreignObject width=\"9\" height=\"9\"><div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"display: table-cell;\" \
             class=\"label\"><span class=\"nodeLabel\">Ask<br/>twice</span></div></foreignObject>",
            "<sodipodi:namedview xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" sodipodi:onload=\"x\"/>",
            "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
             xmlns:cc=\"http://creativecommons.org/ns#\"><cc:Work rdf:about=\"\"/></rdf:RDF></metadata>",
            "<?xpacket begin=\"x\"?><title>No javascript: here, onload = nothing</title>",
            "<!-- <script>a()</script> onload= -->",
            "<g content=\"&lt;mxfile&gt;url(https://a.example/x) data:image/svg+xml,x javascript:\" data-x=\"javascript:\"/>",
            "<text aria-label=\"a\" data-x=\"https://example.com/\" role=\"img\">onclick= javascript:</text>",
        ] {
            assert_eq!(inside(inner).map(|drawing| drawing.has_namespace), Ok(true), "{inner}");
        }
        let illustrator = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
            \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [\n<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n\
            <!ENTITY ns_ai 'http://ns.adobe.com/AdobeIllustrator/10.0/'>\n]>\n<svg xmlns=\"&ns_svg;\" xmlns:i=\"&ns_ai;\" \
            i:rulerOrigin=\"0 0\" width=\"10\" height=\"5\"><switch><foreignObject requiredExtensions=\"&ns_ai;\"><i:aipgfRef/>\
            </foreignObject></switch></svg>";
        assert_eq!(look(illustrator.as_bytes()).map(|drawing| drawing.dimensions), Ok(Some((10, 5))));
        let plain = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\
            <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 12\"/>";
        assert_eq!(look(plain.as_bytes()).map(|drawing| drawing.dimensions), Ok(Some((24, 12))));
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(look(&utf16).map(|drawing| drawing.dimensions), Ok(Some((24, 12))));
        assert_eq!(look(b"<svg><path/></svg>").map(|drawing| drawing.has_namespace), Ok(false));
    }

    #[test]
    fn hostile_documents_take_moments() {
        let many = 50_000;
        for text in [
            format!("{START}{}", "<g>".repeat(many)),
            format!("{START}{}{}</svg>", "<g>".repeat(many), "</g>".repeat(many)),
            format!("<svg {}/>", (0..3_000).map(|n| format!("a{n}='' ")).collect::<String>()),
            "<!DOCTYPE ".repeat(many),
            format!("<!DOCTYPE svg [{}", "<!ENTITY a \"b\">".repeat(many)),
            format!("{START}<style>{}</style></svg>", "url(".repeat(many)),
        ] {
            let began = std::time::Instant::now();
            let _ = look(text.as_bytes());
            assert!(began.elapsed().as_secs() < 5, "{}", text.get(..80).unwrap());
        }
    }
}
