//! The links of a site to other hosts, asked once each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use helpsmith::check::external::{self, ExternalLink, Options};
use helpsmith::config::Settings;
use helpsmith::diagnostic::{Diagnostic, Span};
use helpsmith::emit;
use helpsmith::model::{Body, Fill, Site};

use crate::cli::Printer;
use crate::cli::project;

/// How long a host may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The links found so far, by their addresses.
#[derive(Default)]
pub struct Links {
    places: BTreeMap<String, BTreeSet<Span>>,
}

impl Links {
    /// Adds the links of what one audience sees.
    pub fn gather(&mut self, site: &Site) {
        for edition in &site.editions {
            let sections = edition.sections.iter().map(|section| &section.body);
            for body in sections.chain(edition.articles.iter().map(|article| &article.body)) {
                self.add(body);
            }
        }
    }

    fn add(&mut self, body: &Body) {
        for (fill, place) in body.fills.iter().zip(body.rendered.places.iter()) {
            let Fill::External(url) = fill else { continue };
            self.places.entry(url.clone()).or_default().insert(place.clone());
        }
    }

    /// Asks all of them.
    pub fn ask(self, root: &Path, settings: &Settings, printer: &Printer) -> Vec<Diagnostic> {
        let links = self.places.into_iter();
        let links: Vec<ExternalLink> =
            links.map(|(url, places)| ExternalLink { url, places: places.into_iter().collect() }).collect();
        let options = Options {
            cache: emit::cache_folder(root).map(|folder| folder.join("external-links.json")),
            skip: settings.checks.external_skip.clone(),
            timeout: TIMEOUT,
            now: project::seconds_now(),
        };
        let count = links.len();
        let noun = if count == 1 { "address" } else { "addresses" };
        let bar = printer.progress(count, "addresses");
        let problems = external::check(links, &options, &|| bar.inc(1));
        bar.finish_and_clear();
        printer.note(&format!("the pages name {count} {noun} on other hosts"));
        problems
    }
}
