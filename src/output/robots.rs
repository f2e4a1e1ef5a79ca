//! `robots.txt` (RFC 9309): who is asked to stay away, and where the sitemap is.
//!
//! It is never used to hide anything: what an audience may not see is not in its tree at all.

use super::{Output, sitemap};
use crate::model::SitePath;

/// Returns the file.
pub(super) fn text(output: &Output) -> String {
    if !output.is_indexed {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    for names in output.settings.seo.ai_crawlers.refused() {
        text.push('\n');
        for name in *names {
            text.push_str(&format!("User-agent: {name}\n"));
        }
        text.push_str("Disallow: /\n");
    }
    if output.settings.seo.sitemap && !sitemap::is_empty(output) {
        text.push_str(&format!(
            "\nSitemap: {}\n",
            output.base.absolute(&SitePath::root().file("sitemap.xml"))
        ));
    }
    text
}
