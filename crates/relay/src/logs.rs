//! Logs: to stderr, and nothing in them that an operator should not have.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::LogLevel;

/// Starts logging to stderr. What other crates say is shown from WARN on only: they know nothing of what must not be told.
pub(crate) fn start(level: LogLevel) {
    let own = level_filter(level);
    let others = own.min(LevelFilter::WARN);
    let targets = Targets::new()
        .with_default(others)
        .with_target("porchlight_relay", own)
        .with_target("porchlight_relay_core", own);
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // A program that embeds the relay may log in its own way.
    let _ = tracing_subscriber::registry().with(targets).with(lines).try_init();
}

fn level_filter(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}
