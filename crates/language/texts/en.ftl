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
standing-conflict-word = Updates conflict

## Standings: what it is, and what it does not mean
standing-fresh = The latest update came in time. It tells about its own day, not about what has happened since.
standing-due = The next update is due about now and is not late yet. Waiting for it is ordinary; it says nothing about anyone.
standing-overdue = The liaison has not posted yet. This says nothing about anyone.
standing-unreachable = The server that carries the updates cannot be reached, so this device cannot check for news. This is a technical matter; it says nothing about anyone, nor about the liaison.
standing-offline = This device is offline, so it cannot check for news. This says nothing about anyone, nor that there is no news.
standing-planned-silence = A silence was planned and announced beforehand. No update is expected until it ends; this says nothing about anyone.
standing-unconfirmed = This phone is not confirmed yet; private messages cannot reach it. The updates for the group can be read here, but do not conclude that there is no message for you.
standing-missing = Updates are missing on this device. What they said is unknown: do not take the gap for good or for bad news. Please ask your liaison.
standing-conflict = The updates contradict each other. Do not rely on what this device shows, neither the good nor the bad; please call your liaison.

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
next-update = Next update expected by { $moment }
next-update-unknown = The liaison has not said when the next update comes.
no-update-yet = No update has come yet. This says nothing about anyone.
nothing-new = Nothing new since you last looked.
update-complete = Update { $update }, none missing
update-incomplete =
    { $count ->
        [one] Update { $update }, { $count } update is missing
       *[other] Update { $update }, { $count } updates are missing
    }
corrected = Corrected by update { $update }
corrects = This corrects update { $update }, which stays visible.
new-liaison = A new liaison since { $day }
farewell = The liaison has ended the membership of this device; no later update reaches it. This says nothing about anyone. If you did not expect it, call your liaison.
unknown-code = An update in a code this program does not know: «{ $code }»
history-update = { $day }: { $level }
history-none = { $day }: no update was posted
history-missed = { $day }: an update is missing on this device
compare-updates = To check that another relative sees the same updates, compare these words: { $words }

## Notices
notice-heading = A private message from the liaison
notice-sealed = A private message from the liaison. Open it when you are ready.
notices-none = Notices for you: none (checked up to update { $update })
notices-none-since = Notices for you: none since update { $since }, where this device joined (checked up to update { $update })
notices-some =
    { $count ->
        [one] { $count } notice for you (checked up to update { $update })
       *[other] { $count } notices for you (checked up to update { $update })
    }
notices-some-since =
    { $count ->
        [one] { $count } notice for you since update { $since }, where this device joined (checked up to update { $update })
       *[other] { $count } notices for you since update { $since }, where this device joined (checked up to update { $update })
    }
notices-unclear-unconfirmed = Notices for you: cannot tell, because this phone is not confirmed yet; private messages cannot reach it
notices-unclear-disputed = Notices for you: cannot tell; someone else may have used this link; call your liaison
notices-unclear-missing = Notices for you: cannot tell, because updates are missing on this device
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
finding-altered = Update { $update } was forged or altered on its way; this device rejected it.
finding-spliced = An update of another group was slipped in as update { $update }; this device rejected it.
finding-repeated = Update { $update } was delivered again as if it were new; this device rejected the repeat.
finding-missing =
    { $count ->
        [1] Update { $from } is missing. What it said is unknown.
       *[other] { $count } updates are missing, from { $from } to { $to }. What they said is unknown.
    }
finding-swapped = Update { $update } was delivered out of its order; this device rejected it.
finding-forked = There are two signed versions of update { $update }. Different families may have been shown different ones. Keep this message and call your liaison.
finding-rolled-back = The server offers an older state, up to update { $offered }; this device has already seen update { $seen }. Later updates were withdrawn or lost there, not here.
finding-pruned =
    { $count ->
        [1] Update { $from } is no longer kept, and this device has not read it. It cannot tell whether that was a message for you.
       *[other] Updates { $from } to { $to } are no longer kept, and this device has not read them. It cannot tell whether there was a message for you.
    }
finding-unopenable = Update { $update } is addressed to this device but does not open. Call your liaison and ask to have it sent again.
finding-notice-lost =
    { $count ->
        [one] { $count } private message for you was lost on its way. Call your liaison.
       *[other] { $count } private messages for you were lost on their way. Call your liaison.
    }
finding-forged-grant = Someone tried to give this device forged access to the group; it was rejected. Call your liaison.

## Joining
joined = You have joined { $group }
compare-words = Compare these four words with your liaison: { $words }
not-confirmed = This phone is not confirmed yet; private messages cannot reach it. The liaison confirms it with the next update.
confirmed = This device is confirmed; private messages reach it.
disputed = Someone else may have used this link; call your liaison.
link-used = This link was already used on { $day }. If it was not you, call your liaison and ask for a new one.
link-used-sometime = This link was already used. If it was not you, call your liaison and ask for a new one.
link-damaged = This link is damaged. Copy it again, whole, with everything after the # sign, or ask your liaison for a new one.
link-unknown = This link is not valid, or no longer. Ask your liaison for a new one.
join-unreachable = The server cannot be reached. The link is still good: check your connection and try again later.

## For the liaison
founded = The group { $group } is founded. You are its liaison.
invited = Link for { $family }: it works once, for one device. Give it to nobody else.
posted = Update { $update } is posted: { $label }
told-now = The private message for { $family } is on its way.
told-with-next = The private message for { $family } waits and goes with the next update.
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
no-families = No family has been invited yet.
claims-taken =
    { $count ->
        [one] { $count } device has joined and is now confirmed.
       *[other] { $count } devices have joined and are now confirmed.
    }
removed = { $family } no longer belongs to the group; later updates do not reach them.
devices-unrenewed =
    { $count ->
        [0] All devices have renewed their access.
        [one] { $count } device has not renewed its access yet.
       *[other] { $count } devices have not renewed their access yet.
    }
runs-twice = This office runs twice: another copy of it has posted. Nothing more is sent from here. Keep one copy and retire the other.
