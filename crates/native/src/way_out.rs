//! Whether this machine has any way out at all: what tells "this device is offline" from "the server cannot be reached".

use std::net::{IpAddr, UdpSocket};

use crate::address;

/// Addresses that nobody has (RFC 5737, RFC 3849): a route to them is a route to everywhere.
const NOBODY: [(&str, &str); 2] = [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")];

/// Whether a route leads anywhere, by IPv4 or IPv6. Nothing is sent: a datagram socket that is "connected" only looks up its
/// route, and fails where there is none.
#[must_use]
pub fn has_way_out() -> bool {
    NOBODY.iter().any(|(from, to)| UdpSocket::bind(from).and_then(|socket| socket.connect(to)).is_ok())
}

/// Whether a relay is on this very machine: then no network is needed to reach it, and none is to blame.
pub(crate) fn is_at_home(relay: &str) -> bool {
    let Ok((host, _)) = address::split(relay) else { return false };
    let is_loopback = host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    is_loopback || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    #[test]
    fn a_relay_on_this_machine_needs_no_network() {
        for relay in ["127.0.0.1:8443", "127.9.9.9", "[::1]:8443", "localhost", "relay.localhost:1"] {
            assert!(is_at_home(relay), "{relay}");
        }
        for relay in ["relay.example:8443", "10.0.0.1", "[2001:db8::1]:8443", "localhost.example", ""] {
            assert!(!is_at_home(relay), "{relay}");
        }
    }

    #[test]
    fn the_addresses_that_are_looked_up_are_addresses() {
        let reads = |text: &str| text.parse::<SocketAddr>().is_ok();
        assert!(NOBODY.iter().all(|(from, to)| reads(from) && reads(to)));
    }
}
