//! Tells which links lead to other hosts, and writes each address in the one form in which it is asked.
//!
//! Two spellings of one address are one request, and no credential and no fragment ever leaves this machine,
//! because an [`Address`] cannot hold one. Nothing here asks anybody.

use std::borrow::Cow;

use url::Url;

/// Bytes of an address. Browsers and hosts take 8 KiB; sign-in pages come close to that.
const ADDRESS_BYTES_MAX: usize = 8 << 10;

/// A web address without user, password and fragment, in the form in which it is sent: ASCII without spaces,
/// control characters or backticks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Address(Url);

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a page that a host can be asked for.
    Host(Address),
    /// To what no host can be asked for, such as `mailto:` or the reader's own machine.
    Elsewhere,
    /// Nowhere: it claims to be a web address and is none.
    Nonsense,
}

/// Returns where a link that is written as `text` leads.
pub fn target(text: &str) -> Target {
    let whole = whole(text.trim());
    let scheme = whole.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || !whole.contains(':') {
        return Target::Elsewhere;
    }
    match Address::parse(&whole) {
        Some(address) if address.is_local() => Target::Elsewhere,
        Some(address) => Target::Host(address),
        None => Target::Nonsense,
    }
}

/// Returns a link with its scheme: below our pages, which are served over HTTPS, `//host/path` is HTTPS, too.
fn whole(text: &str) -> Cow<'_, str> {
    if text.starts_with("//") { format!("https:{text}").into() } else { text.into() }
}

impl Address {
    /// Returns the address that `text` names, if it is one of the web.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > ADDRESS_BYTES_MAX {
            return None;
        }
        Self::of(Url::parse(text).ok()?)
    }

    /// Returns the address that a redirect from this one names.
    pub fn follow(&self, location: &str) -> Option<Self> {
        if location.len() > ADDRESS_BYTES_MAX {
            return None;
        }
        Self::of(self.0.join(location.trim()).ok()?)
    }

    fn of(mut url: Url) -> Option<Self> {
        let is_web = matches!(url.scheme(), "http" | "https");
        if !is_web || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        url.set_fragment(None);
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        // The one character that could end the quotation of an address in a message.
        if let Some(query) = url.query().filter(|query| query.contains('`')) {
            let query = query.replace('`', "%60");
            url.set_query(Some(&query));
        }
        // Percent-encoding makes three bytes of one.
        (url.as_str().len() <= ADDRESS_BYTES_MAX).then_some(Self(url))
    }

    /// Returns the address as it is sent.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the host without its port: who is asked too often is a machine, not a door of it.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns whether the settings say not to ask this address, which is written as `written`.
    pub fn is_skipped(&self, written: &str, patterns: &[String]) -> bool {
        patterns.iter().any(|pattern| self.is_named_by(written.trim(), pattern.trim()))
    }

    fn is_named_by(&self, written: &str, pattern: &str) -> bool {
        if pattern.is_empty() {
            return false;
        }
        if let Some(domain) = pattern.strip_prefix("*.") {
            let host = self.host().strip_suffix(&domain.to_ascii_lowercase());
            return host.is_some_and(|rest| rest.ends_with('.'));
        }
        if pattern.contains("//") {
            return written.starts_with(pattern) || self.as_str().starts_with(pattern);
        }
        self.host().eq_ignore_ascii_case(pattern)
    }

    fn is_local(&self) -> bool {
        self.host() == "localhost" || self.host().ends_with(".localhost")
    }
}

/// Returns the fragment of a link with its `#`, or nothing.
pub fn fragment(written: &str) -> &str {
    written.find('#').and_then(|at| written.get(at..)).unwrap_or_default()
}

/// Returns whether a link carries a user or a password, which no message may repeat.
pub fn has_credentials(written: &str) -> bool {
    Url::parse(&whole(written.trim())).is_ok_and(|url| !url.username().is_empty() || url.password().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for text in
            ["https://Example.com", "HTTPS://example.com:443/", " https://example.com/#a ", "//example.com/"]
        {
            assert_eq!(target(text), Target::Host(address("https://example.com/")), "{text}");
        }
        assert_ne!(address("https://example.com/a"), address("https://example.com/a/"));
        assert_ne!(address("https://example.com/"), address("http://example.com/"));
    }

    #[test]
    fn only_the_web_is_asked() {
        for text in
            ["mailto:a@example.com", "tel:+1", "ftp://example.com/", "a/b.md", "/a", "#a", "", "https"]
        {
            assert_eq!(target(text), Target::Elsewhere, "{text}");
        }
        for text in ["http://localhost:3000/", "https://app.localhost/"] {
            assert_eq!(target(text), Target::Elsewhere, "{text}");
        }
        for text in ["https://", "http://[::", "https://a b/", "https://exa%zzmple.com/"] {
            assert_eq!(target(text), Target::Nonsense, "{text}");
        }
        let long = format!("https://example.com/{}", "a".repeat(ADDRESS_BYTES_MAX));
        assert_eq!(target(&long), Target::Nonsense);
    }

    #[test]
    fn credentials_and_fragments_are_never_sent() {
        let sent = address("https://user:secret@example.com/a?b=1#c");
        assert_eq!(sent.as_str(), "https://example.com/a?b=1");
        assert_eq!(sent.follow("https://user@example.com/d#e").unwrap().as_str(), "https://example.com/d");
        assert!(has_credentials("https://user@example.com/") && has_credentials("https://:a@example.com/"));
        assert!(!has_credentials("https://example.com/@user"));
    }

    #[test]
    fn what_is_sent_is_ascii_without_what_ends_a_quotation() {
        let sent = address("https://éxample.com/a b/ü`?q=`\u{1b}x");
        assert_eq!(sent.as_str(), "https://xn--xample-9ua.com/a%20b/%C3%BC%60?q=%60%1Bx");
    }

    #[test]
    fn redirects_are_relative_to_where_they_come_from() {
        let from = address("https://example.com/a/b?c");
        assert_eq!(from.follow("d").unwrap().as_str(), "https://example.com/a/d");
        assert_eq!(from.follow("/d").unwrap().as_str(), "https://example.com/d");
        assert_eq!(from.follow("//b.example.com").unwrap().as_str(), "https://b.example.com/");
        assert_eq!(from.follow("javascript:alert(1)"), None);
        assert_eq!(from.follow("file:///etc/passwd"), None);
        assert_eq!(from.follow("http://[").map(|address| address.host().to_owned()), None);
    }

    #[test]
    fn settings_skip_by_start_by_host_and_below_a_host() {
        let skips = |url: &str, pattern: &str| address(url).is_skipped(url, &[pattern.to_owned()]);
        assert!(skips("https://example.com/private/a", "https://example.com/private"));
        assert!(skips("HTTPS://Example.com/private/a", "https://example.com/private"));
        assert!(!skips("https://example.com/public", "https://example.com/private"));
        assert!(skips("https://a.b.example.com/", "*.example.com"));
        assert!(skips("https://a.example.com/", "*.Example.com"));
        assert!(!skips("https://example.com/", "*.example.com"));
        assert!(!skips("https://badexample.com/", "*.example.com"));
        assert!(skips("https://example.com:8080/", "example.com"));
        assert!(!skips("https://a.example.com/", "example.com"));
        assert!(!skips("https://example.com/", "") && !skips("https://example.com/", "*."));
    }

    #[test]
    fn fragment_of_a_link() {
        assert_eq!(fragment("https://example.com/a#b#c"), "#b#c");
        assert_eq!(fragment("https://example.com/a"), "");
    }
}
