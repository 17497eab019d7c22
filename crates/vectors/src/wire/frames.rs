//! Frames of both directions.

use porchlight_protocol::{
    Ask, Challenge, Charter, ClaimAnswer, Claimant, Day, DropBlob, DropTag, Head, InboxBlob, InviteGrant, InviteState,
    Refusal, RelayFrame, Reply, Request, VaultPiece,
};

use super::*;

fn asks() -> Vec<Ask> {
    let (tag, claimant) = (DropTag::new([2; 32]), Claimant::new([3; 32]));
    vec![
        Ask::Hello { feed: feed() },
        Ask::Prove { signature: Signature::new([1; 64]) },
        Ask::Unlock { capability: Capability::new([9; 32]) },
        Ask::Head,
        Ask::Controls { after: Sequence(300) },
        Ask::Found { charter: Charter::new([4; 32]), envelope: founding() },
        Ask::Append { envelope: founding() },
        Ask::Subscribe { after: Sequence(0) },
        Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag, DropBlob::new([5; 192]))] },
        Ask::FetchDrops { tags: vec![tag, DropTag::new([6; 32])] },
        Ask::PutInvite { tag, grant: Box::new(InviteGrant::new([7; 8192])) },
        Ask::Claim { tag, claimant },
        Ask::LeaveAnswer { tag, claimant, answer: Box::new(ClaimAnswer::new([8; 1152])) },
        Ask::Answers { tags: vec![tag] },
        Ask::Retire { invites: vec![(tag, Day(20_577))], forgotten: vec![DropTag::new([6; 32])] },
        Ask::Send { message: Box::new(InboxBlob::new([9; 2048])) },
        Ask::Inbox { after: 0 },
        Ask::ClearInbox { through: u64::MAX },
        Ask::PutVault {
            version: 300,
            tags: (0..8).map(|fill| DropTag::new([fill; 32])).collect(),
            count: 1024,
            index: 1023,
            piece: Box::new(VaultPiece::new([10; 8192])),
        },
        Ask::FetchVault { tag, index: 3 },
    ]
}

fn replies() -> Vec<RelayFrame> {
    let head = Head { sequence: Sequence(5), hash: Hash::new([1; 32]), epoch: Epoch(2), control: Sequence(3) };
    let answered = Some(Box::new(ClaimAnswer::new([8; 1152])));
    let reply = |reply| RelayFrame::Reply { number: 7, reply };
    vec![
        reply(Reply::Welcome { challenge: Challenge::new([2; 32]) }),
        reply(Reply::Done),
        reply(Reply::Head(head)),
        reply(Reply::Controls { envelopes: vec![founding()], more: true }),
        reply(Reply::Appended { sequence: Sequence(1) }),
        reply(Reply::Subscribed { first: Sequence(4), head }),
        reply(Reply::Drops(vec![None, Some(DropBlob::new([5; 192]))])),
        reply(Reply::Claimed { grant: Box::new(InviteGrant::new([7; 8192])) }),
        reply(Reply::Answers(vec![
            InviteState::Unknown,
            InviteState::Unclaimed,
            InviteState::Claimed { day: Day(20_577), answer: answered },
            InviteState::UsedUp { day: Day(20_578) },
        ])),
        reply(Reply::Inbox { messages: vec![(1, InboxBlob::new([9; 2048]))], more: false }),
        reply(Reply::Vault { feed: feed(), version: 300, count: 4, piece: Box::new(VaultPiece::new([10; 8192])) }),
        RelayFrame::Refused { number: 8, refusal: Refusal::WrongPlace { next: Sequence(9) } },
        RelayFrame::Envelope(founding()),
        RelayFrame::Stopped { refusal: Refusal::CapabilityChanged },
    ]
}

/// Makes the cases.
pub fn make() -> Vec<Value> {
    let mut cases = Vec::new();
    for (index, ask) in asks().into_iter().enumerate() {
        let name = format!("{ask:?}");
        let name = name.split([' ', '{']).next().unwrap_or_default().to_owned();
        let frame = hex(Request { number: 300, ask }.encode());
        cases.push(json!({ "name": name, "from": "client", "index": index, "frame": frame }));
    }
    for (index, frame) in replies().into_iter().enumerate() {
        cases.push(json!({ "name": format!("reply {index}"), "from": "relay", "frame": hex(frame.encode()) }));
    }
    let mut long = Request { number: 1, ask: Ask::Head }.encode();
    long.push(0);
    for (name, frame) in [
        ("nothing at all", vec![]),
        ("a byte left over", long),
        ("an unknown ask", vec![1, 20]),
        ("a feed id of 31 bytes", [vec![1, 0, 31], vec![0; 31]].concat()),
        ("a number beyond 32 bits", vec![0xff, 0xff, 0xff, 0xff, 0x7f, 3]),
        ("a list longer than its frame", vec![1, 9, 0xff, 0xff, 0xff, 0xff, 0x0f]),
    ] {
        cases.push(json!({ "name": name, "from": "client", "error": "malformed", "frame": hex(frame) }));
    }
    cases
}

/// Checks a case.
pub fn check(case: &Value) {
    let frame = bytes(case, "frame");
    let again = match case["from"].as_str() {
        Some("client") => Request::decode(&frame).map(|request| request.encode()).ok(),
        _ => RelayFrame::decode(&frame).map(|frame| frame.encode()).ok(),
    };
    match case["error"].as_str() {
        None => assert_eq!(again, Some(frame), "{}", case["name"]),
        Some(_) => {
            assert_eq!(again, None, "{}", case["name"]);
        }
    }
}
