//! Builds the site anew when it has changed, and keeps the last good one while it is broken.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use tokio::sync::watch;

use super::generation::{Built, Face, Generation, GoodSite};
use super::wish::Wish;
use super::{Cause, Options, Report};
use crate::config::{FILE_NAME, Settings};
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span, arrange, has_errors, levels};
use crate::guest::{self, Panicked};
use crate::model::{AudienceId, SourcePath, Target};
use crate::pipeline::{self, CodeMemo, Memos, Phases};
use crate::source::Snapshot;

/// How long a request waits for a build that is under way.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// A site that is being previewed.
pub struct Preview {
    pub(super) options: Options,
    memos: Memos,
    current: RwLock<Arc<Generation>>,
    /// Whether a build is under way.
    building: Mutex<bool>,
    built: Condvar,
    /// The number of the current generation, for those who wait for the next.
    numbers: watch::Sender<u64>,
    /// What visitors look at who wait for changes, with their number.
    visitors: Mutex<BTreeMap<Wish, usize>>,
    /// What the last request was for.
    latest: Mutex<Wish>,
}

/// A snapshot, and what is wrong with it by itself.
pub(super) struct Look {
    pub snapshot: Arc<Snapshot>,
    pub problems: Vec<Diagnostic>,
    pub began: Instant,
}

/// What a request is answered from.
pub(super) struct Sight {
    pub site: Arc<GoodSite>,
    pub target: Target,
    pub face: Arc<Face>,
}

impl Preview {
    /// Prepares a preview; nothing is built yet.
    pub fn new(mut options: Options) -> Self {
        let code = std::mem::take(&mut options.code);
        let snapshot = Arc::default();
        let nothing = Generation {
            number: 0,
            site: None,
            previous: None,
            proven: None,
            problems: Arc::default(),
            snapshot,
            failed: true,
        };
        Self {
            options,
            memos: Memos::for_many(code),
            current: RwLock::new(Arc::new(nothing)),
            building: Mutex::default(),
            built: Condvar::new(),
            numbers: watch::Sender::new(0),
            visitors: Mutex::default(),
            latest: Mutex::default(),
        }
    }

    /// Returns coloured code, to be kept for later runs.
    pub fn code(&self) -> &CodeMemo {
        &self.memos.code
    }

    /// Returns the path below which the site lies, as the first visitor finds it.
    pub fn base(&self) -> String {
        self.sight(&Wish::default())
            .map_or_else(|| "/".to_owned(), |sight| sight.output(self).base().path().to_owned())
    }

    /// Returns the one audience that is shown; nothing where visitors choose.
    pub fn audience(&self) -> Option<&str> {
        self.options.audience.as_deref()
    }

    pub(super) fn memos(&self) -> &Memos {
        &self.memos
    }

    pub(super) fn generation(&self) -> Arc<Generation> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns what tells of new generations.
    pub(super) fn numbers(&self) -> watch::Receiver<u64> {
        self.numbers.subscribe()
    }

    pub(super) fn today(&self) -> Date {
        self.options.date.unwrap_or_else(self.options.today)
    }

    /// Returns the face of the last good site that a visitor asks for, built; nothing where there is no good site, or
    /// where that face of it has errors.
    pub(super) fn sight(&self, wish: &Wish) -> Option<Sight> {
        self.wanted(wish).filter(|sight| sight.built(self).is_good())
    }

    /// Returns the same, also where it has errors.
    pub(super) fn wanted(&self, wish: &Wish) -> Option<Sight> {
        *lock(&self.latest) = wish.clone();
        self.wait();
        Some(self.sight_of(self.generation().site.clone()?, wish))
    }

    /// Waits for a build that is under way: whoever saves and then looks wants to see what was saved. A site that takes
    /// long to build is shown as it was.
    fn wait(&self) {
        let _ = self.built.wait_timeout_while(lock(&self.building), WAIT_MAX, |building| *building);
    }

    fn set_building(&self, building: bool) {
        *lock(&self.building) = building;
        self.built.notify_all();
    }

