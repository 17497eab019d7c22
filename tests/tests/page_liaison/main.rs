//! A liaison's days at the desk, in a real browser, with families and successors at browsers of their own.

#[path = "../page_world/mod.rs"]
mod page_world;

mod days;
mod families;
mod guarding;
mod handing_on;
mod keys;
mod waiting;
