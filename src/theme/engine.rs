//! Renders templates with Tera, and turns its errors into diagnostics.

use tera::{Context, ErrorKind, Tera};

use super::layers::Layers;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};

/// The templates of a theme.
pub struct Engine {
    tera: Tera,
    sources: Vec<(String, SourcePath)>,
}

impl Engine {
    /// Loads all templates, and says which do not parse.
    pub(super) fn load(layers: &Layers<'_>, sink: &mut Vec<Diagnostic>) -> Self {
        let mut engine = Self { tera: Tera::default(), sources: Vec::new() };
        let templates: Vec<(String, &str, SourcePath)> = layers
            .below("templates/")
            .map(|(name, file)| (name.to_owned(), file.text, file.path.clone()))
            .collect();
        engine.sources = templates.iter().map(|(name, _, path)| (name.clone(), path.clone())).collect();
        let pairs = templates.iter().map(|(name, text, _)| (name.as_str(), *text));
        if let Err(error) = engine.tera.add_raw_templates(pairs) {
            sink.push(engine.diagnostic(&error));
        }
        engine
    }

    /// Returns whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Renders `template`. An error names template and line; `page` says which page it failed for.
    pub fn render(&self, template: &str, context: &Context, page: &str) -> Result<String, Diagnostic> {
        self.tera
            .render(template, context)
            .map_err(|error| self.diagnostic(&error).hint(format!("this happened while making `{page}`")))
    }

    fn diagnostic(&self, error: &tera::Error) -> Diagnostic {
        let (message, place) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let range = report.span().range.clone();
                (report.message().to_owned(), Some((report.filename().to_owned(), range)))
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                ("this template extends itself".to_owned(), Some((tpl.clone(), 0..0)))
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                ("this template includes itself".to_owned(), Some((tpl.clone(), 0..0)))
            }
            ErrorKind::MissingParent { current, parent } => {
                (format!("there is no template `{parent}` to extend"), Some((current.clone(), 0..0)))
            }
            _ => (error.to_string(), None),
        };
        let span = place.and_then(|(name, range)| {
            let (_, path) = self.sources.iter().find(|(known, _)| *known == name)?;
            Some(Span::new(path, range.start, range.end))
        });
        Diagnostic::new(Code::InvalidTemplate, lower_first(&message)).at_maybe(span)
    }
}

fn lower_first(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
