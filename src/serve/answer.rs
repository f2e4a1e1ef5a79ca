//! Answers a request: which file, which status, which headers.

use std::sync::Arc;

use hyper::StatusCode;

use super::address::{Found, find, missing_page};
use super::assets::{ASK_EACH_TIME, Content, caching, content_type, html_digest};
use super::client;
use super::preview::{Preview, Sight};
use super::range::{self, Wanted};
use super::stream::Body;
use super::wish::Wish;
use crate::model::SitePath;
use crate::output::{CONTENT_SECURITY_POLICY, Plan};

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub is_head: bool,
    /// The path of the URL, as it came.
    pub path: String,
    pub query: Option<String>,
    pub accept: Option<String>,
    pub wish: Wish,
    pub if_none_match: Option<String>,
    pub if_range: Option<String>,
    pub range: Option<String>,
}

/// What is answered.
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

impl Answer {
    fn new(status: StatusCode, kind: &str, caching: &str, body: Body) -> Self {
        let headers = [
            ("content-type", kind),
            ("cache-control", caching),
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ];
        let headers = headers.map(|(name, value)| (name, value.to_owned())).to_vec();
        Self { status, headers, body }
    }

    /// Returns an answer in plain words.
    pub fn text(status: StatusCode, text: &str) -> Self {
        let body = Body::of(format!("{text}\n").into_bytes());
        Self::new(status, "text/plain; charset=utf-8", "no-store", body)
    }

    /// Returns a stream of events.
    pub fn events(body: Body) -> Self {
        Self::new(StatusCode::OK, "text/event-stream", "no-store", body)
    }

    /// Returns the same answer with one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn moved(status: StatusCode, address: String) -> Self {
        Self::text(status, &format!("this is at {address}")).with("location", address)
    }
}

/// Answers from the last good site. Must be called where tasks can be begun, on a thread that may take its time.
pub(super) fn answer(preview: &Arc<Preview>, asked: &Asked) -> Answer {
    if let Some(name) = asked.path.strip_prefix(client::FOLDER) {
        return match client::file(name) {
            Some((text, kind)) => {
                let tag = blake3::hash(text.as_bytes()).to_hex().chars().take(20).collect::<String>();
                send(asked, StatusCode::OK, kind, ASK_EACH_TIME, Content::Made(text.into_bytes()), Some(&tag))
            }
            None => Answer::text(StatusCode::NOT_FOUND, "there is nothing here"),
        };
    }
    let sight = preview.sight(&asked.wish).or_else(|| preview.older_sights(&asked.wish).next());
    let Some(sight) = sight else { return broken(asked) };
    let output = sight.output(preview);
    let is_search = asked.path.contains("/_/search/");
    let nothing = Plan::new();
    let search = match is_search {
        true => sight.face.search(output, preview.memos(), &preview.options.workers),
        false => &nothing,
    };
    match find(output, search, &asked.path, asked.query.as_deref()) {
        Found::File(path) => match file(preview, &sight, asked, &path, StatusCode::OK) {
            Some(answer) => answer,
            None => older(preview, asked, &path).unwrap_or_else(|| broken(asked)),
        },
        Found::Moved(address) => Answer::moved(StatusCode::MOVED_PERMANENTLY, address).with("vary", "Cookie"),
        Found::Elsewhere(address) => Answer::moved(StatusCode::FOUND, address).with("vary", "Cookie"),
        Found::Nothing => match missing_page(output, &asked.path) {
            Some(path) => {
                file(preview, &sight, asked, &path, StatusCode::NOT_FOUND).unwrap_or_else(|| broken(asked))
            }
            None => Answer::text(StatusCode::NOT_FOUND, "there is nothing here"),
        },
    }
}

/// Answers with the last version of a page that could be rendered.
fn older(preview: &Preview, asked: &Asked, path: &SitePath) -> Option<Answer> {
    let mut sights = preview.older_sights(&asked.wish);
    sights.find_map(|sight| file(preview, &sight, asked, path, StatusCode::OK))
}

