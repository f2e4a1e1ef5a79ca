//! The stream on which the server says what changed.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::time::Instant;

use serde_json::Value;

use super::{CHANGE_MAX, Response};

/// The events of one page.
pub struct Events {
    reader: BufReader<TcpStream>,
    /// What was answered before the first event.
    pub head: Response,
    unread: Vec<u8>,
}

impl Events {
    #[track_caller]
    pub(super) fn open(stream: TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let more = reader.read_until(b'\n', &mut head).expect("a head in time");
            assert!(more > 0, "the answer ends in its head: {}", String::from_utf8_lossy(&head));
        }
        let head = Response::parse(&head, true).expect("an answer in HTTP/1.1");
        Self { reader, head, unread: Vec::new() }
    }

    /// Returns the next state.
    #[track_caller]
    pub fn state(&mut self) -> Value {
        let begun = Instant::now();
        let (mut kind, mut data) = (String::new(), String::new());
        loop {
            let line = self.line();
            let Some(line) = line.filter(|_| begun.elapsed() < CHANGE_MAX) else {
                panic!("no state comes: {:?}", self.head);
            };
            match line.split_once(':') {
                Some(("event", value)) => value.trim_start().clone_into(&mut kind),
                Some(("data", value)) => value.trim_start().clone_into(&mut data),
                None if line.is_empty() && kind == "state" => {
                    return serde_json::from_str(&data).expect("a state in JSON");
                }
                _ => {}
            }
        }
    }

    /// Waits for a state that is wanted, and returns it.
    #[track_caller]
    pub fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let state = self.state();
            if wanted(&state) {
                return state;
            }
            assert!(begun.elapsed() < CHANGE_MAX, "the state stays at {state:#}");
        }
    }

    fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.unread.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
            }
            self.read()?;
        }
    }

    fn read(&mut self) -> Option<()> {
        if self.head.is_chunked() {
            let mut digits = String::new();
            self.reader.read_line(&mut digits).ok()?;
            let length = usize::from_str_radix(digits.trim(), 16).ok().filter(|length| *length > 0)?;
            let mut chunk = vec![0; length + 2];
            self.reader.read_exact(&mut chunk).ok()?;
            self.unread.extend(chunk.into_iter().take(length));
        } else {
            let part = self.reader.fill_buf().ok().filter(|part| !part.is_empty())?;
            let length = part.len();
            self.unread.extend_from_slice(part);
            self.reader.consume(length);
        }
        Some(())
    }
}
