//! Reads the keys of SPEC section 2.

use jiff::civil::Date;

use super::commas::{list_meant, paths, warn_of_comma};
use super::directives;
use super::foreign_keys;
use super::plain_title;
use crate::config::Settings;
use crate::corpus::variables::{substitute, unknown_variable};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::model::{AudienceSet, Period, State, Upkeep};
use crate::yaml::{Fields, Found, Node};

/// Every key, to recognise front matter that lacks its fence.
pub(super) const KEYS: &[&str] = &[
    "title",
    "nav_title",
    "description",
    "slug",
    "aliases",
    "language",
    "translation_of",
    "audience",
    "labels",
    "order",
    "promoted",
    "icon",
    "state",
    "draft",
    "publish_on",
    "expire_on",
    "created",
    "updated",
    "author",
    "owner",
    "reviewed",
    "review_every",
    "related",
    "seo",
    "search",
    "template",
    "toc",
    "feedback",
    "extra",
];

/// Numbers a writer may give to `search.boost`.
const BOOST: std::ops::RangeInclusive<f64> = 0.0..=100.0;

/// What the front matter of an article or section says.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct FrontMatter {
    pub title: Option<Found<String>>,
    pub nav_title: Option<String>,
    pub description: Option<String>,
    pub description_span: Option<Span>,
    pub slug: Option<Found<String>>,
    pub aliases: Vec<Found<String>>,
    pub language: Option<Found<String>>,
    pub translation_of: Option<Found<String>>,
    /// The audiences named, as one set of names.
    pub audience: Option<Found<AudienceSet>>,
    pub labels: Vec<String>,
    pub order: Option<f64>,
    pub promoted: Option<bool>,
    pub icon: Option<Found<String>>,
    pub search: SearchKeys,
    pub state: Option<State>,
    pub publish_on: Option<Date>,
    pub expire_on: Option<Date>,
    pub created: Option<Date>,
    pub updated: Option<Date>,
    pub author: Option<String>,
    pub upkeep: Upkeep,
    /// Where the days stand that a writer may mistake.
    pub day_spans: Vec<(&'static str, Span)>,
    pub related: Vec<Found<String>>,
    pub seo: Seo,
    pub template: Option<Found<String>>,
    pub toc: Option<bool>,
    pub feedback: Option<bool>,
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// The keys below `search`.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct SearchKeys {
    /// Whether searching passes it over.
    pub exclude: bool,
    pub boost: Option<f64>,
    pub keywords: Vec<String>,
}

/// The keys below `seo`.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Seo {
    pub title: Option<Found<String>>,
    pub description: Option<Found<String>>,
    pub image: Option<Found<String>>,
    pub canonical: Option<Found<String>>,
    pub noindex: bool,
    pub keywords: Vec<String>,
}

