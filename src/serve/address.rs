//! Finds what a URL names: in the plan, and nowhere else.

use crate::model::paths::percent_decode;
use crate::model::{BaseUrl, SitePath};
use crate::output::{Artifact, Output, Plan};

/// What stands at an address.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// A file of the site.
    File(SitePath),
    /// Another address, which readers are sent to for good.
    Moved(String),
    /// Another address for now: the site lies below a path.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

/// Looks for `path`, the path of a URL as it came. `search` has the files of the search index, once there is one.
pub(super) fn find(output: &Output, search: &Plan, path: &str, query: Option<&str>) -> Found {
    let base = output.base();
    let Some(inner) = below(base, path) else {
        // `/help` and `/` lead to `/help/`.
        let is_above = path == "/" || format!("{path}/") == base.path();
        return if is_above { Found::Elsewhere(base.path().to_owned()) } else { Found::Nothing };
    };
    let known = |path: &SitePath| output.files().contains_key(path) || search.contains_key(path);
    let Ok(wanted) = SitePath::parse(&inner) else { return Found::Nothing };
    let page = match inner.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => SitePath::parse(folder).ok(),
        _ => None,
    };
    if let Some(path) = [Some(wanted.clone()), page].into_iter().flatten().find(known) {
        return follow(output, path);
    }
    let folder = wanted.child("");
    if !wanted.is_page() && known(&folder) {
        return match follow(output, folder.clone()) {
            Found::File(_) => Found::Moved(with_query(base.href(&folder), query)),
            other => other,
        };
    }
    Found::Nothing
}

/// Returns the part of a URL's path below the site's own, decoded.
pub(super) fn below(base: &BaseUrl, path: &str) -> Option<String> {
    let decoded = percent_decode(path);
    let own = percent_decode(base.path());
    decoded.strip_prefix(&own).map(str::to_owned)
}

/// Sends readers of an old address on, as a host does that reads `_redirects`.
fn follow(output: &Output, path: SitePath) -> Found {
    match output.files().get(&path) {
        Some(Artifact::Redirect(number)) => {
            output.redirect_address(*number).map_or(Found::Nothing, Found::Moved)
        }
        _ => Found::File(path),
    }
}

fn with_query(address: String, query: Option<&str>) -> String {
    match query {
        Some(query) => format!("{address}?{query}"),
        None => address,
    }
}

/// Returns the file that readers get where there is nothing: the one of the language they are in.
pub(super) fn missing_page(output: &Output, path: &str) -> Option<SitePath> {
    let inner = below(output.base(), path).unwrap_or_default();
    let editions = &output.site().editions;
    let own = editions.iter().skip(1).find(|edition| inner.starts_with(edition.root.as_str()));
    own.or(editions.first()).map(|edition| edition.root.file("404.html"))
}
