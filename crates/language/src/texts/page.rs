//! The family page in a browser: headings, buttons and explanations.

use super::{Age, Day, Moment, Texts, outside};

plain_sentences! {
    /// What the family page says that needs nothing from outside.
    pub enum OnPage {
        /// The button that leads to language, PIN and notifications.
        Settings => "page-settings",
        /// The button that leads back to the updates.
        Back => "page-back",
        /// The button that opens a link, or what a PIN guards.
        Open => "page-open",
        /// The button that does nothing after all.
        Cancel => "page-cancel",
        /// The button that reaches for the server at once.
        TryAgain => "page-try-again",
        /// The button that takes away what was told last.
        Hide => "page-hide",
        /// What the list of groups is called.
        Groups => "page-groups",
        /// A group of which nothing is known yet.
        JoiningGroup => "page-joining-group",
        /// While the server is being reached.
        Dialling => "page-dialling",
        /// While what came is being verified.
        Reading => "page-reading",
        /// Of an update that is due, before the server was asked: in a word or two.
        Unasked => "page-unasked",
        /// The same with what it does not mean.
        UnaskedWhat => "page-unasked-what",
        /// That nothing new can be kept, and so nothing is read.
        Halted => "page-halted",
        /// That another tab of the browser runs the group.
        OtherTab => "page-other-tab",
        /// The button that takes it over from there.
        UseHere => "page-use-here",
        /// That a newer version of the page waits.
        NewVersion => "page-new-version",
        /// The button that uses it.
        UseNewVersion => "page-use-new-version",
        /// The heading above what a device found wrong.
        Noticed => "page-noticed",
        /// The heading above the four words of a device that is not confirmed.
        Words => "page-words",
        /// What the four words are for.
        WordsWhat => "page-words-what",
        /// The heading above private messages.
        Private => "page-private",
        /// The button that opens a private message.
        Unseal => "page-unseal",
        /// The button that closes it again.
        Reseal => "page-reseal",
        /// The one answer to a private message.
        Read => "page-read",
        /// The button that wipes a private message.
        Forget => "page-forget",
        /// What forgetting means, before it is done.
        ForgetAsked => "page-forget-asked",
        /// The button that forgets.
        ForgetYes => "page-forget-yes",
        /// That it is done.
        Forgotten => "page-forgotten",
        /// Of something that was to be answered or forgotten.
        NoLongerHere => "page-no-longer-here",
        /// Of a question that the group had.
        NoSuchQuestion => "page-no-such-question",
        /// The button that does not.
        ForgetNo => "page-forget-no",
        /// The heading above the questions.
        Ask => "page-ask",
        /// How a question is answered.
        AskWhat => "page-ask-what",
        /// In place of the questions on a device that is not confirmed.
        AskUnconfirmed => "page-ask-unconfirmed",
        /// Beside a question that is asked.
        AskedWaits => "page-asked",
        /// That what was said has not left.
        SaidWaits => "page-said-waits",
        /// How the history is used.
        HistoryWhat => "page-history-what",
        /// The button that lists every update.
        AllUpdates => "page-all-updates",
        /// The button that lists them no more.
        FewerUpdates => "page-fewer-updates",
        /// The heading above what is seldom needed.
        More => "page-more",
        /// Where a family says how it wants bad news.
        Preference => "page-preference",
        /// What may be said there.
        PreferenceWhat => "page-preference-what",
        /// Above the field.
        PreferenceLabel => "page-preference-label",
        /// The button that says it.
        PreferenceSay => "page-preference-say",
        /// Where relatives compare words.
        Phrase => "page-phrase",
        /// What these words are for.
        PhraseWhat => "page-phrase-what",
        /// Where nothing was read yet.
        PhraseNone => "page-phrase-none",
        /// Where a family adds a device.
        AddDevice => "page-add-device",
        /// What that means.
        AddDeviceWhat => "page-add-device-what",
        /// The button that makes the link.
        MakeLink => "page-make-link",
        /// The heading above it.
        OwnLink => "page-own-link",
        /// What its picture is called.
        LinkPicture => "page-qr",
        /// The button that copies a link.
        Copy => "page-copy",
        /// The button that hands it to another program.
        Share => "page-share",
        /// That it was.
        HandedOn => "page-copied",
        /// That it was not.
        NotHandedOn => "page-not-copied",
        /// Where another link is opened.
        JoinAnother => "page-join",
        /// The heading where no group was joined.
        Welcome => "page-welcome",
        /// What this page is.
        WelcomeWhat => "page-welcome-what",
        /// Above the field for a link.
        Link => "page-link",
        /// How it is given.
        LinkWhat => "page-link-what",
        /// Of a link that this version cannot read.
        LinkNewer => "page-link-newer",
        /// The button that turns the camera on.
        Scan => "page-scan",
        /// While it looks.
        Scanning => "page-scanning",
        /// The button that turns it off.
        StopScanning => "page-scan-stop",
        /// That it cannot be used.
        ScanFailed => "page-scan-failed",
        /// The heading while a link is opened.
        Joining => "page-joining",
        /// A step of it.
        JoiningLink => "page-joining-link",
        /// The next.
        JoiningServer => "page-joining-server",
        /// The last.
        JoiningUpdates => "page-joining-updates",
        /// A step that is done, for who cannot see its mark.
        StepDone => "page-step-done",
        /// Where there is no network yet.
        JoiningOffline => "page-joining-offline",
        /// Where the server does not answer.
        JoiningUnreachable => "page-joining-unreachable",
        /// Beside a link that was used: perhaps it was here.
        LinkUsedHere => "page-link-used-here",
        /// The button that gives a link up.
        OtherLink => "page-other-link",
        /// That the group is here already.
        AlreadyHere => "page-already-here",
        /// While storage is being opened.
        Opening => "page-opening",
        /// Where nothing can be kept.
        ShelfNone => "page-shelf-none",
        /// Where there is no room.
        ShelfFull => "page-shelf-full",
        /// Where what was kept does not open.
        ShelfDamaged => "page-shelf-damaged",
        /// The button under that explanation.
        EvictionSeen => "page-evicted-seen",
        /// The heading before a PIN is given.
        PinAsked => "page-pin-asked",
        /// What it guards.
        PinAskedWhat => "page-pin-asked-what",
        /// Above the field, and the heading in the settings.
        Pin => "page-pin",
        /// What a PIN is worth.
        PinWhat => "page-pin-what",
        /// Above the field for the one in force.
        PinPresent => "page-pin-present",
        /// Above the field for a new one.
        PinNew => "page-pin-new",
        /// Above the field for the same once more.
        PinAgain => "page-pin-again",
        /// The button that sets one.
        PinSet => "page-pin-set",
        /// The button that sets another.
        PinChange => "page-pin-change",
        /// Locks the page at once.
        PinLock => "page-pin-lock",
        /// The button that removes it.
        PinRemove => "page-pin-remove",
        /// That it is another.
        PinWrong => "page-pin-wrong",
        /// That it is too short.
        PinShort => "page-pin-short",
        /// That it has more.
        PinLong => "page-pin-long",
        /// That the two are not the same.
        PinDiffers => "page-pin-differs",
        /// That it holds.
        PinIsSet => "page-pin-is-set",
        /// That there is none any more.
        PinIsRemoved => "page-pin-is-removed",
        /// That nothing has changed.
        PinNotKept => "page-pin-not-kept",
        /// The heading under which everything can be removed.
        PinForgotten => "page-pin-forgotten",
        /// The button that removes everything.
        Wipe => "page-wipe",
        /// What that means, before it is done.
        WipeAsked => "page-wipe-asked",
        /// The same where a liaison's office is kept in the same browser.
        WipeOffice => "page-wipe-office",
        /// The button that does it.
        WipeYes => "page-wipe-yes",
        /// That it is done.
        Wiped => "page-wiped",
        /// The heading above notifications.
        Notify => "page-notify",
        /// What notifications are, and are not.
        NotifyWhat => "page-notify-what",
        /// What each notification says, whatever is new.
        SomethingNew => "page-something-new",
        /// The button that turns them on.
        NotifyOn => "page-notify-on",
        /// The button that turns them off.
        NotifyOff => "page-notify-off",
        /// That the reader has forbidden them.
        NotifyForbidden => "page-notify-forbidden",
        /// That the browser cannot.
        NotifyUnable => "page-notify-unable",
        /// The button that makes it a program of its own.
        Install => "page-install",
        /// The heading above the languages.
        Language => "page-language",
        /// Where a device leaves its group.
        Leave => "page-leave",
        /// The button that does it.
        LeaveYes => "page-leave-yes",
        /// Where the liaison cannot be told just now.
        LeaveOffline => "page-leave-offline",
        /// While the goodbye is on its way.
        Leaving => "page-leaving",
        /// Announced when a private message comes.
        NoticeCame => "page-notice-came",
        /// Before why something could not be kept.
        NotKept => "page-not-kept",
        /// That the sentences of another language could not be loaded.
        NoSentences => "page-no-sentences",
        /// Where the page says what its host could do.
        Host => "page-host",
        /// What the server of the updates cannot do.
        HostSealed => "page-host-sealed",
        /// What the host of the page could do.
        HostCan => "page-host-can",
        /// What the browser does about it.
        HostKeeps => "page-host-keeps",
        /// What does without a host.
        HostNative => "page-host-native",
    }
}

