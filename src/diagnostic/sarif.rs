//! Prints diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines they are about.
//!
//! Only what their readers use is written: rules with their texts, results with places, hints, and a fingerprint
//! that stays the same while lines move.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::span::LineIndex;
use super::{Code, Diagnostic, Severity, SourcePath, Sources, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Where what is wrong with a site as a whole is shown.
const SITE_FILE: &str = "helpsmith.yaml";

/// Returns one SARIF log with one run. `folder` is the site's folder in the repository, with a slash at its end;
/// empty for its root.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources, folder: &str) -> String {
    let mut rules: BTreeMap<Code, usize> = diagnostics.iter().map(|one| (one.code, 0)).collect();
    for (place, number) in rules.values_mut().zip(0..) {
        *place = number;
    }
    let mut printer =
        Printer { sources, folder, rules: &rules, index: LineIndex::default(), seen: BTreeMap::new() };
    let results: Vec<Value> = diagnostics.iter().map(|one| printer.result(one)).collect();
    let described: Vec<Value> = rules.keys().map(|code| rule(*code)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "helpsmith",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    let text = code.manual().split_whitespace().collect::<Vec<_>>().join(" ");
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": text.split_inclusive(". ").next().unwrap_or(&text).trim()},
        "fullDescription": {"text": text},
        "help": {"text": text},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

struct Printer<'a> {
    sources: &'a dyn Sources,
    folder: &'a str,
    rules: &'a BTreeMap<Code, usize>,
    index: LineIndex,
    /// How often each kind of problem with the same words was met in a file.
    seen: BTreeMap<String, usize>,
}

impl Printer<'_> {
    fn result(&mut self, diagnostic: &Diagnostic) -> Value {
        let mut message = diagnostic.message.clone();
        for hint in &diagnostic.hints {
            message.push_str("\nhint: ");
            message.push_str(hint);
        }
        let mut result = json!({
            "ruleId": diagnostic.code.as_str(),
            "ruleIndex": self.rules.get(&diagnostic.code),
            "level": level(diagnostic.severity),
            "message": {"text": message},
            "partialFingerprints": {"helpsmith/v1": self.fingerprint(diagnostic)},
        });
        // Code hosts refuse results without a place; what is in no file belongs to the site as a whole.
        let site = || Span::file(&SourcePath::new(SITE_FILE));
        let location = self.location(&diagnostic.span.clone().unwrap_or_else(site));
        if let Some(fields) = result.as_object_mut() {
            fields.insert("locations".to_owned(), json!([location]));
        }
        result
    }

    fn location(&mut self, span: &Span) -> Value {
        let text = self.sources.text(&span.path).unwrap_or("");
        let start = self.index.place(&span.path, text, span.start);
        let end = self.index.place(&span.path, text, span.end);
        let uri = uri(&format!("{}{}", self.folder, span.path));
        json!({"physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        }})
    }

    fn fingerprint(&mut self, diagnostic: &Diagnostic) -> String {
        let path = diagnostic.span.as_ref().map_or("", |span| span.path.as_str());
        let words = format!("{}\n{path}\n{}", diagnostic.code.as_str(), diagnostic.message);
        let count = self.seen.entry(words.clone()).or_default();
        *count += 1;
        let digest = blake3::hash(format!("{words}\n{count}").as_bytes()).to_hex();
        digest.chars().take(32).collect()
    }
}

/// Returns a path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One;

    impl Sources for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some("---\n---\nسلام [x](y)\n")
        }
    }

    fn log(diagnostics: &[Diagnostic]) -> Value {
        serde_json::from_str(&print(diagnostics, &One, "my site/")).unwrap()
    }

    #[test]
    fn places_are_counted_in_characters_from_the_repository_s_root() {
        let span = Span::new(&SourcePath::new("content/a b.md"), 17, 20);
        let log = log(&[Diagnostic::new(Code::BrokenLink, "gone").at(span).hint("mend it")]);
        let result = &log["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20site/content/a%20b.md");
        assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&json!(3), &json!(6)));
        assert_eq!(result["message"]["text"], "gone\nhint: mend it");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
    }

    #[test]
    fn the_same_words_twice_have_two_fingerprints() {
        let one = Diagnostic::new(Code::BrokenLink, "gone").at(Span::file(&SourcePath::new("a")));
        let log = log(&[one.clone(), one]);
        let print = |at: usize| log["runs"][0]["results"][at]["partialFingerprints"].clone();
        assert_ne!(print(0), print(1));
    }
}
