//! `robots.txt` (RFC 9309): who is asked to stay away, and where the sitemap is.
//!
//! It is never used to hide anything: what an audience may not see is not in its tree at all.

use super::{Output, sitemap};
use crate::config::AiCrawlers;
use crate::model::SitePath;

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

/// Returns the file.
pub(super) fn text(output: &Output) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    let refused: &[&[&str]] = match output.settings.seo.ai_crawlers {
        AiCrawlers::Allow => &[],
        AiCrawlers::NoTraining => &[TRAINING],
        AiCrawlers::Deny => &[TRAINING, ANSWERING],
    };
    for names in refused {
        text.push('\n');
        for name in *names {
            text.push_str(&format!("User-agent: {name}\n"));
        }
        text.push_str("Disallow: /\n");
    }
    if output.settings.seo.sitemap && !sitemap::is_empty(output) {
        text.push_str(&format!(
            "\nSitemap: {}\n",
            output.base.absolute(&SitePath::root().file("sitemap.xml"))
        ));
    }
    text
}
