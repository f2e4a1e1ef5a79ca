//! Loads interface strings: the site's over the theme's, a language's over those it falls back to.

use std::collections::BTreeMap;

use super::format::{Format, PLURALS};
use super::layers::{LayerFile, Layers};
use super::strings::{Strings, Words};
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::Language;
use crate::yaml::{Key, Node, Value, parse};

/// The language that every theme has.
const LAST_RESORT: &str = "en";

/// Missing strings that a message names.
const NAMED_MAX: usize = 5;

/// Words by their key.
type Table = BTreeMap<String, Words>;

/// Loads the strings of each language of the site.
pub(super) fn load(layers: &Layers<'_>, settings: &Settings, sink: &mut Vec<Diagnostic>) -> Vec<Strings> {
    let known = known_keys(layers, sink);
    let files = files(layers, &known, sink);
    let languages = settings.languages.iter();
    languages
        .map(|(_, language, name)| {
            let chain = chain(language, files.keys().map(String::as_str));
            let mut table = Table::new();
            let own = chain.iter().rev().filter_map(|tag| files.get(*tag));
            for file in own {
                table.extend(file.clone());
            }
            let missing: Vec<&str> =
                known.keys().filter(|key| !table.contains_key(*key)).map(String::as_str).collect();
            if !missing.is_empty() {
                sink.push(missing_strings(layers, language, name, &missing, known.len()));
            }
            for (key, words) in &known {
                table.entry(key.clone()).or_insert_with(|| words.clone());
            }
            Strings::new(table, Format::of(language))
        })
        .collect()
}

/// Reads all files, those of one language joined.
fn files(layers: &Layers<'_>, known: &Table, sink: &mut Vec<Diagnostic>) -> BTreeMap<String, Table> {
    let mut files = BTreeMap::new();
    for (name, _) in layers.below("i18n/") {
        let Some(tag) = name.strip_suffix(".yaml") else { continue };
        let mut table = Table::new();
        let all: Vec<&LayerFile<'_>> = layers.all(&format!("i18n/{name}")).collect();
        for file in all.into_iter().rev() {
            for (key, words, span) in entries(file, sink) {
                match known.get(&key) {
                    None if file.from_site => sink.push(unknown_key(&key, span, known)),
                    Some(Words::Plain(_)) if matches!(words, Words::Plural(_)) => {
                        let message = format!("`{key}` does not depend on a number");
                        sink.push(
                            Diagnostic::new(Code::WrongType, message).at(span).hint("write it as plain text"),
                        );
                        continue;
                    }
                    _ => {}
                }
                table.insert(key, words);
            }
        }
        files.insert(tag.to_lowercase(), table);
    }
    files
}

/// Returns which of `tags` have the words of a language, best first: its own, then those of wider variants in the same
/// script. English is the last resort and not in it.
fn chain<'t>(language: &Language, tags: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let steps = language.wider();
    let rank = |tag: &str| {
        if tag.eq_ignore_ascii_case(language.as_str()) {
            return Some(0);
        }
        let identifier = Language::parse(tag)?.wider().into_iter().next()?;
        steps.iter().position(|step| *step == identifier).map(|at| at + 1)
    };
    let mut chain: Vec<(usize, &str)> = tags.filter_map(|tag| Some((rank(tag)?, tag))).collect();
    chain.sort_unstable();
    chain.into_iter().map(|(_, tag)| tag).collect()
}

/// Returns the theme's own strings in English, which are the ones a site may override.
fn known_keys(layers: &Layers<'_>, sink: &mut Vec<Diagnostic>) -> Table {
    let name = format!("i18n/{LAST_RESORT}.yaml");
    let files: Vec<_> = layers.all(&name).filter(|file| !file.from_site).collect();
    // The theme's over the default theme's.
    let files = files.into_iter().rev();
    files.flat_map(|file| entries(file, sink)).map(|(key, words, _)| (key, words)).collect()
}

fn entries(file: &LayerFile<'_>, sink: &mut Vec<Diagnostic>) -> Vec<(String, Words, Span)> {
    let Some(Node { value: Value::Map(entries), .. }) = parse(file.text, 0, &file.path, sink) else {
        return Vec::new();
    };
    let mut strings = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        let span = Span::new(&file.path, key.range.start, key.range.end);
        match node.value {
            Value::Scalar { text, .. } => strings.push((key.text, Words::Plain(text), span)),
            Value::Map(forms) => {
                let forms = plural(&key.text, forms, &file.path, sink);
                strings.push((key.text, Words::Plural(forms), span));
            }
            Value::List(_) | Value::Null => {
                let message = format!("`{}` must be text, found {}", key.text, node.kind());
                sink.push(Diagnostic::new(Code::WrongType, message).at(span));
            }
        }
    }
    strings
}

