//! What the office told: what came of a task, and what happened besides.

use porchlight_client::{Done, Failure, Liaison, LiaisonEvent, Seconds, Task};
use porchlight_language::texts::OnDesk as L;
use porchlight_language::words;
use porchlight_protocol::Refusal;

use super::book::book;
use super::kept::OnlyHere;
use super::{App, Around, Ended, Field, View, Wish, failing};

impl App {
    pub(super) fn hear(&mut self, event: LiaisonEvent, task: Option<Task>, around: &Around<'_>) -> Vec<Wish> {
        let (texts, now) = (self.texts(), around.now);
        let link = |label| texts.desk_view_named(&texts.on_desk(label));
        match event {
            LiaisonEvent::Done(done) => return self.done(done, task.as_ref(), around),
            // An earlier run of the page asked for it; to the person it is done like anything else.
            LiaisonEvent::EarlierDone(done) => return self.done(done, None, around),
            LiaisonEvent::Failed(failure) => return self.failed(&failure, task, around),
            LiaisonEvent::EarlierFailed(failure) => {
                let said = format!("{} {}", texts.on_desk(L::EarlierFailed), failing::of_office(&failure, texts));
                self.note_failure(now, said);
                let waits =
                    |sent: &Task| around.liaison().is_some_and(|liaison| liaison.waiting().any(|task| task == sent));
                if let Some(sent) = self.last_sent.take_if(|sent| self.held.is_none() && !waits(sent)) {
                    self.refill(sent, around);
                }
            }
            LiaisonEvent::ClaimTakenIn { family, words } => {
                self.note_done(now, texts.claim_confirmed(&family, &words::phrase(&words, self.language)));
            }
            LiaisonEvent::ClaimUnreadable { family } => self.note_warning(now, texts.claim_unreadable(&family)),
            LiaisonEvent::InviteLost { family } => self.note_warning(now, texts.invite_lost(&family)),
            LiaisonEvent::InviteExpired { family } => self.note_done(now, texts.invite_expired(&family)),
            LiaisonEvent::DeviceAsked { family } => {
                self.note_warning(now, texts.device_asked(&family, &link(L::Withdraw)));
            }
            LiaisonEvent::AskedTooMany { family } => self.note_warning(now, texts.asked_too_many(&family)),
            LiaisonEvent::InquiryCame { family, id: _, code } => {
                let label = around.liaison().map(|liaison| book(liaison).label(&code, self.language, None));
                // It stands among the open questions until it is answered.
                self.say(texts.question_line(&family, &label.unwrap_or(code)));
            }
            LiaisonEvent::NoticeOpened { family, sequence } => {
                self.note_done(now, texts.message_opened(&family, sequence.0));
            }
            LiaisonEvent::Left { family } => self.note_done(now, texts.family_left(&family)),
            LiaisonEvent::NotFetched { families } => self.note_warning(now, texts.not_fetched(&families.join(", "))),
            LiaisonEvent::RenewalsComplete => self.note_done(now, texts.renewals_complete()),
            LiaisonEvent::VaultTooLarge => self.note_warning(now, texts.vault_too_large()),
            LiaisonEvent::Turned { epoch: _ } => {}
            LiaisonEvent::Healing { envelopes } => self.note_warning(now, texts.healing(envelopes as u64)),
        }
        Vec::new()
    }

