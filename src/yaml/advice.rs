//! Says what a writer meant where YAML cannot read a line, and what to type instead.
//!
//! Parsers name the character at which they gave up, which is rarely the one that is wrong, and in words for those who
//! know YAML. People who write help do not. So each line that could be the cause is written as it was probably meant,
//! and where the parser gets further with that, it was the cause: no advice is given that would not help.

use std::ops::Range;

/// Lines that are tried for one mistake. The cause is in the line of the error nearly always, or a few before it.
const TRIES_MAX: usize = 20;

/// What is wrong in one line, and what to do.
#[derive(Debug, PartialEq)]
pub(super) struct Advice {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub message: String,
    pub hint: String,
}

/// A line as it was meant.
struct Fix {
    advice: Advice,
    line: String,
}

/// Returns advice for `text`, which cannot be read on from byte `at`. `fails` returns the byte at which another text
/// cannot be read on, or nothing where it can be read.
pub(super) fn advise(text: &str, at: usize, fails: impl Fn(&str) -> Option<usize>) -> Option<Advice> {
    let error = line_of(text, at);
    let lines = lines(text).take(error + 1).collect::<Vec<_>>();
    let fixes = lines.iter().rev().filter_map(|line| Some((line, fix(text.get(line.clone())?, line.start)?)));
    for (line, fix) in fixes.take(TRIES_MAX) {
        let (before, after) = (text.get(..line.start)?, text.get(line.end..)?);
        let meant = format!("{before}{}{after}", fix.line);
        if fails(&meant).is_none_or(|at| line_of(&meant, at) > error) {
            return Some(fix.advice);
        }
    }
    // A tab is wrong wherever it stands, also where the line is wrong in another way, too.
    let mut near = self::lines(text).skip(error).take(2);
    let tab = near.find_map(|line| Some(indentation(text.get(line.clone())?).find('\t')? + line.start))?;
    Some(Advice {
        range: tab..tab + 1,
        message: "invalid YAML: a tab is used for indentation".to_owned(),
        hint: "indent with spaces; YAML does not allow tabs".to_owned(),
    })
}

/// Returns advice for the line of byte `at`, which can be read, but not as it looks.
pub(super) fn of_line(text: &str, at: usize) -> Option<Advice> {
    let line = lines(text).nth(line_of(text, at))?;
    Some(fix(text.get(line.clone())?, line.start)?.advice)
}

/// Returns the range of each line without its line feed.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}

fn indentation(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_whitespace() && special_space(c).is_none()).unwrap_or(line.len());
    line.get(..end).unwrap_or("")
}

/// Returns the name of a space that is none for YAML.
pub(super) fn special_space(c: char) -> Option<String> {
    let name = match c {
        ' ' | '\t' | '\r' | '\n' => return None,
        '\u{a0}' | '\u{202f}' => "no-break space",
        '\u{3000}' => "full-width space",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "invisible character",
        _ if c.is_whitespace() => "special space",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(c)))
}

