//! Before there is an office: founding, and taking one up by phrase, backup or link. And the phrase that comes of it.

use porchlight_client::{BackupKey, RecoveryFailure, Seconds};
use porchlight_language::texts::{OnDesk as L, WrongPhrase};
use porchlight_language::words;
use porchlight_sealing::{CharterLink, LinkDefect, Mandate, Profile, RecoveryPhrase};
use zeroize::Zeroizing;

use super::kept::OnlyHere;
use super::{App, BackupTrouble, Field, View, Wish, address, failing, view};

/// How often an update is promised where nobody has chosen.
pub(super) const CADENCE_SECONDS: Seconds = 86_400;
/// Words that are asked for: enough that nobody answers without the paper.
pub(super) const ASKED_WORDS: u8 = 3;
/// From how many words each of them is.
const THIRD: u8 = RecoveryPhrase::WORDS as u8 / ASKED_WORDS;
use crate::parts::HEADING;

impl App {
    /// The page was opened with a link: a mandate's or a charter's.
    pub(super) fn follow_link(&mut self, text: Zeroizing<String>) -> Vec<Wish> {
        let view = match Mandate::parse(&text) {
            Ok(_) => View::Accept,
            Err(LinkDefect::AnInvite) => {
                let said = self.texts().on_desk(L::LinkIsInvite);
                self.view = View::Start;
                return self.complain(None, said);
            }
            Err(
                LinkDefect::NotALink
                | LinkDefect::NoRelay
                | LinkDefect::NoSecret
                | LinkDefect::Damaged
                | LinkDefect::UnknownVersion
                | LinkDefect::AMandate
                | LinkDefect::ACharter,
            ) => View::Found,
        };
        self.typed.set(Field::Link, text);
        self.go(view)
    }

    pub(super) fn found(&mut self) -> Vec<Wish> {
        let texts = self.texts();
        let (relay, charter) = match self.charter() {
            Ok(read) => read,
            Err((field, label)) => return self.complain(Some(field), texts.on_desk(label)),
        };
        let cadence = self.typed.trimmed(Field::Cadence).parse().unwrap_or(CADENCE_SECONDS);
        let name = self.typed.trimmed(Field::GroupName);
        let profile = Profile { check_ins: self.check_ins, ..Profile::new(name, cadence) };
        match profile.is_within_bounds() {
            true => vec![Wish::Found { relay, charter, profile: Box::new(profile) }, Wish::Focus(HEADING.into())],
            false => self.complain(Some(Field::GroupName), texts.on_desk(L::GroupNameWrong)),
        }
    }

    /// The charter and where it is good, from a link or from two fields.
    fn charter(&self) -> Result<(String, porchlight_protocol::Charter), (Field, L)> {
        let text = self.typed.trimmed(Field::Link);
        if let Ok(link) = CharterLink::parse(text) {
            return Ok((link.relay, link.charter));
        }
        let charter = address::charter(text).ok_or((Field::Link, L::CharterWrong))?;
        Ok((self.server()?, charter))
    }

    fn server(&self) -> Result<String, (Field, L)> {
        match self.typed.trimmed(Field::Server) {
            "" => Err((Field::Server, L::ServerMissing)),
            server => address::authority(server).ok_or((Field::Server, L::ServerWrong)),
        }
    }

    /// Takes in a word of the phrase; of several at once, each goes into its own field, and whoever types on does so in the last.
    pub(super) fn type_words(&mut self, first: u8, text: &str) -> Vec<Wish> {
        if words::count(text) <= 1 {
            self.typed.fill(Field::Word(first), text);
            return Vec::new();
        }
        let last = RecoveryPhrase::WORDS as u8 - 1;
        let fields = (first..=last).zip(words::written(text));
        let mut focused = first;
        for (index, word) in fields {
            self.typed.fill(Field::Word(index), word);
            focused = index;
        }
        vec![Wish::Focus(view::field_id(Field::Word(focused)))]
    }

