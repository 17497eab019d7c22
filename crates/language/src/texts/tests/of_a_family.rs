//! Every sentence about what a family says, and what its device tells besides its page.

use super::super::*;

pub(super) fn of_a_family(texts: &Texts, name: &str) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let moment = Moment::new(day, 7, 40).unwrap();
    let mut sentences = vec![
        texts.asked(name),
        texts.acknowledged(9),
        texts.prefers(name),
        texts.prefers(""),
        texts.forgotten(9),
        texts.report_soon(40),
        texts.own_link(),
        texts.leave_warning(name),
        texts.leave_prompt(),
        texts.yes(),
        texts.left(name, true),
        texts.left(name, false),
        texts.unchanged(),
        texts.evidence_written(name, name),
        texts.evidence_proves(9),
        texts.notice_read(),
        texts.notice_acknowledge(name),
        texts.notice_answers(),
        texts.new_liaison(Some(day)),
        texts.new_machine(Some(day)),
        texts.new_machine(None),
        texts.history_line(9, day, name),
        texts.history_empty(),
        texts.standing_since(name, moment),
        texts.standing_unasked(),
        texts.clock_doubt(Age::Hours(3)),
    ];
    sentences.extend(departures(moment, name).map(|departure| texts.departure(departure)));
    sentences.extend(unsayables(name).map(|unsayable| texts.unsayable(unsayable)));
    sentences
}

fn departures(moment: Moment, name: &str) -> [Departure<'_>; 3] {
    [Departure::Left, Departure::Leaves { moment, command: name }, Departure::Waits { command: name }]
}

fn unsayables(name: &str) -> [Unsayable<'_>; 12] {
    [
        Unsayable::NoSuchMessage { update: 9, command: name },
        Unsayable::NoSuchRecord { update: 9, command: name },
        Unsayable::QuestionsFull { max: 4 },
        Unsayable::PreferenceTooLong { bytes_max: 240 },
        Unsayable::LinksFull { max: 2 },
        Unsayable::Removed,
        Unsayable::Unconfirmed,
        Unsayable::Headline { update: 9 },
        Unsayable::NothingRead { command: name },
        Unsayable::NoEvidence,
        Unsayable::Stays { option: name },
        Unsayable::LeavesUntold { option: name },
    ]
}
