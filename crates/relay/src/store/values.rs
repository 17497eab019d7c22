//! The values that are more than bytes as they came: numbers, drops with their epoch, invites.

use porchlight_protocol::{ClaimAnswer, Claimant, Day, DropBlob, Epoch, InviteGrant};
use porchlight_relay_core::Invite;

const UNCLAIMED: u8 = 0;
const CLAIMED: u8 = 1;
const ANSWERED: u8 = 2;
const USED_UP: u8 = 3;

pub(super) fn number(number: u64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

pub(super) fn parse_number(value: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(value.try_into().ok()?))
}

pub(super) fn drop_blob(epoch: Epoch, blob: &DropBlob) -> Vec<u8> {
    [epoch.0.to_be_bytes().as_slice(), blob.as_bytes()].concat()
}

pub(super) fn parse_drop_blob(value: &[u8]) -> Option<DropBlob> {
    let (_epoch, blob) = value.split_first_chunk::<4>()?;
    DropBlob::from_slice(blob)
}

/// Layout: how it stands 1, then day 4, claimant 32, grant, answer, as far as there are any.
pub(super) fn invite(invite: &Invite) -> Vec<u8> {
    match invite {
        Invite::Unclaimed { grant } => [&[UNCLAIMED], grant.as_bytes().as_slice()].concat(),
        Invite::Claimed { grant, claimant, day, answer } => {
            let stands = if answer.is_some() { ANSWERED } else { CLAIMED };
            let answer = answer.as_ref().map_or([].as_slice(), |answer| answer.as_bytes());
            [&[stands], day_bytes(*day).as_slice(), claimant.as_bytes(), grant.as_bytes(), answer].concat()
        }
        Invite::UsedUp { day } => [&[USED_UP], day_bytes(*day).as_slice()].concat(),
    }
}

pub(super) fn parse_invite(value: &[u8]) -> Option<Invite> {
    let (stands, rest) = value.split_first()?;
    match *stands {
        UNCLAIMED => Some(Invite::Unclaimed { grant: Box::new(InviteGrant::from_slice(rest)?) }),
        CLAIMED | ANSWERED => parse_claimed(rest, *stands == ANSWERED),
        USED_UP => Some(Invite::UsedUp { day: parse_day(rest)? }),
        _ => None,
    }
}

fn parse_claimed(rest: &[u8], is_answered: bool) -> Option<Invite> {
    let (day, rest) = rest.split_at_checked(4)?;
    let (claimant, rest) = rest.split_at_checked(Claimant::BYTES)?;
    let (grant, answer) = rest.split_at_checked(InviteGrant::BYTES)?;
    let answer = match is_answered {
        true => Some(Box::new(ClaimAnswer::from_slice(answer)?)),
        false => answer.is_empty().then_some(None)?,
    };
    Some(Invite::Claimed {
        grant: Box::new(InviteGrant::from_slice(grant)?),
        claimant: Claimant::from_slice(claimant)?,
        day: parse_day(day)?,
        answer,
    })
}

fn day_bytes(day: Day) -> [u8; 4] {
    day.0.to_be_bytes()
}

fn parse_day(value: &[u8]) -> Option<Day> {
    Some(Day(u32::from_be_bytes(value.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invites() -> Vec<Invite> {
        let grant = Box::new(InviteGrant::new([1; 8192]));
        let claimed = |answer| Invite::Claimed {
            grant: grant.clone(),
            claimant: Claimant::new([2; 32]),
            day: Day(20_779),
            answer,
        };
        vec![
            Invite::Unclaimed { grant: grant.clone() },
            claimed(None),
            claimed(Some(Box::new(ClaimAnswer::new([3; 1152])))),
            Invite::UsedUp { day: Day(7) },
        ]
    }

    #[test]
    fn an_invite_comes_back_as_it_was_kept() {
        for kept in invites() {
            assert_eq!(parse_invite(&invite(&kept)), Some(kept));
        }
    }

    #[test]
    fn a_damaged_invite_is_none() {
        for kept in invites() {
            let mut value = invite(&kept);
            value.push(0);
            assert_eq!(parse_invite(&value), None);
            value.truncate(value.len() - 2);
            assert_eq!(parse_invite(&value), None);
        }
        assert_eq!(parse_invite(&[]), None);
        assert_eq!(parse_invite(&[9]), None);
    }
}
