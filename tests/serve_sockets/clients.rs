//! Clients that speak no HTTP, never finish, or do not listen: each is told so or left, and the others notice nothing.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::Site;
use crate::support::serve::{Response, Server};
use crate::{Served, WORD, is_alive, tells_nothing};

/// Beyond what the buffers of a connection take, so that sending it waits for a reader.
const BIG_BYTES: usize = 24 << 20;
/// How long a good client may wait while others are slow.
const PATIENCE: Duration = Duration::from_secs(5);

/// Requests that are none: each is refused, or the connection closed without a word.
const MALFORMED: &[&[u8]] = &[
    b"GET\r\n\r\n",
    b"GET /a/b/\r\n\r\n",
    b"/a/b/\r\n\r\n",
    b"/a/b/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1 more\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ more HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ SMTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nno colon\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\n: no name\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost : localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHo st: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\n Host: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\0\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: local\rhost\r\n\r\n",
    b"G\0T /a/b/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /a/\0b/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET\t/a/b/\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\xff\xfe\xfd\xfc\r\n\r\n",
    b"EHLO evil.example\r\n\r\n",
    b"{\"method\": \"GET\"}\r\n\r\n",
    b"\0\0\0\0\r\n\r\n",
];

/// Requests that some servers take and some refuse. Neither is wrong, as long as nothing breaks.
const ODD: &[&[u8]] = &[
    b"\r\n\r\n",
    b"\r\nGET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    b"GET  /a/b/  HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b" GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"get /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /a/b/ HTTP/1.0\r\n\r\n",
    b"GET /a/b/ HTTP/1.0\r\nHost: localhost\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: \xff\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: a\r\n folded\r\n\r\n",
    b"GET /\x01\x02\x7f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /%zz/%e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /%ff%fe/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /\xff\xfe/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: -1\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: x\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close, upgrade\r\nUpgrade: h2c, websocket\r\n\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes=\r\nIf-None-Match: \r\nCookie: \r\n\r\n",
];

/// Beginnings of a request after which its client goes, or waits.
const UNFINISHED: &[&[u8]] = &[
    b"",
    b"G",
    b"GET",
    b"GET /a/b/",
    b"GET /a/b/ HTTP/1.1",
    b"GET /a/b/ HTTP/1.1\r",
    b"GET /a/b/ HTTP/1.1\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\n",
    b"GET /a/b/ HTTP/1.1\r\nHost: localhost\r\n\r",
    b"POST /a/b/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc",
];

#[test]
fn what_is_no_request_is_refused() {
    let Served { server, around: _around } = &Served::new(&[]);
    for request in MALFORMED {
        let asked = String::from_utf8_lossy(request).into_owned();
        let answer = server.raw(request);
        tells_nothing(&asked, &answer);
        let text = String::from_utf8_lossy(&answer);
        assert!(!text.contains(WORD) && !text.contains("<html"), "`{asked}`:\n{text}");
        let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
        let refused = matches!(status, Some("400" | "403" | "405" | "414" | "431" | "501" | "505"));
        assert!(refused || answer.is_empty(), "`{asked}`:\n{text}");
        is_alive(server, &asked);
    }
}

#[test]
fn what_is_hardly_a_request_does_no_harm() {
    let Served { server, around: _around } = &Served::new(&[]);
    for request in ODD {
        let asked = String::from_utf8_lossy(request).into_owned();
        let answer = server.raw(request);
        tells_nothing(&asked, &answer);
        let text = String::from_utf8_lossy(&answer);
        let broken = text.starts_with("HTTP/1.1 5") && !text.starts_with("HTTP/1.1 501");
        assert!(!broken, "`{asked}`:\n{text}");
        is_alive(server, &asked);
    }
}

