//! What the page does when a person did something, or something happened.

use porchlight_client::DeviceEvent;
use porchlight_language::Texts;
use porchlight_protocol::FeedId;
use porchlight_sealing::{Link, LinkDefect};
use zeroize::Zeroizing;

use super::heard::{News, Outcome};
use super::{App, Message, PinOutcome, Said, Saying, Scanning, View, Wish};
use crate::parts::HEADING;

impl App {
    /// Takes in what a person did or what happened; gives what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Wish> {
        match message {
            // Nothing is shown in a language whose sentences are not here yet.
            Message::Language(language) if !Texts::are_here(language) => vec![Wish::Sentences(language)],
            Message::Language(language) => {
                self.language = language;
                vec![Wish::Language(language)]
            }
            Message::Show(feed) => self.show(feed),
            Message::Open(view) => self.open(view),
            Message::Back => self.open(View::Updates),
            Message::LinkTyped(text) => {
                (self.typed.link, self.defect) = (text, None);
                Vec::new()
            }
            Message::Join => self.join(self.typed.link.clone()),
            Message::Scan => {
                self.scanning = Scanning::Looking;
                vec![Wish::Scan]
            }
            Message::StopScanning => self.stop_scanning(),
            Message::GiveUp(feed) => self.give_up(feed),
            Message::TryAgain(feed) => vec![Wish::TryAgain(feed)],
            Message::Day(day) => {
                self.chosen_day = Some(day);
                vec![Wish::Focus(super::view::day_id(day))]
            }
            Message::ListAll(lists_all) => {
                self.lists_all = lists_all;
                Vec::new()
            }
            Message::Unseal { feed, notice, is_open } => {
                self.unsealed.retain(|unsealed| *unsealed != (feed, notice));
                if is_open {
                    self.unsealed.push((feed, notice));
                }
                self.forgetting = None;
                vec![Wish::Focus(super::view::notice_id(notice))]
            }
            Message::Forget(notice) => {
                self.forgetting = Some(notice);
                vec![Wish::Focus(super::view::forget_id(notice))]
            }
            Message::Keep => {
                let kept = self.forgetting.take();
                kept.map(|notice| Wish::Focus(super::view::notice_id(notice))).into_iter().collect()
            }
            Message::Say { feed, saying } => vec![Wish::Say { feed, saying }],
            Message::PreferenceTyped(text) => {
                self.typed.preference = Some(text);
                Vec::new()
            }
            Message::Prefer(feed) => self.prefer(feed),
            Message::CopyLink(text) => vec![Wish::Copy(text)],
            Message::ShareLink(text) => vec![Wish::Share(text)],
            Message::Leave(feed) => {
                self.leaving = Some(feed);
                vec![Wish::Leave(feed)]
            }
            Message::Wipe => {
                self.is_wiping = true;
                vec![Wish::Focus(super::view::WIPE_ASKED.to_owned())]
            }
            Message::WipeSurely => vec![Wish::Wipe],
            Message::WipeNot => {
                self.is_wiping = false;
                Vec::new()
            }
            Message::EvictionSeen => vec![Wish::ForgetEviction],
            Message::UseHere(feed) => vec![Wish::TakeOver(feed)],
            Message::PinTyped(field, text) => {
                self.typed.type_pin(field, text);
                Vec::new()
            }
            Message::Unlock => vec![Wish::Unlock(self.typed.take_present_pin())],
            Message::SetPin { has_pin } => self.set_pin(has_pin),
            Message::RemovePin => vec![Wish::RemovePin { present: self.typed.take_present_pin() }],
            Message::Lock => vec![Wish::Lock],
            Message::Notify(is_on) => vec![Wish::Notify(is_on)],
            Message::Install => vec![Wish::Install],
            Message::Update => vec![Wish::Update],
            Message::Hide => {
                // Whoever read it stays where they are on the page.
                self.outcome = None;
                Vec::new()
            }
            Message::NoSentences => {
                self.tell(Outcome::NoSentences);
                Vec::new()
            }
            Message::LinkCame(text) => self.follow(text),
            Message::Foreign { link, server } => self.ask_about(link, server),
            Message::Elsewhere => {
                self.leaving = None;
                self.tell(Outcome::Elsewhere);
                Vec::new()
            }
            Message::Scanned(text) => {
                let mut wishes = self.stop_scanning();
                wishes.extend(self.join(text));
                wishes
            }
            Message::ScanFailed => {
                self.scanning = Scanning::Failed;
                Vec::new()
            }
            Message::AlreadyHere(feed) => {
                self.tell(Outcome::AlreadyHere);
                self.show(feed)
            }
            Message::Heard { feed, event } => self.hear(feed, *event),
            Message::Said { feed, said } => self.said(feed, *said),
            Message::Gone { group, is_told } => self.gone(Outcome::Gone { group, is_told }),
            Message::Wiped => self.gone(Outcome::Wiped),
            Message::LinkHandedOn(is_done) => {
                self.tell(Outcome::LinkHandedOn(is_done));
                Vec::new()
            }
            Message::Pin(outcome) => self.pin(outcome),
            Message::NotKept(trouble) => {
                self.leaving = None;
                self.tell(Outcome::NotKept(trouble));
                Vec::new()
            }
        }
    }

    fn tell(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        self.outcomes = self.outcomes.wrapping_add(1);
    }

    fn open(&mut self, view: View) -> Vec<Wish> {
        self.view = view;
        (self.outcome, self.forgetting, self.is_wiping, self.defect) = (None, None, false, None);
        (self.leaving, self.foreign) = (None, None);
        self.typed.wipe_pins();
        let mut wishes = match self.scanning {
            Scanning::Looking => vec![Wish::StopScanning],
            Scanning::Not | Scanning::Failed => Vec::new(),
        };
        self.scanning = Scanning::Not;
        wishes.push(Wish::Focus(HEADING.to_owned()));
        wishes
    }

    fn show(&mut self, feed: FeedId) -> Vec<Wish> {
        let outcome = self.outcome.take();
        let mut wishes = self.open(View::Updates);
        (self.shown, self.chosen_day, self.lists_all, self.own_link) = (Some(feed), None, false, None);
        self.outcome = outcome;
        wishes.insert(0, Wish::Show(feed));
        wishes
    }

    fn stop_scanning(&mut self) -> Vec<Wish> {
        self.scanning = Scanning::Not;
        vec![Wish::StopScanning]
    }

    /// Follows a link that came with the page's address: by itself only where it can change nothing that is read here.
    fn follow(&mut self, text: Zeroizing<String>) -> Vec<Wish> {
        match Link::parse(&text) {
            Ok(_) => vec![Wish::Follow(text)],
            Err(_) => self.join(text),
        }
    }

    /// Whoever made the link may have given another group the same name: it is the reader's to decide.
    fn ask_about(&mut self, link: Zeroizing<String>, server: String) -> Vec<Wish> {
        let wishes = self.open(View::Join);
        (self.typed.link, self.foreign) = (link, Some(server));
        wishes
    }

    /// Follows a link, as it was typed, scanned or opened. One that leads nowhere stays in its field.
    fn join(&mut self, text: Zeroizing<String>) -> Vec<Wish> {
        match Link::parse(&text) {
            Ok(link) => {
                self.typed.link = Zeroizing::default();
                let feed = link.feed;
                self.heard_by_feed.remove(&feed);
                let mut wishes = self.show(feed);
                wishes.insert(0, Wish::Join(Box::new(link)));
                wishes
            }
            Err(LinkDefect::AMandate | LinkDefect::ACharter) => vec![Wish::OpenDesk(text)],
            Err(defect) => {
                self.typed.link = text;
                let wishes = self.open(View::Join);
                self.defect = Some(defect);
                wishes
            }
        }
    }

    fn give_up(&mut self, feed: FeedId) -> Vec<Wish> {
        self.heard_by_feed.remove(&feed);
        self.shown = self.shown.filter(|shown| *shown != feed);
        let mut wishes = self.open(View::Updates);
        wishes.insert(0, Wish::Discard(feed));
        wishes
    }

    fn prefer(&mut self, feed: FeedId) -> Vec<Wish> {
        let Some(text) = self.typed.preference.clone() else { return Vec::new() };
        vec![Wish::Say { feed, saying: Saying::Prefer(text) }]
    }

    fn set_pin(&mut self, has_pin: bool) -> Vec<Wish> {
        match self.typed.take_new_pin() {
            Ok(new) => {
                let present = self.typed.take_present_pin();
                vec![Wish::SetPin { present: has_pin.then_some(present), new }]
            }
            Err(defect) => {
                self.tell(Outcome::PinRefused(defect));
                Vec::new()
            }
        }
    }

    fn pin(&mut self, outcome: PinOutcome) -> Vec<Wish> {
        self.typed.wipe_pins();
        self.tell(Outcome::Pin(outcome));
        match outcome {
            PinOutcome::Right => vec![Wish::Focus(HEADING.to_owned())],
            PinOutcome::Wrong { .. } | PinOutcome::Set | PinOutcome::Removed | PinOutcome::NotKept => Vec::new(),
        }
    }

    fn hear(&mut self, feed: FeedId, event: DeviceEvent) -> Vec<Wish> {
        let came = self.heard_by_feed.entry(feed).or_default().note(event);
        let is_shown = self.shown.is_none_or(|shown| shown == feed);
        if let Some(came) = came.filter(|_| is_shown) {
            let before = match self.outcome {
                Some(Outcome::News(before)) => before,
                Some(_) | None => News::default(),
            };
            self.tell(Outcome::News(before.and(came)));
        }
        Vec::new()
    }

    fn said(&mut self, feed: FeedId, said: Said) -> Vec<Wish> {
        match said {
            Said::Link(link) => {
                self.own_link = Some((feed, link));
                return vec![Wish::Focus(super::view::OWN_LINK.to_owned())];
            }
            Said::Read => self.tell(Outcome::Read),
            Said::Asked { code } => self.tell(Outcome::Asked { code }),
            Said::Preferred => {
                self.typed.preference = None;
                self.tell(Outcome::Preferred);
            }
            Said::Forgotten => {
                self.forgetting = None;
                self.tell(Outcome::Forgotten);
                return vec![Wish::Focus(super::view::PRIVATE.to_owned())];
            }
            Said::Unsayable(cannot) => self.tell(Outcome::Unsayable(cannot)),
            Said::Unforgettable(cannot) => self.tell(Outcome::Unforgettable(cannot)),
        }
        Vec::new()
    }

    /// Something that was kept is gone: nothing that was typed or shown of it stays.
    fn gone(&mut self, outcome: Outcome) -> Vec<Wish> {
        *self = Self { outcomes: self.outcomes, ..Self::new(self.language) };
        self.tell(outcome);
        vec![Wish::Focus(HEADING.to_owned())]
    }
}
