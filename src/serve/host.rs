//! Refuses requests that came by a name which is not this machine's.
//!
//! A page on the web can let its own name point to this machine and then read whatever is served here (DNS rebinding):
//! drafts, internal articles. It cannot choose what the browser writes into `Host`.

use std::net::{IpAddr, Ipv6Addr};

/// Which hosts a preview answers to.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The name or address that it was told to listen on.
    own: String,
    /// Whether it listens on all addresses of the machine: then every address will do, and still no name.
    any_address: bool,
    /// The address that it listens on.
    address: IpAddr,
}

impl Hosts {
    pub fn new(host: &str, address: IpAddr) -> Self {
        let own = host.trim_matches(['[', ']']).to_ascii_lowercase();
        Self { own, any_address: address.is_unspecified(), address }
    }

    /// Returns whether a request with this `Host` (or authority) is answered.
    pub fn allow(&self, header: &str) -> bool {
        let Some(name) = name(header) else { return false };
        let address = name.parse::<IpAddr>().ok();
        let is_loopback = matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1");
        let is_bound = address.is_some_and(|address| address == self.address || self.any_address);
        is_loopback || name == self.own || is_bound
    }
}

/// Returns the host of `host:port` (RFC 9110, 7.2) in lower case, brackets gone.
fn name(header: &str) -> Option<String> {
    let (host, port) = match header.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<Ipv6Addr>().ok()?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some(""))?)
        }
        None => header.split_once(':').unwrap_or((header, "")),
    };
    let is_port = port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    (is_port && !host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(host: &str, address: &str) -> Hosts {
        Hosts::new(host, address.parse().unwrap())
    }

    #[test]
    fn only_this_machine_is_meant() {
        let hosts = self::hosts("127.0.0.1", "127.0.0.1");
        for good in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:4000", "[::1]", "[::1]:4000"] {
            assert!(hosts.allow(good), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1:80@evil.example",
            "localhost:80:80",
            "[::1",
            "[::1]x",
            "192.168.1.4",
            "0.0.0.0",
            "localhost.",
        ] {
            assert!(!hosts.allow(bad), "{bad}");
        }
    }

    #[test]
    fn a_host_that_was_named_is_meant_too() {
        assert!(hosts("preview.local", "127.0.1.1").allow("preview.local:4000"));
        assert!(hosts("printer", "192.168.1.4").allow("192.168.1.4:4000"));
        let all = hosts("0.0.0.0", "0.0.0.0");
        assert!(all.allow("192.168.1.4:4000") && all.allow("[fe80::1]:4000") && !all.allow("evil.example"));
    }
}
