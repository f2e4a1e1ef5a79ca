//! Makes the bytes of a file of the plan, with what a good host says of them.

use super::generation::Built;
use super::preview::{Preview, Sight};
use super::stream::FileOnDisk;
use crate::model::{Asset, SitePath};
use crate::output::{Artifact, Bytes, Output};
use crate::pipeline;
use crate::source::{SourceFile, Stamp, open};

/// How long browsers keep what has a fingerprint in its name.
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Everything else may change with the next build.
pub(super) const ASK_EACH_TIME: &str = "no-cache";

/// Hexadecimal digits of an entity tag.
const TAG_DIGITS: usize = 20;

/// A file, ready to be sent.
pub(super) enum Content {
    /// Bytes in memory.
    Made(Vec<u8>),
    /// A file on disk that is as it was when the site was built.
    Copy(FileOnDisk, u64),
}

impl Sight {
    /// Returns what the visitor sees, built.
    pub fn built(&self, preview: &Preview) -> &Built {
        preview.build(&self.site, self.target, &self.face, &mut pipeline::Phases::default())
    }

    /// Returns the output that the visitor sees.
    pub fn output(&self, preview: &Preview) -> &Output {
        &self.built(preview).output
    }

    /// Makes the file at `path`, and its entity tag. Nothing comes back where that fails: a page that does not render,
    /// a file that has changed since, of which the next build will tell.
    pub fn make(&self, preview: &Preview, path: &SitePath) -> Option<(Content, String)> {
        let output = self.output(preview);
        let bytes = match output.files().get(path) {
            Some(_) => pipeline::render(output, path).ok()?,
            None => match self.face.search_if_made()?.get(path)? {
                Artifact::Bytes(bytes) => Bytes::Binary(bytes.clone()),
                Artifact::Text(text) => Bytes::Text(text.clone()),
                _ => return None,
            },
        };
        match bytes {
            Bytes::Text(text) => Some((Content::Made(text.as_bytes().to_vec()), tag(text.as_bytes()))),
            Bytes::Binary(bytes) => Some((Content::Made(bytes.to_vec()), tag(&bytes))),
            Bytes::Copy(asset) => self.copy(&asset),
        }
    }

    /// Opens a file that is copied. It must lie as it did when its digest was taken, or have that digest still, so that
    /// nothing else can be sent in its place.
    fn copy(&self, asset: &Asset) -> Option<(Content, String)> {
        let SourceFile::Binary(known) = self.site.snapshot.files.get(&asset.source)? else { return None };
        let mut file = open(&asset.origin).ok()?;
        let metadata = file.metadata().ok()?;
        let stamp = Stamp::of(&metadata);
        let lies_as_it_did = known.digest == asset.digest && known.stamp.is_like(&stamp);
        if !lies_as_it_did {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(&mut file).ok()?;
            (*hasher.finalize().as_bytes() == asset.digest).then_some(())?;
        }
        let file = FileOnDisk { origin: asset.origin.clone(), stamp };
        Some((Content::Copy(file, metadata.len()), digits(&asset.digest)))
    }
}

/// Returns the digest of a page without the names of its stylesheets, which can be put in place without a reload.
pub(super) fn page_digest(output: &Output, path: &SitePath) -> Option<String> {
    match pipeline::render(output, path).ok()? {
        Bytes::Text(html) => Some(html_digest(output, &html)),
        _ => None,
    }
}

pub(super) fn html_digest(output: &Output, html: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut rest = html;
    // Each page has its stylesheets in its head, in this order.
    for style in output.stylesheets() {
        if let Some((before, after)) = rest.split_once(style.as_str()) {
            hasher.update(before.as_bytes());
            rest = after;
        }
    }
    hasher.update(rest.as_bytes());
    digits(hasher.finalize().as_bytes())
}

fn tag(bytes: &[u8]) -> String {
    digits(blake3::hash(bytes).as_bytes())
}

fn digits(digest: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*digest).to_hex().chars().take(TAG_DIGITS).collect()
}

/// Returns the type of a file by its name.
pub(super) fn content_type(path: &SitePath) -> String {
    if path.is_page() {
        return "text/html; charset=utf-8".to_owned();
    }
    if path.as_str().starts_with("_/search/") && path.as_str().ends_with(".bin") {
        return "application/octet-stream".to_owned();
    }
    let mime = mime_guess::from_path(path.as_str()).first_or_octet_stream();
    let is_text = mime.type_() == "text"
        || ["javascript", "json", "xml"].iter().any(|kind| mime.subtype().as_str().contains(kind))
        || mime.suffix().is_some_and(|suffix| suffix == "xml");
    match path.as_str() {
        // Hosts read it and never serve it; whoever asks here wants to read it, too.
        "_redirects" => "text/plain; charset=utf-8".to_owned(),
        _ if is_text => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    }
}

/// Returns how long a file may be kept: for ever where its name tells its content.
pub(super) fn caching(output: &Output, path: &SitePath) -> &'static str {
    let is_fingerprinted = path.as_str().starts_with("_/") && output.files().contains_key(path);
    let has_fixed_name = path.as_str().starts_with("_/search/");
    if is_fingerprinted && !has_fixed_name { FOR_EVER } else { ASK_EACH_TIME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_what_sites_have() {
        for (path, kind) in [
            ("a/", "text/html; charset=utf-8"),
            ("404.html", "text/html; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("_redirects", "text/plain; charset=utf-8"),
            ("_/site.1.js", "text/javascript; charset=utf-8"),
            ("_/style.1.css", "text/css; charset=utf-8"),
            ("_/logo.1.svg", "image/svg+xml; charset=utf-8"),
            ("_/a.1.png", "image/png"),
            ("_/search/en/t0.bin", "application/octet-stream"),
            ("_/search/en/manifest.json", "application/json; charset=utf-8"),
            ("film.mp4", "video/mp4"),
            ("font.woff2", "font/woff2"),
            ("no-ending", "application/octet-stream"),
        ] {
            assert_eq!(content_type(&SitePath::parse(path).unwrap()), kind, "{path}");
        }
    }
}
