//! `:only[words]{audience=agents}` in values of the front matter.

use std::borrow::Cow;

use super::Block;
use super::examples::Examples;
use super::words::{Cutter, are_suspicious};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::AudienceSet;

/// Reports what is wrong with the directives in a value. Words for some audiences may be in it where `can_hide`;
/// elsewhere everybody would read them.
pub(in crate::corpus::content) fn check(
    key: &str,
    value: &str,
    span: &Span,
    can_hide: bool,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) {
    if (can_hide && value.contains(":::")) || (!can_hide && are_suspicious(value)) {
        let message = format!("a directive has no effect in the `{key}`");
        let problem = Diagnostic::new(Code::MisplacedDirective, message);
        sink.push(problem.at(span.clone()).hint("write plain words here"));
        return;
    }
    if !are_suspicious(value) {
        return;
    }
    let before = sink.len();
    let mut report = |problem: Diagnostic, _| sink.push(problem.at(span.clone()));
    cut(value, settings, &mut report);
    let nobody = seen(value, settings, |_| false);
    if sink.len() == before && nobody.trim().is_empty() {
        let message = format!("the `{key}` is empty for those who do not see its hidden words");
        let hint = "leave some words outside of `:only[…]`, or hide the whole article with `audience`";
        sink.push(Diagnostic::new(Code::InvalidValue, message).at(span.clone()).hint(hint));
    }
}

/// Returns a value as those read it for whom `sees` is true of the audiences that words are for.
pub(in crate::corpus) fn seen<'v>(
    value: &'v str,
    settings: &Settings,
    sees: impl Fn(AudienceSet) -> bool,
) -> Cow<'v, str> {
    if !value.contains(":only[") {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    add(&mut out, value, &cut(value, settings, &mut |_, _| {}), &sees);
    Cow::Owned(out.trim().to_owned())
}

fn add(out: &mut String, value: &str, blocks: &[Block], sees: &impl Fn(AudienceSet) -> bool) {
    for block in blocks {
        match block {
            Block::Text(range) => out.push_str(value.get(range.clone()).unwrap_or("")),
            Block::OnlyWords { audiences, blocks } if sees(*audiences) => add(out, value, blocks, sees),
            _ => {}
        }
    }
}

fn cut(
    value: &str,
    settings: &Settings,
    report: &mut dyn FnMut(Diagnostic, std::ops::Range<usize>),
) -> Vec<Block> {
    let examples = Examples::default();
    Cutter { text: value, settings, examples: &examples, report }.words(0..value.len(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_gets_a_whole_sentence() {
        let text = "title: T\nbase_url: https://x.example/\naudiences: {public: {}, agents: {}, leads: {}}\n";
        let settings = crate::config::load(text).value.unwrap();
        for (value, hidden, shown) in [
            ("Refunds :only[and limits]{audience=agents}", "Refunds", "Refunds and limits"),
            ("One :only[secret]{audience=agents} here", "One here", "One secret here"),
            ("One :only[secret]{audience=agents}, two", "One, two", "One secret, two"),
            (":only[Secret]{audience=agents} words", "words", "Secret words"),
            ("联系:only[主管]{audience=agents}。", "联系。", "联系主管。"),
            ("a :only[b [c] \\] d]{audience=\"agents,leads\"} e", "a e", "a b [c] \\] d e"),
            ("a :only[b :only[c]{audience=leads} d]{audience=agents} e", "a e", "a b c d e"),
        ] {
            assert_eq!(seen(value, &settings, |_| false), hidden, "{value}");
            assert_eq!(seen(value, &settings, |_| true), shown, "{value}");
            let mut sink = Vec::new();
            let span = Span::file(&crate::diagnostic::SourcePath::new("content/a.md"));
            check("title", value, &span, true, &settings, &mut sink);
            assert!(sink.is_empty(), "{value}: {sink:?}");
        }
    }
}
