//! Reads what a site asks of `helpsmith check`.

use crate::diagnostic::levels::{Level, Levels};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Fields, Value};

/// What a site asks of `helpsmith check`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    /// How much each kind of problem matters, in every command.
    pub levels: Levels,
    /// Addresses on other hosts that are not asked for: how they begin, or `*.example.com`.
    pub external_skip: Vec<String>,
}

/// Reads the key `check`.
pub(super) fn read(fields: &mut Fields<'_>) -> Checks {
    let read = |check: &mut Fields<'_>| {
        let external_skip = check.map("external", skipped).unwrap_or_default();
        Checks { levels: levels(check), external_skip }
    };
    fields.map("check", read).unwrap_or_default()
}

/// Reads which addresses are not asked for.
fn skipped(external: &mut Fields<'_>) -> Vec<String> {
    let mut skipped = Vec::new();
    for found in external.texts("skip").unwrap_or_default() {
        let written = found.value.trim();
        let host = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
        let name = host.map_or_else(
            || written.strip_prefix("*.").unwrap_or(written),
            |host| host.split('/').next().unwrap_or(host),
        );
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if name.is_empty() || !name.chars().all(plain) {
            external.report(
                Diagnostic::new(Code::InvalidValue, format!("`{written}` is neither a host nor an address"))
                    .at(found.span)
                    .hint("write `example.com`, `*.example.com`, or how addresses begin: `https://example.com/a`"),
            );
            continue;
        }
        skipped.push(written.to_owned());
    }
    skipped
}

fn levels(check: &mut Fields<'_>) -> Levels {
    let mut levels = Levels::default();
    for (key, node) in check.entries("levels").unwrap_or(&[]) {
        let word = match &node.value {
            Value::Scalar { text, .. } => text.as_str(),
            _ => "",
        };
        let level = Level::WORDS.iter().find(|(known, _)| *known == word).map(|(_, level)| *level);
        let span = check.span(node);
        match (Code::find(&key.text), level) {
            (None, _) => {
                let key_span = crate::model::Span::new(&span.path, key.range.start, key.range.end);
                check.report(
                    Diagnostic::new(Code::UnknownKey, format!("there is no rule `{}`", key.text))
                        .at(key_span)
                        .maybe_hint(did_you_mean(&key.text, Levels::names())),
                );
            }
            (Some(code), Some(level)) if Levels::may_choose(code) => levels = levels.with(code, level),
            (Some(code), Some(_)) => check.report(
                Diagnostic::new(Code::InvalidValue, format!("`{}` is always an error", code.as_str()))
                    .at(span)
                    .hint("remove the line: what is wrong here leaves open what to publish"),
            ),
            (Some(_), None) => check.report(
                Diagnostic::new(Code::InvalidValue, format!("`{word}` is not a level"))
                    .at(span)
                    .hint("write `off`, `note`, `warning` or `error`"),
            ),
        }
    }
    levels
}
