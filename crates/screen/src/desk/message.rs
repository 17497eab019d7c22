//! What the desk hears, and what it wishes done.

use std::borrow::Cow;

use porchlight_client::{BackupKey, History, LiaisonEvent, RecoveryEvent, Task};
use porchlight_language::Language;
use porchlight_protocol::{Charter, Sequence};
use porchlight_sealing::{Mandate, Profile, RecoveryPhrase};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::family::{PinOutcome, ShelfTrouble};

/// Where on the desk somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// What can be begun where there is no office yet.
    Start,
    /// Founding a group.
    Found,
    /// Taking an office up with its recovery phrase.
    Recover,
    /// Taking an office up with a backup.
    Restore,
    /// Taking an office over with a link.
    Accept,
    /// The desk itself: say something, see what waits.
    Desk,
    /// An update is being prepared.
    Post,
    /// Earlier updates, each of which can be corrected.
    Updates,
    /// A private message is being prepared.
    Tell,
    /// Open questions.
    Inbox,
    /// All families.
    Families,
    /// One family.
    Family(String),
    /// A link is being made.
    Invite,
    /// A family's link, as it is given away.
    Sheet {
        /// Whose.
        family: String,
        /// For which of its devices.
        device: u32,
    },
    /// What the office did.
    Log,
    /// Backup, deputies, handover.
    Office,
    /// What the group and the office are set to.
    Settings,
}

/// A field into which somebody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// A charter, by itself or as a link; or a mandate's link.
    Link,
    /// A server's address.
    Server,
    /// The group's name.
    GroupName,
    /// How often an update is promised, in seconds, one of a few.
    Cadence,
    /// The day that an update speaks of.
    AsOf,
    /// By when the next one comes.
    NextBy,
    /// How many days a planned silence lasts.
    SilentDays,
    /// Whom a private message is for.
    TellFamily,
    /// Its code.
    TellCode,
    /// Its text.
    TellText,
    /// The question that it answers.
    TellAnswers,
    /// Whom a link is for.
    InviteFamily,
    /// From which update on it reads.
    InviteHistory,
    /// A deputy's name.
    Deputy,
    /// How many days the server keeps records.
    Retention,
    /// From which update on new devices read.
    History,
    /// The group's own codebook.
    Codebook,
    /// Where the group moves.
    Address,
    /// A backup's passphrase.
    Passphrase,
    /// The same once more.
    PassphraseAgain,
    /// The PIN in force.
    Pin,
    /// A new one.
    PinNew,
    /// The new one once more.
    PinAgain,
    /// A word of the recovery phrase, counted from 0.
    Word(u8),
    /// A word that is asked for, so that the phrase stands on paper indeed; which of the three.
    Asked(u8),
}

/// A box that somebody ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// A private message goes with the next update.
    WithNext,
    /// The new group's devices report though they have nothing to say.
    CheckIns,
}

