//! A configuration or a command line that does not fit is told what does not, and what to do.

mod relay_world;

use std::{ffi::OsStr, fs, path::Path};

use relay_world::{run_to_end, write_config};

struct Said {
    code: Option<i32>,
    text: String,
}

fn serve(config: &Path, more: &[&str]) -> Said {
    let arguments = [OsStr::new("serve"), "--config".as_ref(), config.as_ref()];
    said(arguments.into_iter().chain(more.iter().map(OsStr::new)))
}

fn said<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> Said {
    let output = run_to_end(arguments);
    assert!(output.stdout.is_empty());
    Said { code: output.status.code(), text: String::from_utf8(output.stderr).unwrap() }
}

fn config_refused(text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = write_config(directory.path(), text);
    let data = directory.path().join("data");
    let said = serve(&path, &["--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, Some(1));
    assert!(!data.exists(), "nothing was made");
    said.text.replace(path.to_str().unwrap(), "FILE")
}

#[test]
fn an_unknown_key_is_named() {
    let expected = "porchlight-relay: the configuration FILE does not fit: TOML parse error at line 1, column 1
  |
1 | lisen = \"127.0.0.1:1\"
  | ^^^^^
unknown field `lisen`, expected one of `listen`, `data`, `origins`, `tls`, `page`, `limits`, `retention`, `store`, `log`

See config/relay.toml for every key.
";
    assert_eq!(config_refused("lisen = \"127.0.0.1:1\"\n"), expected);
}

#[test]
fn an_unknown_key_in_a_section_is_named() {
    let said = config_refused("[limits]\nconections_max = 7\n");
    assert!(said.contains("unknown field `conections_max`, expected one of `connections_max`"), "{said}");
}

#[test]
fn a_value_of_the_wrong_kind_is_shown() {
    let said = config_refused("[retention]\nenvelopes = \"many\"\n");
    assert!(said.contains("line 2, column 13"), "{said}");
    assert!(said.contains("invalid type: string \"many\", expected u64"), "{said}");
    let said = config_refused("listen = \"everywhere\"\n");
    assert!(said.contains("invalid socket address syntax"), "{said}");
    let said = config_refused("[log]\nlevel = \"loud\"\n");
    assert!(
        said.contains("unknown variant `loud`, expected one of `error`, `warn`, `info`, `debug`, `trace`"),
        "{said}"
    );
}

#[test]
fn a_value_out_of_range_is_told_its_range() {
    let expected = "porchlight-relay: limits.connections_max is 0, but has to be between 1 and 100000. Change it in the \
                    configuration.\n";
    assert_eq!(config_refused("[limits]\nconnections_max = 0\n"), expected);
}

#[test]
fn text_that_is_no_toml_is_shown_where_it_ends_to_be() {
    let said = config_refused("listen = \n");
    assert!(said.contains("TOML parse error at line 1, column 10"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let said = serve(Path::new("/no/such/relay.toml"), &[]);
    let expected = "porchlight-relay: cannot read the configuration /no/such/relay.toml: No such file or directory (os error \
                    2). Check the path and its permissions.\n";
    assert_eq!((said.code, said.text.as_str()), (Some(1), expected));
}

#[test]
fn a_data_directory_that_cannot_be_made_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = write_config(directory.path(), "");
    fs::write(directory.path().join("file"), b"").unwrap();
    let data = directory.path().join("file/data");

    let said = serve(&path, &["--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);

    let expected = format!(
        "porchlight-relay: cannot make the data directory {}: Not a directory (os error 20). Check the path, its permissions \
         and the space on the disk.\n",
        data.display()
    );
    assert_eq!((said.code, said.text), (Some(1), expected));
}

#[test]
fn a_certificate_that_is_none_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let (certificate, key) = (directory.path().join("c.pem"), directory.path().join("k.pem"));
    fs::write(&certificate, "nothing").unwrap();
    fs::write(&key, "nothing").unwrap();
    let tls = format!("[tls]\ncertificate = {certificate:?}\nkey = {key:?}\n");
    let path = write_config(directory.path(), &tls);
    let data = directory.path().join("data");

    let said = serve(&path, &["--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);

    assert_eq!(said.code, Some(1));
    assert!(said.text.contains(&format!("cannot use the certificate {}", certificate.display())), "{}", said.text);
    assert!(said.text.ends_with("Both have to be PEM, and belong together.\n"), "{}", said.text);
}

#[test]
fn an_address_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let directory = tempfile::tempdir().unwrap();
    let path = write_config(directory.path(), "");
    let data = directory.path().join("data");

    let said = serve(&path, &["--data", data.to_str().unwrap(), "--listen", &address]);

    let expected = format!(
        "porchlight-relay: cannot listen on {address}: Address already in use (os error 98). Choose another address with \
         --listen, or stop what is using it.\n"
    );
    assert_eq!((said.code, said.text), (Some(1), expected));
}

#[test]
fn wrong_usage_of_flags_is_another_exit_code() {
    for arguments in [vec!["serve"], vec!["serve", "--config"], vec!["dance"], vec!["charter", "--dota", "x"]] {
        let said = said(arguments.iter().map(OsStr::new));
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.text.contains("--help"), "{}", said.text);
    }
}

#[test]
fn the_configuration_in_the_repository_works_as_it_stands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let directory = tempfile::tempdir().unwrap();

    let relay = relay_world::RelayProcess::start(
        &directory.path().join("data"),
        &root.join("config/relay.toml"),
        &directory.path().join("log"),
    );

    assert_eq!(relay.terminate(), Some(0));
}
