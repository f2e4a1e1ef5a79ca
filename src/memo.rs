//! Returns an earlier result when, and only when, the inputs are the same.
//!
//! The key is a digest of everything the result depends on, so nothing here can be stale and there is
//! nothing to invalidate. Between runs a memo travels as bytes with a checksum: a damaged or foreign
//! one is as good as none.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Digest of the inputs of a result.
pub type Key = [u8; 16];

/// How many locks share the results, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// A store of results of one kind.
#[derive(Debug)]
pub struct Memo<V> {
    /// Results of earlier runs.
    earlier: BTreeMap<Key, V>,
    /// Results used or made in this run.
    current: Vec<Mutex<BTreeMap<Key, V>>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { earlier: BTreeMap::new(), current: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }
}

/// Returns the key of inputs given part by part.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut key = Key::default();
    hasher.finalize_xof().fill(&mut key);
    key
}

impl<V: Clone + Serialize + DeserializeOwned> Memo<V> {
    /// Returns the result for `key`, made by `make` where there is none yet.
    pub fn get_or_make(&self, key: Key, make: impl FnOnce() -> V) -> V {
        let Some(shard) = self.shard(key) else { return make() };
        if let Some(value) = lock(shard).get(&key) {
            return value.clone();
        }
        // Made outside the lock: two threads may do the same work once, none waits for a slow one.
        let value = self.earlier.get(&key).cloned().unwrap_or_else(make);
        lock(shard).insert(key, value.clone());
        value
    }

    fn shard(&self, key: Key) -> Option<&Mutex<BTreeMap<Key, V>>> {
        self.current.get(usize::from(key[0]) % SHARDS)
    }

    /// Reads what [`Memo::to_bytes`] wrote with the same `version`; anything else gives an empty memo.
    pub fn from_bytes(bytes: &[u8], version: &str) -> Self {
        let earlier = bytes.split_at_checked(32).and_then(|(checksum, payload)| {
            let genuine =
                blake3::keyed_hash(&seal(version), payload) == *<&[u8; 32]>::try_from(checksum).ok()?;
            genuine.then(|| postcard::from_bytes(payload).ok()).flatten()
        });
        Self { earlier: earlier.unwrap_or_default(), ..Self::default() }
    }

    /// Returns the results used in this run, and no others, so that a memo never grows beyond its site.
    pub fn to_bytes(&self, version: &str) -> Vec<u8> {
        let all: BTreeMap<Key, V> = self.current.iter().flat_map(|shard| lock(shard).clone()).collect();
        let payload = postcard::to_stdvec(&all).unwrap_or_default();
        let mut bytes = blake3::keyed_hash(&seal(version), &payload).as_bytes().to_vec();
        bytes.extend(payload);
        bytes
    }

    /// Returns whether this run used exactly what earlier ones had, so that nothing need be stored.
    pub fn is_unchanged(&self) -> bool {
        let used: usize = self.current.iter().map(|shard| lock(shard).len()).sum();
        used == self.earlier.len()
            && self.current.iter().all(|shard| lock(shard).keys().all(|key| self.earlier.contains_key(key)))
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
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
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
