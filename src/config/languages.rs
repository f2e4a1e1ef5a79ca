//! Reads `languages`: a list of tags, or of `{code, name}` where a name is wanted.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::paths::check_segment;
use crate::model::{Language, Languages, SourcePath, Span};
use crate::yaml::{Fields, Node, Value};

/// Returns the languages, `en` alone where none are configured.
pub fn read(fields: &mut Fields<'_>, path: &SourcePath) -> Languages {
    let mut list: Vec<(Language, String)> = Vec::new();
    if let Some(node) = fields.node("languages") {
        match &node.value {
            Value::List(items) if !items.is_empty() => {
                for item in items {
                    if let Some(language) = one(fields, path, item) {
                        add(fields, &mut list, language, fields.span(item));
                    }
                }
            }
            _ => fields.report(
                Diagnostic::new(Code::WrongType, "`languages` must be a list of language tags")
                    .at(fields.span(node))
                    .hint("write `languages: [en, fa]`, the default language first"),
            ),
        }
    }
    if list.is_empty()
        && let Some(english) = Language::parse("en")
    {
        list.push((english.clone(), english.native_name()));
    }
    Languages::new(list)
}

fn add(
    fields: &mut Fields<'_>,
    list: &mut Vec<(Language, String)>,
    language: (Language, String),
    span: Span,
) {
    if list.iter().any(|(known, _)| *known == language.0) {
        let message = format!("language `{}` is listed twice", language.0);
        fields.report(Diagnostic::new(Code::InvalidValue, message).at(span).hint("remove one of the two"));
    } else {
        list.push(language);
    }
}

fn one(fields: &mut Fields<'_>, path: &SourcePath, item: &Node) -> Option<(Language, String)> {
    let mut name = None;
    let (code, span) = match &item.value {
        Value::Scalar { text, .. } => (text.clone(), fields.span(item)),
        _ => {
            let mut sink = Vec::new();
            let found = Fields::of(item, path, &mut sink).and_then(|mut language| {
                name = language.text("name").map(|found| found.value);
                let code = language.text("code");
                language.finish();
                code
            });
            sink.into_iter().for_each(|diagnostic| fields.report(diagnostic));
            let Some(found) = found else {
                fields.report(
                    Diagnostic::new(Code::MissingKey, "a language needs a `code`")
                        .at(fields.span(item))
                        .hint("write `{code: fa, name: فارسی}`"),
                );
                return None;
            };
            (found.value, found.span)
        }
    };
    let language = Language::parse(&code).filter(|language| check_segment(language.as_str()).is_ok());
    let Some(language) = language else {
        fields.report(
            Diagnostic::new(Code::UnknownLanguage, format!("`{code}` is not a language tag"))
                .at(span)
                .hint("write a BCP 47 tag such as `en`, `pt-BR` or `zh-Hans`"),
        );
        return None;
    };
    let name = name.unwrap_or_else(|| language.native_name());
    Some((language, name))
}
