//! `_headers`, which Netlify and Cloudflare Pages read: what may be kept by browsers, and what pages may load.
//!
//! Where two rules set a header, hosts join their values, so no two do. The pieces of the search index lie one folder
//! deeper than the second rule reaches: their names stay while their contents change.

use super::Output;
use crate::model::SitePath;

/// What pages may load: nothing from elsewhere, no inline script or style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; base-uri 'self'; frame-ancestors 'self'";

/// Returns the file.
pub(super) fn text(output: &Output) -> String {
    let root = output.base.href(&SitePath::root());
    let fingerprinted = output.base.href(&SitePath::root().child("_"));
    let robots = if output.is_indexed { "" } else { "  X-Robots-Tag: noindex\n" };
    format!(
        "{root}*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n{robots}\n{fingerprinted}:file\n  Cache-Control: public, \
         max-age=31536000, immutable\n"
    )
}
