//! Old paths: a stub that works on every host, and a table for hosts that can do better.

use tera::{Context, Value};

use super::Output;
use super::body::{encode_suffix, uri};
use super::page::missing;
use super::view::RedirectView;
use crate::diagnostic::Diagnostic;
use crate::model::RedirectTarget;
use crate::model::paths::percent_decode;

/// Renders the stub of one redirect.
pub(super) fn render(output: &Output, number: usize) -> Result<String, Diagnostic> {
    let redirect = output.site.redirects.get(number).ok_or_else(|| missing("redirect"))?;
    // The stub speaks the language of the tree it lies in.
    let in_tree = |root: &str| !root.is_empty() && redirect.from.as_str().starts_with(root);
    let at = output.site.editions.iter().position(|edition| in_tree(edition.root.as_str())).unwrap_or(0);
    let frame = output.frames.get(at).ok_or_else(|| missing("frame"))?;
    let mut context = Context::new();
    context.insert_value("language", frame.language.clone());
    context.insert_value("t", frame.strings.clone());
    context.insert_value("site", frame.site_value.clone());
    let (url, absolute) = addresses(output, &redirect.to);
    let view = Value::from_serializable(&RedirectView { url, absolute });
    output.page("pages/redirect.html", context, "redirect", view, None, &redirect.from)
}

impl Output {
    /// Returns the address that a redirect leads to, from the root of its host or whole.
    pub fn redirect_address(&self, number: usize) -> Option<String> {
        self.site.redirects.get(number).map(|redirect| addresses(self, &redirect.to).0)
    }
}

/// Returns the address that a redirect leads to, and the one that search engines take for the page's own, which has no
/// `#fragment` and no `?query`.
fn addresses(output: &Output, to: &RedirectTarget) -> (String, String) {
    match to {
        RedirectTarget::Page(path, suffix) => {
            (format!("{}{}", output.base.href(path), encode_suffix(suffix)), output.base.absolute(path))
        }
        RedirectTarget::External(url) => {
            let url = uri(url);
            let canonical = url.split('#').next().unwrap_or_default().to_owned();
            (url, canonical)
        }
    }
}

/// Returns what nginx reads inside a `map $uri …` block: old path, new path.
pub(super) fn nginx_map(output: &Output) -> String {
    let mut map = "# map $uri $moved_to { include _redirects.nginx; }\n".to_owned();
    // nginx compares decoded paths, and reads `$` in a value as a variable.
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    for (from, to) in pairs(output) {
        let (from, to) = (quoted(&percent_decode(&from)), quoted(&to.replace('$', "%24")));
        map.push_str(&format!("\"{from}\" \"{to}\";\n"));
    }
    map
}

/// Returns the redirects as JSON, for hosts that are set up by scripts.
pub(super) fn json(output: &Output) -> String {
    let entries = pairs(output).map(|(from, to)| serde_json::json!({"from": from, "to": to, "status": 301}));
    format!("{:#}\n", serde_json::Value::Array(entries.collect()))
}

/// Returns each old address, with and without its last slash, and where it leads.
fn pairs(output: &Output) -> impl Iterator<Item = (String, String)> {
    output.site.redirects.iter().flat_map(|redirect| {
        let from = output.base.href(&redirect.from);
        let (to, _) = addresses(output, &redirect.to);
        let plain = from.strip_suffix('/').filter(|plain| !plain.is_empty()).map(str::to_owned);
        let plain = plain.map(|plain| (plain, to.clone()));
        [(from, to)].into_iter().chain(plain)
    })
}

/// Returns the `_redirects` file: old path, new path, status, a redirect a line.
pub(super) fn table(output: &Output) -> String {
    pairs(output).map(|(from, to)| format!("{from} {to} 301\n")).collect()
}
