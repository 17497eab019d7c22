//! What a person sees, as a tree of elements, from a party and a small state of the screen's own.
//!
//! **The contract.** An app is a pure state machine. Whoever runs it hands in what a person did as a message with `update`, which
//! gives back [wishes](family::Wish) to fulfil; and after anything has changed it asks `view` for the whole screen, and makes the
//! browser show that. Time, the time zone and the parties come in with each call; there is no browser in here, so all of it can be
//! played and read in tests, [as text](Element::to_html).

pub mod civil;
pub mod desk;
pub mod element;
pub mod family;
mod html;
pub mod parts;
pub mod pin;
pub mod told;

pub use civil::Civil;
pub use element::{Element, Node};
