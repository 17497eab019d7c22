//! A year of a group of two hundred families: joins, removals, lost phones, two handovers, a recovery, outages, long absences, a
//! relay restored from an old copy, and a relay that lies.
//!
//! An oracle remembers what was said to whom. After every step: everyone who may read a status reads it, nobody else can, and
//! what a device says of the silence is so.

use porchlight_client::{Device, DeviceEvent, Done, Finding, History, Liaison, LiaisonEvent, Reach, Standing, Task};
use porchlight_protocol::{Day, RelayFrame};
use porchlight_relay_core::{MemoryStore, Relay};
use porchlight_sealing::RecoveryPhrase;
use porchlight_tests::is_full;
use porchlight_tests::world::{DAY, Person, World, findings};

/// Families in the group's best days.
const FAMILIES: usize = 200;
/// Of these, how many read at all in one year of eight, and in the others: the rest hold their keys, and are granted every epoch.
const READERS: [usize; 2] = [24, 6];
/// A status comes every third day.
const EVERY_DAYS: u64 = 3;
/// What the profile promises by default, less a day for the hours of the clock.
const KEPT_FOR_SURE: u64 = 89 * DAY;

/// A family's device, and what it is entitled to.
struct Home {
    name: String,
    device: Person<Device>,
    /// The first of the posted statuses that it may read, and the first that it may not.
    entitled: std::ops::Range<usize>,
    /// How often it looks, in days.
    looks_every: u64,
    away_until: u64,
    /// Statuses whose grants may have gone down with the relay before this device had fetched them.
    lost: Vec<u64>,
    /// Whether it knows of epochs, since the last status it read, of which it has no grant: nobody can tell it what stands there.
    is_blind: bool,
    is_removed: bool,
}

impl Home {
    fn note(&mut self, events: &[DeviceEvent]) {
        for event in events {
            match event {
                DeviceEvent::Status(_) => self.is_blind = false,
                DeviceEvent::Found(Finding::GrantMissing { .. }) => self.is_blind = true,
                _ => {}
            }
        }
    }
}

/// What the office said.
struct Posted {
    place: u64,
    at: u64,
}

struct Year {
    world: World,
    liaison: Person<Liaison>,
    phrase: RecoveryPhrase,
    former: Vec<Person<Liaison>>,
    homes: Vec<Home>,
    posted: Vec<Posted>,
    told: Vec<(String, u64)>,
    promised: u64,
    /// What the relay held some days ago, and how many statuses that were.
    copy: Option<(Relay<MemoryStore>, usize)>,
    joined: usize,
    readers: usize,
}

impl Year {
    fn begin(seed: u64) -> Self {
        let mut world = World::new(seed);
        let (liaison, phrase) = world.liaison_with_phrase();
        let promised = liaison_next_by(&liaison);
        let (former, homes, posted, told) = (vec![], vec![], vec![], vec![]);
        let readers = READERS[usize::from(seed % 8 > 1)];
        let mut year =
            Self { world, liaison, phrase, former, homes, posted, told, promised, copy: None, joined: 0, readers };
        let links: Vec<_> = (0..FAMILIES - 20).map(|family| year.invite(family)).collect();
        for link in links {
            year.join(&link);
        }
        year.world.session_for(&mut year.liaison, Task::Families);
        year
    }

    /// One day of the year, with what chance and the calendar bring.
    fn live_through(&mut self, day: u64) {
        let seconds = DAY - 3_600 + self.world.below(7_200) as u64;
        self.world.wait(seconds);
        let is_cut_off = matches!(day, 50..52 | 200..203 | 310..312);
        if is_cut_off {
            return self.look_around_without_a_network();
        }
        match day {
            120 | 240 => self.hand_over(),
            180 => self.recover(),
            95 | 270 => self.copy = Some((self.world.relay.clone(), self.posted.len())),
            100 | 276 => self.restore_relay(),
            _ => {}
        }
        if day.is_multiple_of(EVERY_DAYS) && self.world.below(12) > 0 {
            self.post();
        }
        match self.world.below(100) {
            0..10 => self.tell(),
            10..14 => self.remove_a_family(),
            14..18 => self.lose_a_phone(),
            18..28 if self.joined < FAMILIES + 40 => {
                self.invite_and_join();
                self.world.session_for(&mut self.liaison, Task::Families);
            }
            28..31 => self.former_liaisons_try(),
            _ => {}
        }
        for index in 0..self.homes.len() {
            self.maybe_look(index, day);
        }
    }

