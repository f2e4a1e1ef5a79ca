//! Loads interface strings: the site's over the theme's, a language's over those it falls back to.

use std::collections::BTreeMap;

use super::layers::{LayerFile, Layers};
use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::Language;
use crate::yaml::{Node, Value, parse};

/// The language that every theme has.
const LAST_RESORT: &str = "en";

/// The interface strings of one language.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    table: BTreeMap<String, String>,
}

impl Strings {
    /// Returns the string for `key`; the key itself where the theme has none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.table.get(key).map_or(key, String::as_str)
    }

    /// Returns the string for `key` with `{name}` replaced. What is put in is isolated, so that a date or a
    /// Latin word keeps its own direction in a right-to-left sentence.
    pub fn fill(&self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&format!("{{{name}}}"), &format!("\u{2068}{value}\u{2069}"))
    }

    /// Returns all strings.
    pub fn table(&self) -> &BTreeMap<String, String> {
        &self.table
    }
}

/// Loads one table for each language of the site.
pub(super) fn load(layers: &Layers<'_>, settings: &Settings, sink: &mut Vec<Diagnostic>) -> Vec<Strings> {
    let mut files: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let known = known_keys(layers, sink);
    for (name, _) in layers.below("i18n/") {
        let Some(tag) = name.strip_suffix(".yaml") else { continue };
        let mut table = BTreeMap::new();
        let all: Vec<&LayerFile<'_>> = layers.all(&format!("i18n/{name}")).collect();
        for file in all.into_iter().rev() {
            for (key, value, span) in entries(file, sink) {
                if file.from_site && !known.contains_key(&key) {
                    sink.push(unknown_key(&key, span, &known));
                }
                table.insert(key, value);
            }
        }
        files.insert(tag.to_lowercase(), table);
    }
    settings
        .languages
        .iter()
        .map(|(_, language, name)| {
            let chain = chain(language);
            if !files.contains_key(&chain.first().map(|tag| tag.to_lowercase()).unwrap_or_default())
                && chain.iter().all(|tag| tag == LAST_RESORT || !files.contains_key(&tag.to_lowercase()))
            {
                sink.push(missing(language, name));
            }
            let mut table = BTreeMap::new();
            for tag in chain.iter().rev() {
                table.extend(files.get(&tag.to_lowercase()).cloned().unwrap_or_default());
            }
            Strings { table }
        })
        .collect()
}

/// Returns a language's tag, its wider variants, and the last resort.
fn chain(language: &Language) -> Vec<String> {
    let mut chain = Vec::new();
    let mut tag = language.as_str();
    loop {
        chain.push(tag.to_owned());
        match tag.rsplit_once('-') {
            Some((wider, _)) => tag = wider,
            None => break,
        }
    }
    // Chinese written for one region is read in the script of that region.
    match language.as_str() {
        "zh" | "zh-CN" | "zh-SG" => chain.push("zh-Hans".to_owned()),
        "zh-TW" | "zh-HK" | "zh-MO" => chain.push("zh-Hant".to_owned()),
        _ => {}
    }
    chain.push(LAST_RESORT.to_owned());
    chain
}

/// Returns the keys of the theme's own strings, which are the ones a site may override.
fn known_keys(layers: &Layers<'_>, sink: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let files = layers.all("i18n/en.yaml").filter(|file| !file.from_site);
    files.flat_map(|file| entries(file, sink)).map(|(key, value, _)| (key, value)).collect()
}

fn entries(file: &LayerFile<'_>, sink: &mut Vec<Diagnostic>) -> Vec<(String, String, Span)> {
    let Some(Node { value: Value::Map(entries), .. }) = parse(file.text, 0, &file.path, sink) else {
        return Vec::new();
    };
    let mut strings = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        let span = Span::new(&file.path, key.range.start, key.range.end);
        match node.value {
            Value::Scalar { text, .. } => strings.push((key.text, text, span)),
            _ => sink.push(
                Diagnostic::new(
                    Code::WrongType,
                    format!("`{}` must be text, found {}", key.text, node.kind()),
                )
                .at(span),
            ),
        }
    }
    strings
}

fn unknown_key(key: &str, span: Span, known: &BTreeMap<String, String>) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, format!("the theme has no interface string `{key}`"))
        .at(span)
        .maybe_hint(did_you_mean(key, known.keys().map(String::as_str)))
}

fn missing(language: &Language, name: &str) -> Diagnostic {
    let path = SourcePath::new("helpsmith.yaml");
    Diagnostic::new(
        Code::MissingString,
        format!("the theme has no interface strings in {name} (`{language}`)"),
    )
    .at(Span::file(&path))
    .hint(format!("write them into `i18n/{language}.yaml`; until then English stands in"))
}
