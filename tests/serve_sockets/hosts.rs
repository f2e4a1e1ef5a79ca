//! Pages of other hosts cannot use the preview: not by a name of theirs that leads here, not by a method that does
//! more than read, not over the network.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use crate::support::serve::{Response, Server};
use crate::{Served, WORD, is_alive, is_not_shared, serve, tells_nothing};

/// Addresses of each kind that the server answers.
const KINDS: [&str; 7] =
    ["/", "/a/b/", "/a/b", "/none/", "/data.bin", "/_/preview/client.js", "/_/preview/events?page=/a/b/"];

/// Names of other hosts, and what a careless server takes for its own.
const FOREIGN: &[&str] = &[
    "evil.example",
    "evil.example:80",
    "evil.example:4000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example.localhost.evil",
    "notlocalhost",
    "localhostevil",
    "help.example.com",
    "",
    "127.0.0.1:80@evil.example",
    "127.0.0.1@evil.example",
    "evil.example@127.0.0.1",
    "localhost:80:evil.example",
    "localhost:evil",
    "localhost, evil.example",
    "localhost evil.example",
    "evil.example localhost",
    "localhost/evil.example",
    "evil.example/localhost",
    "evil.example#localhost",
    "evil.example?localhost",
    "http://localhost/",
    "l\u{43e}calhost",
    "ｌｏｃａｌｈｏｓｔ",
    "127。0。0。1",
    "xn--lcalhost-2fg",
    "128.0.0.1",
    "10.0.0.1",
    "192.168.0.1:4000",
    "169.254.169.254",
    "0.0.0.0",
    "[::]",
    "[::2]:4000",
    "[::1].evil.example",
    "[::1]evil.example",
    "[::1",
    "::1.evil.example",
    "%6cocalhost.evil.example",
    "\"localhost\".evil.example",
];

/// Returns the status of an answer, which has no byte of the site.
#[track_caller]
fn refusal(asked: &str, answer: &[u8]) -> u16 {
    let text = String::from_utf8_lossy(answer);
    for word in
        [WORD, "<html", "/_/preview/client.js", "EventSource", "event: state", "Location:", "location:"]
    {
        assert!(!text.contains(word), "`{asked}` is answered with `{word}`:\n{text}");
    }
    tells_nothing(asked, answer);
    let answer = Response::parse(answer, false);
    answer.unwrap_or_else(|| panic!("`{asked}` is answered with\n{text}")).status
}

/// Sends a request with these lines in place of its `Host`.
#[track_caller]
fn answer_for(server: &Server, target: &str, lines: &str) -> Vec<u8> {
    let rest = "Accept: text/html,*/*\r\nConnection: close\r\n\r\n";
    server.raw(format!("GET {target} HTTP/1.1\r\n{lines}{rest}").as_bytes())
}

#[test]
fn a_request_for_another_host_is_refused() {
    let Served { server, around: _around } = &Served::new(&[]);
    for host in FOREIGN {
        for target in KINDS {
            let asked = format!("{target} of {host}");
            let status = refusal(&asked, &answer_for(server, target, &format!("Host: {host}\r\n")));
            assert!(matches!(status, 400 | 403), "`{asked}`: {status}");
        }
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"] {
        let answer = server.get_with("/a/b/", &[("Host", host)]);
        let kind = answer.header("Content-Type").unwrap_or_default();
        assert!(answer.status == 403 && kind.starts_with("text/plain"), "`{host}`: {answer:?}");
    }
    let foreign =
        [&b"GET /a/b/ HTTP/1.1\r\nConnection: close\r\nHost: "[..], b"\xff\xfe.example\r\n\r\n"].concat();
    assert!(matches!(refusal("bytes", &server.raw(&foreign)), 400 | 403));
    is_alive(server, "foreign hosts");
}

#[test]
fn a_request_for_no_host_or_for_two_is_refused() {
    let Served { server, around: _around } = &Served::new(&[]);
    for lines in [
        "",
        "X-Host: localhost\r\n",
        "X-Forwarded-Host: localhost\r\n",
        "Forwarded: host=localhost\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: evil.example\r\nHost: localhost\r\n",
        "Host: localhost\r\nHOST: evil.example\r\n",
        "Host: evil.example\r\nX-Forwarded-Host: localhost\r\n",
        "Host: evil.example\r\nForwarded: host=localhost\r\n",
        "Host: evil.example\r\nOrigin: http://localhost\r\n",
    ] {
        for target in KINDS {
            let status = refusal(lines, &answer_for(server, target, lines));
            assert!(matches!(status, 400 | 403), "`{lines}`: {status}");
        }
    }
    is_alive(server, "no host or two");
}

#[test]
fn a_whole_address_counts_more_than_the_host_header() {
    let Served { server, around: _around } = &Served::new(&[]);
    for target in [
        "http://evil.example/a/b/",
        "http://evil.example:80/a/b/",
        "http://localhost.evil.example/a/b/",
        "http://localhost@evil.example/a/b/",
        "http://evil.example/",
        "HTTP://EVIL.EXAMPLE/a/b/",
        "https://evil.example/a/b/",
        "ftp://evil.example/a/b/",
    ] {
        let status = refusal(target, &answer_for(server, target, "Host: localhost\r\n"));
        assert!(matches!(status, 400 | 403), "`{target}`: {status}");
    }
    is_alive(server, "whole addresses");
}