    fn invite_and_join(&mut self) {
        let link = self.invite(self.joined);
        self.join(&link);
    }

    fn invite(&mut self, family: usize) -> String {
        self.world.invite(&mut self.liaison, &format!("family {family}"), History::Latest)
    }

    fn join(&mut self, link: &str) {
        let name = format!("family {}", self.joined);
        let entitled = self.posted.len().saturating_sub(1)..usize::MAX;
        let device = self.world.join(link);
        let looks_every = match self.joined % FAMILIES {
            reader if reader < self.readers / 2 => 1,
            reader if reader < self.readers => 1 + self.world.below(60) as u64,
            _ => u64::MAX,
        };
        let (lost, away_until, is_blind, is_removed) = (vec![], 0, false, false);
        let home = Home { name, device, entitled, looks_every, away_until, lost, is_blind, is_removed };
        self.homes.push(home);
        self.joined += 1;
    }

    fn post(&mut self) {
        let next_by = Some(self.world.now + EVERY_DAYS * DAY);
        let as_of = Day(self.world.today().0);
        let task = Task::Post { code: "calm".into(), as_of, next_by, corrects: None };
        match self.world.task(&mut self.liaison, task) {
            Ok(Done::Posted { sequence, .. }) => {
                self.posted.push(Posted { place: sequence.0, at: self.world.now });
                self.promised = self.world.now + EVERY_DAYS * DAY;
            }
            Ok(_) | Err(_) => panic!("a post succeeds"),
        }
    }

    fn a_member(&mut self) -> Option<usize> {
        let members: Vec<_> = (0..self.homes.len()).filter(|index| !self.homes[*index].is_removed).collect();
        (!members.is_empty()).then(|| members[self.world.below(members.len())])
    }

    fn tell(&mut self) {
        let reader = self.world.below(self.readers);
        let Some(home) = self.homes.get(reader).filter(|home| !home.is_removed) else { return };
        let family = home.name.clone();
        let (code, text) = ("message".to_owned(), Some(format!("{}", self.told.len())));
        let task = Task::Tell { family: family.clone(), code, text, with_next: false, answers: None };
        match self.world.task(&mut self.liaison, task) {
            Ok(Done::Told { sequence: Some(sequence), .. }) => self.told.push((family, sequence.0)),
            Ok(_) | Err(_) => panic!("a confirmed family can be told"),
        }
    }

    fn remove_a_family(&mut self) {
        let Some(index) = self.a_member() else { return };
        let family = self.homes[index].name.clone();
        let done = self.world.task(&mut self.liaison, Task::Remove { family, device: None });
        assert!(matches!(done, Ok(Done::Removed { .. })));
        self.homes[index].entitled.end = self.posted.len();
        self.homes[index].is_removed = true;
    }

    /// A phone is lost: its family gets another one first, and then the lost one is removed by its number.
    fn lose_a_phone(&mut self) {
        let Some(index) = self.a_member() else { return };
        let family = self.homes[index].name.clone();
        let lost = self.liaison.party().families().into_iter().find(|known| known.name == family);
        let lost = lost.and_then(|known| known.members.first().map(|member| member.number)).expect("it is a member");
        let link = self.world.invite(&mut self.liaison, &family, History::Latest);
        let device = self.world.join(&link);
        let task = Task::Remove { family, device: Some(lost) };
        assert!(matches!(self.world.task(&mut self.liaison, task), Ok(Done::Removed { .. })));
        let home = &mut self.homes[index];
        home.device = device;
        home.entitled.start = self.posted.len().saturating_sub(1);
        home.lost.clear();
        home.is_blind = false;
    }

