//! Whom a TLS connection believes: the authorities that browsers know, and those a person names with `--ca`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

/// Why a certificate that was to be trusted could not be.
#[derive(Debug, thiserror::Error)]
pub enum TrustTrouble {
    /// The file cannot be read, or holds no PEM.
    #[error("no certificate could be read from {}: {cause}. Give the relay's certificate as a PEM file", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the reader says.
        cause: rustls_pki_types::pem::Error,
    },
    /// The file holds none.
    #[error("{} holds no certificate. Give the relay's certificate as a PEM file", path.display())]
    Empty {
        /// Which file.
        path: PathBuf,
    },
    /// It is no certificate that TLS can use.
    #[error("the certificate in {} cannot be used: {cause}. Ask the operator for the relay's present one", path.display())]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What TLS says.
        cause: rustls::Error,
    },
}

/// TLS 1.3 and 1.2 by ring, trusting the public authorities and what `extra` holds.
pub(crate) fn tls(extra: Option<&Path>) -> Result<Arc<ClientConfig>, TrustTrouble> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = extra {
        add(&mut roots, path)?;
    }
    // Explicit: with two providers compiled in, the process's default would panic.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring provides every suite of both versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn add(roots: &mut RootCertStore, path: &Path) -> Result<(), TrustTrouble> {
    let unreadable = |cause| TrustTrouble::Unreadable { path: path.to_owned(), cause };
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path).map_err(unreadable)?.collect();
    let certificates = certificates.map_err(unreadable)?;
    if certificates.is_empty() {
        return Err(TrustTrouble::Empty { path: path.to_owned() });
    }
    for certificate in certificates {
        roots.add(certificate).map_err(|cause| TrustTrouble::Unusable { path: path.to_owned(), cause })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cert.pem");
        assert!(matches!(tls(Some(&path)), Err(TrustTrouble::Unreadable { .. })));
        std::fs::write(&path, "no certificate").unwrap();
        assert!(matches!(tls(Some(&path)), Err(TrustTrouble::Empty { .. })));
        std::fs::write(&path, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
        assert!(matches!(tls(Some(&path)), Err(TrustTrouble::Unusable { .. })));
    }
}
