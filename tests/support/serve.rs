//! Runs `helpsmith serve` on a site, and speaks HTTP with it over plain sockets.
//!
//! The client is our own and knows next to nothing, so that a test sees every byte that the server sent and can
//! send bytes that no proper client would. Whatever waits has a limit, and says at it what came last.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "each test uses its own part of this; a server that does not answer may stop a test"
)]

mod events;
mod response;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, thread};

pub use events::Events;
pub use response::Response;

use super::ENVIRONMENT;

/// How long the program may take until it serves: a debug build on a busy machine.
const START_MAX: Duration = Duration::from_secs(60);
/// How long a connection may take to be answered and closed.
const ANSWER_MAX: Duration = Duration::from_secs(10);
/// How long a change may take to be served, or said.
const CHANGE_MAX: Duration = Duration::from_secs(20);
/// How long to wait before looking again.
const POLL: Duration = Duration::from_millis(5);

/// A running server, which ends when this goes.
pub struct Server {
    child: Child,
    stderr: Arc<Mutex<String>>,
    /// Where it listens.
    pub address: SocketAddr,
    /// The path below which the site lies, with a slash at both ends.
    pub base: String,
}

impl Server {
    /// Starts `helpsmith serve SITE` on a free port, unless the arguments name one, and waits until it serves.
    #[track_caller]
    pub fn start(site: &Path, args: &[&str]) -> Self {
        Self::start_with(site, args, &[])
    }

    /// As `start`, with more in the program's environment.
    #[track_caller]
    pub fn start_with(site: &Path, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut server = Self::launch(site, args, variables);
        let begun = Instant::now();
        loop {
            // Asked first: what it said before it ended is heard all the same.
            let ended = server.ended().is_some();
            if let Some((address, base)) = announced(&server.stderr()) {
                (server.address, server.base) = (address, base);
                return server;
            }
            let hopeless = ended || begun.elapsed() > START_MAX;
            assert!(!hopeless, "nothing is served\n-- stderr --\n{}", server.stderr());
            thread::sleep(POLL);
        }
    }

    /// Runs `helpsmith serve SITE` where it must end by itself, and returns its exit code and what it said.
    #[track_caller]
    pub fn refusal(site: &Path, args: &[&str]) -> (Option<i32>, String) {
        let mut server = Self::launch(site, args, &[]);
        let begun = Instant::now();
        loop {
            if let Some(code) = server.ended() {
                // The pipe is read to its end by a thread, which may be a moment behind.
                thread::sleep(POLL * 20);
                return (code, server.stderr());
            }
            let late = begun.elapsed() > START_MAX;
            assert!(!late, "it does not end\n-- stderr --\n{}", server.stderr());
            thread::sleep(POLL);
        }
    }

    fn launch(site: &Path, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let port: &[&str] = if args.contains(&"--port") { &[] } else { &["--port", "0"] };
        let environment = ENVIRONMENT.into_iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let mut child = Command::new(env!("CARGO_BIN_EXE_helpsmith"))
            .arg("serve")
            .arg(site)
            .args(port)
            .args(args)
            .current_dir(site)
            .env_clear()
            .envs(environment)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program that starts");
        let stderr = heard(child.stderr.take().expect("a pipe"));
        Self { child, stderr, address: SocketAddr::from(([127, 0, 0, 1], 0)), base: "/".to_owned() }
    }

    /// Returns the exit code of a program that has ended.
    fn ended(&mut self) -> Option<Option<i32>> {
        let status = self.child.try_wait().expect("a child");
        status.map(|status| status.code())
    }

    /// Returns what the program has said so far.
    pub fn stderr(&self) -> String {
        self.stderr.lock().expect("a lock").clone()
    }

    /// Waits until the program says a text, behind the first `from` bytes of what it said.
    #[track_caller]
    pub fn hears(&self, from: usize, text: &str) {
        let begun = Instant::now();
        while !self.stderr().get(from..).is_some_and(|said| said.contains(text)) {
            let late = begun.elapsed() > CHANGE_MAX;
            assert!(!late, "stderr does not say `{text}` behind {from} bytes\n{}", self.stderr());
            thread::sleep(POLL);
        }
    }

