//! Takes raw HTML apart into tags and text, and says what may stay.
//!
//! This is the first of two locks. It knows the source, so it can say where something was removed, and
//! it shows as text what was never meant as HTML (`<your name>`). `sanitize` is the second: it parses
//! the finished page as a browser would.

/// A piece of raw HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Anything that is no markup.
    Text(&'a str),
    /// A comment, declaration or processing instruction.
    Comment {
        /// Byte offset in the text.
        at: usize,
        /// Whether it has an end.
        closed: bool,
    },
    /// `<name …>` or `</name>`.
    Tag(Tag<'a>),
}

/// A tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// Byte offset of `<` in the text.
    pub at: usize,
    /// The tag as written.
    pub whole: &'a str,
    /// Its name in lower case.
    pub name: String,
    /// Whether it is `</name>`.
    pub closing: bool,
    /// Names in lower case, with values as written (entities and all).
    pub attributes: Vec<(String, &'a str)>,
}

impl<'a> Tag<'a> {
    /// Returns whether it is written as an element without content: `<a id="x"/>`.
    pub fn closes_itself(&self) -> bool {
        let is_address = |(key, value): &(String, &str)| {
            // The slash is the end of `<a href=https://example.com/>`.
            matches!(key.as_str(), "href" | "src") && self.ends_with_value(value)
        };
        self.whole.ends_with("/>") && !self.attributes.last().is_some_and(is_address)
    }

    /// Returns an attribute's value without the slash that belongs to the tag: `<a id=x/>`.
    pub fn without_slash(&self, value: &'a str) -> &'a str {
        if self.ends_with_value(value) { value.trim_end_matches('/') } else { value }
    }

    fn ends_with_value(&self, value: &str) -> bool {
        value.ends_with('/') && self.whole.strip_suffix('>').is_some_and(|rest| rest.ends_with(value))
    }

    /// Returns its name as written.
    pub fn written_name(&self) -> &'a str {
        let name = self.whole.trim_start_matches(['<', '/']);
        name.get(..self.name.len()).unwrap_or("")
    }
}

/// What may become of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stays.
    Allowed,
    /// An element of HTML that an article has no use for, or that could do harm.
    Forbidden,
    /// Forbidden, and what it encloses is no text for readers.
    ForbiddenWithContent,
    /// No element at all: words in pointed brackets.
    Unknown,
}

#[rustfmt::skip]
const ALLOWED: &[&str] = &[
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp",
    "section", "small", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "u", "ul", "var", "video", "audio", "wbr",
];

#[rustfmt::skip]
const FORBIDDEN: &[&str] = &[
    "acronym", "address", "applet", "area", "base", "basefont", "big", "body", "button", "canvas", "center", "data",
    "datalist", "dialog", "dir", "fieldset", "font", "footer", "form", "frame", "head", "header", "hgroup", "html",
    "image", "input", "label", "legend", "link", "main", "map", "marquee", "menu", "meta", "meter", "nav", "nobr",
    "option", "optgroup", "output", "param", "picture", "portal", "progress", "search", "select", "slot", "strike",
    "track", "tt",
];

#[rustfmt::skip]
const FORBIDDEN_WITH_CONTENT: &[&str] = &[
    "embed", "frameset", "iframe", "listing", "math", "noembed", "noframes", "noscript", "object", "plaintext",
    "script", "style", "svg", "template", "textarea", "title", "xmp",
];

/// Attributes of one tag; what has more is no HTML that people write.
const ATTRIBUTES_MAX: usize = 64;

/// Returns what may become of elements called `name`.
pub(super) fn verdict(name: &str) -> Verdict {
    if ALLOWED.contains(&name) {
        Verdict::Allowed
    } else if FORBIDDEN.contains(&name) {
        Verdict::Forbidden
    } else if FORBIDDEN_WITH_CONTENT.contains(&name) {
        Verdict::ForbiddenWithContent
    } else {
        Verdict::Unknown
    }
}

/// Returns whether an element never has an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns whether `attribute` may stay on `element`; addresses are looked at elsewhere.
pub(super) fn attribute_allowed(element: &str, attribute: &str) -> bool {
    matches!(attribute, "class" | "id" | "dir" | "lang" | "title" | "align" | "valign")
        || match element {
            "td" | "th" => matches!(attribute, "colspan" | "rowspan" | "scope" | "headers" | "abbr"),
            "ol" => matches!(attribute, "start" | "type" | "reversed"),
            "li" => attribute == "value",
            "col" | "colgroup" => attribute == "span",
            "details" => attribute == "open",
            "time" | "ins" | "del" => attribute == "datetime",
            "img" => matches!(attribute, "alt" | "width" | "height"),
            "video" | "audio" => {
                matches!(attribute, "controls" | "width" | "height" | "loop" | "muted" | "preload")
            }
            "source" => attribute == "type",
            _ => false,
        }
}

/// Takes `text` apart. Every byte of it is in one of the tokens, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut plain) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or("");
        let (token, length) = match comment(rest) {
            Some((length, closed)) => (Token::Comment { at: start, closed }, length),
            None => match tag(rest, start) {
                Some(tag) => {
                    let length = tag.whole.len();
                    (Token::Tag(tag), length)
                }
                None => {
                    at = start + 1;
                    continue;
                }
            },
        };
        if let Some(before) = text.get(plain..start).filter(|before| !before.is_empty()) {
            tokens.push(Token::Text(before));
        }
        tokens.push(token);
        at = start + length;
        plain = at;
    }
    if let Some(rest) = text.get(plain..).filter(|rest| !rest.is_empty()) {
        tokens.push(Token::Text(rest));
    }
    tokens
}

