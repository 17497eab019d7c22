//! The blind relay: TLS, HTTP, sessions and stores. What it decides is decided in `porchlight-relay-core`.
//!
//! A connection is one task: TLS, then HTTP (the page, health) for at most one upgrade, then a `session` whose requests either are
//! answered from the records or go to the one `committer`, the only writer. Accepted means on disk: an answer
//! leaves after the sync that covers it, and followers are woken by that same sync.
//!
//! [`start`] runs a relay inside another program; [`cli`] is the command.

pub mod cli;
mod clock;
mod committer;
mod config;
mod data_dir;
mod deadlines;
mod feed;
mod health;
mod http;
mod logs;
mod operator;
mod page;
mod random;
mod server;
mod session;
mod store;
mod tls;
mod trouble;
mod wire;

pub use config::{Config, Limits, Log, LogLevel, PageConfig, RetentionConfig, ServePage, StoreConfig, Tls};
pub use deadlines::Deadlines;
pub use server::{Running, start};
pub use trouble::Trouble;
