//! What a device and an office cost: in multiples of one Ed25519 verification, and by the number of devices.

use std::{hint::black_box, time::Duration};

use porchlight_client::Input;
use porchlight_protocol::{ENVELOPE_BYTES, RelayFrame, Signature, limits::BATCH_ENVELOPES};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use super::{
    Run,
    village::{Village, settled},
};
use crate::{
    clock::now,
    figures::{Verdict, quantile},
    trouble::Trouble,
};

/// Envelopes that a device reads after some days away: a hundred and sixty are forty posts.
const MANY: usize = 160;
/// Each is measured so many times.
const TIMES: usize = 40;
/// Which of them counts: among the fastest, for what others did in between is no cost of its own.
const UNDISTURBED: f64 = 0.1;
/// Each invite brings a vault of the whole roster, so that the last of many take a while: who waits is told after so many.
const TOLD_EVERY: usize = 1_000;
/// Posts before anything is measured: an office's log, and what it keeps to heal a relay with, are full by then, whatever its size,
/// and what is compared is the devices alone.
const FORMER_POSTS: usize = 400;
/// A turn's upload is told for so many; computed from what one drop costs where no such office is measured.
const DEVICES_OF_THE_MARK: usize = 10_000;
const UPLOADED_MB_MAX: f64 = 4.2;

/// Measures a device's reading.
pub(crate) fn device(run: &mut Run<'_>) {
    (run.tell)("a device reads");
    match reading() {
        Ok((one, many, verification)) => {
            let one = one / verification;
            run.verdicts.push(Verdict::at_most("device-one", 1, one, 2.0));
            let many = many / verification;
            run.verdicts.push(Verdict::at_most("device-160", MANY, many, 2.0 * MANY as f64));
        }
        Err(trouble) => run.unmeasured.push(format!("a device's reading: {trouble}")),
    }
}

/// Measures what an office costs as it grows.
pub(crate) fn liaison(run: &mut Run<'_>) {
    match run.scale.offices.iter().map(|devices| office(run, *devices)).collect::<Result<Vec<_>, _>>() {
        Ok(offices) => judge(run, &offices),
        Err(trouble) => run.unmeasured.push(format!("an office's costs: {trouble}")),
    }
}

/// What an office of some size costs.
struct Office {
    devices: usize,
    post_bytes: usize,
    post_seconds: f64,
    turn_drops_bytes: usize,
    turn_bytes: usize,
    turn_seconds: f64,
}

fn judge(run: &mut Run<'_>, offices: &[Office]) {
    let [small, .., large] = offices else { return };
    let growth = large.devices as f64 / small.devices as f64;
    let ratio = large.post_bytes as f64 / small.post_bytes as f64;
    run.verdicts.push(Verdict::at_most("post-bytes-with-devices", large.devices, ratio, 1.01));
    let ratio = large.post_seconds / small.post_seconds;
    run.verdicts.push(Verdict::at_most("post-cpu-with-devices", large.devices, ratio, 1.2));
    let ratio = large.turn_seconds / small.turn_seconds / growth;
    run.verdicts.push(Verdict::at_most("turn-cpu-per-device", large.devices, ratio, 1.2));
    let drops = DEVICES_OF_THE_MARK.next_power_of_two() as f64;
    let per_drop = large.turn_drops_bytes as f64 / large.devices.next_power_of_two() as f64;
    let uploaded = drops * per_drop / 1e6;
    run.verdicts.push(Verdict::at_most("turn-uploaded-mb", DEVICES_OF_THE_MARK, uploaded, UPLOADED_MB_MAX));
    for Office { devices, post_bytes, post_seconds, turn_drops_bytes, turn_bytes, turn_seconds } in offices {
        run.notes.push(format!(
            "an office of {devices} devices: a post {post_bytes} bytes and {:.2} ms; a turn {turn_drops_bytes} bytes of \
             drops, {turn_bytes} with vault and all, and {:.1} ms",
            post_seconds * 1e3,
            turn_seconds * 1e3
        ));
    }
}

