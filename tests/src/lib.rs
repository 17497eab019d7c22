//! Scenarios that see the whole house; nothing sees them.

pub mod house;
pub mod vectors;
pub mod world;
