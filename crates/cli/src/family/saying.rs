//! What a family says to its liaison: a question, "I have read this", how bad news should come, one more device.
//!
//! Each is one session: it reads what is new, and the device's next report tells the rest. Where that cannot leave now, it is
//! kept, and this says when it leaves.

use porchlight_client::{Device, Unsayable as Cannot};
use porchlight_language::texts::{Departure, Unsayable};
use porchlight_native::{End, Patience, now};
use porchlight_protocol::Sequence;
use serde::Serialize;

use super::Household;
use super::ear::{Ear, Until};
use super::objects::{Acknowledged, Added, Asked, Preferred};
use super::read::{Remedies, verdict};
use crate::civil;
use crate::codes::{self, Codes};
use crate::everywhere::Everywhere;
use crate::given;
use crate::print::link_block;
use crate::trouble::Trouble;

const ALL: &str = "`porchlight family read --all`";
const READ: &str = "`porchlight family read`";
const JOIN: &str = "`porchlight family join 'LINK'`";

pub(super) async fn ask(everywhere: &Everywhere, code: &str) -> Result<(), Trouble> {
    let household = Household::open(everywhere)?;
    let book = Codes::of(household.device.profile()).book(household.device.profile()).clone();
    codes::check_question(&book, code)?;
    let label = book.label(code, everywhere.language(), None);
    let about = About { code, ..About::default() };
    let outcome = household.say(everywhere, about, |device| device.ask(code)).await?;
    let (id, sent) = (format!("{:016x}", outcome.said), outcome.ear.has_reported());
    outcome.tell(everywhere, &Asked { id, code, sent }, &everywhere.texts().asked(&label))
}

pub(super) async fn acknowledge(everywhere: &Everywhere, sequence: Sequence) -> Result<(), Trouble> {
    let about = About { record: sequence.0, ..About::default() };
    let household = Household::open(everywhere)?;
    let outcome = household.say(everywhere, about, |device| device.acknowledge(sequence)).await?;
    let (sequence, sent) = (sequence.0, outcome.ear.has_reported());
    outcome.tell(everywhere, &Acknowledged { sequence, sent }, &everywhere.texts().acknowledged(sequence))
}

pub(super) async fn prefer(everywhere: &Everywhere, text: String) -> Result<(), Trouble> {
    let text = given::text(text)?;
    let text = text.trim();
    let household = Household::open(everywhere)?;
    let outcome = household.say(everywhere, About::default(), |device| device.prefer(text)).await?;
    let sent = outcome.ear.has_reported();
    let prefers = (!text.is_empty()).then_some(text);
    outcome.tell(everywhere, &Preferred { prefers, sent }, &everywhere.texts().prefers(text))
}

pub(super) async fn add_device(everywhere: &Everywhere) -> Result<(), Trouble> {
    let household = Household::open(everywhere)?;
    let outcome = household.say(everywhere, About::default(), |device| device.add_device(now())).await?;
    let link = outcome.said.to_text();
    let texts = everywhere.texts();
    let told = link_block(&texts.own_link(), &link, &texts.open_link(JOIN), everywhere.printer().paint());
    outcome.tell(everywhere, &Added { link: &link }, &told)
}

/// What was to be said, for an error to repeat.
#[derive(Clone, Copy, Default)]
struct About<'a> {
    code: &'a str,
    record: u64,
}

/// What became of something that was said.
struct Outcome<T> {
    said: T,
    end: End,
    ear: Ear,
}

impl Household {
    /// Says something with this session's report. A device that is not confirmed yet reads first: it may be by then.
    async fn say<T>(
        mut self,
        everywhere: &Everywhere,
        about: About<'_>,
        say: impl FnOnce(&mut Device) -> Result<T, Cannot>,
    ) -> Result<Outcome<T>, Trouble> {
        if !self.device.is_confirmed() && !self.device.is_removed() {
            let mut ear = Ear::new(everywhere, &self.device, Until::CaughtUp);
            let end = self.drive(&mut ear, Patience::Once).await?;
            verdict(end, &ear, Remedies::READING)?;
        }
        let said = say(&mut self.device).map_err(|cannot| about.trouble(cannot, self.device.is_removed()))?;
        let mut ear = Ear::new(everywhere, &self.device, Until::Said);
        let end = self.drive(&mut ear, Patience::Once).await?;
        if self.device.is_removed() {
            // This very session found the farewell: nothing that was said here will ever leave.
            return Err(Trouble::Unsayable(Unsayable::Removed));
        }
        Ok(Outcome { said, end, ear })
    }
}

impl About<'_> {
    fn trouble(self, cannot: Cannot, is_removed: bool) -> Trouble {
        let count = |bound: usize| bound as u64;
        Trouble::Unsayable(match cannot {
            Cannot::NotAMember if is_removed => Unsayable::Removed,
            Cannot::NotAMember => Unsayable::Unconfirmed,
            Cannot::NoSuchNotice => Unsayable::NoSuchMessage { update: self.record, command: ALL },
            Cannot::TooManyInquiries { inquiries_max } => Unsayable::QuestionsFull { max: count(inquiries_max) },
            Cannot::TooManyInvites { invites_max } => Unsayable::LinksFull { max: count(invites_max) },
            Cannot::TooLong { bytes_max } => Unsayable::PreferenceTooLong { bytes_max: count(bytes_max) },
            Cannot::NotACode => return Trouble::UnknownCode { code: self.code.to_owned(), known: Vec::new() },
        })
    }
}

impl<T> Outcome<T> {
    /// Tells what was said, and whether it has left.
    fn tell(self, everywhere: &Everywhere, object: &impl Serialize, told: &str) -> Result<(), Trouble> {
        let printer = everywhere.printer();
        let moment = self.ear.reports_at().and_then(|moment| civil::moment(moment, &everywhere.zone()));
        let departure = match (self.ear.has_reported(), moment) {
            (true, _) => Departure::Left,
            (false, Some(moment)) => Departure::Leaves { moment, command: READ },
            (false, None) => Departure::Waits { command: READ },
        };
        let verdict = match self.ear.has_reported() {
            true => Ok(()),
            false => verdict(self.end, &self.ear, Remedies::SAYING),
        };
        match (printer.is_json(), &verdict) {
            (true, _) => printer.object(object)?,
            (false, Ok(())) => printer.text(&format!("{told}\n{}", everywhere.texts().departure(departure)))?,
            (false, Err(_)) => printer.text(told)?,
        }
        verdict
    }
}
