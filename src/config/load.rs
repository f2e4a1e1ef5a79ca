//! Reads `helpsmith.yaml`.

use std::collections::BTreeMap;

use super::settings::{Brand, HtmlPolicy, LanguageFallback, Outlet, Search, Settings};
use super::{FILE_NAME, audiences, checks, discovery, languages};
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::memo::{self, Key};
use crate::model::{BaseUrl, SourcePath, Span};
use crate::yaml::{Fields, Value, parse};

/// Bytes of a settings file; far above what people write.
const SETTINGS_BYTES_MAX: usize = 1 << 20;

/// Reads the settings; nothing comes back where the file is no YAML map at all or names no `base_url`.
pub fn load(text: &str) -> Diagnosed<Option<Settings>> {
    let path = SourcePath::new(FILE_NAME);
    let mut sink = Vec::new();
    if text.len() > SETTINGS_BYTES_MAX {
        sink.push(Diagnostic::new(Code::UnreadableFile, "the settings file is larger than 1 MiB"));
        return Diagnosed::new(None, sink);
    }
    let Some(node) = parse(text, 0, &path, &mut sink) else { return Diagnosed::new(None, sink) };
    let settings = Fields::of(&node, &path, &mut sink).and_then(|mut fields| {
        let settings = read(&mut fields, &path);
        fields.finish();
        settings.map(|settings| Settings { digest: memo::key(&[text.as_bytes()]), ..settings })
    });
    Diagnosed::new(settings, sink)
}

fn read(fields: &mut Fields<'_>, path: &SourcePath) -> Option<Settings> {
    let title = required(fields, "title", "write the help centre's name: `title: Acme Help`");
    let has_url = fields.key_span("base_url").is_some();
    let base_url = url(fields, "base_url");
    if !has_url {
        required(fields, "base_url", "write where the site is served: `base_url: https://help.example.com/`");
    }
    let languages = languages::read(fields, path);
    let (audiences, default_audience) = audiences::read(fields, path, base_url.as_ref());
    let fallback = [
        ("show", LanguageFallback::Show),
        ("link", LanguageFallback::Link),
        ("hide", LanguageFallback::Hide),
    ];
    let language_fallback =
        fields.choice("language_fallback", &fallback).map_or(LanguageFallback::Show, |found| found.value);
    let theme = fields.text("theme");
    let brand = fields.map("brand", read_brand).unwrap_or_default();
    let variables = read_variables(fields);
    let policies = [
        ("sanitize", HtmlPolicy::Sanitize),
        ("trusted", HtmlPolicy::Trusted),
        ("escape", HtmlPolicy::Escape),
    ];
    let read_markdown = |markdown: &mut Fields<'_>| {
        let (html, math) = (markdown.choice("html", &policies), markdown.boolean("math"));
        (html, math, read_code_languages(markdown))
    };
    let (html, math, code_languages) = fields.map("markdown", read_markdown).unwrap_or_default();
    let search = read_search(fields);
    let seo = discovery::read(fields);
    let compression = discovery::compression(fields);
    let history = discovery::history(fields, &audiences);
    let checks = checks::read(fields);
    let edit_url = address(fields, "edit_url");
    let feedback = fields.map("feedback", read_feedback).flatten();
    let contact = fields.map("contact", read_outlet).flatten();
    let community = fields.map("community", read_outlet).flatten();
    Some(Settings {
        digest: Key::default(),
        title: title.unwrap_or_default(),
        base_url: base_url?,
        languages,
        language_fallback,
        audiences,
        default_audience,
        theme: theme.as_ref().map_or_else(|| "default".to_owned(), |found| found.value.clone()),
        theme_span: theme.map(|found| found.span),
        brand,
        variables,
        html: html.map_or(HtmlPolicy::Sanitize, |found| found.value),
        dollar_math: math.is_some_and(|found| found.value),
        code_languages,
        search,
        seo,
        compression,
        history,
        checks,
        edit_url,
        feedback,
        contact,
        community,
    })
}

