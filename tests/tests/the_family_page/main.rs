//! A relative's page, pressed and read through the days of a group, without a browser.

mod doing;
mod not_accusing;
mod opening;
mod reader;
mod reading;
