//! Every group below a directory: whose state it is, and how it stands.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use porchlight_client::{Device, Liaison, Reach};
use porchlight_language::plain;
use porchlight_native::{Kind, Passphrase, StateFile, StateTrouble, now, system_random};
use serde::Serialize;

use super::objects::standing_name;
use crate::civil;
use crate::everywhere::Everywhere;
use crate::states;
use crate::trouble::Trouble;

/// How deep states are looked for: a directory for each person, and one for each of their groups.
const DEPTH_MAX: u32 = 4;
/// A directory with more in it is not where somebody keeps states.
const DIRECTORIES_MAX: usize = 4_096;

/// A line of `family groups`.
#[derive(Serialize)]
struct Group {
    dir: String,
    group: Option<String>,
    role: Option<&'static str>,
    standing: Option<&'static str>,
    locked: bool,
}

/// What one state holds.
enum Found {
    Liaison(Box<Liaison>),
    Device(Box<Device>),
    Locked,
    Unreadable,
}

pub(super) fn groups(everywhere: &Everywhere, dir: Option<PathBuf>) -> Result<(), Trouble> {
    let is_named = dir.is_some();
    let root = dir.or_else(|| everywhere.states_home()).ok_or(Trouble::NoHome)?;
    let mut states = Vec::new();
    match collect(&root, DEPTH_MAX, &mut 0, &mut states) {
        // Where states lie unless somebody says otherwise, there need not be any yet.
        Err(cause) if !is_named && cause.kind() == ErrorKind::NotFound => {}
        collected => collected.map_err(|cause| Trouble::Directory { path: root.clone(), cause })?,
    }
    let printer = everywhere.printer();
    if states.is_empty() && !printer.is_json() {
        return Ok(printer.text(&everywhere.texts().no_groups(&root.display().to_string()))?);
    }
    for dir in states {
        let found = look(&dir);
        match printer.is_json() {
            true => printer.object(&object(&dir, &found))?,
            false => printer.text(&line(everywhere, &dir, &found))?,
        }
    }
    Ok(())
}

/// The directories that hold a state, in the order of their names. Links are not followed: they could lead in a circle.
fn collect(dir: &Path, depth: u32, seen: &mut usize, states: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if StateFile::exists(dir) {
        states.push(dir.to_owned());
    }
    let mut below: Vec<_> = fs::read_dir(dir)?.filter_map(Result::ok).collect();
    below.sort_by_key(fs::DirEntry::file_name);
    for entry in below {
        let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_directory || depth == 0 || *seen >= DIRECTORIES_MAX {
            continue;
        }
        *seen += 1;
        // What cannot be looked into is somebody else's.
        let _elses = collect(&entry.path(), depth - 1, seen, states);
    }
    Ok(())
}

fn look(dir: &Path) -> Found {
    let passphrase =
        || -> Result<Passphrase, StateTrouble> { states::given().unwrap_or(Err(StateTrouble::NoPassphrase)) };
    let (kind, saved) = match StateFile::look(dir, &Kind::STATES, passphrase) {
        Ok(looked) => looked,
        Err(StateTrouble::NoPassphrase | StateTrouble::WrongPassphrase { .. } | StateTrouble::EmptyPassphrase) => {
            return Found::Locked;
        }
        Err(_) => return Found::Unreadable,
    };
    match kind {
        Kind::Device => match Device::restore(&saved, system_random()) {
            Ok(device) => Found::Device(Box::new(device)),
            Err(_) => Found::Unreadable,
        },
        Kind::Founding | Kind::Liaison | Kind::TakingOver => match Liaison::restore(&saved, system_random()) {
            Ok(liaison) => Found::Liaison(Box::new(liaison)),
            Err(_) => Found::Unreadable,
        },
        Kind::Backup | Kind::Roster => Found::Unreadable,
    }
}

fn object(dir: &Path, found: &Found) -> Group {
    let dir = dir.display().to_string();
    let unknown = Group { dir: dir.clone(), group: None, role: None, standing: None, locked: false };
    match found {
        Found::Locked => Group { locked: true, ..unknown },
        Found::Unreadable => unknown,
        Found::Liaison(liaison) => {
            Group { group: Some(liaison.profile().name.clone()), role: Some("liaison"), ..unknown }
        }
        Found::Device(device) => Group {
            group: device.profile().map(|profile| profile.name.clone()),
            role: Some("family"),
            standing: Some(standing_name(device.standing(now(), Reach::Reached))),
            ..unknown
        },
    }
}

fn line(everywhere: &Everywhere, dir: &Path, found: &Found) -> String {
    let texts = everywhere.texts();
    let facts = match found {
        Found::Locked => vec![texts.group_locked()],
        Found::Unreadable => vec![texts.group_unreadable()],
        Found::Liaison(liaison) => {
            let promised = civil::moment(liaison.next_by(), &everywhere.zone());
            vec![texts.group_heading(&liaison.profile().name), texts.role_liaison(), texts.next_update(promised)]
        }
        Found::Device(device) => {
            let standing = everywhere.reader().standing(device, Reach::Reached, now());
            let name = device.profile().map_or("", |profile| &profile.name);
            vec![texts.group_heading(name), texts.role_family(), standing.word(texts)]
        }
    };
    format!("{}\n    {}", plain::line(&dir.display().to_string()), facts.join("\n    "))
}
