//! Gives each label the address of its page, from its own words alone.
//!
//! No other label plays a part, so adding or removing one moves nobody's page. Labels with one address are one label.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::paths::{check_segment, is_mark, nfc};
use crate::diagnostic::span::floor_char;

/// Bytes of a label's part of its page's path.
const SLUG_BYTES_MAX: usize = 120;
/// Hexadecimal digits of a digest that keep long labels apart.
const DIGEST_DIGITS: usize = 8;

/// Returns the part of the URL of a label's page, by which labels are told apart: letters, marks and digits in lower
/// case, signs by their names, so that `C`, `C++` and `C#` are three labels. Spaces, hyphens and other punctuation
/// become single hyphens. Empty where nothing is left.
pub fn label_slug(label: &str) -> String {
    let mut slug = String::with_capacity(label.len());
    let mut is_word = false;
    let mut characters =
        nfc(label).chars().flat_map(char::to_lowercase).collect::<Vec<_>>().into_iter().peekable();
    while let Some(character) = characters.next() {
        let joins = matches!(character, '\u{200c}' | '\u{200d}' | '.');
        let kept = match joins {
            true => is_word && characters.peek().copied().is_some_and(is_kept),
            false => is_kept(character),
        };
        if kept {
            if !is_word && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(character);
            is_word = true;
            continue;
        }
        is_word = false;
        let starts_word = character == '.' && characters.peek().copied().is_some_and(is_kept);
        let name = if starts_word { Some("dot".to_owned()) } else { name_of(character) };
        if let Some(name) = name {
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&name);
        }
    }
    bounded(nfc(&slug))
}

fn is_kept(character: char) -> bool {
    character.is_alphanumeric() || is_mark(character) || character == '_'
}

/// Returns the word for a sign that tells labels apart. Punctuation only divides words.
fn name_of(character: char) -> Option<String> {
    use GeneralCategory as G;
    let name = match character {
        '+' => "plus",
        '#' => "sharp",
        '%' => "percent",
        '@' => "at",
        '*' => "star",
        '<' | '>' | '|' | '~' | '`' | '^' => return None,
        other => {
            let category = CodePointMapData::<GeneralCategory>::new().get(other);
            let is_sign =
                matches!(category, G::MathSymbol | G::CurrencySymbol | G::ModifierSymbol | G::OtherSymbol);
            return is_sign.then(|| format!("u{:x}", u32::from(other)));
        }
    };
    Some(name.to_owned())
}

/// Returns a slug that every file system can hold; a long one ends in a digest of the whole.
fn bounded(slug: String) -> String {
    let slug = match slug.get(..floor_char(&slug, SLUG_BYTES_MAX)) {
        Some(start) if start.len() < slug.len() => {
            let digest = blake3::hash(slug.as_bytes()).to_hex();
            let digits: String = digest.chars().take(DIGEST_DIGITS).collect();
            format!("{}-{digits}", start.trim_end_matches('-'))
        }
        _ => slug,
    };
    if slug.is_empty() || check_segment(&slug).is_ok() { slug } else { format!("label-{slug}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_names_and_punctuation_divides() {
        for (label, slug) in [
            ("How To", "how-to"),
            ("how-to", "how-to"),
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            (".NET", "dot-net"),
            ("Node.js", "node.js"),
            ("v1.2.", "v1.2"),
            ("What’s new?", "what-s-new"),
            ("Q&A (EU/US)", "q-a-eu-us"),
            ("100%", "100-percent"),
            ("🔥 hot", "u1f525-hot"),
            ("€", "u20ac"),
            ("پرداخت‌ها", "پرداخت‌ها"),
            ("การคืนเงิน", "การคืนเงิน"),
            ("退款、发票", "退款-发票"),
            ("e\u{301}te\u{301}", "été"),
            ("con", "label-con"),
            ("?!", ""),
        ] {
            assert_eq!(label_slug(label), slug, "{label}");
        }
    }

    #[test]
    fn long_labels_stay_apart() {
        let long = |end: &str| label_slug(&format!("{}{end}", "ä".repeat(200)));
        assert!(long("a") != long("b") && long("a").len() <= 140);
        assert_eq!(long("a"), long("A"));
    }
}
