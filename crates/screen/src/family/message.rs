//! What a relative's page hears, and what it wishes done.

use porchlight_client::{DeviceEvent, Seconds};
use porchlight_language::Language;
use porchlight_language::texts::Day;
use porchlight_protocol::{FeedId, Sequence};
use porchlight_sealing::Link;
use zeroize::Zeroizing;

use super::around::ShelfTrouble;
use super::saying::{Said, Saying};

/// What a person did, or what happened.
pub enum Message {
    // What a person did.
    /// Another language was chosen.
    Language(Language),
    /// Another group was chosen.
    Show(FeedId),
    /// A view was opened.
    Open(View),
    /// Back to the group's updates.
    Back,
    /// A link is being typed.
    LinkTyped(Zeroizing<String>),
    /// The typed link is to be opened.
    Join,
    /// A link is to be read with the camera.
    Scan,
    /// No longer.
    StopScanning,
    /// Joining is given up: what this browser keeps of it goes.
    GiveUp(FeedId),
    /// The server is to be tried again at once.
    TryAgain(FeedId),
    /// A day of the history was chosen.
    Day(Day),
    /// All updates are to be listed, or only the latest.
    ListAll(bool),
    /// A private message is opened, or closed again.
    Unseal {
        /// The group.
        feed: FeedId,
        /// Which.
        notice: Sequence,
        /// Whether it is open from here on.
        is_open: bool,
    },
    /// A private message is to be forgotten: asked first, then done.
    Forget(Sequence),
    /// Not forgotten after all.
    Keep,
    /// Something is said to the liaison, or done on the device alone.
    Say {
        /// The group.
        feed: FeedId,
        /// What.
        saying: Saying,
    },
    /// How the family wants bad news is being typed.
    PreferenceTyped(Zeroizing<String>),
    /// It is to be said.
    Prefer(FeedId),
    /// The link that was made for another device goes to the clipboard.
    CopyLink(Zeroizing<String>),
    /// The same to another program.
    ShareLink(Zeroizing<String>),
    /// The device leaves its group. Where the liaison cannot be told now, what it kept goes all the same.
    Leave(FeedId),
    /// Everything that this browser keeps is to go: asked first.
    Wipe,
    /// It is confirmed.
    WipeSurely,
    /// It is not, after all.
    WipeNot,
    /// That groups were evicted has been read.
    EvictionSeen,
    /// The group is to run in this tab and not in the other.
    UseHere(FeedId),
    /// A PIN is being typed.
    PinTyped(PinField, Zeroizing<String>),
    /// What is kept is to be opened with the typed PIN.
    Unlock,
    /// The typed PIN is to guard it from now on.
    SetPin {
        /// Whether another one does until now.
        has_pin: bool,
    },
    /// None is to.
    RemovePin,
    /// The page is to ask for the PIN again.
    Lock,
    /// Whether the browser is to tell that something is new.
    Notify(bool),
    /// The page is to become a program of its own.
    Install,
    /// The newer version of the page is to be used.
    Update,
    /// What was told last has been read.
    Hide,

    // What happened.
    /// The sentences of another language could not be loaded.
    NoSentences,
    /// A link came with the page's address, and has been taken out of it: the whole address, its `#` and all behind that included.
    LinkCame(Zeroizing<String>),
    /// Such a link leads to a group that this browser does not have, and it has others.
    Foreign {
        /// The link.
        link: Zeroizing<String>,
        /// The server of its group.
        server: String,
    },
    /// What was asked can be done only in the tab that runs the group.
    Elsewhere,
    /// The camera has read something.
    Scanned(Zeroizing<String>),
    /// It can read nothing: it is not there, or was not allowed.
    ScanFailed,
    /// A link leads to a group that this browser has already, or has begun to join with another link.
    AlreadyHere(FeedId),
    /// A device told something.
    Heard {
        /// Of which group.
        feed: FeedId,
        /// What.
        event: Box<DeviceEvent>,
    },
    /// What came of [`Wish::Say`]: what [`Saying::say`] gave.
    Said {
        /// The group.
        feed: FeedId,
        /// What came of it.
        said: Box<Said>,
    },
    /// A device has left, and what was kept of it is gone.
    Gone {
        /// The group's name.
        group: String,
        /// Whether the liaison has been told.
        is_told: bool,
    },
    /// Everything that this browser kept is gone.
    Wiped,
    /// A link was copied or handed on, or not.
    LinkHandedOn(bool),
    /// What came of a PIN.
    Pin(PinOutcome),
    /// Something could not be kept: nothing goes on until it can.
    NotKept(ShelfTrouble),
}