    /// Returns the faces of older sites, of which a visitor gets a page that fails in the last one.
    pub(super) fn older_sights(&self, wish: &Wish) -> impl Iterator<Item = Sight> {
        let generation = self.generation();
        let older = [generation.previous.clone(), generation.proven.clone()];
        let sights = older.into_iter().flatten().map(|site| self.sight_of(site, wish));
        sights.filter(|sight| sight.built(self).is_good())
    }

    fn sight_of(&self, site: Arc<GoodSite>, wish: &Wish) -> Sight {
        let target = wish.grant(&site.project.settings, site.only, self.today());
        let face = site.face(target);
        Sight { site, target, face }
    }

    pub(super) fn build<'f>(
        &self,
        site: &GoodSite,
        target: Target,
        face: &'f Face,
        phases: &mut Phases,
    ) -> &'f Built {
        face.build(site, target, &self.memos, &self.options.workers, phases)
    }

    /// Says that a visitor waits for changes of what it looks at, until the answer is dropped.
    pub(super) fn attend(self: &Arc<Self>, wish: Wish) -> Attendance {
        *lock(&self.visitors).entry(wish.clone()).or_default() += 1;
        Attendance { preview: self.clone(), wish }
    }

    /// Builds the site of `look`, and shows it if that went well.
    pub(super) fn rebuild(&self, look: Look, changes: Vec<SourcePath>) -> Report {
        self.set_building(true);
        let _until_the_end = Building(self);
        let (snapshot, named) = (look.snapshot.clone(), changes.clone());
        let attempt = guest::contained_at("rebuild", || self.rebuild_now(look, changes));
        attempt.unwrap_or_else(|panicked| self.give_up(&panicked, snapshot, named))
    }

    /// Tells of a defect in helpsmith, and goes on with what is shown.
    fn give_up(&self, panicked: &Panicked, snapshot: Arc<Snapshot>, changes: Vec<SourcePath>) -> Report {
        let before = self.generation();
        let problem = panicked.diagnostic("building the site");
        let (number, problems, failed) = (before.number + 1, Arc::new(vec![problem]), true);
        self.show(Generation {
            number,
            site: before.site.clone(),
            previous: before.previous.clone(),
            proven: before.proven.clone(),
            problems: problems.clone(),
            snapshot: snapshot.clone(),
            failed,
        });
        let (cause, time, phases) = (Cause::Changes, Duration::ZERO, Phases::default());
        Report { number, cause, changes, problems, snapshot, failed, time, phases, done: self.memos.done() }
    }

    fn rebuild_now(&self, look: Look, changes: Vec<SourcePath>) -> Report {
        let mut phases = Phases::default();
        let Look { snapshot, mut problems, began } = look;
        let loaded = self.options.workers.install(|| pipeline::load(&snapshot, &self.memos, &mut phases));
        let project = loaded.into_value(&mut problems);
        if let Some(project) = &project {
            levels::settle(&mut problems, &project.settings.checks.levels, &*snapshot);
        }
        let before = self.generation();
        let only = project.as_ref().map(|project| self.only(&project.settings, &mut problems));
        let mut next = None;
        if let (Some(project), Some(only), false) = (project, only, has_errors(&problems)) {
            let site = Arc::new(GoodSite::new(project, snapshot.clone(), only));
            self.build_faces(&site, before.site.as_deref(), &changes, &mut problems, &mut phases);
            next = (!has_errors(&problems)).then_some(site);
        }
        arrange(&mut problems);
        let problems = Arc::new(problems);
        let failed = next.is_none();
        let generation = Generation {
            number: before.number + 1,
            previous: if failed { before.previous.clone() } else { before.site.clone() },
            site: next.or_else(|| before.site.clone()),
            proven: before.proven.clone(),
            problems: problems.clone(),
            snapshot: snapshot.clone(),
            failed,
        };
        let number = generation.number;
        let done = self.memos.done();
        self.show(generation);
        let time = began.elapsed();
        self.memos.turn();
        // A site of ten thousand articles takes a while to be taken apart, and nobody need wait for it.
        self.options.workers.spawn(move || drop(before));
        let cause = if number == 1 { Cause::Start } else { Cause::Changes };
        Report { number, cause, changes, problems, snapshot, failed, time, phases, done }
    }

    /// Renders every page of the face that the terminal speaks of, until `goes_on` says no. Returns a report where
    /// pages fail that no visitor has seen.
    pub(super) fn try_all(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let began = Instant::now();
        let before = self.generation();
        let site = before.site.clone().filter(|_| !before.failed)?;
        let target = Wish::default().grant(&site.project.settings, site.only, self.today());
        let face = site.face(target);
        let mut phases = Phases::default();
        let built = self.build(&site, target, &face, &mut phases);
        let found = self.options.workers.install(|| pipeline::try_all_while(&built.output, goes_on))?;
        if found.is_empty() {
            self.prove(&before, site);
            return None;
        }
        let mut problems: Vec<Diagnostic> = before.problems.iter().cloned().chain(found).collect();
        arrange(&mut problems);
        let problems = Arc::new(problems);
        let (number, snapshot) = (before.number + 1, before.snapshot.clone());
        self.show(Generation {
            number,
            site: Some(site),
            previous: before.previous.clone(),
            proven: before.proven.clone(),
            problems: problems.clone(),
            snapshot: snapshot.clone(),
            failed: true,
        });
        let (time, done) = (began.elapsed(), self.memos.done());
        let (cause, changes, failed) = (Cause::Proof, Vec::new(), true);
        Some(Report { number, cause, changes, problems, snapshot, failed, time, phases, done })
    }

    /// Builds what the terminal speaks of and what visitors look at; what nobody looks at waits until somebody does.
    fn build_faces(
        &self,
        site: &GoodSite,
        before: Option<&GoodSite>,
        changes: &[SourcePath],
        problems: &mut Vec<Diagnostic>,
        phases: &mut Phases,
    ) {
        let latest = lock(&self.latest).clone();
        let mut wishes: Vec<Wish> = vec![Wish::default(), latest];
        wishes.extend(lock(&self.visitors).keys().cloned());
        let grant = |wish: Wish| wish.grant(&site.project.settings, site.only, self.today());
        let mut targets: Vec<Target> = wishes.into_iter().map(grant).collect();
        targets.sort();
        targets.dedup();
        let renders_alike = before.is_some_and(|before| before.project.renders_like(&site.project));
        for target in targets {
            let face = site.face(target);
            let built = self.build(site, target, &face, phases);
            problems.extend(built.problems.iter().cloned());
            if !built.is_good() {
                continue;
            }
            // Before it is shown, as long as that takes no time; the rest comes once nobody saves.
            problems.extend(self.options.workers.install(|| match before {
                Some(_) if renders_alike => built.try_changed(changes),
                Some(_) => pipeline::try_all(&built.output, phases),
                None => built.sample(),
            }));
        }
    }

    /// Remembers that every page of the current site can be rendered. Nothing changes for visitors.
    fn prove(&self, current: &Generation, site: Arc<GoodSite>) {
        let generation = Generation {
            number: current.number,
            site: Some(site.clone()),
            previous: None,
            proven: Some(site),
            problems: current.problems.clone(),
            snapshot: current.snapshot.clone(),
            failed: current.failed,
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(generation);
    }

    fn show(&self, generation: Generation) {
        let number = generation.number;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(generation);
        self.numbers.send_replace(number);
    }

    /// Returns the audience that the preview is for, if it is for one. The settings may have lost it.
    fn only(&self, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Option<AudienceId> {
        let name = self.options.audience.as_deref()?;
        let found = settings.audiences.find(name);
        if found.is_none() {
            let message = format!("the audience `{name}`, which this preview is for, is not configured");
            problems.push(
                Diagnostic::new(Code::UnknownAudience, message)
                    .at(Span::file(&SourcePath::new(FILE_NAME)))
                    .maybe_hint(did_you_mean(name, settings.audiences.names())),
            );
        }
        found
    }
}

/// Says that a build is under way, until it is dropped, however the build ends.
struct Building<'p>(&'p Preview);

impl Drop for Building<'_> {
    fn drop(&mut self) {
        self.0.set_building(false);
    }
}

/// A visitor who waits for changes.
pub(super) struct Attendance {
    preview: Arc<Preview>,
    wish: Wish,
}

impl Drop for Attendance {
    fn drop(&mut self) {
        let mut visitors = lock(&self.preview.visitors);
        if let Some(count) = visitors.get_mut(&self.wish) {
            *count -= 1;
            if *count == 0 {
                visitors.remove(&self.wish);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
