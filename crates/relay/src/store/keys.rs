//! The keys: a byte that says what it is, the feed, and big-endian numbers, so that keys sort as feeds run.
//!
//! | key | value |
//! |---|---|
//! | `F`, `#` | the store's format, and its id |
//! | `C` charter hash | nothing |
//! | `E` feed, place 8 | the envelope |
//! | `K` feed, place 8 | nothing: a control envelope is there |
//! | `P` feed | place 8: pruned through it |
//! | `A` feed, day 4 | place 8: the first accepted on that day |
//! | `D` feed, drop tag | epoch 4, the drop |
//! | `I` feed, epoch 4, drop tag | nothing: a drop of that epoch |
//! | `T` feed, epoch 4 | how many, 8 |
//! | `V` feed, drop tag | the invite |
//! | `N` feed | how many, 8 |
//! | `M` feed, number 8 | the inbox message |
//! | `L`, `X` feed | last number given 8, cleared through 8 |
//! | `O` feed | how the vault stands |
//! | `Q` feed, version 8, index 2 | a piece of that version |
//! | `U` vault tag | the feed whose vault has it |

use porchlight_protocol::{CharterHash, Day, DropTag, Epoch, FeedId, Sequence};

pub(super) const FORMAT: &[u8] = b"F";
pub(super) const ID: &[u8] = b"#";

pub(super) fn charter(charter: &CharterHash) -> Vec<u8> {
    [b"C", charter.as_bytes().as_slice()].concat()
}

pub(super) fn envelope(feed: &FeedId, place: Sequence) -> Vec<u8> {
    key(b'E', feed, &place.0.to_be_bytes())
}

pub(super) fn control(feed: &FeedId, place: Sequence) -> Vec<u8> {
    key(b'K', feed, &place.0.to_be_bytes())
}

pub(super) fn pruned(feed: &FeedId) -> Vec<u8> {
    key(b'P', feed, &[])
}

pub(super) fn day_mark(feed: &FeedId, day: Day) -> Vec<u8> {
    key(b'A', feed, &day.0.to_be_bytes())
}

pub(super) fn drop_under(feed: &FeedId, tag: &DropTag) -> Vec<u8> {
    key(b'D', feed, tag.as_bytes())
}

pub(super) fn drops_of(feed: &FeedId, epoch: Epoch) -> Vec<u8> {
    key(b'I', feed, &epoch.0.to_be_bytes())
}

pub(super) fn drop_of(feed: &FeedId, epoch: Epoch, tag: &DropTag) -> Vec<u8> {
    [drops_of(feed, epoch).as_slice(), tag.as_bytes()].concat()
}

pub(super) fn drop_total(feed: &FeedId, epoch: Epoch) -> Vec<u8> {
    key(b'T', feed, &epoch.0.to_be_bytes())
}

pub(super) fn invite(feed: &FeedId, tag: &DropTag) -> Vec<u8> {
    key(b'V', feed, tag.as_bytes())
}

pub(super) fn invite_total(feed: &FeedId) -> Vec<u8> {
    key(b'N', feed, &[])
}

pub(super) fn message(feed: &FeedId, number: u64) -> Vec<u8> {
    key(b'M', feed, &number.to_be_bytes())
}

pub(super) fn inbox_last(feed: &FeedId) -> Vec<u8> {
    key(b'L', feed, &[])
}

pub(super) fn inbox_cleared(feed: &FeedId) -> Vec<u8> {
    key(b'X', feed, &[])
}

pub(super) fn vault(feed: &FeedId) -> Vec<u8> {
    key(b'O', feed, &[])
}

pub(super) fn vault_piece(feed: &FeedId, version: u64, index: u16) -> Vec<u8> {
    [key(b'Q', feed, &version.to_be_bytes()).as_slice(), &index.to_be_bytes()].concat()
}

pub(super) fn vault_tag(tag: &DropTag) -> Vec<u8> {
    [b"U", tag.as_bytes().as_slice()].concat()
}

/// The tag in a key of the index [`drops_of`].
pub(super) fn tag_in(key: &[u8], index: &[u8]) -> Option<DropTag> {
    DropTag::from_slice(key.strip_prefix(index)?)
}

/// The number at the end of a key.
pub(super) fn number_of(key: &[u8]) -> Option<u64> {
    key.last_chunk().map(|number| u64::from_be_bytes(*number))
}

/// The day at the end of a key.
pub(super) fn day_of(key: &[u8]) -> Option<Day> {
    key.last_chunk().map(|day| Day(u32::from_be_bytes(*day)))
}

fn key(kind: u8, feed: &FeedId, rest: &[u8]) -> Vec<u8> {
    [&[kind], feed.as_bytes().as_slice(), rest].concat()
}