    fn done(&mut self, done: Done, task: Option<&Task>, around: &Around<'_>) -> Vec<Wish> {
        let (texts, now) = (self.texts(), around.now);
        let group = || around.liaison().map(|liaison| liaison.profile().name.clone()).unwrap_or_default();
        match done {
            Done::Founded { phrase } => {
                self.note_done(now, texts.founded(&group()));
                self.begun(phrase)
            }
            Done::Accepted { phrase } => {
                self.note_done(now, texts.accepted(&group()));
                self.begun(phrase)
            }
            Done::Recovered => {
                self.note_done(now, texts.recovered(&group()));
                self.forget_beginning();
                self.go(View::Desk)
            }
            Done::Invited { family, link } => self.invited(family, &link, around),
            Done::Posted { sequence, code } => {
                let label = around.liaison().map(|liaison| label_of(&code, task, liaison, around, self.language));
                self.told(texts.posted(sequence.0, &label.unwrap_or(code)))
            }
            Done::Told { sequence: Some(_), family } => self.told(texts.told_now(&family)),
            Done::Told { sequence: None, family } => self.told(texts.told_with_next(&family)),
            Done::ProfileChanged { sequence: _ } => {
                if let Some(liaison) = around.liaison() {
                    self.forget_settings(liaison.profile());
                }
                self.told(texts.on_desk(L::SetDone))
            }
            Done::InOrder => Vec::new(),
            Done::Removed { family, epoch: _ } => {
                let device = match task {
                    Some(Task::Remove { device, .. }) => *device,
                    Some(_) | None => None,
                };
                self.noted(
                    now,
                    match device {
                        Some(number) => texts.removed_device(&family, number.into()),
                        None => texts.removed(&family),
                    },
                )
            }
            Done::Withdrawn { family, invites } => self.noted(now, texts.withdrawn(&family, invites as u64)),
            Done::Empowered { name, link } => {
                self.typed.clear(&[Field::Deputy]);
                self.only_here.push_back(OnlyHere::Mandate { name, link });
                self.touch();
                self.go(View::Office)
            }
            Done::Dismissed { name } => self.noted(now, texts.dismissed(&name)),
            Done::BackedUp(key) => self.backed_up(key, now),
        }
    }

    /// What stands on the desk anyway is told once and not noted.
    fn told(&mut self, text: String) -> Vec<Wish> {
        self.say(text);
        Vec::new()
    }

    fn noted(&mut self, now: Seconds, text: String) -> Vec<Wish> {
        self.note_done(now, text);
        Vec::new()
    }

    /// The office stands, and its phrase stands nowhere but here until it is on paper.
    fn begun(&mut self, phrase: porchlight_sealing::RecoveryPhrase) -> Vec<Wish> {
        self.only_here.push_back(OnlyHere::Phrase(phrase));
        (self.asking, self.attempts) = (None, 0);
        self.forget_beginning();
        self.touch();
        self.go(View::Desk)
    }

    fn invited(&mut self, family: String, link: &str, around: &Around<'_>) -> Vec<Wish> {
        self.say(self.texts().invited(&family));
        let invites = around.liaison().map(Liaison::invites).unwrap_or_default();
        let device = invites.into_iter().find(|invite| invite.link == link).map(|invite| invite.device);
        match (device, &self.view) {
            (Some(device), View::Invite) => {
                self.typed.clear(&[Field::InviteFamily, Field::InviteHistory]);
                self.touch();
                self.go(View::Sheet { family, device })
            }
            (_, _) => self.noted(around.now, self.texts().invited(&family)),
        }
    }

    fn failed(&mut self, failure: &Failure, task: Option<Task>, around: &Around<'_>) -> Vec<Wish> {
        let said = failing::of_office(failure, self.texts());
        // What is not asked for any more may not come back with a reload.
        self.touch();
        if task == Some(Task::Backup) {
            self.backup_passphrase = None;
        }
        if *failure == Failure::Refused(Refusal::CharterRefused) {
            // The group is void: nothing rests on it anywhere.
            self.view = View::Found;
            let mut wishes = vec![Wish::Abandon];
            wishes.extend(self.complain(Some(Field::Link), said));
            return wishes;
        }
        if let Some(ended) = ended(failure) {
            self.ended = Some(ended);
        }
        if let (Some(field), Some(true)) = (field_of(failure), task.as_ref().map(|task| self.shows(task))) {
            return self.complain(Some(field), said);
        }
        let Some(task) = task.filter(Task::is_queued) else {
            self.note_failure(around.now, said);
            return Vec::new();
        };
        // Whoever sent it once more would send it twice: the office has it still.
        if failure.is_of_the_session() {
            let waits = self.ended.is_none().then(|| self.texts().on_desk(L::StillWaits));
            self.note_failure(around.now, [said].into_iter().chain(waits).collect::<Vec<_>>().join(" "));
            return Vec::new();
        }
        self.note_failure(around.now, said);
        if self.held.is_some() { Vec::new() } else { self.stand_again(task, around) }
    }

