//! One lie must not cost a family its link: what the relay has stored of a device is never thrown away on the relay's word.

mod cli_world;

use cli_world::World;
use cli_world::forger::{Deed, Forger};
use cli_world::proxy::Proxy;
use porchlight_protocol::{Day, Refusal, RelayFrame};

fn behind_a_forger() -> (World, Forger) {
    let mut world = World::start();
    let forger = Forger::before(&world.address, &world.path("relay"));
    world.address.clone_from(&forger.address);
    world.found();
    (world, forger)
}

#[test]
fn a_forged_grant_does_not_use_up_the_link() {
    let (world, forger) = behind_a_forger();
    let link = world.invite("Kovalenko");
    forger.do_next([Deed::Flip, Deed::Flip]);
    for _ in 0..2 {
        let ran = world.run("device", &["family", "join", &link, "--json"]);
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert_eq!(ran.objects()[0]["finding"], "grant-forged");
        for word in ["reads no further", "Run the same command again", "with the same link"] {
            assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
        }
    }
    assert_eq!(world.object("device", &["family", "join", &link])["group"], "Our people");
    world.object("liaison", &["liaison", "post", "calm"]);
    assert_eq!(world.objects("device", &["family", "read"])[0]["code"], "calm");
}

#[test]
fn a_link_said_to_be_used_after_a_lost_claim_is_tried_again() {
    let (world, forger) = behind_a_forger();
    let link = world.invite("Kovalenko");
    // The first session's requests are 1 and 2, the second's 3 and 4.
    let lie = RelayFrame::Refused { number: 4, refusal: Refusal::AlreadyClaimed { day: Day(20_000) } };
    forger.do_next([Deed::Cut, Deed::Say(lie)]);
    let ran = world.run("device", &["family", "join", &link, "--json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("already used on"), "{}", ran.stderr);
    world.object("device", &["family", "join", &link]);
}

#[test]
fn a_join_that_waits_for_one_link_does_not_go_on_with_another() {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    world.found();
    world.invite_and_join("whole");
    let said = proxy.said();
    // The line breaks before the grant is whole, and after it has been answered.
    for lacking in [5_000, 60] {
        let state = format!("lacking {lacking}");
        let (first, second) = (world.invite(&state), world.invite(&state));
        proxy.cut_after(said - lacking);
        assert_eq!(world.run(&state, &["family", "join", &first, "--json"]).code, 1, "{state}");
        proxy.mend();
        let ran = world.run(&state, &["family", "join", &second, "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{state}");
        for word in ["Joining with another link has begun", "Finish it with that link", "--state"] {
            assert!(ran.stderr.contains(word), "{state}: {}", ran.stderr);
        }
        world.object(&state, &["family", "join", &first]);
        world.object(&format!("{state}, second phone"), &["family", "join", &second]);
    }
}
