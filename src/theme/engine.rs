//! Renders templates with Tera, and turns its errors into diagnostics.

use tera::{Context, ErrorKind, Tera};

use super::layers::Layers;
use crate::diagnostic::{Code, Diagnostic, SourcePath, Span};
use crate::guest;

/// The templates of a theme.
pub struct Engine {
    tera: Tera,
    sources: Vec<(String, SourcePath, String)>,
}

impl Engine {
    /// Loads all templates, and says which do not parse.
    pub(super) fn load(layers: &Layers<'_>, sink: &mut Vec<Diagnostic>) -> Self {
        let mut engine = Self { tera: Tera::default(), sources: Vec::new() };
        let templates: Vec<(String, &str, SourcePath)> = layers
            .below("templates/")
            .map(|(name, file)| (name.to_owned(), file.text, file.path.clone()))
            .collect();
        engine.sources = templates
            .iter()
            .map(|(name, text, path)| (name.clone(), path.clone(), (*text).to_owned()))
            .collect();
        let pairs = templates.iter().map(|(name, text, _)| (name.as_str(), *text));
        let tera = &mut engine.tera;
        match guest::contained_at("templates", || tera.add_raw_templates(pairs)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => sink.push(engine.diagnostic(&error)),
            Err(panicked) => {
                let culprit = templates.iter().find(|(name, text, _)| fails_alone(name, text));
                let span = culprit.map(|(_, _, path)| Span::file(path));
                sink.push(panicked.diagnostic("reading the templates").at_maybe(span));
            }
        }
        engine
    }

    /// Returns whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Renders `template`. An error names template and line; `page` says which page it failed for.
    pub fn render(&self, template: &str, context: &Context, page: &str) -> Result<String, Diagnostic> {
        let during = format!("this happened while making `{page}`");
        match guest::contained_at(&format!("template {template}"), || self.tera.render(template, context)) {
            Ok(rendered) => rendered.map_err(|error| self.diagnostic(&error).hint(during)),
            Err(panicked) => {
                let known = self.sources.iter().find(|(name, ..)| name == template);
                let span = known.map(|(_, path, _)| Span::file(path));
                Err(panicked.diagnostic("rendering this template").at_maybe(span).hint(during))
            }
        }
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
            _ => self.place_in_words(&error.to_string()),
        };
        let span = place.and_then(|(name, range)| {
            let (_, path, _) = self.sources.iter().find(|(known, ..)| *known == name)?;
            Some(Span::new(path, range.start, range.end))
        });
        Diagnostic::new(Code::InvalidTemplate, lower_first(&message)).at_maybe(span)
    }
}

impl Engine {
    /// Some errors give their place only in words: a report whose second line is `--> name:line:column`.
    fn place_in_words(&self, report: &str) -> (String, Option<(String, std::ops::Range<usize>)>) {
        let first = report.lines().next().unwrap_or(report).trim();
        let message = first.trim_start_matches("error:").trim().to_owned();
        let place = report.lines().find_map(|line| line.trim().strip_prefix("--> ")).and_then(|place| {
            let mut parts = place.trim_matches(['[', ']']).rsplitn(3, ':');
            let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
            let (_, _, text) = self.sources.iter().find(|(known, ..)| known == name)?;
            let start: usize = text
                .split_inclusive('\n')
                .take(line.parse::<usize>().ok()?.checked_sub(1)?)
                .map(str::len)
                .sum();
            let at = start + column.trim().parse::<usize>().ok()?.saturating_sub(1);
            Some((name.to_owned(), at..at + 1))
        });
        (message, place)
    }
}

/// Returns whether reading this template panics whatever the others say.
fn fails_alone(name: &str, text: &str) -> bool {
    guest::contained(|| Tera::default().add_raw_template(name, text).is_ok()).is_err()
}

fn lower_first(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
