//! Paths in the output, and URLs made from them.
//!
//! Everything that becomes a file name goes through [`SitePath`]: it cannot leave the output folder,
//! and two of them that a case-insensitive host would confuse have the same [`SitePath::claim_key`].

use std::fmt;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Bytes of one part of a path: what common file systems allow, less room for temporary endings.
const SEGMENT_BYTES_MAX: usize = 240;
/// Bytes of a whole path, well below what any host accepts for a URL.
const PATH_BYTES_MAX: usize = 1500;

/// A file of the output, or the folder of a page, relative to the output's root: no leading slash, no
/// `..`, no backslash. A path that is empty or ends with a slash is a page (`index.html` in that folder).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Returns the root page.
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// Reads a path; on failure returns why it is refused, to follow "…because it".
    pub fn parse(path: &str) -> Result<Self, String> {
        if path.len() > PATH_BYTES_MAX {
            return Err(format!("is longer than {PATH_BYTES_MAX} bytes"));
        }
        let inner = path.strip_suffix('/').unwrap_or(path);
        if !inner.is_empty() {
            for segment in inner.split('/') {
                check_segment(segment)?;
            }
        }
        // One file has one path: `a/index.html` is the page `a/`.
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        Ok(Self(Arc::from(nfc(path))))
    }

    /// Returns the page in the folder `slug` below this page.
    pub fn child(&self, slug: &str) -> Self {
        Self(Arc::from(format!("{}{slug}/", self.0)))
    }

    /// Returns the file `name` below this page.
    pub fn file(&self, name: &str) -> Self {
        Self(Arc::from(format!("{}{name}", self.0)))
    }

    /// Returns the path without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is a page's folder.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// Returns the file that is written.
    pub fn to_file(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// Returns the key under which two paths collide on hosts that ignore case.
    pub fn claim_key(&self) -> String {
        fold(&self.to_file())
    }

    /// Returns the path with everything but unreserved characters percent-encoded (RFC 3986).
    pub fn encoded(&self) -> String {
        percent_encode(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Returns a text under which names are equal that some file system takes for equal: `Straße` and `STRASSE`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_uppercase().to_lowercase() }
}

/// Returns why `segment` cannot be a file name everywhere, to follow "…because it".
pub fn check_segment(segment: &str) -> Result<(), String> {
    if segment.is_empty() || segment == "." || segment == ".." {
        return Err("has an empty part, `.` or `..`".to_owned());
    }
    if segment.len() > SEGMENT_BYTES_MAX {
        return Err(format!("has a part longer than {SEGMENT_BYTES_MAX} bytes"));
    }
    if let Some(bad) = segment.chars().find(|character| is_unsafe(*character)) {
        return Err(format!("holds the character `{}`", bad.escape_default()));
    }
    if segment.ends_with(['.', ' ']) || segment.starts_with(' ') {
        return Err("has a part that begins or ends with a space or ends with a dot".to_owned());
    }
    let stem = segment.split('.').next().unwrap_or(segment).to_ascii_lowercase();
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|last: char| last.is_ascii_digit()));
    if device {
        return Err(format!("uses `{stem}`, a name reserved on Windows"));
    }
    Ok(())
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\\' | '/' | '<' | '>' | ':' | '"' | '|' | '?' | '*')
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns `text` in Unicode normalisation form C, so that the same name is the same bytes.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
    }
}

/// Returns the part of a URL made from a file name or a label: lower case, letters, marks and digits of
/// every script kept, everything else a hyphen. Empty where nothing is left.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in nfc(text).chars().flat_map(char::to_lowercase) {
        let kept = character.is_alphanumeric()
            || is_mark(character)
            || matches!(character, '_' | '.' | '\u{200c}' | '\u{200d}');
        if kept {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    nfc(slug.trim_matches(|edge| matches!(edge, '-' | '.' | '\u{200c}' | '\u{200d}')))
}

/// Returns whether `character` is a combining mark that is no letter by itself: tone marks, viramas,
/// harakat. Vowel signs need no mention here, Unicode counts them as alphabetic.
pub fn is_mark(character: char) -> bool {
    // Thai and Khmer signs with combining class 0 that are not alphabetic.
    matches!(character, '\u{e47}' | '\u{e4c}' | '\u{e4e}' | '\u{17c9}'..='\u{17d3}')
        || CanonicalCombiningClassMapBorrowed::new().get_u8(character) != 0
}