    fn hand_over(&mut self) {
        let link = self.world.empower(&mut self.liaison, None);
        let (successor, phrase) = self.world.accept(&link).expect("the handover is good");
        self.succeed(successor);
        self.phrase = phrase;
    }

    fn recover(&mut self) {
        let phrase = self.phrase.clone();
        let successor = self.world.recover(&phrase).expect("the phrase is right");
        self.succeed(successor);
    }

    fn succeed(&mut self, successor: Person<Liaison>) {
        self.former.push(std::mem::replace(&mut self.liaison, successor));
    }

    fn former_liaisons_try(&mut self) {
        let (world, today) = (&mut self.world, self.posted.len() as u32);
        for former in &mut self.former {
            let task = Task::Post { code: "negative-told".into(), as_of: Day(today), next_by: None, corrects: None };
            let outcome = world.task(former, task);
            assert!(matches!(outcome, Err(LiaisonEvent::Failed(_))), "who has handed over posts no more");
        }
    }

    /// The relay comes back with what it had some days ago; whoever connects first brings back what it lacks.
    fn restore_relay(&mut self) {
        let Some((copy, kept)) = self.copy.take() else { return };
        self.world.relay = copy;
        for home in &mut self.homes {
            let read: Vec<u64> = home.device.party().statuses().map(|status| status.sequence.0).collect();
            let gone = self.posted[kept..].iter().map(|posted| posted.place).filter(|place| !read.contains(place));
            home.lost.extend(gone);
        }
        if self.world.below(2) == 0 {
            self.world.session_for(&mut self.liaison, Task::Families);
        } else if let Some(first) = self.homes.iter_mut().find(|home| !home.is_removed && home.looks_every == 1) {
            self.world.session(&mut first.device);
            first.device.events();
        }
        self.world.session_for(&mut self.liaison, Task::Families);
    }

    fn maybe_look(&mut self, index: usize, day: u64) {
        let home = &mut self.homes[index];
        let is_due = home.looks_every != u64::MAX && day.is_multiple_of(home.looks_every) && day >= home.away_until;
        if !is_due {
            return;
        }
        match self.world.below(200) {
            0 => home.away_until = day + 30 + self.world.below(80) as u64,
            1..11 => self.look_at_a_lying_relay(index),
            _ => {}
        }
        self.look(index);
    }

    /// Reads from a relay that drops, alters or withholds something: what is wrong has a name, or nothing was wrong.
    fn look_at_a_lying_relay(&mut self, index: usize) {
        let (kind, victim) = (self.world.below(3), self.world.below(12));
        let mut seen = 0;
        let mut has_lied = false;
        let home = &mut self.homes[index];
        let events = self.world.read_meddled(&mut home.device, &mut |frame| {
            let RelayFrame::Envelope(envelope) = frame else { return vec![frame] };
            seen += 1;
            if seen - 1 < victim || (kind < 2 && seen - 1 > victim) {
                return vec![RelayFrame::Envelope(envelope)];
            }
            has_lied = true;
            match kind {
                0 | 2 => vec![],
                _ => vec![RelayFrame::Envelope(altered(&envelope))],
            }
        });
        home.note(&events);
        let is_named = !findings(&events).is_empty();
        assert!(is_named || !has_lied, "{}: a lie (kind {kind}, at {victim}) passed in silence", home.name);
    }

