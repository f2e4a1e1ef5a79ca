//! Loads theme layers and renders one view with one template.
//!
//! Three layers, each overriding the one below by path: the site's own `templates/`, `assets/` and
//! `i18n/`, the theme it names, and the default theme, which is part of the program. A template sees the
//! view it is given and nothing else: no site, no files, no environment.

mod bundles;
mod engine;
mod format;
mod icons;
mod languages;
mod layers;
mod manifest;
mod strings;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Span};
use crate::memo::{Key, Keyer};
use crate::model::{Asset, AssetId};
use crate::source::{Snapshot, SourceFile};

pub use bundles::Bundles;
pub use engine::Engine;
pub use icons::Icons;
pub use layers::default_texts;
pub use strings::Strings;

/// Version of the view that templates are written for; `docs/theming.md` describes it.
pub const CONTRACT: u32 = 1;

/// A theme, ready to render.
pub struct Theme {
    /// The templates.
    pub engine: Engine,
    /// Interface strings, one table for each language of the site.
    pub strings: Vec<Strings>,
    /// Stylesheets and scripts, joined.
    pub bundles: Bundles,
    /// Icons that front matter may name.
    pub icons: Icons,
    /// Digest of all that decides whether a page can be rendered: everything but stylesheets and scripts.
    pub rendering: Key,
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
        strings: languages::load(&layers, settings, &mut sink),
        bundles: bundles::load(&layers, settings, &mut sink),
        icons: icons::load(&layers),
        rendering: key(snapshot, settings, |path| !path.ends_with(".css") && !path.ends_with(".js")),
        logo: brand_file(snapshot, settings.brand.logo.as_ref(), &mut sink),
        favicon: brand_file(snapshot, settings.brand.favicon.as_ref(), &mut sink),
    };
    Diagnosed::new(theme, sink)
}

/// The folders that themes are made of.
const FOLDERS: [&str; 4] = ["assets/", "i18n/", "templates/", "themes/"];

/// Returns the key of everything that [`load`] looks at, as far as it is `wanted`.
pub fn key(snapshot: &Snapshot, settings: &Settings, wanted: impl Fn(&str) -> bool) -> Key {
    let mut keyer = Keyer::default();
    keyer.add(&settings.digest);
    let files = FOLDERS.iter().flat_map(|folder| snapshot.below(folder));
    for (path, file) in files.filter(|(path, _)| wanted(path.as_str())) {
        keyer.add(path.as_str().as_bytes());
        match file {
            SourceFile::Text(text) => keyer.add(text.digest()),
            SourceFile::Binary(binary) => keyer.add(&binary.digest),
        }
    }
    keyer.key()
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
            let (origin, digest, dimensions) = (binary.origin.clone(), binary.digest, binary.look.dimensions);
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