/// Which PIN is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinField {
    /// The one in force.
    Present,
    /// A new one.
    New,
    /// The new one once more.
    Again,
}

/// What came of a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinOutcome {
    /// It opens what is kept.
    Right,
    /// It does not; until the moment, no other is tried.
    Wrong {
        /// When the next attempt is taken.
        until: Option<Seconds>,
    },
    /// It guards what is kept from now on.
    Set,
    /// None does any more.
    Removed,
    /// It could not be kept.
    NotKept,
}

/// What stands on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The group's updates.
    Updates,
    /// Joining with a link.
    Join,
    /// How the family wants bad news.
    Preference,
    /// Words to compare with other relatives.
    Phrase,
    /// Another device of the family.
    AddDevice,
    /// Leaving the group.
    Leave,
    /// Language, PIN, notifications.
    Settings,
    /// What a dishonest host of this page could do, and which version this is.
    Host,
}

/// What whoever runs the page is to do.
pub enum Wish {
    /// Remember the language, and tell the browser in which one, and in which direction, the page is.
    Language(Language),
    /// Load the sentences of this language; then the same [`Message::Language`] again, or [`Message::NoSentences`].
    Sentences(Language),
    /// Remember which group is on the screen.
    Show(FeedId),
    /// Follow a link that came by itself: where this browser has no group, or has this one, as if it had been typed; otherwise say
    /// [`Message::Foreign`].
    Follow(Zeroizing<String>),
    /// Join with this link: make a device, keep it, have a session. Where this browser has the group already, say
    /// [`Message::AlreadyHere`]; but a link of a join that has begun and is the same goes on with it.
    Join(Box<Link>),
    /// Go to the liaison's desk with this link, a mandate's or a charter's: navigate to `desk.html#…`, or what names it there.
    OpenDesk(Zeroizing<String>),
    /// Have a session of this group now, without waiting for the next attempt.
    TryAgain(FeedId),
    /// Say this with [`Saying::say`], hand the message that it gives to the app, then let the device's session go on, or begin one.
    Say {
        /// The group.
        feed: FeedId,
        /// What.
        saying: Saying,
    },
    /// Have the device say goodbye with `Device::leave`, wait until it tells `Left`, for [`super::GOODBYE_SECONDS_MAX`] at most, then
    /// remove the group's state; then [`Message::Gone`]. A device that was removed, or has not joined, has nobody to tell.
    Leave(FeedId),
    /// Remove what is kept of a group that was never joined.
    Discard(FeedId),
    /// Remove everything that this browser keeps for this page, caches and permissions of its own included; then [`Message::Wiped`].
    Wipe,
    /// Forget that groups were evicted.
    ForgetEviction,
    /// Have the other tab let go of the group, and run it here, from its state loaded anew.
    TakeOver(FeedId),
    /// Open what is kept with this PIN; then [`Message::Pin`].
    Unlock(Zeroizing<String>),
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
    /// Show nothing any more, save, and begin anew: behind the PIN, where there is one.
    Lock,
    /// Ask the browser for notifications and turn them on, or turn them off.
    Notify(bool),
    /// Put the camera's picture into the `<video>` with the id [`super::SCANNER`], and read QR codes from it; then
    /// [`Message::Scanned`] or [`Message::ScanFailed`].
    Scan,
    /// Let go of the camera.
    StopScanning,
    /// Put this on the clipboard; then [`Message::LinkHandedOn`].
    Copy(Zeroizing<String>),
    /// Offer this to other programs; then [`Message::LinkHandedOn`].
    Share(Zeroizing<String>),
    /// Have the browser install the page.
    Install,
    /// Use the newer version of the page: let its service worker take over, and load the page again.
    Update,
    /// Once the screen shows the new tree, move the focus to the element with this id.
    Focus(String),
}
