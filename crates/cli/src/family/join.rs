//! Joining with an invite link.

use porchlight_client::{Device, Ending, Reach};
use porchlight_native::{End, Kind, Link, Patience, StateFile, now, system_random};
use porchlight_protocol::Refusal;
use porchlight_screen::told;

use super::Household;
use super::ear::{Ear, Until};
use super::read::{Remedies, reach, verdict};
use crate::everywhere::{Everywhere, Role};
use crate::trouble::Trouble;
use crate::{given, states};

/// Joins; for a person, also shows what there is to read.
pub(super) async fn join(everywhere: &Everywhere, link: &str, prompt: bool) -> Result<(), Trouble> {
    let link = Link::parse(&given::line(link)?).map_err(Trouble::LinkDamaged)?;
    let dir = everywhere.state_dir(Role::Family)?;
    let is_new = !StateFile::exists(&dir);
    let mut household = match is_new {
        true => Household::begun(everywhere, &link, prompt)?,
        false => Household::unfinished(everywhere, &link)?,
    };
    let mut ear = Ear::new(everywhere, &household.device, Until::Joined);
    let end = household.drive(&mut ear, Patience::Once).await?;
    if household.device.has_joined() {
        household.welcome(everywhere, &mut ear, reach(&end))?;
    }
    let remedies = Remedies::of_joining(&household.device);
    if is_new && household.is_void(&end, &ear) {
        household.state.discard()?;
    }
    verdict(end, &ear, remedies)
}

impl Household {
    fn begun(everywhere: &Everywhere, link: &Link, prompt: bool) -> Result<Self, Trouble> {
        let dialler = everywhere.dialler()?;
        let dir = everywhere.state_dir(Role::Family)?;
        let state = states::create(&dir, Kind::Device, prompt)?;
        Ok(Self { dialler, state, device: Device::join(link, system_random()) })
    }

    /// A join that was interrupted: the relay knows the mark with which it claimed the link, so it must go on with that.
    fn unfinished(everywhere: &Everywhere, link: &Link) -> Result<Self, Trouble> {
        let household = Self::open(everywhere)?;
        let dir = household.state.dir().to_owned();
        if household.device.has_joined() {
            return Err(Trouble::AlreadyJoined { dir });
        }
        match household.device.feed() == link.feed {
            true if household.device.invite_tag() == Some(link.secret.invite_tag(&link.feed)) => Ok(household),
            true => Err(Trouble::OtherLink { dir }),
            false => Err(Trouble::OtherJoin { dir }),
        }
    }

    /// Shows a person how things stand, and where this device's key rests.
    fn welcome(&self, everywhere: &Everywhere, ear: &mut Ear, reach: Reach) -> Result<(), Trouble> {
        if !everywhere.json {
            ear.conclude(&self.device, reach, now())?;
            states::tell_of_key(&self.state, everywhere.texts(), &everywhere.printer());
        }
        Ok(())
    }

    /// Whether a state that was made just now is good for nothing more: nobody has seen it, or its link leads nowhere.
    ///
    /// Once the relay may have stored this device's mark, the link is good for that mark alone: without it, the same link is
    /// refused for ever as used by somebody else. So whatever the relay says after that, true or not, the state stays.
    fn is_void(&self, end: &End, ear: &Ear) -> bool {
        if self.device.has_joined() {
            return false;
        }
        match (end, ear.ending()) {
            (End::Unreachable(_), _) => true,
            (End::Finished, Some(Ending::LinkRefused(refusal))) => !refusal.may_try_again() && !ear.was_cut_off(),
            (
                End::Finished,
                None
                | Some(
                    Ending::Found(_)
                    | Ending::Refused(_)
                    | Ending::CannotTell
                    | Ending::Removed
                    | Ending::RelayMisbehaved,
                ),
            ) => false,
            (End::Lost(_), _) => false,
        }
    }
}

/// Why the relay refused a link, and what to do.
pub(super) fn link_trouble(refusal: Refusal) -> Trouble {
    let ended = || Trouble::Ended { ending: Ending::LinkRefused(refusal), remedy: None };
    told::link_trouble(refusal).map_or_else(ended, Trouble::Link)
}
