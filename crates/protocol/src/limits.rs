//! Every bound of the protocol, with its reason. See docs/protocol.md#limits.

use core::time::Duration;

/// The largest frame, a page of 16 answers, is 18.5 KB: with room.
pub const FRAME_BYTES_MAX: usize = 32 * 1024;
/// Drops in one `PutDrops`: 64 × 227 bytes.
pub const DROPS_PER_FRAME_MAX: usize = 64;
/// Tags in one `FetchDrops`: its reply holds as many drops.
pub const TAGS_PER_FRAME_MAX: usize = 64;
/// Tags in one `Answers`: its reply holds 1,152 bytes for each.
pub const ANSWERS_PER_FRAME_MAX: usize = 16;
/// Invites retired and marks forgotten in one `Retire`.
pub const RETIRED_PER_FRAME_MAX: usize = 64;
/// Control envelopes in one page: 16 KiB.
pub const CONTROLS_PER_PAGE: usize = 16;
/// Inbox messages in one page: 16 KiB.
pub const INBOX_PER_PAGE: usize = 8;
/// Requests that a session may leave unanswered: bounds its memory.
pub const REQUESTS_OUTSTANDING_MAX: usize = 32;
/// Messages that wait for a poster: 8 MiB a feed.
pub const INBOX_MESSAGES_MAX: usize = 4096;
/// Messages that one session may send: one reader cannot fill the inbox in one go.
pub const INBOX_SENDS_PER_SESSION_MAX: usize = 64;
/// Drops of one epoch: a group of that many devices.
pub const DROPS_PER_EPOCH_MAX: usize = 16_384;
/// Invites of one feed, used-up marks and their padding included.
pub const INVITES_PER_FEED_MAX: usize = 65_536;
// A full group in which each device was replaced once can invite each of them again.
const _: () = assert!(padded(2 * DROPS_PER_EPOCH_MAX) + DROPS_PER_EPOCH_MAX <= INVITES_PER_FEED_MAX);
/// Handovers of one feed: every signature that does not fit is tried with each former key, and a weekly one lasts for years.
pub const HANDOVERS_MAX: usize = 64;
/// Pieces of a vault at the least, 32 KiB, and a power of two from here on: how small an office is does not show.
pub const VAULT_PIECES_MIN: usize = 4;
/// Pieces of a vault at the most: 8 MiB, a roster of 30,000 devices.
pub const VAULT_PIECES_MAX: usize = 1024;
/// Tags of a vault: the phrase, a backup and six deputies; always as many, so that their number does not show.
pub const VAULT_TAGS: usize = 8;
/// How far a vault's version may lie above the one before: nobody who held the office once can use the numbers up.
pub const VAULT_STEP_MAX: u64 = 1 << 32;
/// The shortest retention, in days: some wait forty days for a call.
pub const RETENTION_DAYS_MIN: u16 = 40;
/// The longest retention, in days: ten years, longer than anybody should have to trust a relay with it.
pub const RETENTION_DAYS_MAX: u16 = 3650;
/// The retention where nobody has chosen one, in days: who comes a month after a call of forty days still finds everything.
pub const RETENTION_DAYS_DEFAULT: u16 = 90;
/// Envelopes in one file of carried ones: as many as a device keeps to heal a relay with, 64 posts.
pub const CARRIED_ENVELOPES_MAX: usize = 256;
/// The least number of drops of an epoch, and of used-up marks: below it, numbers tell too much.
pub const PADDED_MIN: usize = 16;
/// Envelopes in a batch: the shape that every post has.
pub const BATCH_ENVELOPES: usize = 4;

/// From the TCP connection to the end of the TLS handshake.
pub const HANDSHAKE_WAIT: Duration = Duration::from_secs(10);
/// From there to the end of the upgrade.
pub const UPGRADE_WAIT: Duration = Duration::from_secs(10);
/// From there to `Hello`.
pub const FIRST_FRAME_WAIT: Duration = Duration::from_secs(10);
/// Silence after which a session ends.
pub const IDLE_WAIT: Duration = Duration::from_secs(120);
/// How often a client pings, so that it is never silent for so long.
pub const PING_EVERY: Duration = Duration::from_secs(45);

/// The padded size of a set whose real size must not show: the next power of two, at least [`PADDED_MIN`].
pub const fn padded(count: usize) -> usize {
    let padded = count.next_power_of_two();
    if padded < PADDED_MIN { PADDED_MIN } else { padded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_and_thirty_look_the_same() {
        assert_eq!(padded(17), padded(30));
        assert_eq!((padded(0), padded(16), padded(17)), (16, 16, 32));
    }
}