/// Reads `{one: …, other: …}`.
fn plural(
    key: &str,
    forms: Vec<(Key, Node)>,
    path: &SourcePath,
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<&'static str, String> {
    let mut words = BTreeMap::new();
    for (category, node) in forms {
        let span = Span::new(path, category.range.start, category.range.end);
        match (PLURALS.iter().find(|known| **known == category.text), node.value) {
            (Some(known), Value::Scalar { text, .. }) => {
                words.insert(*known, text);
            }
            (None, _) => sink.push(
                Diagnostic::new(Code::UnknownKey, format!("`{}` is no plural of `{key}`", category.text))
                    .at(span)
                    .maybe_hint(did_you_mean(&category.text, PLURALS)),
            ),
            _ => sink.push(Diagnostic::new(Code::WrongType, format!("`{key}` must be text")).at(span)),
        }
    }
    words
}

fn unknown_key(key: &str, span: Span, known: &Table) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, format!("the theme has no interface string `{key}`"))
        .at(span)
        .maybe_hint(did_you_mean(key, known.keys().map(String::as_str)))
}

fn missing_strings(
    layers: &Layers<'_>,
    language: &Language,
    name: &str,
    missing: &[&str],
    all: usize,
) -> Diagnostic {
    let own = layers.find(&format!("i18n/{language}.yaml"));
    let message = if missing.len() == all {
        format!("the theme has no interface strings in {name} (`{language}`)")
    } else {
        let named: Vec<String> = missing.iter().take(NAMED_MAX).map(|key| format!("`{key}`")).collect();
        let more = missing.len() - named.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{name} (`{language}`) lacks the interface strings {}{more}", named.join(", "))
    };
    let path = own.map_or_else(|| SourcePath::new("helpsmith.yaml"), |file| file.path.clone());
    Diagnostic::new(Code::MissingString, message)
        .at(Span::file(&path))
        .hint(format!("write them into `i18n/{language}.yaml`; until then English stands in"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_from_wider_variants_in_the_same_script() {
        let files = ["az", "en", "pt", "pt-br", "sr", "zh", "zh-hans", "zh-hant", "zh-tw"];
        let chain = |tag: &str| chain(&Language::parse(tag).unwrap(), files.into_iter()).join(" ");
        assert_eq!(chain("zh-TW"), "zh-tw zh-hant");
        assert_eq!(chain("zh-HK"), "zh-hant zh-tw");
        assert_eq!(chain("zh-CN"), "zh zh-hans");
        assert_eq!(chain("zh-Hans"), "zh-hans zh");
        assert_eq!(chain("pt-BR"), "pt-br pt");
        assert_eq!(chain("az-Arab"), "");
        assert_eq!(chain("sr-Latn"), "");
        assert_eq!(chain("en-GB"), "en");
    }

    /// A string that one language lacks would be English in the middle of its pages.
    #[test]
    fn every_language_of_the_theme_is_complete() {
        let snapshot = crate::source::Snapshot::of_texts([]);
        let tags = "en, fa, ar, zh-Hans, zh-Hant, ja, ko, th, hi, de, fr, es, pt, ru, tr";
        let text = format!("title: T\nbase_url: https://x.example/\nlanguages: [{tags}]\n");
        let settings = crate::config::load(&text).value.unwrap();
        let mut sink = Vec::new();
        let layers = Layers::new(&snapshot, &settings, &mut sink);
        let strings = load(&layers, &settings, &mut sink);
        assert_eq!(strings.len(), 15);
        let problems: Vec<&str> = sink.iter().map(|problem| problem.message.as_str()).collect();
        assert!(problems.is_empty(), "{problems:?}");
        for (strings, tag) in strings.iter().zip(tags.split(", ")) {
            for count in [0, 1, 2, 3, 5, 11, 100, 1_000_000] {
                let words = strings.count("articles_count", count);
                assert!(!words.contains(['{', '}']) && words != "articles_count", "{tag}: {words}");
            }
        }
    }
}