fn office(run: &Run<'_>, devices: usize) -> Result<Office, Trouble> {
    (run.tell)(&format!("an office of {devices} devices"));
    let mut village = Village::new(devices as u64);
    let mut liaison = village.liaison()?;
    let mut links = Vec::new();
    for family in 0..devices {
        if family > 0 && family % TOLD_EVERY == 0 {
            (run.tell)(&format!("an office of {devices} devices: {family} are invited"));
        }
        links.push(village.invite(&mut liaison, &format!("family {family}"))?);
    }
    (run.tell)(&format!("an office of {devices} devices: they join"));
    for link in links {
        village.join(&link)?;
    }
    // Takes in the claims, turns the epoch, and confirms them all at once.
    village.task(&mut liaison, porchlight_client::Task::Families);
    for _ in 0..FORMER_POSTS {
        village.post(&mut liaison);
    }
    let (mut posts, mut post_bytes) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let sent = village.post(&mut liaison);
        post_bytes = sent.bytes;
        posts.push(sent.seconds);
    }
    let (mut turns, mut turn_drops_bytes, mut turn_bytes) = (Vec::new(), 0, 0);
    for _ in 0..3 {
        village.now += porchlight_client::TURN_EVERY_SECONDS + 1;
        let sent = village.session(&mut liaison, |_| {});
        turns.push(sent.seconds);
        if turn_drops_bytes == 0 {
            (turn_drops_bytes, turn_bytes) = (sent.drops, sent.bytes);
        }
    }
    let none = || Trouble::lost("nothing was measured");
    Ok(Office {
        devices,
        post_bytes,
        post_seconds: quantile(&mut posts, UNDISTURBED).ok_or_else(none)?,
        turn_drops_bytes,
        turn_bytes,
        turn_seconds: quantile(&mut turns, UNDISTURBED).ok_or_else(none)?,
    })
}

/// Seconds for one envelope, for many at once, and for one verification.
fn reading() -> Result<(f64, f64, f64), Trouble> {
    let mut village = Village::new(7);
    let mut liaison = village.liaison()?;
    let link = village.invite(&mut liaison, "a family")?;
    let mut device = village.join(&link)?;
    village.task(&mut liaison, porchlight_client::Task::Families);
    village.session(&mut device, |_| {});
    let (mut one, mut many) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let pushed = posted(&mut village, &mut liaison, &mut device, BATCH_ENVELOPES)?;
        for (index, frame) in pushed.into_iter().enumerate() {
            let took = seconds(|| taken(&mut device, vec![frame], village.now)).as_secs_f64();
            // The last of a batch is the status; the others are cover, of which there is nothing to open.
            if index + 1 == BATCH_ENVELOPES {
                one.push(took);
            }
        }
        hang_up(&mut device, village.now);
    }
    for _ in 0..TIMES / 4 {
        let pushed = posted(&mut village, &mut liaison, &mut device, MANY)?;
        many.push(seconds(|| taken(&mut device, pushed, village.now)).as_secs_f64());
        hang_up(&mut device, village.now);
    }
    let none = || Trouble::lost("nothing was measured");
    let verification = verification().ok_or_else(none)?;
    Ok((
        quantile(&mut one, UNDISTURBED).ok_or_else(none)?,
        quantile(&mut many, UNDISTURBED).ok_or_else(none)?,
        verification,
    ))
}

fn posted(
    village: &mut Village,
    liaison: &mut porchlight_client::Liaison,
    device: &mut porchlight_client::Device,
    envelopes: usize,
) -> Result<Vec<RelayFrame>, Trouble> {
    for _ in 0..envelopes / BATCH_ENVELOPES {
        village.post(liaison);
    }
    let pushed = village.pushed(device);
    match pushed.len() == envelopes {
        true => Ok(pushed),
        false => Err(Trouble::lost(format!("{} envelopes were pushed, not {envelopes}", pushed.len()))),
    }
}

// All that has come is handed in before the party is asked what it wants, as the driver does it.
fn taken(device: &mut porchlight_client::Device, frames: Vec<RelayFrame>, at: u64) {
    for frame in frames {
        device.handle(Input::Frame(Box::new(frame)), at);
    }
    black_box(settled(device, at, &mut |_| {}));
}

fn hang_up(device: &mut porchlight_client::Device, at: u64) {
    device.handle(Input::Disconnected, at);
    settled(device, at, &mut |_| {});
}

fn verification() -> Option<f64> {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).ok()?;
    let message = [7; ENVELOPE_BYTES - Signature::BYTES];
    let (signature, key) = (pair.sign(&message), UnparsedPublicKey::new(&ED25519, pair.public_key().as_ref()));
    let mut times: Vec<_> = (0..TIMES * 10)
        .map(|_| seconds(|| assert!(black_box(key.verify(&message, signature.as_ref())).is_ok())).as_secs_f64())
        .collect();
    quantile(&mut times, UNDISTURBED)
}

fn seconds(work: impl FnOnce()) -> Duration {
    let begun = now();
    work();
    begun.elapsed()
}
