//! What came of the last press, or happened last, in words.

use porchlight_client::{CannotForget, Unsayable as Cannot};
use porchlight_language::texts::{OnPage, Unsayable};

use super::Sight;
use super::shelf::trouble_said;
use crate::family::heard::{News, Outcome};
use crate::family::{Group, PinOutcome};
use crate::pin::PinDefect;
use crate::told::Codes;

/// `None` where there is nothing to tell.
pub(super) fn told(sight: &Sight<'_>, shown: Option<&Group<'_>>) -> Option<String> {
    let texts = sight.texts;
    Some(match sight.app.outcome.as_ref()? {
        Outcome::News(came) => news(sight, *came, shown?),
        Outcome::AlreadyHere => sight.say(OnPage::AlreadyHere),
        Outcome::Read => texts.notice_read(),
        Outcome::Asked { code } => {
            let profile = shown.and_then(|group| group.device.profile());
            texts.asked(&Codes::of(profile).book(profile).label(code, sight.language(), None))
        }
        Outcome::Preferred => texts.prefers(shown?.device.preference().unwrap_or_default()),
        Outcome::Forgotten => sight.say(OnPage::Forgotten),
        Outcome::Unsayable(cannot) => unsayable(sight, *cannot, shown),
        Outcome::Unforgettable(CannotForget::NotKept | CannotForget::IsHeadline) => sight.say(OnPage::NoLongerHere),
        Outcome::Gone { group, is_told } => texts.left(group, *is_told),
        Outcome::Wiped => sight.say(OnPage::Wiped),
        Outcome::LinkHandedOn(true) => sight.say(OnPage::HandedOn),
        Outcome::LinkHandedOn(false) => sight.say(OnPage::NotHandedOn),
        Outcome::Pin(PinOutcome::Right) => return None,
        Outcome::Pin(PinOutcome::Wrong { .. }) => sight.say(OnPage::PinWrong),
        Outcome::Pin(PinOutcome::Set) => sight.say(OnPage::PinIsSet),
        Outcome::Pin(PinOutcome::Removed) => sight.say(OnPage::PinIsRemoved),
        Outcome::Pin(PinOutcome::NotKept) => sight.say(OnPage::PinNotKept),
        Outcome::PinRefused(PinDefect::Short) => sight.say(OnPage::PinShort),
        Outcome::PinRefused(PinDefect::Long) => sight.say(OnPage::PinLong),
        Outcome::PinRefused(PinDefect::Differs) => sight.say(OnPage::PinDiffers),
        Outcome::Elsewhere => sight.say(OnPage::OtherTab),
        Outcome::NoSentences => sight.say(OnPage::NoSentences),
        Outcome::NotKept(trouble) => format!("{} {}", sight.say(OnPage::NotKept), sight.say(trouble_said(*trouble))),
    })
}

/// What came, as short as can be: it floats above the page, which says all of it.
fn news(sight: &Sight<'_>, came: News, group: &Group<'_>) -> String {
    if came.joined {
        let name = group.device.profile().map_or("", |profile| &profile.name);
        return sight.texts.joined(name);
    }
    let private = came.private.then(|| sight.say(OnPage::NoticeCame));
    let updated = if came.updated { update(sight, group) } else { None };
    let confirmed = (came.confirmed && !came.updated).then(|| sight.texts.confirmed());
    [private, updated, confirmed].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The latest update by its level; one in a code of its own by what it says.
fn update(sight: &Sight<'_>, group: &Group<'_>) -> Option<String> {
    let status = group.device.headline()?;
    let mut codes = Codes::of(group.device.profile());
    let book = codes.book(group.device.profile());
    let level = book.status(&status.code).map(|code| sight.texts.level(code.level()));
    let said = level.unwrap_or_else(|| sight.reader.label(status, book));
    Some(sight.texts.page_updated(&said))
}

fn unsayable(sight: &Sight<'_>, cannot: Cannot, shown: Option<&Group<'_>>) -> String {
    let is_removed = shown.is_some_and(|group| group.device.is_removed());
    let count = |bound: usize| bound as u64;
    sight.texts.unsayable(match cannot {
        Cannot::NotAMember if is_removed => Unsayable::Removed,
        Cannot::NotAMember => Unsayable::Unconfirmed,
        Cannot::TooManyInquiries { inquiries_max } => Unsayable::QuestionsFull { max: count(inquiries_max) },
        Cannot::TooManyInvites { invites_max } => Unsayable::LinksFull { max: count(invites_max) },
        Cannot::TooLong { bytes_max } => Unsayable::PreferenceTooLong { bytes_max: count(bytes_max) },
        Cannot::NoSuchNotice => return sight.say(OnPage::NoLongerHere),
        Cannot::NotACode => return sight.say(OnPage::NoSuchQuestion),
    })
}
