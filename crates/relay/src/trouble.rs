//! What may keep a relay from starting, each with what to do about it.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why the command ended. Printed to the operator as it stands.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message is the documentation")]
pub enum Trouble {
    #[error("cannot read the configuration {}: {cause}. Check the path and its permissions.", path.display())]
    ConfigUnreadable { path: PathBuf, cause: io::Error },
    #[error("the configuration {} does not fit: {cause}\nSee config/relay.toml for every key.", path.display())]
    ConfigMalformed { path: PathBuf, cause: toml::de::Error },
    #[error("{key} is {value}, but has to be between {min} and {max}. Change it in the configuration.")]
    OutOfRange { key: &'static str, value: u64, min: u64, max: u64 },
    #[error("[tls] names a {given} but no {missing}. Name both, or neither to use a self-signed certificate.")]
    HalfTls { given: &'static str, missing: &'static str },
    #[error("{origin:?} in `origins` is no origin. Write it as the browser sends it, such as \"https://example.org\".")]
    OriginMalformed { origin: String },
    #[error("cannot {wanted} {}: {cause}. Check the path, its permissions and the space on the disk.", path.display())]
    File { wanted: &'static str, path: PathBuf, cause: io::Error },
    #[error("another relay is using {}. Stop it first, or give this one a data directory of its own.", path.display())]
    DataInUse { path: PathBuf },
    #[error(
        "{} holds files that are no relay's, such as {found:?}. Give the relay an empty directory, or its own.",
        path.display()
    )]
    ForeignDirectory { path: PathBuf, found: String },
    #[error(
        "the store in {} is gone, or is empty, though it was made before: it was lost or not mounted. Serving it as new would \
         make every group forget its past. Bring the store back from a copy; or, to begin anew for good, remove {} too.",
        path.display(), marker.display()
    )]
    StoreLost { path: PathBuf, marker: PathBuf },
    #[error(
        "the store in {} is another than the one named in {}. Bring the right store back; or, if this one is right, \
         remove that file: it is then written anew.",
        path.display(), marker.display()
    )]
    StoreForeign { path: PathBuf, marker: PathBuf },
    #[error("the store in {} has format {found}, which this relay does not know. Use the relay version that wrote it.", path.display())]
    StoreFormat { path: PathBuf, found: String },
    #[error("cannot open the store in {}: {cause}. Check the disk and its free space; if the store is damaged, bring back a copy.", path.display())]
    StoreUnopened { path: PathBuf, cause: String },
    #[error("the store failed while it was written. Check the disk, then try again.")]
    StoreFailed,
    #[error("cannot use the certificate {} with the key {}: {cause}. Both have to be PEM, and belong together.", certificate.display(), key.display())]
    TlsFiles { certificate: PathBuf, key: PathBuf, cause: String },
    #[error(
        "[page] wants the page served, but this program was built without one. Build the page with `cargo xtask page`, then \
         the relay anew; or set serve = \"off\"."
    )]
    PageAbsent,
    #[error("cannot make a certificate: {cause}. Name a certificate and a key under [tls].")]
    CertificateNotMade { cause: String },
    #[error("cannot listen on {address}: {cause}. Choose another address with --listen, or stop what is using it.")]
    CannotListen { address: SocketAddr, cause: io::Error },
    #[error(
        "the path of {} is too long for a local socket ({bytes} bytes of at most {max}). Choose a data directory with a shorter path.",
        path.display()
    )]
    SocketPathTooLong { path: PathBuf, bytes: usize, max: usize },
    #[error("the relay that runs on {} does not answer: {cause}. Look at its log; restart it if need be.", path.display())]
    OperatorSocket { path: PathBuf, cause: io::Error },
    #[error("the running relay could not make a charter: {said}. Look at its log.")]
    CharterNotMade { said: String },
    #[error("cannot write to standard output: {cause}. Check where it leads, then run the command again.")]
    Unprinted { cause: io::Error },
    #[error("cannot start: {cause}")]
    System { cause: io::Error },
}
