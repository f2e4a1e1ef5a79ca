//! Unpacks search indexes: the words that front coding, Base64 and letter trees would hide.
//!
//! Written from `src/search/format.md`; no code is shared with what writes indexes.

use super::json;
use super::unpack::Piece;

/// Calls `each` with every text of a file of an index, whose name says what it is.
pub(super) fn unpack(name: &str, bytes: &[u8], each: &mut dyn FnMut(Piece<'_>)) -> Result<(), String> {
    let words = match name.chars().next() {
        Some('t') => Some(front_coded(bytes, List::Terms)),
        Some('s') => Some(front_coded(bytes, List::Spelling)),
        // Numbers alone.
        Some('l') => return Ok(()),
        _ => None,
    };
    match words {
        Some(Some(words)) => words.iter().for_each(|word| each(Piece::Word(word))),
        Some(None) => return Err("it is no whole list of words".to_owned()),
        None => {
            let text = std::str::from_utf8(bytes).map_err(|_| "it is no JSON in UTF-8")?;
            json::strings(text, each);
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Terms,
    Spelling,
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<usize> {
        let mut value = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn text(&mut self, length: usize) -> Option<&'a str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

/// Returns the words of a list, each of which says how much of the one before it has in common.
fn front_coded(bytes: &[u8], list: List) -> Option<Vec<String>> {
    let mut bytes = Bytes(bytes);
    let count = bytes.number()?;
    if list == List::Terms {
        bytes.number()?;
    }
    let mut words: Vec<String> = Vec::new();
    let mut last = String::new();
    for _ in 0..count {
        let (shared, length) = (bytes.number()?, bytes.number()?);
        last = format!("{}{}", last.get(..shared)?, bytes.text(length)?);
        words.push(last.clone());
        match list {
            List::Spelling => {
                bytes.byte()?;
            }
            List::Terms if bytes.number()? == 1 => {
                let length = bytes.number()?;
                words.extend(bytes.text(length).map(str::to_owned));
            }
            List::Terms => {}
        }
    }
    Some(words)
}

/// Returns the name and the Base64 of a file of an index that comes as a script.
pub(super) fn twin(script: &str) -> Option<(String, &str)> {
    let (_, rest) = script.split_once("helpsmithSearch.receive(\"")?;
    let (name, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once('"')?;
    let (packed, _) = rest.split_once('"')?;
    let name = name.split('?').next().unwrap_or(name);
    let extension = if name.ends_with("manifest") { "json" } else { "bin" };
    let has_extension = name.ends_with(".bin") || name.ends_with(".json");
    Some((if has_extension { name.to_owned() } else { format!("{name}.{extension}") }, packed))
}

/// Returns the bytes that Base64 stands for.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=' && !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((buffer >> bits) & 0xff).unwrap_or(0));
        }
    }
    Some(out)
}

/// Calls `each` with every text of an index's manifest. First letters that stand together, such as `abcd`, are no word.
pub(super) fn manifest(text: &str, each: &mut dyn FnMut(Piece<'_>)) {
    json::strings(text, &mut |piece| {
        let is_row = |text: &str| text.chars().zip(text.chars().skip(1)).all(|(letter, next)| letter < next);
        match piece {
            Piece::Value(text) if is_row(text) => {}
            piece => each(piece),
        }
    });
}

/// Calls `each` with every word of elasticlunr's JSON, where a word is a path of keys of one letter each.
pub(super) fn trie(text: &str, each: &mut dyn FnMut(Piece<'_>)) {
    let mut keys: Vec<String> = Vec::new();
    let mut key = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '{', '}']) {
        let tail = rest.get(at..).unwrap_or("");
        if let Some(after) = tail.strip_prefix('{') {
            keys.push(std::mem::take(&mut key));
            rest = after;
        } else if let Some(after) = tail.strip_prefix('}') {
            keys.pop();
            rest = after;
        } else if let Some((string, after)) = json::next(tail) {
            rest = after;
            let Some(value) = after.trim_start().strip_prefix(':') else { continue };
            if string == "df" && !value.trim_start().starts_with(['0', '{', '"']) {
                let word: String = letters(&keys).collect();
                each(Piece::Word(&word));
            }
            key = string;
        } else {
            return;
        }
    }
}

/// Returns the letters behind the last `root`.
fn letters(keys: &[String]) -> impl Iterator<Item = &str> {
    let start = keys.iter().rposition(|key| key == "root").map_or(keys.len(), |at| at + 1);
    keys.iter().skip(start).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lists_are_written_out() {
        let terms = b"\x03\x01\x00\x03abc\x00\x02\x01d\x01\x02zz\x01\x02xy\x02";
        assert_eq!(front_coded(terms, List::Terms).unwrap(), ["abc", "abd", "zz", "axy"]);
        let spelling = b"\x02\x00\x03abc\x07\x02\x01d\xff";
        assert_eq!(front_coded(spelling, List::Spelling).unwrap(), ["abc", "abd"]);
        for end in 0..terms.len() {
            assert_eq!(front_coded(&terms[..end], List::Terms), None, "{end}");
        }
    }

    #[test]
    fn scripts_hold_files_of_an_index() {
        assert_eq!(
            twin("helpsmithSearch.receive(\"en/t0\",\"YWI=\")"),
            Some(("en/t0.bin".to_owned(), "YWI="))
        );
        assert_eq!(base64("YWJj/+8="), Some(b"abc\xff\xef".to_vec()));
        assert_eq!(base64("a-b"), None);
    }

    #[test]
    fn letter_trees_are_read() {
        let json = r#"{"index":{"body":{"root":{"docs":{},"df":0,"a":{"docs":{},"df":0,"b":{"docs":{"x/":{"tf":1}},"df":1}}}}}}"#;
        let mut words = Vec::new();
        trie(json, &mut |piece| {
            if let Piece::Word(word) = piece {
                words.push(word.to_owned());
            }
        });
        assert_eq!(words, ["ab"]);
    }
}
