//! Runs the stages in order and gathers their diagnostics.
//!
//! Two functions are the whole program: [`load`] reads what all targets share, [`build`] makes one
//! target's output. Neither touches a disk; every command calls them and differs only in what it does
//! with the result.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{self, Settings};
use crate::corpus::{self, Corpus};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::guest;
use crate::memo::Memo;
use crate::model::{AudienceId, BaseUrl, Edition, Site, Target};
use crate::output::{self, Output};
use crate::search::{self, Index};
use crate::source::Snapshot;
use crate::theme::{self, Theme};

pub use crate::corpus::{CodeMemo, Done};

/// A site's settings, theme and content. The content can only be built from, not looked at.
pub struct Project {
    /// The settings.
    pub settings: Arc<Settings>,
    theme: Arc<Theme>,
    corpus: Corpus,
}

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Request {
    /// For whom.
    pub audience: AudienceId,
    /// For which day.
    pub date: Date,
    /// With drafts and articles in review.
    pub drafts: bool,
    /// Served elsewhere than the settings say.
    pub base_url: Option<BaseUrl>,
    /// With an index to search, where the settings want one. Whoever only looks for problems needs none.
    pub index: bool,
}

/// Results that are kept from one build to the next.
#[derive(Default)]
pub struct Memos {
    /// Coloured code.
    pub code: CodeMemo,
    /// What pays only where the site is built more than once.
    pub repeated: Option<Repeated>,
}

/// Results that are kept where more than one build is to come; they take as much memory as the site.
#[derive(Default)]
pub struct Repeated {
    theme: Memo<Arc<(Arc<Theme>, Vec<Diagnostic>)>>,
    /// Parsed files and rendered texts.
    pub content: corpus::Kept,
    /// Counted words and packed files of the search index.
    pub index: search::Kept,
}

impl Project {
    /// Returns whether what one can render the other can, too, but for what articles bring along.
    pub fn renders_like(&self, other: &Self) -> bool {
        self.theme.rendering == other.theme.rendering
    }
}

impl Memos {
    /// Returns what had to be done anew in this turn, as far as anything is kept.
    pub fn done(&self) -> corpus::Done {
        let content = self.content().map(corpus::Kept::done).unwrap_or_default();
        corpus::Done { coloured: self.code.made(), ..content }
    }

    /// Returns memos for many builds.
    pub fn for_many(code: CodeMemo) -> Self {
        Self { code, repeated: Some(Repeated::default()) }
    }

    /// Ends a turn: what the last builds have not used is forgotten.
    pub fn turn(&self) {
        self.code.turn();
        if let Some(repeated) = &self.repeated {
            repeated.theme.turn();
            repeated.content.turn();
            repeated.index.turn();
        }
    }

    fn content(&self) -> Option<&corpus::Kept> {
        self.repeated.as_ref().map(|repeated| &repeated.content)
    }

    fn index(&self) -> Option<&search::Kept> {
        self.repeated.as_ref().map(|repeated| &repeated.index)
    }
}

/// How long each phase took, in the order of their ends. No result depends on it.
#[derive(Debug, Default)]
pub struct Phases {
    list: Vec<(&'static str, Duration)>,
}

impl Phases {
    /// Runs `work` and keeps its time under `name`.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.add(name, start.elapsed());
        value
    }

    /// Adds a time measured elsewhere; times of one name are summed.
    pub fn add(&mut self, name: &'static str, time: Duration) {
        match self.list.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += time,
            None => self.list.push((name, time)),
        }
    }

    /// Returns the phases.
    pub fn list(&self) -> &[(&'static str, Duration)] {
        &self.list
    }
}

/// Reads settings, theme and content. Nothing comes back where there are no settings to go by.
pub fn load(snapshot: &Snapshot, memos: &Memos, phases: &mut Phases) -> Diagnosed<Option<Project>> {
    let mut sink = Vec::new();
    // Where it could not be read, that has been said.
    let Some(text) = snapshot.text_of(config::FILE_NAME).cloned() else { return Diagnosed::new(None, sink) };
    let settings = phases.time("settings", || config::load(&text)).into_value(&mut sink);
    let Some(settings) = settings else { return Diagnosed::new(None, sink) };
    let settings = Arc::new(settings);
    let theme = phases.time("theme", || theme(snapshot, &settings, memos, &mut sink));
    let corpus =
        phases.time("content", || corpus::load(snapshot, &settings, memos.content())).into_value(&mut sink);
    Diagnosed::new(Some(Project { settings, theme, corpus }), sink)
}

/// Loads the theme, where anything that it is made from has changed.
fn theme(snapshot: &Snapshot, settings: &Settings, memos: &Memos, sink: &mut Vec<Diagnostic>) -> Arc<Theme> {
    let load = || {
        let loaded = theme::load(snapshot, settings);
        Arc::new((Arc::new(loaded.value), loaded.diagnostics))
    };
    let made = match &memos.repeated {
        Some(repeated) => repeated.theme.get_or_make(theme::key(snapshot, settings, |_| true), load),
        None => load(),
    };
    sink.extend(made.1.iter().cloned());
    made.0.clone()
}

