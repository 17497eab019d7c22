//! The liaison's desk: headings, buttons, fields and explanations. None has anything filled in.

use super::Texts;

plain_sentences! {
    /// What the desk says that needs nothing from outside.
    pub enum OnDesk {
        /// Above the choice of a language.
        Language => "desk-language",
        /// What the row of views is called.
        Navigation => "desk-navigation",
        /// The desk itself.
        NavDesk => "desk-nav-desk",
        /// A private message.
        NavTell => "desk-nav-tell",
        /// Open questions.
        NavInbox => "desk-nav-inbox",
        /// All families.
        NavFamilies => "desk-nav-families",
        /// Earlier updates.
        NavUpdates => "desk-nav-updates",
        /// What the office did.
        NavLog => "desk-nav-log",
        /// Backup, deputies, handover.
        NavOffice => "desk-nav-office",
        /// What is set.
        NavSettings => "desk-nav-settings",
        /// Back to where one was.
        Back => "desk-back",
        /// To what the view is about, past the row of views.
        Skip => "desk-skip",
        /// Leaves something as it is.
        Leave => "desk-leave",
        /// Takes away what was told last.
        Hide => "desk-hide",
        /// Removes a note.
        Dismiss => "desk-dismiss",
        /// Above what is to be seen to.
        NotesToHeed => "desk-notes-to-heed",
        /// Above what has happened.
        Notes => "desk-notes",
        /// Puts a link on the clipboard.
        Copy => "desk-copy",
        /// Hands a link to another program.
        Share => "desk-share",
        /// Prints the page.
        Print => "desk-print",
        /// That the clipboard has a link.
        Copied => "desk-copied",
        /// That it has not.
        NotCopied => "desk-not-copied",
        /// What the picture of a link is.
        LinkPicture => "desk-link-picture",
        /// Where a link is too long for such a picture.
        LinkNoPicture => "desk-link-no-picture",
        /// While storage is read.
        Opening => "desk-opening",
        /// Where the browser keeps nothing.
        NoStorageHeading => "desk-no-storage-heading",
        /// What to do then.
        NoStorage => "desk-no-storage",
        /// Where there is no room left.
        StorageFullHeading => "desk-storage-full-heading",
        /// What to do then.
        StorageFull => "desk-storage-full",
        /// Where what is kept does not open.
        StorageDamagedHeading => "desk-storage-damaged-heading",
        /// What to do then.
        StorageDamaged => "desk-storage-damaged",
        /// Where another tab has the office.
        ElsewhereHeading => "desk-elsewhere-heading",
        /// Why it is not here too.
        Elsewhere => "desk-elsewhere",
        /// Takes it up here.
        UseHere => "desk-use-here",
        /// Where a number opens the desk.
        LockedHeading => "desk-locked-heading",
        /// The field for it.
        PinLabel => "desk-pin-label",
        /// Above the way out for whoever has forgotten it.
        PinForgotten => "desk-pin-forgotten",
        /// What it costs.
        PinForgottenWhat => "desk-pin-forgotten-what",
        /// Opens it.
        Unlock => "desk-unlock",
        /// That it was another.
        PinWrong => "desk-pin-wrong",
        /// While the office is being taken up.
        TakingUp => "desk-taking-up",
        /// Above it.
        TakingUpHeading => "desk-taking-up-heading",
        /// While the group is being founded.
        FoundingHeading => "desk-founding-heading",
        /// What happens then.
        Founding => "desk-founding",
        /// Gives it up.
        GiveUp => "desk-give-up",
        /// Asked before that.
        GiveUpAsk => "desk-give-up-ask",
        /// Does it.
        GiveUpSure => "desk-give-up-sure",
        /// Above what can be begun.
        StartHeading => "desk-start-heading",
        /// What the desk is for.
        StartLead => "desk-start-lead",
        /// Where the browser has thrown an office away.
        Evicted => "desk-evicted",
        /// That an office runs in one place only.
        OnePlace => "desk-one-place",
        /// Founds a group.
        StartFound => "desk-start-found",
        /// What is needed for it.
        StartFoundHint => "desk-start-found-hint",
        /// Takes an office up with the phrase.
        StartRecover => "desk-start-recover",
        /// What is needed for it.
        StartRecoverHint => "desk-start-recover-hint",
        /// Takes an office up with a backup.
        StartRestore => "desk-start-restore",
        /// What is needed for it.
        StartRestoreHint => "desk-start-restore-hint",
        /// Takes an office over with a link.
        StartAccept => "desk-start-accept",
        /// What is needed for it.
        StartAcceptHint => "desk-start-accept-hint",
        /// Above founding.
        FoundHeading => "desk-found-heading",
        /// The charter's link.
        CharterLink => "desk-charter-link",
        /// What goes there.
        CharterLinkHint => "desk-charter-link-hint",
        /// A server's address.
        Server => "desk-server",
        /// What goes there.
        ServerHint => "desk-server-hint",
        /// That it is none.
        ServerWrong => "desk-server-wrong",
        /// That it is missing.
        ServerMissing => "desk-server-missing",
        /// That it is none.
        CharterWrong => "desk-charter-wrong",
        /// The group's name.
        GroupName => "desk-group-name",
        /// Who sees it.
        GroupNameHint => "desk-group-name-hint",
        /// That it is too short or too long.
        GroupNameWrong => "desk-group-name-wrong",
        /// How often.
        Cadence => "desk-cadence",
        /// What it means.
        CadenceHint => "desk-cadence-hint",
        /// Whether devices report.
        CheckIns => "desk-check-ins",
        /// Founds it.
        FoundDo => "desk-found-do",
        /// That it is written down.
        PhraseWritten => "desk-phrase-written",
        /// Above the words that are asked for.
        PhraseCheckHeading => "desk-phrase-check-heading",
        /// What to do.
        PhraseCheckLead => "desk-phrase-check-lead",
        /// Back to the phrase.
        PhraseShowAgain => "desk-phrase-show-again",
        /// Answers.
        PhraseCheckDo => "desk-phrase-check-do",
        /// That one is another.
        PhraseCheckWrong => "desk-phrase-check-wrong",
        /// That all is well.
        PhraseChecked => "desk-phrase-checked",
        /// Why it is still shown after a reload.
        PhraseKept => "desk-phrase-kept",
        /// Above taking an office up.
        RecoverHeading => "desk-recover-heading",
        /// How.
        RecoverLead => "desk-recover-lead",
        /// What it means for the machine before.
        RecoverEnds => "desk-recover-ends",
        /// Does it.
        RecoverDo => "desk-recover-do",
        /// What goes there.
        RecoverServerHint => "desk-recover-server-hint",
        /// Above opening a backup.
        RestoreHeading => "desk-restore-heading",
        /// The file.
        BackupFile => "desk-backup-file",
        /// That none is chosen.
        BackupFileMissing => "desk-backup-file-missing",
        /// What seals it.
        Passphrase => "desk-passphrase",
        /// That none is typed.
        PassphraseMissing => "desk-passphrase-missing",
        /// While it is being opened.
        BackupOpening => "desk-backup-opening",
        /// That it is none.
        NotABackup => "desk-not-a-backup",
        /// That it is of a later version.
        BackupLaterVersion => "desk-backup-later-version",
        /// That only the command line opens it.
        BackupKeyFile => "desk-backup-key-file",
        /// That it is another.
        WrongPassphrase => "desk-wrong-passphrase",
        /// That it was changed.
        BackupDamaged => "desk-backup-damaged",
        /// Above taking over.
        AcceptHeading => "desk-accept-heading",
        /// The link.
        AcceptLink => "desk-accept-link",
        /// What it means.
        AcceptLead => "desk-accept-lead",
        /// Does it.
        AcceptDo => "desk-accept-do",
        /// That a link is damaged.
        LinkDamaged => "desk-link-damaged",
        /// That it invites a family.
        LinkIsInvite => "desk-link-is-invite",
        /// Above the large buttons.
        SayHeading => "desk-say-heading",
        /// The codes that are rare.
        MoreCodes => "desk-more-codes",
        /// Above what was said last.
        LatestHeading => "desk-latest-heading",
        /// Where nothing was.
        NothingPosted => "desk-nothing-posted",
        /// Corrects it.
        CorrectLatest => "desk-correct-latest",
        /// That the promise has passed.
        Late => "desk-late",
        /// Above what is held back.
        HeldHeading => "desk-held-heading",
        /// Where the page was closed meanwhile.
        HeldFromBefore => "desk-held-from-before",
        /// The same, where the office may have it already.
        HeldPerhapsSent => "desk-held-perhaps-sent",
        /// Takes it back.
        Undo => "desk-undo",
        /// Sends it at once.
        SendNow => "desk-send-now",
        /// Drops it.
        DiscardHeld => "desk-discard-held",
        /// Above what waits.
        WaitingHeading => "desk-waiting-heading",
        /// What becomes of it.
        WaitingLead => "desk-waiting-lead",
        /// What becomes of a message that the server did not take.
        StillWaits => "desk-still-waits",
        /// Above what goes with the next update.
        RidingHeading => "desk-riding-heading",
        /// Above what is on its way.
        SendingHeading => "desk-sending-heading",
        /// Above what is not on disk yet.
        KeepingHeading => "desk-keeping-heading",
        /// Drops what waits.
        Discard => "desk-discard",
        /// Asked before that.
        DiscardAsk => "desk-discard-ask",
        /// Does it.
        DiscardSure => "desk-discard-sure",
        /// Takes one thing back.
        Withhold => "desk-withhold",
        /// While a session is under way.
        Working => "desk-working",
        /// Where it was not reached.
        Unreachable => "desk-unreachable",
        /// Where the device is offline.
        Offline => "desk-offline",
        /// Before the first session.
        NotYetHeard => "desk-not-yet-heard",
        /// Asks now.
        Refresh => "desk-refresh",
        /// Above preparing an update.
        PostHeading => "desk-post-heading",
        /// Above preparing a correction.
        CorrectionHeading => "desk-correction-heading",
        /// What it says.
        CodeLabel => "desk-code-label",
        /// The day.
        AsOf => "desk-as-of",
        /// That it is none.
        AsOfWrong => "desk-as-of-wrong",
        /// The promise.
        NextBy => "desk-next-by",
        /// What it means.
        NextByHint => "desk-next-by-hint",
        /// That it is none.
        NextByWrong => "desk-next-by-wrong",
        /// How long a silence lasts.
        SilentDays => "desk-silent-days",
        /// That it is none.
        SilentDaysWrong => "desk-silent-days-wrong",
        /// The choice of the preview's language.
        PreviewLanguage => "desk-preview-language",
        /// Sends it.
        PostDo => "desk-post-do",
        /// That it can be taken back.
        PostHint => "desk-post-hint",
        /// That one is held back.
        HeldAlready => "desk-held-already",
        /// Makes it an update of its own.
        CorrectNothing => "desk-correct-nothing",
        /// Above earlier updates.
        UpdatesHeading => "desk-updates-heading",
        /// How a correction works.
        UpdatesLead => "desk-updates-lead",
        /// Corrects one.
        Correct => "desk-correct",
        /// Above a private message.
        TellHeading => "desk-tell-heading",
        /// Who sees it.
        TellLead => "desk-tell-lead",
        /// Whom.
        TellFamily => "desk-tell-family",
        /// Nobody yet.
        TellChoose => "desk-tell-choose",
        /// That nobody is chosen.
        TellFamilyMissing => "desk-tell-family-missing",
        /// What.
        TellCode => "desk-tell-code",
        /// The text.
        TellText => "desk-tell-text",
        /// What is wise.
        TellTextHint => "desk-tell-text-hint",
        /// That this code needs it.
        TellTextMissing => "desk-tell-text-missing",
        /// With the next update.
        TellWithNext => "desk-tell-with-next",
        /// Why.
        TellWithNextHint => "desk-tell-with-next-hint",
        /// The question that it answers.
        TellAnswers => "desk-tell-answers",
        /// None.
        TellAnswersNone => "desk-tell-answers-none",
        /// Sends it.
        TellDo => "desk-tell-do",
        /// Where a family has said nothing.
        NoPreference => "desk-no-preference",
        /// Where no family can be told.
        NoFamilyReachable => "desk-no-family-reachable",
        /// Above questions.
        InboxHeading => "desk-inbox-heading",
        /// Until when they stay.
        InboxLead => "desk-inbox-lead",
        /// Answers it.
        AnswerDo => "desk-answer-do",
        /// Above the families.
        FamiliesHeading => "desk-families-heading",
        /// To making a link.
        InviteDo => "desk-invite-do",
        /// Above the words.
        WordsToCompare => "desk-words-to-compare",
        /// Shows one.
        OpenFamily => "desk-open-family",
        /// Writes to it.
        Write => "desk-write",
        /// One more link.
        InviteAnother => "desk-invite-another",
        /// Above its links.
        OpenLinks => "desk-open-links",
        /// Shows one.
        ShowLink => "desk-show-link",
        /// Makes them void.
        Withdraw => "desk-withdraw",
        /// Does it.
        WithdrawSure => "desk-withdraw-sure",
        /// Removes a family.
        RemoveFamily => "desk-remove-family",
        /// Removes a device.
        RemoveDevice => "desk-remove-device",
        /// Does it.
        RemoveSure => "desk-remove-sure",
        /// Above the devices.
        Devices => "desk-devices",
        /// Where there is none any more.
        NoSuchFamily => "desk-no-such-family",
        /// Above what was sent to it.
        Messages => "desk-messages",
        /// That one was read.
        MessageRead => "desk-message-read",
        /// That nobody has said so.
        MessageUnread => "desk-message-unread",
        /// Above making a link.
        InviteHeading => "desk-invite-heading",
        /// Its name.
        FamilyName => "desk-family-name",
        /// Who sees it.
        FamilyNameHint => "desk-family-name-hint",
        /// From when on it reads.
        InviteHistory => "desk-invite-history",
        /// As the office has it.
        HistoryUsual => "desk-history-usual",
        /// While it is made.
        InviteAsked => "desk-invite-asked",
        /// Makes it.
        InviteMake => "desk-invite-make",
        /// Above a link.
        SheetHeading => "desk-sheet-heading",
        /// Where it was used or withdrawn.
        SheetGone => "desk-sheet-gone",
        /// How it is opened.
        SheetHow => "desk-sheet-how",
        /// The first step.
        SheetStep1 => "desk-sheet-step-1",
        /// The second step.
        SheetStep2 => "desk-sheet-step-2",
        /// The third step.
        SheetStep3 => "desk-sheet-step-3",
        /// What it is.
        SheetSecret => "desk-sheet-secret",
        /// The room for the words.
        SheetWords => "desk-sheet-words",
        /// Above the log.
        LogHeading => "desk-log-heading",
        /// Above backup, deputies, handover.
        OfficeHeading => "desk-office-heading",
        /// Above the backup.
        BackupHeading => "desk-backup-heading",
        /// What it is.
        BackupLead => "desk-backup-lead",
        /// Once more.
        PassphraseAgain => "desk-passphrase-again",
        /// What is wise.
        PassphraseHint => "desk-passphrase-hint",
        /// That it is too short.
        PassphraseShort => "desk-passphrase-short",
        /// That they differ.
        PassphraseDiffers => "desk-passphrase-differs",
        /// Makes it.
        BackupDo => "desk-backup-do",
        /// While it is made.
        BackupAsked => "desk-backup-asked",
        /// That it is there.
        BackupSaved => "desk-backup-saved",
        /// That it could not be made.
        BackupNotSaved => "desk-backup-not-saved",
        /// Where the passphrase is gone.
        BackupOrphan => "desk-backup-orphan",
        /// Above the deputies.
        DeputiesHeading => "desk-deputies-heading",
        /// What they may do.
        DeputiesLead => "desk-deputies-lead",
        /// Where there is none.
        NoDeputies => "desk-no-deputies",
        /// One's name.
        DeputyName => "desk-deputy-name",
        /// Makes one.
        EmpowerDo => "desk-empower-do",
        /// Dismisses one.
        DismissDeputy => "desk-dismiss-deputy",
        /// Does it.
        DismissSure => "desk-dismiss-sure",
        /// Above the handover.
        HandoverHeading => "desk-handover-heading",
        /// What it is.
        HandoverLead => "desk-handover-lead",
        /// Begins it.
        HandoverDo => "desk-handover-do",
        /// Does it.
        HandoverSure => "desk-handover-sure",
        /// Asked before that.
        HandoverAsk => "desk-handover-ask",
        /// Where one was made.
        HandoverOpen => "desk-handover-open",
        /// That it is given away.
        LinkGiven => "desk-link-given",
        /// Above a link to take over.
        MandateHeading => "desk-mandate-heading",
        /// Above removing the office here.
        WipeHeading => "desk-wipe-heading",
        /// What it is for.
        WipeLead => "desk-wipe-lead",
        /// Begins it.
        WipeDo => "desk-wipe-do",
        /// Asked before that.
        WipeAsk => "desk-wipe-ask",
        /// Does it.
        WipeSure => "desk-wipe-sure",
        /// Removes all that this browser keeps.
        WipeEverythingDo => "desk-wipe-everything-do",
        /// Asked before that.
        WipeEverythingAsk => "desk-wipe-everything-ask",
        /// Does it.
        WipeEverythingSure => "desk-wipe-everything-sure",
        /// Above an office that goes on elsewhere.
        GoneElsewhere => "desk-gone-elsewhere",
        /// What to do where an office runs twice.
        TwiceCure => "desk-twice-cure",
        /// Above settings.
        SettingsHeading => "desk-settings-heading",
        /// Above those of the group.
        SettingsGroup => "desk-settings-group",
        /// Above those of this desk.
        SettingsDesk => "desk-settings-desk",
        /// Sets one.
        Set => "desk-set",
        /// That it is on its way.
        SetAsked => "desk-set-asked",
        /// That it is in force.
        SetDone => "desk-set-done",
        /// How long.
        RetentionLabel => "desk-retention-label",
        /// That it is not within bounds.
        RetentionWrong => "desk-retention-wrong",
        /// From when on.
        HistoryLabel => "desk-history-label",
        /// The codebook.
        CodebookLabel => "desk-codebook-label",
        /// Of which form.
        CodebookHint => "desk-codebook-hint",
        /// Before what is wrong with it.
        CodebookWrong => "desk-codebook-wrong",
        /// Where.
        AddressLabel => "desk-address-label",
        /// When it is needed.
        AddressHint => "desk-address-hint",
        /// Above the number.
        PinHeading => "desk-pin-heading",
        /// What it is worth.
        PinLead => "desk-pin-lead",
        /// The one in force.
        PinPresent => "desk-pin-present",
        /// A new one.
        PinNew => "desk-pin-new",
        /// Once more.
        PinAgain => "desk-pin-again",
        /// That it is too short.
        PinShort => "desk-pin-short",
        /// That it is too long.
        PinLong => "desk-pin-long",
        /// That they differ.
        PinDiffers => "desk-pin-differs",
        /// Sets it.
        PinSetDo => "desk-pin-set-do",
        /// Locks the desk at once.
        PinLockDo => "desk-pin-lock-do",
        /// Removes it.
        PinRemoveDo => "desk-pin-remove-do",
        /// That it is in force.
        PinSet => "desk-pin-set",
        /// That there is none.
        PinRemoved => "desk-pin-removed",
        /// That the browser did not keep it.
        PinNotKept => "desk-pin-not-kept",
        /// A cadence.
        Hour6 => "desk-hour-6",
        /// A cadence.
        Hour12 => "desk-hour-12",
        /// A cadence.
        Hour24 => "desk-hour-24",
        /// A cadence.
        Hour48 => "desk-hour-48",
        /// A cadence.
        Hour72 => "desk-hour-72",
        /// A cadence.
        Hour168 => "desk-hour-168",
        /// Where the server made no sense.
        FailedMisbehaved => "desk-failed-misbehaved",
        /// Before what cannot be sent any more.
        EarlierFailed => "desk-earlier-failed",
    }
}

impl Texts {
    /// What the desk says.
    #[must_use]
    pub fn on_desk(&self, sentence: OnDesk) -> String {
        self.say(sentence.key(), &[])
    }
}
