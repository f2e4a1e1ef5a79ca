//! Returns an earlier result when, and only when, the inputs are the same.
//!
//! The key is a digest of everything the result depends on, so nothing here can be stale and there is
//! nothing to invalidate. Between runs a memo travels as bytes with a checksum: a damaged or foreign
//! one is as good as none.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Digest of the inputs of a result.
pub type Key = [u8; 16];

/// How many locks share the results, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// Turns that a result outlives without being used: an edit that is taken back finds its results again, and a memo
/// never grows far beyond its site.
const TURNS_KEPT: u32 = 3;

/// A store of results of one kind.
#[derive(Debug)]
pub struct Memo<V> {
    shards: Vec<Mutex<BTreeMap<Key, Entry<V>>>>,
    /// Counts the builds, from 1.
    turn: AtomicU32,
    /// Results made in this turn.
    made: AtomicUsize,
    /// Whether there are results that no file has.
    unsaved: AtomicBool,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    /// The last turn that used it; 0 for none since it was read from a file.
    used: u32,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            turn: AtomicU32::new(1),
            made: AtomicUsize::new(0),
            unsaved: AtomicBool::new(false),
        }
    }
}

/// Returns the key of inputs given part by part.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut keyer = Keyer::default();
    parts.iter().for_each(|part| keyer.add(part));
    keyer.key()
}

/// Makes a key of inputs that come one after the other.
#[derive(Clone, Debug, Default)]
pub struct Keyer {
    hasher: blake3::Hasher,
    /// What the hasher has not seen yet: it is far quicker with many bytes at once.
    waiting: Vec<u8>,
}

/// Bytes that are hashed at once.
const HASHED_AT_ONCE: usize = 64 << 10;

impl Keyer {
    /// Adds one part. Parts do not run together.
    pub fn add(&mut self, part: &[u8]) {
        self.number(part.len());
        if part.len() < HASHED_AT_ONCE {
            self.push(part);
        } else {
            self.hasher.update(&std::mem::take(&mut self.waiting));
            self.hasher.update(part);
        }
    }

    /// Adds a number.
    pub fn number(&mut self, number: usize) {
        self.push(&(number as u64).to_le_bytes());
    }

    /// Returns the key.
    pub fn key(mut self) -> Key {
        self.hasher.update(&self.waiting);
        let mut key = Key::default();
        self.hasher.finalize_xof().fill(&mut key);
        key
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.waiting.len() + bytes.len() > HASHED_AT_ONCE {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
        self.waiting.extend_from_slice(bytes);
    }
}

impl<V: Clone> Memo<V> {
    /// Returns the result for `key`, made by `make` where there is none yet.
    pub fn get_or_make(&self, key: Key, make: impl FnOnce() -> V) -> V {
        let Some(shard) = self.shards.get(usize::from(key[0]) % SHARDS) else { return make() };
        let turn = self.turn.load(Ordering::Relaxed);
        if let Some(entry) = lock(shard).get_mut(&key) {
            entry.used = turn;
            return entry.value.clone();
        }
        // Made outside the lock: two threads may do the same work once, none waits for a slow one.
        let value = make();
        self.made.fetch_add(1, Ordering::Relaxed);
        self.unsaved.store(true, Ordering::Relaxed);
        lock(shard).insert(key, Entry { value: value.clone(), used: turn });
        value
    }
}

impl<V> Memo<V> {
    /// Ends a turn: what has not been used for some is forgotten. Returns how many results it had to make.
    pub fn turn(&self) -> usize {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        for shard in &self.shards {
            lock(shard).retain(|_, entry| entry.used + TURNS_KEPT > turn);
        }
        self.made.swap(0, Ordering::Relaxed)
    }

