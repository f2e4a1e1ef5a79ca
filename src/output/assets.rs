//! Names the files that pages refer to after their contents, so that they can be cached for ever.

use std::collections::BTreeMap;

use crate::model::paths::slugify;
use crate::model::{Asset, AssetId, Site, SitePath};
use crate::theme::Theme;

/// Hexadecimal digits of a digest in a name: 40 bits, ample for the files of one site.
const FINGERPRINT_DIGITS: usize = 10;

/// Where each asset is published.
pub(super) struct AssetPaths {
    paths: BTreeMap<AssetId, SitePath>,
    /// The stylesheet of all pages.
    pub stylesheet: SitePath,
}

impl AssetPaths {
    pub fn new(site: &Site, theme: &Theme) -> Self {
        let mut paths = BTreeMap::new();
        // Two files of one content share a path; two of one name and fingerprint but other content cannot.
        let mut taken: BTreeMap<SitePath, [u8; 32]> = BTreeMap::new();
        let brand = [&theme.logo, &theme.favicon].into_iter().flatten();
        for asset in site.assets.values().chain(brand) {
            let id = AssetId(asset.source.clone());
            let path = match asset.source.as_str().strip_prefix("static/").map(SitePath::parse) {
                Some(Ok(path)) => path,
                _ => fingerprinted(asset, &taken),
            };
            taken.insert(path.clone(), asset.digest);
            paths.insert(id, path);
        }
        let digest = blake3::hash(theme.stylesheet.as_bytes());
        let stylesheet = below_root(&format!("style.{}.css", digits(digest.as_bytes(), FINGERPRINT_DIGITS)));
        Self { paths, stylesheet }
    }

    /// Returns the path of an asset.
    pub fn of(&self, id: &AssetId) -> Option<&SitePath> {
        self.paths.get(id)
    }
}

fn below_root(name: &str) -> SitePath {
    SitePath::root().child("_").file(name)
}

fn fingerprinted(asset: &Asset, taken: &BTreeMap<SitePath, [u8; 32]>) -> SitePath {
    let name = asset.source.file_name();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let stem: String = slugify(stem).chars().take(60).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    let extension = slugify(extension);
    let mut length = FINGERPRINT_DIGITS;
    loop {
        let path = below_root(&format!("{stem}.{}.{extension}", digits(&asset.digest, length)));
        let clash = taken.get(&path).is_some_and(|digest| *digest != asset.digest);
        if !clash || length >= 64 {
            return path;
        }
        length += FINGERPRINT_DIGITS;
    }
}

fn digits(digest: &[u8; 32], length: usize) -> String {
    blake3::Hash::from_bytes(*digest).to_hex().chars().take(length).collect()
}
