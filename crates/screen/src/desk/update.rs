//! What the desk does when a person did something, or something happened.

use porchlight_client::{Failure, QUEUE_MAX, RecoveryEvent, Task};
use porchlight_language::Texts;
use porchlight_language::texts::{OnDesk as L, OnPage};
use zeroize::Zeroizing;

use super::kept::{Kept, OnlyHere};
use super::{App, Around, Copied, DANGER, Danger, Deed, Field, Message, Tick, View, Wish, families};
use crate::family::{PinOutcome, ShelfTrouble};
use crate::parts::HEADING;

impl App {
    /// Takes in what a person did or what happened; gives what is to be done, in order.
    pub fn update(&mut self, message: Message, around: &Around<'_>) -> Vec<Wish> {
        let mut wishes = self.take_in(message, around);
        let asks = wishes.iter().any(|wish| matches!(wish, Wish::Task(_) | Wish::Withhold(_)));
        if std::mem::take(&mut self.has_changed) || asks {
            wishes.push(Wish::Keep(self.kept(around, &wishes).encode()));
        }
        wishes
    }

    fn take_in(&mut self, message: Message, around: &Around<'_>) -> Vec<Wish> {
        match message {
            // Nothing is shown in a language whose sentences are not here yet.
            Message::Language(language) if !Texts::are_here(language) => {
                self.awaited = Some(language);
                vec![Wish::Sentences(language)]
            }
            Message::Language(language) => {
                (self.language, self.preview, self.trouble) = (language, language, None);
                vec![Wish::Language(language)]
            }
            Message::Go(view) => self.go(view),
            Message::Typed(field, text) => self.type_in(field, text),
            Message::Ticked(Tick::WithNext, is_set) => {
                self.with_next = is_set;
                self.touch();
                Vec::new()
            }
            Message::Ticked(Tick::CheckIns, is_set) => {
                self.check_ins = is_set;
                Vec::new()
            }
            Message::File(bytes) => {
                (self.file, self.trouble) = (Some(bytes), None);
                Vec::new()
            }
            Message::Do(deed) => self.act(deed, around),
            Message::Tick => self.pass(around),
            Message::Kept(bytes) => self.take_up(&bytes, around),
            Message::LinkCame(text) => self.follow_link(text),
            Message::Heard { event, task } => self.hear(*event, task, around),
            Message::Recovering(RecoveryEvent::VaultOpened { .. }) => Vec::new(),
            Message::Recovering(RecoveryEvent::TakenUp) => {
                self.forget_beginning();
                self.go(View::Desk)
            }
            Message::Recovering(RecoveryEvent::Failed(failure)) => self.not_taken_up(&failure),
            Message::BackupOpened(opened) => self.backup_opened(opened),
            Message::BackupSaved => {
                self.note_done(around.now, self.texts().on_desk(L::BackupSaved));
                Vec::new()
            }
            Message::BackupNotSaved => {
                self.note_failure(around.now, self.texts().on_desk(L::BackupNotSaved));
                Vec::new()
            }
            Message::Brought(language) if self.awaited == Some(language) => {
                self.awaited = None;
                self.take_in(Message::Language(language), around)
            }
            Message::Brought(language) => {
                self.preview = language;
                Vec::new()
            }
            Message::NoSentences => {
                self.awaited = None;
                self.say(self.texts().on_page(OnPage::NoSentences));
                Vec::new()
            }
            Message::NoRoom(task) => {
                let failure = Failure::QueueFull { tasks_max: QUEUE_MAX };
                self.note_failure(around.now, super::failing::of_office(&failure, self.texts()));
                self.stand_again(task, around)
            }
            Message::Copied(is_there) => {
                self.say(self.texts().on_desk(if is_there { L::Copied } else { L::NotCopied }));
                Vec::new()
            }
            Message::Pin(outcome) => self.heard_of_pin(outcome),
            Message::OnlyEverything => self.act(Deed::Ask(Danger::WipeEverything), around),
            Message::NotKept(trouble) => {
                self.say(self.texts().on_desk(heading(trouble)));
                Vec::new()
            }
        }
    }

