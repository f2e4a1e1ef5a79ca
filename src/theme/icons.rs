//! Knows the theme's icons: `assets/icons/<name>.svg`, written into pages as they stand.

use std::collections::BTreeMap;

use super::layers::Layers;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Span};

/// Icons by name.
#[derive(Debug, Default)]
pub struct Icons {
    svg: BTreeMap<String, String>,
}

/// Gathers the icons of all layers.
pub(super) fn load(layers: &Layers<'_>) -> Icons {
    let named = layers.below("assets/icons/").filter_map(|(name, file)| {
        Some((name.strip_suffix(".svg")?.to_owned(), file.text.trim().to_owned()))
    });
    Icons { svg: named.collect() }
}

impl Icons {
    /// Returns the SVG of an icon.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.svg.get(name).map(String::as_str)
    }

    /// Returns what is wrong with an icon that front matter names, if it is not there.
    pub fn check(&self, name: &str, span: &Span) -> Option<Diagnostic> {
        if self.svg.contains_key(name) {
            return None;
        }
        let hint = did_you_mean(name, self.svg.keys().map(String::as_str))
            .unwrap_or_else(|| format!("choose another, or draw it in `assets/icons/{name}.svg`"));
        let message = format!("the theme has no icon `{name}`");
        Some(Diagnostic::new(Code::UnknownIcon, message).at(span.clone()).hint(hint))
    }
}
