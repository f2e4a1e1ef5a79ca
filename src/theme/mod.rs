//! Loads theme layers and renders one view with one template.
//!
//! Three layers, each overriding the one below by path: the site's own `templates/`, `assets/` and
//! `i18n/`, the theme it names, and the default theme, which is part of the program. A template sees the
//! view it is given and nothing else: no site, no files, no environment.

mod engine;
mod layers;
mod manifest;
mod strings;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::model::{Asset, AssetId};
use crate::source::{Snapshot, SourceFile};

pub use engine::Engine;
pub use strings::Strings;

/// Version of the view that templates are written for; `docs/theming.md` describes it.
pub const CONTRACT: u32 = 1;

/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub engine: Engine,
    /// Interface strings, one table for each language of the site.
    pub strings: Vec<Strings>,
    /// All stylesheets in one.
    pub stylesheet: String,
    /// The site's logo.
    pub logo: Option<Asset>,
    /// The site's favicon.
    pub favicon: Option<Asset>,
}

/// Loads the theme that the settings name, with what the site overrides.
pub fn load(snapshot: &Snapshot, settings: &Settings) -> Diagnosed<Theme> {
    let mut sink = Vec::new();
    let layers = layers::Layers::new(snapshot, settings, &mut sink);
    let theme = Theme {
        engine: Engine::load(&layers, &mut sink),
        strings: strings::load(&layers, settings, &mut sink),
        stylesheet: stylesheet(&layers, settings, &mut sink),
        logo: brand_file(snapshot, settings.brand.logo.as_ref(), &mut sink),
        favicon: brand_file(snapshot, settings.brand.favicon.as_ref(), &mut sink),
    };
    Diagnosed::new(theme, sink)
}

fn stylesheet(layers: &layers::Layers<'_>, settings: &Settings, sink: &mut Vec<Diagnostic>) -> String {
    let manifest = manifest::load(layers, sink);
    let mut sheet = String::new();
    for style in &manifest.styles {
        match layers.find(&style.value) {
            Some(file) => {
                sheet.push_str(file.text.trim_end());
                sheet.push('\n');
            }
            None => sink.push(
                Diagnostic::new(Code::InvalidTheme, format!("there is no stylesheet `{}`", style.value))
                    .at(style.span.clone())
                    .hint("remove the line, or write the file"),
            ),
        }
    }
    if let Some(file) = layers.find("assets/css/site.css") {
        sheet.push_str(file.text);
        sheet.push('\n');
    }
    if let Some(accent) = &settings.brand.accent {
        sheet.push_str(&format!(":root {{ --accent: {accent}; }}\n"));
    }
    sheet
}

fn brand_file(
    snapshot: &Snapshot,
    named: Option<&(String, Span)>,
    sink: &mut Vec<Diagnostic>,
) -> Option<Asset> {
    let (name, span) = named?;
    let path = crate::model::SourcePath::new(&format!("assets/{}", name.trim_start_matches("assets/")));
    match snapshot.files.get(&path) {
        Some(SourceFile::Binary(binary)) => {
            let AssetId(source) = AssetId(path);
            let (origin, digest, dimensions) = (binary.origin.clone(), binary.digest, binary.dimensions);
            Some(Asset { origin, source, digest, dimensions })
        }
        _ => {
            sink.push(
                Diagnostic::new(Code::MissingFile, format!("there is no image `{path}`"))
                    .at(span.clone())
                    .hint("put the file there, or remove the line"),
            );
            None
        }
    }
}
