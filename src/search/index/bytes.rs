//! Writes numbers and word lists in few bytes.

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::super::text::length;

/// Appends a number, 7 bits a byte.
pub fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends rising numbers as distances, the first from zero.
pub fn gaps(bytes: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut before = 0;
    for number in numbers {
        varint(bytes, u64::from(number - before));
        before = number;
    }
}

/// Appends words in order, each as what it adds to the one before.
#[derive(Default)]
pub struct FrontCoder<'a> {
    before: &'a str,
}

impl<'a> FrontCoder<'a> {
    pub fn write(&mut self, bytes: &mut Vec<u8>, word: &'a str) {
        let mut shared = self.before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        while !word.is_char_boundary(shared) {
            shared -= 1;
        }
        let rest = word.as_bytes().get(shared..).unwrap_or_default();
        varint(bytes, shared as u64);
        varint(bytes, rest.len() as u64);
        bytes.extend_from_slice(rest);
        self.before = word;
    }
}

/// Returns the shortest beginning of `word` that is greater than `before`, which is less than `word`.
pub fn separator(before: &str, word: &str) -> String {
    let mut cut = String::new();
    let mut others = before.chars();
    for character in word.chars() {
        cut.push(character);
        if others.next() != Some(character) {
            break;
        }
    }
    debug_assert!(length(&cut) <= length(word), "a separator is a beginning");
    cut
}

/// How hard to compress, of 9. More takes twice the time and saves a hundredth of the bytes.
const LEVEL: u32 = 6;

/// Compresses files one after the other: the compressor's tables are far larger than most files.
pub struct Gzip {
    deflate: Compress,
}

impl Default for Gzip {
    fn default() -> Self {
        Self { deflate: Compress::new(Compression::new(LEVEL), false) }
    }
}

impl Gzip {
    /// Compresses a file (RFC 1952). No name and no time is in it, so equal bytes stay equal.
    pub fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        // Deflate, no flags, no time, nothing special, unknown system.
        let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        packed.reserve(bytes.len() + 64);
        self.deflate.reset();
        let mut done = false;
        while !done {
            let rest = bytes.get(self.deflate.total_in() as usize..).unwrap_or_default();
            packed.reserve(64);
            // What fails here would fail for every file, and a shard without its end is refused by whoever reads it.
            done = !matches!(
                self.deflate.compress_vec(rest, &mut packed, FlushCompress::Finish),
                Ok(Status::Ok | Status::BufError)
            );
        }
        let mut sum = Crc::new();
        sum.update(bytes);
        packed.extend(sum.sum().to_le_bytes());
        packed.extend(sum.amount().to_le_bytes());
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_few_bytes() {
        let mut bytes = Vec::new();
        gaps(&mut bytes, [3, 4, 200, 20_000].into_iter());
        assert_eq!(bytes, [3, 1, 0xc4, 1, 0xd8, 0x9a, 1]);
    }

    #[test]
    fn words_share_what_they_begin_with() {
        let mut bytes = Vec::new();
        let mut coder = FrontCoder::default();
        ["die", "dies", "dü", "dý"].into_iter().for_each(|word| coder.write(&mut bytes, word));
        assert_eq!(bytes, *b"\x00\x03die\x03\x01s\x01\x02\xc3\xbc\x01\x02\xc3\xbd");
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        use std::io::Read;
        let mut gzip = Gzip::default();
        let large: Vec<u8> =
            (0..200_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect();
        for bytes in [&b""[..], b"a", b"aaaa bbbb aaaa", &large, b"a"] {
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&*gzip.pack(bytes)).read_to_end(&mut back).unwrap();
            assert_eq!(back, bytes);
        }
        assert_eq!(gzip.pack(b"a"), Gzip::default().pack(b"a"));
    }

    #[test]
    fn separators_are_short() {
        assert_eq!(separator("refund", "region"), "reg");
        assert_eq!(separator("refund", "refunds"), "refunds");
        assert_eq!(separator("a", "z"), "z");
    }
}
