//! Takes a snapshot of the input folder and its history.
//!
//! A build reads nothing but its arguments, so everything it may need is gathered here first, by one
//! walk that follows no links. Texts are held in memory; other files as digest, size and the place
//! they can be copied from.

mod disk;
mod encoding;
mod git;
mod history;
mod image;
mod snapshot;
mod stamp;
mod watch;

pub use disk::{find_site, open, read, read_again, read_text, read_texts, whole_path};
pub use history::{FileDates, History};
pub use image::{Active, Fault, Look, look};
pub use snapshot::{Binary, Snapshot, SourceFile, TextFile};
pub use stamp::Stamp;
pub use watch::{Change, Watcher};