/// Returns `text` with everything but unreserved characters, `/` and sub-delimiters percent-encoded.
pub fn percent_encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$()*+,;=:@".contains(&byte);
    if text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Returns `text` with `%XX` decoded; as it stands where that gives no UTF-8.
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
        let pair = if byte == b'%' { digit(at + 1).zip(digit(at + 2)) } else { None };
        match pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Where a site is served: an origin and the path below which everything lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads `https://help.example.com/below/here/`; on failure returns why not.
    pub fn parse(url: &str) -> Result<Self, String> {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .ok_or("must begin with `https://` or `http://`")?;
        if url.contains(['?', '#', '\\', '"', '<', '>', '@'])
            || url.chars().any(|c| c.is_whitespace() || c.is_control())
        {
            return Err("must be plain: no spaces, `?`, `#`, `@`, quotes".to_owned());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() {
            return Err("names no host".to_owned());
        }
        let path = path.trim_matches('/');
        if path.split('/').any(|part| part == ".." || part == ".") {
            return Err("must not hold `.` or `..`".to_owned());
        }
        let scheme = url.get(..url.len() - rest.len()).unwrap_or("https://");
        let path = if path.is_empty() {
            "/".to_owned()
        } else {
            format!("/{}/", percent_encode(&percent_decode(path)))
        };
        Ok(Self { origin: format!("{scheme}{host}"), path })
    }

    /// Returns the link to `path` from any page of the site: `/below/here/billing/`.
    pub fn href(&self, path: &SitePath) -> String {
        format!("{}{}", self.path, path.encoded())
    }

    /// Returns the whole URL of `path`.
    pub fn absolute(&self, path: &SitePath) -> String {
        format!("{}{}{}", self.origin, self.path, path.encoded())
    }

    /// Returns the whole URL of a link that may begin at the root of the host; others are returned as they are.
    pub fn whole(&self, href: &str) -> String {
        let own = href.starts_with('/') && !href.starts_with("//");
        if own { format!("{}{href}", self.origin) } else { href.to_owned() }
    }

    /// Returns the path below which the site lies, with slashes at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_path_cannot_leave_the_output() {
        for bad in [
            "../x", "a/../b", "/a", "a//b", "a\\b", "a\0b", "con/", "aux.html", "a./", "x:y", "a/ b/", "COM1",
        ] {
            assert!(SitePath::parse(bad).is_err(), "{bad}");
        }
        assert!(SitePath::parse(&"x".repeat(300)).is_err());
        for good in ["", "a/", "a/b.html", "راهنما/", "_redirects", "console/"] {
            assert!(SitePath::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn one_file_has_one_path() {
        // Issue 13, F6.
        for (written, path) in
            [("a/index.html", "a/"), ("index.html", ""), ("a/myindex.html", "a/myindex.html")]
        {
            assert_eq!(SitePath::parse(written).unwrap().as_str(), path);
        }
    }

    #[test]
    fn slugs_keep_every_script() {
        for (name, slug) in [
            ("Getting Started", "getting-started"),
            ("node.js", "node.js"),
            ("  C++ & Rust! ", "c-rust"),
            ("پرداخت‌ها", "پرداخت‌ها"),
            ("हिन्दी की", "हिन्दी-की"),
            ("ไทย ที่นี่", "ไทย-ที่นี่"),
            ("中文（注）", "中文-注"),
            ("e\u{301}te\u{301}", "été"),
            ("...", ""),
        ] {
            assert_eq!(slugify(name), slug);
        }
    }

    #[test]
    fn case_and_composition_collide() {
        let key = |path: &str| SitePath::parse(path).unwrap().claim_key();
        assert_eq!(key("Readme/"), key("readme/"));
        assert_eq!(key("e\u{301}/"), key("\u{e9}/"));
        assert_eq!(key("a/"), key("a/index.html"));
        assert_eq!(key("straße/"), key("STRASSE/"));
    }

    #[test]
    fn urls_below_a_path() {
        let base = BaseUrl::parse("https://example.com/help").unwrap();
        let page = SitePath::parse("fa/پرداخت/").unwrap();
        assert_eq!(base.href(&SitePath::root()), "/help/");
        assert_eq!(base.absolute(&page), "https://example.com/help/fa/%D9%BE%D8%B1%D8%AF%D8%A7%D8%AE%D8%AA/");
        for bad in [
            "help.example.com",
            "ftp://x/",
            "https://",
            "https://a b/",
            "javascript:alert(1)",
            "https://x/../",
        ] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn percent_decoding_survives_rubbish() {
        assert_eq!(percent_decode("a%20b%zz%"), "a b%zz%");
        assert_eq!(percent_decode("%ff"), "%ff");
        assert_eq!(percent_decode("%é"), "%é");
        // Issue 13, low: two hexadecimal digits and nothing else, not what a number parser takes for one.
        assert_eq!(percent_decode("%+1%-1% 1%1%4g%٤١%41"), "%+1%-1% 1%1%4g%٤١A");
    }
}