impl Texts {
    /// What the family page says.
    #[must_use]
    pub fn on_page(&self, sentence: OnPage) -> String {
        self.say(sentence.key(), &[])
    }

    /// That a link leads to another group than those of this browser.
    #[must_use]
    pub fn page_foreign(&self, server: &str) -> String {
        self.say("page-foreign", &[("server", outside(server))])
    }

    /// That the browser has removed what it kept of so many groups.
    #[must_use]
    pub fn page_evicted(&self, groups: u64) -> String {
        self.say("page-evicted", &[("count", groups.into())])
    }

    /// The heading above the history of so many days.
    #[must_use]
    pub fn page_history(&self, days: u64) -> String {
        self.say("page-history", &[("count", days.into())])
    }

    /// A group in the list of groups, with its standing in a word.
    #[must_use]
    pub fn page_group_line(&self, group: &str, standing: &str) -> String {
        self.say("page-group-line", &[("group", outside(group)), ("standing", outside(standing))])
    }

    /// When everything was last read.
    #[must_use]
    pub fn page_checked(&self, age: Age) -> String {
        self.say("page-checked", &[("age", self.age(age).into())])
    }

    /// That what was said leaves by itself, not before a moment.
    #[must_use]
    pub fn page_said_leaves(&self, moment: Moment) -> String {
        self.say("page-said-leaves", &[("moment", self.moment(moment).into())])
    }

