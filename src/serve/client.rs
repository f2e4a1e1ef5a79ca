//! The part of a preview that runs in the browser.

use crate::model::SitePath;

/// Its scripts, in the order in which they are joined.
const SCRIPTS: [&str; 8] = [
    include_str!("client/preview/elements.js"),
    include_str!("client/preview/blocks.js"),
    include_str!("client/preview/place.js"),
    include_str!("client/preview/flash.js"),
    include_str!("client/preview/styles.js"),
    include_str!("client/preview/problems.js"),
    include_str!("client/preview/bar.js"),
    include_str!("client/preview/start.js"),
];

/// Its stylesheets, in the order in which they are joined.
const STYLES: [&str; 2] = [include_str!("client/tokens.css"), include_str!("client/preview.css")];

/// The folder of a preview's own addresses, below one that no site can take.
pub(super) const FOLDER: &str = "/_/preview/";

/// Returns the file of this name with its type.
pub(super) fn file(name: &str) -> Option<(String, &'static str)> {
    match name {
        "client.js" => Some((SCRIPTS.concat(), "text/javascript; charset=utf-8")),
        "client.css" => Some((STYLES.concat(), "text/css; charset=utf-8")),
        _ => None,
    }
}

/// Returns a page as a browser gets it: with the client in it, which is told what it belongs to.
pub(super) fn with_client(html: &str, digest: &str) -> String {
    let script = format!("<script src=\"{FOLDER}client.js\" data-page=\"{digest}\" defer></script>");
    let place = html.find("</head>").or_else(|| html.find("</body>")).unwrap_or(html.len());
    let (before, after) = html.split_at_checked(place).unwrap_or((html, ""));
    [before, &script, after].concat()
}

/// Returns the page that is shown where there is no good site to show.
pub(super) fn broken_page() -> String {
    let page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n\
        <meta name=\"color-scheme\" content=\"light dark\">\n<title>The site does not build</title>\n</head>\n\
        <body>\n<main>\n<h1>The site does not build</h1>\n\
        <p>What is wrong stands in the terminal. This page goes away when it is mended.</p>\n</main>\n\
        </body>\n</html>\n";
    with_client(page, "")
}

/// Returns whether a path of the plan is a page that a browser shows.
pub(super) fn is_page(path: &SitePath) -> bool {
    path.is_page() || path.as_str().ends_with(".html") || path.as_str().ends_with(".htm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_stands_in_the_head() {
        let page = with_client("<head><title>T</title></head><body></body>", "d");
        let script = "<script src=\"/_/preview/client.js\" data-page=\"d\" defer></script>";
        assert_eq!(page, format!("<head><title>T</title>{script}</head><body></body>"));
        assert_eq!(with_client("no head", "d"), format!("no head{script}"));
    }
}