    /// Opens a view; what was typed stays, but for what is typed unseen.
    pub(super) fn go(&mut self, view: View) -> Vec<Wish> {
        self.typed.clear_secrets();
        (self.trouble, self.danger) = (None, None);
        self.view = view;
        vec![Wish::Focus(HEADING.into())]
    }

    fn type_in(&mut self, field: Field, text: Zeroizing<String>) -> Vec<Wish> {
        if self.trouble_of(field).is_some() {
            self.trouble = None;
        }
        match field {
            Field::Word(first) => return self.type_words(first, &text),
            Field::SilentDays
            | Field::Link
            | Field::Server
            | Field::GroupName
            | Field::Cadence
            | Field::AsOf
            | Field::NextBy
            | Field::TellFamily
            | Field::TellCode
            | Field::TellText
            | Field::TellAnswers
            | Field::InviteFamily
            | Field::InviteHistory
            | Field::Deputy
            | Field::Retention
            | Field::History
            | Field::Codebook
            | Field::Address
            | Field::Passphrase
            | Field::PassphraseAgain
            | Field::Pin
            | Field::PinNew
            | Field::PinAgain
            | Field::Asked(_) => self.typed.set(field, text),
        }
        self.touch();
        Vec::new()
    }

    fn act(&mut self, deed: Deed, around: &Around<'_>) -> Vec<Wish> {
        match deed {
            Deed::Found => self.found(),
            Deed::Recover => self.recover(),
            Deed::Restore => self.restore(),
            Deed::Accept => self.accept(),
            Deed::GiveUp => self.give_up(),
            Deed::PhraseWritten => self.ask_for_words(),
            Deed::PhraseAgain => self.show_phrase(),
            Deed::PhraseChecked => self.check_words(around.now),
            Deed::LinkGiven => self.link_given(),
            Deed::Choose(code) => self.choose(code),
            Deed::Correct(place) => self.correct(place, around),
            Deed::CorrectNothing => {
                self.corrects = None;
                self.touch();
                vec![Wish::Focus(HEADING.into())]
            }
            Deed::Post => self.post(around),
            Deed::Tell => self.tell(around),
            Deed::Write(family) => self.write_to(&family),
            Deed::Answer { family, id } => self.answer(&family, id),
            Deed::Undo => self.undo(around),
            Deed::SendNow => self.send_held(),
            Deed::DiscardHeld => self.discard_held(),
            Deed::Discard => self.discard(),
            Deed::Withhold(task) => self.withhold(task),
            Deed::Invite => self.invite(),
            Deed::InviteAgain(family) => self.invite_again(&family),
            Deed::Withdraw(family) => vec![Wish::Task(Task::Withdraw { family })],
            Deed::Remove { family, device } => vec![Wish::Task(Task::Remove { family, device })],
            Deed::Set(setting) => self.set(setting, around),
            Deed::BackUp => self.back_up(),
            Deed::HandOver => vec![Wish::Task(Task::Empower { name: None })],
            Deed::Empower => self.empower(),
            Deed::Dismiss(name) => vec![Wish::Task(Task::Dismiss { name })],
            Deed::Wipe => self.wipe(Wish::Wipe),
            Deed::WipeEverything => self.wipe(Wish::WipeEverything),
            Deed::Ask(danger) => {
                self.danger = Some(danger);
                vec![Wish::Focus(DANGER.into())]
            }
            Deed::Confirm => self.confirm(around),
            Deed::LeaveIt => {
                self.danger = None;
                vec![Wish::Focus(HEADING.into())]
            }
            Deed::Copy(copied) => self.text_of(&copied, around).map(Wish::Copy).into_iter().collect(),
            Deed::Share(copied) => self.text_of(&copied, around).map(Wish::Share).into_iter().collect(),
            Deed::Print => vec![Wish::Print],
            Deed::Read(number) => self.remove_note(number),
            Deed::Hide => {
                self.said.clear();
                vec![Wish::Focus(HEADING.into())]
            }
            Deed::Refresh => vec![Wish::Refresh],
            Deed::Unlock => self.unlock(),
            Deed::Lock => vec![Wish::Lock],
            Deed::UseHere => vec![Wish::UseHere],
            Deed::Preview(language) if Texts::are_here(language) => {
                self.preview = language;
                Vec::new()
            }
            Deed::Preview(language) => vec![Wish::Sentences(language)],
            Deed::Skip => vec![Wish::Focus(HEADING.into())],
        }
    }

