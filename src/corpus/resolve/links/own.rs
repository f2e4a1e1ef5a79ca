//! Recognises whole addresses of the help centre itself: `https://help.example.com/billing/vat/`.
//!
//! They are what people paste and what exported articles are made of. Whatever lies below the `base_url` of the site or
//! of any audience is an internal link, however a browser would get there: another scheme, `//host`, upper case in the
//! host, the default port, `index.html`. Where such bases lie in each other, the longest wins.

use std::borrow::Cow;

use url::Url;

use crate::config::Settings;
use crate::model::paths::{nfc, percent_decode};
use crate::model::{AudienceSet, BaseUrl, SitePath};

/// Every base below which the site is served, those with the longest paths first.
pub(in crate::corpus::resolve) struct Bases {
    list: Vec<Base>,
}

struct Base {
    host: String,
    port: Option<u16>,
    /// The parts of its path, decoded.
    path: Vec<String>,
    audiences: AudienceSet,
}

/// A whole address of the help centre, taken apart.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::corpus::resolve) struct OwnAddress<'a> {
    /// Where it leads below its base, with a slash before it, as it was encoded.
    pub path: String,
    /// `?query` and `#fragment` as written.
    pub suffix: &'a str,
    /// The base as written, with a slash at its end.
    pub base: String,
    /// Whose trees are served there.
    pub audiences: AudienceSet,
}

impl Bases {
    pub fn new(settings: &Settings) -> Self {
        let mut bases: Vec<(&BaseUrl, AudienceSet)> = vec![(&settings.base_url, AudienceSet::NOBODY)];
        for (id, audience) in settings.audiences.iter() {
            let own = audience.base_url.as_ref().unwrap_or(&settings.base_url);
            match bases.iter_mut().find(|(known, _)| *known == own) {
                Some((_, audiences)) => *audiences = audiences.with(id),
                None => bases.push((own, AudienceSet::NOBODY.with(id))),
            }
        }
        let mut list: Vec<Base> =
            bases.into_iter().filter_map(|(base, audiences)| read(base, audiences)).collect();
        list.sort_by_key(|base| std::cmp::Reverse(base.path.len()));
        Self { list }
    }

    /// Takes `target` apart where it is an address of the help centre.
    pub fn own<'a>(&self, target: &'a str) -> Option<OwnAddress<'a>> {
        let url = parse(target)?;
        let host = host(&url)?;
        let at = target.find(['?', '#']).unwrap_or(target.len());
        let (written, suffix) = target.split_at_checked(at)?;
        let parts: Vec<&str> = url.path().trim_start_matches('/').split('/').collect();
        let base =
            self.list.iter().find(|base| base.host == host && base.port == url.port() && base.has(&parts))?;
        let inner = parts.get(base.path.len()..).unwrap_or_default().join("/");
        // The host as written, as far as its path begins; a path that was written another way keeps its first parts.
        let origin = origin(written);
        let above =
            parts.iter().take(base.path.len()).fold(String::from("/"), |path, part| path + part + "/");
        Some(OwnAddress {
            path: format!("/{inner}"),
            suffix,
            base: format!("{origin}{above}"),
            audiences: base.audiences,
        })
    }

    /// Returns whether a text may name one of the bases: their hosts are in it, behind slashes or at a bare `www.`.
    pub fn may_be_in(&self, text: &str) -> bool {
        let slashes = text.match_indices("//").filter_map(|(at, _)| text.get(at + 2..));
        let bare = text.match_indices("www.").filter_map(|(at, _)| text.get(at..));
        // Variables may bring a host along, and a host in another script is written in more than one way.
        text.contains("{{")
            || slashes.chain(bare).any(|rest| {
                let starts =
                    |host: &str| rest.get(..host.len()).is_some_and(|start| start.eq_ignore_ascii_case(host));
                self.list.iter().any(|base| base.host.starts_with("xn--") || starts(&base.host))
            })
    }
}

impl Base {
    fn has(&self, parts: &[&str]) -> bool {
        let is_same = |(own, part): (&String, &&str)| *own == nfc(&percent_decode(part));
        parts.len() >= self.path.len() && self.path.iter().zip(parts).all(is_same)
    }
}

