//! A throw-away server for files that no relay serves: what a test itself wants a browser to load.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

/// Serves the files of some directories over plain HTTP; it ends with the test's process.
pub struct Shelf {
    pub port: u16,
}

impl Shelf {
    /// Serves these directories as one; in each answer stands this security policy.
    pub fn of(directories: &[&Path], policy: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let directories: Vec<PathBuf> = directories.iter().map(|path| path.to_path_buf()).collect();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let directories = directories.clone();
                thread::spawn(move || answer(client, &directories, policy));
            }
        });
        Self { port }
    }
}

fn answer(mut client: TcpStream, directories: &[PathBuf], policy: &str) -> Option<()> {
    let mut request = String::new();
    BufReader::new(client.try_clone().ok()?).read_line(&mut request).ok()?;
    let name = request.split(' ').nth(1)?.trim_start_matches('/').to_owned();
    let found = directories.iter().find_map(|directory| fs::read(directory.join(&name)).ok());
    let (status, body) = found.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let kind = match Path::new(&name).extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some(_) | None => "text/plain",
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).and_then(|()| client.write_all(&body)).ok()
}
