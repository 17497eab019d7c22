//! Random weeks of a whole group: posts, notices, invites, joins, absences, live reading, and crashes of everybody.
//!
//! An oracle remembers what was said to whom. No device may see more, less, or another order; no honest week raises an alarm.

use std::collections::BTreeSet;

use porchlight_client::{Device, DeviceEvent, Done, History, Liaison, Task};
use porchlight_relay_core::SessionId;
use porchlight_tests::{
    is_full,
    world::{DAY, Person, World, done_of},
};

/// A device and what it has been told so far.
struct Reader {
    family: usize,
    device: Person<Device>,
    /// The first status that its invite entitles it to.
    entitled_from: usize,
    statuses: Vec<u64>,
    notices: Vec<u64>,
    /// Its session, while it follows live.
    following: Option<SessionId>,
}

/// The group, and the oracle's memory of it.
struct Story {
    world: World,
    liaison: Person<Liaison>,
    families: usize,
    links: Vec<(usize, usize, String)>,
    given: BTreeSet<String>,
    readers: Vec<Reader>,
    /// The places of all statuses.
    posted: Vec<u64>,
    /// Family and place of all notices.
    told: Vec<(usize, u64)>,
}

impl Story {
    fn begin(seed: u64) -> Self {
        let mut world = World::new(seed);
        let liaison = world.liaison();
        let (links, readers, posted, told) = (vec![], vec![], vec![], vec![]);
        Self { world, liaison, families: 0, links, given: BTreeSet::new(), readers, posted, told }
    }

    fn step(&mut self) {
        match self.world.below(100) {
            0..25 => self.post(),
            25..40 => self.tell(),
            40..50 => self.invite(),
            50..62 => self.join(),
            62..80 => self.read(),
            80..90 => self.follow(),
            _ => {
                let hours = 1 + self.world.below(60) as u64;
                self.world.wait(hours * DAY / 24);
            }
        }
    }

    /// Has the liaison do a task, with a crash at a random step every so often; done once in the end.
    fn task(&mut self, task: &Task) -> Option<Done> {
        if self.world.below(4) == 0 {
            let outputs = self.world.below(14);
            self.liaison.events();
            self.liaison.crash_after(outputs);
            self.world.session_for(&mut self.liaison, task.clone());
            if self.liaison.has_crashed() {
                let answered = self.liaison.events().into_iter().find_map(done_of);
                let seed = self.world.below(usize::MAX) as u64;
                self.liaison = self.liaison.restart(seed).expect("the group was founded");
                if answered.is_some() {
                    return answered;
                }
            } else {
                return self.liaison.events().into_iter().find_map(done_of);
            }
        }
        self.world.task(&mut self.liaison, task.clone()).ok()
    }

    fn post(&mut self) {
        let as_of = porchlight_protocol::Day(self.world.today().0 + self.posted.len() as u32);
        let task = Task::Post { code: "calm".into(), as_of, next_by: None, corrects: None };
        match self.task(&task) {
            Some(Done::Posted { sequence, .. }) => self.posted.push(sequence.0),
            _ => panic!("a post always succeeds in the end"),
        }
    }

    fn tell(&mut self) {
        if self.families == 0 {
            return;
        }
        let family = self.world.below(self.families);
        let text = Some(format!("{} {}", self.told.len(), "x".repeat(self.world.below(2_000))));
        let task = Task::Tell { family: name(family), code: "message".into(), text, with_next: false, answers: None };
        if let Some(Done::Told { sequence: Some(sequence), .. }) = self.task(&task) {
            self.told.push((family, sequence.0));
        }
    }

    fn invite(&mut self) {
        let family = self.world.below(self.families + 1).min(6);
        let history = [History::All, History::Latest, History::None][self.world.below(3)];
        let entitled_from = match history {
            History::All => 0,
            History::Latest => self.posted.len().saturating_sub(1),
            History::None => self.posted.len(),
        };
        let Some(Done::Invited { link, .. }) =
            self.task(&Task::Invite { family: name(family), history: Some(history) })
        else {
            panic!("an invite always succeeds in the end")
        };
        self.families = self.families.max(family + 1);
        // A liaison who died between telling and saving tells the same link again.
        if self.given.insert(link.clone()) {
            self.links.push((family, entitled_from, link));
        }
    }

