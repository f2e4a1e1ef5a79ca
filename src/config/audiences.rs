//! Reads `audiences` and `default_audience`, and works out whom each audience includes.

use std::collections::BTreeMap;

use super::load::url;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::audience::AUDIENCES_MAX;
use crate::model::paths::fold;
use crate::model::{Audience, AudienceId, AudienceSet, Audiences, BaseUrl, SitePath, SourcePath, Span};
use crate::yaml::{Fields, Found, Value};

struct Declared {
    name: String,
    includes: Vec<Found<String>>,
    base_url: Option<BaseUrl>,
    /// Where its `base_url` stands, else its name.
    span: Option<Span>,
    index: Option<bool>,
}

impl Declared {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), includes: Vec::new(), base_url: None, span: None, index: None }
    }
}

/// Returns the audiences, `public` alone where none are configured, and the default one for content.
pub fn read(
    fields: &mut Fields<'_>,
    path: &SourcePath,
    site_url: Option<&BaseUrl>,
) -> (Audiences, AudienceId) {
    let mut declared = declared(fields, path);
    if declared.is_empty() {
        declared.push(Declared::named("public"));
    }
    report_shared_urls(fields, &declared, site_url);
    let names: Vec<String> = declared.iter().map(|one| one.name.clone()).collect();
    let find = |name: &str| names.iter().position(|known| known == name);
    let mut includes: Vec<Vec<usize>> = Vec::new();
    for one in &declared {
        let mut direct = Vec::new();
        for include in &one.includes {
            match find(&include.value) {
                Some(at) => direct.push(at),
                None => fields.report(unknown(include, &names)),
            }
        }
        includes.push(direct);
    }
    let list = declared.into_iter().enumerate().map(|(at, one)| {
        let reach = reach(at, &includes);
        // The first one is the public's; whoever else may be found by strangers, its writer says.
        let is_indexed = one.index.unwrap_or(at == 0);
        Audience { name: one.name, base_url: one.base_url, reach, is_indexed }
    });
    let audiences = Audiences::new(list.collect());
    let default = match fields.text("default_audience") {
        None => AudienceId(0),
        Some(found) => audiences.find(&found.value).unwrap_or_else(|| {
            fields.report(unknown(&found, &names));
            AudienceId(0)
        }),
    };
    (audiences, default)
}

/// Returns the error for a name that is no audience.
fn unknown(found: &Found<String>, names: &[String]) -> Diagnostic {
    Diagnostic::new(Code::UnknownAudience, format!("unknown audience `{}`", found.value))
        .at(found.span.clone())
        .maybe_hint(did_you_mean(&found.value, names.iter().map(String::as_str)))
}

fn declared(fields: &mut Fields<'_>, path: &SourcePath) -> Vec<Declared> {
    let mut list = Vec::new();
    let entries = fields.entries("audiences").unwrap_or(&[]);
    if entries.len() > AUDIENCES_MAX {
        let message = format!("more than {AUDIENCES_MAX} audiences");
        fields.report(Diagnostic::new(Code::InvalidValue, message).at_maybe(fields.key_span("audiences")));
    }
    for (key, node) in entries.iter().take(AUDIENCES_MAX) {
        check_name(fields, &key.text, node);
        if let Some(other) = list.iter().find(|one: &&Declared| fold(&one.name) == fold(&key.text)) {
            let message =
                format!("`{}` and `{}` would share a folder where case does not count", other.name, key.text);
            fields.report(
                Diagnostic::new(Code::InvalidValue, message)
                    .at(fields.span(node))
                    .hint("rename one of the two"),
            );
        }
        let mut one = Declared::named(&key.text);
        one.span = Some(Span::new(path, key.range.start, key.range.end));
        if !matches!(node.value, Value::Null) {
            let mut sink = Vec::new();
            if let Some(mut audience) = Fields::of(node, path, &mut sink) {
                one.includes = audience.texts("includes").unwrap_or_default();
                one.base_url = url(&mut audience, "base_url");
                one.span = audience.text("base_url").map(|found| found.span).or(one.span);
                one.index = audience.boolean("index").map(|found| found.value);
                audience.finish();
            }
            sink.into_iter().for_each(|diagnostic| fields.report(diagnostic));
        }
        list.push(one);
    }
    list
}

/// Says so where an audience names an address at which another one is served. Those that name none share that of the
/// site; until they are published, there is nothing wrong with that.
fn report_shared_urls(fields: &mut Fields<'_>, declared: &[Declared], site_url: Option<&BaseUrl>) {
    let mut known: BTreeMap<String, &Declared> = BTreeMap::new();
    for one in declared {
        let Some(url) = one.base_url.as_ref().or(site_url) else { continue };
        let whole = url.absolute(&SitePath::root());
        let first = *known.entry(location(url)).or_insert(one);
        let named = if one.base_url.is_some() { one } else { first };
        if std::ptr::eq(first, one) || named.base_url.is_none() {
            continue;
        }
        let first = &first.name;
        let message = format!("audiences `{first}` and `{}` have the same `base_url`, `{whole}`", one.name);
        let hint = format!("set `base_url` of `{}` to the URL where its output is served", named.name);
        fields.report(Diagnostic::new(Code::SharedBaseUrl, message).at_maybe(named.span.clone()).hint(hint));
    }
}

/// Returns an address as browsers see it: without the case of the host, its last dot, and the standard port.
fn location(url: &BaseUrl) -> String {
    let whole = url.absolute(&SitePath::root());
    let origin = whole.strip_suffix(url.path()).unwrap_or(&whole).to_lowercase();
    let port = if origin.starts_with("https:") { ":443" } else { ":80" };
    let host = origin.strip_suffix(port).unwrap_or(&origin);
    format!("{}{}", host.trim_end_matches('.'), url.path())
}

/// An audience's name is a folder of the output.
fn check_name(fields: &mut Fields<'_>, name: &str, node: &crate::yaml::Node) {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !plain || name == "all" || crate::model::paths::check_segment(name).is_err() {
        let message = format!("`{name}` cannot be the name of an audience");
        fields.report(
            Diagnostic::new(Code::InvalidValue, message)
                .at(fields.span(node))
                .hint("use letters, digits, `-` and `_`; `all` means every audience"),
        );
    }
}

fn reach(of: usize, includes: &[Vec<usize>]) -> AudienceSet {
    let mut set = AudienceSet::NOBODY;
    let mut open = vec![of];
    while let Some(at) = open.pop() {
        let id = AudienceId(u8::try_from(at).unwrap_or(u8::MAX));
        if !set.contains(id) {
            set = set.with(id);
            open.extend(includes.get(at).into_iter().flatten());
        }
    }
    set
}
