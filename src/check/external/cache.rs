//! Remembers verdicts from one run to the next, so that CI does not ask every host for every commit.
//!
//! The file may come from a cache that others can write to, so nothing in it is trusted further than a
//! verdict goes: an address of it is parsed like one of a stranger's, times in the future do not count, and
//! what is broken is never taken from it. A file that cannot be read or written costs time and nothing else.
#![expect(clippy::disallowed_methods, reason = "edge: this is where the cache is read and written")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::address::Address;
use super::verdict::{Doubt, Verdict, of_status};

/// Bytes of the file: enough for a hundred thousand addresses.
const CACHE_BYTES_MAX: u64 = 16 << 20;

/// Changes when older files would be misread.
const FORMAT: u32 = 1;

const DAY_SECONDS: u64 = 86_400;

/// How long a page that was there is believed to be there.
const GOOD_SECONDS: u64 = 7 * DAY_SECONDS;

/// How long a note is repeated without asking again. What was unclear may be clear tomorrow.
const NOTE_SECONDS: u64 = DAY_SECONDS;

/// The verdicts of earlier runs.
#[derive(Default, Serialize, Deserialize)]
pub struct Cache {
    format: u32,
    addresses: BTreeMap<String, Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    /// Seconds since 1970.
    asked: u64,
    verdict: Stored,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    Good,
    Moved(String),
    Unknown(Doubt),
}

impl Cache {
    /// Returns the verdict on an address, where it is still to be believed.
    pub fn recall(&self, address: &Address, now: u64) -> Option<Verdict> {
        let entry = self.addresses.get(address.as_str())?;
        if !entry.is_fresh(now) {
            return None;
        }
        match &entry.verdict {
            Stored::Good => Some(Verdict::Good),
            Stored::Moved(to) => {
                let to = Address::parse(to).filter(|parsed| parsed.as_str() == to && parsed != address)?;
                Some(Verdict::Moved(to))
            }
            // A status that is no doubt was not written by us.
            Stored::Unknown(Doubt::Status(status)) => {
                Some(of_status(*status)).filter(|verdict| matches!(verdict, Verdict::Unknown(_)))
            }
            Stored::Unknown(doubt) => Some(Verdict::Unknown(*doubt)),
        }
    }

    /// Remembers a verdict. What is broken is asked again each time, so that mending it shows at once.
    pub fn remember(&mut self, address: &Address, verdict: &Verdict, now: u64) {
        let verdict = match verdict {
            Verdict::Good => Stored::Good,
            Verdict::Moved(to) => Stored::Moved(to.as_str().to_owned()),
            Verdict::Unknown(doubt) => Stored::Unknown(*doubt),
            Verdict::Broken(_) => {
                self.addresses.remove(address.as_str());
                return;
            }
        };
        self.addresses.insert(address.as_str().to_owned(), Entry { asked: now, verdict });
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).ok().filter(|cache: &Self| cache.format == FORMAT).unwrap_or_default()
    }

    /// Returns the file without what nobody would believe any more, so that it does not grow for ever.
    fn into_bytes(mut self, now: u64) -> Option<Vec<u8>> {
        self.format = FORMAT;
        self.addresses.retain(|_, entry| entry.is_fresh(now));
        let mut bytes = serde_json::to_vec_pretty(&self).ok()?;
        bytes.push(b'\n');
        Some(bytes)
    }
}

impl Entry {
    fn is_fresh(&self, now: u64) -> bool {
        let believed = match self.verdict {
            Stored::Good => GOOD_SECONDS,
            Stored::Moved(_) | Stored::Unknown(_) => NOTE_SECONDS,
        };
        now.checked_sub(self.asked).is_some_and(|age| age < believed)
    }
}

/// Loads the cache; an empty one where there is none that can be read.
pub fn load(path: &Path) -> Cache {
    // A pipe would never end, and a link could lead anywhere.
    let plain = fs::symlink_metadata(path).is_ok_and(|file| file.is_file() && file.len() <= CACHE_BYTES_MAX);
    if plain { Cache::from_bytes(&fs::read(path).unwrap_or_default()) } else { Cache::default() }
}

