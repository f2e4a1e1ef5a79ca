//! Which class a scope of a grammar has.

/// CSS classes by their number; 0 is plain text.
pub(in super::super) const CLASSES: [&str; 15] = [
    "", "hl-c", "hl-s", "hl-n", "hl-k", "hl-f", "hl-t", "hl-v", "hl-o", "hl-p", "hl-g", "hl-a", "hl-i",
    "hl-d", "hl-h",
];

/// Scopes by how they begin, with the class they get; the first that fits counts.
const SCOPES: &[(&str, u8)] = &[
    ("comment", 1),
    ("punctuation.definition.comment", 1),
    ("string", 2),
    ("punctuation.definition.string", 2),
    ("constant.character.escape", 3),
    ("constant", 3),
    ("markup.inserted", 12),
    ("markup.deleted", 13),
    ("markup.heading", 14),
    ("markup.bold", 14),
    ("entity.name.function", 5),
    ("support.function", 5),
    ("variable.function", 5),
    ("entity.name.tag", 10),
    ("punctuation.definition.tag", 10),
    ("entity.other.attribute-name", 11),
    ("entity.name", 6),
    ("entity.other.inherited-class", 6),
    ("support.type.property-name", 11),
    ("meta.mapping.key", 11),
    ("support.class", 6),
    ("support.type", 6),
    ("support.constant", 3),
    ("storage.type", 4),
    ("storage.modifier", 4),
    ("storage", 4),
    ("keyword.operator", 8),
    ("keyword", 4),
    ("variable.parameter", 7),
    ("variable.language", 4),
    ("variable", 7),
    ("punctuation", 9),
];

/// Returns the number of the class of a scope such as `string.quoted.double.json`.
pub(super) fn class(scope: &str) -> u8 {
    let fits = |prefix: &str| {
        scope.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    SCOPES.iter().find(|(prefix, _)| fits(prefix)).map_or(0, |(_, class)| *class)
}
