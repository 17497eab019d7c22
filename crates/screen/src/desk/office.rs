//! The office itself: its backup, its deputies, its end in this browser.

use porchlight_client::{Seconds, Task};
use porchlight_language::texts::OnDesk as L;

use super::{App, Field, View, Wish};

/// The file's name in a person's downloads.
pub(super) const BACKUP_FILE: &str = "porchlight-office.backup";
/// Characters below which a passphrase is guessed by machines that have the file.
const PASSPHRASE_CHARS_MIN: usize = 12;

impl App {
    pub(super) fn back_up(&mut self) -> Vec<Wish> {
        let texts = self.texts();
        if self.typed.text(Field::Passphrase).chars().count() < PASSPHRASE_CHARS_MIN {
            return self.complain(Some(Field::Passphrase), texts.on_desk(L::PassphraseShort));
        }
        if self.typed.text(Field::Passphrase) != self.typed.text(Field::PassphraseAgain) {
            return self.complain(Some(Field::PassphraseAgain), texts.on_desk(L::PassphraseDiffers));
        }
        self.backup_passphrase = Some(self.typed.take(Field::Passphrase));
        self.typed.clear_secrets();
        self.trouble = None;
        self.say(texts.on_desk(L::BackupAsked));
        vec![Wish::Task(Task::Backup)]
    }

    /// The vault opens with a new key: it goes into the person's hands at once, for it stands nowhere else.
    pub(super) fn backed_up(&mut self, key: porchlight_client::BackupKey, now: Seconds) -> Vec<Wish> {
        match self.backup_passphrase.take() {
            Some(passphrase) => vec![Wish::SaveBackup { name: BACKUP_FILE, key: Box::new(key), passphrase }],
            None => {
                self.note_warning(now, self.texts().on_desk(L::BackupOrphan));
                Vec::new()
            }
        }
    }

    pub(super) fn empower(&mut self) -> Vec<Wish> {
        let name = self.typed.trimmed(Field::Deputy).to_owned();
        vec![Wish::Task(Task::Empower { name: Some(name) })]
    }

    /// Nothing that was typed or shown stays.
    pub(super) fn wipe(&mut self, wish: Wish) -> Vec<Wish> {
        let language = self.language;
        *self = Self::new(language);
        let mut wishes = vec![wish];
        wishes.extend(self.go(View::Start));
        wishes
    }
}
