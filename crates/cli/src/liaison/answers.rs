//! What a command came to, in sentences.

use std::io;

use porchlight_client::{BackupKey, Done, Liaison};
use porchlight_language::words;
use porchlight_native::RecoveryPhrase;
use zeroize::Zeroizing;

use super::clerk::{Asked, Clerk};
use super::{objects, profile};
use crate::codes::Codes;
use crate::print::{link_block, quoted, wrapped};

const RECOVER: &str = "`porchlight liaison recover`";

/// The outcome of this very command, with what was asked for.
pub(super) fn answer(clerk: &Clerk<'_>, done: &Done, liaison: &Liaison) -> Zeroizing<String> {
    let (texts, outcome) = (clerk.texts(), sentence(clerk, done, liaison));
    Zeroizing::new(match (done, &clerk.asked) {
        (
            Done::Posted { sequence, code },
            Asked::Status { days, day: Some(day), next_by, today: Some(today), corrects },
        ) => {
            let posted = texts.posted_of(sequence.0, *day, *today, &label(clerk, code, *days, liaison));
            let corrected = corrects.map(|update| texts.posted_correcting(update));
            let promised = next_by.map(|moment| texts.promised(moment, *today));
            std::iter::once(posted).chain(corrected).chain(promised).collect::<Vec<_>>().join("\n")
        }
        (Done::Told { .. }, Asked::Private { code, has_text }) => {
            format!("{}\n{}", *outcome, texts.told_says(&label(clerk, code, None, liaison), *has_text))
        }
        (Done::Invited { family, .. }, Asked::Link { is_known, .. }) => {
            let families = liaison.families();
            let devices = families.iter().find(|known| known.name == *family).map_or(1, |known| known.devices);
            let whose = if *is_known { texts.invited_known(devices as u64) } else { texts.invited_new() };
            format!("{whose}\n{}", *outcome)
        }
        (Done::Removed { family, .. }, Asked::Removal { device: Some(number) }) => {
            texts.removed_device(family, (*number).into())
        }
        (Done::Recovered | Done::Accepted { .. } | Done::Dismissed { .. }, Asked::Succession { invited })
            if !invited.is_empty() =>
        {
            format!("{}\n\n{}", *outcome, wrapped(&texts.links_void(&invited.join(", ")), ""))
        }
        (Done::ProfileChanged { .. }, Asked::Setting { told, .. }) => told.clone(),
        (_, _) => return outcome,
    })
}

/// The same where nothing is known of what was asked for: an earlier command asked for it.
pub(super) fn sentence(clerk: &Clerk<'_>, done: &Done, liaison: &Liaison) -> Zeroizing<String> {
    let texts = clerk.texts();
    let group = &liaison.profile().name;
    Zeroizing::new(match done {
        Done::Founded { phrase } => format!("{}\n\n{}", texts.founded(group), *phrase_block(clerk, phrase)),
        Done::Accepted { phrase } => format!("{}\n\n{}", texts.accepted(group), *phrase_block(clerk, phrase)),
        Done::Recovered => texts.recovered(group),
        Done::Invited { family, link } => invitation(clerk, family, link),
        Done::Posted { sequence, code } => texts.posted(sequence.0, &label(clerk, code, clerk.asked.days(), liaison)),
        Done::Told { sequence: Some(_), family } => texts.told_now(family),
        Done::Told { sequence: None, family } => texts.told_with_next(family),
        Done::ProfileChanged { sequence: _ } => profile::lines(texts, liaison.profile()),
        Done::Removed { family, epoch: _ } => texts.removed(family),
        Done::Withdrawn { family, invites } => texts.withdrawn(family, *invites as u64),
        Done::Empowered { name, link } => mandate(clerk, name.as_deref(), link),
        Done::Dismissed { name } => texts.dismissed(name),
        // What an earlier command was to write, nobody asks for any more: the key is void with the next backup.
        Done::BackedUp(_) | Done::InOrder => texts.unchanged(),
    })
}

