//! Listens, and hands each request to who answers it.
//!
//! Each connection is a task, and pages are made on threads of their own: a slow or silent client holds up nobody, and
//! holds no thread.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::channel;

use super::answer::{Answer, Asked, answer};
use super::client;
use super::host::Hosts;
use super::preview::Preview;
use super::state;
use super::stream::Body;
use super::wish::Wish;
use crate::guest;
use crate::model::paths::percent_decode;

/// How long a client may take to say what it wants.
const HEADERS_MAX: Duration = Duration::from_secs(20);
/// Ports above the wanted one that are tried.
const PORTS_TRIED: u16 = 100;
/// Connections at once. Browsers open six for a host; the rest wait.
const CONNECTIONS_MAX: usize = 1_000;
/// How often a silent connection is told that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Stack of each thread that makes pages, as the workers have it: templates and navigations recurse.
const STACK_BYTES: usize = 16 << 20;

/// A place to listen at.
pub struct Server {
    listener: TcpListener,
    host: String,
    /// The port that was asked for.
    pub wanted: u16,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Listens at `host` and the `wanted` port, or at the next port that is free; any free one for 0.
    pub fn bind(host: &str, wanted: u16) -> Result<Self, String> {
        let name = host.trim_matches(['[', ']']);
        let last = if wanted == 0 { 0 } else { wanted.saturating_add(PORTS_TRIED) };
        let mut problem = format!("`{host}` is no address of this machine");
        for port in wanted..=last {
            let addresses = (name, port).to_socket_addrs().map_err(|error| format!("`{host}`: {error}"))?;
            for address in addresses {
                match TcpListener::bind(address) {
                    Ok(listener) => {
                        let address = listener.local_addr().map_err(|error| error.to_string())?;
                        return Ok(Self { listener, host: host.to_owned(), wanted, address });
                    }
                    Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                        problem = format!("port {wanted} and the {PORTS_TRIED} after it are taken");
                    }
                    Err(error) => return Err(format!("cannot listen at {address}: {error}")),
                }
            }
        }
        Err(problem)
    }

    /// Returns the address to visit, for a site below `base`.
    pub fn url(&self, base: &str) -> String {
        let host = match self.address.ip() {
            IpAddr::V4(address) if address.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(address) if address.is_unspecified() => "[::1]".to_owned(),
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        format!("http://{host}:{}{base}", self.address.port())
    }

    /// Returns whether others than this machine can come.
    pub fn is_exposed(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Answers requests until the process ends.
    pub(super) fn serve(self, preview: Arc<Preview>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_stack_size(STACK_BYTES)
            .enable_all()
            .build()?;
        let hosts = Arc::new(Hosts::new(&self.host, self.address.ip()));
        runtime.block_on(async move {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
            loop {
                let Ok(place) = room.clone().acquire_owned().await else { return Ok(()) };
                let Ok((stream, _)) = listener.accept().await else {
                    // Such as too many open files: others will be closed.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                };
                let _ = stream.set_nodelay(true);
                let (preview, hosts) = (preview.clone(), hosts.clone());
                tokio::spawn(async move {
                    let service = service_fn(|request| respond(&preview, &hosts, request));
                    let connection = http1::Builder::new()
                        .timer(TokioTimer::new())
                        .header_read_timeout(HEADERS_MAX)
                        .serve_connection(TokioIo::new(stream), service);
                    // What clients do wrong is theirs to know.
                    let _ = connection.await;
                    drop(place);
                });
            }
        })
    }
}

async fn respond(
    preview: &Arc<Preview>,
    hosts: &Hosts,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let answer = match refuse(hosts, &request) {
        Some(refused) => refused,
        None => {
            let asked = read(&request);
            if asked.path == format!("{}events", client::FOLDER) {
                let body = if asked.is_head { Body::Whole(None) } else { events(preview.clone(), &asked) };
                Answer::events(body)
            } else {
                let preview = preview.clone();
                let path = asked.path.clone();
                let work =
                    move || guest::contained_at(&format!("answer {path}"), || answer(&preview, &asked));
                let failed = "helpsmith failed while making this page: please report it";
                let made = tokio::task::spawn_blocking(work).await.ok().and_then(Result::ok);
                made.unwrap_or_else(|| Answer::text(StatusCode::INTERNAL_SERVER_ERROR, failed))
            }
        }
    };
    let length = hyper::body::Body::size_hint(&answer.body).exact();
    let is_head = request.method() == Method::HEAD;
    let mut response = Response::new(if is_head { Body::Whole(None) } else { answer.body });
    if let Some(length) = length.filter(|_| answer.status != StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.status_mut() = answer.status;
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    Ok(response)
}

/// Refuses what no page of a preview asks for.
fn refuse(hosts: &Hosts, request: &Request<Incoming>) -> Option<Answer> {
    let named: Vec<&str> =
        request.headers().get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or("")).collect();
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let is_own = matches!(named.as_slice(), [host] if hosts.allow(host))
        && authority.is_none_or(|authority| hosts.allow(authority));
    if !is_own {
        let text = "this preview answers to `localhost` and to the name after `--host` only";
        return Some(Answer::text(StatusCode::FORBIDDEN, text).with("connection", "close"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = Answer::text(StatusCode::METHOD_NOT_ALLOWED, "a preview can only be read");
        return Some(refused.with("allow", "GET, HEAD").with("connection", "close"));
    }
    None
}

fn read(request: &Request<Incoming>) -> Asked {
    let header = |name: HeaderName| Some(request.headers().get(name)?.to_str().ok()?.to_owned());
    let host = header(header::HOST).unwrap_or_default();
    // As the browser sees it: the port may be forwarded from another.
    let port = host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80);
    let cookies = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    Asked {
        is_head: request.method() == Method::HEAD,
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        accept: header(header::ACCEPT),
        wish: Wish::read(&cookies.collect::<Vec<_>>().join("; "), port),
        if_none_match: header(header::IF_NONE_MATCH),
        if_range: header(header::IF_RANGE),
        range: header(header::RANGE),
    }
}

/// Tells a page of each build (server-sent events, HTML Standard 9.2), until it goes.
fn events(preview: Arc<Preview>, asked: &Asked) -> Body {
    let (sender, receiver) = channel::<Bytes>(1);
    let query = asked.query.as_deref().unwrap_or("");
    let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")).unwrap_or("/");
    let (wish, page) = (asked.wish.clone(), percent_decode(page));
    tokio::spawn(async move {
        let _here = preview.attend(wish.clone());
        let mut numbers = preview.numbers();
        loop {
            numbers.borrow_and_update();
            let (asked, wish, page) = (preview.clone(), wish.clone(), page.clone());
            let state = tokio::task::spawn_blocking(move || state::json(&asked, &wish, &page)).await;
            let message = format!("event: state\ndata: {}\n\n", state.unwrap_or_default());
            if sender.send(Bytes::from(message)).await.is_err() {
                return;
            }
            loop {
                match tokio::time::timeout(HEARTBEAT, numbers.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) => {
                        if sender.send(Bytes::from_static(b":\n\n")).await.is_err() {
                            return;
                        }
                    }
                }
            }
        }
    });
    Body::Events(receiver)
}
