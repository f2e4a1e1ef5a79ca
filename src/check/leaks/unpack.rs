//! Turns the bytes of any file of a tree into the texts in it: markup, JSON, indexes, compressed twins.
//!
//! It knows formats, not helpsmith's own code: what a file is goes by its name, and what it holds by its bytes.
//! Pictures and downloads are not looked into; they are compared as a whole.

use std::borrow::Cow;
use std::io::Read;

use super::index;
use super::json;
use super::markup::{self, Grammar};

/// A text of a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// Words that belong together.
    Text(&'a str),
    /// The value of an attribute or of a key, which may be an address.
    Value(&'a str),
    /// A word of an index.
    Word(&'a str),
    /// What stands without a space on both sides of tags inside a line: a word may go on across them.
    Tight(&'a str),
    /// A line of a script or a stylesheet, whose names nobody takes from an article.
    Code(&'a str),
}

/// Bytes that a file may unpack to; more is a bomb, or no part of a help centre.
const UNPACKED_BYTES_MAX: u64 = 1 << 29;
/// How often a packed file may hold a packed file.
const LAYERS_MAX: usize = 3;

/// Calls `each` with every text of the file at `path`, or returns why it cannot be read.
pub(super) fn unpack(path: &str, bytes: &[u8], each: &mut dyn FnMut(Piece<'_>)) -> Result<(), String> {
    layer(path, bytes, LAYERS_MAX, each)
}

fn layer(path: &str, bytes: &[u8], left: usize, each: &mut dyn FnMut(Piece<'_>)) -> Result<(), String> {
    let (name, extension) = name_of(path);
    let left = left.checked_sub(1).ok_or("it is packed too often")?;
    match extension.as_str() {
        "gz" => return layer(path.get(..path.len() - 3).unwrap_or(""), &gunzip(bytes)?, left, each),
        "br" => return layer(path.get(..path.len() - 3).unwrap_or(""), &unbrotli(bytes)?, left, each),
        "bin" if path.contains("_/search/") => {
            let is_packed = bytes.starts_with(&[0x1f, 0x8b]);
            let raw = if is_packed { gunzip(bytes)? } else { bytes.to_vec() };
            return index::unpack(&name, &raw, each);
        }
        _ if bytes.starts_with(&[0x1f, 0x8b]) => {
            let inner = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            return layer(inner, &gunzip(bytes)?, left, each);
        }
        _ => {}
    }
    let text = text_of(bytes);
    if is_opaque(&extension, bytes, &text) {
        return Ok(());
    }
    match extension.as_str() {
        "html" | "htm" | "xhtml" => markup::read(&text, Grammar::Html, each),
        "xml" | "svg" | "atom" | "rss" => markup::read(&text, Grammar::Xml, each),
        "json" if path.contains("_/search/") && name == "manifest.json" => index::manifest(&text, each),
        "json" | "webmanifest" | "map" => {
            json::strings(&text, each);
            if name.contains("elasticlunr") {
                index::trie(&text, each);
            }
        }
        "js" if path.contains("_/search/") => {
            if let Some((inner, packed)) = index::twin(&text) {
                let raw = index::base64(packed).ok_or("it holds no whole Base64")?;
                return layer(&format!("_/search/{inner}"), &raw, left, each);
            }
            text.lines().for_each(|line| each(Piece::Code(line)));
        }
        "js" | "mjs" | "css" => text.lines().for_each(|line| each(Piece::Code(line))),
        _ => text.lines().for_each(|line| each(Piece::Text(line))),
    }
    Ok(())
}

/// Returns the name and the ending of a path, in small letters.
fn name_of(path: &str) -> (String, String) {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned();
    (name, extension)
}

/// Returns whether a file holds no text. A name that promises text is believed.
fn is_opaque(extension: &str, bytes: &[u8], text: &str) -> bool {
    let is_text = matches!(
        extension,
        "html"
            | "htm"
            | "xhtml"
            | "xml"
            | "svg"
            | "atom"
            | "rss"
            | "json"
            | "webmanifest"
            | "js"
            | "mjs"
            | "css"
            | "map"
            | "txt"
            | "md"
            | "vtt"
            | "nginx"
    );
    let wrong = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    !is_text && !is_utf16(bytes) && (bytes.contains(&0) || wrong > text.len() / CHARACTERS_FOR_A_WRONG_ONE)
}

/// Characters among which a text may have a wrong one: an editor of another encoding has saved it.
const CHARACTERS_FOR_A_WRONG_ONE: usize = 8;

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// Returns the text that bytes stand for, in UTF-16 where they say so; what is wrong becomes a sign that says so.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    if !is_utf16(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    let is_little = bytes.starts_with(&[0xff]);
    let unit = |pair: &[u8]| {
        let pair = <[u8; 2]>::try_from(pair).unwrap_or_default();
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = bytes.chunks_exact(2).map(unit);
    Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    bounded(flate2::read::MultiGzDecoder::new(bytes))
}

fn unbrotli(bytes: &[u8]) -> Result<Vec<u8>, String> {
    bounded(brotli::Decompressor::new(bytes, 4096))
}

fn bounded(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut raw = Vec::new();
    let mut reader = reader.take(UNPACKED_BYTES_MAX + 1);
    reader.read_to_end(&mut raw).map_err(|error| format!("it cannot be unpacked: {error}"))?;
    if raw.len() as u64 > UNPACKED_BYTES_MAX {
        return Err(format!("it unpacks to more than {} MiB", UNPACKED_BYTES_MAX >> 20));
    }
    Ok(raw)
}
