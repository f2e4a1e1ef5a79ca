//! What `build` and `check` have in common: the site they read, the audiences and day they are for.
#![expect(clippy::disallowed_methods, reason = "edge: the only place that asks for today's date")]

use std::path::{Path, PathBuf};

use helpsmith::config::FILE_NAME;
use helpsmith::diagnostic::suggest::did_you_mean;
use helpsmith::diagnostic::{Diagnostic, SourcePath, Sources};
use helpsmith::model::{AudienceId, Site};
use helpsmith::pipeline::{self, Memos, Phases, Project};
use helpsmith::source::{self, Snapshot};
use helpsmith::{config, yaml};
use jiff::civil::Date;

use super::printer::tally;
use super::{Outcome, Printer};

/// A site as it lies on disk.
pub struct Loaded {
    pub root: PathBuf,
    pub snapshot: Snapshot,
    pub project: Project,
    pub diagnostics: Vec<Diagnostic>,
}

/// Nothing to print a line of.
pub struct NoSources;

impl Sources for NoSources {
    fn text(&self, _: &SourcePath) -> Option<&str> {
        None
    }
}

/// Reads the site in `root`; what is wrong beyond repair is printed here.
pub fn load(root: &Path, phases: &mut Phases, printer: &Printer) -> Result<Loaded, Outcome> {
    printer.set_site(root);
    let root = source::find_site(root, FILE_NAME).map_err(|problem| {
        printer.diagnostics(&mut vec![problem], &NoSources);
        Outcome::Problems
    })?;
    let mut diagnostics = Vec::new();
    let snapshot = phases.time("read", || source::read(&root, FILE_NAME)).into_value(&mut diagnostics);
    let project = pipeline::load(&snapshot, &Memos::default(), phases).into_value(&mut diagnostics);
    match project {
        Some(project) => Ok(Loaded { root, snapshot, project, diagnostics }),
        None => {
            printer.diagnostics(&mut diagnostics, &snapshot);
            printer.note(&format!("nothing was written: {}", tally(&diagnostics)));
            Err(Outcome::Problems)
        }
    }
}

/// Returns the audiences that `name` stands for: `all`, one, or the first configured where none is named.
pub fn audiences(
    settings: &config::Settings,
    name: Option<&str>,
    printer: &Printer,
) -> Result<Vec<AudienceId>, Outcome> {
    let all = || settings.audiences.iter().map(|(id, _)| id).collect::<Vec<_>>();
    match name {
        None => Ok(all().into_iter().take(1).collect()),
        Some("all") => Ok(all()),
        Some(name) => match settings.audiences.find(name) {
            Some(id) => Ok(vec![id]),
            None => {
                let hint = did_you_mean(name, settings.audiences.names()).unwrap_or_default();
                printer.usage_error(&format!("unknown audience `{name}`\n  = hint: {hint}"));
                Err(Outcome::Usage)
            }
        },
    }
}

/// Returns the sources of all articles and sections of a site, from its content folder.
pub fn sources(site: &Site) -> impl Iterator<Item = String> {
    let articles = site.editions.iter().flat_map(|edition| &edition.articles).map(|article| &article.source);
    let sections = site.editions.iter().flat_map(|edition| &edition.sections);
    let sections = sections.filter_map(|section| section.source.as_ref());
    articles.chain(sections).map(|source| source.as_str().trim_start_matches("content/").to_owned())
}

/// Reads `--date`.
pub fn parse_date(text: &str) -> Result<Date, String> {
    yaml::parse_date(text).ok_or_else(|| "write it as year, month, day: `2026-03-31`".to_owned())
}

/// Returns the seconds since 1970, in UTC.
pub fn seconds_now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Returns the day the site is built for: the one named, or today in UTC, so that the same moment gives
/// the same site in every time zone.
pub fn date(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| {
        let days = i64::try_from(seconds_now() / 86_400).unwrap_or(0);
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
    })
}