    /// Returns a connection on which nothing was sent.
    #[track_caller]
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect_timeout(&self.address, ANSWER_MAX).expect("a server that listens");
        stream.set_read_timeout(Some(ANSWER_MAX)).expect("a limit");
        stream.set_write_timeout(Some(ANSWER_MAX)).expect("a limit");
        stream
    }

    /// Sends bytes and returns all that comes back on that connection.
    #[track_caller]
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // A server that refuses early closes while this still writes; what it said counts all the same.
        let _ = stream.write_all(bytes);
        let (mut answer, mut part, begun) = (Vec::new(), [0; 65_536], Instant::now());
        while let Ok(length @ 1..) = stream.read(&mut part) {
            answer.extend(part.iter().take(length));
            if begun.elapsed() > ANSWER_MAX {
                break;
            }
        }
        answer
    }

    /// Fetches a path as a tool would.
    #[track_caller]
    pub fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &[])
    }

    /// Fetches a path with headers; `Host` and `Accept` are sent unless they are among them.
    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.ask("GET", path, headers)
    }

    /// Fetches a path as a visitor with a view such as `audience=agents&drafts=0`.
    #[track_caller]
    pub fn get_as(&self, view: &str, path: &str) -> Response {
        self.get_with(path, &[("Cookie", &self.cookie(view))])
    }

    /// Sends a request without a body.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let answer = self.raw(self.request(method, path, headers).as_bytes());
        Response::parse(&answer, method == "HEAD").unwrap_or_else(|| {
            let answer = String::from_utf8_lossy(&answer).into_owned();
            panic!("`{method} {path}` with {headers:?} is answered with\n{answer}\n{}", self.stderr())
        })
    }

    /// Returns the text of a request.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> String {
        let host = self.address.to_string();
        let given = |name: &str| headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        let own = [("Host", host.as_str()), ("Accept", "*/*")].into_iter().filter(|(name, _)| !given(name));
        let lines: String =
            own.chain(headers.iter().copied()).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{lines}\r\n")
    }

    /// Returns the cookie of a view such as `audience=agents&drafts=0`.
    pub fn cookie(&self, view: &str) -> String {
        format!("helpsmith_preview_{}={view}", self.address.port())
    }

    /// Waits until what is at a path is wanted, and returns it.
    #[track_caller]
    pub fn wait_for(&self, path: &str, wanted: impl Fn(&Response) -> bool) -> Response {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            let late = begun.elapsed() > CHANGE_MAX;
            assert!(!late, "`{path}` stays at\n{answer:?}\n-- stderr --\n{}", self.stderr());
            thread::sleep(POLL);
        }
    }

    /// Connects to the events of a page, as a visitor with a view; an empty one is that of a first visit.
    #[track_caller]
    pub fn events(&self, page: &str, view: &str) -> Events {
        let path = format!("/_/preview/events?page={page}");
        let request =
            self.request("GET", &path, &[("Accept", "text/event-stream"), ("Cookie", &self.cookie(view))]);
        let mut stream = self.connect();
        // Where nothing happens, a comment comes every 15 seconds.
        stream.set_read_timeout(Some(CHANGE_MAX)).expect("a limit");
        stream.write_all(request.as_bytes()).expect("a server that reads");
        Events::open(stream)
    }

    /// Returns the first place where what is served is not a built tree. Old addresses are answered as hosts do
    /// that read `_redirects`, the pages for wrong addresses with either status.
    #[track_caller]
    pub fn difference(&self, tree: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        let table =
            String::from_utf8_lossy(tree.get("_redirects").map_or(&[][..], Vec::as_slice)).into_owned();
        let old: BTreeSet<&str> = table.lines().filter_map(|line| line.split(' ').next()).collect();
        for (path, bytes) in tree.iter().filter(|(path, _)| *path != ".helpsmith.json") {
            let file = format!("{}{}", self.base, encoded(path));
            let folder = file.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
            let address = folder.unwrap_or(&file);
            let answer = self.get(address);
            if old.contains(address) {
                if answer.status != 301 {
                    return Some(format!("`{address}` is no redirect:\n{answer:?}"));
                }
                continue;
            }
            let status = answer.status == 200 || (path.ends_with("404.html") && answer.status == 404);
            if !status || answer.body != *bytes {
                let built = String::from_utf8_lossy(bytes).into_owned();
                return Some(format!("`{address}` is\n{answer:?}\n-- built --\n{built}"));
            }
            if folder.is_some() && self.get(&file).body != *bytes {
                return Some(format!("`{file}` is not `{address}`"));
            }
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns where the program says that it serves.
fn announced(said: &str) -> Option<(SocketAddr, String)> {
    let (_, rest) = said.split_once("serving http://")?;
    let (line, _) = rest.split_once('\n')?;
    let (authority, base) = line.trim().split_once('/')?;
    let address = authority.to_socket_addrs().ok()?.next()?;
    Some((address, format!("/{base}")))
}

/// Reads what the program says, line by line and to its end, so that it never waits for a reader.
fn heard(pipe: ChildStderr) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let shared = Arc::clone(&text);
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while let Ok(1..) = reader.read_until(b'\n', &mut line) {
            shared.lock().expect("a lock").push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    });
    text
}

/// Returns a path as it stands in an address.
pub fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
