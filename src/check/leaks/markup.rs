//! Reads HTML and XML as texts: between tags, in attributes, in comments, in data blocks.
//!
//! No tree is built and nothing is refused: broken markup may leak as well as good. The words of one block are one
//! text, whatever stands around parts of it.

use super::json;
use super::unpack::Piece;

/// What a text is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    Html,
    /// XML, where the text of an element may be HTML.
    Xml,
}

/// Elements inside a word or a sentence. Titles and words of the theme that stand in one line are kept apart by
/// `bdi` and `span`, which article text has in code alone.
const INLINE: [&str; 22] = [
    "abbr", "b", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "strong", "sub", "sup", "u", "var",
];
/// Elements inside a sentence, but not inside a word.
const LINKS: [&str; 3] = ["a", "br", "wbr"];
/// Elements that may stand inside a word although others stand between words.
const TIGHT: [&str; 4] = ["a", "bdi", "span", "wbr"];
/// Attributes whose values are names that a program has given.
const CODE: [&str; 8] = ["class", "d", "rel", "role", "style", "type", "viewbox", "xmlns"];
/// Is invisible inside of a word, and none of its letters.
const SOFT_HYPHEN: char = '\u{ad}';
/// HTML in a comment in HTML in XML; nothing that is written on purpose goes deeper.
const DEPTH_MAX: usize = 3;

/// Calls `each` with every text of a document.
pub(super) fn read(text: &str, grammar: Grammar, each: &mut dyn FnMut(Piece<'_>)) {
    inner(text, grammar, 0, each);
}

fn inner(text: &str, grammar: Grammar, depth: usize, each: &mut dyn FnMut(Piece<'_>)) {
    let mut reader =
        Reader { grammar, depth, in_code: false, run: String::new(), tight: String::new(), each };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        reader.text(before);
        rest = reader.tag(tag);
    }
    reader.text(rest);
    reader.flush();
    reader.loosen();
}

struct Reader<'e> {
    grammar: Grammar,
    depth: usize,
    in_code: bool,
    /// The text of the block so far.
    run: String,
    /// The same without gaps at tags inside a line, which are soft hyphens here.
    tight: String,
    each: &'e mut dyn FnMut(Piece<'_>),
}

impl Reader<'_> {
    /// Reads what begins with `<`, and returns what is behind it.
    fn tag<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(comment) = text.strip_prefix("<!--") {
            let (comment, rest) = comment.split_once("-->").unwrap_or((comment, ""));
            self.tight.push(SOFT_HYPHEN);
            self.nested(comment, Grammar::Html);
            return rest;
        }
        if let Some(data) = text.strip_prefix("<![CDATA[") {
            let (data, rest) = data.split_once("]]>").unwrap_or((data, ""));
            self.flush();
            self.nested(data, Grammar::Html);
            return rest;
        }
        let after = text.get(1..).unwrap_or("");
        let name = after.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
            self.text("<");
            return after;
        }
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
        let (name, attributes) = name.split_at_checked(end).unwrap_or((name, ""));
        let name = name.to_ascii_lowercase();
        if TIGHT.contains(&name.as_str()) {
            self.tight.push(SOFT_HYPHEN);
        } else if !INLINE.contains(&name.as_str()) {
            self.loosen();
        }
        if self.grammar == Grammar::Html && LINKS.contains(&name.as_str()) {
            self.run.push(' ');
        } else if self.grammar == Grammar::Xml
            || !(INLINE.contains(&name.as_str()) || (self.in_code && name == "span"))
        {
            self.flush();
        }
        let is_opening = !after.starts_with('/');
        if name == "pre" {
            self.in_code = is_opening;
        }
        let (is_data, rest) = self.attributes(attributes);
        if is_opening && self.grammar == Grammar::Html && matches!(name.as_str(), "script" | "style") {
            return self.raw(&name, is_data, rest);
        }
        rest
    }

    /// Reads attributes up to the end of the tag; returns whether they are those of a block of JSON.
    fn attributes<'t>(&mut self, text: &'t str) -> (bool, &'t str) {
        let mut is_data = false;
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                return (is_data, after);
            }
            if rest.is_empty() {
                return (is_data, rest);
            }
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            // An equals sign without a name is a name.
            let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
            let after = rest.get(end..).unwrap_or("").trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                self.value("", rest.get(..end).unwrap_or(""));
                rest = after;
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = value.get(1..).unwrap_or("");
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                _ => {
                    let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                    value.split_at_checked(end).unwrap_or((value, ""))
                }
            };
            is_data |= value.ends_with("json");
            self.value(rest.get(..end).unwrap_or(""), value);
            rest = after;
        }
    }

    fn value(&mut self, name: &str, value: &str) {
        let mut decoded = String::new();
        decode(value, &mut decoded);
        let is_code = CODE.iter().any(|code| code.eq_ignore_ascii_case(name));
        (self.each)(if is_code { Piece::Code(&decoded) } else { Piece::Value(&decoded) });
        if name.eq_ignore_ascii_case("srcdoc") {
            self.nested(&decoded, Grammar::Html);
        }
    }

    /// Reads what is between the tags of a script or a style, where `<` means nothing.
    fn raw<'t>(&mut self, name: &str, is_data: bool, text: &'t str) -> &'t str {
        let close = format!("</{name}");
        let end = text.match_indices("</").map(|(at, _)| at).find(|at| {
            text.get(*at..*at + close.len()).is_some_and(|found| found.eq_ignore_ascii_case(&close))
        });
        let (data, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
        if is_data {
            json::strings(data, self.each);
        } else {
            data.lines().for_each(|line| (self.each)(Piece::Code(line)));
        }
        rest
    }

    fn nested(&mut self, text: &str, grammar: Grammar) {
        if self.depth < DEPTH_MAX && text.contains('<') {
            inner(text, grammar, self.depth + 1, self.each);
        } else if !text.trim().is_empty() {
            (self.each)(Piece::Text(text));
        }
    }

    fn text(&mut self, text: &str) {
        let start = self.run.len();
        decode(text, &mut self.run);
        if self.grammar == Grammar::Html {
            self.tight.push_str(self.run.get(start..).unwrap_or(""));
        }
    }

    /// Gives what tags inside a line have kept apart, as one word.
    fn loosen(&mut self) {
        if self.tight.contains(SOFT_HYPHEN) {
            let words = self.tight.split_whitespace().map(|word| word.trim_matches(SOFT_HYPHEN));
            words.filter(|word| word.contains(SOFT_HYPHEN)).for_each(|word| (self.each)(Piece::Tight(word)));
        }
        self.tight.clear();
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.trim().is_empty() {
            return;
        }
        (self.each)(Piece::Text(&run));
        if self.grammar == Grammar::Xml && run.contains("</") {
            self.nested(&run, Grammar::Html);
        }
        // The next text has room already.
        self.run = run;
        self.run.clear();
    }
}

