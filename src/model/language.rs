//! One language: its tag, its names and its direction.

use std::fmt;
use std::sync::Arc;

use icu_locale::fallback::LocaleFallbacker;
use icu_locale::subtags::Script;
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

use super::language_names::native_name;

/// Steps of a language to its wider variants. CLDR needs four at most.
const STEPS_MAX: usize = 8;

/// A BCP 47 tag in its usual spelling, such as `zh-Hans` or `pt-BR`, and which way it is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: Arc<str>,
    direction: Direction,
}

impl Language {
    /// Reads a tag in any case; `None` where it is no language tag. It may be one that nobody has registered.
    pub fn parse(tag: &str) -> Option<Self> {
        let (base, private) = split_private(tag)?;
        let mut parts = Vec::new();
        if !base.is_empty() || private.is_none() {
            let identifier: LanguageIdentifier = base.parse().ok()?;
            if identifier.language.is_unknown() {
                return None;
            }
            parts.push(identifier.to_string());
        }
        parts.extend(private.map(|private| format!("x-{}", private.to_ascii_lowercase())));
        let mut language = Self { tag: Arc::from(parts.join("-")), direction: Direction::LeftToRight };
        if LocaleDirectionality::new_extended().is_right_to_left(&language.identifier()) {
            language.direction = Direction::RightToLeft;
        }
        Some(language)
    }

    /// Returns the same language, written in another direction than it seems to be.
    #[must_use]
    pub fn written(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// Returns the tag as ICU wants it, with current codes for old ones: `he` for `iw`, `ar` for `ara`.
    pub fn identifier(&self) -> LanguageIdentifier {
        let base = split_private(&self.tag).map_or("", |(base, _)| base);
        let Ok(mut locale) = base.parse::<Locale>() else { return LanguageIdentifier::UNKNOWN };
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        locale.id
    }

    /// Returns which way the language is written.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns the language with the territory where most of its readers live, as Open Graph wants it: `fa_IR`.
    pub fn territorial(&self) -> Option<String> {
        let identifier = maximized(self.identifier());
        Some(format!("{}_{}", identifier.language, identifier.region?))
    }

    /// Returns what the language calls itself, or its tag.
    pub fn native_name(&self) -> String {
        native_name(&self.tag).map_or_else(|| self.tag.to_string(), str::to_owned)
    }

    /// Returns whether `other` is how this tag begins: `en` for `en-GB`, `zh` for `zh-TW`.
    pub fn begins_with(&self, other: &Language) -> bool {
        self.tag.strip_prefix(&*other.tag).is_some_and(|rest| rest.starts_with('-'))
    }

    /// Returns whether this is a variant that the tag's owner has made up: it ends in `-x-…`.
    pub(super) fn is_private(&self) -> bool {
        split_private(&self.tag).is_some_and(|(_, private)| private.is_some())
    }

    /// Returns the script that the language is written in, where that is known.
    pub(super) fn script(&self) -> Option<Script> {
        maximized(self.identifier()).script
    }

    /// Returns this language and what stands in for it without a reader's notice, best first, with all that is left out
    /// of a tag: `zh-Hant-HK` and `zh-Hant-TW` for `zh-HK`, as CLDR has it (UTS 35, "Parent Locales"). The script stays
    /// the same, since a reader of one script may not read another.
    pub fn wider(&self) -> Vec<LanguageIdentifier> {
        let own = self.identifier();
        if own.language.is_unknown() {
            return Vec::new();
        }
        let all = maximized(own.clone());
        let mut chain = vec![all.clone()];
        let fallbacker = LocaleFallbacker::new();
        let mut steps = fallbacker.for_config(Default::default()).fallback_for((&own).into());
        for _ in 0..STEPS_MAX {
            let step = steps.get().into_locale().id;
            if step.language.is_unknown() {
                break;
            }
            let step = maximized(step);
            // `no` is Norwegian Bokmål. For Hindi in Latin letters CLDR has English, which is another language.
            let same = step.language == all.language || step.language.as_str() == "no";
            if same && step.script == all.script && !chain.contains(&step) {
                chain.push(step);
            }
            steps.step();
        }
        chain
    }
}

/// Returns a tag with all that it leaves out.
pub(super) fn maximized(mut identifier: LanguageIdentifier) -> LanguageIdentifier {
    LocaleExpander::new_extended().maximize(&mut identifier);
    identifier
}

/// Splits `en-x-short` into `en` and `short`; nothing comes back where what is private is no part of a tag.
pub(super) fn split_private(tag: &str) -> Option<(&str, Option<&str>)> {
    let lower = tag.to_ascii_lowercase();
    let at = if lower.starts_with("x-") { Some(0) } else { lower.find("-x-") };
    let Some(at) = at else { return Some((tag, None)) };
    let (base, rest) = tag.split_at_checked(at)?;
    let private = rest.trim_start_matches('-').get(2..)?;
    let good =
        |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    private.split('-').all(good).then_some((base, Some(private)))
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.tag, f)
    }
}

/// Which way a language is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Persian.
    RightToLeft,
}

impl Direction {
    /// Returns the value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_spelt_as_usual() {
        for (written, tag) in [
            ("ZH-hans", "zh-Hans"),
            ("en-gb", "en-GB"),
            ("iw", "iw"),
            ("EN-X-Pirate", "en-x-pirate"),
            ("x-klingon", "x-klingon"),
            ("qaa", "qaa"),
        ] {
            assert_eq!(Language::parse(written).unwrap().as_str(), tag);
        }
        for bad in ["", "english!", "e", "../en", "und", "en-x-", "x-", "en-x-verylongpart", "en-x-a/b"] {
            assert!(Language::parse(bad).is_none(), "{bad}");
        }
    }

    /// Issue 13, F13: only the most common languages were known to be written from right to left.
    #[test]
    fn directions() {
        let right_to_left = "fa ar-EG he dv yi iw ji arz prs pnb skr ara heb fas per ur ckb ku-Arab az-Arab pa-Arab pa-PK ug \
            sd ks ps nqo syr ff-Adlm rhg uz-AF kk-Arab ms-Arab en-Arab arb glk lrc mzn";
        for tag in right_to_left.split_whitespace() {
            assert_eq!(Language::parse(tag).unwrap().direction(), Direction::RightToLeft, "{tag}");
        }
        for tag in [
            "en", "zh-Hant", "ku", "az", "pa", "ff", "ms", "fa-Latn", "ar-Latn", "he-Latn", "qaa", "x-a",
            "mn-Mong",
        ] {
            assert_eq!(Language::parse(tag).unwrap().direction(), Direction::LeftToRight, "{tag}");
        }
    }
}
