//! Shows a site in the browser and keeps it current.
//!
//! The server has no folder to serve from: a request names a path of the plan, and what is planned is rendered. So a
//! preview shows what a build would write, byte for byte, and no address leads anywhere else. With every change the
//! site is built again, with what is remembered of earlier builds, and only what builds without an error is shown.
//! Nothing here prints: what there is to say goes to whoever called.

mod address;
mod answer;
mod assets;
mod client;
mod editor;
mod generation;
mod host;
mod http;
mod preview;
mod problems;
mod range;
mod state;
mod stream;
mod watching;
mod wish;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::model::SourcePath;
use crate::pipeline::{CodeMemo, Done, Phases};
use crate::source::Snapshot;

pub use editor::Editor;
pub use http::Server;
pub use preview::Preview;

/// What is to be previewed, and how.
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The one audience to show; visitors choose among all where none is named.
    pub audience: Option<String>,
    /// The day that counts as today; the true one where none is named.
    pub date: Option<Date>,
    /// Tells what day it is; a preview may run for weeks.
    pub today: fn() -> Date,
    /// Whether changes are followed.
    pub watch: bool,
    /// How an editor is asked to open a file, where there is one.
    pub editor: Option<Editor>,
    /// Whether only people at this machine can come. Others learn neither what is wrong, as lines of articles stand in
    /// it that are not for them, nor where files lie.
    pub private: bool,
    /// Coloured code of earlier runs.
    pub code: CodeMemo,
    /// Threads that build.
    pub workers: rayon::ThreadPool,
}

/// What a preview has to tell.
pub enum News<'a> {
    /// It can be visited now.
    Serving(&'a Server),
    /// There are no events from the file system, so it is looked at again and again.
    Polling(&'a str),
    /// The site was built, or could not be.
    Built(&'a Report),
}

/// Why a site is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The preview begins.
    Start,
    /// Something has changed: files, what git knows of them, or the day.
    Changes,
    /// Nothing has: pages were rendered that nobody has visited yet.
    Proof,
}

/// How a build went.
pub struct Report {
    /// Counts the builds, from 1.
    pub number: u64,
    /// Why there was a build.
    pub cause: Cause,
    /// The files that had changed, in order.
    pub changes: Vec<SourcePath>,
    /// What is wrong with the site as it is on disk, in order.
    pub problems: Arc<Vec<Diagnostic>>,
    /// The text of the files that the problems are in.
    pub snapshot: Arc<Snapshot>,
    /// Whether the site cannot be built as it is, so that the last good pages stay.
    pub failed: bool,
    /// From looking at the files until the new pages could be had.
    pub time: Duration,
    /// Where the time went.
    pub phases: Phases,
    /// What had to be done anew.
    pub done: Done,
}

/// Serves a preview until the process ends, or once and for all where changes are not followed. Fails where the site
/// cannot be built and nobody watches for it to be mended.
pub fn run(server: Server, preview: Arc<Preview>, tell: &(dyn Fn(News<'_>) + Sync)) -> Result<(), Failure> {
    watching::run(server, preview, tell)
}

/// Why a preview ended.
#[derive(Debug)]
pub enum Failure {
    /// The site has errors, which have been told.
    Broken,
    /// Something outside failed.
    Outside(String),
}
