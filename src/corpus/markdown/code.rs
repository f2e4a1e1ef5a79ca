//! Writes fenced code: title, colours, marked lines.

use std::ops::Range;

use super::CodeMemo;
use super::fence::Info;
use super::highlight::{self, CLASSES, Grammar, Highlighted};
use super::text::{escape, escape_attribute};
use super::writer::{CodeState, Writer};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::guest::{self, Panicked};
use crate::model::{Span, TraceKind};

/// How the colouring of a block went.
enum Coloured {
    /// As asked.
    Fine,
    /// It was too large.
    TooLarge,
    /// The rest of it would have taken too much work.
    TooHard,
    /// There is no grammar for its language; this one's name is near.
    UnknownLanguage(Option<String>),
    /// A library panicked.
    Panicked(Panicked),
}

impl Writer<'_> {
    /// Writes a code block with colours, and reports where there are none.
    pub(super) fn coloured(&mut self, code: &CodeState, text: &str) {
        let fence = code.range.start..code.range.start + 3;
        match write(&mut self.html, &code.info, text, self.settings, self.memo) {
            Coloured::Fine => {}
            Coloured::TooLarge => {
                let message = "this code is too large to be coloured".to_owned();
                self.report(Code::PlainCode, message, fence, "shorten it, or offer it as a file");
            }
            Coloured::TooHard => {
                let message = "the end of this code is too complex to be coloured".to_owned();
                let hint = "break its longest lines, shorten it, or offer it as a file";
                self.report(Code::PlainCode, message, fence, hint);
            }
            Coloured::Panicked(panicked) => {
                let span = self.source.span(fence);
                self.sink.push(panicked.diagnostic("colouring this code").at(span));
            }
            Coloured::UnknownLanguage(near) => {
                let name = code.info.language.clone();
                let range = self.within_fence(&code.range, &name);
                self.trace(TraceKind::UnknownLanguage { name, near }, range, None);
            }
        }
    }

    /// Reports what is written behind a fence and has no effect.
    pub(super) fn report_fence(&mut self, code: &CodeState, text: &str) {
        for unknown in &code.info.unknown {
            let range = self.within_fence(&code.range, &unknown.text);
            let message = format!("unknown code attribute `{}`", unknown.text);
            self.report(Code::UnknownCodeAttribute, message, range, &unknown.hint);
        }
        let lines = text.lines().count();
        if let Some((first, _)) = code.info.marks.iter().find(|(first, _)| *first > lines) {
            let message = format!("marked line {first} not found; the code ends with line {lines}");
            let fence = code.range.start..code.range.start + 3;
            self.report(Code::UnknownCodeAttribute, message, fence, "correct the numbers in braces");
        }
    }

    /// Returns the place of `words` behind an opening fence.
    fn within_fence(&self, code: &Range<usize>, words: &str) -> Range<usize> {
        let source = self.source.as_str().get(code.clone()).unwrap_or("");
        let fence = source.lines().next().unwrap_or("");
        // A backslash or an entity is not in the info string as it is written.
        let at = fence.find(words).filter(|_| !words.is_empty());
        at.map_or(code.start..code.start + 3, |at| code.start + at..code.start + at + words.len())
    }
}

/// Appends the block to `html`.
fn write(html: &mut String, info: &Info, code: &str, settings: &Settings, memo: &CodeMemo) -> Coloured {
    let own = settings.code_languages.get(&info.language.to_lowercase());
    let language = own.map_or(info.language.as_str(), |(language, _)| language);
    let grammar = highlight::grammar(language);
    let fits = highlight::fits(code);
    let highlighted = match grammar.filter(|_| fits).map(|grammar| highlighted(grammar, code, memo)) {
        Some(Ok(highlighted)) => highlighted,
        Some(Err(panicked)) => return Coloured::Panicked(panicked),
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
    match grammar {
        Some(_) if fits && highlighted.covers(code) => Coloured::Fine,
        Some(_) if fits => Coloured::TooHard,
        Some(_) => Coloured::TooLarge,
        None if highlight::is_plain(language) => Coloured::Fine,
        None => Coloured::UnknownLanguage(highlight::nearest(language)),
    }
}

/// Colours `code`, if that has not been done before.
fn highlighted(grammar: Grammar, code: &str, memo: &CodeMemo) -> Result<Highlighted, Panicked> {
    let key = crate::memo::key(&[highlight::VERSION, grammar.name.as_bytes(), code.as_bytes()]);
    guest::contained_at(&format!("code {}", grammar.name), || {
        memo.get_or_make(key, || highlight::highlight(grammar, code))
    })
}

/// Reports the site's own names that stand for no known language.
pub(super) fn check_names(settings: &Settings) -> Vec<Diagnostic> {
    let named = settings.code_languages.values();
    let unknown = named
        .filter(|(language, _)| highlight::grammar(language).is_none() && !highlight::is_plain(language));
    let report = |(language, span): &(String, Span)| {
        let hint = match highlight::nearest(language) {
            Some(near) => format!("did you mean `{near}`? For code without colours, set `text`"),
            None => "set the name of a language that helpsmith knows, or `text` for code without colours"
                .to_owned(),
        };
        Diagnostic::new(Code::InvalidValue, format!("unknown code language `{language}`"))
            .at(span.clone())
            .hint(hint)
    };
    unknown.map(report).collect()
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

    fn written(info: &str, code: &str) -> String {
        let mut html = String::new();
        let settings = crate::config::load("title: T\nbase_url: https://x.example/\n").value.unwrap();
        write(&mut html, &Info::parse(info), code, &settings, &CodeMemo::default());
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
