//! Finds what is written like a directive within a line: colons, a directive's name, a bracket or brace.
//!
//! A writer who mistypes `:::only` must learn of it: whatever looks like a directive is one, or an error.

use std::ops::Range;

use super::grammar;

/// Colons of keyboards for Chinese and Japanese, which look like three plain ones when three of them are typed.
const WIDE_COLONS: [char; 3] = ['：', '﹕', '︰'];

/// Something that looks like a directive.
#[derive(Debug, PartialEq)]
pub(super) struct Suspect<'a> {
    /// The colons with the name.
    pub range: Range<usize>,
    pub name: &'a str,
    pub colons: usize,
    /// Whether it is written as it should be: plain colons, no blank, lower case, a plain bracket or brace.
    pub plain: bool,
    /// Whether a backslash before it shows it as it is.
    pub escaped: bool,
}

/// Returns what looks like a directive in `text`, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = Suspect<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find(is_colon)?;
            let run = text.get(start..)?;
            let rest = run.trim_start_matches(is_colon);
            at = start + run.len() - rest.len();
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            if let Some(suspect) = suspect(run, rest, start, before) {
                return Some(suspect);
            }
        }
    })
}

fn suspect<'a>(run: &'a str, rest: &'a str, start: usize, before: Option<char>) -> Option<Suspect<'a>> {
    let colons = run.get(..run.len() - rest.len())?;
    let named = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    let length = named.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(named.len());
    let (name, after) = named.split_at_checked(length)?;
    let hides = name.eq_ignore_ascii_case("only");
    if !hides && !is_name(name) {
        return None;
    }
    // `std::details{` is no directive, but in scripts without blanks a letter may stand before one that hides text.
    if !hides && before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/')) {
        return None;
    }
    let opening = if hides { after.trim_start_matches([' ', '\t', '\u{3000}']) } else { after };
    let plain = colons.bytes().all(|byte| byte == b':')
        && named.len() == rest.len()
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
        && after.starts_with(['[', '{']);
    let end = start + run.len() - after.len();
    opening.starts_with(['[', '{', '［', '｛', '【']).then(|| Suspect {
        range: start..end,
        name,
        colons: colons.chars().count(),
        plain,
        escaped: before == Some('\\'),
    })
}

/// Returns what follows an escaped directive that `text` begins with, its brackets and braces left out.
pub(in crate::corpus) fn after_escaped(text: &str) -> &str {
    let named = text.trim_start_matches(is_colon);
    let Some(suspect) = find(text).next().filter(|suspect| suspect.range.start == 0) else { return named };
    let rest = text.get(suspect.range.end..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    rest.get(line.find('}').map_or(line.len(), |at| at + 1)..).unwrap_or("")
}

/// Returns whether a character is a colon, plain or wide.
pub(super) fn is_colon(character: char) -> bool {
    character == ':' || WIDE_COLONS.contains(&character)
}

/// Returns whether a word is a directive's name, in whatever case.
pub(super) fn is_name(word: &str) -> bool {
    let mut names = grammar::RULES.iter().map(|rule| rule.name).chain(["only", "snippet"]);
    names.any(|name| name.eq_ignore_ascii_case(word))
}

/// Returns the next braces in `text` that name an audience, as those behind `:only[…]` do.
pub(super) fn audience_braces(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('{').filter_map(|(start, _)| {
        let inner = text.get(start + 1..)?;
        let rest = inner.trim_start_matches([' ', '\t']).strip_prefix("audience")?;
        let closed = rest.trim_start_matches([' ', '\t']).starts_with(['=', ':', '＝']);
        let end = inner.find(['}', '\n']).map_or(text.len(), |at| start + 1 + at + 1);
        let escaped = text.get(..start).is_some_and(|before| before.ends_with('\\'));
        (closed && !escaped).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let shown = find(text).filter(|suspect| !suspect.escaped);
        shown.map(|suspect| (text.get(suspect.range).unwrap(), suspect.plain)).collect()
    }

    #[test]
    fn what_looks_like_a_directive() {
        assert_eq!(found("One :only[secret]{audience=agents} here."), [(":only", true)]);
        assert_eq!(found("请联系:only[主管]{audience=agents}。"), [(":only", true)]);
        for (text, written) in [
            (":only [x]", ":only"),
            (": only[x]", ": only"),
            ("：：：only{audience=agents}", "：：：only"),
            ("a ：only［x］", "：only"),
            ("see :Only[x]", ":Only"),
        ] {
            assert_eq!(found(text), [(written, false)], "{text}");
        }
        assert_eq!(found("a ::note[x] and :tip{b=c}"), [("::note", true), (":tip", true)]);
    }

    #[test]
    fn what_does_not() {
        for text in [
            "\\:only[x]",
            "a: note that",
            "https://x.example/:x",
            "std::details{ x }",
            ":kbd[x]",
            ":onlyx[y]",
            "only[x]",
            "read :only (x)",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn braces_that_name_an_audience() {
        let text = "[x]{audience=a} { audience = b } \\{audience=c} {audiences} {audience}";
        let found: Vec<_> = audience_braces(text).map(|range| text.get(range).unwrap()).collect();
        assert_eq!(found, ["{audience=a}", "{ audience = b }"]);
    }
}
