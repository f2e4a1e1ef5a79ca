//! Asks for one address until there is a verdict: `HEAD` before `GET`, again where that may help, along
//! redirects.
//!
//! Redirects are followed here rather than by the HTTP client, because it matters which of them are for good.
//! How a request is sent, and how long a host is left alone between two of them, others decide.

use std::collections::BTreeSet;
use std::time::Duration;

use super::address::Address;
use super::verdict::{Answer, Doubt, Fault, Verdict};

/// Addresses on the way from a link to its page: itself and ten redirects. Browsers give up after twenty.
const ADDRESSES_MAX: usize = 11;

/// Pauses before an address is asked again, along all its redirects. Who fails three times in a row fails for
/// longer.
const RETRY_PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// Longest pause that a host may ask for; CI is not to stand still for one link.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(10);

/// How a page is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Without its body.
    Head,
    /// With its body, which nobody reads.
    Get,
}

/// One request.
#[derive(Debug)]
pub struct Request<'a> {
    /// How it is asked.
    pub method: Method,
    /// For which address.
    pub address: &'a Address,
    /// How long nobody may ask its host before, beyond what every request waits.
    pub pause: Duration,
}

/// Returns the verdict on an address; `send` sends one request.
pub fn ask(address: &Address, send: &mut dyn FnMut(&Request) -> Answer) -> Verdict {
    let mut pauses = RETRY_PAUSES.into_iter();
    let mut seen = BTreeSet::new();
    let mut here = address.clone();
    // The address that the redirects so far give for good; a temporary one says nothing of those behind it.
    let (mut moved, mut is_for_good) = (None, true);
    let mut gives_cookies = false;
    while seen.len() < ADDRESSES_MAX && seen.insert(here.clone()) {
        let answer = insist(&here, &mut pauses, send);
        gives_cookies |= matches!(answer, Answer::Http { sets_cookie: true, .. });
        let Some(redirect) = answer.redirect(&here) else {
            return match (answer.verdict(), moved) {
                (Verdict::Good, Some(to)) => Verdict::Moved(to),
                // The link is an address; what its host redirects to is none.
                (Verdict::Broken(Fault::NoAddress), _) if seen.len() > 1 => Verdict::Unknown(Doubt::Redirect),
                (verdict, _) => verdict,
            };
        };
        let Some(to) = redirect.to else { return Verdict::Unknown(Doubt::Redirect) };
        is_for_good &= redirect.is_permanent;
        if is_for_good {
            moved = Some(to.clone());
        }
        here = to;
    }
    if gives_cookies { Verdict::Unknown(Doubt::Cookies) } else { Verdict::Broken(Fault::Loop) }
}

