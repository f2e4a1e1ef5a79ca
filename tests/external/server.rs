//! A host on this machine that answers as hosts do, well and badly, and remembers who asked what when.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than any check waits.
const SLOW: Duration = Duration::from_secs(120);

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method and path: `HEAD /good`.
    pub line: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub at: Instant,
}

/// A host that lives as long as the test.
pub struct Server {
    /// `http://127.0.0.1:PORT`, without a slash.
    pub root: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let root = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let log = Arc::clone(&log);
                thread::spawn(move || serve(&stream, &log));
            }
        });
        Self { root, asked }
    }

    /// Returns all requests so far, in the order of their arrival.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("a log").clone()
    }

    /// Returns the requests for one path: `HEAD`, `GET`.
    pub fn methods(&self, path: &str) -> Vec<String> {
        let asked = self.asked().into_iter();
        let lines = asked.filter_map(|asked| {
            let (method, asked_path) = asked.line.split_once(' ')?;
            (asked_path == path).then(|| method.to_owned())
        });
        lines.collect()
    }
}

/// Answers one request and closes the connection.
fn serve(stream: &TcpStream, log: &Mutex<Vec<Asked>>) {
    let Some(asked) = request(stream) else { return };
    let line = asked.line.clone();
    let (method, path) = line.split_once(' ').unwrap_or(("", ""));
    let earlier = {
        let mut log = log.lock().expect("a log");
        let earlier = log.iter().filter(|earlier| earlier.line.ends_with(&format!(" {path}"))).count();
        log.push(asked);
        earlier
    };
    let answer = answer(method, path, earlier);
    let mut stream = stream;
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.flush();
}

fn request(stream: &TcpStream) -> Option<Asked> {
    let at = Instant::now();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ');
    let line = format!("{} {}", words.next()?, words.next()?);
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_lowercase(), value.trim().to_owned()))
    });
    Some(Asked { line, headers: headers.collect(), at })
}

/// Returns what the host says; `earlier` requests have been made for the same path.
fn answer(method: &str, path: &str, earlier: usize) -> String {
    let http = |status: &str, more: &str| {
        let body = if method == "HEAD" { "" } else { "page" };
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: 4\r\nConnection: close\r\n\r\n{body}")
    };
    let to = |status: &str, path: &str| http(status, &format!("Location: {path}\r\n"));
    match path {
        "/gone" => http("410 Gone", ""),
        "/moved" => to("301 Moved Permanently", "/good"),
        "/moved-twice" => to("308 Permanent Redirect", "/moved"),
        "/moved-away" => to("301 Moved Permanently", "/nothing-here"),
        "/passing" => to("302 Found", "/good"),
        "/loop" => to("302 Found", "/loop-on"),
        "/loop-on" => to("302 Found", "/loop"),
        "/login" => http("401 Unauthorized", ""),
        "/forbidden" => http("403 Forbidden", ""),
        "/busy" if earlier == 0 => http("429 Too Many Requests", "Retry-After: 1\r\n"),
        "/too-busy" => http("429 Too Many Requests", "Retry-After: 3600\r\n"),
        "/failing" => http("500 Internal Server Error", ""),
        "/no-head" if method == "HEAD" => http("405 Method Not Allowed", ""),
        "/dropped-once" if earlier == 0 => String::new(),
        "/garbage" => "this is no HTTP\r\n\r\n".to_owned(),
        "/slow" => {
            thread::sleep(SLOW);
            String::new()
        }
        _ if path.starts_with("/good") || ["/busy", "/no-head", "/dropped-once"].contains(&path) => {
            http("200 OK", "Set-Cookie: a=b\r\n")
        }
        _ => http("404 Not Found", ""),
    }
}
