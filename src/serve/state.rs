//! What a visitor's page is told after each build: whether it is out of date, and what is wrong.

use serde::Serialize;

use super::address::{Found, find};
use super::assets;
use super::preview::{Preview, Sight};
use super::problems::{self, Counts, Problem};
use super::wish::Wish;
use crate::diagnostic::arrange;
use crate::model::{LanguageId, SitePath, SourcePath};
use crate::output::{Artifact, Output, Plan};

#[derive(Serialize)]
struct State<'a> {
    generation: u64,
    page: Option<String>,
    styles: &'a [String],
    target: Option<TargetState<'a>>,
    today: String,
    watching: bool,
    audiences: Vec<AudienceState<'a>>,
    languages: Vec<LanguageState<'a>>,
    source: Option<SourceState<'a>>,
    state: Option<&'static str>,
    counts: Counts,
    failed: bool,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct TargetState<'a> {
    audience: &'a str,
    drafts: bool,
    date: String,
}

#[derive(Serialize)]
struct AudienceState<'a> {
    name: &'a str,
    base: &'a str,
}

#[derive(Serialize)]
struct LanguageState<'a> {
    code: &'a str,
    name: &'a str,
    dir: &'static str,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct SourceState<'a> {
    path: &'a str,
    editor: Option<String>,
}

/// What a page says of itself.
struct Facts<'a> {
    source: Option<&'a SourcePath>,
    state: Option<&'static str>,
    language: LanguageId,
    pages: &'a [(LanguageId, SitePath)],
}

/// Returns the state as JSON for a visitor of the page at `path`, a URL's path.
pub(super) fn json(preview: &Preview, wish: &Wish, path: &str) -> String {
    let generation = preview.generation();
    let wanted = preview.wanted(wish);
    // Errors of a target come to light when somebody first looks at it.
    let broken = wanted.as_ref().map(|sight| sight.built(preview)).filter(|built| !built.is_good());
    let older = broken.and_then(|_| preview.older_sights(wish).next());
    let sight = older.as_ref().or(wanted.as_ref().filter(|_| broken.is_none()));
    let mut problems = generation.problems.to_vec();
    problems.extend(broken.iter().flat_map(|built| built.problems.iter().cloned()));
    arrange(&mut problems);
    let private = preview.options.private;
    let editor = preview.options.editor.as_ref().filter(|_| private);
    let editor = editor.map(|editor| (editor, preview.options.root.as_path()));
    let built = sight.map(|sight| sight.output(preview));
    let found = built.and_then(|output| page_of(output, path));
    let facts = built.zip(found.as_ref()).and_then(|(output, path)| facts(output, path));
    let page = built.zip(found.as_ref()).and_then(|(output, path)| {
        assets::page_digest(output, path).or_else(|| older_digest(preview, wish, path))
    });
    let settings = wanted.as_ref().map(|sight| &sight.site.project.settings);
    let open = |path: &SourcePath| editor.map(|(editor, root)| editor.address(root, path, 1, 1));
    let state = State {
        generation: generation.number,
        page,
        styles: built.map_or(&[], |output| output.stylesheets()),
        target: wanted.as_ref().zip(settings).map(|(sight, settings)| TargetState {
            audience: settings.audiences.get(sight.target.audience).map_or("", |audience| &audience.name),
            drafts: sight.target.drafts,
            date: sight.target.date.to_string(),
        }),
        today: preview.today().to_string(),
        watching: preview.options.watch,
        audiences: wanted.as_ref().map(audiences).unwrap_or_default(),
        languages: built.map(|output| languages(output, facts.as_ref())).unwrap_or_default(),
        source: facts
            .as_ref()
            .and_then(|facts| facts.source)
            .filter(|_| private)
            .map(|path| SourceState { path: path.as_str(), editor: open(path) }),
        state: facts.as_ref().and_then(|facts| facts.state),
        counts: problems::count(&problems),
        failed: generation.failed || broken.is_some(),
        problems: match private {
            true => problems::list(&problems, &*generation.snapshot, editor),
            false => Vec::new(),
        },
    };
    // Strings, numbers and lists of them always serialise.
    serde_json::to_string(&state).unwrap_or_default()
}

/// Returns the digest of the version of a page that is shown while the last one fails.
fn older_digest(preview: &Preview, wish: &Wish, path: &SitePath) -> Option<String> {
    preview.older_sights(wish).find_map(|older| assets::page_digest(older.output(preview), path))
}

/// Returns the page at a URL's path, as a visitor gets it.
fn page_of(output: &Output, path: &str) -> Option<SitePath> {
    match find(output, &Plan::new(), path, None) {
        Found::File(path) => Some(path),
        _ => None,
    }
}

fn facts<'a>(output: &'a Output, path: &SitePath) -> Option<Facts<'a>> {
    let edition = |at: usize| output.site().editions.get(at);
    let own =
        |at: usize| Some(Facts { source: None, state: None, language: edition(at)?.language, pages: &[] });
    match output.files().get(path)? {
        Artifact::Article(at, number) => {
            let article = edition(*at)?.articles.get(*number)?;
            Some(Facts {
                source: Some(&article.source),
                state: Some(article.state.as_str()),
                pages: &article.pages,
                ..own(*at)?
            })
        }
        Artifact::Section(at, id) => {
            let section = edition(*at)?.sections.get(id.0)?;
            Some(Facts { source: section.source.as_ref(), pages: &section.pages, ..own(*at)? })
        }
        Artifact::Labels(at)
        | Artifact::Label(at, _)
        | Artifact::Search(at)
        | Artifact::Changes(at)
        | Artifact::Titles(at, _)
        | Artifact::NotFound(at) => own(*at),
        Artifact::Redirect(_)
        | Artifact::Sitemap
        | Artifact::LlmsTxt(_)
        | Artifact::SectionTwin(..)
        | Artifact::ArticleTwin(..)
        | Artifact::Feed(..)
        | Artifact::OpenSearch(_)
        | Artifact::Text(_)
        | Artifact::Bytes(_)
        | Artifact::Copy(_) => None,
    }
}

fn audiences(sight: &Sight) -> Vec<AudienceState<'_>> {
    let settings = &sight.site.project.settings;
    let all = settings.audiences.iter();
    let shown = all.filter(|(id, _)| sight.site.only.is_none_or(|only| only == *id));
    shown
        .map(|(_, audience)| AudienceState {
            name: &audience.name,
            base: audience.base_url.as_ref().unwrap_or(&settings.base_url).path(),
        })
        .collect()
}

fn languages<'a>(output: &'a Output, facts: Option<&Facts<'a>>) -> Vec<LanguageState<'a>> {
    let editions = output.site().editions.iter().map(|edition| {
        let (tag, name) = output.settings().languages.get(edition.language);
        let pages = facts.map_or(&[][..], |facts| facts.pages);
        let page = pages.iter().find(|(language, _)| *language == edition.language);
        LanguageState {
            code: tag.as_str(),
            name,
            dir: tag.direction().as_str(),
            url: output.base().href(page.map_or(&edition.root, |(_, path)| path)),
            current: facts.is_some_and(|facts| facts.language == edition.language),
        }
    });
    editions.collect()
}
