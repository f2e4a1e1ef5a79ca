//! Finds words that were meant to be bold and are not.
//!
//! CommonMark lets `**` open only where what follows is no punctuation, or what stands before is a space or
//! punctuation, and closes by the same rule turned round. Chinese and Japanese have no spaces, so `这是**“重点”**。`
//! shows its asterisks. <https://github.com/commonmark/commonmark-spec/issues/650>

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

const MARK: &str = "**";

/// Returns where such words stand in a text, marks included. `before` is the character that stands before the text.
pub(super) fn unrendered(text: &str, before: Option<char>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find(MARK)).map(|open| at + open) {
        let inner = open + MARK.len();
        let Some(close) = text.get(inner..).and_then(|rest| rest.find(MARK)).map(|close| inner + close)
        else {
            // The other mark has made something else bold.
            let outside = text.get(..open).and_then(|head| head.chars().next_back()).or(before);
            let next = text.get(inner..).and_then(|tail| tail.chars().next());
            if is_stopped(outside, next) {
                found.push(open..text.len());
            } else if is_stopped(next, outside) {
                found.push(at..inner);
            }
            break;
        };
        let end = close + MARK.len();
        let outside = text.get(..open).and_then(|head| head.chars().next_back()).or(before);
        let words = text.get(inner..close).unwrap_or("");
        if is_stopped(outside, words.chars().next())
            || is_stopped(text.get(end..).and_then(|tail| tail.chars().next()), words.chars().next_back())
        {
            found.push(open..end);
            at = end;
        } else {
            at = inner;
        }
    }
    found
}

/// Returns whether a mark between these two characters is none because of them. Where both are ASCII the asterisks may
/// be meant: a power, a pattern of file names.
fn is_stopped(outside: Option<char>, inside: Option<char>) -> bool {
    let (Some(outside), Some(inside)) = (outside, inside) else { return false };
    let is_letter = !outside.is_whitespace() && !is_punctuation(outside);
    is_letter && is_punctuation(inside) && !(outside.is_ascii() && inside.is_ascii())
}

/// Returns whether CommonMark counts a character as punctuation: general categories P and S.
fn is_punctuation(character: char) -> bool {
    use GeneralCategory as G;
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        G::ConnectorPunctuation
            | G::DashPunctuation
            | G::OpenPunctuation
            | G::ClosePunctuation
            | G::InitialPunctuation
            | G::FinalPunctuation
            | G::OtherPunctuation
            | G::MathSymbol
            | G::CurrencySymbol
            | G::ModifierSymbol
            | G::OtherSymbol
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        unrendered(text, None).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn marks_beside_full_width_punctuation() {
        assert_eq!(words("这是**“重点”**的"), ["**“重点”**"]);
        assert_eq!(words("**これは重要です。**次に"), ["**これは重要です。**"]);
        assert_eq!(words("설정(**「저장」**을)"), ["**「저장」**"]);
    }

    #[test]
    fn a_mark_whose_other_half_went_astray() {
        assert_eq!(words("这是**“重点”"), ["**“重点”"]);
        assert_eq!(words("“另一个”**的"), ["“另一个”**"]);
    }

    #[test]
    fn other_asterisks_may_be_meant() {
        for text in
            ["2 ** 3 ** 4", "a**(b)**c", "src/**/*.md and **/x", "**", "这是 **“重点”** 的", "这**是**的"]
        {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }
}
