//! Compresses files once, for servers that send what lies beside them, such as nginx with `gzip_static`, and Caddy.
//!
//! Equal bytes give equal twins: gzip headers carry no time.

use std::io::{self, Write};

use flate2::{Compression as Level, GzBuilder};

use crate::config::Compression;

/// Bytes below which compressing saves nothing: one packet carries them anyway.
const BYTES_MIN: usize = 1024;

/// Endings of files that compress well. Images, films and the search index are compressed already.
const TEXTS: [&str; 11] =
    ["html", "css", "js", "json", "xml", "txt", "md", "svg", "map", "webmanifest", "csv"];

/// Brotli's quality. The highest, 11, takes twenty times as long to save a few percent more.
const BROTLI_QUALITY: u32 = 9;
/// Logarithm of the window in which Brotli looks for repetitions; 22 is what all browsers accept.
const BROTLI_WINDOW: u32 = 22;
const BROTLI_BUFFER_BYTES: usize = 64 << 10;

/// Returns the compressed twins of a file, each with what is added to its name.
pub(super) fn twins(
    file: &str,
    bytes: &[u8],
    wanted: Compression,
) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut twins = Vec::new();
    if bytes.len() < BYTES_MIN || !TEXTS.iter().any(|text| ending.eq_ignore_ascii_case(text)) {
        return Ok(twins);
    }
    if wanted.gzip {
        let mut encoder = GzBuilder::new().write(Vec::new(), Level::best());
        encoder.write_all(bytes)?;
        twins.push((".gz", encoder.finish()?));
    }
    if wanted.brotli {
        let mut packed = Vec::new();
        let mut writer =
            brotli::CompressorWriter::new(&mut packed, BROTLI_BUFFER_BYTES, BROTLI_QUALITY, BROTLI_WINDOW);
        writer.write_all(bytes)?;
        writer.flush()?;
        drop(writer);
        twins.push((".br", packed));
    }
    twins.retain(|(_, packed)| packed.len() < bytes.len());
    Ok(twins)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const BOTH: Compression = Compression { gzip: true, brotli: true };

    #[test]
    fn twins_hold_the_same_bytes() {
        let bytes = "words and more words ".repeat(200).into_bytes();
        let made = twins("a/index.html", &bytes, BOTH).unwrap();
        let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&*made[0].1).read_to_end(&mut gzip).unwrap();
        brotli::Decompressor::new(&*made[1].1, 4096).read_to_end(&mut brotli).unwrap();
        assert!(gzip == bytes && brotli == bytes);
        assert_eq!(made, twins("b.html", &bytes, BOTH).unwrap(), "equal bytes give equal twins");
    }

    #[test]
    fn small_and_packed_files_have_none() {
        assert!(twins("a.html", b"short", BOTH).unwrap().is_empty());
        assert!(twins("a.png", &[0; 5000], BOTH).unwrap().is_empty());
        assert!(twins("a.html", &[0; 5000], Compression::default()).unwrap().is_empty());
    }
}