    fn join(&mut self) {
        if self.links.is_empty() {
            return;
        }
        let index = self.world.below(self.links.len());
        let (family, entitled_from, link) = self.links.swap_remove(index);
        let device = self.world.holder(&link);
        let (statuses, notices, following) = (vec![], vec![], None);
        self.readers.push(Reader { family, device, entitled_from, statuses, notices, following });
        self.read_one(self.readers.len() - 1);
    }

    fn read(&mut self) {
        if !self.readers.is_empty() {
            let index = self.world.below(self.readers.len());
            self.read_one(index);
        }
    }

    /// Opens a session and leaves it open while the story goes on; or looks at what came in one that is open.
    fn follow(&mut self) {
        if self.readers.is_empty() {
            return;
        }
        let index = self.world.below(self.readers.len());
        let reader = &mut self.readers[index];
        let session = *reader.following.get_or_insert_with(|| self.world.connect(&mut reader.device));
        self.world.play(&mut reader.device, session, &mut |frame| vec![frame]);
        reader.take_events();
        reader.compare(&self.posted, &self.told);
        if self.world.below(4) == 0 {
            self.stop_following(index);
        }
    }

    fn stop_following(&mut self, index: usize) {
        let reader = &mut self.readers[index];
        if let Some(session) = reader.following.take() {
            self.world.hang_up(&mut reader.device, session);
            reader.take_events();
        }
    }

    fn read_one(&mut self, index: usize) {
        self.stop_following(index);
        let reader = &mut self.readers[index];
        if reader.device.party().has_joined() && self.world.below(5) == 0 {
            let outputs = self.world.below(10);
            reader.device.crash_after(outputs);
            self.world.session(&mut reader.device);
            let crashed = reader.device.has_crashed();
            reader.take_events();
            if crashed {
                reader.device = reader.device.restart(index as u64).expect("it had joined");
            }
        }
        self.world.session(&mut reader.device);
        reader.take_events();
        reader.compare(&self.posted, &self.told);
    }

    fn end(mut self) {
        for index in 0..self.readers.len() {
            self.read_one(index);
        }
    }
}

impl Reader {
    fn take_events(&mut self) {
        for event in self.device.events() {
            match event {
                // After a crash an item may be shown again.
                DeviceEvent::Status(status) if self.statuses.last() < Some(&status.sequence.0) => {
                    self.statuses.push(status.sequence.0);
                }
                DeviceEvent::Notice(notice) if self.notices.last() < Some(&notice.sequence.0) => {
                    self.notices.push(notice.sequence.0);
                }
                DeviceEvent::Found(finding) => panic!("a false alarm: {finding:?}"),
                DeviceEvent::Ended(ending) => panic!("an honest session ended: {ending:?}"),
                DeviceEvent::Status(_)
                | DeviceEvent::Notice(_)
                | DeviceEvent::Joined { .. }
                | DeviceEvent::Confirmed
                | DeviceEvent::ProfileChanged
                | DeviceEvent::Removed
                | DeviceEvent::NewLiaison { .. }
                | DeviceEvent::Healing { .. }
                | DeviceEvent::Reported
                | DeviceEvent::ReportPostponed
                | DeviceEvent::Left
                | DeviceEvent::CaughtUp => {}
            }
        }
    }

    fn compare(&mut self, posted: &[u64], told: &[(usize, u64)]) {
        assert_eq!(self.statuses, posted[self.entitled_from..], "every status it is entitled to, in order");
        let own = |place: &u64| told.contains(&(self.family, *place));
        assert!(self.notices.iter().all(own), "nothing that was for others");
        let absence = self.device.party().absence();
        assert!(absence.is_ok() || !self.device.party().is_confirmed(), "an honest week leaves no doubt: {absence:?}");
        if let Ok(absence) = absence {
            let span = absence.from.0..=absence.through.0;
            let said = told.iter().filter(|(family, place)| *family == self.family && span.contains(place)).count();
            let seen = self.notices.iter().filter(|place| span.contains(place)).count();
            assert_eq!(seen, said, "what it denies was not said, in {span:?}");
        }
    }
}

fn name(family: usize) -> String {
    format!("family {family}")
}

#[test]
fn nobody_sees_more_less_or_another_order() {
    for seed in 0..if is_full() { 2_000 } else { 60 } {
        let mut story = Story::begin(seed);
        for _ in 0..60 {
            story.step();
        }
        story.end();
    }
}
