//! Reads what is written behind a code fence, such as `json title="a.json" {2,4-6}`.
//!
//! Other tools know other attributes. Those that would show something to readers are reported with what to write here;
//! flags for other programs, such as `ignore` for Rust's tests, are left alone.

/// Ranges of marked lines in one block.
const MARKS_MAX: usize = 200;
/// Attributes reported for one block.
const UNKNOWN_MAX: usize = 8;

/// The info string of a fence, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Info {
    /// The first word.
    pub language: String,
    /// `title="…"`.
    pub title: Option<String>,
    /// `{2,4-6}` as ranges of lines, both ends included.
    pub marks: Vec<(usize, usize)>,
    /// What has no effect although its writer expects one.
    pub unknown: Vec<Unknown>,
}

/// An attribute without effect.
#[derive(Debug, PartialEq)]
pub(super) struct Unknown {
    /// As it is written.
    pub text: String,
    /// What to do about it.
    pub hint: String,
}

/// What other tools call a title.
const TITLES: [&str; 9] =
    ["filename", "file_name", "file", "name", "caption", "label", "header", "path", "filepath"];
/// What other tools call marked lines.
const MARKS: [&str; 10] = [
    "hl_lines",
    "hl",
    "highlight",
    "highlights",
    "mark",
    "marks",
    "lines",
    "emphasize-lines",
    "highlightlines",
    "line",
];
/// What other tools call line numbers.
#[rustfmt::skip]
const NUMBERS: [&str; 14] = [
    "showlinenumbers", "show-line-numbers", "linenumbers", "line-numbers", "linenos", "linenums", "lineno", "numberlines",
    "number-lines", "linenostart", "startlinenumber", "lineno-start", "startfrom", "nums",
];

/// What to write in braces.
const MARKS_HINT: &str = "to mark lines, write their numbers, such as `{2,4-6}`";

