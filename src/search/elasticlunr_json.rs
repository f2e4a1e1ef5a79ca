//! Writes an edition as the one JSON file that elasticlunr.js loads, for themes that are made for it.
//!
//! It holds every text whole, so it is for small sites: fourteen thousand articles give a hundred megabytes.

use elasticlunr::lang::{self, Language as Pipelines};
use elasticlunr::pipeline::Pipeline;
use elasticlunr::{Index, IndexBuilder};

use super::index::searchable;
use super::text::{Side, TOKEN_LENGTH_MAX, fold, length, tokens};
use crate::model::{Edition, Language};

/// Returns the JSON. Each document is found under its path from the root of the site and has the fields
/// `title` and `body`.
pub fn json(edition: &Edition, language: &Language) -> String {
    let builder = IndexBuilder::with_language(pipelines(language)).save_docs(true);
    let mut index: Index = builder.add_field("title").add_field("body").set_ref("url").build();
    for article in searchable(edition) {
        let body = article.body.rendered.sections().enumerate().map(|(at, text)| {
            let heading = at.checked_sub(1).and_then(|at| article.body.rendered.headings.get(at));
            format!("{}\n{text}", heading.map_or("", |heading| &heading.text))
        });
        let body = body.collect::<Vec<_>>().join("\n");
        index.add_doc(&article.path.encoded(), [&*article.title, body.trim()]);
    }
    index.to_json()
}

fn pipelines(language: &Language) -> Box<dyn Pipelines> {
    let code = language.as_str().split('-').next().unwrap_or("");
    match lang::from_code(if code == "nl" { "du" } else { code }) {
        Some(inner) => Box::new(Bounded(inner)),
        None => Box::new(Own(language.clone())),
    }
}

/// A language of elasticlunr without tokens so long that its index, one node for each letter, could not hold them.
struct Bounded(Box<dyn Pipelines>);

impl Pipelines for Bounded {
    fn name(&self) -> String {
        self.0.name()
    }

    fn code(&self) -> String {
        self.0.code()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let mut tokens = self.0.tokenize(text);
        tokens.retain(|token| length(token) <= TOKEN_LENGTH_MAX);
        tokens
    }

    fn make_pipeline(&self) -> Pipeline {
        self.0.make_pipeline()
    }
}

/// A language that elasticlunr does not know: our tokens, and nothing that its browser side would have to know.
struct Own(Language);

impl Pipelines for Own {
    fn name(&self) -> String {
        self.0.to_string()
    }

    fn code(&self) -> String {
        self.0.to_string()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let mut all = Vec::new();
        tokens(&fold(text), Side::Article, |token| all.push(token.form.to_owned()));
        all
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}
