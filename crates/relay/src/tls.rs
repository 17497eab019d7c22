//! TLS 1.3 and 1.2, by rustls with ring, named explicitly: with two providers compiled in, the default would panic.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        client::verify_server_name,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
        server::ParsedCertificate,
        version::{TLS12, TLS13},
    },
};

use crate::{Tls, Trouble, data_dir, data_dir::DataDir};

/// Who the self-signed certificate is for.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// An acceptor, the names that it may be dialled by, and the certificate file that clients may have to trust.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) names: Names,
    pub(crate) certificate: PathBuf,
}

/// The names that the relay's certificate is for.
pub(crate) struct Names(CertificateDer<'static>);

impl Names {
    /// Whether a client that checked the certificate can have dialled this `host` or `host:port`.
    ///
    /// A poster signs the name it dialled. Were any name taken here, a relay that it dials could pass this one's challenge on,
    /// and use the proof here.
    pub(crate) fn cover(&self, authority: &str) -> bool {
        let host = host_of(authority).and_then(|host| ServerName::try_from(host).ok());
        let certificate = ParsedCertificate::try_from(&self.0);
        matches!((host, certificate), (Some(host), Ok(certificate)) if verify_server_name(&certificate, &host).is_ok())
    }
}

/// The host of `host`, `host:port`, `[v6]` or `[v6]:port`.
fn host_of(authority: &str) -> Option<&str> {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map(|(host, _)| host),
        None => authority.split(':').next(),
    }
}

/// Loads the operator's certificate; where there is none, the relay's own, made now if need be.
pub(crate) fn identity(config: &Tls, data: &DataDir) -> Result<Identity, Trouble> {
    let (certificate, key) = match (&config.certificate, &config.key) {
        (Some(certificate), Some(key)) => (certificate.clone(), key.clone()),
        (Some(_), None) | (None, Some(_)) | (None, None) => own(data)?,
    };
    let (server, names) = load(&certificate, &key).map_err(|cause| Trouble::TlsFiles {
        certificate: certificate.clone(),
        key: key.clone(),
        cause,
    })?;
    let certificate = std::path::absolute(certificate).map_err(|cause| Trouble::System { cause })?;
    Ok(Identity { acceptor: TlsAcceptor::from(Arc::new(server)), names, certificate })
}

fn load(certificate: &Path, key: &Path) -> Result<(ServerConfig, Names), String> {
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|cause| cause.to_string())?;
    let names = Names(chain.first().ok_or("the certificate file holds no certificate")?.clone());
    let key = PrivateKeyDer::from_pem_file(key).map_err(|cause| cause.to_string())?;
    let versions = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|cause| cause.to_string())?;
    let mut server = versions.with_no_client_auth().with_single_cert(chain, key).map_err(|cause| cause.to_string())?;
    server.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((server, names))
}

fn own(data: &DataDir) -> Result<(PathBuf, PathBuf), Trouble> {
    let (certificate, key) = (data.certificate(), data.key());
    if !certificate.exists() || !key.exists() {
        make(&certificate, &key)?;
        data.sync()?;
    }
    Ok((certificate, key))
}

fn make(certificate: &Path, key: &Path) -> Result<(), Trouble> {
    let not_made = |cause: rcgen::Error| Trouble::CertificateNotMade { cause: cause.to_string() };
    let pair = KeyPair::generate().map_err(not_made)?;
    let mut params = CertificateParams::new(OWN_NAMES.map(String::from)).map_err(not_made)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Porchlight relay");
    let signed = params.self_signed(&pair).map_err(not_made)?;
    data_dir::write_private(key, pair.serialize_pem().as_bytes())?;
    data_dir::write_private(certificate, signed.pem().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_certificate_are_its_own() {
        let signed =
            rcgen::generate_simple_self_signed(["relay.example".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()]);
        let names = Names(signed.unwrap().cert.der().clone());
        for own in ["relay.example", "relay.example:8443", "RELAY.example:443", "127.0.0.1:8443", "[::1]:8443", "[::1]"]
        {
            assert!(names.cover(own), "{own}");
        }
        for other in
            ["other.example", "relay.example.other", "127.0.0.2:8443", "", ":8443", "[::1", "::1", "[::2]:8443"]
        {
            assert!(!names.cover(other), "{other}");
        }
    }
}