impl Info {
    /// Reads an info string.
    pub fn parse(info: &str) -> Self {
        let mut parsed = Self::default();
        let mut rest = info.trim();
        let end = rest.find(|c: char| c.is_whitespace() || "{,".contains(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        // Without a language, the attributes come first.
        let language = word.split_once(':').map_or(word, |(language, _)| language);
        if !language.contains('=') {
            parsed.language = language.to_owned();
            rest = if language == word { after } else { rest.get(language.len() + 1..).unwrap_or("") };
        }
        while !rest.is_empty() {
            let (attribute, after) = next_attribute(rest);
            parsed.add(attribute.trim());
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        }
        parsed
    }

    fn add(&mut self, attribute: &str) {
        let hint = match attribute.strip_prefix('{') {
            Some(marks) => self.add_marks(marks),
            None => match attribute.split_once('=') {
                Some((key, value)) => self.add_value(key.trim(), value.trim()),
                None => word_hint(attribute),
            },
        };
        if let Some(hint) = hint.filter(|_| self.unknown.len() < UNKNOWN_MAX) {
            self.unknown.push(Unknown { text: attribute.to_owned(), hint });
        }
    }

    /// Adds `2,4-6}` and returns a hint if something in it is no range of lines.
    fn add_marks(&mut self, marks: &str) -> Option<String> {
        let Some(marks) = marks.strip_suffix('}') else {
            return Some(format!("close the braces: {MARKS_HINT}"));
        };
        let mut hint = None;
        for part in marks.split(',').take(MARKS_MAX) {
            match line_range(part) {
                Some((first, last)) if first > last => hint = Some(format!("write `{{{last}-{first}}}`")),
                Some((0, _)) => hint = Some("line numbers begin with 1".to_owned()),
                Some(range) => self.marks.push(range),
                None => hint = Some(MARKS_HINT.to_owned()),
            }
        }
        let name =
            marks.trim_start_matches('.').split(|c: char| c.is_whitespace() || ",.".contains(c)).next();
        let name = name.filter(|name| name.starts_with(char::is_alphabetic) && !name.contains('='));
        match name.filter(|_| hint.is_some() && self.language.is_empty()) {
            Some(name) => Some(format!("write the language directly after the fence: ```` ```{name} ````")),
            None => hint,
        }
    }

    /// Adds `key="value"` and returns a hint if nothing comes of it.
    fn add_value(&mut self, key: &str, value: &str) -> Option<String> {
        let bare = value.trim_matches(|c| "\"'".contains(c));
        let quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
        let title = format!("`title=\"{bare}\"`");
        let lowered = key.to_lowercase();
        if key == "title" && quoted {
            let is_first = self.title.is_none();
            self.title =
                self.title.take().or_else(|| Some(bare.to_owned())).filter(|title| !title.trim().is_empty());
            return (!is_first).then(|| "keep one of the titles".to_owned());
        }
        Some(if key == "title" {
            format!("put the title in double quotes: {title}")
        } else if crate::diagnostic::suggest::nearest(&lowered, ["title"]).is_some() {
            format!("did you mean {title}?")
        } else if TITLES.contains(&&*lowered) {
            format!("for a title, write {title}")
        } else if NUMBERS.contains(&&*lowered) {
            numbers_hint()
        } else if MARKS.contains(&&*lowered) {
            let numbers: Vec<&str> = bare
                .split(|c: char| !c.is_ascii_digit() && c != '-')
                .filter(|part| line_range(part).is_some())
                .collect();
            let marks = if numbers.is_empty() { "2,4-6".to_owned() } else { numbers.join(",") };
            format!("to mark lines, write `{{{marks}}}`")
        } else {
            format!("remove `{key}`; the attributes are `title=\"…\"` and `{{2,4-6}}`")
        })
    }
}

fn numbers_hint() -> String {
    "helpsmith does not number the lines of code; remove the attribute".to_owned()
}

/// Returns a hint if a word behind the language looks like a title or asks for line numbers.
fn word_hint(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c| "\"'[]".contains(c));
    let has_extension = bare.rsplit_once('.').is_some_and(|(name, extension)| {
        !name.is_empty()
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && !extension.contains('/')
    });
    if NUMBERS.contains(&&*word.trim_start_matches('.').to_lowercase()) {
        Some(numbers_hint())
    } else if word.eq_ignore_ascii_case("title") {
        Some("write `title=\"…\"`".to_owned())
    } else if has_extension || word.starts_with(['"', '\'', '[']) {
        Some(format!("for a title, write `title=\"{bare}\"`"))
    } else {
        None
    }
}

/// Splits the next attribute from the rest: braces, `key="value"` or a word.
fn next_attribute(text: &str) -> (&str, &str) {
    let closing = |open: char| match open {
        '{' => Some('}'),
        '[' => Some(']'),
        '"' | '\'' => Some(open),
        _ => None,
    };
    // What opens at the start or after `=` reaches to where it is closed.
    let enclosed = |at: usize| {
        let rest = text.get(at..).unwrap_or("");
        let open = rest.chars().next()?;
        let end = rest.get(1..)?.find(closing(open)?).map_or(rest.len(), |end| end + 2);
        Some(text.split_at_checked(at + end).unwrap_or((text, "")))
    };
    if let Some(whole) = enclosed(0) {
        return whole;
    }
    let word = text.find(|c: char| c.is_whitespace() || "{,=".contains(c)).unwrap_or(text.len());
    let (_, after) = text.split_at_checked(word).unwrap_or((text, ""));
    let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
        // At least one character, so that every call comes nearer to the end.
        let first = text.chars().next().map_or(0, char::len_utf8);
        return text.split_at_checked(word.max(first)).unwrap_or((text, ""));
    };
    let at = text.len() - value.len();
    enclosed(at).unwrap_or_else(|| {
        let end = value.find(|c: char| c.is_whitespace() || "{,".contains(c)).unwrap_or(value.len());
        text.split_at_checked(at + end).unwrap_or((text, ""))
    })
}

