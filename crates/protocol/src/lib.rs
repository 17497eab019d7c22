//! What both towers speak: envelopes, frames, ids, limits, refusals, and their verification.
