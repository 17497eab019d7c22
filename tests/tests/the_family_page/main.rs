//! A relative's page, pressed and read through the days of a group, without a browser.

mod doing;
mod opening;
mod reader;
mod reading;