    /// Whether the view on the screen is the one in which a task was asked for.
    fn shows(&self, task: &Task) -> bool {
        match task {
            Task::Invite { .. } => self.view == View::Invite,
            Task::Empower { .. } | Task::Dismiss { .. } | Task::Backup => self.view == View::Office,
            Task::Profile(_) => self.view == View::Settings,
            Task::Found
            | Task::Post { .. }
            | Task::Tell { .. }
            | Task::Families
            | Task::Remove { .. }
            | Task::Withdraw { .. }
            | Task::Recover
            | Task::Accept => false,
        }
    }
}

/// Whether a failure ends the office in this place.
const fn ended(failure: &Failure) -> Option<Ended> {
    match failure {
        Failure::HandedOver { place } => Some(Ended::HandedOver(*place)),
        Failure::RunsTwice { place } => Some(Ended::RunsTwice(*place)),
        Failure::Refused(_)
        | Failure::RelayTooOld
        | Failure::RelayMisbehaved
        | Failure::AlreadyFounded
        | Failure::NothingTakenOver
        | Failure::QueueFull { .. }
        | Failure::TurnUnderWay
        | Failure::NotFounded
        | Failure::NoSuchStatus { .. }
        | Failure::AlreadyCorrected { .. }
        | Failure::NoticesUnsent { .. }
        | Failure::NoSuchInquiry { .. }
        | Failure::NoSuchDevice { .. }
        | Failure::TooManyDevices { .. }
        | Failure::NothingToWithdraw { .. }
        | Failure::NoSuchDeputy { .. }
        | Failure::DeputyExists { .. }
        | Failure::DeputiesFull { .. }
        | Failure::DeputyName { .. }
        | Failure::NoSuchFamily { .. }
        | Failure::FamilyUnconfirmed { .. }
        | Failure::FamilyName { .. }
        | Failure::MessageTooLong
        | Failure::ProfileTooLong
        | Failure::NextByPassed => None,
    }
}

/// The field that a failure is about.
const fn field_of(failure: &Failure) -> Option<Field> {
    match failure {
        Failure::FamilyName { .. } | Failure::TooManyDevices { .. } => Some(Field::InviteFamily),
        Failure::DeputyName { .. } | Failure::DeputyExists { .. } | Failure::DeputiesFull { .. } => Some(Field::Deputy),
        Failure::ProfileTooLong => Some(Field::Codebook),
        Failure::Refused(_)
        | Failure::RunsTwice { .. }
        | Failure::RelayTooOld
        | Failure::RelayMisbehaved
        | Failure::HandedOver { .. }
        | Failure::AlreadyFounded
        | Failure::NothingTakenOver
        | Failure::QueueFull { .. }
        | Failure::TurnUnderWay
        | Failure::NotFounded
        | Failure::NoSuchStatus { .. }
        | Failure::AlreadyCorrected { .. }
        | Failure::NoticesUnsent { .. }
        | Failure::NoSuchInquiry { .. }
        | Failure::NoSuchDevice { .. }
        | Failure::NothingToWithdraw { .. }
        | Failure::NoSuchDeputy { .. }
        | Failure::NoSuchFamily { .. }
        | Failure::FamilyUnconfirmed { .. }
        | Failure::MessageTooLong
        | Failure::NextByPassed => None,
    }
}

/// What a posted code says, with its days where the task promised them.
fn label_of(
    code: &str,
    task: Option<&Task>,
    liaison: &Liaison,
    around: &Around<'_>,
    language: porchlight_language::Language,
) -> String {
    let next_by = match task {
        Some(Task::Post { next_by, .. }) => next_by.unwrap_or_else(|| liaison.next_by()),
        Some(_) | None => liaison.next_by(),
    };
    book(liaison).label(code, language, super::calendar::days_until(around.now, next_by))
}
