//! How trouble is told: what happened, and what to do about it.

use std::path::Path;

use porchlight_language::texts::{Failing, Impossible, JoinTrouble, LineTrouble as Line, Misplaced, WrongPhrase};
use porchlight_language::{Language, Texts, plain};
use porchlight_native::{AddressDefect, DialTrouble, LineTrouble, LinkDefect, RecoveryPhrase};
use porchlight_screen::told;

use super::{Trouble, office};
use crate::codes::FREE_TEXT;

pub(super) const CHARTER: &str = "porchlight-relay charter";
pub(super) const CREATE: &str = "`porchlight liaison create`";
pub(super) const FAMILIES: &str = "`porchlight liaison families`";
const ACCEPT: &str = "`porchlight liaison accept LINK`";
const INBOX: &str = "`porchlight liaison inbox`";
const CREATE_BY_LINK: &str = "`porchlight liaison create --charter LINK --name NAME`";
const JOIN: &str = "`porchlight family join LINK`";
const READ: &str = "`porchlight family read`";
const STATE: &str = "--state";

impl Trouble {
    /// What happened and what to do, in the reader's language.
    pub(crate) fn told(&self, texts: &Texts) -> String {
        match self {
            Self::Runtime(cause) => format!("the program could not start: {cause}"),
            Self::Input(cause) => format!("standard input could not be read: {cause}. Nothing was sent. Check what is put into it."),
            Self::Output(cause) => {
                format!("the output could not be written: {cause}. What was not shown will be shown again.")
            }
            Self::NoHome => "neither XDG_DATA_HOME nor HOME is set. Say with --state where the state is.".to_owned(),
            Self::State(trouble) => format!("{trouble}."),
            Self::Unreadable(trouble) => format!("{trouble}."),
            Self::Trust(trouble) => format!("{trouble}."),
            Self::Address(defect) => format!("{defect}."),
            Self::Codebook(error) => format!("{error}."),
            Self::PageAddress(AddressDefect::Unencrypted) => format!("{}.", AddressDefect::Unencrypted),
            Self::PageAddress(
                AddressDefect::NoScheme
                | AddressDefect::Trailing
                | AddressDefect::User
                | AddressDefect::NoHost
                | AddressDefect::BadPort,
            ) => "this is not a page's address. Write it like https://relay.example:8443/".to_owned(),
            Self::PageUnknown => {
                "this program was built without the page, so it has no hashes to compare with. Take a released one, or build it \
                 after `cargo xtask page`."
                    .to_owned()
            }
            Self::ServedOtherwise { address, count } => {
format!("{} {}", texts.served_unlike(*count), texts.served_otherwise(&address.to_string()))
}
            Self::NotFetched { cause } => undialled(cause, texts),
            Self::FetchGarbled { path } => texts.served_garbled(path),
            Self::RelayUnnamed => {
                "no relay is named. Name it with --relay wss://HOST:PORT, or give the charter as the link that its operator has."
                    .to_owned()
            }
            Self::NotACharter => format!("this is not a charter. Copy it whole, as `{CHARTER}` printed it."),
            Self::File { path, cause } => format!("{}: {cause}.\nCheck the name of the file.", path.display()),
            Self::Directory { path, cause } => format!("{}: {cause}.\nCheck the name of the directory.", path.display()),
            Self::WhichState { dirs: [liaison, family] } => format!(
                "there is a liaison's state in {} and a family's in {}. Say with --state which is meant.",
                liaison.display(),
                family.display()
            ),
            Self::NotCarried { path, defect } => format!(
                "{}: {defect}. Nothing was sent. Give the file that `porchlight liaison compose` wrote, whole.",
                path.display()
            ),
            Self::NotEvidence { path, defect } => format!("{} proves nothing: {defect}.", path.display()),
            Self::CourierRefused { sequence, refusal } => {
                format!("record {} could not be left. {}", sequence.0, texts.refused(office::refused(*refusal)))
            }
            Self::DayTooEarly => "a day before 1970 cannot be meant. Nothing was sent. Correct --as-of.".to_owned(),
            Self::DayAhead => texts.failing(Failing::DayAhead { option: "--as-of" }),
            Self::NextByFar { days } => texts.failing(Failing::NextByFar { option: "--next-by", days: *days }),
            Self::GroupName => {
                "the group's name must have 1 to 120 bytes (a Cyrillic letter has two). Nothing was sent. Shorten --name."
                    .to_owned()
            }
            Self::OtherFounding { dir } => format!(
                "an unfinished group of another name or relay waits in {}.\nFinish it with its own --relay and --name, or \
                 choose another directory with --state.",
                dir.display()
            ),
            Self::NoGroup { dir } => misplaced(texts, Misplaced::NoGroup { command: CREATE }, dir),
            Self::NotJoined { dir } => misplaced(texts, Misplaced::NotJoined { command: JOIN }, dir),
            Self::AlreadyJoined { dir } => misplaced(texts, Misplaced::AlreadyJoined { command: READ }, dir),
            Self::OtherJoin { dir } => misplaced(texts, Misplaced::OtherJoin, dir),
            Self::OtherLink { dir } => misplaced(texts, Misplaced::OtherLink, dir),
            Self::UnknownCode { code, known } => {
                texts.failing(Failing::UnknownCode { code: &plain::excerpt(code), known: &known.join(", ") })
            }
            Self::PrivateAsStatus { code } => {
                let command = format!("`porchlight liaison tell FAMILY --code {code}`");
                texts.failing(Failing::PrivateCode { code, command: &command })
            }
            Self::TextMissing => texts.failing(Failing::TextMissing { code: FREE_TEXT, option: "--text" }),
            Self::NoSuchQuestion { id } => {
                texts.impossible(Impossible::NoSuchQuestion { id: &plain::excerpt(id), command: INBOX })
            }
            Self::AmbiguousQuestion { id } => {
                texts.impossible(Impossible::AmbiguousQuestion { id: &plain::excerpt(id), command: INBOX })
            }
            Self::NoSuchDeputy { name, known } if known.is_empty() => {
                texts.impossible(Impossible::NoDeputies { name: &plain::excerpt(name) })
            }
            Self::NoSuchDeputy { name, known } => texts
                .impossible(Impossible::NoSuchDeputy { name: &plain::excerpt(name), known: &known.join(", ") }),
            Self::NothingToCarry => texts.impossible(Impossible::NothingToCarry { command: FAMILIES }),
            Self::UnknownWord(unknown) => texts.wrong_phrase(match unknown.meant {
                Some(meant) => {
                    WrongPhrase::NearWord { position: unknown.position as u64, word: &unknown.word, meant }
                }
                None => WrongPhrase::Word { position: unknown.position as u64, word: &unknown.word },
            }),
            Self::PhraseLength { found } => texts
                .wrong_phrase(WrongPhrase::Length { wanted: RecoveryPhrase::WORDS as u64, found: *found as u64 }),
            Self::PhraseUnchecked => texts.wrong_phrase(WrongPhrase::Unchecked),
            Self::NotRecovered(failure) => office::not_recovered(failure, texts),
            Self::RelayMisbehaved => texts.failing(Failing::ServerMisbehaved),
            Self::Unsayable(unsayable) => texts.unsayable(*unsayable),
            Self::Declined => texts.unchanged(),
            Self::Undone(_) => texts.undone(),
            Self::LinkDamaged(defect) => damaged(*defect, texts),
            Self::Link(trouble) => texts.join_trouble(*trouble),
            Self::Unreachable { cause, remedy } => format!("{}\n{}", undialled(cause, texts), texts.remedy(*remedy)),
            Self::Lost { cause, remedy } => format!("{}\n{}", lost(cause, texts), texts.remedy(*remedy)),
            Self::Failed(failure) => office::failed(failure, texts),
            Self::Ended { ending, remedy: None } => told::ended(ending, texts),
            Self::Ended { ending, remedy: Some(remedy) } => format!("{}\n{}", told::ended(ending, texts), texts.remedy(*remedy)),
        }
    }
}

