//! Random lies about random weeks: each is named rightly, nothing false is read, and an honest relay heals what was done.

use std::collections::BTreeSet;

use porchlight_client::{Device, DeviceEvent, Finding, Liaison};
use porchlight_protocol::{Envelope, RelayFrame, Sequence};
use porchlight_tests::is_full;
use porchlight_tests::world::{DAY, Person, World, findings};

/// A group in the middle of its life, a device that was away, and what it has not read.
struct Week {
    world: World,
    liaison: Person<Liaison>,
    device: Person<Device>,
    /// Places of the statuses and notices that the device should find.
    said: BTreeSet<u64>,
    unread: Vec<Envelope>,
}

/// What a relay does once, to one place of what it pushes.
#[derive(Debug, Clone, Copy)]
enum Lie {
    Drop,
    Delay,
    Repeat,
    Replay,
    Splice,
    Alter { byte: usize, bit: usize },
    EndHere,
}

impl Week {
    fn of(seed: u64) -> Self {
        let mut world = World::new(seed);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        world.read(&mut device);
        let mut said = BTreeSet::new();
        for _ in 0..3 + world.below(8) {
            match world.below(5) {
                0 | 1 => drop(said.insert(world.post(&mut liaison, "unchanged"))),
                2 => drop(said.insert(world.tell(&mut liaison, "Bondar", "in-contact", None))),
                3 => drop(world.family(&mut liaison, "Shevchuk")),
                _ => world.wait(4 * DAY),
            }
        }
        said.insert(world.post(&mut liaison, "calm"));
        let feed = world.feed(&mut liaison);
        let last = device.party().last_place();
        let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
        let unread = shelf.envelopes.range(last.next()..).map(|(_, envelope)| envelope.clone()).collect();
        Self { world, liaison, device, said, unread }
    }

    fn random_lie(&mut self) -> Lie {
        let (byte, bit) = (34 + self.world.below(1024 - 34), self.world.below(8));
        let lies =
            [Lie::Drop, Lie::Delay, Lie::Repeat, Lie::Replay, Lie::Splice, Lie::Alter { byte, bit }, Lie::EndHere];
        lies[self.world.below(lies.len())]
    }

    /// Reads from a relay that lies about the envelope at this place.
    fn read(&mut self, lie: Lie, place: Sequence, foreign: &Envelope) -> Vec<DeviceEvent> {
        let oldest = self.unread[0].clone();
        let (mut late, mut has_ended) = (None, false);
        self.world.read_meddled(&mut self.device, &mut |frame| {
            let RelayFrame::Envelope(envelope) = frame else { return vec![frame] };
            has_ended |= matches!(lie, Lie::EndHere) && envelope.sequence() == place;
            if has_ended {
                return vec![];
            }
            let told = match envelope.sequence() == place {
                true => tell(lie, &envelope, &oldest, foreign, &mut late),
                false => [vec![envelope], late.take().into_iter().collect()].concat(),
            };
            told.into_iter().map(RelayFrame::Envelope).collect()
        })
    }
}

fn tell(
    lie: Lie,
    envelope: &Envelope,
    oldest: &Envelope,
    foreign: &Envelope,
    late: &mut Option<Envelope>,
) -> Vec<Envelope> {
    match lie {
        Lie::Drop | Lie::EndHere => vec![],
        Lie::Delay => {
            *late = Some(envelope.clone());
            vec![]
        }
        Lie::Repeat => vec![envelope.clone(), envelope.clone()],
        Lie::Replay => vec![envelope.clone(), oldest.clone()],
        Lie::Splice => vec![foreign.clone()],
        Lie::Alter { byte, bit } => {
            let mut bytes = *envelope.as_bytes();
            bytes[byte] ^= 1 << bit;
            // What is no envelope any more would be refused as a frame: that is a dropped one.
            Envelope::parse(&bytes).into_iter().collect()
        }
    }
}

fn is_named_rightly(lie: Lie, is_last: bool, found: &Finding) -> bool {
    match lie {
        Lie::Drop | Lie::EndHere => matches!(found, Finding::Missing { .. }),
        // The last one has nothing behind which it could come late.
        Lie::Delay if is_last => matches!(found, Finding::Missing { .. }),
        // A turn of the epoch that comes late ends the reading before it: the relay stops there.
        Lie::Delay => matches!(found, Finding::Swapped { .. } | Finding::Missing { .. }),
        Lie::Repeat | Lie::Replay => matches!(found, Finding::Repeated { .. }),
        Lie::Splice => matches!(found, Finding::Spliced { .. }),
        Lie::Alter { .. } => matches!(found, Finding::Altered { .. } | Finding::Missing { .. }),
    }
}

fn places(events: &[DeviceEvent]) -> Vec<u64> {
    let place = |event: &DeviceEvent| match event {
        DeviceEvent::Status(status) => Some(status.sequence.0),
        DeviceEvent::Notice(notice) => Some(notice.sequence.0),
        DeviceEvent::Joined { .. }
        | DeviceEvent::Confirmed
        | DeviceEvent::ProfileChanged
        | DeviceEvent::Removed
        | DeviceEvent::NewLiaison { .. }
        | DeviceEvent::Healing { .. }
        | DeviceEvent::Reported
        | DeviceEvent::ReportPostponed
        | DeviceEvent::Left
        | DeviceEvent::Found(_)
        | DeviceEvent::CaughtUp
        | DeviceEvent::Ended(_) => None,
    };
    events.iter().filter_map(place).collect()
}

#[test]
fn every_random_lie_is_named_rightly_and_healed_by_an_honest_relay() {
    let foreign = Week::of(1_000_000).unread[0].clone();
    for seed in 0..if is_full() { 10_000 } else { 250 } {
        let mut week = Week::of(seed);
        let lie = week.random_lie();
        let index = week.world.below(week.unread.len());
        let (place, is_last) = (week.unread[index].sequence(), index + 1 == week.unread.len());

        let told = week.read(lie, place, &foreign);
        let found = findings(&told);
        assert!(!found.is_empty(), "{lie:?} at {place} went unnoticed");
        assert!(found.iter().all(|found| is_named_rightly(lie, is_last, found)), "{lie:?} at {place}: {found:?}");

        let healed = week.world.read(&mut week.device);
        assert_eq!(findings(&healed), [], "an honest relay raises no alarm after {lie:?} at {place}");
        let read: Vec<u64> = [places(&told), places(&healed)].concat();
        assert_eq!(read, week.said.iter().copied().collect::<Vec<_>>(), "all, once, in order after {lie:?} at {place}");
        assert!(week.device.party().absence().is_ok() && week.device.party().missing() == 0);
        assert!(week.liaison.party().last_place() == week.device.party().last_place());
    }
}
