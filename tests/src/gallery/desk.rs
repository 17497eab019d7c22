//! The liaison's desk, from the charter to the handover.

use porchlight_client::{Device, Done, History, Liaison, LiaisonEvent, Task};
use porchlight_language::Language;
use porchlight_screen::desk::{Abilities, App, Around, Danger, Deed, Field, Line, Message, Place, View};
use porchlight_screen::family::ShelfTrouble;

use super::{Picture, picture};
use crate::screen::Utc;
use crate::world::{DAY, Person, World};

/// A liaison at the desk, and what hangs on the wall so far.
struct Sitter {
    world: World,
    app: App,
    liaison: Person<Liaison>,
    line: Line,
    asked: Vec<Task>,
    has_pin: bool,
    pictures: Vec<Picture>,
}

pub(super) fn pictures(language: Language) -> Vec<Picture> {
    let mut world = World::new(902);
    let liaison = world.liaison_before_founding();
    let line = Line::Resting { since: None };
    let app = App::new(language);
    let mut sitter = Sitter { world, app, liaison, line, asked: Vec::new(), has_pin: false, pictures: Vec::new() };
    sitter.has_no_office_yet();
    sitter.founds();
    let mut bondar = sitter.has_a_group();
    sitter.posts();
    sitter.hears(&mut bondar);
    sitter.opens_every_view();
    sitter.waits();
    sitter.pictures
}

impl Sitter {
    fn has_no_office_yet(&mut self) {
        let until = Some(self.world.now + 60);
        for (place, view) in [
            (Place::Opening, "opening"),
            (Place::Locked { until: None }, "locked"),
            (Place::Locked { until }, "locked-for-a-while"),
            (Place::Elsewhere, "in-another-tab"),
            (Place::Broken(ShelfTrouble::None), "keeps-nothing"),
            (Place::Broken(ShelfTrouble::Damaged), "damaged"),
            (Place::TakingUp, "taking-up"),
            (Place::Empty { was_evicted: true }, "evicted"),
            (Place::Empty { was_evicted: false }, "start"),
        ] {
            self.hang_at(view, place);
        }
        for (view, name) in
            [(View::Found, "found"), (View::Recover, "recover"), (View::Restore, "restore"), (View::Accept, "accept")]
        {
            self.does_at(Message::Go(view), Place::Empty { was_evicted: false });
            self.hang_at(name, Place::Empty { was_evicted: false });
        }
        self.does_at(Message::Go(View::Found), Place::Empty { was_evicted: false });
        self.does_at(Message::Do(Deed::Found), Place::Empty { was_evicted: false });
        self.hang_at("found-with-nothing-typed", Place::Empty { was_evicted: false });
    }

    fn founds(&mut self) {
        self.hang("founding");
        let done = self.world.task(&mut self.liaison, Task::Found).unwrap_or_else(|_| panic!("the founding failed"));
        assert!(matches!(done, Done::Founded { .. }));
        self.hears_of(LiaisonEvent::Done(done), Task::Found);
        self.hang("phrase");
        self.does(Message::Do(Deed::PhraseWritten));
        self.hang("phrase-check");
        self.does(Message::Do(Deed::PhraseChecked));
        self.hang("phrase-check-wrong");
        self.app = App::new(self.app.language());
    }

    fn has_a_group(&mut self) -> Person<Device> {
        self.hang("desk-without-families");
        self.does(Message::Go(View::Families));
        self.hang("no-families");
        self.does(Message::Go(View::Invite));
        self.hang("invite");
        let bondar = self.world.family(&mut self.liaison, "Bondar");
        self.world.family(&mut self.liaison, "Kovalenko-Zaporizka from the house behind the old mill");
        self.world.invite(&mut self.liaison, "Smith", History::Latest);
        self.does(Message::Go(View::Sheet { family: "Smith".into(), device: 1 }));
        self.hang("sheet");
        bondar
    }

    fn posts(&mut self) {
        for code in ["calm", "negative-telling"] {
            self.world.wait(DAY);
            self.world.post(&mut self.liaison, code);
        }
        self.line = Line::Resting { since: Some(self.world.now) };
        self.does(Message::Go(View::Desk));
        self.hang("desk");
        self.does(Message::Do(Deed::Choose("silence".into())));
        self.hang("post-silence");
        self.does(Message::Do(Deed::Choose("calm".into())));
        self.hang("post");
        self.does(Message::Do(Deed::Post));
        self.hang("held");
        self.does(Message::Do(Deed::Undo));
        self.does(Message::Go(View::Updates));
        self.hang("updates");
    }