fn misplaced(texts: &Texts, misplaced: Misplaced<'_>, dir: &Path) -> String {
    texts.misplaced(misplaced, &dir.display().to_string(), STATE)
}

/// Why a text is no link; in English with the detail.
fn damaged(defect: LinkDefect, texts: &Texts) -> String {
    let damaged = texts.join_trouble(JoinTrouble::LinkDamaged);
    match (texts.language(), defect) {
        (_, LinkDefect::UnknownVersion) => format!("{defect}."),
        (_, LinkDefect::AMandate) => texts.link_is_mandate(ACCEPT),
        (_, LinkDefect::AnInvite) => texts.link_is_invite(JOIN),
        (_, LinkDefect::ACharter) => texts.link_is_charter(CREATE_BY_LINK),
        (Language::English, _) => format!("{defect}.\n{damaged}"),
        (Language::Russian | Language::Ukrainian, _) => damaged,
    }
}

fn undialled(trouble: &DialTrouble, texts: &Texts) -> String {
    match trouble {
        DialTrouble::Address(defect) => format!("{defect}."),
        DialTrouble::NoAnswer { relay, cause } => {
            texts.line_trouble(Line::NoAnswer { server: relay, cause: &cause.to_string() })
        }
        DialTrouble::Offline { relay } => texts.line_trouble(Line::Offline { server: relay }),
        DialTrouble::TooSlow { relay } => texts.line_trouble(Line::TooSlow { server: relay }),
        DialTrouble::NotTrusted { relay, cause } => {
            texts.line_trouble(Line::NotTrusted { server: relay, cause: &cause.to_string(), option: "--ca" })
        }
        DialTrouble::NotARelay { relay, said } => texts.line_trouble(Line::NotAServer { server: relay, said }),
    }
}

