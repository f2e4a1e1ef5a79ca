//! Unpacks a search index, so that tests can look for words in it that its compression would hide.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "each test uses its own part of this; a damaged index may stop a test"
)]

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;

/// Returns a file of an index unpacked, with every word of a front-coded list written out behind it.
pub fn unpacked(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    if !path.contains("_/search/") || !bytes.starts_with(&[0x1f, 0x8b]) {
        return None;
    }
    let mut raw = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut raw).expect("a whole gzip file");
    let name = path.rsplit('/').next().unwrap_or(path);
    let words = match name.as_bytes().first() {
        Some(b't') => words(&raw, true),
        Some(b's') => words(&raw, false),
        _ => Vec::new(),
    };
    raw.push(b'\n');
    raw.extend(words.join("\n").into_bytes());
    Some(raw)
}

/// Returns every word that an index knows, of all its files.
pub fn all_words(tree: &BTreeMap<String, Vec<u8>>, folder: &str) -> Vec<String> {
    let shards = tree.iter().filter(|(path, _)| path.starts_with(folder) && path.contains("/t"));
    let mut all: Vec<String> = shards
        .flat_map(|(_, bytes)| {
            let mut raw = Vec::new();
            GzDecoder::new(&**bytes).read_to_end(&mut raw).expect("a whole gzip file");
            words(&raw, true)
        })
        .collect();
    all.sort();
    all
}

fn words(bytes: &[u8], are_terms: bool) -> Vec<String> {
    let mut at = 0;
    let count = number(bytes, &mut at);
    if are_terms {
        number(bytes, &mut at);
    }
    let mut words: Vec<String> = Vec::new();
    for _ in 0..count {
        let (shared, length) = (number(bytes, &mut at), number(bytes, &mut at));
        let before = words.last().map_or("", String::as_str);
        let rest = std::str::from_utf8(&bytes[at..at + length]).expect("whole characters");
        words.push(format!("{}{rest}", &before[..shared]));
        at += length;
        if !are_terms {
            at += 1;
        } else if number(bytes, &mut at) % 2 == 1 {
            let length = number(bytes, &mut at);
            at += length;
        }
    }
    words
}

fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}
