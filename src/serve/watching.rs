//! Looks when something may have changed, builds when it has, and looks again in between.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::http::Server;
use super::preview::{Look, Preview};
use super::{Failure, News};
use crate::config::FILE_NAME;
use crate::diagnostic::Diagnostic;
use crate::source::{self, Change, Snapshot, Watcher};

/// How soon after a build everything is looked at once more.
const REST: Duration = Duration::from_millis(400);
/// How soon after that every page is rendered: not while somebody saves again and again.
const PROOF: Duration = Duration::from_millis(1_200);
/// How often a site is looked at where nothing seems to happen: not all systems tell of all changes.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many times longer than a look a preview rests after it, so that a large site is not looked at all the time.
const RESTS_PER_LOOK: u32 = 50;
/// The same where looking is the only way to learn of changes.
const POLL: Duration = Duration::from_millis(500);
const RESTS_PER_POLL: u32 = 8;

/// Builds once, serves, and follows changes.
pub(super) fn run(
    server: Server,
    preview: Arc<Preview>,
    tell: &(dyn Fn(News<'_>) + Sync),
) -> Result<(), Failure> {
    // Before the first look, so that nothing is missed.
    let watcher = preview.options.watch.then(|| Watcher::new(&preview.options.root, FILE_NAME));
    let mut looker = Looker::new(&preview);
    let report = preview.rebuild(looker.look_at_all(), Vec::new());
    tell(News::Built(&report));
    if report.failed && watcher.is_none() {
        return Err(Failure::Broken);
    }
    drop(report);
    tell(News::Serving(&server));
    std::thread::scope(|scope| {
        if let Some((watcher, problem)) = watcher {
            if let Some(problem) = problem {
                tell(News::Polling(&problem));
            }
            scope.spawn(move || follow(watcher, looker, tell));
        }
        server.serve(preview.clone()).map_err(|error| Failure::Outside(error.to_string()))
    })
}

/// How much is known of what is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It has just been built from what events told of.
    Built,
    /// Everything has been looked at since.
    Looked,
    /// Every page has been rendered.
    Proven,
}

/// Follows changes until the process ends.
fn follow(mut watcher: Watcher, mut looker: Looker<'_>, tell: &(dyn Fn(News<'_>) + Sync)) {
    let mut stage = Stage::Looked;
    let news = watcher.news();
    let is_quiet = || !news.load(Ordering::Relaxed);
    loop {
        let change = watcher.wait(match stage {
            Stage::Built => REST,
            Stage::Looked => PROOF,
            Stage::Proven => looker.patience(watcher.is_polling()),
        });
        let is_rest = change.is_none();
        if is_rest && let Some(problem) = watcher.watch_all() {
            tell(News::Polling(&problem));
        }
        if let Some((look, changes)) = looker.look(change) {
            stage = Stage::Built;
            tell(News::Built(&looker.preview.rebuild(look, changes)));
        } else if is_rest && stage == Stage::Built {
            stage = Stage::Looked;
        } else if is_rest && stage == Stage::Looked {
            let report = looker.preview.try_all(&is_quiet);
            stage = if is_quiet() { Stage::Proven } else { Stage::Looked };
            if let Some(report) = report {
                tell(News::Built(&report));
            }
        }
    }
}

/// What a preview knows of the files.
struct Looker<'p> {
    preview: &'p Preview,
    known: Arc<Snapshot>,
    /// What was wrong with the files themselves.
    problems: Vec<Diagnostic>,
    /// How long the last look at everything took.
    cost: Duration,
    /// The day that was last built for.
    day: jiff::civil::Date,
}

impl<'p> Looker<'p> {
    fn new(preview: &'p Preview) -> Self {
        let day = preview.today();
        Self { preview, known: Arc::default(), problems: Vec::new(), cost: Duration::ZERO, day }
    }

    /// Returns how long to wait for news before everything is looked at all the same.
    fn patience(&self, is_polling: bool) -> Duration {
        match is_polling {
            true => POLL.max(self.cost * RESTS_PER_POLL),
            false => PATIENCE.max(self.cost * RESTS_PER_LOOK),
        }
    }

    /// Returns what to build, if anything has changed.
    fn look(&mut self, change: Option<Change>) -> Option<(Look, Vec<crate::model::SourcePath>)> {
        let before = self.known.clone();
        let problems = self.problems.clone();
        let look = match change {
            Some(Change::Paths(paths)) => self.look_at(&paths).unwrap_or_else(|| self.look_at_all()),
            Some(Change::Anything) | None => self.look_at_all(),
        };
        let changes = before.differences(&self.known);
        let day = self.preview.today();
        let is_new_day = std::mem::replace(&mut self.day, day) != day;
        let has_changed = !changes.is_empty()
            || is_new_day
            || self.problems != problems
            || !Arc::ptr_eq(&before.history, &self.known.history);
        has_changed.then_some((look, changes))
    }

    fn look_at_all(&mut self) -> Look {
        let began = Instant::now();
        let root = &self.preview.options.root;
        let workers = &self.preview.options.workers;
        let read = workers.install(|| source::read_again(root, FILE_NAME, &self.known));
        self.known = Arc::new(read.value);
        self.problems = read.diagnostics;
        self.cost = began.elapsed();
        self.seen(began)
    }

    fn look_at(&mut self, paths: &BTreeSet<PathBuf>) -> Option<Look> {
        let began = Instant::now();
        self.known = Arc::new(source::read_texts(&self.preview.options.root, paths, &self.known)?);
        Some(self.seen(began))
    }

    fn seen(&self, began: Instant) -> Look {
        Look { snapshot: self.known.clone(), problems: self.problems.clone(), began }
    }
}
