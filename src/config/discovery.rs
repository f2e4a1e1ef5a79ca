//! Reads by which files a site is found, and what their readers may know.

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AudienceId, Audiences};
use crate::yaml::{Fields, Found};

/// Files for search engines, feed readers and language models.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Discovery {
    /// Whether `sitemap.xml` is written.
    pub sitemap: bool,
    /// Whether pages carry JSON-LD.
    pub json_ld: bool,
    /// Whether `llms.txt` and a Markdown twin of each page are written.
    pub llms: bool,
    /// Whether Atom feeds are written.
    pub feeds: bool,
    /// Whether browsers can add the site's search to their own.
    pub opensearch: bool,
    /// What crawlers of language models are asked.
    pub ai_crawlers: AiCrawlers,
}

/// What `robots.txt` asks of crawlers that gather text for language models.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AiCrawlers {
    /// They may read and learn.
    Allow,
    /// They may answer readers from the site, and may not train on it.
    NoTraining,
    /// They may do neither.
    Deny,
}

/// Crawlers that gather text to train language models, by the names their owners publish (2026-11).
const TRAINING: &[&str] = &[
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "Meta-ExternalAgent",
    "omgili",
    "PanguBot",
    "Timpibot",
    "Webzio-Extended",
];

/// Crawlers that read pages to answer the question of somebody who asks.
const ANSWERING: &[&str] = &[
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "cohere-ai",
    "DuckAssistBot",
    "Google-CloudVertexBot",
    "Meta-ExternalFetcher",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "YouBot",
];

impl AiCrawlers {
    /// Returns the crawlers that are asked to stay away, in groups.
    pub fn refused(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Allow => &[],
            Self::NoTraining => &[TRAINING],
            Self::Deny => &[TRAINING, ANSWERING],
        }
    }
}

/// Files beside which a compressed one is written, for servers that send it as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Compression {
    /// `.gz`.
    pub gzip: bool,
    /// `.br`.
    pub brotli: bool,
}

/// What pages tell of the git history.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HistoryShown {
    /// Whether articles name who committed changes to them.
    pub contributors: bool,
    /// Audiences that get a page of what changed lately.
    pub changes: Vec<AudienceId>,
}

impl HistoryShown {
    /// Returns whether an audience gets the page of what changed lately.
    pub fn shows_changes_to(&self, audience: AudienceId) -> bool {
        self.changes.contains(&audience)
    }
}

/// Reads the key `seo`.
pub(super) fn read(fields: &mut Fields<'_>) -> Discovery {
    let choices =
        [("allow", AiCrawlers::Allow), ("no_training", AiCrawlers::NoTraining), ("deny", AiCrawlers::Deny)];
    let all = Discovery {
        sitemap: true,
        json_ld: true,
        llms: true,
        feeds: true,
        opensearch: true,
        ai_crawlers: AiCrawlers::Allow,
    };
    let is_on = |found: Option<Found<bool>>| found.is_none_or(|found| found.value);
    let read = |seo: &mut Fields<'_>| Discovery {
        sitemap: is_on(seo.boolean("sitemap")),
        json_ld: is_on(seo.boolean("json_ld")),
        llms: is_on(seo.boolean("llms")),
        feeds: is_on(seo.boolean("feeds")),
        opensearch: is_on(seo.boolean("opensearch")),
        ai_crawlers: seo.choice("ai_crawlers", &choices).map_or(AiCrawlers::Allow, |found| found.value),
    };
    fields.map("seo", read).unwrap_or(all)
}

/// Reads the key `compress`.
pub(super) fn compression(fields: &mut Fields<'_>) -> Compression {
    let mut compression = Compression::default();
    for found in fields.texts("compress").unwrap_or_default() {
        match found.value.as_str() {
            "gzip" => compression.gzip = true,
            "brotli" => compression.brotli = true,
            other => fields.report(
                Diagnostic::new(Code::InvalidValue, format!("`{other}` is no way to compress"))
                    .at(found.span)
                    .hint("write `compress: [gzip, brotli]`, or one of the two"),
            ),
        }
    }
    compression
}

/// Reads the key `history`.
pub(super) fn history(fields: &mut Fields<'_>, audiences: &Audiences) -> HistoryShown {
    let read = |history: &mut Fields<'_>| {
        let contributors = history.boolean("contributors").is_some_and(|found| found.value);
        let mut changes = Vec::new();
        for found in history.texts("changes").unwrap_or_default() {
            match audiences.find(&found.value) {
                Some(id) => changes.push(id),
                None => history.report(
                    Diagnostic::new(Code::UnknownAudience, format!("unknown audience `{}`", found.value))
                        .at(found.span)
                        .maybe_hint(did_you_mean(&found.value, audiences.names())),
                ),
            }
        }
        HistoryShown { contributors, changes }
    };
    fields.map("history", read).unwrap_or_default()
}