/// Reads the front matter of an article or an `_index.md`.
pub(super) fn read(
    node: &Node,
    path: &SourcePath,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Option<FrontMatter> {
    let mut fields = Fields::of(node, path, sink)?;
    let front = read_all(&mut fields, settings);
    check_dates(&mut fields, &front);
    check_words(&mut fields, &front, settings);
    fields.finish_with(foreign_keys::hint);
    Some(front)
}

fn read_all(f: &mut Fields<'_>, settings: &Settings) -> FrontMatter {
    let description = f.text("description").filter(|found| !found.value.trim().is_empty());
    FrontMatter {
        title: title(f),
        nav_title: value(f.text("nav_title")),
        description: description.as_ref().map(|found| found.value.trim().to_owned()),
        description_span: description.map(|found| found.span),
        slug: f.text("slug"),
        aliases: paths(f, "aliases"),
        language: f.text("language"),
        translation_of: f.text("translation_of"),
        audience: audience(f, settings),
        labels: labels(f, settings),
        order: value(f.number("order")),
        promoted: value(f.boolean("promoted")),
        icon: f.text("icon"),
        search: f.map("search", search).unwrap_or_default(),
        state: state(f),
        publish_on: value(f.date("publish_on")),
        expire_on: value(f.date("expire_on")),
        created: value(f.date("created")),
        updated: value(f.date("updated")),
        author: value(f.text("author")),
        upkeep: upkeep(f),
        day_spans: day_spans(f),
        related: paths(f, "related"),
        seo: f.map("seo", seo).unwrap_or_default(),
        template: f.text("template"),
        toc: value(f.boolean("toc")),
        feedback: value(f.boolean("feedback")),
        extra: extra(f),
    }
}

/// Reads the front matter of a snippet: only who may see it, and a title for its writers.
pub(super) fn read_snippet(
    node: &Node,
    path: &SourcePath,
    settings: &Settings,
    sink: &mut Vec<Diagnostic>,
) -> Option<FrontMatter> {
    let mut fields = Fields::of(node, path, sink)?;
    let audience = audience(&mut fields, settings);
    let front = FrontMatter { title: fields.text("title"), audience, ..FrontMatter::default() };
    fields.finish();
    Some(front)
}

fn value<T>(found: Option<Found<T>>) -> Option<T> {
    found.map(|found| found.value)
}

fn title(fields: &mut Fields<'_>) -> Option<Found<String>> {
    let mut found = fields.text("title")?;
    found.value = found.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if found.value.is_empty() {
        fields.report(
            Diagnostic::new(Code::InvalidValue, "the `title` is empty")
                .at(found.span.clone())
                .hint("write a title"),
        );
    }
    plain_title::problem(&found).into_iter().for_each(|problem| fields.report(problem));
    Some(found)
}

fn audience(fields: &mut Fields<'_>, settings: &Settings) -> Option<Found<AudienceSet>> {
    let names = fields.texts("audience")?;
    let span = fields.key_span("audience")?;
    if names.is_empty() {
        fields.report(
            Diagnostic::new(Code::UnknownAudience, "`audience` names nobody")
                .at(span.clone())
                .hint("name an audience, or remove the line to inherit the folder's"),
        );
    }
    let mut set = AudienceSet::NOBODY;
    for name in names {
        match settings.audiences.find(&name.value) {
            Some(id) => set = set.with(id),
            None => fields.report(unknown_audience(&name.value, settings).at(name.span)),
        }
    }
    Some(Found { value: set, span })
}

/// Returns the error for a name that is no audience.
pub(super) fn unknown_audience(name: &str, settings: &Settings) -> Diagnostic {
    Diagnostic::new(Code::UnknownAudience, format!("unknown audience `{name}`"))
        .maybe_hint(list_meant(name, settings).or_else(|| did_you_mean(name, settings.audiences.names())))
}

fn labels(fields: &mut Fields<'_>, settings: &Settings) -> Vec<String> {
    let labels = fields.texts("labels").unwrap_or_default();
    warn_of_comma(fields, "labels", &labels);
    let mut kept: Vec<String> = Vec::new();
    for label in labels {
        let value = substitute(&label.value, settings, |_| {});
        let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.contains(char::is_alphanumeric) {
            fields.report(
                Diagnostic::new(
                    Code::InvalidValue,
                    format!("label `{}` has no letter or digit", label.value),
                )
                .at(label.span)
                .hint("write a word"),
            );
        } else if !kept.contains(&words) {
            kept.push(words);
        }
    }
    kept
}

/// Returns where the days stand that are compared with others.
fn day_spans(fields: &mut Fields<'_>) -> Vec<(&'static str, Span)> {
    let keys = ["created", "updated", "reviewed", "expire_on"];
    keys.into_iter().filter_map(|key| Some((key, fields.node(key).map(|node| fields.span(node))?))).collect()
}

fn state(fields: &mut Fields<'_>) -> Option<State> {
    let state = fields.choice("state", State::WORDS);
    let draft = fields.boolean("draft");
    match (state, draft) {
        (Some(state), Some(draft)) if draft.value != (state.value == State::Draft) => {
            let message = format!("`draft: {}` contradicts `state: {}`", draft.value, state.value.as_str());
            fields.report(
                Diagnostic::new(Code::InvalidValue, message).at(draft.span).hint("remove the `draft` line"),
            );
            // Whatever was meant, the build stops; until then the narrower reading holds.
            Some(State::Draft)
        }
        (Some(state), _) => Some(state.value),
        (None, Some(draft)) => draft.value.then_some(State::Draft),
        (None, None) => None,
    }
}

fn seo(fields: &mut Fields<'_>) -> Seo {
    Seo {
        title: fields.text("title"),
        description: fields.text("description"),
        image: fields.text("image"),
        canonical: canonical(fields),
        noindex: value(fields.boolean("noindex")).unwrap_or(false),
        keywords: fields.texts("keywords").unwrap_or_default().into_iter().map(|found| found.value).collect(),
    }
}

fn canonical(fields: &mut Fields<'_>) -> Option<Found<String>> {
    let found = fields.text("canonical")?;
    let good = (found.value.starts_with("https://") || found.value.starts_with("http://"))
        && !found.value.chars().any(|c| c.is_whitespace() || c.is_control());
    if !good {
        fields.report(
            Diagnostic::new(Code::InvalidValue, "`canonical` must be a whole URL")
                .at(found.span.clone())
                .hint("begin it with `https://`"),
        );
    }
    good.then_some(found)
}

fn extra(fields: &mut Fields<'_>) -> serde_json::Map<String, serde_json::Value> {
    let entries = fields.entries("extra").unwrap_or(&[]);
    for (key, node) in entries {
        // A mistake in indentation must never publish an internal article.
        if ["audience", "draft", "state", "publish_on", "expire_on"].contains(&key.text.as_str()) {
            fields.report(
                Diagnostic::new(Code::UnknownKey, format!("`{}` has no effect under `extra`", key.text))
                    .at(fields.span(node))
                    .hint("write it at the margin, or give your own data another name"),
            );
        }
    }
    entries.iter().map(|(key, node)| (key.text.clone(), node.to_json())).collect()
}

fn check_dates(fields: &mut Fields<'_>, front: &FrontMatter) {
    if let (Some(publish), Some(expire)) = (front.publish_on, front.expire_on)
        && expire <= publish
    {
        let message = format!("this would never be published: it expires on {expire}, before it begins");
        let span = fields.key_span("expire_on");
        fields.report(
            Diagnostic::new(Code::InvalidValue, message).at_maybe(span).hint("write a later `expire_on`"),
        );
    }
}

/// Holds words of the front matter to what directives and variables may do there.
fn check_words(fields: &mut Fields<'_>, front: &FrontMatter, settings: &Settings) {
    let text = |found: &Option<Found<String>>| found.as_ref().map(|found| found.value.clone());
    let hiding = [
        ("title", text(&front.title)),
        ("nav_title", front.nav_title.clone()),
        ("description", front.description.clone()),
    ];
    let seo = [("seo", text(&front.seo.title)), ("seo", text(&front.seo.description))];
    let plain = [("author", front.author.clone()), ("slug", text(&front.slug))];
    let labels = front.labels.iter().map(|label| ("labels", Some(label.clone())));
    let keywords = front.search.keywords.iter().map(|word| ("search", Some(word.clone())));
    let seo_keywords = front.seo.keywords.iter().map(|word| ("seo", Some(word.clone())));
    let plain: Vec<_> = plain.into_iter().chain(labels).chain(keywords).chain(seo_keywords).collect();
    let mut problems = Vec::new();
    for (words, can_hide) in [(hiding.to_vec(), true), (seo.to_vec(), true), (plain, false)] {
        for (key, value) in words {
            let (Some(value), Some(span)) = (value, fields.key_span(key)) else { continue };
            directives::check_value(key, &value, &span, can_hide, settings, &mut problems);
            substitute(&value, settings, |found| {
                problems.push(unknown_variable(&found, span.clone(), settings));
            });
        }
    }
    problems.into_iter().for_each(|problem| fields.report(problem));
}

/// Reads who keeps an article, and when it is due for review.
fn upkeep(fields: &mut Fields<'_>) -> Upkeep {
    let owner = value(fields.text("owner")).filter(|owner| !owner.trim().is_empty());
    let reviewed = value(fields.date("reviewed"));
    let every = fields.text("review_every");
    let period = every.as_ref().and_then(|every| Period::parse(&every.value));
    if let Some(every) = every.as_ref().filter(|_| period.is_none()) {
        fields.report(
            Diagnostic::new(Code::InvalidValue, format!("`{}` is not a length of time", every.value))
                .at(every.span.clone())
                .hint("write a number and a unit: `90 days`, `6 months`, `1 year`"),
        );
    }
    Upkeep { owner, reviewed, review_every: period.zip(every.map(|every| every.span)) }
}

fn search(fields: &mut Fields<'_>) -> SearchKeys {
    let keywords =
        fields.texts("keywords").unwrap_or_default().into_iter().map(|found| found.value).collect();
    let boost = fields.number("boost");
    if let Some(boost) = boost.as_ref().filter(|boost| !BOOST.contains(&boost.value)) {
        let message = format!("`boost` must be between {} and {}", BOOST.start(), BOOST.end());
        let hint = "write `boost: 2` to put the article forward, `boost: 0.5` to put it back";
        fields.report(Diagnostic::new(Code::InvalidValue, message).at(boost.span.clone()).hint(hint));
    }
    let exclude = value(fields.boolean("exclude")).unwrap_or(false);
    SearchKeys { exclude, boost: value(boost), keywords }
}

/// Returns the span of the key that narrows a file's audience, for messages about it.
pub(in crate::corpus) fn audience_span(front: &FrontMatter, path: &SourcePath) -> Span {
    front.audience.as_ref().map_or_else(|| Span::file(path), |found| found.span.clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn front(yaml: &str) -> (FrontMatter, Vec<String>) {
        let settings = crate::config::load(
            "title: T\nbase_url: https://x.example/\naudiences: {public: {}, agents: {includes: [public]}}\n",
        );
        let path = SourcePath::new("content/a.md");
        let mut sink = Vec::new();
        let node = crate::yaml::parse(yaml, 0, &path, &mut sink).unwrap();
        let front = read(&node, &path, &settings.value.unwrap(), &mut sink).unwrap();
        (front, sink.iter().map(|d| format!("{} {:?}", d.code.as_str(), d.hints)).collect())
    }

    /// Returns the keys that the reader asks for.
    fn asked() -> BTreeSet<&'static str> {
        let (path, mut sink) = (SourcePath::new("content/a.md"), Vec::new());
        let settings = crate::config::load("title: T\nbase_url: https://x.example/\n").value.unwrap();
        let node = crate::yaml::parse("", 0, &path, &mut sink).unwrap();
        let mut fields = Fields::of(&node, &path, &mut sink).unwrap();
        read_all(&mut fields, &settings);
        fields.asked().iter().copied().collect()
    }

    /// Issue 13: a key was compared in one direction only.
    #[test]
    fn every_key_of_the_list_is_known() {
        let samples = "title: T\nnav_title: N\ndescription: D\nslug: s\naliases: [a]\nlanguage: en\ntranslation_of: x.md\n\
            audience: [public, agents]\nlabels: [a]\norder: 1.5\npromoted: true\nicon: book\nstate: draft\ndraft: true\n\
            publish_on: 2026-01-01\nexpire_on: 2027-01-01\ncreated: 2020-01-01\nupdated: 2021-01-01\nauthor: A\nowner: O\n\
            reviewed: 2022-01-01\nreview_every: 6 months\nrelated: [x.md]\n\
            seo: {title: T, description: D, image: i.png, canonical: https://x.example/, noindex: true, keywords: [k]}\n\
            search: {exclude: true, boost: 2, keywords: [k]}\ntemplate: t.html\ntoc: false\nfeedback: false\nextra: {a: {b: 1}}\n";
        let (front, messages) = front(samples);
        assert!(messages.is_empty(), "{messages:?}");
        assert_eq!(front.state, Some(State::Draft));
        // Both ways: what is in the list is read without a complaint, and what is read is in the list.
        let node = crate::yaml::parse(samples, 0, &SourcePath::new("content/a.md"), &mut Vec::new()).unwrap();
        let crate::yaml::Value::Map(entries) = node.value else { panic!("no map") };
        let written: BTreeSet<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
        let known: BTreeSet<&str> = KEYS.iter().copied().collect();
        assert_eq!(written, known);
        assert_eq!(asked(), known);
    }

    #[test]
    fn a_misspelt_audience_is_an_error_with_a_hint() {
        assert_eq!(front("title: T\naudiance: agents\n").1, [r#"unknown-key ["did you mean `audience`?"]"#]);
        assert_eq!(
            front("title: T\naudience: agent\n").1,
            [r#"unknown-audience ["did you mean `agents`?"]"#]
        );
        assert_eq!(front("title: T\naudience: []\n").1.len(), 1);
        assert_eq!(front("title: T\naudience:\n").1.len(), 1);
        assert_eq!(front("title: T\naudience: {agents: true}\n").1.len(), 1);
    }

    #[test]
    fn a_list_without_brackets_is_pointed_out() {
        // Issue 13, low.
        let hint = &front("title: T\nlabels: a, b\n").1[0];
        assert!(hint.contains("`labels: [a, b]`"), "{hint}");
        assert!(front("title: T\naliases: /a/, /b/\n").1[0].contains("`aliases: [/a/, /b/]`"));
        assert!(front("title: T\nrelated: a.md, b.md\n").1[0].contains("`related: [a.md, b.md]`"));
        assert!(front("title: T\naudience: public, agents\n").1[0].contains("`[public, agents]`"));
        for fine in ["aliases: /a,b/", "labels: \"a, b\"", "labels: [a, b]", "related: [a.md]"] {
            assert_eq!(front(&format!("title: T\n{fine}\n")).1, Vec::<String>::new(), "{fine}");
        }
    }

    #[test]
    fn a_contradiction_is_read_as_a_draft() {
        let (front, messages) = front("title: T\nstate: published\ndraft: true\n");
        assert_eq!((front.state, messages.len()), (Some(State::Draft), 1));
    }
}
