//! Reads of front matter what decides who may see a file, and what of it readers may come to see.
//!
//! Written from the manual, not from the code that builds sites: where the two read differently, a leak is found
//! that neither would find alone. Whether keys are right is absent; a build says that.

use std::ops::Range;

use jiff::civil::Date;

use crate::config::Settings;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::{AudienceSet, LanguageId};
use crate::yaml::{self, Node, Value};

/// The front matter of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    /// Whom it names, where it names anyone.
    pub audience: Option<AudienceSet>,
    /// Whether it is a draft or in review.
    pub unfinished: bool,
    pub publish_on: Option<Date>,
    pub expire_on: Option<Date>,
    pub language: Option<LanguageId>,
    pub translation_of: Option<String>,
    pub slug: Option<String>,
    pub aliases: Vec<(String, Range<usize>)>,
    pub labels: Vec<String>,
    /// Names that readers may know the article by, each a phrase of its own.
    pub names: Vec<Range<usize>>,
    /// Articles that it leads to.
    pub related: Vec<(String, Range<usize>)>,
    /// Other words that may be published.
    pub texts: Vec<Range<usize>>,
    /// Where the text below it begins.
    pub body: usize,
}

/// Keys whose values are names; lists have several.
const NAMES: [&str; 5] = ["title", "nav_title", "slug", "aliases", "labels"];
/// Keys whose values are text. Who wrote and who keeps an article is said by git as well, so it makes no secret.
const TEXTS: [&str; 4] = ["description", "seo", "search", "extra"];

/// Reads the front matter of a file; what cannot be read or names an unknown audience is said.
pub(super) fn read(path: &SourcePath, text: &str, settings: &Settings, sink: &mut Vec<Diagnostic>) -> Front {
    let mut front = Front::default();
    let Some((yaml, body)) = split(text) else { return front };
    front.body = body;
    let Some(node) = yaml::parse(text.get(yaml.clone()).unwrap_or(""), yaml.start, path, sink) else {
        return front;
    };
    let Value::Map(entries) = &node.value else { return front };
    for (key, value) in entries {
        let key = key.text.as_str();
        take(&mut front, key, value);
        let word = words(value).into_iter().next().map(|(word, _)| word);
        match key {
            "audience" => front.audience = Some(audience(path, value, settings, sink)),
            "language" => front.language = word.and_then(|tag| settings.languages.find(&tag)),
            _ => {}
        }
    }
    front
}

/// Takes what needs no settings.
fn take(front: &mut Front, key: &str, value: &Node) {
    let all = words(value);
    if NAMES.contains(&key) {
        front.names.extend(all.iter().map(|(_, range)| range.clone()));
    } else if TEXTS.contains(&key) {
        front.texts.extend(all.iter().map(|(_, range)| range.clone()));
    }
    let word = all.first().map(|(word, _)| word.clone());
    match key {
        "draft" => front.unfinished |= word.as_deref() == Some("true"),
        "state" => front.unfinished |= matches!(word.as_deref(), Some("draft" | "in_review")),
        "publish_on" => front.publish_on = word.as_deref().and_then(yaml::parse_date),
        "expire_on" => front.expire_on = word.as_deref().and_then(yaml::parse_date),
        "translation_of" => front.translation_of = word,
        "slug" => front.slug = word,
        "aliases" => front.aliases = all,
        "related" => front.related = all,
        "labels" => front.labels = all.into_iter().map(|(label, _)| label).collect(),
        _ => {}
    }
}

/// Returns every text in a value with its place, however deep.
pub(super) fn words(node: &Node) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Null => {}
            Value::Scalar { text, .. } => found.push((text.clone(), node.range.clone())),
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(entries) => open.extend(entries.iter().rev().map(|(_, value)| value)),
        }
    }
    found
}

fn audience(path: &SourcePath, value: &Node, settings: &Settings, sink: &mut Vec<Diagnostic>) -> AudienceSet {
    let mut named = AudienceSet::NOBODY;
    for (name, range) in words(value) {
        match settings.audiences.find(&name) {
            Some(id) => named = named.with(id),
            None => sink.push(
                Diagnostic::new(Code::UnknownAudience, format!("unknown audience `{name}`"))
                    .at(Span::new(path, range.start, range.end))
                    .maybe_hint(did_you_mean(&name, settings.audiences.names())),
            ),
        }
    }
    named
}

/// Returns where the YAML of a file is and where its text begins; nothing where it has no front matter.
fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let plain = line.trim_start_matches('\u{feff}').trim_end();
        match start {
            None if plain.is_empty() => {}
            None if plain == "---" => start = Some(end),
            None => return None,
            Some(start) if plain == "---" => return Some((start..at, end)),
            Some(_) => {}
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_at_its_second_line_of_hyphens() {
        assert_eq!(split("\u{feff}\n---\na: 1\n---\nText"), Some((8..13, 17)));
        assert_eq!(split("Text\n---\n---\n"), None);
        assert_eq!(split("---\na: 1\n"), None);
    }
}