/// What somebody does by pressing a button or sending a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Founds the group.
    Found,
    /// Takes the office up with the phrase.
    Recover,
    /// Takes the office up with the chosen backup.
    Restore,
    /// Takes the office over with the link.
    Accept,
    /// Gives up founding or taking over.
    GiveUp,
    /// Says that the phrase is written down: some of its words are asked for.
    PhraseWritten,
    /// Goes back to the phrase.
    PhraseAgain,
    /// Answers with the words that were asked for.
    PhraseChecked,
    /// Says that a link to take over is given away.
    LinkGiven,
    /// Chooses what an update says.
    Choose(String),
    /// Chooses which update is corrected.
    Correct(Sequence),
    /// Corrects nothing after all.
    CorrectNothing,
    /// Sends the update, after a while in which it can be taken back.
    Post,
    /// Sends the private message, after a while in which it can be taken back.
    Tell,
    /// Writes to this family.
    Write(String),
    /// Answers this question.
    Answer {
        /// Who asks.
        family: String,
        /// What an answer refers to.
        id: u64,
    },
    /// Takes back what is held.
    Undo,
    /// Sends what is held at once.
    SendNow,
    /// Does not send it at all.
    DiscardHeld,
    /// Drops what waits.
    Discard,
    /// Takes back something that was asked for and is not begun.
    Withhold(Task),
    /// Makes a link.
    Invite,
    /// Makes another link for this family.
    InviteAgain(String),
    /// Makes a family's unused links void.
    Withdraw(String),
    /// Removes a family, or one of its devices.
    Remove {
        /// Which.
        family: String,
        /// By its number.
        device: Option<u32>,
    },
    /// Sets one thing.
    Set(Setting),
    /// Makes a backup.
    BackUp,
    /// Makes the next liaison's link.
    HandOver,
    /// Makes a deputy's link.
    Empower,
    /// Dismisses a deputy.
    Dismiss(String),
    /// Removes the office from this browser.
    Wipe,
    /// Removes all that this browser keeps of this page, what a relative keeps there included.
    WipeEverything,
    /// Asks before something that cannot be taken back.
    Ask(Danger),
    /// Does it.
    Confirm,
    /// Leaves it as it is.
    LeaveIt,
    /// Takes a text along.
    Copy(Copied),
    /// Hands a link to another program.
    Share(Copied),
    /// Prints what is on the screen.
    Print,
    /// Removes a note.
    Read(u64),
    /// Takes away what was told last.
    Hide,
    /// Asks the server now.
    Refresh,
    /// Opens the desk with the PIN typed.
    Unlock,
    /// Locks it again.
    Lock,
    /// Takes the office over from another tab.
    UseHere,
    /// Shows the preview in this language.
    Preview(Language),
    /// Goes past the row of views.
    Skip,
}

/// What is asked about before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Danger {
    /// A family or a device is locked out.
    Remove {
        /// Which.
        family: String,
        /// By its number.
        device: Option<u32>,
    },
    /// Unused links become void.
    Withdraw(String),
    /// Whoever opens a link has this office.
    HandOver,
    /// A deputy's link becomes void.
    Dismiss(String),
    /// What waits is dropped.
    Discard,
    /// The office is removed from this browser.
    Wipe,
    /// All that this browser keeps of this page is removed, what a relative keeps there included.
    WipeEverything,
    /// Founding or taking over is given up.
    GiveUp,
}

/// What is taken along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// A family's link.
    Invite {
        /// Whose.
        family: String,
        /// For which device.
        device: u32,
    },
    /// The link to take over that is being shown.
    Mandate,
}

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The group's name.
    Name,
    /// How often an update is promised.
    Cadence,
    /// How long the server keeps records.
    Retention,
    /// Whether devices report though they have nothing to say.
    CheckIns(bool),
    /// From which update on new devices read.
    History,
    /// The group's own codebook.
    Codebook,
    /// Where the group is.
    Address,
    /// A PIN that opens the desk.
    Pin,
    /// No PIN any more.
    NoPin,
}

/// Why a backup file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupTrouble {
    /// It is none.
    NotABackup,
    /// It was written by a later version.
    LaterVersion,
    /// It opens with a key file beside it, which only the command line reads.
    KeyFile,
    /// The passphrase is another.
    WrongPassphrase,
    /// It was changed on its way.
    Damaged,
}

/// What a person did, or what happened.
pub enum Message {
    /// Another language was chosen.
    Language(Language),
    /// Another view was chosen.
    Go(View),
    /// A field changed.
    Typed(Field, Zeroizing<String>),
    /// A box was ticked or cleared.
    Ticked(Tick, bool),
    /// A backup was chosen: its bytes.
    File(Zeroizing<Vec<u8>>),
    /// A button was pressed or a form sent.
    Do(Deed),
    /// A second has passed.
    Tick,
    /// What an earlier run wished to be kept. Comes once, before anything else.
    Kept(Zeroizing<Vec<u8>>),
    /// The page was opened with a link: a charter's, or a mandate's.
    LinkCame(Zeroizing<String>),
    /// The office told something, in the session for this task.
    Heard {
        /// What.
        event: Box<LiaisonEvent>,
        /// The task of the session.
        task: Option<Task>,
    },
    /// The taking over told something.
    Recovering(RecoveryEvent),
    /// The chosen backup is opened, or is not.
    BackupOpened(Result<Box<BackupKey>, BackupTrouble>),
    /// The backup is sealed and handed to the person.
    BackupSaved,
    /// It could not be sealed, or the browser takes no file.
    BackupNotSaved,
    /// The sentences of a language are at hand now.
    Brought(Language),
    /// They could not be loaded.
    NoSentences,
    /// There was no room left in the office for what was to wait.
    NoRoom(Task),
    /// The clipboard or another program took a text, or did not.
    Copied(bool),
    /// What came of a PIN.
    Pin(PinOutcome),
    /// The office alone cannot be removed: what it stands on does not open either.
    OnlyEverything,
    /// The browser could not keep the office: nothing more is done until it can.
    NotKept(ShelfTrouble),
}

