//! Reads `theme.yaml`.

use super::CONTRACT;
use super::layers::Layers;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Feature;
use crate::yaml::{Fields, Found, parse};

/// What a theme says of itself.
#[derive(Default)]
pub(super) struct Manifest {
    /// Stylesheets in the order in which they are joined.
    pub styles: Vec<Found<String>>,
    /// Scripts that run before the first paint.
    pub head_scripts: Vec<Found<String>>,
    /// Scripts of every page.
    pub scripts: Vec<Found<String>>,
    /// Scripts of the interface to the search.
    pub search_scripts: Vec<Found<String>>,
    /// Scripts of the pages that use something.
    pub page_scripts: Vec<(Feature, Vec<Found<String>>)>,
}

/// Reads the manifest of the highest layer that has one.
pub(super) fn load(layers: &Layers<'_>, sink: &mut Vec<Diagnostic>) -> Manifest {
    let Some(file) = layers.find("theme.yaml") else { return Manifest::default() };
    let Some(node) = parse(file.text, 0, &file.path, sink) else { return Manifest::default() };
    let Some(mut fields) = Fields::of(&node, &file.path, sink) else { return Manifest::default() };
    let contract = fields.number("contract");
    let span = contract.as_ref().map_or_else(|| Span::file(&file.path), |found| found.span.clone());
    if contract.as_ref().is_none_or(|found| found.value != f64::from(CONTRACT)) {
        fields.report(
            Diagnostic::new(Code::InvalidTheme, "this theme is written for another version of helpsmith")
                .at(span)
                .hint(format!("compare its templates with the manual, then write `contract: {CONTRACT}`")),
        );
    }
    let manifest = Manifest {
        styles: fields.texts("styles").unwrap_or_default(),
        head_scripts: fields.texts("head_scripts").unwrap_or_default(),
        scripts: fields.texts("scripts").unwrap_or_default(),
        search_scripts: fields.texts("search_scripts").unwrap_or_default(),
        page_scripts: fields.map("page_scripts", page_scripts).unwrap_or_default(),
    };
    fields.finish();
    manifest
}

fn page_scripts(fields: &mut Fields<'_>) -> Vec<(Feature, Vec<Found<String>>)> {
    let scripts = |feature: &Feature| Some((*feature, fields.texts(feature.as_str())?));
    Feature::ALL.iter().filter_map(scripts).collect()
}
