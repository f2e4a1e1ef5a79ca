//! Joins a theme's stylesheets and scripts into the few files that pages load.
//!
//! A site adds to them by path, without a manifest: `assets/css/site.css` and `assets/js/site.js` come last.

use std::collections::BTreeMap;

use super::layers::Layers;
use super::manifest::{self, Manifest};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Feature;
use crate::yaml::Found;

/// The joined files; an empty one is not written.
pub struct Bundles {
    /// The stylesheet of all pages.
    pub style: String,
    /// The script that runs before the first paint.
    pub head_script: String,
    /// The script of all pages.
    pub script: String,
    /// The interface to the search, loaded with its engine when a reader begins to search.
    pub search_script: String,
    /// Scripts of the pages that use something.
    pub page_scripts: BTreeMap<Feature, String>,
    /// The icon of sites that have none. Browsers ask for one, and would report its absence.
    pub favicon: String,
}

/// Joins what the manifest names.
pub(super) fn load(layers: &Layers<'_>, settings: &Settings, sink: &mut Vec<Diagnostic>) -> Bundles {
    let Manifest { styles, head_scripts, scripts, search_scripts, page_scripts } =
        manifest::load(layers, sink);
    let mut style = join(layers, &styles, "stylesheet", sink);
    add(layers, &mut style, "assets/css/site.css");
    if let Some(accent) = &settings.brand.accent {
        style.push_str(&format!(":root {{ --accent: {accent}; }}\n"));
    }
    let mut favicon = String::new();
    add(layers, &mut favicon, "assets/favicon.svg");
    let mut script = join(layers, &scripts, "script", sink);
    add(layers, &mut script, "assets/js/site.js");
    Bundles {
        style,
        head_script: join(layers, &head_scripts, "script", sink),
        script,
        search_script: join(layers, &search_scripts, "script", sink),
        favicon,
        page_scripts: page_scripts
            .iter()
            .filter_map(|(feature, files)| Some((*feature, whole(layers, files)?)))
            .collect(),
    }
}

fn join(layers: &Layers<'_>, files: &[Found<String>], what: &str, sink: &mut Vec<Diagnostic>) -> String {
    let mut joined = String::new();
    for file in files {
        if !add(layers, &mut joined, &file.value) {
            sink.push(
                Diagnostic::new(Code::InvalidTheme, format!("there is no {what} `{}`", file.value))
                    .at(file.span.clone())
                    .hint("remove the line, or write the file"),
            );
        }
    }
    joined
}

fn add(layers: &Layers<'_>, joined: &mut String, name: &str) -> bool {
    let Some(file) = layers.find(name) else { return false };
    joined.push_str(file.text.trim_end());
    joined.push('\n');
    true
}

/// Joins files of which one may be left for a site to bring, such as a library; without it there is no script.
fn whole(layers: &Layers<'_>, files: &[Found<String>]) -> Option<String> {
    let mut joined = String::new();
    files.iter().all(|file| add(layers, &mut joined, &file.value)).then_some(joined)
}