/// Answers with a file; nothing comes back where it cannot be made.
fn file(
    preview: &Preview,
    sight: &Sight,
    asked: &Asked,
    path: &SitePath,
    status: StatusCode,
) -> Option<Answer> {
    let output = sight.output(preview);
    let (content, tag) = sight.make(preview, path)?;
    let kind = content_type(path);
    let shown = wants_page(asked) && client::is_page(path);
    let (content, tag) = match content {
        Content::Made(bytes) if shown => {
            let html = String::from_utf8_lossy(&bytes);
            // There is no page whose digest could change where nothing is.
            let digest = if status == StatusCode::OK { html_digest(output, &html) } else { String::new() };
            (Content::Made(client::with_client(&html, &digest).into_bytes()), format!("{tag}-page"))
        }
        other => (other, tag),
    };
    let caching = caching(output, path);
    let tag = (status == StatusCode::OK).then_some(tag.as_str());
    let answer = send(asked, status, &kind, caching, content, tag);
    // What has a fingerprint is the same for everybody who may have it.
    Some(if caching == ASK_EACH_TIME { answer.with("vary", "Accept, Cookie") } else { answer })
}

/// Returns whether a browser goes to a page. What tools fetch, scripts of the page included, is what a build writes.
fn wants_page(asked: &Asked) -> bool {
    asked.accept.as_deref().is_some_and(|accept| accept.contains("text/html"))
}

/// Answers where there is no good page to show.
fn broken(asked: &Asked) -> Answer {
    if wants_page(asked) {
        let body = Body::of(client::broken_page().into_bytes());
        return Answer::new(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", "no-store", body);
    }
    Answer::text(
        StatusCode::SERVICE_UNAVAILABLE,
        "the site does not build; what is wrong stands in the terminal",
    )
}

fn send(
    asked: &Asked,
    status: StatusCode,
    kind: &str,
    caching: &str,
    content: Content,
    tag: Option<&str>,
) -> Answer {
    let tag = tag.map(|tag| format!("\"{tag}\""));
    if let Some(tag) = tag.as_ref().filter(|tag| matches(asked.if_none_match.as_deref(), tag)) {
        return Answer::new(StatusCode::NOT_MODIFIED, kind, caching, Body::Whole(None)).with("etag", tag);
    }
    let length = match &content {
        Content::Made(bytes) => bytes.len() as u64,
        Content::Copy(_, length) => *length,
    };
    let is_current = asked.if_range.as_ref().is_none_or(|named| Some(named.trim()) == tag.as_deref());
    let range = asked.range.as_deref().filter(|_| is_current && !asked.is_head && status == StatusCode::OK);
    let (status, part) = match range::read(range, length) {
        Wanted::Whole => (status, 0..length),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Beyond => {
            return Answer::text(StatusCode::RANGE_NOT_SATISFIABLE, "the file is shorter")
                .with("content-range", format!("bytes */{length}"));
        }
    };
    let size = part.end - part.start;
    let place = format!("bytes {}-{}/{length}", part.start, part.end.saturating_sub(1));
    let body = match content {
        _ if asked.is_head => Body::Whole(None),
        Content::Made(bytes) => {
            let (from, to) = (usize::try_from(part.start), usize::try_from(part.end));
            let part = from.ok().zip(to.ok()).and_then(|(from, to)| bytes.get(from..to));
            Body::of(part.unwrap_or_default().to_vec())
        }
        Content::Copy(file, _) => Body::of_file(file, part),
    };
    let answer = Answer::new(status, kind, caching, body)
        .with("accept-ranges", "bytes")
        .with("content-length", size.to_string());
    let answer = match tag {
        Some(tag) => answer.with("etag", tag),
        None => answer,
    };
    if status == StatusCode::PARTIAL_CONTENT { answer.with("content-range", place) } else { answer }
}

/// Reads `If-None-Match` (RFC 9110, 13.1.2): whether the reader has this version.
fn matches(header: Option<&str>, tag: &str) -> bool {
    let Some(header) = header else { return false };
    header.trim() == "*" || header.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}
