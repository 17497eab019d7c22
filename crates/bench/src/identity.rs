//! One certificate for every server of a run, so that handshakes cost each the same.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{CertificateParams, KeyPair};
use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    version::TLS13,
};

use crate::trouble::Trouble;

/// Where certificate and key lie.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Identity {
    /// Makes one for localhost.
    pub(crate) fn make(folder: &Path) -> Result<Self, Trouble> {
        let not_made = |cause: rcgen::Error| Trouble::lost(cause.to_string());
        let pair = KeyPair::generate().map_err(not_made)?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let signed = CertificateParams::new(names).and_then(|params| params.self_signed(&pair)).map_err(not_made)?;
        let own = Self { certificate: folder.join("cert.pem"), key: folder.join("key.pem") };
        fs::write(&own.certificate, signed.pem()).map_err(Trouble::system("room for a certificate"))?;
        fs::write(&own.key, pair.serialize_pem()).map_err(Trouble::system("room for a key"))?;
        Ok(own)
    }

    /// What a floor serves with: TLS as the relay has it.
    pub(crate) fn server(&self) -> Result<Arc<ServerConfig>, Trouble> {
        let chain = CertificateDer::pem_file_iter(&self.certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let key = PrivateKeyDer::from_pem_file(&self.key);
        let (Ok(chain), Ok(key)) = (chain, key) else { return Err(Trouble::lost("the certificate does not read")) };
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13])
            .map_err(Trouble::tls)?;
        builder.with_no_client_auth().with_single_cert(chain, key).map(Arc::new).map_err(Trouble::tls)
    }

    /// What the load connects with: TLS 1.3 alone, no resumption, this certificate.
    pub(crate) fn client(&self) -> Result<Arc<ClientConfig>, Trouble> {
        let Ok(certificate) = CertificateDer::from_pem_file(&self.certificate) else {
            return Err(Trouble::lost("the certificate does not read"));
        };
        let mut roots = RootCertStore::empty();
        roots.add(certificate).map_err(Trouble::tls)?;
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13])
            .map_err(Trouble::tls)?;
        let mut client = builder.with_root_certificates(roots).with_no_client_auth();
        // A full handshake each time: what a crowd of strangers costs.
        client.resumption = rustls::client::Resumption::disabled();
        Ok(Arc::new(client))
    }
}