/// Returns the length of the comment, declaration or instruction that `rest` begins with, and whether it
/// ends. One that is never closed reaches to the end, as it does in browsers.
fn comment(rest: &str) -> Option<(usize, bool)> {
    let (open, close) = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    if open == "<!--" && (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
        return rest.find('>').map(|at| (at + 1, true));
    }
    let inner = rest.get(open.len()..)?;
    Some(inner.find(close).map_or((rest.len(), false), |at| (open.len() + at + close.len(), true)))
}

fn tag(rest: &str, at: usize) -> Option<Tag<'_>> {
    let inner = rest.get(1..)?;
    let closing = inner.starts_with('/');
    let named = inner.strip_prefix('/').unwrap_or(inner);
    let name_end =
        named.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<')).unwrap_or(named.len());
    let name = named.get(..name_end)?;
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    let mut left = named.get(name_end..)?;
    // Tags that are never closed must not be read to the end of the text again and again.
    while attributes.len() < ATTRIBUTES_MAX {
        left = left.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = left.strip_prefix('>') {
            let whole = rest.get(..rest.len() - after.len())?;
            return Some(Tag { at, whole, name: name.to_ascii_lowercase(), closing, attributes });
        }
        let end = left.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let (key, after) = left.split_at_checked(end.max(left.chars().next()?.len_utf8()))?;
        let trimmed = after.trim_start();
        let (value, next) = match trimmed.strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start())?,
            None => ("", after),
        };
        attributes.push((key.to_ascii_lowercase(), value));
        left = next;
    }
    None
}

fn attribute_value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote);
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '>')?;
    text.split_at_checked(end)
}

/// Decodes the entities that addresses are written with; anything else stays as it is.
pub(super) fn decode(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match entity(after) {
            Some((character, length)) => {
                out.push(character);
                rest = after.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(after: &str) -> Option<(char, usize)> {
    if let Some(number) = after.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let digits = if hex { number.get(1..)? } else { number };
        let end = digits
            .find(|c: char| !c.is_ascii_hexdigit() || (!hex && !c.is_ascii_digit()))
            .unwrap_or(digits.len());
        let value = u32::from_str_radix(digits.get(..end)?, if hex { 16 } else { 10 }).ok()?;
        let semicolon = usize::from(digits.get(end..)?.starts_with(';'));
        return Some((char::from_u32(value)?, 1 + usize::from(hex) + end + semicolon));
    }
    [
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("colon;", ':'),
        ("Tab;", '\t'),
        ("NewLine;", '\n'),
        ("nbsp;", '\u{a0}'),
    ]
    .into_iter()
    .find(|(name, _)| after.starts_with(name))
    .map(|(name, character)| (character, name.len()))
}

/// Returns the level of a heading's element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h').filter(|level| level.len() == 1)?;
    level.parse().ok().filter(|level| (1..=6).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Comment { .. } => "#".to_owned(),
                Token::Tag(tag) => format!("<{}{}>", if tag.closing { "/" } else { "" }, tag.name),
            })
            .collect()
    }

    #[test]
    fn tags_text_and_comments() {
        assert_eq!(names("a <B>b</b><!-- c --> d"), ["a ", "<b>", "b", "</b>", "#", " d"]);
        assert_eq!(names("1 < 2 <3 <> </> <é>"), ["1 < 2 <3 <> </> <é>"]);
        assert_eq!(names("<br/><svg/onload=x>"), ["<br>", "<svg>"]);
        assert_eq!(names("<!-- never closed <b>"), ["#"]);
        assert_eq!(names("<a href='x>y'>"), ["<a>"]);
        assert_eq!(names("<a href=\"x"), ["<a href=\"x"]);
    }

    #[test]
    fn attributes() {
        let tokens = tokens("<a HREF='x y' b c = d/e f=\"\">");
        let Token::Tag(tag) = &tokens[0] else { panic!("no tag") };
        let expected = [("href", "x y"), ("b", ""), ("c", "d/e"), ("f", "")];
        assert_eq!(tag.attributes, expected.map(|(key, value)| (key.to_owned(), value)));
    }

    #[test]
    fn entities_cannot_hide_a_scheme() {
        assert_eq!(decode("java&#115;cript&colon;x&#x3a;&#58y&amp;&zzz;"), "javascript:x::y&&zzz;");
    }

    #[test]
    fn rubbish_is_taken_apart_without_loss() {
        for text in [
            "<",
            "<a",
            "<a ",
            "<a =",
            "<a ==>",
            "<a/=x>",
            "<a\u{0}b>",
            "<a b='",
            "<!",
            "<?",
            "<!-->x",
            "<a \"x\">",
            "<b>见<!-- 注 --></b ><!x><?y?>z<",
            "a<b<c></d e=\"'>\">\r\n\t<é>",
        ] {
            let mut joined = String::new();
            for token in tokens(text) {
                match token {
                    Token::Text(text) => joined.push_str(text),
                    Token::Tag(tag) => {
                        assert_eq!(tag.at, joined.len(), "{text}");
                        joined.push_str(tag.whole);
                    }
                    // Only where it begins is kept of a comment; it ends where the next token begins, or with its `>`.
                    Token::Comment { at, closed } => {
                        assert_eq!(at, joined.len(), "{text}");
                        let rest = text.get(at..).unwrap();
                        let whole = comment(rest).and_then(|(length, _)| rest.get(..length)).unwrap();
                        assert_eq!(closed, whole.ends_with('>') && whole.len() > 3, "{text}");
                        joined.push_str(whole);
                    }
                }
            }
            // Every byte is in one of the tokens, in order.
            assert_eq!(joined, text);
        }
    }
}