    /// Reads from an honest relay, and holds everything that the device says against what the oracle knows.
    fn look(&mut self, index: usize) {
        let (now, expected) = (self.world.now, self.standing_of_the_office());
        let home = &mut self.homes[index];
        self.world.session(&mut home.device);
        let events = home.device.events();
        home.note(&events);
        let name = &home.name;
        let read: Vec<u64> = home.device.party().statuses().map(|status| status.sequence.0).collect();
        let last = home.entitled.end.min(self.posted.len());
        let entitled: Vec<&Posted> = self.posted[home.entitled.start.min(last)..last].iter().collect();
        assert!(read.iter().all(|place| entitled.iter().any(|posted| posted.place == *place)), "{name} reads too much");
        assert!(read.is_sorted(), "{name} reads in order");
        if home.is_removed {
            return;
        }
        for posted in
            entitled.iter().filter(|posted| posted.at + KEPT_FOR_SURE > now && !home.lost.contains(&posted.place))
        {
            assert!(
                read.contains(&posted.place),
                "{name} misses the status at {}: {:?}",
                posted.place,
                findings(&events)
            );
        }
        let standing = home.device.party().standing(now, Reach::Reached);
        // A device that knows of updates which it will never read does not call the liaison late. Nor does one that lacks an
        // epoch's grant, where anything sealed was put into that epoch: it cannot know whether that was an update.
        let lacks_the_latest = self.posted.last().is_some_and(|latest| !read.contains(&latest.place));
        let expected = match standing {
            Standing::Missing if home.is_blind => Standing::Missing,
            _ if lacks_the_latest => Standing::Missing,
            _ => expected,
        };
        assert_eq!(standing, expected, "{name}, at {now}: {events:?}");
        self.hold_absence(index);
    }

    /// What every member who has read to the end should say of the silence.
    fn standing_of_the_office(&self) -> Standing {
        let grace = self.promised + DAY / 4;
        match self.world.now {
            now if now < self.promised => Standing::Fresh,
            now if now < grace => Standing::Due,
            _ => Standing::Overdue,
        }
    }

    fn hold_absence(&mut self, index: usize) {
        let home = &mut self.homes[index];
        let Ok(absence) = home.device.party().absence() else { return };
        let span = absence.from.0..=absence.through.0;
        let said = self.told.iter().filter(|(family, place)| *family == home.name && span.contains(place)).count();
        let heard = home.device.party().notices().filter(|notice| span.contains(&notice.sequence.0)).count();
        assert_eq!(heard, said, "{}: what it denies was not said, in {span:?}", home.name);
    }

    fn look_around_without_a_network(&mut self) {
        let now = self.world.now;
        for home in self.homes.iter_mut().take(self.readers) {
            let standing = home.device.party().standing(now, Reach::Unreachable);
            let is_right = matches!(standing, Standing::Unreachable | Standing::Missing);
            assert!(is_right || home.is_removed, "{}: {standing:?} without a network", home.name);
        }
    }

    fn end(mut self) {
        self.former_liaisons_try();
        for index in 0..self.homes.len() {
            if index < self.readers || self.world.below(20) == 0 {
                self.look(index);
            }
        }
    }
}

fn liaison_next_by(liaison: &Person<Liaison>) -> u64 {
    liaison.peek().next_by()
}

fn altered(envelope: &porchlight_protocol::Envelope) -> porchlight_protocol::Envelope {
    let mut bytes = *envelope.as_bytes();
    bytes[500] ^= 1;
    porchlight_protocol::Envelope::parse(&bytes).expect("the layout is as before")
}

/// From which seed on a long run that was broken off goes on.
const FIRST_SEED: &str = "PORCHLIGHT_FIRST_SEED";

/// Lives through every other year; in the long form there are a thousand, in two halves that run side by side.
fn live_from(parity: u64) {
    let first: u64 = std::env::var(FIRST_SEED).map_or(0, |seed| seed.parse().expect("a number"));
    let end = if is_full() { 1_000 } else { 2 };
    for seed in (first..end).filter(|seed| seed % 2 == parity) {
        let mut year = Year::begin(seed);
        for day in 1..=365 {
            year.live_through(day);
        }
        year.end();
    }
}

#[test]
fn in_even_years_everyone_who_may_read_a_status_reads_it_and_nobody_else_can() {
    live_from(0);
}

#[test]
fn in_odd_years_everyone_who_may_read_a_status_reads_it_and_nobody_else_can() {
    live_from(1);
}
