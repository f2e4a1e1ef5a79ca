//! What languages call themselves, for the language switcher. Names follow CLDR's autonyms; a site can
//! give its own in `helpsmith.yaml`.

#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"), ("am", "አማርኛ"), ("ar", "العربية"), ("az", "Azərbaycan"), ("be", "Беларуская"),
    ("bg", "Български"), ("bn", "বাংলা"), ("bs", "Bosanski"), ("ca", "Català"), ("cs", "Čeština"), ("cy", "Cymraeg"),
    ("da", "Dansk"), ("de", "Deutsch"), ("de-AT", "Deutsch (Österreich)"), ("de-CH", "Deutsch (Schweiz)"),
    ("el", "Ελληνικά"), ("en", "English"), ("en-AU", "English (Australia)"), ("en-CA", "English (Canada)"),
    ("en-GB", "English (UK)"), ("en-US", "English (US)"), ("es", "Español"), ("es-419", "Español (Latinoamérica)"),
    ("es-ES", "Español (España)"), ("es-MX", "Español (México)"), ("et", "Eesti"), ("eu", "Euskara"), ("fa", "فارسی"),
    ("fi", "Suomi"), ("fil", "Filipino"), ("fr", "Français"), ("fr-CA", "Français (Canada)"), ("ga", "Gaeilge"),
    ("gl", "Galego"), ("gu", "ગુજરાતી"), ("he", "עברית"), ("hi", "हिन्दी"), ("hr", "Hrvatski"), ("hu", "Magyar"),
    ("hy", "Հայերեն"), ("id", "Indonesia"), ("is", "Íslenska"), ("it", "Italiano"), ("ja", "日本語"), ("ka", "ქართული"),
    ("kk", "Қазақ тілі"), ("km", "ខ្មែរ"), ("kn", "ಕನ್ನಡ"), ("ko", "한국어"), ("ku", "Kurdî"), ("lo", "ລາວ"),
    ("lt", "Lietuvių"), ("lv", "Latviešu"), ("mk", "Македонски"), ("ml", "മലയാളം"), ("mn", "Монгол"), ("mr", "मराठी"),
    ("ms", "Melayu"), ("my", "မြန်မာ"), ("nb", "Norsk bokmål"), ("ne", "नेपाली"), ("nl", "Nederlands"), ("nn", "Nynorsk"),
    ("no", "Norsk"), ("pa", "ਪੰਜਾਬੀ"), ("pl", "Polski"), ("ps", "پښتو"), ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"), ("pt-PT", "Português (Portugal)"), ("ro", "Română"), ("ru", "Русский"),
    ("si", "සිංහල"), ("sk", "Slovenčina"), ("sl", "Slovenščina"), ("sq", "Shqip"), ("sr", "Српски"),
    ("sv", "Svenska"), ("sw", "Kiswahili"), ("ta", "தமிழ்"), ("te", "తెలుగు"), ("tg", "Тоҷикӣ"), ("th", "ไทย"),
    ("tr", "Türkçe"), ("uk", "Українська"), ("ur", "اردو"), ("uz", "O‘zbek"), ("vi", "Tiếng Việt"), ("zh", "中文"),
    ("zh-CN", "简体中文"), ("zh-HK", "繁體中文（香港）"), ("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"),
    ("zh-TW", "繁體中文（台灣）"), ("zu", "isiZulu"),
];

/// Returns the name of `tag` in its own language.
pub fn native_name(tag: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == tag).map(|(_, name)| *name)
}

/// Returns the tag of the language that calls itself `name`.
pub fn tag_of(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(_, known)| known.to_lowercase() == name.to_lowercase()).map(|(tag, _)| *tag)
}

/// Returns all tags that have a name here.
#[cfg(test)]
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn every_tag_is_canonical_and_stands_once() {
        for (at, (tag, _)) in NAMES.iter().enumerate() {
            assert_eq!(Language::parse(tag).unwrap().as_str(), *tag);
            assert!(NAMES[at + 1..].iter().all(|(other, _)| other != tag), "{tag} twice");
        }
    }
}