/// Decides what one target sees and plans its output. Pages are rendered when they are asked for.
pub fn build(project: &Project, request: &Request, memos: &Memos, phases: &mut Phases) -> Diagnosed<Output> {
    let mut sink = Vec::new();
    let settings = &project.settings;
    let target = Target { audience: request.audience, date: request.date, drafts: request.drafts };
    let resolve = || corpus::resolve(&project.corpus, settings, &target, &memos.code, memos.content());
    let resolved = phases.time("articles", || guest::contained_at("resolve", resolve));
    let site = resolved.unwrap_or_else(|panicked| {
        // Nothing of it is written, as this is an error; what else is wrong is still said.
        let nothing = Site::empty(target);
        Diagnosed::new(nothing, vec![panicked.diagnostic("putting the articles together")])
    });
    let site = site.into_value(&mut sink);
    let own = settings.audiences.get(request.audience).and_then(|audience| audience.base_url.clone());
    let base = request.base_url.clone().or(own).unwrap_or_else(|| settings.base_url.clone());
    let indexes = if request.index && settings.search.enabled {
        phases.time("search index", || index(&site, settings, memos.index())).into_value(&mut sink)
    } else {
        Vec::new()
    };
    let (theme, settings) = (project.theme.clone(), settings.clone());
    let output = phases.time("plan", || output::plan(site, indexes, settings, theme, base));
    let mut planned = Vec::new();
    let output = output.into_value(&mut planned);
    // Content that was refused is still in the site: its path was reported with the line to change.
    let reported = sink.iter().any(|one: &Diagnostic| one.code == Code::DuplicatePath);
    sink.extend(planned.into_iter().filter(|one| !(reported && one.code == Code::DuplicatePath)));
    Diagnosed::new(output, sink)
}

/// Plans the search files of an output that was planned without them: a preview makes them when a reader searches.
pub fn index_later(output: &Output, memos: &Memos) -> output::Plan {
    match output.settings().search.enabled {
        true => output.search_files(&index(output.site(), output.settings(), memos.index()).value),
        false => output::Plan::new(),
    }
}

/// Indexes each edition by itself, so that a reader downloads one language and no count speaks of another.
fn index(site: &Site, settings: &Settings, kept: Option<&search::Kept>) -> Diagnosed<Vec<Index>> {
    let of = |edition: &Edition| {
        let language = settings.languages.get(edition.language).0;
        guest::contained_at("index", || Index::of(edition, language, kept)).map_err(|panicked| {
            panicked.diagnostic(&format!("making the search index in `{}`", language.as_str()))
        })
    };
    let made: Vec<_> = site.editions.par_iter().map(of).collect();
    let (mut indexes, mut sink) = (Vec::new(), Vec::new());
    for outcome in made {
        indexes.push(outcome.unwrap_or_else(|problem| {
            sink.push(problem);
            Index::default()
        }));
    }
    Diagnosed::new(indexes, sink)
}

/// Returns whether pages can be rendered at all, so that rendering them shows more problems, not the same again.
pub fn can_render(diagnostics: &[Diagnostic]) -> bool {
    !diagnostics.iter().any(|one| matches!(one.code, Code::InvalidTheme | Code::InvalidTemplate))
}

/// Renders every page and keeps only what went wrong.
pub fn try_all(output: &Output, phases: &mut Phases) -> Vec<Diagnostic> {
    let paths: Vec<_> = output.files().keys().collect();
    let failed =
        phases.time("pages", || paths.par_iter().filter_map(|path| render(output, path).err()).collect());
    distinct(failed)
}

/// Renders every page as [`try_all`] does, for as long as `goes_on`; nothing comes back where that ended early.
pub fn try_all_while(output: &Output, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Diagnostic>> {
    let paths: Vec<_> = output.files().keys().collect();
    let failed: Option<Vec<_>> = paths
        .par_iter()
        .map(|path| goes_on().then(|| render(output, path).err()))
        .filter_map(|outcome| match outcome {
            Some(failed) => failed.map(Some),
            None => Some(None),
        })
        .collect();
    failed.map(distinct)
}

/// Renders one file; a defect that panics becomes a diagnostic, so that the old output stays.
pub fn render(output: &Output, path: &crate::model::SitePath) -> Result<output::Bytes, Diagnostic> {
    let attempt = guest::contained_at(&format!("make {path}"), || output.render(path));
    attempt.unwrap_or_else(|panicked| {
        let problem = panicked.diagnostic(&format!("making the page `{path}`"));
        Err(problem.at_maybe(output.source_of(path).map(Span::file)))
    })
}

/// Keeps the first of many problems that differ only in the page they met: a broken template fails for all.
pub fn distinct(mut failed: Vec<Diagnostic>) -> Vec<Diagnostic> {
    failed.sort_by(|a, b| (&a.span, &a.message, &a.hints).cmp(&(&b.span, &b.message, &b.hints)));
    failed.dedup_by(|a, b| a.span.is_some() && a.span == b.span && a.message == b.message);
    failed
}
