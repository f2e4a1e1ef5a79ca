//! Tells when a site may have changed.
//!
//! An event only says where to look; what has changed is found by looking. So nothing depends on which of their many
//! ways editors take to save a file, nor on events that a system merges, renames or loses. Folders are watched, not
//! files: most editors put a new file in the old one's place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::disk::{self, FolderId};

/// Quiet after which a save counts as done: most write a file in two or three steps within a millisecond.
const QUIET: Duration = Duration::from_millis(8);
/// The longest that a change waits for others, such as those of a checkout, before it is looked at.
const GATHER_MAX: Duration = Duration::from_millis(50);
/// `EMFILE`.
const TOO_MANY_FILES: i32 = 24;
/// Changes beyond which it is quicker to look at everything.
const PATHS_MAX: usize = 64;

/// Watches the folders of a site that are read. Everything else, such as what it is built into, is not.
pub struct Watcher {
    root: PathBuf,
    settings_file: PathBuf,
    events: Receiver<notify::Result<notify::Event>>,
    /// Nothing where there are no events to be had.
    watcher: Option<RecommendedWatcher>,
    /// The folders that are watched: another folder may take the place of one.
    watched: BTreeMap<PathBuf, FolderId>,
    news: Arc<AtomicBool>,
    /// Why there are no more events, until that has been told.
    problem: Option<String>,
}

/// What may have changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Something about these paths.
    Paths(BTreeSet<PathBuf>),
    /// Anything.
    Anything,
}

impl Watcher {
    /// Begins to watch the site in `root`; also returns why there are no events, if so.
    pub fn new(root: &Path, settings_file: &str) -> (Self, Option<String>) {
        let (sender, events) = channel();
        let news = Arc::new(AtomicBool::new(false));
        let flag = news.clone();
        let handler = move |event: notify::Result<notify::Event>| {
            if event.as_ref().map_or(true, |event| matters(&event.kind)) {
                flag.store(true, Ordering::Relaxed);
                let _ = sender.send(event);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let made = RecommendedWatcher::new(handler, config);
        let (watcher, mut problem) = match made {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(reason(&error))),
        };
        let (root, settings_file) = (root.to_owned(), root.join(settings_file));
        let mut watcher =
            Self { root, settings_file, events, watcher, watched: BTreeMap::new(), news, problem: None };
        problem = problem.or_else(|| watcher.watch_all());
        (watcher, problem)
    }

    /// Waits until something may have changed, and until it is done; nothing comes back where `patience` ends first.
    /// A site is looked at once in a while all the same: events get lost.
    pub fn wait(&mut self, patience: Duration) -> Option<Change> {
        let mut gathered = Gathered::default();
        let begin = Instant::now();
        loop {
            let left = patience.saturating_sub(begin.elapsed());
            match self.events.recv_timeout(left) {
                Ok(event) => self.gather(event, &mut gathered),
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(left);
                    return None;
                }
            }
            if gathered.is_any() {
                break;
            }
            // It was about something that is not read.
            self.news.store(false, Ordering::Relaxed);
        }
        let first = Instant::now();
        while first.elapsed() < GATHER_MAX {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.gather(event, &mut gathered),
                Err(_) => break,
            }
        }
        // Whatever came until here is looked at now.
        while let Ok(event) = self.events.try_recv() {
            self.gather(event, &mut gathered);
        }
        self.news.store(false, Ordering::Relaxed);
        Some(gathered.into_change())
    }

    /// Returns whether there are no events, so that changes are found only by looking.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Returns a flag that is set as soon as something happens that nobody has waited for yet.
    pub fn news(&self) -> Arc<AtomicBool> {
        self.news.clone()
    }

    /// Watches folders that have come, or have taken the place of others. Where that fails there are no more events,
    /// and the reason comes back, once.
    pub fn watch_all(&mut self) -> Option<String> {
        self.watch_or_stop();
        self.problem.take()
    }

    fn watch_or_stop(&mut self) {
        if let Err(problem) = self.try_watching() {
            self.watcher = None;
            self.problem = Some(problem);
        }
    }

    fn try_watching(&mut self) -> Result<(), String> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let folders = disk::folders(&self.root).into_iter();
        let modes = folders.map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        for (path, mode) in std::iter::once((self.root.clone(), RecursiveMode::NonRecursive)).chain(modes) {
            let now = disk::folder_id(&path);
            if now.as_ref() == self.watched.get(&path) {
                continue;
            }
            if self.watched.remove(&path).is_some() {
                // It may be gone, and its watch with it.
                let _ = watcher.unwatch(&path);
            }
            if let Some(id) = now {
                match watcher.watch(&path, mode) {
                    Ok(()) => {
                        self.watched.insert(path, id);
                    }
                    // Something in it went while it was gone through; the next look tries again.
                    Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                    Err(error) => return Err(reason(&error)),
                }
            }
        }
        Ok(())
    }

    /// Watches a folder that may have come, gone, or been replaced by one that has its number.
    fn watch_anew(&mut self, path: &Path) {
        if let Some(watcher) = self.watcher.as_mut().filter(|_| self.watched.remove(path).is_some()) {
            let _ = watcher.unwatch(path);
        }
        self.watch_or_stop();
    }

    fn gather(&mut self, event: notify::Result<notify::Event>, gathered: &mut Gathered) {
        let Ok(event) = event else {
            gathered.anything = true;
            return;
        };
        gathered.anything |= event.need_rescan();
        for path in event.paths {
            if path.parent() == Some(&self.root) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let is_folder = disk::is_read(&name);
                if is_folder {
                    self.watch_anew(&path);
                    gathered.anything = true;
                }
                if path == self.settings_file {
                    gathered.paths.insert(path);
                }
            } else if path == self.root {
                gathered.anything = true;
            } else {
                gathered.paths.insert(path);
            }
        }
    }
}

/// Changes while they come in.
#[derive(Default)]
struct Gathered {
    paths: BTreeSet<PathBuf>,
    anything: bool,
}

impl Gathered {
    fn is_any(&self) -> bool {
        self.anything || !self.paths.is_empty()
    }

    fn into_change(self) -> Change {
        match self.anything || self.paths.len() > PATHS_MAX {
            true => Change::Anything,
            false => Change::Paths(self.paths),
        }
    }
}

/// That somebody reads a file, this program included, changes nothing.
fn matters(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system allows no more watches; on Linux raise `fs.inotify.max_user_watches`".to_owned()
        }
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY_FILES) => {
            "the system allows no more watchers; on Linux raise `fs.inotify.max_user_instances`".to_owned()
        }
        _ => error.to_string(),
    }
}
