//! Publishes the search index of each edition, and the script that reads it.

use std::sync::Arc;

use super::{Artifact, Output, Plan};
use crate::model::{Language, SitePath};
use crate::search::{self, Index};

/// Returns the folder of the index of one language.
pub(super) fn folder(language: &Language) -> SitePath {
    SitePath::root().child("_").child("search").child(language.as_str())
}

impl Output {
    /// Plans the files of the indexes, one for each edition. All of them are known already.
    pub fn search_files(&self, indexes: &[Index]) -> Plan {
        let settings = &self.settings.search;
        let mut plan = Plan::new();
        for (edition, index) in self.site.editions.iter().zip(indexes) {
            let (language, _) = self.settings.languages.get(edition.language);
            let folder = folder(language);
            for (name, bytes) in index.files() {
                plan.insert(folder.file(name), Artifact::Bytes(bytes.clone()));
                if settings.offline {
                    let (stem, script) = twin(language, name, bytes);
                    plan.insert(folder.file(&format!("{stem}.js")), Artifact::Text(Arc::from(script)));
                }
            }
            if settings.elasticlunr {
                let json = search::elasticlunr_json(edition, language);
                plan.insert(folder.file("elasticlunr.json"), Artifact::Text(Arc::from(json)));
            }
        }
        plan
    }
}

/// Returns a file as a script, for pages that are opened without a server: browsers let those load scripts alone.
fn twin<'n>(language: &Language, name: &'n str, bytes: &[u8]) -> (&'n str, String) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (stem, format!("helpsmithSearch.receive(\"{language}/{stem}\",\"{}\")\n", base64(bytes)))
}

/// Returns bytes in base 64 (RFC 4648, with padding).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get((number >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'A');
            text.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

impl Output {
    /// Returns the search indexes, one for each edition; none where the site has no search.
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_rfc() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