    pub(super) fn recover(&mut self) -> Vec<Wish> {
        let texts = self.texts();
        let relay = match self.server() {
            Ok(relay) => relay,
            Err((field, label)) => return self.complain(Some(field), texts.on_desk(label)),
        };
        match self.typed_phrase() {
            Ok(phrase) => vec![Wish::Recover { relay, phrase }, Wish::Focus(HEADING.into())],
            Err((field, said)) => self.complain(Some(field), said),
        }
    }

    /// The phrase in its fields, or the first field that is at fault.
    fn typed_phrase(&self) -> Result<RecoveryPhrase, (Field, String)> {
        let texts = self.texts();
        let wrong = |field, wrong: WrongPhrase<'_>| (field, texts.wrong_phrase(wrong));
        let mut bytes = Zeroizing::new([0; RecoveryPhrase::WORDS]);
        for (index, byte) in (0_u8..).zip(bytes.iter_mut()) {
            let field = Field::Word(index);
            let position = u64::from(index) + 1;
            let read = words::bytes(self.typed.text(field)).map(Zeroizing::new);
            *byte = match read.as_ref().map(|read| read.as_slice()) {
                Ok([byte]) => *byte,
                Ok(_) => {
                    let found = (0..RecoveryPhrase::WORDS as u8).filter(|index| self.has_word(*index)).count();
                    let wanted = RecoveryPhrase::WORDS as u64;
                    return Err(wrong(field, WrongPhrase::Length { wanted, found: found as u64 }));
                }
                Err(unknown) => {
                    let word = unknown.word.as_str();
                    return Err(wrong(
                        field,
                        match unknown.meant {
                            Some(meant) => WrongPhrase::NearWord { position, word, meant },
                            None => WrongPhrase::Word { position, word },
                        },
                    ));
                }
            };
        }
        RecoveryPhrase::from_bytes(*bytes).ok_or_else(|| wrong(Field::Word(0), WrongPhrase::Unchecked))
    }

    fn has_word(&self, index: u8) -> bool {
        !self.typed.trimmed(Field::Word(index)).is_empty()
    }

    pub(super) fn restore(&mut self) -> Vec<Wish> {
        let texts = self.texts();
        let Some(file) = self.file.clone() else {
            return self.complain(None, texts.on_desk(L::BackupFileMissing));
        };
        let passphrase = Zeroizing::new(self.typed.text(Field::Passphrase).to_owned());
        if passphrase.is_empty() {
            return self.complain(Some(Field::Passphrase), texts.on_desk(L::PassphraseMissing));
        }
        self.is_opening = true;
        self.say(texts.on_desk(L::BackupOpening));
        vec![Wish::OpenBackup { file, passphrase }]
    }

    pub(super) fn backup_opened(&mut self, opened: Result<Box<BackupKey>, BackupTrouble>) -> Vec<Wish> {
        self.is_opening = false;
        let label = match opened {
            Ok(key) => return vec![Wish::Restore(key), Wish::Focus(HEADING.into())],
            Err(BackupTrouble::WrongPassphrase) => {
                return self.complain(Some(Field::Passphrase), self.texts().on_desk(L::WrongPassphrase));
            }
            Err(BackupTrouble::NotABackup) => L::NotABackup,
            Err(BackupTrouble::LaterVersion) => L::BackupLaterVersion,
            Err(BackupTrouble::KeyFile) => L::BackupKeyFile,
            Err(BackupTrouble::Damaged) => L::BackupDamaged,
        };
        self.complain(None, self.texts().on_desk(label))
    }

    pub(super) fn accept(&mut self) -> Vec<Wish> {
        let label = match Mandate::parse(self.typed.text(Field::Link)) {
            Ok(mandate) => return vec![Wish::Accept(Box::new(mandate)), Wish::Focus(HEADING.into())],
            Err(LinkDefect::AnInvite) => L::LinkIsInvite,
            Err(
                LinkDefect::NotALink
                | LinkDefect::NoRelay
                | LinkDefect::NoSecret
                | LinkDefect::Damaged
                | LinkDefect::UnknownVersion
                | LinkDefect::AMandate,
            ) => L::LinkDamaged,
            Err(LinkDefect::ACharter) => {
                let text = Zeroizing::new(self.typed.text(Field::Link).to_owned());
                return self.follow_link(text);
            }
        };
        self.complain(Some(Field::Link), self.texts().on_desk(label))
    }

