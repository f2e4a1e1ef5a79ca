//! Reads numbers and word lists.

use std::io::Read;

use flate2::read::GzDecoder;

use super::super::index::Index;

/// Returns the contents of a file of an index.
pub fn file(index: &Index, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(&**index.files().get(name)?).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Bytes with a place up to which they have been read.
pub struct Bytes<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Bytes<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    pub fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Reads `count` rising numbers.
    pub fn rising(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut before = 0_u32;
        (0..count)
            .map(|_| {
                before = before.checked_add(u32::try_from(self.number()?).ok()?)?;
                Some(before)
            })
            .collect()
    }

    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let bytes = self.bytes.get(self.at..self.at.checked_add(count)?);
        self.at += count;
        bytes
    }

    /// Reads a text with its length before it.
    pub fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    /// Reads what a word adds to the one before.
    pub fn word(&mut self, before: &str) -> Option<String> {
        let shared = self.number()?;
        Some(format!("{}{}", before.get(..shared)?, self.text()?))
    }

    /// Returns what has not been read.
    pub fn rest(self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}
