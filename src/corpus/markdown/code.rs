//! Writes fenced code: title, colours, marked lines.

use super::CodeMemo;
use super::highlight::{self, CLASSES, Highlighted};
use super::text::{escape, escape_attribute};

/// Ranges of marked lines in one block.
const MARKS_MAX: usize = 200;

/// The info string of a fence, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Info {
    /// The first word.
    pub language: String,
    /// `title="…"`.
    pub title: Option<String>,
    /// `{2,4-6}` as ranges of lines, both ends included.
    pub marks: Vec<(usize, usize)>,
}

impl Info {
    /// Reads an info string such as `json title="a.json" {2,4-6}`.
    pub fn parse(info: &str) -> Self {
        let mut parsed = Self::default();
        let mut rest = info.trim();
        if !rest.starts_with('{') && !rest.starts_with("title=") {
            let end = rest.find(|c: char| c.is_whitespace() || c == '{' || c == ',').unwrap_or(rest.len());
            let (language, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            parsed.language = language.to_owned();
            rest = after;
        }
        if let Some(title) = rest.split_once("title=\"").and_then(|(_, after)| after.split_once('"')) {
            parsed.title = Some(title.0.to_owned()).filter(|title| !title.trim().is_empty());
        }
        let outside = rest.split('"').step_by(2).collect::<String>();
        if let Some((_, after)) = outside.split_once('{')
            && let Some((lines, _)) = after.split_once('}')
        {
            parsed.marks = lines.split(',').filter_map(line_range).take(MARKS_MAX).collect();
        }
        parsed
    }
}

fn line_range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

/// How the colouring of a block went.
#[derive(Debug, PartialEq)]
pub(super) enum Coloured {
    /// As asked.
    Fine,
    /// It was too large.
    TooLarge,
    /// There is no grammar for its language; this one's name is near.
    UnknownLanguage(Option<String>),
}

/// Appends the block to `html`.
pub(super) fn write(html: &mut String, info: &Info, code: &str, memo: &CodeMemo) -> Coloured {
    let syntax = highlight::syntax(&info.language);
    let fits = highlight::fits(code);
    let highlighted = match syntax.filter(|_| fits) {
        Some(syntax) => {
            let key = crate::memo::key(&[highlight::VERSION, syntax.name.as_bytes(), code.as_bytes()]);
            memo.get_or_make(key, || highlight::highlight(syntax, code))
        }
        None => Highlighted::default(),
    };
    html.push_str("<figure class=\"code\">");
    if let Some(title) = &info.title {
        html.push_str("<figcaption class=\"code-title\">");
        escape(html, title);
        html.push_str("</figcaption>");
    }
    html.push_str("<pre class=\"code-block\" tabindex=\"0\"><code");
    if !info.language.is_empty() {
        html.push_str(" class=\"language-");
        escape_attribute(html, &info.language.to_lowercase());
        html.push('"');
    }
    html.push('>');
    lines(html, info, code, &highlighted);
    html.push_str("</code></pre></figure>\n");
    match syntax {
        Some(_) if fits => Coloured::Fine,
        Some(_) => Coloured::TooLarge,
        None if highlight::is_plain(&info.language) => Coloured::Fine,
        None => Coloured::UnknownLanguage(highlight::nearest(&info.language)),
    }
}

fn lines(html: &mut String, info: &Info, code: &str, highlighted: &Highlighted) {
    let mut runs = highlighted.runs.iter().copied();
    let mut left: (usize, u8) = (0, 0);
    for (line, number) in code.split_inclusive('\n').zip(1_usize..) {
        let marked = info.marks.iter().any(|(first, last)| (*first..=*last).contains(&number));
        if marked {
            html.push_str("<span class=\"line-mark\">");
        }
        let mut rest = line;
        while !rest.is_empty() {
            if left.0 == 0 {
                left = runs.next().map_or((usize::MAX, 0), |(length, class)| (length as usize, class));
            }
            let end = crate::diagnostic::span::floor_char(rest, left.0);
            let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if text.is_empty() {
                left.0 = 0;
                continue;
            }
            run(html, text, left.1);
            left.0 -= text.len();
            rest = after;
        }
        if marked {
            html.push_str("</span>");
        }
    }
}

fn run(html: &mut String, text: &str, class: u8) {
    match CLASSES.get(usize::from(class)).filter(|class| !class.is_empty() && !text.trim().is_empty()) {
        Some(class) => {
            html.push_str("<span class=\"");
            html.push_str(class);
            html.push_str("\">");
            escape(html, text);
            html.push_str("</span>");
        }
        None => escape(html, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings() {
        let info = Info::parse("json title=\"a {1}.json\" {2,4-6}");
        assert_eq!((info.language.as_str(), info.title.as_deref()), ("json", Some("a {1}.json")));
        assert_eq!(info.marks, [(2, 2), (4, 6)]);
        assert_eq!(Info::parse("{1}").marks, [(1, 1)]);
        assert_eq!(Info::parse("title=\"x.js\"").title.as_deref(), Some("x.js"));
        assert_eq!(Info::parse("php{x}").language, "php");
        assert_eq!(Info::parse(""), Info::default());
        assert!(Info::parse("a {x,3-}").marks.is_empty());
    }

    fn written(info: &str, code: &str) -> String {
        let mut html = String::new();
        write(&mut html, &Info::parse(info), code, &CodeMemo::default());
        html
    }

    #[test]
    fn code_is_escaped_with_and_without_colours() {
        assert!(written("html", "<a href='x'>&</a>\n").contains("&lt;"));
        assert!(written("", "<script>").contains("&lt;script&gt;"));
        assert!(written("\"><script>", "x").contains("language-&quot;&gt;&lt;script&gt;"));
    }

    #[test]
    fn marked_lines_hold_whole_lines() {
        let html = written("json {2}", "{\n  \"a\": 1\n}\n");
        let marked = html.split("<span class=\"line-mark\">").nth(1).unwrap();
        assert!(marked.contains("hl-n\">1</span>\n</span>"), "{html}");
    }
}
