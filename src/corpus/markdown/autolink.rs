//! Finds bare addresses in text (GFM 6.9, extended autolinks), which the Markdown parser leaves alone.
//!
//! Beyond GitHub's rule, addresses may have letters and marks of every script, and sentences in scripts without spaces
//! may go on right behind one: `见https://example.com。` links to the site, not to the rest of the sentence.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::model::script::is_unspaced;

/// A bare address: where it stands, and what it links to.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub target: String,
}

/// Brackets that belong to an address where both do.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Returns the addresses in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !text.contains("://")
        && !text.contains('@')
        && !["www.", "Www.", "WWW."].iter().any(|www| text.contains(www))
    {
        return found;
    }
    let (mut at, mut before) = (0, None);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = if may_begin_after(before, rest) { web(rest).or_else(|| mail(rest)) } else { None };
        let length = match end {
            Some((end, prefix)) => {
                let address = rest.get(..end).unwrap_or("");
                found.push(Found { range: at..at + end, target: format!("{prefix}{address}") });
                end
            }
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
        before = rest.get(..length).and_then(|passed| passed.chars().next_back());
        at += length;
    }
    found
}

/// Returns whether an address may begin behind `before`. Inside a word none does; scripts without spaces have no
/// other way to put one into a sentence.
fn may_begin_after(before: Option<char>, rest: &str) -> bool {
    let Some(before) = before else { return true };
    if is_letter(before) {
        return is_unspaced(before) && rest.starts_with(|first: char| first.is_ascii_alphanumeric());
    }
    !matches!(before, '_' | '-' | '.' | '+' | '/' | '@')
}

/// Returns whether a character is part of a word: a letter, a mark or a digit.
fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    let joins = matches!(character, '\u{200c}' | '\u{200d}');
    joins
        || GeneralCategoryGroup::Letter.contains(category)
        || GeneralCategoryGroup::Mark.contains(category)
        || GeneralCategoryGroup::Number.contains(category)
}

fn is_punctuation(character: char) -> bool {
    GeneralCategoryGroup::Punctuation.contains(CodePointMapData::<GeneralCategory>::new().get(character))
}

/// Returns whether `rest` begins with `beginning`, in upper or lower case.
fn begins(rest: &str, beginning: &str) -> bool {
    rest.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

fn web(rest: &str) -> Option<(usize, &'static str)> {
    let (prefix, scheme) = match ["https://", "http://"].iter().find(|scheme| begins(rest, scheme)) {
        Some(scheme) => ("", scheme.len()),
        None if begins(rest, "www.") => ("https://", 0),
        None => return None,
    };
    let host = rest.get(scheme..)?;
    let host_end = host_end(host);
    let name = host.get(..host_end)?;
    let name = name.split(':').next()?.trim_end_matches('.');
    if !is_host(name) || (!prefix.is_empty() && name.matches('.').count() < 2) {
        return None;
    }
    let behind = host.get(host_end..)?;
    // `https://example.com查看`: words of the sentence, not of the host.
    let goes_on = !behind.starts_with(|c: char| is_letter(c) && is_unspaced(c));
    let path = if goes_on { behind.find(|c: char| !is_url(c)).unwrap_or(behind.len()) } else { 0 };
    Some((trim(rest.get(..scheme + host_end + path)?), prefix))
}

/// Returns where the name of a host and its port end. A last label of ASCII ends before a script without spaces.
fn host_end(host: &str) -> usize {
    let mut label_is_ascii = false;
    for (at, character) in host.char_indices() {
        match character {
            '.' | ':' => label_is_ascii = false,
            '-' | '_' => {}
            _ if !is_letter(character) => return at,
            _ if is_unspaced(character) && label_is_ascii => return at,
            _ => label_is_ascii |= character.is_ascii(),
        }
    }
    host.len()
}

/// GFM: segments of letters, digits, `-` and `_`; no `_` in the last two.
fn is_host(name: &str) -> bool {
    !name.is_empty()
        && name.split('.').all(|segment| !segment.is_empty())
        && name.rsplit('.').take(2).all(|segment| !segment.contains('_'))
}

/// GFM lets everything but spaces and `<` follow. What quotes and ends sentences in other scripts is no part either.
fn is_url(character: char) -> bool {
    match character {
        '<' | '>' | '"' | '`' | '\\' => false,
        _ if character.is_ascii() => character.is_ascii_graphic(),
        '。' | '、' | '，' | '；' | '：' | '？' | '！' | '．' | '｡' | '､' | '…' => false,
        '“' | '”' | '„' | '«' | '»' | '‹' | '›' => false,
        _ if character.is_whitespace() || character.is_control() => false,
        _ => !is_bracket(character),
    }
}

/// Returns whether a character is a bracket or quotation mark in pairs, such as `「` or `）`.
fn is_bracket(character: char) -> bool {
    use GeneralCategory as G;
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        G::OpenPunctuation | G::ClosePunctuation
    )
}

