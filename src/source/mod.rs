//! Takes a snapshot of the input folder and its history.
//!
//! A build reads nothing but its arguments, so everything it may need is gathered here first, by one
//! walk that follows no links. Texts are held in memory; other files as digest, size and the place
//! they can be copied from.

mod disk;
mod history;
mod snapshot;

pub use disk::{find_site, read};
pub use history::{FileDates, History};
pub use snapshot::{Binary, Snapshot, SourceFile};