    /// A day of the history with an update in a code that this program does not know.
    #[must_use]
    pub fn page_day_unknown_code(&self, day: Day) -> String {
        self.say("page-day-other", &[("day", self.day(day).into())])
    }

    /// A day by which an update was promised and did not come.
    #[must_use]
    pub fn page_day_late(&self, day: Day) -> String {
        self.say("page-day-late", &[("day", self.day(day).into())])
    }

    /// A day before the first update that this device keeps.
    #[must_use]
    pub fn page_day_before(&self, day: Day) -> String {
        self.say("page-day-before", &[("day", self.day(day).into())])
    }

    /// Today, as long as no update has come.
    #[must_use]
    pub fn page_day_open(&self, day: Day) -> String {
        self.say("page-day-open", &[("day", self.day(day).into())])
    }

    /// Up to which record the words to compare go.
    #[must_use]
    pub fn page_phrase_at(&self, update: u64) -> String {
        self.say("page-phrase-at", &[("update", update.into())])
    }

    /// Announced when an update comes.
    #[must_use]
    pub fn page_updated(&self, update: &str) -> String {
        self.say("page-updated", &[("update", outside(update))])
    }

    /// How long no other PIN is tried.
    #[must_use]
    pub fn page_pin_wait(&self, span: Age) -> String {
        self.say("page-pin-wait", &[("span", self.duration(span).into())])
    }

    /// From where the page comes.
    #[must_use]
    pub fn page_host_is(&self, host: &str) -> String {
        self.say("page-host-is", &[("host", outside(host))])
    }

    /// How a page is compared with the published one.
    #[must_use]
    pub fn page_host_check(&self, command: &str) -> String {
        self.say("page-host-check", &[("command", outside(command))])
    }

    /// Which version the page is.
    #[must_use]
    pub fn page_version(&self, version: &str) -> String {
        self.say("page-version", &[("version", outside(version))])
    }
}
