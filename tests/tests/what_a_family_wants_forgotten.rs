//! A family has a message forgotten: whoever takes the phone later does not find it, and nothing false is said because of it.

use porchlight_client::codes::{NEGATIVE_TELLING, NEGATIVE_TOLD};
use porchlight_client::{CannotForget, Round, RoundNotice};
use porchlight_protocol::Sequence;
use porchlight_tests::world::World;

#[test]
fn a_forgotten_message_is_gone_from_the_disk_and_no_round_denies_it() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.post(&mut liaison, NEGATIVE_TELLING);
    let told = Sequence(world.tell(&mut liaison, "Bondar", "wounded", Some("he is in the second hospital")));
    world.post(&mut liaison, NEGATIVE_TOLD);
    world.read(&mut device);
    let stands_on_disk = |state: &[u8]| state.windows(15).any(|stretch| stretch == b"second hospital");
    assert!(stands_on_disk(&device.disk_bytes().expect("it saves what it reads")));

    assert_eq!(device.party().forget(told), Ok(()));
    world.read(&mut device);
    let mut device = device.restart(1).expect("it has saved");
    assert!(!stands_on_disk(&device.disk_bytes().expect("it was saved")));
    assert_eq!((device.party().notices().count(), device.party().notices_opened()), (0, 1));
    assert_eq!(device.party().round(), Some(Round::Told(RoundNotice::Came)));
    assert_eq!(device.party().forget(told), Err(CannotForget::NotKept));
}

#[test]
fn an_older_update_is_forgotten_and_the_one_in_force_is_not() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let older = Sequence(world.post(&mut liaison, NEGATIVE_TELLING));
    let headline = Sequence(world.post(&mut liaison, "calm"));
    world.read(&mut device);
    assert_eq!(device.party().forget(headline), Err(CannotForget::IsHeadline));
    assert_eq!(device.party().forget(older), Ok(()));
    let left: Vec<_> = device.party().statuses().map(|status| status.sequence).collect();
    assert_eq!(left, [headline]);
}