#[test]
fn what_never_ends_is_refused_long_before_memory_does() {
    let Served { server, around: _around } = &Served::new(&[]);
    let head = "GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    let long = "a".repeat(1 << 20);
    for (what, request) in [
        ("a long target", format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n")),
        ("a long query", format!("GET /a/b/?{long} HTTP/1.1\r\nHost: localhost\r\n\r\n")),
        ("a long method", format!("{} /a/b/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "G".repeat(1 << 20))),
        ("a long host", format!("GET /a/b/ HTTP/1.1\r\nHost: localhost{long}\r\n\r\n")),
        ("a long name", format!("{head}{long}: x\r\n\r\n")),
        ("a long header", format!("{head}X: {long}\r\n\r\n")),
        ("many headers", format!("{head}{}\r\n", "X: y\r\n".repeat(100_000))),
        ("many ranges", format!("{head}Range: bytes={}\r\n\r\n", "0-1,".repeat(100_000))),
        ("many empty lines", "\r\n".repeat(500_000)),
        ("no line at all", "G".repeat(2 << 20)),
        ("a long body", format!("{head}Content-Length: 1048576\r\n\r\n{long}")),
    ] {
        let answer = server.raw(request.as_bytes());
        tells_nothing(what, &answer);
        let text = String::from_utf8_lossy(&answer);
        // Whoever is refused in the middle of a sentence may lose the answer with the connection. A body is passed
        // over, and so are a query and ranges, by who has the patience to read them.
        let passes = ["a long body", "a long query", "many ranges"].contains(&what);
        let served = text.starts_with("HTTP/1.1 200") && !passes;
        assert!(
            !served && !text.starts_with("HTTP/1.1 500"),
            "{what}:\n{}",
            text.get(..400).unwrap_or(&text)
        );
        is_alive(server, what);
    }
}

#[test]
fn a_client_that_goes_in_the_middle_of_a_request_is_forgotten() {
    let Served { server, around: _around } = &Served::new(&[]);
    for request in UNFINISHED {
        for ending in [None, Some(Shutdown::Write), Some(Shutdown::Both)] {
            let mut client = server.connect();
            client.write_all(request).expect("a server that reads");
            if let Some(ending) = ending {
                // Where the server was faster there is nothing left to end.
                let _ = client.shutdown(ending);
            }
        }
        is_alive(server, &String::from_utf8_lossy(request));
    }
}

#[test]
fn a_client_that_goes_in_the_middle_of_an_answer_is_forgotten() {
    let Served { server, around: _around } = &Served::new(&[]);
    for target in ["/a/b/", "/data.bin", "/_/preview/events?page=/a/b/", "/none/"] {
        for read in [0, 1, 20] {
            let mut client = ask(server, target);
            let mut part = vec![0; read];
            client.read_exact(&mut part).expect("the beginning of an answer");
        }
        is_alive(server, target);
    }
}

/// Returns a connection on which a path was asked for, and nothing read.
fn ask(server: &Server, path: &str) -> TcpStream {
    let mut client = server.connect();
    client.write_all(server.request("GET", path, &[]).as_bytes()).expect("a server that reads");
    client
}

/// Asserts that others are answered while these connections are open.
#[track_caller]
fn others_are_answered<T>(server: &Server, what: &str, open: &[T]) {
    let begun = Instant::now();
    is_alive(server, what);
    let time = begun.elapsed();
    assert!(time < PATIENCE, "after {} of {what}: {time:?}", open.len());
}

#[test]
fn slow_clients_keep_nobody_waiting() {
    let Served { server, around: _around } = &Served::new(&[]);
    for request in UNFINISHED {
        let open: Vec<TcpStream> = (0..50)
            .map(|_| {
                let mut client = server.connect();
                client.write_all(request).expect("a server that reads");
                client
            })
            .collect();
        others_are_answered(server, &String::from_utf8_lossy(request), &open);
    }
    let open: Vec<_> = (0..50).map(|_| server.events("/a/b/", "")).collect();
    others_are_answered(server, "events", &open);
}

#[test]
fn a_slow_request_is_answered_when_it_is_whole() {
    let Served { server, around: _around } = &Served::new(&[]);
    let mut client = server.connect();
    for byte in server.request("GET", "/a/b/", &[]).bytes() {
        client.write_all(&[byte]).expect("a server that reads");
        thread::sleep(Duration::from_millis(1));
    }
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).expect("an answer");
    assert!(Response::parse(&answer, false).is_some_and(|answer| answer.status == 200 && answer.has(WORD)));
}

#[test]
fn a_client_that_does_not_read_keeps_nobody_waiting() {
    let site = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n");
    let big: Vec<u8> = (0..=250).cycle().take(BIG_BYTES).collect();
    site.file("static/big.bin", &big);
    let server = Server::start(site.folder(), &[]);
    let open: Vec<TcpStream> = (0..20).map(|_| ask(&server, "/big.bin")).collect();
    others_are_answered(&server, "a big file", &open);
    let whole = server.get("/big.bin");
    assert!(whole.status == 200 && whole.body == big, "{} bytes", whole.body.len());
    let end = server.get_with("/big.bin", &[("Range", "bytes=-3")]);
    assert_eq!((end.status, end.body), (206, big[BIG_BYTES - 3..].to_vec()));
}

/// Issue 13, F29: each slow reader of a file held a thread, and after some five hundred no page was made.
#[test]
fn hundreds_of_slow_readers_of_a_file_keep_nobody_waiting() {
    let site = Site::new("-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n");
    let big: Vec<u8> = (0..=250).cycle().take(BIG_BYTES).collect();
    site.file("static/big.bin", &big).file("static/small.bin", &big[..100_000]);
    let server = Server::start(site.folder(), &[]);
    let mut open: Vec<TcpStream> = (0..600).map(|_| ask(&server, "/big.bin")).collect();
    // Until each has been begun.
    for client in &mut open {
        client.read_exact(&mut [0; 9]).expect("the beginning of an answer");
    }
    for _ in 0..3 {
        others_are_answered(&server, "a big file", &open);
        let small = server.get("/small.bin");
        assert!(small.status == 200 && small.body == big[..100_000], "{} bytes", small.body.len());
    }
    // A reader that goes on gets the rest.
    let mut last = open.pop().expect("a client");
    let mut answer = Vec::new();
    last.read_to_end(&mut answer).expect("the rest");
    assert!(answer.ends_with(&big[BIG_BYTES - 1_000..]), "{} bytes", answer.len());
}

#[test]
fn requests_on_one_connection_are_answered_in_turn() {
    let Served { server, around: _around } = &Served::new(&[]);
    let first = "GET /a/b/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let foreign = "GET /a/b/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    // A server may close after the first; if it does not, the second is asked for its host like any other.
    let answer = server.raw(format!("{first}{foreign}").as_bytes());
    let text = String::from_utf8_lossy(&answer);
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert_eq!(text.matches("<!DOCTYPE html>").count(), 1, "{text}");
}
