//! Finds Markdown in an article's title, which is plain text: in menus, in browsers' tabs and in search results.

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Found;

/// Returns what to say of a title with marks that its readers would see.
pub(super) fn problem(title: &Found<String>) -> Option<Diagnostic> {
    let text = title.value.as_str();
    let mark =
        marked(text, "**", "**").or_else(|| marked(text, "`", "`")).or_else(|| marked(text, "](", ")"))?;
    let message = format!("the title shows its Markdown: `{}`", mark.replace('`', "'"));
    Some(
        Diagnostic::new(Code::MarkdownInTitle, message)
            .at(title.span.clone())
            .hint("write the title in plain words, without the marks"),
    )
}

/// Returns the words between two marks, marks included.
fn marked<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let start = text.find(open)?;
    let inner = text.get(start + open.len()..)?;
    let end = inner.find(close).filter(|end| *end > 0)?;
    let words = inner.get(..end)?;
    let is_word = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    is_word.then(|| text.get(start..start + open.len() + end + close.len())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SourcePath, Span};

    fn is_reported(title: &str) -> bool {
        let span = Span::new(&SourcePath::new("content/a.md"), 0, 1);
        problem(&Found { value: title.to_owned(), span }).is_some()
    }

    #[test]
    fn marks_are_found_and_other_signs_are_not() {
        // Issue 13, low: raw Markdown in titles.
        for title in ["Read **this**", "Use `grep`", "[VAT](vat.md)", "这是**“重点”**"] {
            assert!(is_reported(title), "{title}");
        }
        for title in ["2 ** 3 ** 4", "A * b", "The ` key", "[Beta] Editor", "f(x)", "snake_case", "C# & C++"]
        {
            assert!(!is_reported(title), "{title}");
        }
    }
}