    /// Does what was asked about.
    fn confirm(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let deed = match self.danger.take() {
            None => return Vec::new(),
            Some(Danger::Remove { family, device }) => Deed::Remove { family, device },
            Some(Danger::Withdraw(family)) => Deed::Withdraw(family),
            Some(Danger::HandOver) => Deed::HandOver,
            Some(Danger::Dismiss(name)) => Deed::Dismiss(name),
            Some(Danger::Discard) => Deed::Discard,
            Some(Danger::Wipe) => Deed::Wipe,
            Some(Danger::WipeEverything) => Deed::WipeEverything,
            Some(Danger::GiveUp) => Deed::GiveUp,
        };
        let mut wishes = self.act(deed, around);
        wishes.push(Wish::Focus(HEADING.into()));
        wishes
    }

    /// What an earlier run of the page left.
    fn take_up(&mut self, bytes: &[u8], around: &Around<'_>) -> Vec<Wish> {
        let Some(mut kept) = Kept::decode(bytes) else { return Vec::new() };
        self.held = kept.held.take();
        self.is_interrupted = self.held.is_some();
        self.only_here.extend(std::mem::take(&mut kept.only_here));
        for (field, text) in std::mem::take(&mut kept.typed) {
            self.typed.fill(field, text);
        }
        self.code = kept.code.take();
        self.corrects = kept.corrects.map(porchlight_protocol::Sequence);
        self.with_next = kept.with_next;
        self.notes = std::mem::take(&mut kept.notes);
        // Whoever asked for something has pressed its button once: it is asked for again by itself, if there still is an office.
        let asked = around.liaison().map(|_| std::mem::take(&mut kept.asked)).unwrap_or_default();
        asked.into_iter().map(Wish::Task).collect()
    }

    fn heard_of_pin(&mut self, outcome: PinOutcome) -> Vec<Wish> {
        self.typed.clear_secrets();
        let texts = self.texts();
        match outcome {
            PinOutcome::Right => return self.go(self.view.clone()),
            PinOutcome::Wrong { .. } => return self.complain(Some(Field::Pin), texts.on_desk(L::PinWrong)),
            PinOutcome::Set => self.say(texts.on_desk(L::PinSet)),
            PinOutcome::Removed => self.say(texts.on_desk(L::PinRemoved)),
            PinOutcome::NotKept => self.say(texts.on_desk(L::PinNotKept)),
        }
        Vec::new()
    }

    /// A link's text, as it is given away.
    fn text_of(&self, copied: &Copied, around: &Around<'_>) -> Option<Zeroizing<String>> {
        match copied {
            Copied::Invite { family, device } => {
                let invites = around.liaison()?.invites();
                let invite = invites.into_iter().find(|invite| invite.family == *family && invite.device == *device)?;
                Some(families::link_text(&invite.link, around))
            }
            Copied::Mandate => self.only_here.iter().find_map(|shown| match shown {
                OnlyHere::Mandate { link, .. } => Some(families::mandate_text(link, around)),
                OnlyHere::Phrase(_) => None,
            }),
        }
    }
}

/// What stands above it when the browser keeps nothing, or what it keeps does not open.
pub(super) const fn heading(trouble: ShelfTrouble) -> L {
    match trouble {
        ShelfTrouble::None => L::NoStorageHeading,
        ShelfTrouble::Full => L::StorageFullHeading,
        ShelfTrouble::Damaged => L::StorageDamagedHeading,
    }
}
