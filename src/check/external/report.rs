//! Says to a writer what is wrong with a link, and what to type instead.
//!
//! Each place that has the link is told, since each has to be changed. Nothing that a host wrote is repeated
//! but an address, and that only in the form in which it would be sent.

use crate::diagnostic::{Code, Diagnostic, Span};

use super::ExternalLink;
use super::address::{self, Address, Target};
use super::verdict::{Doubt, Fault, Verdict};

/// Returns what is wrong with a link, at every place that has it.
pub fn diagnostics(link: &ExternalLink, verdict: &Verdict) -> Vec<Diagnostic> {
    let url = shown(&link.url);
    let (code, message, hint) = match verdict {
        Verdict::Good => return Vec::new(),
        Verdict::Moved(to) => {
            let fragment = address::fragment(&link.url);
            let hint = format!("write `{}{fragment}`", to.as_str());
            (Code::MovedExternalLink, format!("the page that `{url}` leads to has moved for good"), hint)
        }
        Verdict::Broken(fault) => (Code::BrokenExternalLink, broken(*fault, &url), mend(*fault)),
        Verdict::Unknown(doubt) => {
            let message = format!("link to `{url}` could not be checked: {}", doubtful(*doubt));
            (Code::UncheckedExternalLink, message, look(&link.url))
        }
    };
    let one = |place: &Span| Diagnostic::new(code, &*message).at(place.clone()).hint(&*hint);
    link.places.iter().map(one).collect()
}

/// Returns the link as it is written, without a user and a password: reports are read by more people than
/// sources.
fn shown(url: &str) -> String {
    match address::target(url) {
        Target::Host(address) if address::has_credentials(url) => address.as_str().to_owned(),
        // Whatever stands before an `@` may be a password.
        Target::Nonsense => url.rsplit_once('@').map_or(url, |(_, behind)| behind).to_owned(),
        Target::Host(_) | Target::Elsewhere => url.to_owned(),
    }
}

fn broken(fault: Fault, url: &str) -> String {
    match fault {
        Fault::Missing => format!("link to `{url}` leads nowhere: there is no such page (404)"),
        Fault::Gone => format!("link to `{url}` leads nowhere: the page was removed for good (410)"),
        Fault::NoHost => format!("link to `{url}` leads nowhere: there is no such host"),
        Fault::Refused => format!("link to `{url}` leads nowhere: the host refuses the connection"),
        Fault::Certificate => {
            format!("browsers warn of `{url}`: the host's certificate is not valid")
        }
        Fault::Loop => format!("link to `{url}` leads nowhere: its redirects never end"),
        Fault::NoAddress => format!("`{url}` is no web address"),
    }
}

fn mend(fault: Fault) -> String {
    let hint = match fault {
        Fault::Missing | Fault::Gone | Fault::Loop => "write the address of another page, or remove the link",
        Fault::NoHost | Fault::Refused => {
            "check how the host is spelt; write the address of another page, or remove the link"
        }
        Fault::Certificate => "check how the host is spelt, with `www.` or without; or tell those who run it",
        Fault::NoAddress => "write an address such as `https://example.com/page`",
    };
    hint.to_owned()
}

fn doubtful(doubt: Doubt) -> String {
    match doubt {
        Doubt::Status(401) => "the page asks for a login (401)".to_owned(),
        Doubt::Status(403) => "the host does not let programs in (403)".to_owned(),
        Doubt::Status(429) => "the host was asked too often (429)".to_owned(),
        Doubt::Status(status @ 500..=599) => format!("the host has a problem of its own ({status})"),
        Doubt::Status(status) => format!("the host answered {status}"),
        Doubt::Timeout => "the host did not answer in time".to_owned(),
        Doubt::Dropped => "the host broke off the connection".to_owned(),
        Doubt::Garbled => "the host's answer could not be understood".to_owned(),
        Doubt::Unreachable => "the host could not be reached from here".to_owned(),
        Doubt::Redirect => "the host redirects to what is no web address".to_owned(),
        Doubt::Cookies => "the host lets in only those who keep its cookie".to_owned(),
        Doubt::Certificate => "the host's certificate is signed by nobody we know".to_owned(),
        Doubt::Unasked => "the check broke off".to_owned(),
    }
}

/// Returns what to do about a link that nobody can tell about.
fn look(url: &str) -> String {
    let start = match address::target(url) {
        Target::Host(address) => host_start(&address),
        Target::Elsewhere | Target::Nonsense => url.to_owned(),
    };
    let setting = format!("add `\"{start}\"` to `check: {{external: {{skip: […]}}}}` in `helpsmith.yaml`");
    format!("open it in a browser; if it works there, {setting}")
}

/// Returns the start that all addresses of a host share, such as `https://example.com/`.
fn host_start(address: &Address) -> String {
    address.follow("/").map_or_else(|| address.as_str().to_owned(), |root| root.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourcePath;

    fn said(url: &str, verdict: &Verdict) -> (String, String) {
        let path = SourcePath::new("content/a.md");
        let link = ExternalLink { url: url.to_owned(), places: vec![Span::new(&path, 1, 2)] };
        let found = diagnostics(&link, verdict);
        assert_eq!(found.len(), 1);
        (found[0].message.clone(), found[0].hints.join("\n"))
    }

    #[test]
    fn every_place_is_told() {
        let path = SourcePath::new("content/a.md");
        let places = vec![Span::new(&path, 1, 2), Span::new(&path, 5, 6)];
        let link = ExternalLink { url: "https://example.com/".to_owned(), places: places.clone() };
        assert_eq!(diagnostics(&link, &Verdict::Good), []);
        let found = diagnostics(&link, &Verdict::Broken(Fault::Missing));
        let spans: Vec<_> = found.iter().filter_map(|diagnostic| diagnostic.span.clone()).collect();
        assert_eq!(spans, places);
    }

    #[test]
    fn moved_link_keeps_its_fragment() {
        let to = Verdict::Moved(Address::parse("https://example.com/b").unwrap());
        let (message, hint) = said("https://example.com/a#top", &to);
        assert_eq!(message, "the page that `https://example.com/a#top` leads to has moved for good");
        assert_eq!(hint, "write `https://example.com/b#top`");
    }

    #[test]
    fn doubt_names_the_setting_that_ends_it() {
        let (message, hint) = said("https://example.com/a?b", &Verdict::Unknown(Doubt::Status(403)));
        assert_eq!(
            message,
            "link to `https://example.com/a?b` could not be checked: the host does not let programs in (403)"
        );
        assert!(
            hint.contains("add `\"https://example.com/\"` to `check: {external: {skip: […]}}`"),
            "{hint}"
        );
    }

    #[test]
    fn credentials_are_not_repeated() {
        let (message, hint) = said("https://user:secret@example.com/a", &Verdict::Unknown(Doubt::Timeout));
        assert!(!message.contains("secret") && !hint.contains("secret"), "{message} {hint}");
    }
}
