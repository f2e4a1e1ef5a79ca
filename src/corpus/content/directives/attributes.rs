//! Reads what follows a directive's name: `[Title]` and `{key=value "quoted" word}`.

/// What stands behind a directive's name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attributes {
    /// The text in brackets.
    pub title: Option<String>,
    /// `key=value` pairs, and words without a key with an empty value.
    pub pairs: Vec<(String, String)>,
}

/// Reads `rest`, which follows the name on its line. On failure returns what is wrong.
pub(super) fn parse(rest: &str) -> Result<Attributes, &'static str> {
    let mut attributes = Attributes::default();
    let mut rest = rest.trim();
    if let Some(inner) = rest.strip_prefix('[') {
        let end = closing_bracket(inner).ok_or("the `[` is not closed on its line")?;
        let (title, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        attributes.title = Some(title.replace("\\]", "]").replace("\\[", "[").trim().to_owned());
        rest = after.strip_prefix(']').unwrap_or(after).trim_start();
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let (inner, after) = split_at_closing_brace(inner).ok_or("the `{` is not closed on its line")?;
        attributes.pairs = pairs(inner)?;
        rest = after.trim();
    }
    if rest.is_empty() { Ok(attributes) } else { Err("nothing may follow a directive on its line") }
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn split_at_closing_brace(text: &str) -> Option<(&str, &str)> {
    let at = end_of_braces(text)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Returns where the brace is that ends what stands in braces.
pub(super) fn end_of_braces(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// Reads what stands in braces. On failure returns what is wrong.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, String)>, &'static str> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let Some(after) = after.strip_prefix('=') else {
            pairs.push((key.to_owned(), String::new()));
            rest = after.trim_start();
            continue;
        };
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a quote is not closed")?,
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                after.split_at_checked(end).unwrap_or((after, ""))
            }
        };
        if pairs.iter().any(|(known, _)| known == key) {
            return Err("an attribute stands twice");
        }
        pairs.push((key.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(rest: &str) -> (Option<String>, Vec<(String, String)>) {
        let attributes = parse(rest).unwrap();
        (attributes.title, attributes.pairs)
    }

    #[test]
    fn titles_and_attributes() {
        assert_eq!(parsed(""), (None, vec![]));
        assert_eq!(parsed("[See \\[this\\] [now]]").0.unwrap(), "See [this] [now]");
        assert_eq!(
            parsed("{audience=agents a=\"b c}\" word}").1,
            [("audience", "agents"), ("a", "b c}"), ("word", "")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
    }

    #[test]
    fn what_is_not_closed_is_refused() {
        for bad in ["{a=b a=c}", "[a", "{a", "{a=\"b}", "[a] b", "{a} b", "text"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