/// Adds a text with its entities as characters; what is no entity stays.
pub(super) fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let end = entity.char_indices().take(ENTITY_CHARS_MAX).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let character = end.and_then(|end| entity.get(1..end)).and_then(character);
        match (character, end) {
            (Some(character), Some(end)) => {
                out.push(character);
                rest = entity.get(end + 1..).unwrap_or("");
            }
            _ => {
                out.push('&');
                rest = entity.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
}

/// Characters of the longest entity that is looked for.
const ENTITY_CHARS_MAX: usize = 12;

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
        return char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "zwnj" => '\u{200c}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "szlig" => 'ß',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "oelig" => 'œ',
        _ => return accented(name),
    })
}

/// Returns the letter of `eacute` or `ntilde`, without what is above or below it: words are compared without.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accents = ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "caron", "slash"];
    name.get(1..).filter(|accent| accents.contains(accent)).map(|_| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, grammar: Grammar) -> Vec<String> {
        let mut found = Vec::new();
        read(text, grammar, &mut |piece| {
            found.push(match piece {
                Piece::Text(text) => format!("T {}", text.split_whitespace().collect::<Vec<_>>().join(" ")),
                Piece::Value(text) => format!("V {text}"),
                Piece::Word(text) => format!("W {text}"),
                Piece::Tight(text) => format!("X {}", text.replace(SOFT_HYPHEN, "-")),
                Piece::Code(text) => format!("C {text}"),
            });
        });
        found
    }

    #[test]
    fn a_block_is_one_text() {
        let html = "<p class=x>One <b>two</b>three&amp;<a href='/a/?b&#x3d;c'>four</a>five</p><p>six < 7";
        assert_eq!(
            texts(html, Grammar::Html),
            ["C x", "V /a/?b=c", "X twothree&-four-five", "T One twothree& four five", "T six < 7"]
        );
    }

    #[test]
    fn comments_scripts_and_data_are_read() {
        let html = "<!-- a <b title=c>d --><script>e < f</script><script type=\"application/ld+json\">\
                    {\"g\":\"h\\u0021\"}</script>i<br hidden>";
        assert_eq!(
            texts(html, Grammar::Html),
            ["V c", "T a d", "C e < f", "C application/ld+json", "V g", "V h!", "V hidden", "T i"]
        );
    }

    #[test]
    fn html_in_xml_is_read_as_html() {
        let xml =
            "<content type=\"html\">&lt;p&gt;a &lt;b&gt;c&lt;/b&gt;&lt;/p&gt;</content><x><![CDATA[d]]></x>";
        assert_eq!(texts(xml, Grammar::Xml), ["C html", "T <p>a <b>c</b></p>", "T a c", "T d"]);
    }

    #[test]
    fn a_word_goes_on_across_tags_inside_a_line() {
        let html = "<p>a <a>b</a><span>c</span>d<wbr>e<!-- f -->g h<br>i</p><p>j</p>";
        let found = texts(html, Grammar::Html);
        let tight: Vec<_> = found.iter().filter(|text| text.starts_with('X')).collect();
        assert_eq!(tight, ["X b--c-d-e-g"]);
        assert_eq!(texts("<iframe srcdoc='&lt;p&gt;a&lt;/p&gt;'>", Grammar::Html), ["V <p>a</p>", "T a"]);
    }

    #[test]
    fn rubbish_ends() {
        for text in ["<", "<a", "<a =", "<a b='", "<!--", "<script>", "&", "&#xzz;", "</", "<é>", "<a é"] {
            texts(text, Grammar::Html);
            texts(text, Grammar::Xml);
        }
    }
}
