# What people read, in English. Every message stands in every language with the same arguments; a test holds this.
# One word per thing: update, notice, liaison, family, device. No jargon: nobody here has heard of keys, relays or epochs.

## Levels and standings, as single words beside their shape
level-calm = calm
level-uneasy = uneasy
level-negative = negative information
level-silent = planned silence
standing-fresh-word = Up to date
standing-due-word = Update due
standing-overdue-word = Update late
standing-unreachable-word = Cannot check
standing-offline-word = Offline
standing-planned-silence-word = Planned silence
standing-unconfirmed-word = Not confirmed yet
standing-missing-word = Updates missing
standing-removed-word = No longer in the group
standing-conflict-word = Updates conflict

## Standings: what it is, and what it does not mean
standing-fresh = The latest update came in time. It tells about its own day, not about what has happened since.
standing-due = The next update is due about now and is not late yet. Waiting for it is ordinary; it says nothing about anyone.
standing-overdue = No update has come from the liaison in time. This says nothing about anyone.
standing-unreachable = The server that carries the updates cannot be reached, so this device cannot check for news. This is a technical matter; it says nothing about anyone, nor about the liaison.
standing-offline = This device is offline, so it cannot check for news. This says nothing about anyone, nor that there is no news.
standing-planned-silence = A silence was planned and announced beforehand. No update is expected until it ends; this says nothing about anyone.
standing-unconfirmed = This phone is not confirmed yet; private messages cannot reach it. The updates for the group can be read here, but do not conclude that there is no message for you.
standing-missing = Records are missing on this device. What they said is unknown: do not take the gap for good or for bad news. Please ask your liaison.
standing-removed = The liaison has ended the membership of this device, so no later update reaches it. This says nothing about anyone. If you did not expect it, call your liaison.
standing-conflict = The updates contradict each other. Do not rely on what this device shows, neither the good nor the bad; please call your liaison.
standing-unasked = This was told without asking the server: it rests on what this device has read so far.
standing-since = { $standing }, since { $moment }
clock-doubt = This device's clock seems wrong: it stands before the moment at which the latest update was posted ({ $span } before it). Set the clock; until then, lateness is counted from that moment.
first-word = No update yet
first-awaited = No update has come to this device yet; the first is expected by { $moment }. This says nothing about anyone.
first-due = No update has come to this device yet. The first is due about now ({ $moment }) and is not late yet; this says nothing about anyone.
first-overdue = No update has come to this device yet. The first was expected by { $moment }; no update has come from the liaison in time. This says nothing about anyone.

