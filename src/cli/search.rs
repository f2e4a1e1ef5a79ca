//! `helpsmith search`: the answers that readers get in the browser.
#![expect(clippy::disallowed_methods, reason = "edge: this is where a file of queries is read")]

use std::path::{Path, PathBuf};

use clap::Args;
use helpsmith::config::FILE_NAME;
use helpsmith::diagnostic::has_errors;
use helpsmith::diagnostic::suggest::did_you_mean;
use helpsmith::emit;
use helpsmith::model::LanguageId;
use helpsmith::pipeline::{self, Memos, Phases, Request};
use helpsmith::search::{Answer, Answers, Engine, Wanted};
use jiff::civil::Date;
use serde::Serialize;

use super::printer::tally;
use super::project::{self, Loaded, parse_date};
use super::{Outcome, Printer};

/// Most results of one query.
const LIMIT_MAX: usize = 1_000;

/// Search the articles as readers do in the browser, with the same ranking
#[derive(Args)]
pub struct Arguments {
    /// What to search for; with `--batch` this is the site
    #[arg(value_name = "QUERY")]
    query: Option<String>,
    /// Folder of `helpsmith.yaml` [default: this one]
    site: Option<String>,
    /// In which language [default: the first one configured]
    #[arg(short, long, value_name = "TAG")]
    language: Option<String>,
    /// As whom [default: the first audience configured]
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
    /// How many results
    #[arg(short = 'k', long = "limit", value_name = "N", default_value_t = 10, value_parser = limit)]
    limit: usize,
    /// Search for each line of this file; `-` for standard input
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
    /// Include drafts and articles in review
    #[arg(long)]
    drafts: bool,
    /// Search as of this day [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Threads to use; 0 for as many as there are cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| format!("write a number from 1 to {LIMIT_MAX}"))
}

#[derive(Serialize)]
struct Line<'a> {
    query: &'a str,
    results: Vec<ResultLine<'a>>,
}

#[derive(Serialize)]
struct ResultLine<'a> {
    url: String,
    title: &'a str,
    score: f64,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let (site, queries) = match queries(arguments) {
        Ok(found) => found,
        Err(message) => {
            printer.usage_error(&message);
            return Outcome::Usage;
        }
    };
    if arguments.batch.is_none() && arguments.site.is_some() && !is_site(&site) {
        let hint = "put a query of several words in quotes: `helpsmith search \"reset password\"`";
        printer.usage_error(&format!("`{}` has no `{FILE_NAME}`\n  = hint: {hint}", site.display()));
        return Outcome::Usage;
    }
    let mut phases = Phases::default();
    let loaded = match project::load(&site, &mut phases, printer) {
        Ok(loaded) => loaded,
        Err(outcome) => return outcome,
    };
    search(arguments, &queries, loaded, printer)
}