    fn hears(&mut self, bondar: &mut Person<Device>) {
        bondar.party().ask("any-news").unwrap_or_else(|_| panic!("a confirmed device asks"));
        bondar.party().prefer("Please call my sister first, not me.").unwrap_or_else(|_| panic!("it may say so"));
        self.world.read(bondar);
        self.world.wait(DAY / 2);
        self.world.read(bondar);
        self.world.session_for(&mut self.liaison, Task::Families);
        self.world.tell(&mut self.liaison, "Bondar", "in-contact", None);
        self.does(Message::Go(View::Inbox));
        self.hang("inbox");
        self.does(Message::Go(View::Tell));
        self.hang("tell");
        self.does(Message::Do(Deed::Write("Bondar".into())));
        self.hang("tell-bondar");
        self.does(Message::Do(Deed::Tell));
        self.hang("tell-without-words");
    }

    fn opens_every_view(&mut self) {
        for (view, name) in [
            (View::Families, "families"),
            (View::Family("Bondar".into()), "family"),
            (View::Log, "log"),
            (View::Office, "office"),
            (View::Settings, "settings"),
        ] {
            self.does(Message::Go(view));
            self.hang(name);
        }
        self.has_pin = true;
        self.hang("settings-with-pin");
        self.does(Message::Typed(Field::Codebook, "nonsense".to_owned().into()));
        self.does(Message::Do(Deed::Set(porchlight_screen::desk::Setting::Codebook)));
        self.hang("settings-wrong-codebook");
        self.does(Message::Go(View::Family("Bondar".into())));
        self.does(Message::Do(Deed::Ask(Danger::Remove { family: "Bondar".into(), device: None })));
        self.hang("remove-asked");
        self.does(Message::Do(Deed::LeaveIt));
        let task = Task::Empower { name: Some("Oksana".into()) };
        let done = self.world.task(&mut self.liaison, task.clone()).unwrap_or_else(|_| panic!("the mandate failed"));
        self.hears_of(LiaisonEvent::Done(done), task);
        self.does(Message::Go(View::Office));
        self.hang("office-with-a-deputys-link");
    }

    fn waits(&mut self) {
        self.does(Message::Go(View::Desk));
        let as_of = self.world.today();
        self.asked = vec![
            Task::Invite { family: "Smith".into(), history: None },
            Task::Post { code: "calm".into(), as_of, next_by: None, corrects: None },
        ];
        for (line, view) in [
            (Line::Working, "working"),
            (Line::Offline, "offline"),
            (Line::Unreachable { again_at: Some(self.world.now + 60) }, "unreachable"),
        ] {
            self.line = line;
            self.hang(view);
        }
        self.world.wait(3 * DAY);
        self.hang("late");
    }

    fn hears_of(&mut self, event: LiaisonEvent, task: Task) {
        self.does(Message::Heard { event: Box::new(event), task: Some(task) });
    }

    fn does(&mut self, message: Message) {
        let Self { world, app, liaison, line, asked, has_pin, .. } = self;
        let place = Place::Office(liaison.peek());
        let _wishes = app.update(message, &around(world.now, place, *line, asked, *has_pin));
    }

    fn does_at(&mut self, message: Message, place: Place<'_>) {
        let _wishes = self.app.update(message, &around(self.world.now, place, self.line, &[], false));
    }

    fn hang(&mut self, view: &str) {
        let place = Place::Office(self.liaison.peek());
        let screen = self.app.view(&around(self.world.now, place, self.line, &self.asked, self.has_pin));
        self.pictures.push(picture("desk", view, &screen));
    }

    fn hang_at(&mut self, view: &str, place: Place<'_>) {
        let screen = self.app.view(&around(self.world.now, place, self.line, &[], false));
        self.pictures.push(picture("desk", view, &screen));
    }
}

fn around<'a>(now: u64, place: Place<'a>, line: Line, asked: &'a [Task], has_pin: bool) -> Around<'a> {
    let abilities = Abilities { can_share: true, has_pin };
    Around { now, civil: &Utc, place, line, asked, is_kept: true, abilities, page: None }
}