#[test]
fn every_name_of_this_machine_is_answered() {
    let Served { server, around: _around } = &Served::new(&[]);
    let own = server.address.to_string();
    for host in [
        "localhost",
        "LOCALHOST:1",
        "LocalHost",
        "localhost:65535",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]",
        "[::1]:4000",
        own.as_str(),
    ] {
        let answer = server.get_with("/a/b/", &[("Host", host)]);
        assert!(answer.status == 200 && answer.has(WORD), "`{host}`: {answer:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_host_that_is_named_is_answered_and_no_other() {
    let text = "-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n";
    let (_site, server) = serve(text, &["--host", "127.0.0.2"]);
    assert_eq!(server.address.ip().to_string(), "127.0.0.2");
    for host in ["127.0.0.2", "127.0.0.2:4000", "localhost", "127.0.0.1"] {
        assert_eq!(server.get_with("/a/b/", &[("Host", host)]).status, 200, "{host}");
    }
    for host in ["127.0.0.3", "127.0.0.2.evil.example", "evil.example"] {
        assert_eq!(server.get_with("/a/b/", &[("Host", host)]).status, 403, "{host}");
    }
}

#[test]
fn whatever_does_more_than_read_is_refused() {
    let Served { server, around: _around } = &Served::new(&[]);
    // What a careless server would take for the next request.
    let inner = "GET /a/b/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let length = inner.len();
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "BREW"] {
        for target in KINDS {
            let head = format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            for request in [
                format!("{head}\r\n"),
                format!("{head}Content-Length: {length}\r\n\r\n{inner}"),
                format!("{head}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{inner}\r\n0\r\n\r\n"),
                format!("{head}Origin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n\r\n"),
            ] {
                let asked = format!("{method} {target}");
                let answer = server.raw(request.as_bytes());
                assert_eq!(refusal(&asked, &answer), 405, "{request}");
                let answer = Response::parse(&answer, false).expect("an answer");
                assert_eq!(answer.header("Allow"), Some("GET, HEAD"), "{asked}");
                is_not_shared(&answer);
            }
        }
    }
    let tunnel = "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert!(matches!(refusal("CONNECT", &server.raw(tunnel.as_bytes())), 400..=499));
    is_alive(server, "other methods");
}

#[test]
fn no_answer_is_shared_with_pages_of_other_hosts() {
    let Served { server, around: _around } = &Served::new(&[]);
    for origin in ["http://evil.example", "null", "http://localhost:1", "http://127.0.0.1:3000"] {
        for target in KINDS.iter().filter(|target| !target.contains("events")) {
            is_not_shared(&server.get_with(target, &[("Origin", origin)]));
        }
    }
    let events = server.events("/a/b/", "");
    is_not_shared(&events.head);
    assert!(events.head.header("Content-Type").is_some_and(|kind| kind.starts_with("text/event-stream")));
}

#[test]
fn only_this_machine_can_connect() {
    let Served { server, around: _around } = &Served::new(&[]);
    assert!(server.address.ip().is_loopback(), "{}", server.address);
    let Some(other) = other_address() else { return };
    let address = SocketAddr::new(other, server.address.port());
    assert!(TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err(), "{address} is open");
}

#[test]
fn whoever_can_come_from_elsewhere_learns_no_line_of_an_article() {
    let text = "-- content/a/b.md --\n---\ntitle: B\naudience: public\n---\nPAGEWORD [x](none.md)\n";
    for (host, lines) in [("127.0.0.1", 2), ("0.0.0.0", 0)] {
        let (_site, server) = serve(text, &["--host", host]);
        let state = server.events("/a/b/", "").state();
        assert_eq!(state["counts"]["warnings"], 2, "{state:#}");
        assert_eq!(state["problems"].as_array().map(Vec::len), Some(lines), "{host}: {state:#}");
        assert_eq!(state["source"].is_null(), lines == 0, "{host}: {state:#}");
        assert_eq!(server.stderr().contains("careful: "), lines == 0, "{}", server.stderr());
    }
}

#[test]
fn the_address_that_is_said_is_answered() {
    let text = "-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n";
    // A name may stand for another address of this machine than the usual one.
    let (_site, server) = serve(text, &["--host", "127.0.0.2"]);
    assert!(server.get("/a/b/").has(WORD), "{}", server.stderr());
}

/// Returns the address by which other machines know this one, if it has a network. Nothing is sent.
fn other_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

#[test]
fn a_busy_port_is_said_and_the_next_one_taken() {
    let text = "-- content/a/b.md --\n---\ntitle: B\n---\nPAGEWORD\n";
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let (_site, server) = serve(text, &["--port", &port.to_string()]);
    assert!(server.address.port() > port, "{} after {port}", server.address);
    assert!(server.stderr().contains(&format!("port {port} is taken")), "{}", server.stderr());
    assert!(server.get("/a/b/").has(WORD));
}
