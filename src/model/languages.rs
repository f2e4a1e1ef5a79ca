//! The languages of a site, and what stands in where one lacks a text.
//!
//! Every article asks this for every language, so it is worked out once.

use super::language::{Language, maximized};

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
    fallbacks: Vec<Fallbacks>,
}

/// What stands in for a language, best first.
#[derive(Clone, Debug)]
struct Fallbacks {
    list: Vec<LanguageId>,
    /// How many of them, from the start, readers take for their own.
    regional: usize,
}

impl Languages {
    /// Returns the languages with their names; `list` holds at least one.
    pub fn new(list: Vec<(Language, String)>) -> Self {
        let fallbacks = (0..list.len()).map(|at| Fallbacks::of(&list, at)).collect();
        Self { list, fallbacks }
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

    /// Returns what stands in for `id`, best first: its wider variants, the same language in another script, then the
    /// default language.
    pub fn fallbacks(&self, id: LanguageId) -> impl Iterator<Item = LanguageId> {
        self.fallbacks.get(usize::from(id.0)).into_iter().flat_map(|fallbacks| fallbacks.list.iter().copied())
    }

    /// Returns whether `fallback` is a wider variant of `id` in the same script, so that readers need no notice.
    pub fn is_regional(&self, id: LanguageId, fallback: LanguageId) -> bool {
        let fallbacks = self.fallbacks.get(usize::from(id.0));
        fallbacks.is_some_and(|all| all.list.iter().take(all.regional).any(|other| *other == fallback))
    }

    /// Returns whether what a section says in `wide` holds for files in `id`: a variant of it, in any script. Whoever
    /// narrows an audience is taken at the word in more cases rather than in fewer.
    pub fn is_variant(&self, id: LanguageId, wide: LanguageId) -> bool {
        self.is_regional(id, wide) || self.get(id).0.begins_with(self.get(wide).0)
    }
}

impl Fallbacks {
    fn of(list: &[(Language, String)], at: usize) -> Self {
        let others = || (0_u16..).map(LanguageId).zip(list).filter(|(id, _)| usize::from(id.0) != at);
        let Some((language, _)) = list.get(at) else { return Self { list: Vec::new(), regional: 0 } };
        let mut found = Vec::new();
        // A variant that somebody made up is for those who ask for it.
        let public = || others().filter(|(_, (other, _))| !other.is_private());
        for step in language.wider() {
            for (id, (other, _)) in public() {
                if maximized(other.identifier()) == step && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        let regional = found.len();
        let (own, script) = (language.identifier().language, language.script());
        for (id, (other, _)) in public() {
            let is_same = !own.is_unknown() && other.identifier().language == own;
            if is_same && other.script() != script && !found.contains(&id) {
                found.push(id);
            }
        }
        if at != usize::from(LanguageId::DEFAULT.0) && !found.contains(&LanguageId::DEFAULT) {
            found.push(LanguageId::DEFAULT);
        }
        Self { list: found, regional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(tags: &[&str]) -> Languages {
        let language = |tag: &&str| Language::parse(tag).unwrap();
        Languages::new(tags.iter().map(language).map(|one| (one.clone(), one.native_name())).collect())
    }

    /// Returns what stands in for `tag`, those that need a notice in brackets.
    fn stand_in(all: &[&str], tag: &str) -> String {
        let languages = languages(all);
        let id = languages.find(tag).unwrap();
        let show = |other: LanguageId| match languages.is_regional(id, other) {
            true => languages.tag(other).to_owned(),
            false => format!("[{}]", languages.tag(other)),
        };
        languages.fallbacks(id).map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_region_falls_back_to_its_language_first() {
        let all = ["de", "en", "en-GB", "zh-Hant", "zh-Hant-HK"];
        assert_eq!(stand_in(&all, "en-GB"), "en [de]");
        assert_eq!(stand_in(&all, "zh-Hant-HK"), "zh-Hant [de]");
        assert_eq!(stand_in(&all, "en"), "[de]");
        assert_eq!(stand_in(&all, "de"), "");
    }

    /// Issue 13, F24: what is left out of a tag counts, and no other script is shown without a notice.
    #[test]
    fn scripts_are_never_crossed_in_silence() {
        assert_eq!(stand_in(&["en", "zh-Hant", "zh-TW"], "zh-TW"), "zh-Hant [en]");
        assert_eq!(stand_in(&["en", "zh-Hant", "zh-HK"], "zh-HK"), "zh-Hant [en]");
        assert_eq!(stand_in(&["en", "zh-TW", "zh-HK"], "zh-HK"), "zh-TW [en]");
        assert_eq!(stand_in(&["en", "zh", "zh-TW"], "zh-TW"), "[zh] [en]");
        assert_eq!(stand_in(&["zh", "zh-TW"], "zh-TW"), "[zh]");
        assert_eq!(stand_in(&["en", "zh-Hans", "zh-CN", "zh-Hant"], "zh-CN"), "zh-Hans [zh-Hant] [en]");
        assert_eq!(stand_in(&["en", "az", "az-Arab"], "az-Arab"), "[az] [en]");
        assert_eq!(stand_in(&["en", "sr", "sr-Latn"], "sr-Latn"), "[sr] [en]");
        assert_eq!(stand_in(&["en", "sr", "sr-ME"], "sr-ME"), "[sr] [en]");
        assert_eq!(stand_in(&["en", "pa", "pa-PK"], "pa-PK"), "[pa] [en]");
        assert_eq!(stand_in(&["en", "hi", "hi-Latn"], "hi-Latn"), "[hi] [en]");
    }

    #[test]
    fn parents_are_those_of_cldr() {
        assert_eq!(stand_in(&["de", "es", "es-419", "es-MX"], "es-MX"), "es-419 es [de]");
        assert_eq!(stand_in(&["de", "en-US", "en-001", "en-AU"], "en-AU"), "en-001 en-US [de]");
        assert_eq!(stand_in(&["en", "no", "nb"], "nb"), "no [en]");
        assert_eq!(stand_in(&["en", "de", "de-1996"], "de-1996"), "de [en]");
        assert_eq!(stand_in(&["de", "en", "en-x-pirate"], "en-x-pirate"), "en [de]");
        assert_eq!(stand_in(&["de", "en", "en-x-pirate"], "en"), "[de]");
        assert_eq!(stand_in(&["en", "x-klingon", "qaa"], "x-klingon"), "[en]");
        assert_eq!(stand_in(&["en", "pt", "pt-BR"], "pt-BR"), "pt [en]");
        assert_eq!(stand_in(&["en", "he", "iw"], "iw"), "he [en]");
    }
}
