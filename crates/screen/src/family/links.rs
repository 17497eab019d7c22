//! Links that come by themselves, with the page's address, and not by somebody's hand.

use porchlight_protocol::FeedId;
use porchlight_sealing::Link;

/// The server of a link's group, where a browser has groups and this is none of them. Anybody can found a group of the same name
/// and send its link about: that it is another one has to be seen before it is read.
pub fn foreign(link: &str, groups: &[FeedId]) -> Option<String> {
    let link = Link::parse(link).ok()?;
    let is_foreign = !groups.is_empty() && !groups.contains(&link.feed);
    is_foreign.then_some(link.relay)
}
