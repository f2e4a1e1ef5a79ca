//! `{{ name }}`: the site's variables, wherever words are written.

use std::borrow::Cow;
use std::ops::Range;

use crate::config::{Settings, is_variable_name};
use crate::diagnostic::span::floor_char;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic, Span};

/// Bytes between braces that are looked at; a text of nothing but `{{` must not be searched to its end each time.
const NAME_BYTES_MAX: usize = 200;

/// A name in braces that is no variable.
#[derive(Debug, PartialEq)]
pub(in crate::corpus) struct Unknown<'a> {
    /// What stands between the braces.
    pub name: &'a str,
    /// The whole, braces included.
    pub whole: &'a str,
}

/// `{{ name }}`, whether the site defines the name or not.
pub(in crate::corpus) struct Variable<'a> {
    pub name: &'a str,
    /// Where it is in the text, braces included.
    pub range: Range<usize>,
}

/// Returns every `{{ name }}` of `text`, in order.
pub(in crate::corpus) fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find("{{")?;
            let after = text.get(start + 2..)?;
            let near = after.get(..floor_char(after, NAME_BYTES_MAX)).unwrap_or(after);
            let inner = near.split_once("}}").map(|(inner, _)| inner);
            match inner.filter(|inner| is_variable_name(inner.trim())) {
                Some(inner) => {
                    at = start + inner.len() + "{{}}".len();
                    return Some(Variable { name: inner.trim(), range: start..at });
                }
                None => at = start + 2,
            }
        }
    })
}

/// Returns `text` with every `{{ name }}` replaced that the settings know. Unknown names are given to
/// `unknown` and stay as they are. What is put in is text, never markup, and is not looked at again.
pub(in crate::corpus) fn substitute<'a>(
    text: &'a str,
    settings: &Settings,
    mut unknown: impl FnMut(Unknown<'_>),
) -> Cow<'a, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in variables(text) {
        out.push_str(text.get(at..found.range.start).unwrap_or(""));
        match settings.variables.get(found.name) {
            Some(value) => out.push_str(value),
            None => {
                let whole = text.get(found.range.clone()).unwrap_or("");
                out.push_str(whole);
                unknown(Unknown { name: found.name, whole });
            }
        }
        at = found.range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Cow::Owned(out)
}

/// Returns the problem of a name in braces that the site does not define.
pub(in crate::corpus) fn unknown_variable(
    found: &Unknown<'_>,
    span: Span,
    settings: &Settings,
) -> Diagnostic {
    let Unknown { name, whole } = found;
    let hint = nearest(name, settings.variables.keys().map(String::as_str)).map_or_else(
        || {
            format!(
                "define it below `variables:` in `helpsmith.yaml`, or write `\\{whole}` to show the braces"
            )
        },
        |near| format!("did you mean `{{{{ {near} }}}}`?"),
    );
    Diagnostic::new(Code::UnknownVariable, format!("there is no variable `{name}`")).at(span).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn substituted(text: &str) -> (String, Vec<String>) {
        let settings = crate::config::load(
            "title: T\nbase_url: https://x.example/\nvariables: {product: \"A {{ b }}\"}\n",
        );
        let mut unknown = Vec::new();
        let out = substitute(text, &settings.value.unwrap(), |found| unknown.push(found.whole.to_owned()));
        (out.into_owned(), unknown)
    }

    #[test]
    fn known_names_are_replaced_once() {
        assert_eq!(substituted("a {{ product }}{{product}} b"), ("a A {{ b }}A {{ b }} b".into(), vec![]));
    }

    #[test]
    fn other_braces_stay() {
        assert_eq!(substituted("{{ x-y }}").1, ["{{ x-y }}"]);
        for text in ["{{", "}} {{ }}", "{{ a b }}", "{{{{", "{{~/x }}"] {
            assert_eq!(substituted(text), (text.into(), vec![]), "{text}");
        }
    }
}
