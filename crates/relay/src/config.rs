//! The operator's configuration. `config/relay.toml` documents every key, and a test holds the two together.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::Trouble;

/// Everything an operator may set; what is left out has the value that `config/relay.toml` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The data directory.
    pub data: PathBuf,
    /// Web pages that may connect.
    pub origins: Vec<String>,
    /// The certificate.
    pub tls: Tls,
    /// The page.
    pub page: PageConfig,
    /// Bounds.
    pub limits: Limits,
    /// How long envelopes are kept.
    pub retention: RetentionConfig,
    /// The store.
    pub store: StoreConfig,
    /// The log.
    pub log: Log,
}

/// `[tls]`: both, or neither.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tls {
    /// PEM, the relay's own first.
    pub certificate: Option<PathBuf>,
    /// PEM.
    pub key: Option<PathBuf>,
}

/// `[page]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PageConfig {
    /// Whether this relay serves the page; left out, it does where it was built with one.
    pub serve: Option<ServePage>,
}

/// Where the page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServePage {
    /// From this program, which carries it.
    Embedded,
    /// Not from here.
    Off,
}

/// `[limits]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Connections at once.
    pub connections_max: u64,
    /// Requests of all connections that wait for the disk.
    pub requests_waiting_max: u64,
    /// Bytes that wait for one client to take them.
    pub write_buffer_bytes: u64,
}

/// `[retention]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// Envelopes kept of each feed.
    pub envelopes: u64,
}

/// `[store]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// Memory for what was read and written last, in MiB.
    pub cache_mib: u64,
}

/// `[log]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// How much.
    pub level: LogLevel,
}

/// How much the relay tells of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the usual levels")]
pub enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8443)),
            data: PathBuf::from("./porchlight-data"),
            origins: Vec::new(),
            tls: Tls::default(),
            page: PageConfig::default(),
            limits: Limits::default(),
            retention: RetentionConfig::default(),
            store: StoreConfig::default(),
            log: Log::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections_max: 4096, requests_waiting_max: 512, write_buffer_bytes: 32 * 1024 }
    }
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self { envelopes: 100_000 }
    }
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { cache_mib: 48 }
    }
}

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// [`Trouble`] that names the file and what does not fit.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let unreadable = |cause| Trouble::ConfigUnreadable { path: path.to_path_buf(), cause };
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let malformed = |cause| Trouble::ConfigMalformed { path: path.to_path_buf(), cause };
        let config: Self = toml::from_str(&text).map_err(malformed)?;
        config.check()?;
        Ok(config)
    }

    /// Checks what a type cannot say.
    ///
    /// # Errors
    /// [`Trouble`] that names the key.
    pub fn check(&self) -> Result<(), Trouble> {
        check_range("limits.connections_max", self.limits.connections_max, 1, 100_000)?;
        check_range("limits.requests_waiting_max", self.limits.requests_waiting_max, 16, 65_536)?;
        check_range("limits.write_buffer_bytes", self.limits.write_buffer_bytes, 4096, 1024 * 1024)?;
        check_range("retention.envelopes", self.retention.envelopes, 1024, 1_000_000_000)?;
        check_range("store.cache_mib", self.store.cache_mib, 8, 65_536)?;
        self.origins.iter().try_for_each(|origin| check_origin(origin))?;
        self.tls.check()
    }
}

impl Tls {
    fn check(&self) -> Result<(), Trouble> {
        match (&self.certificate, &self.key) {
            (Some(_), Some(_)) | (None, None) => Ok(()),
            (Some(_), None) => Err(Trouble::HalfTls { given: "certificate", missing: "key" }),
            (None, Some(_)) => Err(Trouble::HalfTls { given: "key", missing: "certificate" }),
        }
    }
}

fn check_range(key: &'static str, value: u64, min: u64, max: u64) -> Result<(), Trouble> {
    match (min..=max).contains(&value) {
        true => Ok(()),
        false => Err(Trouble::OutOfRange { key, value, min, max }),
    }
}

fn check_origin(origin: &str) -> Result<(), Trouble> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '*']) => Ok(()),
        Some(_) | None => Err(Trouble::OriginMalformed { origin: origin.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FILE: &str = include_str!("../../../config/relay.toml");

    /// The file with its switched-off keys (`#key = value`, no space) switched on.
    fn switched_on() -> String {
        let lines = FILE.lines().map(|line| match line.strip_prefix('#') {
            Some(key) if !key.is_empty() && !key.starts_with([' ', '#']) => key,
            Some(_) | None => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn keys(prefix: &str, table: &toml::Table) -> BTreeSet<String> {
        let named = table.iter().flat_map(|(key, value)| match value.as_table() {
            Some(inner) => keys(&format!("{prefix}{key}."), inner),
            None => BTreeSet::from([format!("{prefix}{key}")]),
        });
        named.collect()
    }

    #[test]
    fn the_file_in_the_repository_shows_the_defaults() {
        let shown: Config = toml::from_str(FILE).unwrap();
        assert_eq!(shown, Config::default());
        shown.check().unwrap();
    }

    #[test]
    fn every_key_is_in_the_file_and_every_key_in_the_file_is_known() {
        let shown: Config = toml::from_str(&switched_on()).unwrap();
        let known = toml::Table::try_from(&shown).unwrap();
        assert_eq!(keys("", &toml::from_str(&switched_on()).unwrap()), keys("", &known));
        let optional = [shown.tls.certificate.is_some(), shown.tls.key.is_some(), shown.page.serve.is_some()];
        assert_eq!(optional, [true; 3], "no optional key is left out");
    }

    #[test]
    fn values_out_of_range_are_named() {
        let mut config = Config::default();
        config.retention.envelopes = 7;
        let said = config.check().unwrap_err().to_string();
        let expected =
            "retention.envelopes is 7, but has to be between 1024 and 1000000000. Change it in the configuration.";
        assert_eq!(said, expected);
    }

    #[test]
    fn half_a_certificate_is_none() {
        let tls = Tls { certificate: Some("a.pem".into()), key: None };
        let said = Config { tls, ..Config::default() }.check().unwrap_err().to_string();
        let expected = "[tls] names a certificate but no key. Name both, or neither to use a self-signed certificate.";
        assert_eq!(said, expected);
    }

    #[test]
    fn an_origin_is_written_as_the_browser_sends_it() {
        for wrong in ["example.org", "https://", "https://example.org/", "*"] {
            assert!(check_origin(wrong).is_err(), "{wrong}");
        }
        check_origin("https://example.org:8443").unwrap();
    }
}