fn read(base: &BaseUrl, audiences: AudienceSet) -> Option<Base> {
    let url = Url::parse(&base.absolute(&SitePath::root())).ok()?;
    let parts = url.path().split('/').filter(|part| !part.is_empty());
    let path = parts.map(|part| nfc(&percent_decode(part))).collect();
    Some(Base { host: host(&url)?, port: url.port(), path, audiences })
}

/// Reads an address of the web as browsers do. One with a name before its host is nobody's page.
fn parse(target: &str) -> Option<Url> {
    let target = target.trim();
    let starts = |start: &str| target.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let whole = match target {
        relative if relative.starts_with("//") => Cow::Owned(format!("https:{relative}")),
        whole if starts("https:") || starts("http:") => Cow::Borrowed(whole),
        _ => return None,
    };
    Url::parse(&whole).ok().filter(|url| url.username().is_empty() && url.password().is_none())
}

/// Returns the host without the dot that may end it.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(host.strip_suffix('.').unwrap_or(host).to_owned())
}

/// Returns the scheme and host of an address as written, without a slash at the end.
fn origin(written: &str) -> &str {
    let is_slash = |c: char| matches!(c, '/' | '\\');
    let start = written.find(is_slash).unwrap_or(written.len());
    let rest = written.get(start..).unwrap_or_default();
    let host = start + (rest.len() - rest.trim_start_matches(is_slash).len());
    let end = written.get(host..).and_then(|rest| rest.find(is_slash)).map_or(written.len(), |at| host + at);
    written.get(..end).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(yaml: &str) -> Bases {
        Bases::new(&crate::config::load(&format!("title: T\n{yaml}")).value.unwrap())
    }

    #[test]
    fn a_browser_s_ways_to_one_address() {
        let bases = bases("base_url: https://help.example.com/kb/\n");
        for written in [
            "https://help.example.com/kb/guide/limits/",
            "http://help.example.com/kb/guide/limits/",
            "//help.example.com/kb/guide/limits/",
            "HTTPS://Help.EXAMPLE.com:443/kb/guide/limits/",
            "http://help.example.com:80/kb/guide/limits/",
            "https://help.example.com./kb/guide/limits/",
            "https://help.example.com/%6Bb/guide/limits/",
            "https://help.example.com/kb/x/../guide/./limits/",
            "https:\\\\help.example.com\\kb\\guide\\limits\\",
            " https://help.example.com/kb/guide/limits/ ",
        ] {
            let own = bases.own(written.trim()).unwrap_or_else(|| panic!("{written}"));
            assert_eq!((own.path.as_str(), own.suffix), ("/guide/limits/", ""), "{written}");
        }
        let own = bases.own("https://help.example.com/kb?q=1#a").unwrap();
        assert_eq!(
            (own.path.as_str(), own.suffix, own.base.as_str()),
            ("/", "?q=1#a", "https://help.example.com/kb/")
        );
        for other in [
            "https://help.example.com/",
            "https://help.example.com/kbase/",
            "https://help.example.com:8443/kb/",
            "https://xhelp.example.com/kb/",
            "https://help.example.com.evil.example/kb/",
            "https://help.example.com@evil.example/kb/",
            "https://user@help.example.com/kb/",
            "ftp://help.example.com/kb/",
            "mailto:help@help.example.com",
            "/kb/guide/",
            "help.example.com/kb/",
            "https://",
            "https://[",
            "",
        ] {
            assert_eq!(bases.own(other), None, "{other}");
        }
    }

    #[test]
    fn the_longest_base_wins() {
        let bases = bases(
            "base_url: https://example.com/\naudiences:\n  public: {}\n  agents: {base_url: https://example.com/agents/}\n",
        );
        let path = |written| bases.own(written).map(|own| own.path).unwrap_or_default();
        assert_eq!(path("https://example.com/guide/"), "/guide/");
        assert_eq!(path("https://example.com/agents/guide/"), "/guide/");
        assert_eq!(path("https://example.com/agents"), "/");
        assert_eq!(path("https://example.com/agentsx/"), "/agentsx/");
    }

    #[test]
    fn hosts_in_other_scripts() {
        let bases = bases("base_url: https://bücher.example/\n");
        for written in
            ["https://bücher.example/a/", "https://BÜCHER.example/a/", "https://xn--bcher-kva.example/a/"]
        {
            assert!(bases.own(written).is_some(), "{written}");
        }
        let own = bases.own("https://bücher.example/a/").unwrap();
        assert_eq!(own.base, "https://bücher.example/");
    }
}
