//! Decodes the entities of finished HTML. Of the two thousand names there are here those that people type; others
//! are left as they stand, and mean the same in Markdown.

use std::borrow::Cow;

/// Bytes of the longest entity there is, `&CounterClockwiseContourIntegral;`.
const ENTITY_BYTES_MAX: usize = 33;

#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("nbsp", '\u{a0}'), ("apos", '\''), ("ndash", '–'),
    ("mdash", '—'), ("hellip", '…'), ("lsquo", '‘'), ("rsquo", '’'), ("ldquo", '“'), ("rdquo", '”'),
    ("sbquo", '‚'), ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'), ("copy", '©'), ("reg", '®'), ("trade", '™'),
    ("deg", '°'), ("middot", '·'), ("bull", '•'), ("times", '×'), ("divide", '÷'), ("plusmn", '±'),
    ("minus", '−'), ("le", '≤'), ("ge", '≥'), ("ne", '≠'), ("larr", '←'), ("rarr", '→'), ("uarr", '↑'),
    ("darr", '↓'), ("euro", '€'), ("pound", '£'), ("yen", '¥'), ("cent", '¢'), ("sect", '§'), ("para", '¶'),
    ("auml", 'ä'), ("ouml", 'ö'), ("uuml", 'ü'), ("Auml", 'Ä'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("szlig", 'ß'),
    ("eacute", 'é'), ("egrave", 'è'), ("agrave", 'à'), ("ccedil", 'ç'), ("ntilde", 'ñ'), ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'), ("lrm", '\u{200e}'), ("rlm", '\u{200f}'), ("shy", '\u{ad}'), ("lbrace", '{'),
    ("rbrace", '}'), ("lbrack", '['), ("rbrack", ']'), ("ast", '*'), ("lowbar", '_'), ("grave", '`'),
    ("bsol", '\\'), ("num", '#'), ("vert", '|'), ("excl", '!'), ("lpar", '('), ("rpar", ')'), ("colon", ':'),
];

/// Returns what the entity that `text` begins with stands for, and its length.
pub(super) fn first(text: &str) -> Option<(char, usize)> {
    let name = name(text)?;
    let length = name.len() + 2;
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.iter().find(|(known, _)| *known == name).map(|(_, character)| (*character, length));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let character = code.ok().and_then(char::from_u32).filter(|character| *character != '\0');
    Some((character.unwrap_or(char::REPLACEMENT_CHARACTER), length))
}

/// Returns what stands between `&` and `;` at the start of `text`, if that looks like an entity.
pub(super) fn name(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(ENTITY_BYTES_MAX).position(|byte| byte == b';')?;
    let name = inside.get(..end)?;
    let is_plain = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain(name.strip_prefix('#').unwrap_or(name)).then_some(name)
}

/// Returns `text` with its entities decoded.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    push(&mut decoded, text);
    Cow::Owned(decoded)
}

/// Appends `text` with its entities decoded.
pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let (character, length) = first(entity).unwrap_or(('&', 1));
        out.push(character);
        rest = entity.get(length..).unwrap_or("");
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_and_others_left_alone() {
        assert_eq!(
            decode("a &amp;&lt; &#x41;&#66; &nope; & &; &#; &#xffffffff;"),
            "a &< AB &nope; & &; &#; \u{fffd}"
        );
        assert_eq!(decode("plain"), "plain");
    }
}
