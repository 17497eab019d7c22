//! Offices that change machines or hands: founded with their phrase, recovered, accepted.

use porchlight_client::{BackupKey, Done, Liaison, LiaisonEvent, Recovery, RecoveryEvent, RecoveryFailure, Task};
use porchlight_sealing::{Mandate, RecoveryPhrase};

use super::{Meddler, Person, RELAY_NAME, World};

impl World {
    /// A liaison whose group exists, and the phrase that was shown.
    pub fn liaison_with_phrase(&mut self) -> (Person<Liaison>, RecoveryPhrase) {
        let mut liaison = self.liaison_before_founding();
        match self.task(&mut liaison, Task::Found) {
            Ok(Done::Founded { phrase }) => (liaison, phrase),
            Ok(_) | Err(_) => panic!("the founding failed"),
        }
    }

    /// Recovers an office with its phrase, on a new machine.
    pub fn recover(&mut self, phrase: &RecoveryPhrase) -> Result<Person<Liaison>, RecoveryFailure> {
        let random = Box::new(self.random());
        self.take_over(Recovery::by_phrase(RELAY_NAME, phrase, random), Task::Recover).map(|(liaison, _)| liaison)
    }

    /// Recovers an office with a backup file's key, on a new machine.
    pub fn restore(&mut self, key: &BackupKey) -> Result<Person<Liaison>, RecoveryFailure> {
        let random = Box::new(self.random());
        self.take_over(Recovery::by_backup(key, random), Task::Recover).map(|(liaison, _)| liaison)
    }

    /// Accepts a mandate on a machine of the new liaison's own; with the phrase that was shown.
    pub fn accept(&mut self, link: &str) -> Result<(Person<Liaison>, RecoveryPhrase), RecoveryFailure> {
        let mandate = Mandate::parse(link).expect("the liaison makes good links");
        let random = Box::new(self.random());
        let (liaison, done) = self.take_over(Recovery::by_mandate(&mandate, random), Task::Accept)?;
        match done {
            Done::Accepted { phrase } => Ok((liaison, phrase)),
            _ => panic!("an acceptance ends with its phrase"),
        }
    }

    fn take_over(&mut self, recovery: Recovery, task: Task) -> Result<(Person<Liaison>, Done), RecoveryFailure> {
        let mut liaison = self.take_up(recovery)?;
        match self.task(&mut liaison, task) {
            Ok(done) => Ok((liaison, done)),
            Err(LiaisonEvent::Failed(failure)) => panic!("the recovered office fails: {failure:?}"),
            Err(_) => panic!("a task ends as done or failed"),
        }
    }

    /// The first half of a recovery: the state is on the new machine's disk, and nothing has been handed over yet.
    pub fn take_up(&mut self, recovery: Recovery) -> Result<Person<Liaison>, RecoveryFailure> {
        self.take_up_meddled(recovery, &mut |frame| vec![frame])
    }

    /// The same, from a relay that lies.
    pub fn take_up_meddled(
        &mut self,
        recovery: Recovery,
        meddler: Meddler<'_>,
    ) -> Result<Person<Liaison>, RecoveryFailure> {
        let mut recovery = Person::new(recovery);
        // The first session may only tell of which feed the vault is.
        for _ in 0..2 {
            if !recovery.party().is_done() {
                self.session_meddled(&mut recovery, meddler);
            }
            for event in recovery.events() {
                if let RecoveryEvent::Failed(failure) = event {
                    return Err(failure);
                }
            }
        }
        let seed = self.below(usize::MAX) as u64;
        Ok(Person::with_disk_of(&recovery, seed).expect("a recovery that succeeds saves a state"))
    }

    /// The link of a deputy's mandate, or of a handover where there is no name.
    pub fn empower(&mut self, liaison: &mut Person<Liaison>, name: Option<&str>) -> String {
        match self.task(liaison, Task::Empower { name: name.map(str::to_owned) }) {
            Ok(Done::Empowered { link, .. }) => link,
            Ok(_) | Err(_) => panic!("the mandate failed"),
        }
    }
}