/// Writes the key to the vault where the command said, before it counts as told.
pub(super) fn write_backup(clerk: &mut Clerk<'_>, key: &BackupKey) -> io::Result<()> {
    let Asked::Backup { file, name } = &mut clerk.asked else { return Ok(()) };
    let (Some(file), name) = (file.take(), name.clone()) else { return Ok(()) };
    let key_file = file.write(&key.encode()).map_err(io::Error::other)?;
    if clerk.printer.is_json() {
        return clerk.printer.object(&objects::BackedUp { file: name });
    }
    let restore = format!("`porchlight liaison restore {}`", quoted(&name));
    let beside = key_file.map(|key| clerk.texts().backup_key_beside(&key.display().to_string()));
    let lines: Vec<_> = std::iter::once(clerk.texts().backed_up(&name, &restore)).chain(beside).collect();
    clerk.printer.text(&wrapped(&lines.join("\n"), ""))
}

fn label(clerk: &Clerk<'_>, code: &str, days: Option<u32>, liaison: &Liaison) -> String {
    let profile = Some(liaison.profile());
    Codes::of(profile).book(profile).label(code, clerk.language, days)
}

fn invitation(clerk: &Clerk<'_>, family: &str, link: &str) -> String {
    let advice = wrapped(&clerk.texts().compare_advice("`porchlight liaison families`"), "");
    let opening = clerk.texts().open_link("`porchlight family join 'LINK'`");
    link_block(&clerk.texts().invited(family), link, &format!("{opening}\n{advice}"), clerk.printer.paint())
}

/// That a link is made, without it: it is a secret.
pub(super) fn unseen_link(clerk: &Clerk<'_>, family: &str) -> String {
    format!("{}\n{}", clerk.texts().invited(family), clerk.texts().link_listed("`porchlight liaison invites`"))
}

fn mandate(clerk: &Clerk<'_>, name: Option<&str>, link: &str) -> String {
    let texts = clerk.texts();
    let heading = match name {
        Some(name) => texts.deputy_link(name, &format!("`porchlight liaison dismiss {}`", quoted(name))),
        None => texts.handover_link(),
    };
    link_block(&heading, link, &texts.open_link("`porchlight liaison accept 'LINK'`"), clerk.printer.paint())
}

/// A phrase to be written on paper, numbered, with what to do with it.
fn phrase_block(clerk: &Clerk<'_>, phrase: &RecoveryPhrase) -> Zeroizing<String> {
    let phrase = Zeroizing::new(words::phrase(phrase.as_bytes(), clerk.language));
    let (texts, phrase) = (clerk.texts(), Zeroizing::new(numbered(&phrase)));
    let advice = wrapped(&texts.phrase_advice(RECOVER), "");
    Zeroizing::new(format!("{}\n\n{}\n\n{advice}", texts.phrase_heading(), *phrase))
}

/// Words in rows of four, each behind its number.
fn numbered(phrase: &str) -> String {
    const IN_A_ROW: usize = 4;
    const WORD_WIDTH: usize = 14;
    let words: Vec<_> = phrase.split(' ').collect();
    let rows = words.chunks(IN_A_ROW).enumerate().map(|(row, words)| {
        let cells = words.iter().enumerate().map(|(column, word)| {
            let number = row * IN_A_ROW + column + 1;
            format!("{number:>4}. {word:<WORD_WIDTH$}")
        });
        cells.collect::<String>().trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use porchlight_language::Language;

    use super::*;
    use crate::print::WIDTH;

    #[test]
    fn a_phrase_is_numbered_for_paper_and_reads_back() {
        let bytes: Vec<u8> = (0..24).map(|number| number * 10).collect();
        for language in Language::ALL {
            let shown = numbered(&words::phrase(&bytes, language));
            assert!(shown.lines().count() == 6 && shown.lines().all(|line| line.chars().count() <= WIDTH), "{shown}");
            assert_eq!(words::bytes(&shown).as_deref(), Ok(bytes.as_slice()));
        }
    }
}
