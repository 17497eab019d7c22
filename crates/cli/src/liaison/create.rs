//! Founding a group.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use porchlight_client::{Liaison, Task};
use porchlight_native::{
    CharterLink, Kind, LinkDefect, Profile, StateFile, StateTrouble, now, relay_authority, system_random,
};
use porchlight_protocol::Charter;

use super::office::Office;
use super::profile::read_codebook;
use crate::arguments::Create;
use crate::everywhere::{Everywhere, Role};
use crate::trouble::Trouble;
use crate::{given, states};

pub(super) async fn create(everywhere: &Everywhere, wanted: &Create) -> Result<(), Trouble> {
    let (relay, charter) = leave(&given::line(&wanted.charter)?, wanted.relay.as_deref())?;
    let profile = profile(wanted)?;
    let office = match unfinished(everywhere, &relay, &profile)? {
        Some(office) => office,
        None => begun(everywhere, &relay, charter, profile, wanted.begin.passphrase)?,
    };
    office.work(Task::Found).await
}

/// A group that an interrupted `create` has begun in the same directory.
fn unfinished<'a>(everywhere: &'a Everywhere, relay: &str, profile: &Profile) -> Result<Option<Office<'a>>, Trouble> {
    let dir = everywhere.state_dir(Role::Liaison)?;
    if !StateFile::exists(&dir) {
        return Ok(None);
    }
    let office = Office::open(everywhere)?;
    if office.state.kind() != Kind::Founding {
        return Err(StateTrouble::Exists { dir }.into());
    }
    match office.liaison.relay() == relay && office.liaison.profile() == profile {
        true => Ok(Some(office)),
        false => Err(Trouble::OtherFounding { dir }),
    }
}

fn begun<'a>(
    everywhere: &'a Everywhere,
    relay: &str,
    charter: Charter,
    profile: Profile,
    prompt: bool,
) -> Result<Office<'a>, Trouble> {
    let dialler = everywhere.dialler()?;
    let dir = everywhere.state_dir(Role::Liaison)?;
    let state = states::create(&dir, Kind::Founding, prompt)?;
    let liaison = Liaison::found(relay, charter, profile, system_random(), now());
    Ok(Office { everywhere, dialler, state, liaison, is_new: true })
}

fn profile(wanted: &Create) -> Result<Profile, Trouble> {
    let codebook = wanted.codebook.as_deref().map(read_codebook).transpose()?.unwrap_or_default();
    let profile = Profile { codebook, ..Profile::new(wanted.name.trim(), wanted.cadence) };
    match profile.is_within_bounds() {
        true => Ok(profile),
        false => Err(Trouble::GroupName),
    }
}

/// The leave that was given, and the relay that gave it: as typed, or as the link says.
fn leave(text: &str, typed: Option<&str>) -> Result<(String, Charter), Trouble> {
    let typed = typed.map(relay_authority).transpose()?;
    match CharterLink::parse(text) {
        Ok(link) => Ok((typed.unwrap_or(link.relay), link.charter)),
        Err(LinkDefect::NotALink) => Ok((typed.ok_or(Trouble::RelayUnnamed)?, charter(text)?)),
        Err(LinkDefect::NoRelay | LinkDefect::NoSecret | LinkDefect::Damaged) => Err(Trouble::NotACharter),
        Err(
            other @ (LinkDefect::UnknownVersion | LinkDefect::AnInvite | LinkDefect::AMandate | LinkDefect::ACharter),
        ) => Err(Trouble::LinkDamaged(other)),
    }
}

/// A charter in either of the two spellings of 32 bytes.
fn charter(text: &str) -> Result<Charter, Trouble> {
    let text = text.trim().as_bytes();
    let bytes = HEXLOWER_PERMISSIVE.decode(text).or_else(|_| BASE64URL_NOPAD.decode(text));
    bytes.ok().and_then(|bytes| Charter::from_slice(&bytes)).ok_or(Trouble::NotACharter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charters_link_names_the_relay_too() {
        let expected = Charter::new([0xab; 32]);
        let link = expected.link("relay.example:8443");
        assert!(leave(&link, None).is_ok_and(|(relay, charter)| relay == "relay.example:8443" && charter == expected));
        let other = leave(&link, Some("wss://localhost:9"));
        assert!(other.is_ok_and(|(relay, _)| relay == "localhost:9"), "what was typed is what was meant");
        let bare = "ab".repeat(32);
        assert!(leave(&bare, Some("wss://relay.example")).is_ok_and(|(relay, _)| relay == "relay.example"));
        assert!(matches!(leave(&bare, None), Err(Trouble::RelayUnnamed)));
        assert!(matches!(leave(&link[..link.len() - 1], None), Err(Trouble::NotACharter)));
    }

    #[test]
    fn a_charter_is_32_bytes_in_either_spelling() {
        let expected = Charter::new([0xab; 32]);
        for text in ["ab".repeat(32), "AB".repeat(32), format!(" {} ", BASE64URL_NOPAD.encode(&[0xab; 32]))] {
            assert!(charter(&text).is_ok_and(|charter| charter == expected), "{text}");
        }
        for wrong in ["", "ab", "no charter", &"ab".repeat(33)] {
            assert!(matches!(charter(wrong), Err(Trouble::NotACharter)), "{wrong}");
        }
    }
}