/// Returns how a line was meant that YAML may not be able to read; `start` is its place.
fn fix(line: &str, start: usize) -> Option<Fix> {
    let indent = indentation(line);
    if let Some((at, c)) = indent.char_indices().find(|(_, c)| *c == '\t' || special_space(*c).is_some()) {
        let (message, hint) = match special_space(c) {
            None => {
                ("a tab is used for indentation".to_owned(), "indent with spaces; YAML does not allow tabs")
            }
            Some(name) => (format!("a {name} is used for indentation"), "indent with ordinary spaces"),
        };
        let line = indent.chars().map(|c| if c == '\t' { "  " } else { " " }).collect::<String>()
            + line.get(indent.len()..).unwrap_or("");
        let (start, end) = (start + at, start + at + c.len_utf8());
        return Some(whole(start..end, message, hint.to_owned(), line));
    }
    let rest = line.get(indent.len()..).unwrap_or("");
    let markers = rest.len() - rest.trim_start_matches(['-', ' ']).len();
    let markers = if rest.starts_with("- ") { markers } else { 0 };
    let (head, rest) = line.split_at_checked(indent.len() + markers)?;
    if rest.starts_with('#') {
        return None;
    }
    let key = key(rest);
    if let Some(fix) = wrong_colon(head, rest, start) {
        return Some(fix);
    }
    let (key, value) = match key {
        Some(end) => (rest.get(..end)?, rest.get(end + 1..)?),
        None if markers > 0 => ("", rest),
        None => return None,
    };
    let written = value.trim_matches([' ', '\t']);
    let (reason, meant) = reason(written)?;
    let at = start + line.len() - value.trim_start_matches([' ', '\t']).len();
    let subject = if key.is_empty() { "this list item".to_owned() } else { format!("the value of `{key}`") };
    let quoted = quoted(meant);
    let line = if key.is_empty() { format!("{head}{quoted}") } else { format!("{head}{key}: {quoted}") };
    let example = if key.is_empty() { format!("- {quoted}") } else { format!("{key}: {quoted}") };
    let hint = format!("put the value in quotes: `{example}`");
    Some(whole(at..at + written.len(), format!("{subject} {reason}"), hint, line))
}

fn whole(range: Range<usize>, message: String, hint: String, line: String) -> Fix {
    Fix { advice: Advice { range, message: format!("invalid YAML: {message}"), hint }, line }
}

/// Returns where the colon behind the key of a line is.
fn key(rest: &str) -> Option<usize> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(quote) => closing(rest, quote)? + 1,
        None => 0,
    };
    let behind = rest.get(from..)?;
    let colon = behind.char_indices().find(|(at, c)| {
        *c == ':' && behind.get(at + 1..).is_some_and(|next| next.is_empty() || next.starts_with([' ', '\t']))
    })?;
    let end = from + colon.0;
    (end > 0).then_some(end)
}

/// Returns how a line was meant in which the colon or the space behind it is not what YAML wants.
fn wrong_colon(head: &str, rest: &str, start: usize) -> Option<Fix> {
    let word = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))?;
    let (key, behind) = rest.split_at_checked(word)?;
    let colon = behind.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let value = behind.get(colon.len_utf8()..)?;
    let next = value.chars().next();
    let special = next.and_then(special_space);
    let message = match (colon, special) {
        ('：', _) => format!("`{key}` is followed by a full-width colon (U+FF1A)"),
        (_, Some(name)) => format!("`{key}:` is followed by a {name}"),
        // An address is no key with a value.
        (_, None) if value.starts_with("//") || value.starts_with([' ', '\t']) || value.is_empty() => {
            return None;
        }
        (_, None) => format!("a space is missing after `{key}:`"),
    };
    if key.is_empty() || key.starts_with('-') {
        return None;
    }
    let meant = value.trim_matches(|c: char| c.is_whitespace() || special_space(c).is_some());
    let value = match reason(meant) {
        Some((_, meant)) => quoted(meant),
        None => meant.to_owned(),
    };
    let at = start + head.len() + key.len();
    let range = at..at + colon.len_utf8() + next.map_or(0, char::len_utf8);
    let hint = format!("write an ordinary colon and a space: `{key}: {value}`");
    Some(whole(range, message, hint, format!("{head}{key}: {value}")))
}

/// Returns why YAML does not read a value as text, and the text that is meant.
fn reason(value: &str) -> Option<(String, &str)> {
    let first = value.chars().next()?;
    let special = |first: &str| format!("starts with `{first}`, which has a special meaning in YAML");
    match first {
        '"' | '\'' => return quote_reason(value, first),
        // A list or a map is meant, and something inside is wrong.
        '[' if value.ends_with(']') => return None,
        '{' if value.ends_with('}') && !value.starts_with("{{") => return None,
        '[' | '{' | '@' | '`' | '%' | '*' | '&' | '!' | ',' | ']' | '}' => {
            return Some((special(&first.to_string()), value));
        }
        '|' | '>' => {
            let header = value.get(1..)?.split(" #").next()?.trim_matches(['+', '-', ' ']);
            if !header.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some((special(&first.to_string()), value));
            }
            return None;
        }
        '-' | '?' if value.get(1..)?.is_empty() || value.get(1..)?.starts_with([' ', '\t']) => {
            return Some((special(&first.to_string()), value));
        }
        _ => {}
    }
    let colon = value.ends_with(':') || value.contains(": ") || value.contains(":\t");
    colon.then(|| ("contains a colon, which needs quotes in YAML".to_owned(), value))
}