fn lost(trouble: &LineTrouble, texts: &Texts) -> String {
    match trouble {
        LineTrouble::Closed => texts.line_trouble(Line::Closed),
        LineTrouble::Broken(cause) => texts.line_trouble(Line::Broken { cause: &cause.to_string() }),
        LineTrouble::Silent => texts.line_trouble(Line::Silent),
        LineTrouble::Garbled => texts.line_trouble(Line::Garbled),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use porchlight_client::{Ending, Failure};
    use porchlight_language::texts::Remedy;
    use porchlight_protocol::{Day, Refusal, Sequence};

    use super::*;

    fn told(trouble: &Trouble) -> String {
        trouble.told(Texts::of(Language::English))
    }

    #[test]
    fn a_refusal_is_told_by_its_own_sentence_or_by_whose_fault_it_is() {
        let said = |refusal| told(&Trouble::Failed(Failure::Refused(refusal)));
        assert!(said(Refusal::CharterRefused).contains("charter"));
        assert!(said(Refusal::Busy).contains("reason 25") && said(Refusal::StorageFailed).contains("operator"));
        assert!(said(Refusal::CapabilityChanged).contains("Run the same command again"));
        assert!(said(Refusal::ProofRefused).contains("Update this program"));
    }

    #[test]
    fn a_family_is_never_told_to_look_for_an_operator() {
        let refusals = [Refusal::Busy, Refusal::UnknownFeed, Refusal::CapabilityRefused, Refusal::Malformed];
        let endings = refusals.map(Ending::Refused).into_iter();
        for ending in endings.chain([Ending::CannotTell, Ending::RelayMisbehaved]) {
            let said = told(&Trouble::Ended { ending, remedy: None });
            assert!(!said.contains("operator") && said.contains("says nothing about anyone"), "{said}");
        }
    }

    #[test]
    fn what_a_liaison_may_meet_is_told_in_the_liaisons_language() {
        let refused = io::Error::new(io::ErrorKind::ConnectionRefused, "refused");
        let troubles = [
            Trouble::Failed(Failure::RunsTwice { place: Sequence(7) }),
            Trouble::Failed(Failure::Refused(Refusal::UsedUp { day: Day(3) })),
            Trouble::Unreachable {
                cause: DialTrouble::NoAnswer { relay: "relay".to_owned(), cause: refused },
                remedy: Remedy::NothingSent,
            },
            Trouble::Lost { cause: LineTrouble::Garbled, remedy: Remedy::Waits },
            Trouble::TextMissing,
        ];
        for trouble in &troubles {
            let (russian, ukrainian) = (Texts::of(Language::Russian), Texts::of(Language::Ukrainian));
            let cyrillic = |said: &str| said.chars().filter(|c| ('а'..='я').contains(c)).count() > 20;
            assert!(cyrillic(&trouble.told(russian)) && cyrillic(&trouble.told(ukrainian)), "{trouble:?}");
        }
    }
}
