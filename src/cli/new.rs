//! `helpsmith new`: writes an article with front matter.

use std::path::{Path, PathBuf};

use clap::Args;
use helpsmith::config::FILE_NAME;
use helpsmith::diagnostic::{Code, Diagnostic, Severity, arrange};
use helpsmith::pipeline::{self, Memos, Phases, Request};
use helpsmith::source::Snapshot;
use helpsmith::{scaffold, source};

use super::project::{self, NoSources};
use super::{Outcome, Printer, init};

/// Write a new article with front matter; never overwrites anything
#[derive(Args)]
pub struct Arguments {
    /// Where it goes: `billing/invoices/vat` for `content/billing/invoices/vat.md`
    path: String,
    /// Its title [default: made from its path]
    #[arg(long)]
    title: Option<String>,
    /// Folder of `helpsmith.yaml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Arguments, printer: &Printer) -> Outcome {
    let path = scaffold::article_path(&arguments.path).map_err(|problem| (problem, Outcome::Usage));
    let site = source::find_site(&arguments.site, FILE_NAME).map_err(|problem| (problem, Outcome::Problems));
    let (path, site) = match path.and_then(|path| Ok((path, site?))) {
        Ok(found) => found,
        Err((problem, outcome)) => {
            printer.diagnostics(&mut vec![problem], &NoSources);
            return outcome;
        }
    };
    let title = arguments.title.clone().unwrap_or_else(|| scaffold::title_of(&path));
    if arguments.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
        let problem = Diagnostic::new(Code::InvalidValue, "the title is empty").hint("add `--title \"…\"`");
        printer.diagnostics(&mut vec![problem], &NoSources);
        return Outcome::Usage;
    }
    let target = site.join(&path);
    let text = scaffold::article(&title);
    let mut problems = refused(&site, &path, &text);
    // What is there already is never overwritten, whatever is wrong with the new one.
    if !problems.is_empty() && target.symlink_metadata().is_err() {
        printer.diagnostics(&mut problems, &NoSources);
        printer.note("nothing was written: choose another path");
        return Outcome::Problems;
    }
    if let Err(error) = init::create(&target, &text) {
        return init::refuse(&target, &error, printer);
    }
    printer.note(&format!("wrote {}", target.display()));
    Outcome::Fine
}

/// Returns what would be wrong with an article at `path`, as a build of the site with it says: too deep, in another
/// article's folder, without a letter for its URL, where another page is.
fn refused(site: &Path, path: &str, text: &str) -> Vec<Diagnostic> {
    let (mut problems, mut phases, memos) = (Vec::new(), Phases::default(), Memos::default());
    let mut snapshot = source::read(site, FILE_NAME).into_value(&mut Vec::new());
    snapshot.files.extend(Snapshot::of_texts([(path, text)]).files);
    let loaded = pipeline::load(&snapshot, &memos, &mut phases).into_value(&mut problems);
    if let Some(project) = loaded {
        for (audience, _) in project.settings.audiences.iter() {
            let date = project::date(None);
            let request = Request { audience, date, drafts: true, base_url: None, index: false };
            let _ = pipeline::build(&project, &request, &memos, &mut phases).into_value(&mut problems);
        }
    }
    let is_own = |problem: &Diagnostic| {
        problem.severity == Severity::Error
            && problem.span.as_ref().is_some_and(|span| span.path.as_str() == path)
    };
    problems.retain(is_own);
    arrange(&mut problems);
    problems
}