/// Asks for one address without following it, again where that may help and there are pauses left.
fn insist(
    address: &Address,
    pauses: &mut dyn Iterator<Item = Duration>,
    send: &mut dyn FnMut(&Request) -> Answer,
) -> Answer {
    let mut answer = send(&Request { method: Method::Head, address, pause: Duration::ZERO });
    if answer.wants_get() {
        answer = send(&Request { method: Method::Get, address, pause: Duration::ZERO });
    }
    while answer.may_change() {
        let wished = answer.retry_after().unwrap_or_default();
        let Some(pause) = pauses.next().filter(|_| wished <= RETRY_AFTER_MAX) else { break };
        // Some hosts fail over `HEAD` alone, so the second time it is not used.
        answer = send(&Request { method: Method::Get, address, pause: pause.max(wished) });
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(path: &str) -> Address {
        Address::parse("https://example.com/").unwrap().follow(path).unwrap()
    }

    fn status(status: u16) -> Answer {
        Answer::Http { status, location: None, retry_after: None, sets_cookie: false }
    }

    fn redirect(status: u16, to: &str) -> Answer {
        Answer::Http { status, location: Some(to.to_owned()), retry_after: None, sets_cookie: false }
    }

    /// Asks for `/a` and answers from a script; returns the verdict and the requests as `HEAD /a 0`.
    fn asked(answers: Vec<Answer>) -> (Verdict, Vec<String>) {
        let mut answers = answers.into_iter();
        let mut requests = Vec::new();
        let verdict = ask(&address("/a"), &mut |request| {
            let path = request.address.as_str().trim_start_matches("https://example.com");
            let method = if request.method == Method::Head { "HEAD" } else { "GET" };
            requests.push(format!("{method} {path} {}", request.pause.as_millis()));
            answers.next().expect("no more requests than answers")
        });
        assert_eq!(answers.next(), None, "{requests:?}");
        (verdict, requests)
    }

    #[test]
    fn host_that_wants_its_cookie_back_is_no_loop() {
        let with_cookie = || Answer::Http {
            status: 302,
            location: Some("/a".to_owned()),
            retry_after: None,
            sets_cookie: true,
        };
        assert_eq!(asked(vec![with_cookie()]).0, Verdict::Unknown(Doubt::Cookies));
        assert_eq!(asked(vec![redirect(302, "/a")]).0, Verdict::Broken(Fault::Loop));
    }

    #[test]
    fn good_page_is_asked_once() {
        assert_eq!(asked(vec![status(200)]), (Verdict::Good, vec!["HEAD /a 0".to_owned()]));
    }

    #[test]
    fn page_is_asked_for_whole_where_the_host_may_not_know_head() {
        for code in [403, 404, 405, 501] {
            let (verdict, requests) = asked(vec![status(code), status(200)]);
            assert_eq!((verdict, requests.join(", ").as_str()), (Verdict::Good, "HEAD /a 0, GET /a 0"));
        }
        assert_eq!(asked(vec![status(404), status(404)]).0, Verdict::Broken(Fault::Missing));
        assert_eq!(asked(vec![status(410)]).0, Verdict::Broken(Fault::Gone));
    }

    #[test]
    fn failing_host_is_asked_twice_more_with_growing_pauses() {
        let (verdict, requests) = asked(vec![status(500), status(503), status(502)]);
        assert_eq!(verdict, Verdict::Unknown(Doubt::Status(502)));
        assert_eq!(requests.join(", "), "HEAD /a 0, GET /a 500, GET /a 2000");
        let dropped = Answer::Doubt(Doubt::Dropped);
        assert_eq!(asked(vec![dropped.clone(), status(200)]).0, Verdict::Good);
        assert_eq!(
            asked(vec![dropped.clone(), dropped.clone(), dropped]).0,
            Verdict::Unknown(Doubt::Dropped)
        );
        assert_eq!(asked(vec![Answer::Doubt(Doubt::Timeout)]).0, Verdict::Unknown(Doubt::Timeout));
    }

    #[test]
    fn retries_are_shared_by_all_redirects_of_a_link() {
        let answers = vec![status(503), redirect(302, "/b"), status(503), redirect(302, "/c"), status(503)];
        assert_eq!(asked(answers).0, Verdict::Unknown(Doubt::Status(503)));
    }

    #[test]
    fn host_gets_the_rest_it_asks_for_if_that_is_short() {
        let busy = |seconds| Answer::Http {
            status: 429,
            location: None,
            retry_after: Some(Duration::from_secs(seconds)),
            sets_cookie: false,
        };
        let (verdict, requests) = asked(vec![busy(7), status(200)]);
        assert_eq!((verdict, requests.join(", ").as_str()), (Verdict::Good, "HEAD /a 0, GET /a 7000"));
        assert_eq!(asked(vec![busy(0), status(200)]).1.join(", "), "HEAD /a 0, GET /a 500");
        assert_eq!(asked(vec![busy(11)]).0, Verdict::Unknown(Doubt::Status(429)));
    }

    #[test]
    fn link_has_moved_as_far_as_redirects_are_for_good() {
        let moved = |path| Verdict::Moved(address(path));
        assert_eq!(asked(vec![redirect(301, "/b"), status(200)]).0, moved("/b"));
        assert_eq!(asked(vec![redirect(308, "/b"), redirect(301, "/c"), status(200)]).0, moved("/c"));
        assert_eq!(asked(vec![redirect(301, "/b"), redirect(302, "/c"), status(200)]).0, moved("/b"));
        let passing = vec![redirect(302, "/b"), redirect(301, "/c"), status(200)];
        assert_eq!(asked(passing).0, Verdict::Good);
    }

    #[test]
    fn redirect_is_worth_what_it_leads_to() {
        let missing = vec![redirect(301, "/b"), status(404), status(404)];
        assert_eq!(asked(missing).0, Verdict::Broken(Fault::Missing));
        assert_eq!(asked(vec![redirect(302, "/b"), status(401)]).0, Verdict::Unknown(Doubt::Status(401)));
        assert_eq!(asked(vec![status(302)]).0, Verdict::Unknown(Doubt::Redirect));
        let nonsense = Answer::Fault(Fault::NoAddress);
        assert_eq!(asked(vec![nonsense.clone()]).0, Verdict::Broken(Fault::NoAddress));
        assert_eq!(asked(vec![redirect(301, "/b"), nonsense]).0, Verdict::Unknown(Doubt::Redirect));
        assert_eq!(asked(vec![redirect(301, "mailto:a@b")]).0, Verdict::Unknown(Doubt::Redirect));
    }

    #[test]
    fn redirects_without_end_are_broken() {
        let circle = vec![redirect(302, "/b"), redirect(302, "/a")];
        assert_eq!(asked(circle).0, Verdict::Broken(Fault::Loop));
        assert_eq!(asked(vec![redirect(301, "/a")]).0, Verdict::Broken(Fault::Loop));
        let long = (0..ADDRESSES_MAX).map(|at| redirect(302, &format!("/{at}"))).collect();
        assert_eq!(asked(long).0, Verdict::Broken(Fault::Loop));
    }
}
