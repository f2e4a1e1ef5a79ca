//! The languages of a site: their tags, names, directions and what each falls back to.

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};

use super::language_names::native_name;

/// A BCP 47 tag in its canonical spelling, such as `zh-Hans` or `pt-BR`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// Reads a tag in any case; `None` where it is no language tag.
    pub fn parse(tag: &str) -> Option<Self> {
        let identifier: LanguageIdentifier = tag.parse().ok()?;
        (!identifier.language.is_unknown()).then(|| Self(Arc::from(identifier.to_string())))
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the tag as ICU wants it.
    pub fn identifier(&self) -> LanguageIdentifier {
        self.0.parse().unwrap_or(LanguageIdentifier::UNKNOWN)
    }

    /// Returns which way the language is written.
    pub fn direction(&self) -> Direction {
        let right_to_left = LocaleDirectionality::new_common().is_right_to_left(&self.identifier());
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// Returns the language with the territory where most of its readers live, as Open Graph wants it: `fa_IR`.
    pub fn territorial(&self) -> Option<String> {
        let mut identifier = self.identifier();
        LocaleExpander::new_common().maximize(&mut identifier);
        Some(format!("{}_{}", identifier.language, identifier.region?))
    }

    /// Returns what the language calls itself, or its tag.
    pub fn native_name(&self) -> String {
        native_name(&self.0).map_or_else(|| self.0.to_string(), str::to_owned)
    }

    /// Returns whether `other` is the same language in another region: `en` for `en-GB`.
    pub fn is_variant_of(&self, other: &Language) -> bool {
        self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.starts_with('-'))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// Which way a language is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

/// A language by its place in the configuration; 0 is the default one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LanguageId(pub u16);

impl LanguageId {
    /// The first language configured.
    pub const DEFAULT: Self = Self(0);
}

/// The languages of a site, in the order of the configuration.
#[derive(Clone, Debug)]
pub struct Languages {
    list: Vec<(Language, String)>,
}

impl Languages {
    /// Returns the languages with their names; `list` holds at least one.
    pub fn new(list: Vec<(Language, String)>) -> Self {
        Self { list }
    }

    /// Returns the language with `tag`, in any case.
    pub fn find(&self, tag: &str) -> Option<LanguageId> {
        self.iter().find(|(_, language, _)| language.as_str().eq_ignore_ascii_case(tag)).map(|(id, ..)| id)
    }

    /// Returns id, language and name of each.
    pub fn iter(&self) -> impl Iterator<Item = (LanguageId, &Language, &str)> {
        (0_u16..).map(LanguageId).zip(&self.list).map(|(id, (language, name))| (id, language, name.as_str()))
    }

    /// Returns all tags, for suggestions.
    pub fn tags(&self) -> Vec<&str> {
        self.list.iter().map(|(language, _)| language.as_str()).collect()
    }

    /// Returns the language and its name; the default one where `id` is unknown.
    pub fn get(&self, id: LanguageId) -> (&Language, &str) {
        match self.list.get(usize::from(id.0)).or_else(|| self.list.first()) {
            Some((language, name)) => (language, name),
            None => unreachable!("a site has at least one language"),
        }
    }

    /// Returns the language's tag.
    pub fn tag(&self, id: LanguageId) -> &str {
        self.get(id).0.as_str()
    }

    /// Returns what stands in for `id`, best first: its wider variants, then the default language.
    pub fn fallbacks(&self, id: LanguageId) -> Vec<LanguageId> {
        let (language, _) = self.get(id);
        let mut wider: Vec<_> = self
            .iter()
            .filter(|(_, other, _)| language.is_variant_of(other))
            .map(|(other, ..)| other)
            .collect();
        wider.sort_by_key(|other| std::cmp::Reverse(self.tag(*other).len()));
        if id != LanguageId::DEFAULT && !wider.contains(&LanguageId::DEFAULT) {
            wider.push(LanguageId::DEFAULT);
        }
        wider
    }

    /// Returns whether `fallback` is only another region's spelling of `id`, so that readers need no notice.
    pub fn is_regional(&self, id: LanguageId, fallback: LanguageId) -> bool {
        self.get(id).0.is_variant_of(self.get(fallback).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(tags: &[&str]) -> Languages {
        Languages::new(
            tags.iter()
                .map(|tag| Language::parse(tag).unwrap())
                .map(|language| (language.clone(), language.native_name()))
                .collect(),
        )
    }

    #[test]
    fn tags_are_canonical() {
        assert_eq!(Language::parse("ZH-hans").unwrap().as_str(), "zh-Hans");
        assert_eq!(Language::parse("en-gb").unwrap().as_str(), "en-GB");
        for bad in ["", "english!", "e", "../en", "und"] {
            assert!(Language::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn directions() {
        for (tag, direction) in
            [("fa", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("en", "ltr"), ("zh-Hant", "ltr")]
        {
            assert_eq!(Language::parse(tag).unwrap().direction().as_str(), direction, "{tag}");
        }
    }

    #[test]
    fn a_region_falls_back_to_its_language_first() {
        let languages = languages(&["de", "en", "en-GB", "zh-Hant", "zh-Hant-HK"]);
        let tags = |tag: &str| -> Vec<&str> {
            languages
                .fallbacks(languages.find(tag).unwrap())
                .into_iter()
                .map(|id| languages.tag(id))
                .collect()
        };
        assert_eq!(tags("en-GB"), ["en", "de"]);
        assert_eq!(tags("zh-Hant-HK"), ["zh-Hant", "de"]);
        assert_eq!(tags("en"), ["de"]);
        assert!(tags("de").is_empty());
        assert!(languages.is_regional(LanguageId(2), LanguageId(1)));
        assert!(!languages.is_regional(LanguageId(1), LanguageId(0)));
    }
}
