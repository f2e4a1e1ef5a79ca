//! Reads bytes as UTF-8, and guesses what they are where they are something else.
//!
//! Files from old editors are in other encodings. To take them as they seem to be would be a guess that readers see,
//! so the writer is told where the first wrong byte is, and what to type.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};

/// Bytes in which zeros are counted: UTF-16 without a mark has one in every second place.
const HEAD_BYTES: usize = 4 << 10;

/// A text that could not be read.
pub(super) struct Damaged {
    /// Says so.
    pub problem: Diagnostic,
    /// The text as far as it can be shown, with the place of the problem at the same byte.
    pub text: Arc<str>,
}

/// Returns the text of a file.
pub(super) fn decode(bytes: Vec<u8>, path: &SourcePath) -> Result<Arc<str>, Box<Damaged>> {
    if let Some(is_little) = utf_16(&bytes) {
        return Err(Box::new(from_utf_16(&bytes, is_little, path)));
    }
    String::from_utf8(bytes).map(Arc::from).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text: Arc<str> = Arc::from(String::from_utf8_lossy(error.as_bytes()));
        let encoding = guess(error.as_bytes(), &text);
        let (looks, hint) = match encoding {
            Some(name) => (format!("; it looks like {name}"), convert(name, path)),
            None => (
                String::new(),
                "type the characters at this place again, and save the file as UTF-8".to_owned(),
            ),
        };
        let message = format!("this file is not UTF-8 text{looks}");
        let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
        let problem = Diagnostic::new(Code::UnreadableFile, message).at(Span::new(path, at, end)).hint(hint);
        Box::new(Damaged { problem, text })
    })
}

/// Returns whether bytes are UTF-16 with the low byte first, or with the high byte first.
fn utf_16(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(true),
        [0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let head = bytes.get(..HEAD_BYTES.min(bytes.len()))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 5;
    match head.len() {
        0..4 => None,
        _ if odd > many && even == 0 => Some(true),
        _ if even > many && odd == 0 => Some(false),
        _ => None,
    }
}

fn from_utf_16(bytes: &[u8], is_little: bool, path: &SourcePath) -> Damaged {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
    let units = units.map(|pair| if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) });
    let text =
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>();
    let name = if is_little { "UTF-16LE" } else { "UTF-16BE" };
    let message = format!("this file is not UTF-8 text; it is {name}");
    let problem =
        Diagnostic::new(Code::UnreadableFile, message).at(Span::file(path)).hint(convert(name, path));
    Damaged { problem, text: Arc::from(text.trim_start_matches('\u{feff}')) }
}

/// Returns the encoding that bytes look like; nothing where most of them are UTF-8, so that a few are damaged.
fn guess(bytes: &[u8], text: &str) -> Option<&'static str> {
    let wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
    let right = text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    if right > wrong {
        return None;
    }
    let runs = bytes.split(u8::is_ascii).filter(|run| !run.is_empty());
    let (alone, all) = runs.fold((0, 0), |(alone, all), run| (alone + usize::from(run.len() == 1), all + 1));
    // European words have one accented letter at a time; others have letters of high bytes alone.
    (alone * 5 >= all * 4).then_some("Windows-1252").or(Some("another encoding"))
}

fn convert(name: &str, path: &SourcePath) -> String {
    let file = path.file_name();
    if name.contains(' ') {
        return "open the file in the encoding it was saved in, and save it as UTF-8".to_owned();
    }
    format!("save the file as UTF-8 in your editor, or run `iconv -f {name} -t UTF-8 '{file}' > utf-8.txt`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> (String, usize) {
        let damaged = decode(bytes.to_vec(), &SourcePath::new("a.md")).err().unwrap();
        let at = damaged.problem.span.as_ref().unwrap().start;
        assert!(damaged.text.is_char_boundary(at));
        (damaged.problem.message, at)
    }

    fn utf_16_of(text: &str, is_little: bool) -> Vec<u8> {
        let unit = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    /// Issue 13, F32.
    #[test]
    fn the_first_wrong_byte_and_the_encoding_are_named() {
        assert_eq!(
            problem(b"title: Caf\xe9 cr\xe8me\n").0,
            "this file is not UTF-8 text; it looks like Windows-1252"
        );
        assert_eq!(problem(b"title: Caf\xe9 cr\xe8me\n").1, 10);
        // "Привет" in Windows-1251.
        assert!(problem(b"title: \xcf\xf0\xe8\xe2\xe5\xf2\n").0.ends_with("another encoding"));
        // A character cut in two in a text of good ones.
        assert_eq!(
            problem("سلام دنی\u{fffd}".as_bytes().split_last().unwrap().1).0,
            "this file is not UTF-8 text"
        );
        for (text, is_little) in
            [("\u{feff}سلام", true), ("\u{feff}title: A", false), ("title: A\n", true), ("title: A\n", false)]
        {
            let (message, at) = problem(&utf_16_of(text, is_little));
            assert_eq!(at, 0);
            assert!(
                message.ends_with(if is_little { "it is UTF-16LE" } else { "it is UTF-16BE" }),
                "{message}"
            );
        }
    }

    #[test]
    fn utf_8_is_read() {
        for text in ["", "a", "\u{feff}a", "سلام 你好 🙂", "a\0b", "\0\0\0\0"] {
            let found = decode(text.as_bytes().to_vec(), &SourcePath::new("a.md"));
            assert_eq!(found.ok().as_deref(), Some(text));
        }
    }
}
