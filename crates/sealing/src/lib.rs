//! Keys by place: chains, seals, bodies, grants, links and the claim.
//!
//! Everything here is a pure function of its arguments: random bytes come in, time does not matter. No key has `Debug`, and each
//! is wiped when dropped. The specification is `docs/protocol.md`, sections *Keys* to *The claim*.
//!
//! A key that could be shown would be shown one day, in a log or a panic; so none of these compiles:
//!
//! ```compile_fail,E0277
//! format!("{:?}", porchlight_sealing::Secret::new([0; 32]));
//! ```
//! ```compile_fail,E0277
//! fn show(link: porchlight_sealing::Link) -> String { format!("{link:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(grant: porchlight_sealing::EpochGrant) -> String { format!("{grant:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(chain: porchlight_sealing::Chain) -> String { format!("{chain:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(grants: porchlight_sealing::GrantChain) -> String { format!("{grants:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(root: porchlight_sealing::DeviceRoot) -> String { format!("{root:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(epoch: porchlight_sealing::EpochSecret) -> String { format!("{epoch:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(poster: porchlight_sealing::PostingSecret) -> String { format!("{poster:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(phrase: porchlight_sealing::RecoveryPhrase) -> String { format!("{phrase:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(opener: porchlight_sealing::VaultOpener) -> String { format!("{opener:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(mandate: porchlight_sealing::Mandate) -> String { format!("{mandate:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(report: porchlight_sealing::Report) -> String { format!("{report:?}") }
//! ```
//! ```compile_fail,E0277
//! fn show(kem: porchlight_sealing::KemSecret) -> String { format!("{kem:?}") }
//! ```

mod body;
mod chain;
mod claim;
mod drops;
mod envelopes;
mod grant;
mod grant_chain;
mod kem;
mod link;
mod posting;
mod reclaim;
mod recovery;
mod report;
pub mod rest;
mod secret;
mod vault;

pub use body::{
    Assembly, CODE_BYTES_MAX, CODEBOOK_BYTES_MAX, Message, MessageTooLong, NAME_BYTES_MAX, NextKemKey, Notice,
    PARTS_MAX, Profile, RELAY_BYTES_MAX, Status, TEXT_BYTES_MAX, UnreadableBody, is_code,
};
pub use chain::{Chain, ChainPassed};
pub use claim::{ClaimUnreadable, claim};
pub use drops::random_drop;
pub use envelopes::{Unopenable, control_envelope, cover, open, seal};
pub use grant::{ChainStart, EpochGrant, FamilyGrant, FirstGrant, GrantDefect, Granted, STARTS_MAX, farewell};
pub use grant_chain::GrantChain;
pub use kem::{ENCAPSULATION_BYTES, Encapsulation, KEM_KEY_BYTES, KEM_SUITE, KemKey, KemKeyUnusable, KemSecret};
pub use link::{CharterLink, Link, LinkDefect, Mandate, link_kind};
pub use posting::PostingSecret;
pub use reclaim::{Generation, Renewal, reclaim};
pub use recovery::RecoveryPhrase;
pub use report::{
    ASKED_INVITES_MAX, INQUIRIES_MAX, Inquiry, PREFERENCE_BYTES_MAX, RECEIPTS_MAX, REPORTS_PER_EPOCH_MAX, Report,
    ReportTooLong, ReportUnreadable, ReportedRenewal, Uplink, tag_of,
};
pub use secret::{DeviceRoot, EpochSecret, LinkSecret, MandateSecret, Secret};
pub use vault::{OpenedRight, Right, SealedVault, VaultDefect, VaultOpener, VaultRecipient, seal_vault, vault_hash};