fn read_search(fields: &mut Fields<'_>) -> Search {
    let formats = [("sharded", false), ("elasticlunr", true)];
    let read = |search: &mut Fields<'_>| {
        let enabled = search.boolean("enabled").is_none_or(|found| found.value);
        let offline = search.boolean("offline").is_some_and(|found| found.value);
        let elasticlunr = search.choice("format", &formats).is_some_and(|found| found.value);
        Search { enabled, offline, elasticlunr }
    };
    fields.map("search", read).unwrap_or(Search { enabled: true, offline: false, elasticlunr: false })
}

fn required(fields: &mut Fields<'_>, key: &'static str, hint: &str) -> Option<String> {
    if fields.key_span(key).is_none() {
        let span = crate::model::Span::file(&SourcePath::new(FILE_NAME));
        fields.report(Diagnostic::new(Code::MissingKey, format!("`{key}` is missing")).at(span).hint(hint));
    }
    fields.text(key).map(|found| found.value)
}

/// Reads an `http` address without anything that a path could not follow.
pub(super) fn url(fields: &mut Fields<'_>, key: &'static str) -> Option<BaseUrl> {
    let found = fields.text(key)?;
    BaseUrl::parse(&found.value)
        .map_err(|why| {
            fields.report(
                Diagnostic::new(Code::InvalidValue, format!("`{key}` {why}")).at(found.span).hint(
                    "write it like `https://help.example.com/`, with a path if the site lies below one",
                ),
            );
        })
        .ok()
}

/// Reads an address that becomes a link as it stands.
fn address(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let found = fields.text(key)?;
    let good =
        ["https://", "http://", "mailto:", "tel:", "/"].iter().any(|start| found.value.starts_with(start));
    if !good || found.value.chars().any(char::is_control) {
        fields.report(
            Diagnostic::new(Code::InvalidValue, format!("`{key}` is not an address"))
                .at(found.span)
                .hint("begin it with `https://`, `mailto:` or `/`"),
        );
        return None;
    }
    Some(found.value)
}

