//! The codes that mean something to the programs too, whatever a codebook makes of their words. See docs/protocol.md#bodies.

/// Begins a round of negative information: the families concerned are being told.
pub const NEGATIVE_TELLING: &str = "negative-telling";
/// Ends it: all of them have been told.
pub const NEGATIVE_TOLD: &str = "negative-told";
/// No communication, as planned, until its next-by.
pub const SILENCE: &str = "silence";
