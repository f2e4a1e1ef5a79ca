//! Names the files that pages refer to after their contents, so that they can be cached for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::paths::slugify;
use crate::model::{Asset, AssetId, Feature, Site, SitePath};
use crate::search::browser_engine;
use crate::theme::Theme;

/// Hexadecimal digits of a digest in a name: 40 bits, ample for the files of one site.
const FINGERPRINT_DIGITS: usize = 10;

/// Where each asset is published.
pub(super) struct AssetPaths {
    paths: BTreeMap<AssetId, SitePath>,
    /// The stylesheet of all pages.
    pub stylesheet: SitePath,
    /// The script that runs before the first paint.
    pub head_script: Option<SitePath>,
    /// The script of all pages.
    pub script: Option<SitePath>,
    /// The script that searches, loaded when a reader begins to.
    pub search_script: Option<(SitePath, Arc<str>)>,
    /// Scripts of the pages that use something.
    pub page_scripts: BTreeMap<Feature, SitePath>,
    /// The theme's icon, where the site has none.
    pub favicon: Option<SitePath>,
}

impl AssetPaths {
    pub fn new(site: &Site, theme: &Theme, searched: bool) -> Self {
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
        let bundles = &theme.bundles;
        Self {
            paths,
            stylesheet: bundle("style", "css", &bundles.style),
            head_script: script("head", &bundles.head_script),
            script: script("site", &bundles.script),
            search_script: searched.then(|| {
                let text = format!("{}{}", browser_engine(), bundles.search_script);
                (bundle("search", "js", &text), Arc::from(text))
            }),
            favicon: (theme.favicon.is_none() && !bundles.favicon.is_empty())
                .then(|| bundle("favicon", "svg", &bundles.favicon)),
            page_scripts: bundles
                .page_scripts
                .iter()
                .filter_map(|(feature, text)| Some((*feature, script(feature.as_str(), text)?)))
                .collect(),
        }
    }

    /// Returns the path of an asset.
    pub fn of(&self, id: &AssetId) -> Option<&SitePath> {
        self.paths.get(id)
    }
}

fn bundle(name: &str, extension: &str, text: &str) -> SitePath {
    let digest = blake3::hash(text.as_bytes());
    below_root(&format!("{name}.{}.{extension}", digits(digest.as_bytes(), FINGERPRINT_DIGITS)))
}

fn script(name: &str, text: &str) -> Option<SitePath> {
    (!text.is_empty()).then(|| bundle(name, "js", text))
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