/// Drops what ends a sentence or a bracket rather than an address.
fn trim(url: &str) -> usize {
    let mut end = url.len();
    let count = |bracket: char| url.matches(bracket).count();
    let mut unopened = BRACKETS.map(|(open, close)| count(close).saturating_sub(count(open)));
    while let Some(shown) = url.get(..end) {
        let last = shown.chars().next_back().unwrap_or('a');
        let bracket = BRACKETS.iter().position(|(_, close)| *close == last);
        let length = match (bracket.and_then(|at| unopened.get_mut(at)), last) {
            (Some(unopened), _) if *unopened > 0 => {
                *unopened -= 1;
                last.len_utf8()
            }
            (_, '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '|') => last.len_utf8(),
            (_, ';') => entity(shown),
            _ if !last.is_ascii() && is_punctuation(last) => last.len_utf8(),
            _ => return end,
        };
        end -= length;
    }
    end
}

/// Returns the length of the entity that a text ends with, such as `&copy;`, or of its semicolon.
fn entity(shown: &str) -> usize {
    let name = shown.trim_end_matches(';').trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    match name.strip_suffix('&') {
        Some(before) if shown.len() - name.len() > 1 && shown.ends_with(';') => shown.len() - before.len(),
        _ => 1,
    }
}

fn mail(rest: &str) -> Option<(usize, &'static str)> {
    let scheme = if begins(rest, "mailto:") { "mailto:".len() } else { 0 };
    let address = rest.get(scheme..)?;
    let is_local = |c: char| (is_letter(c) && !is_unspaced(c)) || matches!(c, '.' | '_' | '-' | '+');
    let local = address.find(|c: char| !is_local(c))?;
    let host = address.get(local..)?.strip_prefix('@').filter(|_| local > 0)?;
    if address.starts_with('.') {
        return None;
    }
    let name = host.get(..host_end(host))?.split(':').next()?.trim_end_matches('.');
    let ends_well = !name.ends_with(['-', '_']) && !host.get(name.len()..)?.starts_with('@');
    let plausible = name.contains('.') && !name.starts_with('-') && is_host(name) && ends_well;
    let prefix = if scheme == 0 { "mailto:" } else { "" };
    plausible.then_some((scheme + local + 1 + name.len(), prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        find(text).into_iter().map(|found| found.target).collect()
    }

    #[test]
    fn addresses_end_where_sentences_do() {
        // Issue 13, F18.
        for (text, expected) in [
            (
                "See https://a.example/x_(y). And (https://b.example)!",
                &["https://a.example/x_(y)", "https://b.example"][..],
            ),
            ("见https://example.com/路径。后文", &["https://example.com/路径"]),
            ("请访问https://example.com查看详情", &["https://example.com"]),
            ("（https://example.com/路径）", &["https://example.com/路径"]),
            ("「https://ja.wikipedia.org/wiki/東京」をご覧", &["https://ja.wikipedia.org/wiki/東京"]),
            (
                "https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ。",
                &["https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ"],
            ),
            ("https://hi.wikipedia.org/wiki/दिल्ली।", &["https://hi.wikipedia.org/wiki/दिल्ली"]),
            ("https://th.wikipedia.org/wiki/กรุงเทพ ครับ", &["https://th.wikipedia.org/wiki/กรุงเทพ"]),
            ("انظر https://ar.wikipedia.org/wiki/القاهرة، ثم", &["https://ar.wikipedia.org/wiki/القاهرة"]),
            ("https://fa.wikipedia.org/wiki/می‌خواهم؟", &["https://fa.wikipedia.org/wiki/می‌خواهم"]),
            ("https://am.wikipedia.org/wiki/አዲስ_አበባ።", &["https://am.wikipedia.org/wiki/አዲስ_አበባ"]),
            ("https://api.example/users/{id}", &["https://api.example/users/{id}"]),
            ("{https://api.example/users/{id}/x}", &["https://api.example/users/{id}/x"]),
            ("[https://a.example/?x[]=1]", &["https://a.example/?x[]=1"]),
            ("https://a.example/?q=1&hl;", &["https://a.example/?q=1"]),
            ("https://a.example/a;b;", &["https://a.example/a;b"]),
            ("https://a.example/x? **https://b.example/**", &["https://a.example/x", "https://b.example/"]),
            ("„https://a.example/x“ «https://b.example/y»", &["https://a.example/x", "https://b.example/y"]),
            (
                "https://münchen.de/straße, https://例え.jp/",
                &["https://münchen.de/straße", "https://例え.jp/"],
            ),
            ("HTTPS://Example.com/A WWW.Example.com", &["HTTPS://Example.com/A", "https://WWW.Example.com"]),
            ("www.example.com, www.x", &["https://www.example.com"]),
            ("http://localhost:4000/x", &["http://localhost:4000/x"]),
            ("https://a.example/🎉", &["https://a.example/🎉"]),
        ] {
            assert_eq!(targets(text), expected, "{text}");
        }
    }

    #[test]
    fn mail_addresses_are_whole_words() {
        // Issue 13, F18.
        for (text, expected) in [
            ("Write to help+x@example.co.uk.", "mailto:help+x@example.co.uk"),
            ("jürgen@example.com", "mailto:jürgen@example.com"),
            ("(अनिल@example.com)", "mailto:अनिल@example.com"),
            ("пишите на помощь@пример.рф!", "mailto:помощь@пример.рф"),
            ("请联系help@example.com谢谢", "mailto:help@example.com"),
            ("連絡先：help@example.jp。", "mailto:help@example.jp"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("e\u{301}va@example.com", "mailto:e\u{301}va@example.com"),
            ("a.b-c_d@a.b.", "mailto:a.b-c_d@a.b"),
        ] {
            assert_eq!(targets(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "https://",
            "http:// x",
            "javascript:alert(1)",
            "a@b",
            "@x.example",
            "xhttps://a.example",
            "éhttps://a.example",
            "1.2.3",
            "田中@example.jp",
            "a.b-c_d@a.b-",
            "a.b-c_d@a.b_",
            "https://a_b.example_c",
            "http://.",
            "a@b@example",
            "www.",
        ] {
            assert!(find(text).is_empty(), "{text}: {:?}", targets(text));
        }
    }
}