/// What whoever runs the desk is to do, in order.
pub enum Wish {
    /// Remember the language, and tell the browser in which one the page is.
    Language(Language),
    /// Move the focus to the element of this id, once it is on the screen.
    Focus(Cow<'static, str>),
    /// Keep this, sealed as a state is, in place of what was kept before; it comes back as [`Message::Kept`]. It goes to disk with the
    /// office's next state at the latest.
    Keep(Zeroizing<Vec<u8>>),
    /// Draw a group's keys with [`Liaison::found`](porchlight_client::Liaison::found), save them, and do [`Task::Found`].
    Found {
        /// `host` or `host:port` of the relay.
        relay: String,
        /// The operator's leave.
        charter: Charter,
        /// The group.
        profile: Box<Profile>,
    },
    /// Take an office up with its phrase, by a [`Recovery`](porchlight_client::Recovery); then do [`Task::Recover`].
    Recover {
        /// `host` or `host:port` of the relay.
        relay: String,
        /// The phrase.
        phrase: RecoveryPhrase,
    },
    /// Open a backup's bytes with [`backup::open`](super::backup::open), after the screen has been shown: it takes a second or two.
    OpenBackup {
        /// The file.
        file: Zeroizing<Vec<u8>>,
        /// What seals it.
        passphrase: Zeroizing<String>,
    },
    /// Take an office up with a backup's key; then do [`Task::Recover`].
    Restore(Box<BackupKey>),
    /// Take an office over with a mandate; then do [`Task::Accept`].
    Accept(Box<Mandate>),
    /// Stop founding or taking over, and remove what it left here.
    Abandon,
    /// See to this task, after those that were asked for before. An update or a private message is the office's from now on, by
    /// [`Liaison::enqueue`](porchlight_client::Liaison::enqueue), and saved at once; anything else is tried until something comes
    /// of it or it is withheld, for as long as the page is open.
    Task(Task),
    /// Forget this task, unless it is in work.
    Withhold(Task),
    /// Drop what waits in the office, and save it.
    Discard,
    /// Set from which status new devices read, and save the office.
    History(History),
    /// Seal a backup with [`backup::seal`](super::backup::seal) and give it to the person as a file of this name.
    SaveBackup {
        /// The file's name.
        name: &'static str,
        /// What it holds.
        key: Box<BackupKey>,
        /// What seals it.
        passphrase: Zeroizing<String>,
    },
    /// Put a text on the clipboard, and say with [`Message::Copied`] whether it is there.
    Copy(Zeroizing<String>),
    /// Hand a link to the browser's own sharing.
    Share(Zeroizing<String>),
    /// Print the page.
    Print,
    /// Load the sentences of this language; then [`Message::Brought`] or [`Message::NoSentences`].
    Sentences(Language),
    /// Ask the server now, whatever the wait.
    Refresh,
    /// Open what is kept with this PIN; then [`Message::Pin`].
    Unlock(Zeroizing<String>),
    /// Show nothing any more, save, and begin anew: behind the PIN, where there is one.
    Lock,
    /// Guard what is kept with this PIN, in place of the present one where there is one; then [`Message::Pin`].
    SetPin {
        /// The one in force.
        present: Option<Zeroizing<String>>,
        /// The new one.
        new: Zeroizing<String>,
    },
    /// Guard it with none any more; then [`Message::Pin`].
    RemovePin {
        /// The one in force.
        present: Zeroizing<String>,
    },
    /// Have the other tab let go of the office, and take it up here.
    UseHere,
    /// Remove the office and all that is kept of it from this browser, what was wished to be kept included; where nothing of the shelf
    /// opens, remove nothing, and say [`Message::OnlyEverything`].
    Wipe,
    /// Remove everything that this browser keeps for this page, the PIN and what relatives keep included.
    WipeEverything,
}