fn read_brand(fields: &mut Fields<'_>) -> Brand {
    let logo = fields.text("logo").map(|found| (found.value, found.span));
    let favicon = fields.text("favicon").map(|found| (found.value, found.span));
    let accent = fields.text("accent").and_then(|found| {
        let hex = found.value.strip_prefix('#').unwrap_or("");
        let good = matches!(hex.len(), 3 | 6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !good {
            fields.report(
                Diagnostic::new(Code::InvalidValue, format!("`{}` is not a colour", found.value))
                    .at(found.span)
                    .hint("write it in quotes as `\"#0b5fff\"`"),
            );
        }
        good.then_some(found.value)
    });
    Brand { logo, favicon, accent }
}

fn read_variables(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    for (key, node) in fields.entries("variables").unwrap_or(&[]) {
        if !crate::config::is_variable_name(&key.text) {
            let message = format!("`{}` cannot be the name of a variable", key.text);
            fields.report(
                Diagnostic::new(Code::InvalidValue, message)
                    .at(fields.span(node))
                    .hint("use letters, digits, `_`, `-` and `.`, beginning with a letter"),
            );
        }
        match &node.value {
            Value::Scalar { text, .. } => {
                variables.insert(key.text.clone(), text.clone());
            }
            _ => {
                let message = format!("variable `{}` must be text, found {}", key.text, node.kind());
                fields.report(Diagnostic::new(Code::WrongType, message).at(fields.span(node)));
            }
        }
    }
    variables
}

/// Reads the site's own names of languages. Whether they stand for known ones is for the highlighter to say.
fn read_code_languages(fields: &mut Fields<'_>) -> BTreeMap<String, (String, Span)> {
    let mut languages = BTreeMap::new();
    for (key, node) in fields.entries("code_languages").unwrap_or(&[]) {
        let span = fields.span(node);
        let Value::Scalar { text, .. } = &node.value else {
            let message =
                format!("expected a string for code language `{}`, found {}", key.text, node.kind());
            let hint = "set the name of a known language, such as `cpp` or `text`";
            fields.report(Diagnostic::new(Code::WrongType, message).at(span).hint(hint));
            continue;
        };
        if languages.insert(key.text.to_lowercase(), (text.clone(), span.clone())).is_some() {
            let message = format!("duplicate code language `{}`", key.text);
            let hint = "remove one of the lines; upper and lower case are the same in names of languages";
            fields.report(Diagnostic::new(Code::DuplicateKey, message).at(span).hint(hint));
        }
    }
    languages
}

/// Reads where votes go. An address that is the same for both answers could not tell them apart.
fn read_feedback(fields: &mut Fields<'_>) -> Option<String> {
    let span = fields.key_span("url");
    let url = address(fields, "url")?;
    if !url.contains("{vote}") {
        fields.report(
            Diagnostic::new(Code::InvalidValue, "the `url` of `feedback` has no `{vote}` in it")
                .at_maybe(span)
                .hint("write it like `https://example.com/feedback?article={article}&vote={vote}`"),
        );
    }
    Some(url)
}

fn read_outlet(fields: &mut Fields<'_>) -> Option<Outlet> {
    let label = fields.text("label").map(|found| found.value);
    Some(Outlet { url: address(fields, "url")?, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(text: &str) -> (Option<Settings>, Vec<String>) {
        let diagnosed = load(text);
        let say = |d: &Diagnostic| format!("{}: {}", d.code.as_str(), d.message);
        (diagnosed.value, diagnosed.diagnostics.iter().map(say).collect())
    }

    const GOOD: &str = "title: Acme Help\nbase_url: https://help.example.com/\n";

    #[test]
    fn two_keys_are_enough() {
        let (settings, messages) = loaded(GOOD);
        assert!(messages.is_empty(), "{messages:?}");
        let settings = settings.unwrap();
        assert_eq!(settings.languages.tags(), ["en"]);
        assert_eq!(settings.audiences.names(), ["public"]);
    }

    #[test]
    fn the_contract_s_own_example_loads() {
        let (settings, messages) = loaded(
            r##"
title: Acme Help
base_url: https://help.example.com/
languages: [en, fa, zh-Hans, {code: de, name: Deutsch}]
language_fallback: show
audiences:
  public: {}
  agents: {includes: [public], base_url: https://agents.example.com/}
default_audience: public
theme: default
brand: {logo: logo.svg, favicon: favicon.svg, accent: "#0b5fff"}
variables: {product: Acme}
markdown: {html: sanitize}
search: {enabled: true}
seo: {sitemap: true, json_ld: true, llms: true}
edit_url: "https://git.example.com/acme/help/edit/main/{path}"
contact: {url: "https://example.com/contact?q={query}&article={article}", label: Contact us}
community: {url: "https://community.example.com/search?q={query}"}
"##,
        );
        assert!(messages.is_empty(), "{messages:?}");
        assert_eq!(settings.unwrap().languages.tags(), ["en", "fa", "zh-Hans", "de"]);
    }

    #[test]
    fn every_mistake_is_said_at_once() {
        let (settings, messages) = loaded(
            "titel: x\nbase_url: help\nlanguages: [en, english!, en]\ndefault_audience: publik\ntheme: [a]\n",
        );
        assert!(settings.is_none());
        let codes: Vec<&str> = messages.iter().map(|message| message.split(':').next().unwrap()).collect();
        for code in [
            "missing-key",
            "invalid-value",
            "unknown-language",
            "unknown-audience",
            "wrong-type",
            "unknown-key",
        ] {
            assert!(codes.contains(&code), "{code} in {messages:?}");
        }
    }

    #[test]
    fn included_audiences_reach_through() {
        let text = format!(
            "{GOOD}audiences:\n  public:\n  agents: {{includes: public}}\n  leads: {{includes: [agents]}}\n"
        );
        let (settings, messages) = loaded(&text);
        assert!(messages.is_empty(), "{messages:?}");
        let audiences = settings.unwrap().audiences;
        let public = audiences.find("public").unwrap();
        assert!(audiences.get(audiences.find("leads").unwrap()).unwrap().reach.contains(public));
    }
}
