//! Says what an answer means for a link: that it is good, has moved, is broken, or that nobody can tell.
//!
//! An answer that a host may give to programs alone is a doubt, never a fault. Nothing here asks anybody or
//! writes messages.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::address::Address;

/// What is known of an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The page is there.
    Good,
    /// The page is there, but for good at another address.
    Moved(Address),
    /// The page is not there.
    Broken(Fault),
    /// Nobody can tell.
    Unknown(Doubt),
}

/// Why a link is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// 404: there is no such page.
    Missing,
    /// 410: there was one, and it will not come back.
    Gone,
    /// The name of the host means nothing.
    NoHost,
    /// Nothing listens there.
    Refused,
    /// The host cannot show that it is the one it is said to be, so browsers warn of it.
    Certificate,
    /// Redirects without end.
    Loop,
    /// What is written is no address.
    NoAddress,
}

/// Why nobody can tell whether a link works.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A status that may be meant for programs alone, or may be another one tomorrow.
    Status(u16),
    /// No answer in time.
    Timeout,
    /// The connection broke off.
    Dropped,
    /// What came back is not HTTP, or not over TLS that we know.
    Garbled,
    /// There is no way to the host from here, or nobody who knows names.
    Unreachable,
    /// A redirect to what is no web address.
    Redirect,
    /// Redirects without end for those who keep no cookies.
    Cookies,
    /// A certificate signed by nobody we know: browsers fetch what a host forgot to send, and know the roots of a
    /// company.
    Certificate,
    /// It was not asked, because something broke on our side.
    Unasked,
}

/// What came back from one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// An answer in HTTP.
    Http {
        /// The status, such as 404.
        status: u16,
        /// Where it redirects to, as it is written there.
        location: Option<String>,
        /// How long the host asks to be left alone.
        retry_after: Option<Duration>,
        /// Whether the host gives a cookie, which it may want to see again.
        sets_cookie: bool,
    },
    /// No answer because the link is broken.
    Fault(Fault),
    /// No answer, and nobody can tell why.
    Doubt(Doubt),
}

impl Answer {
    /// Returns the verdict on a page that answered so; redirects have been followed.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Http { status, .. } => of_status(*status),
            Self::Fault(fault) => Verdict::Broken(*fault),
            Self::Doubt(doubt) => Verdict::Unknown(*doubt),
        }
    }

    /// Returns whether the page may answer otherwise when it is asked for whole: many hosts do not know
    /// `HEAD`.
    pub fn wants_get(&self) -> bool {
        matches!(self, Self::Http { status: 403 | 404 | 405 | 501, .. })
    }

    /// Returns whether the same question may soon have another answer.
    pub fn may_change(&self) -> bool {
        match self {
            // Of the statuses of a failing host, 501 and 505 say what it will never do.
            Self::Http { status, .. } => matches!(status, 429 | 500 | 502..=504 | 506..=599),
            Self::Doubt(Doubt::Dropped) => true,
            Self::Fault(_) | Self::Doubt(_) => false,
        }
    }

    /// Returns how long the host asks to be left alone, where it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Http { retry_after, .. } => *retry_after,
            Self::Fault(_) | Self::Doubt(_) => None,
        }
    }

    /// Returns where a redirect leads and whether for good, or nothing where this is no redirect.
    pub fn redirect(&self, from: &Address) -> Option<Redirect> {
        let Self::Http { status, location, .. } = self else { return None };
        let is_permanent = match status {
            301 | 308 => true,
            302 | 303 | 307 => false,
            _ => return None,
        };
        let to = location.as_deref().and_then(|location| from.follow(location));
        Some(Redirect { to, is_permanent })
    }
}

/// A redirect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redirect {
    /// Where it leads, if that is a web address.
    pub to: Option<Address>,
    /// Whether links should be changed because of it.
    pub is_permanent: bool,
}

/// Returns the verdict on a page that answered with `status`.
pub fn of_status(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Good,
        404 => Verdict::Broken(Fault::Missing),
        410 => Verdict::Broken(Fault::Gone),
        other => Verdict::Unknown(Doubt::Status(other)),
    }
}

/// Returns what `Retry-After` asks for. A date would need our clock to agree with the host's, so only seconds
/// count.
pub fn retry_after(header: &str) -> Option<Duration> {
    header.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, location: Option<&str>) -> Answer {
        Answer::Http { status, location: location.map(str::to_owned), retry_after: None, sets_cookie: false }
    }

    #[test]
    fn only_what_nobody_can_mistake_is_broken() {
        for status in [200, 204, 206] {
            assert_eq!(of_status(status), Verdict::Good, "{status}");
        }
        assert_eq!(of_status(404), Verdict::Broken(Fault::Missing));
        assert_eq!(of_status(410), Verdict::Broken(Fault::Gone));
        for status in [0, 100, 300, 304, 400, 401, 403, 405, 406, 418, 429, 451, 500, 503, 999] {
            assert_eq!(of_status(status), Verdict::Unknown(Doubt::Status(status)), "{status}");
        }
    }

    #[test]
    fn some_answers_are_asked_for_again() {
        for status in [403, 404, 405, 501] {
            assert!(answer(status, None).wants_get() && !answer(status, None).may_change(), "{status}");
        }
        for status in [429, 500, 502, 503, 504, 520] {
            assert!(answer(status, None).may_change() && !answer(status, None).wants_get(), "{status}");
        }
        for status in [200, 301, 401, 410] {
            assert!(!answer(status, None).may_change() && !answer(status, None).wants_get(), "{status}");
        }
        assert!(Answer::Doubt(Doubt::Dropped).may_change());
        assert!(!Answer::Doubt(Doubt::Timeout).may_change() && !Answer::Fault(Fault::Refused).may_change());
    }

    #[test]
    fn redirects_know_whether_they_are_for_good() {
        let from = Address::parse("https://example.com/a").unwrap();
        let to = |status, location| answer(status, location).redirect(&from);
        let b = Address::parse("https://example.com/b");
        for status in [301, 308] {
            assert_eq!(to(status, Some("/b")), Some(Redirect { to: b.clone(), is_permanent: true }));
        }
        for status in [302, 303, 307] {
            assert_eq!(to(status, Some("b")), Some(Redirect { to: b.clone(), is_permanent: false }));
        }
        assert_eq!(to(301, None), Some(Redirect { to: None, is_permanent: true }));
        assert_eq!(to(302, Some("mailto:a@b")), Some(Redirect { to: None, is_permanent: false }));
        assert_eq!(to(200, Some("/b")), None);
        assert_eq!(to(304, Some("/b")), None);
        assert_eq!(Answer::Doubt(Doubt::Timeout).redirect(&from), None);
    }

    #[test]
    fn hosts_ask_for_rest_in_seconds() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        for header in ["", "-1", "1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"] {
            assert_eq!(retry_after(header), None, "{header}");
        }
    }
}
