//! Asks the hosts that a site links to whether their pages are still there: links to others rot, and no
//! writer clicks on all of them.
//!
//! Each address is asked once, however many links lead to it, slowly and under our own name. What a host says
//! to programs is not always what it shows to people, so only what nobody can mistake is called broken; the
//! rest is a note.
//!
//! Absent are fragments: many pages make their headings with scripts, so that looking for `#heading` in the
//! HTML would mostly raise false alarms. Absent are cookies, credentials and the bodies of pages, too:
//! nothing of an answer but its status and where it redirects to is ever looked at. Links to `localhost` are
//! passed over, since they mean the reader's machine. Other addresses are asked as they are written, also
//! those of a private network: who checks texts of strangers does so where that harms nobody.

mod address;
mod verdict;
mod ask;
mod client;
mod hosts;
mod cache;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Span};

use address::{Address, Target};
use verdict::{Doubt, Fault, Verdict};

/// An address, and every place that links to it.
#[derive(Clone, Debug)]
pub struct ExternalLink {
    /// The address as it is written, with its fragment.
    pub url: String,
    /// Where it is written; each place gets its own diagnostic.
    pub places: Vec<Span>,
}

/// What is asked, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// File that remembers verdicts from one run to the next.
    pub cache: Option<PathBuf>,
    /// Addresses that are not asked: starts of addresses (`https://example.com/a`), hosts (`example.com`), or
    /// all hosts below one (`*.example.com`).
    pub skip: Vec<String>,
    /// How long one request may take.
    pub timeout: Duration,
    /// Seconds since 1970.
    pub now: u64,
}

/// Asks all links, and returns what is wrong with them in the order in which they were given.
///
/// `progress` is called once for each link, from any thread.
pub fn check(links: Vec<ExternalLink>, options: &Options, progress: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
    let mut cache = options.cache.as_deref().map(cache::load).unwrap_or_default();
    let mut verdicts: BTreeMap<Address, Verdict> = BTreeMap::new();
    let mut open = BTreeSet::new();
    for link in &links {
        // What has to be asked is done when it has been asked, everything else is done already.
        if !is_open(link, options, &cache, &mut verdicts, &mut open) {
            progress();
        }
    }
    let asked = hosts::ask_all(open, options.timeout, progress);
    for (address, verdict) in &asked {
        cache.remember(address, verdict, options.now);
    }
    verdicts.extend(asked);
    if let Some(path) = &options.cache {
        cache::save(path, cache, options.now);
    }
    let mut diagnostics = Vec::new();
    for link in &links {
        let verdict = match address::target(&link.url) {
            Target::Host(address) if !address.is_skipped(&link.url, &options.skip) => {
                verdicts.get(&address).cloned().unwrap_or(Verdict::Unknown(Doubt::Unasked))
            }
            Target::Nonsense => Verdict::Broken(Fault::NoAddress),
            Target::Host(_) | Target::Elsewhere => continue,
        };
        diagnostics.extend(report::diagnostics(link, &verdict));
    }
    diagnostics
}

/// Returns whether a link is the first one to an address that has to be asked; what the cache knows of it is
/// put into `verdicts`.
fn is_open(
    link: &ExternalLink,
    options: &Options,
    cache: &cache::Cache,
    verdicts: &mut BTreeMap<Address, Verdict>,
    open: &mut BTreeSet<Address>,
) -> bool {
    let Target::Host(address) = address::target(&link.url) else { return false };
    if address.is_skipped(&link.url, &options.skip) {
        return false;
    }
    match cache.recall(&address, options.now) {
        Some(verdict) => {
            verdicts.insert(address, verdict);
            false
        }
        None => open.insert(address),
    }
}
