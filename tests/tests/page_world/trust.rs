//! An authority of the test's own: the relay's certificate is signed by it, and each browser profile trusts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

/// What signs, and the files that it has written.
pub struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// Makes an authority, a certificate for `localhost` and a relay's configuration with it.
    pub fn new(folder: &Path) -> Self {
        let own = Self { folder: folder.to_path_buf() };
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Porchlight's tests");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        fs::write(own.certificate(), params.self_signed(&key).unwrap().pem()).unwrap();

        let relay_key = KeyPair::generate().unwrap();
        let mut relay = CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        relay.use_authority_key_identifier_extension = true;
        let signed = relay.signed_by(&relay_key, &Issuer::new(params, key)).unwrap();
        fs::write(own.file("relay.pem"), signed.pem()).unwrap();
        fs::write(own.file("relay.key"), relay_key.serialize_pem()).unwrap();
        fs::write(own.relay_config(), own.config_text()).unwrap();
        own
    }

    /// The authority's own certificate.
    pub fn certificate(&self) -> PathBuf {
        self.file("authority.pem")
    }

    /// A configuration for the relay that names the signed certificate.
    pub fn relay_config(&self) -> PathBuf {
        self.file("relay.toml")
    }

    /// Has a browser whose home this is trust the authority, as a person who installs a certificate does.
    pub fn is_trusted_at(&self, home: &Path) {
        let database = home.join(".pki/nssdb");
        fs::create_dir_all(&database).unwrap();
        let database = format!("sql:{}", database.display());
        certutil(&["-N", "-d", &database, "--empty-password"]);
        let certificate = self.certificate();
        certutil(&["-A", "-d", &database, "-t", "C,,", "-n", "tests", "-i", certificate.to_str().unwrap()]);
    }

    fn config_text(&self) -> String {
        let quoted = |name: &str| Path::display(&self.file(name)).to_string();
        format!("[tls]\ncertificate = \"{}\"\nkey = \"{}\"\n", quoted("relay.pem"), quoted("relay.key"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn certutil(arguments: &[&str]) {
    let output = Command::new("certutil").args(arguments).output();
    let output = output.expect("certutil runs: `cargo xtask test` installs libnss3-tools");
    assert!(output.status.success(), "certutil: {}", String::from_utf8_lossy(&output.stderr));
}