fn line_range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings() {
        let info = Info::parse("json title=\"a {1}.json\" {2,4-6}");
        assert_eq!((info.language.as_str(), info.title.as_deref()), ("json", Some("a {1}.json")));
        assert_eq!((info.marks, info.unknown), (vec![(2, 2), (4, 6)], vec![]));
        assert_eq!(Info::parse("{1}").marks, [(1, 1)]);
        assert_eq!(Info::parse("title=\"x.js\"").title.as_deref(), Some("x.js"));
        assert_eq!(Info::parse("php{2}").language, "php");
        assert_eq!(Info::parse(" c++ "), Info { language: "c++".to_owned(), ..Info::default() });
        assert_eq!(Info::parse("sh {1} title=\"عنوان، x\" {3 - 4}").marks, [(1, 1), (3, 4)]);
        assert_eq!(Info::parse(""), Info::default());
        assert!(Info::parse("a {x,3-}").marks.is_empty());
    }

    // Issue 13: misspelt attributes were ignored without a word.
    #[test]
    fn what_has_no_effect_is_reported_with_what_to_write() {
        let cases = [
            ("js titel=\"x.js\"", "titel=\"x.js\"", "did you mean `title=\"x.js\"`?"),
            ("js Title=\"x.js\"", "Title=\"x.js\"", "did you mean `title=\"x.js\"`?"),
            ("titel=\"说明\"", "titel=\"说明\"", "did you mean `title=\"说明\"`?"),
            ("js title='x y.js'", "title='x y.js'", "double quotes: `title=\"x y.js\"`"),
            ("js title=x.js", "title=x.js", "double quotes: `title=\"x.js\"`"),
            ("js title = x", "title = x", "double quotes: `title=\"x\"`"),
            ("js title=\"x", "title=\"x", "double quotes: `title=\"x\"`"),
            ("js title", "title", "write `title=\"…\"`"),
            ("js:title=src/x.js", "title=src/x.js", "double quotes: `title=\"src/x.js\"`"),
            ("js filename=\"x.js\" {1}", "filename=\"x.js\"", "for a title, write `title=\"x.js\"`"),
            ("js src/x.js", "src/x.js", "for a title, write `title=\"src/x.js\"`"),
            ("js [x.js]", "[x.js]", "for a title, write `title=\"x.js\"`"),
            ("js {2-", "{2-", "close the braces"),
            ("js {2-}", "{2-}", "such as `{2,4-6}`"),
            ("js {a}", "{a}", "such as `{2,4-6}`"),
            ("js {6-4}", "{6-4}", "write `{4-6}`"),
            ("js {0}", "{0}", "begin with 1"),
            ("py hl_lines=\"2 4-6\"", "hl_lines=\"2 4-6\"", "write `{2,4-6}`"),
            ("py mark={2}", "mark={2}", "write `{2}`"),
            ("ts showLineNumbers", "showLineNumbers", "does not number"),
            ("ts:line-numbers {1}", "line-numbers", "does not number"),
            ("py linenums=\"1\"", "linenums=\"1\"", "does not number"),
            ("{.python .numberLines}", "{.python .numberLines}", "after the fence: ```` ```python ````"),
            ("{r, echo=FALSE}", "{r, echo=FALSE}", "```` ```r ````"),
            ("js frame=\"none\"", "frame=\"none\"", "remove `frame`"),
            ("js title=\"a\" title=\"b\"", "title=\"b\"", "keep one"),
        ];
        for (info, text, hint) in cases {
            let found = Info::parse(info).unknown;
            assert!(found.len() == 1 && found[0].text == text, "{info}: {found:?}");
            assert!(found[0].hint.contains(hint), "{info}: {found:?}");
        }
    }

    #[test]
    fn what_is_meant_for_other_programs_is_left_alone() {
        let infos = [
            "rust,ignore",
            "rust,no_run,edition2021",
            "code block",
            "js live",
            "ts twoslash",
            "sh copy wrap",
        ];
        for info in infos {
            assert_eq!(Info::parse(info).unknown, [], "{info}");
        }
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for info in
            ["=", "a=", "{", "}", "\"", "a \"", "a='", "=,=,=", "a b=[", "é=é{é", "a{{}}", ":", ":=", "{}"]
        {
            Info::parse(info);
        }
    }
}
