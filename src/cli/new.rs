//! `helpsmith new`: writes an article with front matter.

use std::path::PathBuf;

use clap::Args;
use helpsmith::config::FILE_NAME;
use helpsmith::{scaffold, source};

use super::project::NoSources;
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
    let target = site.join(&path);
    if let Err(error) = init::create(&target, &scaffold::article(&title)) {
        return init::refuse(&target, &error, printer);
    }
    printer.note(&format!("wrote {}", target.display()));
    Outcome::Fine
}