fn search(arguments: &Arguments, queries: &[String], mut loaded: Loaded, printer: &Printer) -> Outcome {
    let settings = loaded.project.settings.clone();
    if !settings.search.enabled {
        printer.usage_error("this site has no search: `helpsmith.yaml` says `search: {enabled: false}`");
        return Outcome::Problems;
    }
    let language = match &arguments.language {
        None => LanguageId::DEFAULT,
        Some(tag) => match settings.languages.find(tag) {
            Some(language) => language,
            None => {
                let hint = did_you_mean(tag, settings.languages.tags()).unwrap_or_default();
                printer.usage_error(&format!("unknown language `{tag}`\n  = hint: {hint}"));
                return Outcome::Usage;
            }
        },
    };
    if arguments.audience.as_deref() == Some("all") {
        printer.usage_error("one audience searches at a time: name it with `--audience`");
        return Outcome::Usage;
    }
    let audience = match project::audiences(&settings, arguments.audience.as_deref(), printer) {
        Ok(audiences) => audiences.into_iter().next().unwrap_or(settings.default_audience),
        Err(outcome) => return outcome,
    };
    let date = project::date(arguments.date);
    let request = Request { audience, date, drafts: arguments.drafts, base_url: None, index: true };
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    // Colours are of no use here, but those that are known need not be found again.
    let memos = Memos { code: emit::load_memo(&loaded.root, "code"), repeated: None };
    let built = pipeline::build(&loaded.project, &request, &memos, &mut Phases::default());
    let output = built.into_value(&mut diagnostics);
    if has_errors(&diagnostics) {
        printer.diagnostics(&mut diagnostics, &loaded.snapshot);
        printer.note(&format!("nothing was searched: {}", tally(&diagnostics)));
        return Outcome::Problems;
    }
    let index = output.indexes().get(usize::from(language.0));
    let Some(mut engine) = index.and_then(Engine::open) else {
        printer.usage_error("there is no index in this language");
        return Outcome::Problems;
    };
    let wanted = Wanted { limit: arguments.limit, ..Wanted::default() };
    for query in queries {
        let answers = engine.search(query, &wanted);
        printer.to_stdout(shown(query, &answers, queries.len() > 1, printer).as_bytes());
    }
    Outcome::Fine
}

/// Returns the site and the queries that the arguments name.
fn queries(arguments: &Arguments) -> Result<(PathBuf, Vec<String>), String> {
    let here = || PathBuf::from(".");
    if let Some(file) = &arguments.batch {
        if arguments.site.is_some() {
            return Err("give a query or `--batch`, not both".to_owned());
        }
        let text = if file == Path::new("-") {
            std::io::read_to_string(std::io::stdin())
        } else {
            std::fs::read_to_string(file)
        };
        let text = text.map_err(|error| format!("cannot read `{}`: {error}", file.display()))?;
        let site = arguments.query.as_ref().map_or_else(here, PathBuf::from);
        return Ok((site, text.lines().map(str::to_owned).collect()));
    }
    let query =
        arguments.query.clone().ok_or("write what to search for: `helpsmith search \"reset password\"`")?;
    match &arguments.site {
        // The other way round, as after other commands, can only mean one thing.
        Some(second) if is_site(Path::new(&query)) && !is_site(Path::new(second)) => {
            Ok((PathBuf::from(query), vec![second.clone()]))
        }
        Some(site) => Ok((PathBuf::from(site), vec![query])),
        None => Ok((here(), vec![query])),
    }
}

fn is_site(folder: &Path) -> bool {
    !folder.as_os_str().is_empty() && folder.join(FILE_NAME).is_file()
}

fn shown(query: &str, answers: &Answers, several: bool, printer: &Printer) -> String {
    if printer.is_json() {
        let results = answers.list.iter().map(|answer| ResultLine {
            url: format!("/{}", answer.path),
            title: &answer.title,
            score: answer.score,
        });
        let line = Line { query, results: results.collect() };
        return serde_json::to_string(&line).unwrap_or_default() + "\n";
    }
    let mut text = if several { format!("{query}\n") } else { String::new() };
    if let Some(corrected) = &answers.corrected {
        text.push_str(&format!("(searched for “{corrected}”)\n"));
    }
    if answers.list.is_empty() {
        text.push_str("nothing found\n");
    }
    for (place, answer) in (1..).zip(&answers.list) {
        text.push_str(&line(place, answer));
    }
    // A title may hold anything.
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

fn line(place: usize, answer: &Answer) -> String {
    let pinned = if answer.pinned { ", pinned" } else { "" };
    let mut lines = format!("{place:>3}  {}  ({:.1}{pinned})\n", answer.title, answer.score);
    match &answer.section {
        Some((id, heading)) => lines.push_str(&format!("     /{}#{id}  {heading}\n", answer.path)),
        None => lines.push_str(&format!("     /{}\n", answer.path)),
    }
    if !answer.trail.is_empty() {
        lines.push_str(&format!("     {}\n", answer.trail.join(" › ")));
    }
    lines
}
