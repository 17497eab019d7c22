//! In which order groups were joined, as a browser keeps it: their feeds, one behind the other.

use porchlight_protocol::FeedId;

const FEED_BYTES: usize = 32;

/// What is to be kept, of groups in their order.
pub fn order_of(feeds: impl Iterator<Item = FeedId>) -> Vec<u8> {
    feeds.flat_map(|feed| *feed.as_bytes()).collect()
}

/// Groups in the order that was kept. Those that it does not know come last, as they are: another tab may have joined them.
pub fn in_order(feeds: impl Iterator<Item = FeedId>, kept: &[u8]) -> Vec<FeedId> {
    let mut feeds: Vec<_> = feeds.collect();
    let place =
        |feed: &FeedId| kept.chunks(FEED_BYTES).position(|known| known == feed.as_bytes()).unwrap_or(usize::MAX);
    feeds.sort_by_key(place);
    feeds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_in_which_they_were_joined() {
        let [first, second, third, unknown] = [9, 3, 7, 1].map(|byte| FeedId::new([byte; 32]));
        let kept = order_of([first, second, third].into_iter());
        let loaded = [unknown, second, third, first].into_iter();
        assert_eq!(in_order(loaded, &kept), [first, second, third, unknown]);
    }

    #[test]
    fn what_was_kept_badly_changes_no_more_than_the_order() {
        let feeds = [5, 4].map(|byte| FeedId::new([byte; 32]));
        for kept in [&[][..], &[4; 31], &[4; 33]] {
            let mut found = in_order(feeds.into_iter(), kept);
            found.sort_by_key(|feed| *feed.as_bytes());
            assert_eq!(found.len(), 2, "{kept:?}");
        }
    }
}
