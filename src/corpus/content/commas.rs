//! Points out commas where a list was meant: YAML reads `labels: a, b` as one value.

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Fields, Found, Value};

/// Reads a list of paths. A comma may be part of one, but not with a blank after it.
pub(super) fn paths(fields: &mut Fields<'_>, key: &'static str) -> Vec<Found<String>> {
    let paths = fields.texts(key).unwrap_or_default();
    if paths.first().is_some_and(|path| path.value.contains(", ")) {
        warn_of_comma(fields, key, &paths);
    }
    paths
}

/// Says so where a list was meant that is one text for YAML.
pub(super) fn warn_of_comma(fields: &mut Fields<'_>, key: &'static str, texts: &[Found<String>]) {
    let is_plain =
        fields.node(key).is_some_and(|node| matches!(node.value, Value::Scalar { plain: true, .. }));
    let Some(one) = texts.first().filter(|one| is_plain && one.value.contains([',', '،', '、'])) else {
        return;
    };
    let parts = one.value.split([',', '،', '、']).map(str::trim).filter(|part| !part.is_empty());
    let list = parts.collect::<Vec<_>>().join(", ");
    fields.report(
        Diagnostic::new(
            Code::MisreadValue,
            format!("`{key}: {}` is one value with a comma in it", one.value),
        )
        .at(one.span.clone())
        .hint(format!(
            "write a list: `{key}: [{list}]`; if the comma belongs to it, put the value in quotes"
        )),
    );
}

/// Returns the hint for audiences with commas between them and no brackets.
pub(super) fn list_meant(written: &str, settings: &Settings) -> Option<String> {
    let names: Vec<&str> = written.split(',').map(str::trim).collect();
    let is_list = names.len() > 1 && names.iter().all(|name| settings.audiences.find(name).is_some());
    is_list.then(|| format!("write a list in brackets: `[{}]`", names.join(", ")))
}