/// Saves the cache.
pub fn save(path: &Path, cache: Cache, now: u64) {
    let Some(folder) = path.parent() else { return };
    if fs::symlink_metadata(folder).is_ok_and(|folder| folder.is_symlink()) {
        return;
    }
    // Written aside and renamed, so that a check that runs at the same time never reads half of it.
    if let Some(bytes) = cache.into_bytes(now)
        && let Ok(mut temporary) = tempfile::NamedTempFile::new_in(folder)
        && temporary.write_all(&bytes).is_ok()
    {
        let _ = temporary.persist(path);
    }
}

#[cfg(test)]
mod tests {
    use super::super::verdict::Fault;
    use super::*;

    const NOW: u64 = 1_800_000_000;

    fn address() -> Address {
        Address::parse("https://example.com/a").unwrap()
    }

    fn recalled(verdict: &Verdict, age: u64) -> Option<Verdict> {
        let mut cache = Cache::default();
        cache.remember(&address(), verdict, NOW - age);
        Cache::from_bytes(&cache.into_bytes(NOW).unwrap()).recall(&address(), NOW)
    }

    fn forged(entry: &str) -> Option<Verdict> {
        let file = format!(r#"{{"format": 1, "addresses": {{"https://example.com/a": {entry}}}}}"#);
        Cache::from_bytes(file.as_bytes()).recall(&address(), NOW)
    }

    #[test]
    fn good_is_believed_for_a_week_and_a_note_for_a_day() {
        let moved = Verdict::Moved(Address::parse("https://example.com/b").unwrap());
        let notes = [moved, Verdict::Unknown(Doubt::Status(403)), Verdict::Unknown(Doubt::Timeout)];
        assert_eq!(recalled(&Verdict::Good, GOOD_SECONDS - 1), Some(Verdict::Good));
        assert_eq!(recalled(&Verdict::Good, GOOD_SECONDS), None);
        for note in notes {
            assert_eq!(recalled(&note, NOTE_SECONDS - 1), Some(note.clone()));
            assert_eq!(recalled(&note, NOTE_SECONDS), None);
        }
    }

    #[test]
    fn broken_is_asked_again_each_time() {
        assert_eq!(recalled(&Verdict::Broken(Fault::Missing), 0), None);
        let mut cache = Cache::default();
        cache.remember(&address(), &Verdict::Good, NOW);
        cache.remember(&address(), &Verdict::Broken(Fault::Gone), NOW);
        assert_eq!(cache.recall(&address(), NOW), None);
    }

    #[test]
    fn damaged_file_is_as_none() {
        for file in ["", "{", "[]", "null", r#"{"format": 1}"#, r#"{"format": 2, "addresses": {}}"#, "\u{0}"]
        {
            let cache = Cache::from_bytes(file.as_bytes());
            assert!(cache.addresses.is_empty(), "{file}");
        }
        let entry = format!(r#"{{"asked": {NOW}, "verdict": "splendid"}}"#);
        assert_eq!(forged(&entry), None);
    }

    #[test]
    fn forged_file_gives_verdicts_and_no_words_of_its_own() {
        let entry = |asked: u64, verdict: &str| format!(r#"{{"asked": {asked}, "verdict": {verdict}}}"#);
        assert_eq!(forged(&entry(NOW, r#""good""#)), Some(Verdict::Good));
        assert_eq!(forged(&entry(NOW + 1, r#""good""#)), None);
        assert_eq!(forged(&entry(u64::MAX, r#""good""#)), None);
        assert_eq!(forged(&entry(NOW, r#"{"unknown": {"status": 404}}"#)), None);
        assert_eq!(forged(&entry(NOW, r#"{"unknown": {"status": 200}}"#)), None);
        for to in
            ["javascript:alert(1)", "https://example.com/`\\n::error::x", "https://u:p@example.com/", "x"]
        {
            assert_eq!(forged(&entry(NOW, &format!(r#"{{"moved": "{to}"}}"#))), None, "{to}");
        }
    }

    #[test]
    fn what_nobody_believes_is_dropped() {
        let mut cache = Cache::default();
        cache.remember(&address(), &Verdict::Good, NOW - GOOD_SECONDS);
        let kept = Address::parse("https://example.com/b").unwrap();
        cache.remember(&kept, &Verdict::Good, NOW - NOTE_SECONDS);
        let text = String::from_utf8(cache.into_bytes(NOW).unwrap()).unwrap();
        assert!(!text.contains("/a\"") && text.contains("/b\""), "{text}");
    }
}
