//! Families and their links.

use porchlight_client::{FamilySummary, History, Task};
use porchlight_sealing::{Link, Mandate};
use zeroize::Zeroizing;

use super::{App, Around, Field, View, Wish};

/// What stands in the field that chooses a history, for each choice.
pub(super) const HISTORIES: [(&str, History); 3] =
    [("all", History::All), ("latest", History::Latest), ("none", History::None)];

impl App {
    pub(super) fn invite(&mut self) -> Vec<Wish> {
        let family = self.typed.trimmed(Field::InviteFamily).to_owned();
        vec![Wish::Task(Task::Invite { family, history: history(self.typed.text(Field::InviteHistory)) })]
    }

    /// Another link for a family that is there.
    pub(super) fn invite_again(&mut self, family: &str) -> Vec<Wish> {
        self.typed.fill(Field::InviteFamily, family);
        self.touch();
        self.go(View::Invite)
    }
}

/// The history that a field names.
pub(super) fn history(text: &str) -> Option<History> {
    HISTORIES.iter().find(|(name, _)| *name == text).map(|(_, history)| *history)
}

/// An invite's link as it is given away: for the page that families open.
pub(super) fn link_text(link: &str, around: &Around<'_>) -> Zeroizing<String> {
    let here = around.page.and_then(|page| Link::parse(link).ok().map(|link| link.to_text_at(page)));
    here.unwrap_or_else(|| Zeroizing::new(link.to_owned()))
}

/// The same of a link that takes the office over.
pub(super) fn mandate_text(link: &str, around: &Around<'_>) -> Zeroizing<String> {
    let here = around.page.and_then(|page| Mandate::parse(link).ok().map(|mandate| mandate.to_text_at(page)));
    here.unwrap_or_else(|| Zeroizing::new(link.to_owned()))
}

/// Whether a private message can reach a family.
pub(super) const fn is_reachable(family: &FamilySummary) -> bool {
    family.confirmed > 0
}
