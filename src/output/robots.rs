//! `robots.txt`: everything may be read, and where the sitemap is.
//!
//! It is never used to hide anything: what an audience may not see is not in its tree at all.

use super::Output;
use crate::model::SitePath;

/// Returns the file.
pub(super) fn text(output: &Output) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if output.settings.sitemap {
        text.push_str(&format!(
            "\nSitemap: {}\n",
            output.base.absolute(&SitePath::root().file("sitemap.xml"))
        ));
    }
    text
}
