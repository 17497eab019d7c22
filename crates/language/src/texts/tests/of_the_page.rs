//! Every sentence of the family page in a browser.

use super::super::*;
use super::COUNTS;

pub(super) fn of_the_page(texts: &Texts, name: &str) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let moment = Moment::new(day, 7, 40).unwrap();
    let mut sentences: Vec<String> = OnPage::ALL.iter().map(|sentence| texts.on_page(*sentence)).collect();
    sentences.extend([
        texts.page_group_line(name, name),
        texts.page_checked(Age::Minutes(5)),
        texts.page_said_leaves(moment),
        texts.page_day_unknown_code(day),
        texts.page_day_late(day),
        texts.page_day_before(day),
        texts.page_day_open(day),
        texts.page_phrase_at(41),
        texts.page_updated(name),
        texts.page_pin_wait(Age::Minutes(2)),
        texts.page_host_is(name),
        texts.page_host_check(name),
        texts.page_version(name),
    ]);
    sentences.extend(COUNTS.map(|count| texts.page_evicted(count)));
    sentences.extend(COUNTS.map(|count| texts.page_history(count)));
    sentences
}
