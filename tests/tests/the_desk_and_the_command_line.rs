//! A backup is the same file at the desk and at the command line: what one seals, the other opens. With the real programs.

mod cli_world;

use std::fs;

use cli_world::{Ran, World};
use porchlight_screen::desk::BackupTrouble;
use porchlight_screen::desk::backup::{self, Fresh};
use zeroize::Zeroizing;

/// Runs a command with a passphrase in its environment.
fn guarded(world: &World, state: &str, arguments: &[&str], passphrase: &str) -> Ran {
    let ran = Ran::from(world.command(state, arguments).env("PORCHLIGHT_PASSPHRASE", passphrase).output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

#[test]
fn a_backup_goes_from_the_command_line_to_the_desk_and_back() {
    let world = World::start();
    world.found();
    let (typed, passphrase) = ("four quiet words here", Zeroizing::new("four quiet words here".to_owned()));
    let file = world.path("office.backup").display().to_string();
    guarded(&world, "liaison", &["liaison", "backup", &file, "--json"], typed);

    let written = fs::read(&file).unwrap();
    let other = Zeroizing::new("four quiet words there".to_owned());
    assert_eq!(backup::open(&written, &other).err(), Some(BackupTrouble::WrongPassphrase));
    let Ok(key) = backup::open(&written, &passphrase) else { panic!("the desk opens what the command line sealed") };

    let resealed = backup::seal(&key, &other, Fresh { salt: [3; 16], nonce: [5; 12] }).unwrap();
    let from_the_desk = world.path("downloads.backup");
    fs::write(&from_the_desk, resealed).unwrap();
    let from_the_desk = from_the_desk.display().to_string();
    guarded(&world, "elsewhere", &["liaison", "restore", &from_the_desk, "--json"], &other);
    let posted = guarded(&world, "elsewhere", &["liaison", "post", "calm", "--json"], &other);
    assert_eq!(posted.objects()[0]["code"], "calm", "the office goes on at the command line");
}

#[test]
fn a_backup_that_opens_with_a_key_file_says_so_at_the_desk() {
    let world = World::start();
    world.found();
    let file = world.path("office.backup").display().to_string();
    let ran = world.run("liaison", &["liaison", "backup", &file]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let typed = Zeroizing::new("any words at all".to_owned());
    assert_eq!(backup::open(&fs::read(&file).unwrap(), &typed).err(), Some(BackupTrouble::KeyFile));
}
