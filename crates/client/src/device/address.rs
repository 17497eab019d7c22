//! Where a device finds its relay: as the link said, until the liaison says otherwise.
//!
//! A name may be mistyped, or not work yet. Until a device has read everything under the new one, it tries the former beside it: else
//! there would be no session left in which to hear of a better name. While history is read nothing moves it: what the group has left
//! since is still told there.

use super::Device;
use super::state::State;

impl State {
    /// Follows a relay that the liaison has moved, from the next session on.
    fn follow_relay(&mut self, relay: String) {
        if relay != self.relay {
            let former = std::mem::replace(&mut self.relay, relay);
            self.moved_from = Some(self.moved_from.take().unwrap_or(former)).filter(|former| *former != self.relay);
        }
    }

    /// Notes the relay's name in a profile; what nobody could dial is ignored.
    pub(super) fn note_relay_named(&mut self, relay: &str) {
        if is_authority(relay) {
            self.named_relay = Some(relay.to_owned());
        }
    }
}

impl Device {
    /// `host` or `host:port` of the relay to dial next.
    pub fn relay(&self) -> &str {
        let former = self.state.moved_from.as_deref().filter(|_| self.state.tries_former_relay);
        former.unwrap_or(&self.state.relay)
    }

    /// Everything has been read: the name that was dialled has proved itself, and the last one that was read is followed.
    pub(super) fn settle_relay(&mut self) {
        let is_proven = self.dialled == self.state.relay && self.state.moved_from.take().is_some();
        let was_former = std::mem::take(&mut self.state.tries_former_relay);
        let named = self.state.named_relay.take();
        if is_proven || was_former || named.is_some() {
            self.correspondence.changed();
        }
        if let Some(relay) = named {
            self.state.follow_relay(relay);
        }
    }

    /// A name has had its turn, and the other's comes next, in this program or another: a session begins, or none was to be had.
    pub(super) fn pass_the_turn(&mut self) {
        if self.state.moved_from.is_some() {
            self.state.tries_former_relay = !self.state.tries_former_relay;
            self.correspondence.changed();
        }
    }
}

/// Whether a name is a `host` or `host:port`, as links name a relay.
fn is_authority(name: &str) -> bool {
    match name.strip_prefix('[') {
        Some(rest) => rest.split_once(']').is_some_and(|(address, port)| is_ipv6(address) && is_port(port)),
        None => {
            let (host, port) = name.split_at(name.find(':').unwrap_or(name.len()));
            is_host(host) && is_port(port)
        }
    }
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-' | '_'))
}

fn is_ipv6(address: &str) -> bool {
    address.contains(':') && address.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))
}

/// Nothing, or a colon and a number.
fn is_port(port: &str) -> bool {
    let is_number = |port: &str| port.parse::<u16>().is_ok_and(|number| number > 0 && port == number.to_string());
    port.is_empty() || port.strip_prefix(':').is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_dialled_is_followed() {
        for name in
            ["relay.example", "relay.example:8443", "192.0.2.7:443", "[2001:db8::7]", "[2001:db8::7]:8443", "a_b-c"]
        {
            assert!(is_authority(name), "{name}");
        }
        for name in [
            "",
            ":443",
            "relay.example:",
            "relay.example:0",
            "relay.example:65536",
            "relay.example:+443",
            "relay.example:0443",
            "Relay.example",
            "relay.example/",
            "https://relay.example",
            "relay example",
            "user@relay.example",
            "a:1:2",
            "[]",
            "[2001:db8::7",
            "2001:db8::7",
            "[2001:db8::7]8443",
            "[2001:db8::7]:",
            "[relay.example]",
            "x[2001:db8::7]",
            "реле.example",
        ] {
            assert!(!is_authority(name), "{name}");
        }
    }
}
