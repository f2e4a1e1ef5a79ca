//! One answer of the server, whole or refused.

use std::fmt::{self, Debug};

/// Bytes of a body that a failed test prints.
const SHOWN_BYTES_MAX: usize = 4_000;

/// One answer.
#[derive(Clone, PartialEq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// Reads an answer whose connection has ended; nothing where it is not whole. What follows the head of an
    /// answer that must have no body is kept, for a test to see.
    pub fn parse(bytes: &[u8], to_head: bool) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let (head, rest) = bytes.split_at_checked(end + 4)?;
        let head = String::from_utf8_lossy(head).into_owned();
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.split(' ').next()?.parse().ok()?;
        let pair = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_owned(), value.trim().to_owned()))
        };
        let headers = lines.map(pair).collect::<Option<Vec<_>>>()?;
        let mut response = Self { status, headers, body: rest.to_vec() };
        if to_head || matches!(status, 204 | 304) {
            return Some(response);
        }
        if response.is_chunked() {
            response.body = unchunked(rest)?;
        } else if let Some(length) = response.header("content-length") {
            let whole = length.parse() == Ok(rest.len());
            return whole.then_some(response);
        }
        Some(response)
    }

    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns whether the body has a text.
    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    pub(super) fn is_chunked(&self) -> bool {
        self.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
    }
}

impl Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.body.len();
        let shown: Vec<u8> = self.body.iter().copied().take(SHOWN_BYTES_MAX).collect();
        writeln!(f, "status {}, {length} bytes", self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        write!(f, "\n{}", String::from_utf8_lossy(&shown))
    }
}

/// Returns a chunked body as one; nothing where it is not whole.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let (line, after) = rest.split_at_checked(end)?;
        let digits = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(digits, 16).ok()?;
        let (chunk, after) = after.get(2..)?.split_at_checked(length)?;
        rest = after.strip_prefix(b"\r\n")?;
        if length == 0 {
            return rest.is_empty().then_some(body);
        }
        body.extend_from_slice(chunk);
    }
}
