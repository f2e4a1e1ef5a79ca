//! What is shown between one build and the next.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::ThreadPool;

use crate::diagnostic::{Diagnostic, has_errors, levels};
use crate::model::{AudienceId, SitePath, SourcePath, Target};
use crate::output::{Artifact, Output, Plan};
use crate::pipeline::{self, Memos, Phases, Project, Request};
use crate::source::Snapshot;

/// Targets that are kept ready; a visitor who goes through the days of a month must not fill the memory.
const FACES_MAX: usize = 4;

/// The state of a preview after a build.
pub(super) struct Generation {
    /// Counts the builds.
    pub number: u64,
    /// The last good site; nothing before there was one.
    pub site: Option<Arc<GoodSite>>,
    /// The one before it. Where a page fails that nobody has looked at yet, it stands in.
    pub previous: Option<Arc<GoodSite>>,
    /// The last one of which every page has been rendered; it stands in for both.
    pub proven: Option<Arc<GoodSite>>,
    /// What is wrong with the site as it is on disk, in order.
    pub problems: Arc<Vec<Diagnostic>>,
    /// The text of the files that the problems are in.
    pub snapshot: Arc<Snapshot>,
    /// Whether the site as it is on disk cannot be built, so that an older one is shown.
    pub failed: bool,
}

/// A site that loads without an error, with its faces.
pub(super) struct GoodSite {
    pub project: Project,
    pub snapshot: Arc<Snapshot>,
    /// The audience that the preview is for, where it is for one.
    pub only: Option<AudienceId>,
    /// The most recently shown last.
    faces: Mutex<Vec<(Target, Arc<Face>)>>,
}

/// A site as one target shows it, built when it is first asked for.
#[derive(Default)]
pub(super) struct Face {
    built: OnceLock<Built>,
    search: OnceLock<Plan>,
}

/// The output, and what went wrong on the way.
pub(super) struct Built {
    pub output: Output,
    pub problems: Vec<Diagnostic>,
}

impl GoodSite {
    pub fn new(project: Project, snapshot: Arc<Snapshot>, only: Option<AudienceId>) -> Self {
        Self { project, snapshot, only, faces: Mutex::default() }
    }

    /// Returns the site as `target` shows it.
    pub fn face(&self, target: Target) -> Arc<Face> {
        let mut faces = self.faces.lock().unwrap_or_else(PoisonError::into_inner);
        let face = match faces.iter().position(|(known, _)| *known == target) {
            Some(at) => faces.remove(at).1,
            None => Arc::default(),
        };
        faces.push((target, face.clone()));
        if faces.len() > FACES_MAX {
            faces.remove(0);
        }
        face
    }
}

impl Face {
    // Whoever comes while something is made waits here, and not among the workers: a worker that waits for others takes
    // up other work meanwhile, and would wait for itself.

    /// Builds the output of `target` with `workers`, once.
    pub fn build(
        &self,
        site: &GoodSite,
        target: Target,
        memos: &Memos,
        workers: &ThreadPool,
        phases: &mut Phases,
    ) -> &Built {
        self.built.get_or_init(|| {
            let Target { audience, drafts, date } = target;
            let request = Request { audience, date, drafts, base_url: None, index: false };
            let made = workers.install(|| pipeline::build(&site.project, &request, memos, phases));
            let mut problems = made.diagnostics;
            levels::settle(&mut problems, &site.project.settings.checks.levels, &*site.snapshot);
            Built { output: made.value, problems }
        })
    }

    /// Returns the files of the search index, made when the first reader searches.
    pub fn search(&self, output: &Output, memos: &Memos, workers: &ThreadPool) -> &Plan {
        self.search.get_or_init(|| workers.install(|| pipeline::index_later(output, memos)))
    }

    /// Returns the files of the search index, where there is one already.
    pub fn search_if_made(&self) -> Option<&Plan> {
        self.search.get()
    }
}

impl Built {
    /// Returns whether nothing keeps it from being published.
    pub fn is_good(&self) -> bool {
        !has_errors(&self.problems)
    }

    /// Renders one page of each kind and template. A template that fails mostly fails for all.
    pub fn sample(&self) -> Vec<Diagnostic> {
        let mut seen = BTreeSet::new();
        let files = self.output.files().iter();
        let chosen = files.filter(|(_, artifact)| self.kind(artifact).is_some_and(|kind| seen.insert(kind)));
        let failed = chosen.filter_map(|(path, _)| pipeline::render(&self.output, path).err()).collect();
        pipeline::distinct(failed)
    }

    /// Renders the pages that show one of these files.
    pub fn try_changed(&self, changes: &[SourcePath]) -> Vec<Diagnostic> {
        let editions = &self.output.site().editions;
        let articles = editions.iter().flat_map(|edition| &edition.articles);
        let shown = articles.filter(|article| changes.binary_search(&article.source).is_ok());
        let paths: Vec<&SitePath> = shown.map(|article| &article.path).collect();
        let failed =
            paths.into_iter().filter_map(|path| pipeline::render(&self.output, path).err()).collect();
        pipeline::distinct(failed)
    }

    /// Returns what decides the template of a page; nothing for what is no page.
    fn kind(&self, artifact: &Artifact) -> Option<(&'static str, Option<&str>)> {
        let edition = |at: usize| self.output.site().editions.get(at);
        let (kind, settings) = match artifact {
            Artifact::Article(at, article) => ("article", Some(&edition(*at)?.articles.get(*article)?.page)),
            Artifact::Section(at, section) => {
                let section = edition(*at)?.sections.get(section.0)?;
                let kinds = ["home", "category"];
                (kinds.get(section.depth).copied().unwrap_or("section"), Some(&section.page))
            }
            Artifact::Labels(_) => ("labels", None),
            Artifact::Label(..) => ("label", None),
            Artifact::Search(_) => ("search", None),
            Artifact::Changes(_) => ("changes", None),
            Artifact::Titles(..) => ("titles", None),
            Artifact::NotFound(_) => ("not found", None),
            Artifact::Redirect(_) => ("redirect", None),
            Artifact::Sitemap
            | Artifact::LlmsTxt(_)
            | Artifact::SectionTwin(..)
            | Artifact::ArticleTwin(..)
            | Artifact::Feed(..)
            | Artifact::OpenSearch(_)
            | Artifact::Text(_)
            | Artifact::Bytes(_)
            | Artifact::Copy(_) => return None,
        };
        Some((kind, settings.and_then(|settings| settings.template.as_ref()).map(|(name, _)| name.as_str())))
    }
}
