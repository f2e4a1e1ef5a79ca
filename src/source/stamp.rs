//! Tells whether a file on disk is the one that was read, without reading it again.
//!
//! Size and times are not enough by themselves: two saves within one tick of the clock of a file system leave the same
//! ones. So a stamp also says whether the file had been at rest when it was read, and only then it counts.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the clock of the files is looked at")]

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// How long a file must not have changed before it is read, for its times to tell the next change. The coarsest
/// clock in use is that of FAT, two seconds.
const REST: Duration = Duration::from_millis(2_100);

/// How a file lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Seconds and nanoseconds of the last change to anything about the file, its device and its number.
    unix: Option<(i64, i64, u64, u64)>,
    at_rest: bool,
}

impl Stamp {
    /// Returns the stamp of a file that is about to be read.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let unix = unix(metadata);
        let changed = unix.and_then(|(seconds, ..)| {
            SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
        });
        let now = SystemTime::now();
        let is_past = |time: &SystemTime| now.duration_since(*time).is_ok_and(|age| age > REST);
        let at_rest = modified.as_ref().is_some_and(is_past) && changed.as_ref().is_none_or(is_past);
        Self { length: metadata.len(), modified, unix, at_rest }
    }

    /// Returns whether a file that now lies like `later` has the bytes that were read with this stamp.
    pub fn vouches_for(&self, later: &Self) -> bool {
        self.at_rest && self.is_like(later)
    }

    /// Returns whether nothing about the file seems to have changed.
    pub fn is_like(&self, later: &Self) -> bool {
        (self.length, self.modified, self.unix) == (later.length, later.modified, later.unix)
    }
}

#[cfg(unix)]
fn unix(metadata: &Metadata) -> Option<(i64, i64, u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ctime(), metadata.ctime_nsec(), metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn unix(_: &Metadata) -> Option<(i64, i64, u64, u64)> {
    None
}
