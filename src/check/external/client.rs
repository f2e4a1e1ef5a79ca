//! Sends one request over the network, and says what came back in words that the rest of the check
//! understands.
//!
//! This is the only place that knows the HTTP client. It follows no redirect, keeps no cookie, reads no body
//! and never repeats a request.

use std::io::{self, ErrorKind};
use std::time::Duration;

use ureq::http::Response;
use ureq::{Agent, Body, Error};

use super::ask::{Method, Request};
use super::verdict::{Answer, Doubt, Fault, retry_after};

/// Who we are, so that a host can tell us from others and turn us away.
const USER_AGENT: &str = concat!("helpsmith/", env!("CARGO_PKG_VERSION"), " (link check)");

/// What systems say of a name that means nothing: glibc (twice), macOS, musl (twice), Windows. Other words
/// for a name that was not found, such as "temporary failure", may as well be our network's fault.
const NAMES_NOTHING: [&str; 6] = [
    "Name or service not known",
    "No address associated with hostname",
    "nodename nor servname provided",
    "Name does not resolve",
    "Name has no usable address",
    "os error 11001",
];

/// What rustls says first of a certificate that it does not accept.
const BAD_CERTIFICATE: &str = "invalid peer certificate";

/// What rustls says of one that nobody signed whom we know.
const UNKNOWN_ISSUER: &str = "invalid peer certificate: UnknownIssuer";

/// Sends requests.
pub struct Client(Agent);

impl Client {
    /// Returns a client each of whose requests ends within `timeout`.
    pub fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(timeout))
            .build();
        Self(Agent::new_with_config(config))
    }

    /// Sends one request, and returns what came back.
    pub fn send(&self, request: &Request) -> Answer {
        let address = request.address.as_str();
        let sent = match request.method {
            Method::Head => self.0.head(address).call(),
            Method::Get => self.0.get(address).call(),
        };
        match sent {
            // Dropping the answer closes the connection where it would have a body, so that is never read.
            Ok(response) => answer(&response),
            Err(error) => failure(&error),
        }
    }
}

fn answer(response: &Response<Body>) -> Answer {
    let words = |name: &str| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Answer::Http {
        status: response.status().as_u16(),
        location: words("location"),
        retry_after: words("retry-after").and_then(|words| retry_after(&words)),
        sets_cookie: response.headers().contains_key("set-cookie"),
    }
}

fn failure(error: &Error) -> Answer {
    let words = error.to_string();
    match error {
        Error::HostNotFound => Answer::Fault(Fault::NoHost),
        Error::BadUri(_) | Error::Http(_) => Answer::Fault(Fault::NoAddress),
        Error::Timeout(_) => Answer::Doubt(Doubt::Timeout),
        _ if words.contains(UNKNOWN_ISSUER) => Answer::Doubt(Doubt::Certificate),
        _ if words.contains(BAD_CERTIFICATE) => Answer::Fault(Fault::Certificate),
        Error::Io(error) => of_io(error),
        Error::ConnectionFailed | Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
            Answer::Doubt(Doubt::Unreachable)
        }
        _ => Answer::Doubt(Doubt::Garbled),
    }
}

/// Returns what a failure of the connection means.
fn of_io(error: &io::Error) -> Answer {
    let words = error.to_string();
    match error.kind() {
        _ if NAMES_NOTHING.iter().any(|nothing| words.contains(nothing)) => Answer::Fault(Fault::NoHost),
        ErrorKind::ConnectionRefused => Answer::Fault(Fault::Refused),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Answer::Doubt(Doubt::Timeout),
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => Answer::Doubt(Doubt::Dropped),
        // What rustls does not understand comes as this kind.
        ErrorKind::InvalidData => Answer::Doubt(Doubt::Garbled),
        _ => Answer::Doubt(Doubt::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_means_nothing_is_no_host() {
        let failed =
            |words: &str| of_io(&io::Error::other(format!("failed to lookup address information: {words}")));
        for words in ["Name or service not known", "nodename nor servname provided, or not known"] {
            assert_eq!(failed(words), Answer::Fault(Fault::NoHost), "{words}");
        }
        for words in ["Temporary failure in name resolution", "Try again"] {
            assert_eq!(failed(words), Answer::Doubt(Doubt::Unreachable), "{words}");
        }
    }

    #[test]
    fn failures_of_the_connection_have_names() {
        let of = |kind: ErrorKind| of_io(&io::Error::from(kind));
        assert_eq!(of(ErrorKind::ConnectionRefused), Answer::Fault(Fault::Refused));
        assert_eq!(of(ErrorKind::ConnectionReset), Answer::Doubt(Doubt::Dropped));
        assert_eq!(of(ErrorKind::UnexpectedEof), Answer::Doubt(Doubt::Dropped));
        assert_eq!(of(ErrorKind::NetworkUnreachable), Answer::Doubt(Doubt::Unreachable));
        assert_eq!(of(ErrorKind::TimedOut), Answer::Doubt(Doubt::Timeout));
    }

    #[test]
    fn wrong_certificate_is_a_fault_however_it_is_wrapped() {
        let words = "invalid peer certificate: Expired";
        let wrapped = Error::Io(io::Error::new(ErrorKind::InvalidData, words));
        assert_eq!(failure(&wrapped), Answer::Fault(Fault::Certificate));
        let unknown = Error::Io(io::Error::new(ErrorKind::InvalidData, UNKNOWN_ISSUER));
        assert_eq!(failure(&unknown), Answer::Doubt(Doubt::Certificate));
        let other =
            Error::Io(io::Error::new(ErrorKind::InvalidData, "received fatal alert: HandshakeFailure"));
        assert_eq!(failure(&other), Answer::Doubt(Doubt::Garbled));
    }
}
