//! What both towers speak: envelopes, frames, ids, limits, refusals, and their verification.
//!
//! This crate is where the two towers meet, so it holds no secret: it can check a signature, but not make one; it can carry a
//! sealed body, but not open it. Bytes in, verdicts out: no clock, no socket, no randomness. The specification
//! is `docs/protocol.md`; each item names the section it implements.
//!
//! ```
//! use porchlight_protocol::{Ask, Request};
//!
//! let request = Request { number: 7, ask: Ask::Head };
//! let bytes = request.encode();
//! assert_eq!(Request::decode(&bytes).unwrap(), request);
//! ```

mod carried;
mod control;
mod envelope;
mod fork;
mod frame;
mod ids;
pub mod limits;
mod link;
mod refusal;
mod signature;

pub use carried::{Carried, CarryDefect};
pub use control::{Authority, Control, ControlState, EpochChange, Handover};
pub use envelope::{BODY_BYTES, Defect, ENVELOPE_BYTES, Envelope, Header, Kind, PLAINTEXT_BYTES, SEALED_HEADER_BYTES};
pub use fork::{ForkDefect, ForkProof};
pub use frame::{
    Ask, Drop, Head, InboxMessage, InviteState, MalformedFrame, PATH, RelayFrame, Reply, Request, SUBPROTOCOL,
};
pub use ids::{
    Capability, CapabilityHash, Challenge, Charter, CharterHash, ClaimAnswer, Claimant, Day, DropBlob, DropTag, Epoch,
    FeedId, Hash, InboxBlob, InviteGrant, PostingKey, Sequence, Signature, Tag, VaultPiece,
};
pub use link::{LINK_CHECK_BYTES, LinkKind, link_authority, link_check};
pub use refusal::{Fault, Refusal};
pub use signature::{Label, signed_bytes};