    /// Returns how many results this turn had to make so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Returns whether this run used exactly what earlier ones had, so that nothing need be stored.
    pub fn is_unchanged(&self) -> bool {
        !self.unsaved.load(Ordering::Relaxed)
            && self.shards.iter().all(|shard| lock(shard).values().all(|entry| entry.used > 0))
    }
}

impl<V: Clone + Serialize + DeserializeOwned> Memo<V> {
    /// Reads what [`Memo::to_bytes`] wrote with the same `version`; anything else gives an empty memo.
    pub fn from_bytes(bytes: &[u8], version: &str) -> Self {
        let earlier = bytes.split_at_checked(32).and_then(|(checksum, payload)| {
            let genuine =
                blake3::keyed_hash(&seal(version), payload) == *<&[u8; 32]>::try_from(checksum).ok()?;
            genuine.then(|| postcard::from_bytes::<Vec<(Key, V)>>(payload).ok()).flatten()
        });
        let memo = Self::default();
        for (key, value) in earlier.unwrap_or_default() {
            if let Some(shard) = memo.shards.get(usize::from(key[0]) % SHARDS) {
                lock(shard).insert(key, Entry { value, used: 0 });
            }
        }
        memo
    }

    /// Returns the results used in this run, and no others, so that a memo never grows beyond its site.
    pub fn to_bytes(&self, version: &str) -> Vec<u8> {
        self.unsaved.store(false, Ordering::Relaxed);
        let mut all: BTreeMap<Key, V> = BTreeMap::new();
        for shard in &self.shards {
            let shard = lock(shard);
            let used = shard.iter().filter(|(_, entry)| entry.used > 0);
            all.extend(used.map(|(key, entry)| (*key, entry.value.clone())));
        }
        let all: Vec<(Key, V)> = all.into_iter().collect();
        let payload = postcard::to_stdvec(&all).unwrap_or_default();
        let mut bytes = blake3::keyed_hash(&seal(version), &payload).as_bytes().to_vec();
        bytes.extend(payload);
        bytes
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere cannot leave a map of finished results half-made.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn seal(version: &str) -> [u8; 32] {
    *blake3::hash(version.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once() {
        let memo = Memo::<u32>::default();
        let key = key(&[b"a"]);
        assert_eq!(memo.get_or_make(key, || 1), 1);
        assert_eq!(memo.get_or_make(key, || 2), 1);
        assert_eq!(memo.made(), 1);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
    }

    #[test]
    fn a_key_does_not_depend_on_how_much_waits() {
        let long = vec![7; HASHED_AT_ONCE];
        let mut keyer = Keyer::default();
        let mut hasher = blake3::Hasher::new();
        for part in [&b"a"[..], &long, b"b", &long[..HASHED_AT_ONCE - 3], b"c"] {
            keyer.add(part);
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut expected = Key::default();
        hasher.finalize_xof().fill(&mut expected);
        assert_eq!(keyer.key(), expected);
    }

    #[test]
    fn what_is_not_used_is_forgotten() {
        let memo = Memo::<u32>::default();
        let (used, unused) = (key(&[b"a"]), key(&[b"b"]));
        memo.get_or_make(unused, || 1);
        for turn in 0..=TURNS_KEPT {
            memo.get_or_make(used, || 1);
            assert_eq!(memo.turn(), if turn == 0 { 2 } else { 0 });
        }
        assert_eq!(memo.get_or_make(used, || 2), 1);
        assert_eq!(memo.get_or_make(unused, || 2), 2);
    }

    #[test]
    fn only_what_was_used_survives_and_damage_is_noticed() {
        let memo = Memo::<u32>::default();
        memo.get_or_make(key(&[b"a"]), || 1);
        memo.get_or_make(key(&[b"b"]), || 2);
        let bytes = memo.to_bytes("1");
        let next = Memo::<u32>::from_bytes(&bytes, "1");
        assert_eq!(next.get_or_make(key(&[b"a"]), || 9), 1);
        assert!(!next.is_unchanged());
        next.get_or_make(key(&[b"b"]), || 9);
        assert!(next.is_unchanged());
        let next = Memo::<u32>::from_bytes(&bytes, "1");
        assert_eq!(next.get_or_make(key(&[b"a"]), || 9), 1);
        let third = Memo::<u32>::from_bytes(&next.to_bytes("1"), "1");
        assert_eq!(third.get_or_make(key(&[b"b"]), || 9), 9);

        let other_version = Memo::<u32>::from_bytes(&bytes, "2");
        assert_eq!(other_version.get_or_make(key(&[b"a"]), || 9), 9);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Memo::<u32>::from_bytes(&damaged, "1").get_or_make(key(&[b"a"]), || 9), 9);
        }
        assert_eq!(Memo::<u32>::from_bytes(&[], "1").get_or_make(key(&[b"a"]), || 9), 9);
    }
}
