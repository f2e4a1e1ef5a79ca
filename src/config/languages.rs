//! Reads `languages`: a list of tags, or of `{code, name, dir}` where more is to be said.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::paths::check_segment;
use crate::model::{Direction, Language, Languages, SourcePath, Span, valid_tag};
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
    if list.iter().any(|(known, _)| known.as_str() == language.0.as_str()) {
        let message = format!("language `{}` is listed twice", language.0);
        fields.report(Diagnostic::new(Code::InvalidValue, message).at(span).hint("remove one of the two"));
    } else {
        list.push(language);
    }
}

fn one(fields: &mut Fields<'_>, path: &SourcePath, item: &Node) -> Option<(Language, String)> {
    let (mut name, mut direction) = (None, None);
    let (code, span) = match &item.value {
        Value::Scalar { text, .. } => (text.clone(), fields.span(item)),
        _ => {
            let mut sink = Vec::new();
            let found = Fields::of(item, path, &mut sink).and_then(|mut language| {
                name = language.text("name").map(|found| found.value);
                let code = language.text("code");
                let directions = [("ltr", Direction::LeftToRight), ("rtl", Direction::RightToLeft)];
                direction = language.choice("dir", &directions).map(|found| found.value);
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
    let language = match valid_tag(&code) {
        Ok(language) if check_segment(language.as_str()).is_ok() => language,
        Ok(_) => {
            let message = format!("the language tag `{code}` cannot be a folder's name");
            fields.report(Diagnostic::new(Code::UnknownLanguage, message).at(span));
            return None;
        }
        Err(invalid) => {
            let hint = invalid.meant.map_or_else(
                || "use a BCP 47 tag such as `en`, `pt-BR` or `zh-Hans`".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            let message = format!("`{code}` is not a language tag: {}", invalid.reason);
            fields.report(Diagnostic::new(Code::UnknownLanguage, message).at(span).hint(hint));
            return None;
        }
    };
    let language = match direction {
        Some(direction) => language.written(direction),
        None => language,
    };
    let name = name.unwrap_or_else(|| language.native_name());
    Some((language, name))
}
