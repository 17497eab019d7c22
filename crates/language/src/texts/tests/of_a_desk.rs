//! Every sentence of the liaison's desk.

use super::super::*;
use super::COUNTS;
use crate::Level;

pub(super) fn of_a_desk(texts: &Texts, name: &str) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let moment = Moment::new(day, 7, 40).unwrap();
    let mut sentences: Vec<String> = OnDesk::ALL.iter().map(|label| texts.on_desk(*label)).collect();
    sentences.extend(doings(name).map(|doing| texts.desk_doing(doing)));
    sentences.extend(questions(name).map(|question| texts.desk_question(question)));
    sentences.extend(Level::ALL.map(|level| texts.desk_button_post(level, name)));
    sentences.extend([texts.desk_held_post(name), texts.desk_held_tell(name, name), texts.desk_update_of(day, name)]);
    sentences.extend([texts.desk_heard_at(moment), texts.desk_again_at(moment), texts.desk_locked_until(moment)]);
    sentences.extend([texts.desk_expires(moment), texts.desk_family_unconfirmed(name), texts.desk_view_named(name)]);
    for count in COUNTS {
        sentences.extend([texts.desk_held_for(count), texts.desk_open_questions(count)]);
        sentences.extend([texts.desk_notices_waiting(count), texts.desk_word_number(count)]);
        sentences.extend([texts.desk_read_to(count, day), texts.desk_for_family(name, count)]);
        sentences.extend([texts.desk_message(count, None), texts.desk_message(count, Some(day))]);
        sentences.push(texts.desk_tried_later(u8::try_from(count).unwrap_or(u8::MAX)));
    }
    sentences
}

fn doings(name: &str) -> [Doing<'_>; 13] {
    [
        Doing::Found,
        Doing::Invite { family: name },
        Doing::Post { label: name },
        Doing::Tell { family: name },
        Doing::Profile,
        Doing::Families,
        Doing::Remove { family: name },
        Doing::Withdraw { family: name },
        Doing::Empower { name },
        Doing::HandOver,
        Doing::Dismiss { name },
        Doing::Backup,
        Doing::TakingOver,
    ]
}

fn questions(name: &str) -> [DeskQuestion<'_>; 4] {
    [
        DeskQuestion::RemoveFamily { family: name },
        DeskQuestion::RemoveDevice { family: name, number: 2 },
        DeskQuestion::Withdraw { family: name },
        DeskQuestion::Dismiss { name },
    ]
}
