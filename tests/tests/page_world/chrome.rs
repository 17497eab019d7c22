//! ChromeDriver, and the browsers that it leads; none outlives the test.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::complaints::Complaints;
use super::{PATIENCE, glance};

/// How long a driver may take to close its browsers when a test ends.
const FAREWELL: Duration = Duration::from_secs(5);

/// A ChromeDriver process.
pub struct Driver {
    process: Child,
    port: u16,
}

/// What a browser is started with.
pub struct Start<'a> {
    /// Its profile: state, cookies, what the page has stored.
    pub profile: &'a Path,
    /// Where all of the relay's traffic goes.
    pub gate_port: u16,
    /// What the person reads, as a browser names it.
    pub language: &'a str,
    /// Inner width and height.
    pub size: (u32, u32),
}

impl Driver {
    /// Starts one on any free port. Browsers find their trusted authorities under this home.
    pub async fn start(home: &Path) -> Self {
        let port = free_port();
        let log = File::create(home.join("chromedriver.log")).unwrap();
        let mut command = Command::new("chromedriver");
        command
            .arg(format!("--port={port}"))
            .env("HOME", home)
            .env("TZ", "UTC")
            .env("XDG_CONFIG_HOME", home.join("config"));
        let started = command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn();
        let process = started.expect("chromedriver runs: `cargo xtask test` installs it");
        let driver = Self { process, port };
        driver.listens().await;
        driver
    }

    async fn listens(&self) {
        let listens = async {
            while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
                glance().await;
            }
        };
        timeout(PATIENCE, listens).await.expect("chromedriver listens");
    }

    /// Opens a browser, with one window of just the inner size that was asked for.
    pub async fn open(&self, start: &Start<'_>) -> Window {
        let capabilities: Capabilities = serde_json::from_value(capabilities(start)).unwrap();
        let address = format!("http://127.0.0.1:{}", self.port);
        let browser = WebDriver::new(address, capabilities).await.expect("the browser starts");
        let window = Window { browser, complaints: Mutex::default() };
        window.resize(start.size).await;
        window
    }
}

/// A browser's window.
pub struct Window {
    pub browser: WebDriver,
    complaints: Mutex<Complaints>,
}

impl Window {
    /// Goes to an address.
    pub async fn visit(&self, address: &str) {
        self.browser.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// What a script comes to.
    pub async fn asks(&self, script: &str) -> Value {
        let answer = self.browser.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"));
        answer.json().clone()
    }

    /// Looks again until a script comes to something: not null, not false. `None` when it does not.
    pub async fn awaits(&self, script: &str) -> Option<Value> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            // While one page takes the place of another, there is nothing to ask.
            let answer = self.browser.execute(script, vec![]).await.map(|answer| answer.json().clone());
            match answer.unwrap_or_default() {
                Value::Null | Value::Bool(false) => glance().await,
                found => return Some(found),
            }
        }
        None
    }

    /// Speaks to the browser's own tools.
    pub async fn tools(&self, method: &str, parameters: Value) -> Value {
        self.browser.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Makes the window so large inside.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// What the browser has complained of, and whom it has asked.
    pub async fn complaints(&self) -> tokio::sync::MutexGuard<'_, Complaints> {
        let mut complaints = self.complaints.lock().await;
        complaints.collect(&self.browser).await;
        complaints
    }
}

impl Drop for Window {
    /// Where a test has failed, the driver closes the browser: see [`Driver`]. Asking for it here as well would block for minutes.
    fn drop(&mut self) {
        let _was_closed = self.browser.clone().leak();
    }
}

impl Drop for Driver {
    /// Has it close every browser first: killed, it would leave them behind.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(FAREWELL));
            let _ = stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn capabilities(start: &Start<'_>) -> Value {
    let (width, height) = start.size;
    // No name but the relay's is found: whatever the page or the browser asks of others shows as an error.
    let names = format!("MAP localhost 127.0.0.1:{}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", start.gate_port);
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
                format!("--user-data-dir={}", start.profile.display()),
                format!("--host-resolver-rules={names}"),
                format!("--lang={}", start.language),
                format!("--accept-lang={}", start.language),
                format!("--window-size={width},{height}"),
            ],
            "prefs": {"intl.accept_languages": start.language, "intl.selected_languages": start.language},
        },
    })
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