fn quote_reason(value: &str, quote: char) -> Option<(String, &str)> {
    let inner = value.strip_prefix(quote)?;
    let Some(end) = closing(value, quote) else {
        return Some((format!("has an opening `{quote}` and no closing one"), inner));
    };
    let behind = value.get(end + 1..)?.trim_start_matches([' ', '\t']);
    if behind.is_empty() || behind.starts_with('#') {
        return None;
    }
    // `"a" and "b"` is in no quotes as a whole, `'Don't'` is: its inner ones are in words.
    let whole = inner.strip_suffix(quote).filter(|inner| {
        let mut parts = inner.split(quote).peekable();
        let mut in_word = true;
        while let (Some(part), Some(next)) = (parts.next(), parts.peek()) {
            in_word &= part.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric);
        }
        in_word
    });
    Some((format!("goes on after the closing `{quote}`"), whole.unwrap_or(value)))
}

/// Returns where the quote ends that `text` begins with.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' && quote == '"' {
            characters.next();
        } else if c == quote {
            if quote == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return Some(at);
        }
    }
    None
}

/// Returns a text in quotes, as YAML reads it.
pub(super) fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| !c.is_control());
    if plain && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    // A JSON string is a YAML string.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};
    use crate::diagnostic::{Code, SourcePath};

    /// Returns the messages and hints for a text, which must have a single problem.
    fn problem(text: &str) -> (String, String) {
        let mut sink = Vec::new();
        parse(text, 0, &SourcePath::new("a.md"), &mut sink);
        assert_eq!(sink.len(), 1, "{text}: {sink:?}");
        assert!(matches!(sink[0].code, Code::InvalidYaml | Code::MisreadValue), "{text}: {sink:?}");
        assert_eq!(sink[0].hints.len(), 1, "{text}: {sink:?}");
        (sink[0].message.clone(), sink[0].hints[0].clone())
    }

    /// Issue 13, F23: what is wrong in plain words, and a line that can be typed and says what was meant.
    #[test]
    fn each_slip_in_a_value_has_a_line_that_works() {
        for (value, meant) in [
            ("Billing: how it works", "Billing: how it works"),
            ("صورتحساب: چگونه", "صورتحساب: چگونه"),
            ("Use these:", "Use these:"),
            ("\"Learn\" and build", "\"Learn\" and build"),
            ("\"Learn\" and \"build\"", "\"Learn\" and \"build\""),
            ("'Don't'", "Don't"),
            ("'Don't panic: it's fine'", "Don't panic: it's fine"),
            ("\"Unclosed", "Unclosed"),
            ("'Unclosed", "Unclosed"),
            ("[Beta] Editor", "[Beta] Editor"),
            ("[Beta Editor", "[Beta Editor"),
            ("{x} and y", "{x} and y"),
            ("{{ product }} guide", "{{ product }} guide"),
            ("{{ product }}", "{{ product }}"),
            ("@mentions", "@mentions"),
            ("`code` here", "`code` here"),
            ("%PATH% is wrong", "%PATH% is wrong"),
            ("*bold* words", "*bold* words"),
            ("*bold*", "*bold*"),
            ("&x", "&x"),
            ("&Co is here", "&Co is here"),
            ("!important", "!important"),
            ("- x", "- x"),
            ("| pipes", "| pipes"),
            ("> 5 items", "> 5 items"),
            ("\"C:\\dir\" is: a path", "\"C:\\dir\" is: a path"),
            ("Update #2 is here", "Update #2 is here"),
        ] {
            for (before, after) in
                [("", ""), ("order: 1\n", "labels: [a, b]\ndescription: D\n"), ("seo:\n  ", "")]
            {
                let (message, hint) = problem(&format!("{before}title: {value}\n{after}"));
                assert!(message.contains("`title`"), "{value}: {message}");
                let typed = hint.split_once(": `").unwrap().1.split("`; if").next().unwrap();
                let typed = typed.strip_suffix('`').unwrap_or(typed);
                let mut sink = Vec::new();
                let node = parse(typed, 0, &SourcePath::new("a.md"), &mut sink).unwrap();
                assert!(sink.is_empty(), "{value}: {typed}: {sink:?}");
                let Value::Map(entries) = node.value else { panic!("{typed}") };
                let Value::Scalar { text, .. } = &entries[0].1.value else { panic!("{typed}") };
                assert_eq!(text, meant, "{typed}");
            }
        }
        let hint = problem("title: Billing: how it works\n").1;
        assert_eq!(hint, "put the value in quotes: `title: \"Billing: how it works\"`");
    }

    /// Issue 13, F23.
    #[test]
    fn each_slip_around_a_value_is_named() {
        for (text, message) in [
            ("title:Hello\n", "a space is missing after `title:`"),
            ("title:Hello\ndescription: D\n", "a space is missing after `title:`"),
            ("description: D\ntitle:Hello\n", "a space is missing after `title:`"),
            ("title:\u{a0}Hello\n", "`title:` is followed by a no-break space (U+00A0)"),
            ("a: 1\ntitle:\u{a0}Hello\nb: 2\n", "`title:` is followed by a no-break space (U+00A0)"),
            ("title：Hello\n", "`title` is followed by a full-width colon (U+FF1A)"),
            ("a: 1\ntitle：Hello\n", "`title` is followed by a full-width colon (U+FF1A)"),
            ("title：Billing: how\n", "full-width colon"),
            ("seo:\n\ttitle: x\n", "a tab is used for indentation"),
            ("a: 1\n\ttitle: x\n", "a tab is used for indentation"),
            ("seo:\n\u{a0}\u{a0}title: x\n", "a no-break space (U+00A0) is used for indentation"),
            ("seo:\n\u{3000}title: x\n", "a full-width space (U+3000) is used for indentation"),
            ("title: “Hello”\n", "typographic quotes"),
        ] {
            let found = problem(text);
            assert!(found.0.contains(message), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_yaml_reads_as_it_looks_is_left_alone() {
        for text in [
            "title: Don't\n",
            "title: https://example.com/a#b\n",
            "title: C# and F#\n",
            "title: A # a comment\n",
            "title: \"A: b\" # a comment\n",
            "title: 'It''s: b'\n",
            "title: |\n  - a: [b\n  \"c\" d\n",
            "title: 10:30\n",
            "title: a-b ? c | d > e & f * g ! h % i @ j ` k\n",
            "title: -1\nb: ?x\n",
            "title: “Hello” and “bye”\n",
            "title:\tHello\n",
            "labels: [a,\n  b]\n",
            "a: &x 1\nb: *x\n",
            "\"/old\": /new\n",
        ] {
            let mut sink = Vec::new();
            assert!(parse(text, 0, &SourcePath::new("a.md"), &mut sink).is_some(), "{text}: {sink:?}");
            assert!(sink.is_empty(), "{text}: {sink:?}");
        }
    }

    #[test]
    fn any_text_gets_an_answer() {
        for text in [
            "\"",
            "'",
            "a: '",
            "- ",
            "-",
            ":",
            "：",
            "\t",
            "a:\u{a0}",
            "\\",
            "a: \"\\",
            "é：é: é",
            "- - \"x\" y",
        ] {
            parse(text, 0, &SourcePath::new("a.md"), &mut Vec::new());
        }
    }
}