    pub(super) fn not_taken_up(&mut self, failure: &RecoveryFailure) -> Vec<Wish> {
        let said = failing::not_recovered(failure, self.texts());
        let mut wishes = vec![Wish::Abandon];
        wishes.extend(self.complain(None, said));
        wishes
    }

    pub(super) fn give_up(&mut self) -> Vec<Wish> {
        let mut wishes = vec![Wish::Abandon];
        wishes.extend(self.go(View::Start));
        wishes
    }

    /// What was typed to begin is of no use any more.
    pub(super) fn forget_beginning(&mut self) {
        self.typed.clear(&[Field::Link, Field::Server, Field::GroupName, Field::Cadence]);
        let words: Vec<_> = (0..RecoveryPhrase::WORDS as u8).map(Field::Word).collect();
        self.typed.clear(&words);
        self.file = None;
        self.touch();
    }

    /// The phrase that is to be written down.
    pub(super) fn phrase(&self) -> Option<&RecoveryPhrase> {
        self.only_here.iter().find_map(|shown| match shown {
            OnlyHere::Phrase(phrase) => Some(phrase),
            OnlyHere::Mandate { .. } => None,
        })
    }

    /// Which words are asked for, counted from 0: one of each third, others at each attempt. They follow from the phrase, which
    /// is as good as drawing them.
    pub(super) fn asked_words(&self) -> [u8; ASKED_WORDS as usize] {
        let bytes = self.phrase().map_or([0; RecoveryPhrase::WORDS], |phrase| *phrase.as_bytes());
        [0, 1, 2].map(|third: u8| {
            let drawn = bytes[usize::from(third)].wrapping_add(self.attempts.wrapping_mul(3));
            third * THIRD + drawn % THIRD
        })
    }

    pub(super) fn ask_for_words(&mut self) -> Vec<Wish> {
        self.asking = Some(self.attempts);
        self.trouble = None;
        self.clear_asked();
        vec![Wish::Focus(HEADING.into())]
    }

    pub(super) fn show_phrase(&mut self) -> Vec<Wish> {
        (self.asking, self.trouble) = (None, None);
        self.clear_asked();
        self.attempts = self.attempts.wrapping_add(1);
        vec![Wish::Focus(HEADING.into())]
    }

    fn clear_asked(&mut self) {
        self.typed.clear(&[0, 1, 2].map(Field::Asked));
    }

    pub(super) fn check_words(&mut self, now: Seconds) -> Vec<Wish> {
        let Some(bytes) = self.phrase().map(|phrase| Zeroizing::new(*phrase.as_bytes())) else { return Vec::new() };
        for (which, index) in (0..).zip(self.asked_words()) {
            let typed = words::bytes(self.typed.text(Field::Asked(which))).map(Zeroizing::new);
            if !typed.is_ok_and(|typed| typed.as_slice() == [bytes[usize::from(index)]]) {
                return self.complain(Some(Field::Asked(which)), self.texts().on_desk(L::PhraseCheckWrong));
            }
        }
        self.clear_asked();
        self.only_here.retain(|shown| !matches!(shown, OnlyHere::Phrase(_)));
        (self.asking, self.attempts) = (None, 0);
        self.touch();
        self.note_done(now, self.texts().on_desk(L::PhraseChecked));
        self.go(View::Desk)
    }

    pub(super) fn link_given(&mut self) -> Vec<Wish> {
        self.only_here.retain(|shown| !matches!(shown, OnlyHere::Mandate { .. }));
        self.touch();
        vec![Wish::Focus(HEADING.into())]
    }

    pub(super) fn unlock(&mut self) -> Vec<Wish> {
        let pin = self.typed.take(Field::Pin);
        match pin.is_empty() {
            true => vec![Wish::Focus(view::field_id(Field::Pin))],
            false => vec![Wish::Unlock(pin)],
        }
    }
}