## Dates, ages, durations
day =
    { $weekday ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    } { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
day-in-year = { $day } { $year }
moment = { $day }, { $time }
age-moments = just now
age-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
age-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
age-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
span-moments = less than a minute
span-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-unknown = some time

## Reading updates
group-heading = Group: { $group }
as-of = As of { $moment } ({ $age })
as-of-day = As of { $day }
as-of-posted = As of { $day }, posted { $moment } ({ $age })
next-update = Next update expected by { $moment }
next-update-unknown = The liaison has not said when the next update comes.
no-update-yet = No update has come to this device yet. This says nothing about anyone.
nothing-new = Nothing new since you last looked.
earlier =
    { $count ->
        [one] { $count } earlier update since { $day }: { $tally }; { $option } shows it
       *[other] { $count } earlier updates since { $day }: { $tally }; { $option } shows each
    }
tally-calm = { $count } calm
tally-uneasy = { $count } uneasy
tally-negative = { $count } negative
tally-silent = { $count } planned silence
tally-unknown = { $count } in an unknown code
update-complete = Nothing is missing (checked up to record { $update })
update-incomplete =
    { $count ->
        [one] { $count } record is missing (checked up to record { $update })
       *[other] { $count } records are missing (checked up to record { $update })
    }
corrected = Corrected by record { $update }
corrects = This corrects record { $update }, which stays visible.
new-liaison = A new liaison since { $day }
new-liaison-now = A new liaison has taken over.
new-machine = The liaison posts from a new machine since { $day }
new-machine-now = The liaison posts from a new machine now.
device-healing =
    { $count ->
        [one] The server had lost { $count } record that this device has read; it has it back now.
       *[other] The server had lost { $count } records that this device has read; it has them back now.
    }
history-empty = No update is kept on this device.
history-line = Record { $update }, { $day }: { $label }
farewell = The liaison has ended the membership of this device; no later update reaches it. This says nothing about anyone. If you did not expect it, call your liaison.
unknown-code = An update in a code this program does not know: «{ $code }»
history-update = { $day }: { $level }
history-none = { $day }: no update was posted
history-missed = { $day }: no update here; records are missing on this device
compare-updates = To check that another relative was shown the same up to record { $update }, compare these words: { $words }

## Notices
notice-heading = A private message from the liaison
notice-sealed = A private message from the liaison. Open it when you are ready.
notice-after = sent after the update of { $day }
notice-read = You have said that you have read this.
notice-acknowledge = To tell the liaison that you have read this: { $command }
notice-answers = This answers a question of yours.
notices-none = Notices for you: none (checked up to record { $update })
notices-none-since = Notices for you: none since this device joined (record { $since }; checked up to record { $update })
notices-some =
    { $count ->
        [one] { $count } notice for you (checked up to record { $update })
       *[other] { $count } notices for you (checked up to record { $update })
    }
notices-some-since =
    { $count ->
        [one] { $count } notice for you since this device joined (record { $since }; checked up to record { $update })
       *[other] { $count } notices for you since this device joined (record { $since }; checked up to record { $update })
    }
notices-unclear-unconfirmed = Notices for you: cannot tell, because this phone is not confirmed yet; private messages cannot reach it
notices-unclear-disputed = Notices for you: cannot tell; someone else may have used this link; call your liaison
notices-unclear-missing = Notices for you: cannot tell, because records are missing on this device
notices-unclear-unopenable = Notices for you: cannot tell, because an update addressed to this device does not open; call your liaison
notices-unclear-pruned = Notices for you: cannot tell, because older updates are no longer kept and this device has not read them
notices-unclear-lost =
    { $count ->
        [one] Notices for you: { $count } was lost on its way; call your liaison
       *[other] Notices for you: { $count } were lost on their way; call your liaison
    }
notices-unclear-conflict = Notices for you: cannot tell, because the updates contradict each other; call your liaison
notices-unclear-removed = Notices for you: cannot tell, because this device no longer belongs to the group
telling-none = Families concerned are being told; there is no message for you so far
told-none = All families concerned have been told; there is no message for you

## What a device found wrong, each by its own name
finding-altered = Record { $update } was forged or altered on its way; this device rejected it.
finding-spliced = A record of another group was slipped in as record { $update }; this device rejected it.
finding-repeated = Record { $update } was delivered again as if it were new; this device rejected the repeat.
finding-missing =
    { $count ->
        [1] Record { $from } is missing. What it said is unknown.
       *[other] { $count } records are missing, from { $from } to { $to }. What they said is unknown.
    }
finding-swapped = Record { $update } was delivered out of its order; this device rejected it.
finding-forked = There are two signed versions of record { $update }. Different families may have been shown different ones. Keep this message and call your liaison.
finding-rolled-back = The server offers an older state, up to record { $offered }; this device has already seen record { $seen }. Later records were withdrawn or lost there, not here.
finding-pruned =
    { $count ->
        [1] Record { $from } is no longer kept, and this device has not read it. It cannot tell whether that was a message for you.
       *[other] Records { $from } to { $to } are no longer kept, and this device has not read them. It cannot tell whether there was a message for you.
    }
finding-pruned-early =
    { $count ->
        [1] The server has thrown away record { $from } earlier than was promised, before this device had read it. It cannot tell whether that was a message for you. Call your liaison.
       *[other] The server has thrown away records { $from } to { $to } earlier than was promised, before this device had read them. It cannot tell whether there was a message for you. Call your liaison.
    }
finding-unopenable = Record { $update } is addressed to this device but does not open. Call your liaison and ask to have it sent again.
finding-notice-lost =
    { $count ->
        [one] { $count } private message for you was lost on its way. Call your liaison.
       *[other] { $count } private messages for you were lost on their way. Call your liaison.
    }
finding-forged-grant = Someone tried to give this device forged access to the group; it was rejected. Call your liaison.
finding-grant-missing = This device was given no access to the updates from record { $update } on, so it cannot read them. It cannot tell why. Please call your liaison.
finding-grant-missing-some = This device was given no access to some updates, so it cannot read them. It cannot tell why. Please call your liaison.

## Joining
joined = You have joined { $group }
compare-words = Compare these four words with your liaison: { $words }
not-confirmed = This phone is not confirmed yet; private messages cannot reach it. The liaison confirms it when their program next connects.
confirmed = This device is confirmed; private messages reach it.
disputed = Someone else may have used this link; call your liaison.
link-used = This link was already used on { $day }. If it was not you, call your liaison and ask for a new one.
link-used-sometime = This link was already used. If it was not you, call your liaison and ask for a new one.
link-used-up = This link was already used on { $day }, or the liaison has taken it back. If you have not used it, ask your liaison for a new one.
link-used-up-sometime = This link was already used, or the liaison has taken it back. If you have not used it, ask your liaison for a new one.
link-damaged = This link is damaged. Copy it again, whole, with everything after the # sign, or ask your liaison for a new one.
link-unknown = This link is not valid, or no longer. Ask your liaison for a new one.
link-not-yet = The server does not know this link, or not yet. If it came from a relative's device, the liaison's program opens it when it next connects: try again later. If it came from the liaison, or stays so, ask the liaison for a new one.
link-is-mandate = This link hands over the office of the liaison; it does not invite a family. It is opened with { $command }
link-is-invite = This link invites a family; it does not hand over an office. It is opened with { $command }
link-is-charter = This link founds a new group; only a liaison needs it. It is opened with { $command }
join-unreachable = The server cannot be reached. This attempt has not used up the link: check your connection and try again later.

## What a family says to its liaison
asked = You ask: «{ $label }» The answer comes as a private message.
acknowledged = The liaison will know that you have read the private message of record { $update }.
prefers = The liaison will know how you want bad news: «{ $text }»
prefers-nothing = You no longer say how you want bad news.
report-left = This has left: the liaison's program finds it when it next connects.
report-leaves = This is kept here and has not left yet. It leaves with the next { $command } after { $moment }.
report-waits = This is kept here and has not left yet. It leaves when this device next reaches the server: { $command }
forgotten = What record { $update } said is no longer on this device.
own-link = Link for another device of your family: it works once, after the liaison's program has next connected. Give it to nobody else.
leave-warning = This device will leave { $group }. It reads nothing any more, and all that it keeps is removed. This cannot be taken back.
leave-prompt = To leave, type «{ $yes }»:
report-soon = It is kept here and leaves in { $seconds } s. The moment is drawn at random, so that nobody outside sees when you act. If you stop this sooner, it leaves with the next command.
word-yes = yes
left = This device has left { $group }, and all that it kept is removed. The liaison will know.
left-untold = All that this device kept of { $group } is removed. The liaison was not told, and still counts it among the devices of your family: please call.
unchanged = Nothing was changed.
evidence-written = The proof is in { $file }. It shows nothing of what was said. Whoever has the program can check it: { $command }
evidence-proves = This proves it: there are two signed versions of one feed of updates, at record { $update }. Different families may have been shown different ones.

## The family page in a browser: headings, buttons, explanations
page-settings = Settings
page-back = Back
page-open = Open
page-cancel = Cancel
page-try-again = Try again now
page-hide = Hide
page-groups = Your groups
page-joining-group = A link that is being opened
page-dialling = Asking the server for news…
page-reading = Checking every update…
page-unasked = Not checked yet
page-unasked-what = The next update is due, and the server has not answered since. This says nothing about anyone.
page-halted = Nothing new can be kept
page-other-tab = This page is open in another tab as well, and that tab receives what is new. What stands here may be older.
page-use-here = Use it here
page-new-version = A newer version of this page is ready.
page-use-new-version = Use it now
page-noticed = What this phone noticed
page-words = Words to compare
page-words-what = Call your liaison and compare these four words. If they are the same on both sides, nobody has come in between.
page-private = Private messages
page-unseal = Open the message
page-reseal = Close the message
page-read = I have read this
page-forget = Forget this
page-forget-asked = What this message says will be removed from this phone. This cannot be taken back.
page-forget-yes = Forget it
page-forgotten = What it said is no longer on this phone.
page-no-longer-here = This phone does not keep that any more.
page-no-such-question = The group has no such question any more.
page-forget-no = Keep it
page-ask = Ask the liaison
page-ask-what = Only the liaison sees that you ask. The answer comes as a private message.
page-ask-unconfirmed = As soon as this phone is confirmed, you can ask the liaison here.
page-asked = Asked. It waits for an answer.
page-said-waits = What you said is kept on this phone and has not left yet. It leaves when this phone next reaches the server.
page-history-what = Choose a day to see what was said of it.
page-all-updates = Show all updates
page-fewer-updates = Hide the list
page-more = More
page-preference = How we want bad news
page-preference-what = In your own words: which number to call, whether somebody should come in person, in which language, who should be with you. Only the liaison sees it.
page-preference-label = Your words to the liaison
page-preference-say = Tell the liaison
page-phrase = Compare words with other relatives
page-phrase-what = The words are the same for everyone who was shown the same updates. Read them to another relative: same record and same words means that both of you see the same. Same record and other words means that somebody was shown something else; then call your liaison.
page-phrase-none = This phone has read nothing yet, so there are no words to compare.
page-add-device = Add another phone or computer
page-add-device-what = With a link of its own, another phone or computer of your family reads the same updates and private messages.
page-make-link = Make a link
page-own-link = The link
page-qr = The link as a picture, to be scanned with the other phone
page-copy = Copy the link
page-share = Send the link
page-copied = Done: the link is copied or sent.
page-not-copied = The link could not be copied or sent. Select it and copy it by hand.
page-join = Open another link
page-welcome = Open the link from your liaison
page-welcome-what = This page shows families how their group is doing. There is nothing to register and no password: the link is all you need.
page-link = The link from your liaison
page-link-what = Paste it whole, with everything after the # sign. It works once.
page-link-newer = This link was made by a newer version than this page. Load this page again while you are online, then open the link again.
page-scan = Scan a link with the camera
page-scanning = Hold the picture of the link in front of the camera.
page-scan-stop = Turn the camera off
page-scan-failed = The camera cannot be used. Allow it in the settings of your browser, or paste the link.
page-joining = Opening your link
page-joining-link = Reading the link…
page-joining-server = Asking the server…
page-joining-updates = Checking every update…
page-step-done = done
page-joining-offline = This phone is offline. The link is kept here and is opened as soon as there is a network; nothing of it is used up.
page-joining-unreachable = The server does not answer just now. The link is kept here, and this page goes on trying by itself.
page-foreign = This link leads to another group, at the server { $server }. Open it only if your liaison gave it to you.
page-link-used-here = Perhaps it was used on this very phone: in another browser, or before this browser’s storage was cleared. A link works only once, so you need a new one then too.
page-other-link = Use another link
page-already-here = This phone has opened a link of this group already. Here it is.
page-opening = Opening what this browser keeps…
page-shelf-none = This browser keeps nothing for this page: this is a private window, or storage is switched off. Open the link in an ordinary window. It works once, and here it would be lost.
page-shelf-full = There is no room left on this phone, so nothing new can be kept. Make some room, then open this page again.
page-shelf-damaged = What this browser kept for this page does not open any more. Ask your liaison for a new link; what was sent for everyone can be read again with it.
page-evicted-seen = I understand
page-pin-asked = Enter your PIN
page-pin-asked-what = It opens what this browser keeps.
page-pin = PIN
page-pin-what = With a PIN, whoever picks up this phone reads nothing here once the page is locked: when you lock it, when it is closed, and when it comes back after five minutes out of sight. Nothing opens it without the PIN: if you forget it, you need a new link.
page-pin-present = Your present PIN
page-pin-new = New PIN, at least 6 digits
page-pin-again = The new PIN once more
page-pin-set = Set the PIN
page-pin-change = Change the PIN
page-pin-lock = Lock now
page-pin-remove = Remove the PIN
page-pin-wrong = That is not the PIN.
page-pin-short = The PIN needs at least 6 digits.
page-pin-long = The PIN may have 128 characters at most.
page-pin-differs = The new PIN was not typed the same both times.
page-pin-is-set = From now on this page asks for the PIN when it is opened.
page-pin-is-removed = This page asks for no PIN any more.
page-pin-not-kept = The PIN could not be kept. Nothing has changed.
page-pin-forgotten = Forgotten the PIN?
page-wipe = Remove everything from this browser
page-wipe-asked = All groups, messages and settings that this browser keeps will be removed. To come back you need a new link; your liaison is not told. This cannot be taken back.
page-wipe-office = A group’s desk is kept in this browser, too, and goes with the rest. Without the recovery phrase or a backup nobody can go on with that group.
page-wipe-yes = Remove everything
page-wiped = Everything that this browser kept is removed.
page-notify = Notifications
page-notify-what = This browser can tell you when there is something new. The notification is the same each time and never says what it is. It comes only while this page is open or installed; that none comes means nothing.
page-something-new = There is something new.
page-notify-on = Turn on
page-notify-off = Turn off
page-notify-forbidden = This browser was told not to notify you from this page. You can change that in its settings.
page-notify-unable = This browser cannot notify you from this page.
page-install = Put this page on the home screen
page-language = Language
page-leave = Leave this group
page-leave-yes = Leave, and remove everything of this group
page-leave-offline = The server cannot be reached just now. If you leave now, the liaison is not told: please call.
page-leaving = Telling the liaison that you leave…
page-notice-came = A private message has come.
page-not-kept = What has just come or been said could not be kept on this phone.
page-no-sentences = This language could not be loaded just now. Try again when there is a network.
page-host = What whoever serves this page could do
page-host-sealed = The server that carries the updates cannot read them, cannot change them unnoticed, and does not know your name.
page-host-can = But the page itself, the program that opens them, also comes from a server. If those who run it were dishonest, or somebody had broken in there, they could serve a changed page. It could read what you read here, send it elsewhere, or show you something false.
page-host-keeps = After the first visit this browser keeps the page and starts it without asking that server; a newer version comes from there too.
page-host-native = Whoever does not want to depend on that can use the program for computers in place of this page. It reads the same updates.
page-group-line = { $group } — { $standing }
page-checked = Last checked { $age }.
page-said-leaves = What you said is kept on this phone. It leaves by itself after { $moment }, while this page is open.
page-day-other = { $day }: an update in a code this page does not know
page-day-late = { $day }: the update that was promised did not come
page-day-before = { $day }: before the first update kept on this phone
page-day-open = { $day }: no update yet today
page-phrase-at = The words for everything up to record { $update }:
page-updated = A new update: { $update }
page-pin-wait = Wait before the next attempt: { $span }.
page-host-is = This page comes from { $host }.
page-host-check = Somebody who has the program for computers can compare this page with the published one: { $command }
page-version = Version { $version }
page-history =
    { $count ->
        [one] The last day
       *[other] The last { $count } days
    }
page-evicted =
    { $count ->
        [one] This browser has removed what it kept of { $count } group. Browsers do that when room is short, when a page was not opened for long, or when somebody clears its data. Nothing of it has gone to anyone. Ask your liaison for a new link.
       *[other] This browser has removed what it kept of { $count } groups. Browsers do that when room is short, when a page was not opened for long, or when somebody clears its data. Nothing of it has gone to anyone. Ask your liaison for new links.
    }

## For the liaison
founded = The group { $group } is founded. You are its liaison.
invited = Link for { $family }: it works once, for one device. Give it to nobody else.
link-listed = Its link is shown by { $command }
invited-new = This is a new family; it is its first link.
invited-known = This family is known already; the link is for its device number { $number }.
invited-alike = There is also a family «{ $known }»: the names «{ $family }» and «{ $known }» differ only in capital letters, yet they are two families here. If you meant the other one, give this link to nobody and invite «{ $known }».
open-link = They open it with: { $command }
posted = Record { $update } is posted: { $label }
posted-of = Record { $update } is posted for { $day }: { $label }
posted-correcting = It corrects record { $corrects }, which stays visible.
promised = The next is promised by { $moment }.
told-now = The private message for { $family } is on its way.
told-with-next = The private message for { $family } waits and goes with the next update.
told-says = It says: «{ $label }»
told-says-text = It says: «{ $label }», and your text goes with it.
preview =
    { $count ->
        [one] What { $count } family will see:
       *[other] What { $count } families will see:
    }
waiting =
    { $count ->
        [0] Nothing waits to be sent.
        [one] { $count } update waits and is sent as soon as the server can be reached.
       *[other] { $count } updates wait and are sent as soon as the server can be reached.
    }
family-devices =
    { $count ->
        [one] { $count } device
       *[other] { $count } devices
    }
family-line = { $family }: { $devices }, joined: { $claimed }, confirmed: { $confirmed }
no-families = There is no family in the group.
claim-confirmed = A device of { $family } has joined and is confirmed. Compare these four words with them by voice: { $words }
claim-unreadable = What came back for a link of { $family } is not from the device that opened it, so that link is void: somebody has meddled. Give them a new link in another way, and compare the four words by voice.
invite-lost = The server no longer holds a link of { $family } that nobody had used. Give them a new one.
healing =
    { $count ->
        [one] The server was restored from an old copy; it gets back the { $count } update that it lost.
       *[other] The server was restored from an old copy; it gets back the { $count } updates that it lost.
    }
earlier-done = An earlier command here had been interrupted. What it began is done now:
compare-advice = When they have joined, compare the four words that their device shows with those that { $command } shows: by voice, not in a message.
standard-codebook = The standard codebook
cadence = Promised time between updates: { $span }
passphrase-unused = This state has no passphrase; { $variable } is not used.
key-beside = No passphrase guards this: it opens with a key file beside it, which only your account can read.
removed = { $family } no longer belongs to the group; later updates do not reach them.
removed-device = Device { $number } of { $family } no longer belongs to the group; later updates do not reach it.
withdrawn =
    { $count ->
        [one] { $count } link of { $family } that nobody had used is void now.
       *[other] { $count } links of { $family } that nobody had used are void now.
    }
open-invite = { $family }, device { $number }: made { $made }, void from { $expires } on
no-invites = No link is open.
devices-unrenewed =
    { $count ->
        [0] All devices have renewed their access.
        [one] { $count } device has not renewed its access yet.
       *[other] { $count } devices have not renewed their access yet.
    }
runs-twice = This office runs twice: another copy of it has posted (record { $update } is not from here). Nothing more is sent from here. Keep the copy that posted last, and never start the other one again.

## What the liaison hears of families
family-read = read up to record { $update }
family-unheard = not heard from yet
family-opened = private messages read: { $opened } of { $sent }
family-questions = open questions: { $count }
family-prefers = wants bad news this way: «{ $text }»
device-number = device { $number }
device-waits = its link is not opened yet
device-unrenewed = access not renewed yet
question-line = { $family } asks: «{ $label }»
question-answer = To answer: { $command }
no-questions = No question is open.
message-opened = { $family } has read the private message of record { $update }.
device-asked = A device of { $family } asked for one more, and the link that it gave away works now. If you did not expect that, call them; { $command } makes the link void.
asked-too-many = A device of { $family } asked for one more than a family may have: the link that it gave away stays void.
family-left = A device of { $family } has left the group.
invite-expired = A link of { $family } that nobody used in time is void now.
not-fetched = The families concerned have been told, yet no device of these has fetched its private message: { $families }. Call them.
renewals-complete = All devices have renewed their access: whoever had copied something before reads nothing any more.
vault-too-large = The list of families has become too long to be kept safe at the server: the recovery phrase restores it as it was before. Remove the families that have left.
earlier-failed = Something that waited here from an earlier command cannot be sent, and waits no longer:

## The office, and who may hold it
phrase-heading = The recovery phrase of this office. It is shown only this once:
phrase-advice = Write it on paper, with the numbers, and keep it where nobody looks. Whoever has it has this office. Without it, a lost machine is a lost group. It is used with { $command }
phrase-prompt = Type the recovery phrase, in one line or in several:
recovered = The office of { $group } goes on here. The machine that held it before can post nothing any more.
accepted = You are the liaison of { $group } now. Whoever was it before can post nothing any more, and the families see that the liaison is new.
backed-up = The backup is in { $file }. It restores this office on another machine: { $command }. An earlier backup opens nothing any more.
backup-key-beside = No passphrase guards it: it opens with { $key }. Keep the two files in two places: whoever has both has this office.
handover-link = Link for the next liaison. Whoever opens it first has this office, and nothing can be posted from here any more. Give it to nobody else.
deputy-link = Link for { $name }, your deputy. With it they can take over this office at any time, until you dismiss them: { $command }. Give it to nobody else.
dismissed = { $name } can no longer take over this office.
links-void = Links that nobody had used are void now. New ones are needed for: { $families }
composed = Record { $update } is sealed and stands in { $file }. Whoever has the file may bring it to the server: { $command }
carried = The server has everything up to record { $update }.
discarded =
    { $count ->
        [one] Dropped: { $count } update or message that waited. Nothing of it was sent.
       *[other] Dropped: { $count } updates and messages that waited. Nothing of them was sent.
    }
undo-countdown = Sent in { $seconds } s. { $keys } takes it back; nothing has been sent.
undone = Taken back. Nothing was sent.
setting-retention = The server keeps records for { $span }
setting-check-ins-on = Every device reports after every update, whether or not it has anything to say: so nobody can tell when somebody does.
setting-check-ins-off = Devices report only when they have something to say: the server can tell when that is.
setting-history-all = A new device reads everything that is still kept.
setting-history-latest = A new device reads from the latest update on.
setting-history-none = A new device reads only what is still to come.
setting-address = The group is at { $server } from now on.
passphrase-set = From now on a passphrase opens this.
role-liaison = liaison
role-family = family
group-locked = opens with a passphrase
group-unreadable = cannot be read
no-groups = No group is kept in { $dir }.

## The log of the office
log-status = Record { $update } for { $day }: { $label }
log-notice = Record { $update }: private message to { $family }
log-profile = Record { $update }: name, time between updates or codes of the group changed
log-invited = Link made for { $family }, device { $number }
log-withdrawn = Link of { $family }, device { $number }, made void
log-joined = { $family }, device { $number }, has joined
log-removed = { $family }, device { $number }, removed
log-left = { $family }, device { $number }, has left
log-turned = New access given to all devices ({ $number })
log-empowered = Link made for { $name } to take over
log-handover = Link made for the next liaison
log-dismissed = { $name } dismissed
log-taken-over = Record { $update }: this office was taken over
log-empty = Nothing stands in the log yet.

## What could not be done, and what to do
line-no-answer = There is no answer from { $server } ({ $cause }).
line-too-slow = There is no answer from { $server } in time.
line-offline = This device is offline: no way leads from it to { $server }.
line-not-trusted = { $server } could not prove that it is the server you mean ({ $cause }). If its operator has made its certificate, give that file with { $option }.
line-not-a-server = At { $server } something answers that is no server for updates, or one of another version ({ $said }).
line-closed = The connection to the server was lost: it was closed too early.
line-broken = The connection to the server was lost ({ $cause }).
line-silent = The connection to the server was lost: no more answers came.
line-garbled = The server sent something that this program does not understand; it may be of another version.
remedy-read-again = What this device has read before stays. Check the connection and try again later.
remedy-kept = What you said is kept here. It leaves when this device next reaches the server: { $command }
remedy-stays = Nothing was changed: this device still belongs to the group. Try again where the server can be reached, or remove everything without telling the liaison: { $option }
remedy-link-good = This attempt has not used up the link: check your connection and try again later.
remedy-join-again = Joining has begun and is not finished. Run the same command again on this device, with the same link.
remedy-nothing-sent = Nothing was sent. Check the connection and the server's address, and run the same command again.
remedy-waits = What was sealed is kept and waits. Run the same command again: every command here first sends just what waits, and nothing goes out twice.
remedy-queued = Nothing was sent yet: it waits here and is sent by the next command that reaches the server, in order, once; { $command } drops it.
remedy-recover-again = Taking over has begun and is not finished. Run the same command again on this machine.
remedy-carry-again = What has arrived stays there. Carry the same file again: nothing arrives twice.
refused-charter = The server does not accept this charter: it is unknown there, or was used before. Ask the server's operator for a new one ({ $command }); each serves once.
refused-unknown-group = The server does not know this group. Check the server's address; if it is right, ask its operator whether it lost its data.
refused-unknown-vault = The server keeps no office under this. Check the address of the server; a later phrase, backup or handover makes an earlier one worthless.
refused-full = The server holds as many devices and links of this group as it may. Ask its operator about the limits.
refused-overloaded = The server cannot take this just now (reason { $code }). Run the same command again later; if it stays so, tell its operator.
refused-passing = Something changed at the server in between (reason { $code }). Run the same command again.
refused-strange = The server did not accept this (reason { $code }). Update this program; if it stays so, tell the server's operator.
failed-server-too-old = The server was restored from a copy older than all that is kept here. Nothing can be posted until its operator puts back a later one.
failed-misbehaved = The server answered what was not asked. Run the same command again; if it stays so, tell its operator.
failed-handed-over = This office has been handed over (record { $update }): it goes on elsewhere, and nothing can be posted from here any more. If that was not your doing, somebody has the recovery phrase, a backup or a link of a deputy: warn the families by telephone.
failed-already-founded = This group is founded already. Nothing was changed.
failed-nothing-taken-over = Nothing is being taken over here. Nothing was changed.
failed-queue-full = As much waits here as may wait ({ $max }); this was not added to it. What waits is sent once the server can be reached; { $command } drops it.
failed-turn-under-way = New access for all devices is under way, and only the server can complete it. Nothing was sealed. Run { $command } once where the server can be reached, then do this again.
failed-not-founded = This group is not founded yet. Finish that first: { $command }
failed-nothing-to-carry = Nothing is sealed here that the server lacks, or more than one file holds. Run { $command } where the server can be reached.
failed-no-such-status = No update stands at record { $update } that could be corrected: none was posted there from here, or it is too long ago. Nothing was sent. { $command } lists them.
failed-already-corrected = Record { $update } was corrected already, by record { $by }. Nothing was sent. Correct that one.
failed-notices-unsent = It cannot be said that all have been told while private messages wait to be sent: { $families }. Nothing was sent. Post another update first, which takes them along, or drop them: { $command }
failed-no-such-question = No open question has the number { $id }. Nothing was sent. { $command } lists those that are open.
failed-ambiguous-question = More than one open question begins with { $id }. Nothing was sent. Give more of its number; { $command } lists them.
failed-no-such-device = «{ $family }» has no device { $number }. Nothing was changed. { $command } lists them.
failed-too-many-devices = «{ $family }» has as many devices as a family may have ({ $max }). Nothing was changed. Remove one first: { $command }
failed-nothing-to-withdraw = «{ $family }» has no link that nobody has used. Nothing was changed. A device that has joined is locked out with { $command }
failed-no-such-deputy = There is no deputy «{ $name }». Nothing was changed. There are: { $known }
failed-no-deputies = There is no deputy «{ $name }», nor any other. Nothing was changed.
failed-deputy-exists = There already is a deputy «{ $name }». Nothing was changed. Dismiss them first, or choose another name.
failed-deputies-full = There are as many deputies as there may be ({ $max }). Nothing was changed. Dismiss one first.
failed-deputy-name = A deputy's name must have 1 to { $bytes } bytes (a Cyrillic letter has two). Nothing was changed. Choose a shorter one.
failed-wrong-word = Word { $position } of the phrase, «{ $word }», is none of the words. Look at the paper again; nothing was changed.
failed-word-meant = Word { $position } of the phrase, «{ $word }», is none of the words. Is it «{ $meant }»? Look at the paper again; nothing was changed.
failed-phrase-length = A recovery phrase has { $wanted } words, and this has { $found }. Write it again, whole; nothing was changed.
failed-phrase-unchecked = These words do not belong together: one is another than on the paper, or two have changed places. Compare each with the paper; nothing was changed.
failed-vault-unreadable = What the server keeps of this office does not open with this. Nothing was changed. Check that the phrase, backup or link is the latest; if it is, update this program, and tell the server's operator if it stays so.
failed-vault-stale = The server gives an old state of this office: taking it up would let in again who was removed since. Nothing was changed. Ask the server's operator whether it was restored from an old copy.
failed-office-elsewhere = The office has changed hands since this phrase, backup or link was made, so it opens nothing any more. Nothing was changed. Use a later one, or ask who holds the office now.
failed-feed-altered = The server gives something as record { $update } that this office never signed. Nothing was changed. Tell the server's operator.
failed-no-such-message = This device keeps no private message of record { $update }. Nothing was changed. { $command } shows those that it keeps.
failed-no-such-record = This device keeps nothing of record { $update }. Nothing was changed. { $command } shows what it keeps.
failed-inquiries-full = You have as many open questions as there may be ({ $max }). Nothing was changed. Wait for an answer, or call your liaison.
failed-preference-too-long = This is too long: { $bytes } bytes are allowed (a Cyrillic letter has two). Nothing was changed. Shorten it.
failed-links-full = As many links as may wait for the liaison's program wait already ({ $max }). Nothing was changed. Try again after it has next connected.
failed-removed = This device no longer belongs to the group, so nothing reaches the liaison from here. Call your liaison if you did not expect that.
failed-unconfirmed = This phone is not confirmed yet, so nothing reaches the liaison from here. Nothing was changed. Try again after the liaison's program has next connected, or call.
failed-headline = Record { $update } is what the group is told now: without it an older update would pass for the latest. Nothing was changed. It can be forgotten once a newer one has come.
failed-no-phrase-yet = This device has read nothing yet, so there are no words to compare. Read first: { $command }
failed-no-evidence = This device has seen no two signed versions of the updates, so there is nothing to prove.
failed-stays = To leave, say so: add { $option } where there is nobody to ask. Nothing was changed.
failed-leaves-untold = The liaison could not be told, so nothing is removed. To remove everything all the same: { $option }
failed-no-such-family = There is no family «{ $family }». Nothing was sent. { $families } lists them, { $invite } adds one.
failed-family-unconfirmed = No device of «{ $family }» is confirmed, so no private message can reach it. Nothing was sent. Have them open their link; the next command here confirms them.
failed-family-name = A family's name must have 1 to { $bytes } bytes (a Cyrillic letter has two). Nothing was sent. Choose a shorter one.
failed-message-too-long = The text is too long: 4,000 bytes are allowed (a Cyrillic letter has two). Nothing was sent. Shorten it, or send a second message.
failed-profile-too-long = The group's name or codebook is too long. Nothing was sent. Shorten it.
failed-next-by-passed = The time promised with { $option } has already passed. Nothing was sent. Give a later one.
failed-next-by-far = The time promised with { $option } is more than { $days } days ahead; until then no device warns of silence. If that was not meant, post again with an earlier one: the latest promise counts.
failed-day-ahead = The day given with { $option } is still to come. If that was not meant, post again with the right one.
failed-unknown-code = The group has no code «{ $code }». Nothing was sent. Choose one of: { $known }.
failed-private-code = «{ $code }» is a private code: it goes to one family, never to the group. Nothing was sent. Use { $command }.
failed-text-missing = The code «{ $code }» needs its text. Nothing was sent. Add { $option } with what you want to say.
failed-no-group = There is no liaison's state in { $dir }. Found a group with { $command }, or say with { $option } where its state is.
failed-not-joined = This device has not joined a group: nothing of one is in { $dir }. Join with { $command }, or say with { $option } where it is.
failed-already-joined = This device already belongs to a group, kept in { $dir }. To read: { $command }. For another group, choose another directory with { $option }.
failed-other-join = Joining another group has begun in { $dir } and is not finished. Finish it with its own link, or choose another directory with { $option }.
failed-other-link = Joining with another link has begun in { $dir } and is not finished. Finish it with that link; if that no longer works, choose another directory with { $option }.
ending-cannot-tell = This device cannot read the latest updates, and it cannot tell why. This says nothing about anyone. Please call your liaison.
ending-found = Because of what was found, this device reads no further for now. This says nothing about anyone. Please call your liaison.
ending-removed = This device no longer belongs to the group, so it reads no further. What it has read stays. This says nothing about anyone. If you did not expect it, call your liaison.
ending-misbehaved = The server answers nothing, or nothing that makes sense, so this device cannot check for news. This says nothing about anyone. Try again; if it stays so, tell your liaison.
ending-overloaded = The server cannot answer just now, so this device cannot check for news. This says nothing about anyone. Try again later.
ending-unknown-group = The server does not know this group; it may have lost its data. This is a technical matter and says nothing about anyone. Please tell your liaison.
ending-refused = The server refused (reason { $code }), so this device cannot check for news. This says nothing about anyone. Try again later; if it stays so, tell your liaison.

## The liaison's desk: headings, buttons, fields
desk-language = Language
desk-navigation = Parts of the desk
desk-nav-desk = Desk
desk-nav-tell = Tell a family
desk-nav-inbox = Questions
desk-nav-families = Families
desk-nav-updates = Updates
desk-nav-log = Log
desk-nav-office = Office
desk-nav-settings = Settings
desk-back = Back
desk-skip = To the contents
desk-leave = Leave it as it is
desk-hide = Hide
desk-dismiss = Read; remove this
desk-notes-to-heed = To be seen to
desk-notes = What has happened
desk-copy = Copy the link
desk-share = Share the link
desk-print = Print
desk-copied = Copied.
desk-not-copied = This browser did not take it. Select the link and copy it by hand.
desk-link-picture = The link as a picture for a camera
desk-link-no-picture = This link is too long for a picture that every camera reads.
desk-opening = Opening…
desk-no-storage-heading = This browser keeps nothing
desk-no-storage = An office cannot be held in a private window, or where storage is switched off. Open this page in an ordinary window.
desk-storage-full-heading = There is no room left
desk-storage-full = This device has no room left, so nothing more is done here: what cannot be kept must not be sent. Make room, then load the page again.
desk-storage-damaged-heading = What is kept here does not open
desk-storage-damaged = It is damaged, or the browser has lost its key. Take the office up again with the recovery phrase or a backup; remove what is here first.
desk-elsewhere-heading = The desk is open in another tab
desk-elsewhere = It runs in one place only: two would contradict each other. Close the other tab, or go on here.
desk-use-here = Go on here
desk-locked-heading = The desk is locked
desk-pin-label = Your PIN
desk-unlock = Open
desk-pin-wrong = This is another PIN.
desk-pin-forgotten = Forgotten the PIN?
desk-pin-forgotten-what = Nothing opens what is kept here without it. Remove everything, then take the office up again with the recovery phrase or a backup.
desk-taking-up = Taking the office up: asking the server, then reading every update. This can take a minute.
desk-taking-up-heading = Taking the office up
desk-founding-heading = Founding the group
desk-founding = Asking the server to found the group.
desk-give-up = Give up
desk-give-up-ask = Give up? If the server has founded the group already, this charter is used up, and the group is lost.
desk-give-up-sure = Give up and remove it here
desk-start-heading = The liaison's desk
desk-start-lead = From here one person, the liaison, sends updates to the families of a group. Relatives need nothing of this page: they open the link that the liaison gives them.
desk-evicted = There was an office in this browser, and the browser has removed it. Nothing is lost at the server: take it up again with the recovery phrase or a backup.
desk-one-place = An office runs in one place only. This page and the command line are two windows on the same office: to change from one to the other, take it up there with a backup or the phrase, and never use both.
desk-start-found = Found a new group
desk-start-found-hint = You need a charter from the server's operator.
desk-start-recover = Use the recovery phrase
desk-start-recover-hint = The 24 words on paper.
desk-start-restore = Open a backup
desk-start-restore-hint = The file and its passphrase.
desk-start-accept = Take over with a link
desk-start-accept-hint = A link of the liaison before you: you are the deputy or the next liaison.
desk-found-heading = Found a group
desk-charter-link = Charter
desk-charter-link-hint = The whole link that the operator gave you, or the charter alone.
desk-server = Address of the server
desk-server-hint = Only where the charter is no link. Its name, with the port if there is one.
desk-server-wrong = This is no address of a server.
desk-server-missing = The address of the server is missing.
desk-charter-wrong = This is no charter: copy it again, whole.
desk-group-name = Name of the group
desk-group-name-hint = Every family sees it above the updates. The server does not.
desk-group-name-wrong = A name must have 1 to 120 bytes (a Cyrillic letter has two).
desk-cadence = An update is promised every
desk-cadence-hint = If no update comes in time, every family's page says so by itself.
desk-check-ins = Phones report after every update
desk-found-do = Found the group
desk-phrase-written = I have written it down
desk-phrase-check-heading = Check what you wrote
desk-phrase-check-lead = Read these words from your paper.
desk-phrase-show-again = Show the words again
desk-phrase-check-do = Check
desk-phrase-check-wrong = This is another word than the phrase has there.
desk-phrase-checked = The phrase is on paper. It is not shown again.
desk-phrase-kept = It is shown until you have checked it.
desk-recover-heading = Use the recovery phrase
desk-recover-lead = Type the words from paper, in any of the three languages. You can also paste them all into the first field.
desk-recover-ends = The machine that held the office before can post nothing any more. Do not start it again.
desk-recover-do = Take the office up
desk-recover-server-hint = Its name, as in the families' links between the two slashes and the sign #.
desk-restore-heading = Open a backup
desk-backup-file = Backup file
desk-backup-file-missing = Choose the file first.
desk-passphrase = Passphrase
desk-passphrase-missing = Type the passphrase.
desk-backup-opening = Opening the backup. This takes a moment.
desk-not-a-backup = This file is no backup.
desk-backup-later-version = This backup was written by a later version of this page. Load the page again.
desk-backup-key-file = This backup opens with a key file and not with a passphrase. Open it with the command line.
desk-wrong-passphrase = This is another passphrase.
desk-backup-damaged = This backup is damaged: a byte of it is not what was written.
desk-accept-heading = Take over with a link
desk-accept-link = Link
desk-accept-lead = Whoever was the liaison can post nothing any more, and the families see that the liaison is new.
desk-accept-do = Take the office over
desk-link-damaged = This link is damaged. Copy it again, whole, with everything after the # sign.
desk-link-is-invite = This link invites a family; it hands over no office. It is opened on a relative's phone.
desk-say-heading = Say to all families
desk-more-codes = More
desk-latest-heading = What the families see now
desk-nothing-posted = No update has been posted yet.
desk-correct-latest = Correct this
desk-late = The promised time has passed: the families' pages say that no update has come.
desk-held-heading = Not sent yet
desk-held-from-before = This was not sent: the page was closed before its time was over.
desk-held-perhaps-sent = The page was closed while this was on its way. It may have been sent already: look in the log before you send it again.
desk-undo = Take it back
desk-send-now = Send now
desk-discard-held = Discard
desk-waiting-heading = Waits for the network
desk-waiting-lead = It will be sent when the network returns, in this order, once. You may close the page: all of this is kept and goes on when you open it again, except a backup.
desk-still-waits = It still waits here and is sent by itself. Do not send it again.
desk-riding-heading = Goes with the next update
desk-sending-heading = Being sent
desk-keeping-heading = Being saved on this device
desk-discard = Drop what waits
desk-discard-ask = Drop the updates and private messages that wait? Nothing of them was sent.
desk-discard-sure = Drop them
desk-withhold = No longer
desk-working = Speaking with the server…
desk-unreachable = The server cannot be reached.
desk-offline = This device is offline.
desk-not-yet-heard = The server has not been asked yet.
desk-refresh = Ask the server now
desk-post-heading = Prepare an update
desk-correction-heading = Prepare a correction
desk-code-label = What it says
desk-as-of = The day that it speaks of
desk-as-of-wrong = This is no day.
desk-next-by = The next update comes by
desk-next-by-hint = Every page counts on it: if nothing comes by then, it says so.
desk-next-by-wrong = This is no time.
desk-silent-days = Days of silence
desk-silent-days-wrong = Give a whole number of days, from 1 to 366.
desk-preview-language = As read in
desk-post-do = Send
desk-post-hint = It is held back for 30 seconds, in which you can take it back.
desk-held-already = Something else is held back still. Send it or take it back first.
desk-correct-nothing = Make it an update of its own
desk-updates-heading = Updates so far
desk-updates-lead = Nothing is deleted: a correction comes beside the earlier update, which stays visible, struck through.
desk-correct = Correct
desk-tell-heading = Tell a family
desk-tell-lead = Only this family can read it. Nobody else sees that there is a message at all.
desk-tell-family = Family
desk-tell-choose = Choose…
desk-tell-family-missing = Choose a family.
desk-tell-code = What it says
desk-tell-text = Your own words
desk-tell-text-hint = They may be left out. Details of a loss belong in a visit or a call, never in a message.
desk-tell-text-missing = This needs your own words.
desk-tell-with-next = Send it together with the next update
desk-tell-with-next-hint = So nothing shows by its time that somebody was told something.
desk-tell-answers = It answers
desk-tell-answers-none = no question
desk-tell-do = Send
desk-no-preference = This family has not said how it wants bad news.
desk-no-family-reachable = No family is confirmed yet, so no private message can reach anybody.
desk-inbox-heading = Open questions
desk-inbox-lead = A question stays here until a private message answers it.
desk-answer-do = Answer
desk-families-heading = Families
desk-invite-do = Invite a family
desk-words-to-compare = Words to compare by voice
desk-open-family = Open
desk-write = Write to this family
desk-invite-another = Link for another device
desk-open-links = Links that nobody has used
desk-show-link = Show the link
desk-withdraw = Make its unused links void
desk-withdraw-sure = Make them void
desk-remove-family = Remove this family
desk-remove-device = Remove this device
desk-remove-sure = Remove
desk-devices = Devices
desk-no-such-family = There is no such family any more.
desk-messages = Private messages
desk-message-read = read
desk-message-unread = not read yet
desk-invite-heading = Invite a family
desk-family-name = Name of the family
desk-family-name-hint = For you alone: no other family and no server sees it. The name of a family that is there already gives it one more device.
desk-invite-history = What the new device may read
desk-history-usual = As usual in this group
desk-invite-asked = The link is being made; it is shown as soon as the server has been reached.
desk-invite-make = Make the link
desk-sheet-heading = Link for a family
desk-sheet-gone = This link is used up, or void.
desk-sheet-how = How to open it
desk-sheet-step-1 = On the phone, point the camera at the picture and press what appears, or type the link into the browser.
desk-sheet-step-2 = The page shows the latest update. There is nothing to register.
desk-sheet-step-3 = Compare the four words of the page with the liaison, by voice.
desk-sheet-secret = Give this link to nobody else: it works once, and whoever opens it first reads as this family.
desk-sheet-words = Four words of the phone:
desk-log-heading = What this office did
desk-office-heading = Office
desk-backup-heading = Backup
desk-backup-lead = A file that restores this office on another machine, here or with the command line. It is sealed by a passphrase, and an earlier backup opens nothing any more.
desk-passphrase-again = The passphrase once more
desk-passphrase-hint = At least four words that belong to nobody's life. Nobody can restore it.
desk-passphrase-short = Use at least 12 characters.
desk-passphrase-differs = The two are not the same.
desk-backup-do = Make a backup
desk-backup-asked = The backup is being made. The file comes when the server has been reached; stay on this page.
desk-backup-saved = The backup is in your downloads. Keep it away from this device.
desk-backup-not-saved = The backup could not be made, and the one before no longer opens this office. Make another one.
desk-backup-orphan = A backup was begun and its passphrase is gone with the page. No earlier backup opens anything any more: make another one now.
desk-deputies-heading = Deputies
desk-deputies-lead = A deputy holds a link with which they can take this office over at any time, without you.
desk-no-deputies = There is no deputy.
desk-deputy-name = Name of the deputy
desk-empower-do = Make a deputy's link
desk-dismiss-deputy = Dismiss
desk-dismiss-sure = Dismiss
desk-handover-heading = Handover
desk-handover-lead = Makes a link for the next liaison. Whoever opens it first has this office, and nothing can be posted from here any more.
desk-handover-do = Make the link for the next liaison
desk-handover-sure = Make the link
desk-handover-ask = Make a link that hands this office over?
desk-handover-open = A link for the next liaison is out and not used yet. A new one makes it void.
desk-link-given = I have given it away; do not show it again
desk-mandate-heading = A link that takes this office over
desk-wipe-heading = This browser
desk-wipe-lead = When the office goes on elsewhere, remove it here. The group itself stays.
desk-wipe-do = Remove the office from this browser
desk-wipe-ask = Remove it? Without the recovery phrase or a backup nobody can go on with this group.
desk-wipe-sure = Remove it here
desk-wipe-everything-do = Remove everything from this browser
desk-wipe-everything-ask = Remove everything? The office cannot be removed alone here: the groups that you read as a relative in this browser go with it, and to come back to those you need new links. Without the recovery phrase or a backup nobody can go on with the office’s group.
desk-wipe-everything-sure = Remove everything
desk-gone-elsewhere = This office goes on elsewhere
desk-twice-cure = The cure: go on only where the latest update was posted, and remove the office in the other place. If you no longer have that machine, remove it here and take it up again with the recovery phrase: then no other copy can post.
desk-settings-heading = Settings
desk-settings-group = The group
desk-settings-desk = This desk
desk-set = Save
desk-set-asked = Saved here; it reaches the families when the server has been reached.
desk-set-done = The settings are in force.
desk-retention-label = Days for which the server keeps records
desk-retention-wrong = Give a whole number of days, from 40 to 3650.
desk-history-label = What a new device may read
desk-codebook-label = The group's own codes
desk-codebook-hint = In the form of a codebook file; nothing where the standard codes serve.
desk-codebook-wrong = This codebook cannot be used:
desk-address-label = Address of the server
desk-address-hint = Only when the group moves to another address of the same server.
desk-pin-heading = A PIN that opens the desk
desk-pin-lead = Six digits or more. It guards what this browser keeps against whoever finds the device once the desk is locked: when you lock it, when the page is closed, and when it comes back after five minutes out of sight. Forget it, and only the phrase or a backup helps.
desk-pin-present = Your present PIN
desk-pin-new = A new PIN
desk-pin-again = The new PIN once more
desk-pin-short = Use at least six digits.
desk-pin-long = Use at most 128 characters.
desk-pin-differs = The two are not the same.
desk-pin-set-do = Use this PIN
desk-pin-lock-do = Lock now
desk-pin-remove-do = Use no PIN
desk-pin-set = From now on this PIN opens the desk.
desk-pin-removed = No PIN guards the desk any more.
desk-pin-not-kept = The browser could not keep this. Nothing was changed.
desk-hour-6 = 6 hours
desk-hour-12 = 12 hours
desk-hour-24 = day
desk-hour-48 = 2 days
desk-hour-72 = 3 days
desk-hour-168 = week
desk-failed-misbehaved = The server answered what was not asked. Nothing is lost. If it stays so, tell its operator.
desk-earlier-failed = Something that waited here cannot be sent, and waits no longer:

## The liaison's desk: sentences
desk-held-for =
    { $count ->
        [one] Sent in { $count } second. Nothing has been sent yet.
       *[other] Sent in { $count } seconds. Nothing has been sent yet.
    }
desk-held-post = To all families: «{ $label }»
desk-held-tell = To { $family } alone: «{ $label }»
desk-open-questions =
    { $count ->
        [one] { $count } open question
       *[other] { $count } open questions
    }
desk-notices-waiting =
    { $count ->
        [one] { $count } private message goes with the next update.
       *[other] { $count } private messages go with the next update.
    }
desk-word-number = Word { $number }
desk-read-to = read up to record { $update }, the update for { $day }
desk-heard-at = Last heard from the server: { $moment }
desk-again-at = It is tried again at { $moment }.
desk-locked-until = Too many wrong ones: the next is taken at { $moment }.
desk-expires = Void from { $moment } on.
desk-for-family = For { $family }, device { $number }
desk-remove-family-ask = Remove { $family }? Later updates do not reach them any more. This cannot be taken back; a new link would be needed.
desk-remove-device-ask = Remove device { $number } of { $family }? Later updates do not reach it any more. This cannot be taken back; a new link would be needed.
desk-withdraw-ask = Make the unused links of { $family } void?
desk-dismiss-ask = Dismiss { $name }? Their link and every link that nobody has used become void; other deputies need new ones.
desk-doing-found = Founding the group
desk-doing-invite = Link for { $family }
desk-doing-post = Update: «{ $label }»
desk-doing-tell = Private message for { $family }
desk-doing-profile = Settings of the group
desk-doing-families = Asking the server
desk-doing-remove = Removing { $family }
desk-doing-withdraw = Making links of { $family } void
desk-doing-empower = Link for { $name }
desk-doing-hand-over = Link for the next liaison
desk-doing-dismiss = Dismissing { $name }
desk-doing-backup = Backup
desk-doing-taking-over = Taking the office over
desk-message-of = Record { $update }
desk-message-on = Record { $update }, { $day }
desk-update-of = { $day }: { $label }
desk-button-post = { $level }: { $label }
desk-family-unconfirmed = No device of «{ $family }» is confirmed, so no private message can reach it. Nothing was sent. Have them open their link; it is confirmed when this desk next reaches the server.
desk-tried-later = The server cannot take this just now (reason { $code }). Nothing is lost. If it stays so, tell its operator.
desk-view-named = «{ $name }»

## The page as a host serves it
served-same = { $name }: the same
served-other = { $name }: another file
served-missing = { $name }: not there
served-whole = What { $address } serves is the page of this version, in all its files. That is what it gave this program, now.
served-otherwise = What { $address } serves is not the page of this version. Until you know why, open no link there. The host may only run another version; it may also have changed the page.
served-unlike =
    { $count ->
        [one] { $count } file is another, or missing.
       *[other] { $count } files are others, or missing.
    }
served-without = The header { $header } is missing, or another. The page works; the host protects it less than it could.
served-garbled = What came for { $name } is no whole file. Nothing is known about this page. Try again; if it stays, tell the host's operator.
