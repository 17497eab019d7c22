//! The desk's fields: each by its own id, with what is wrong with it.

use std::borrow::Cow;

use porchlight_language::texts::OnDesk;

use super::Sight;
use crate::Element;
use crate::desk::{Field, Message, Tick};
use crate::parts;

/// Words of a phrase by their fields' ids.
const WORDS: [&str; 24] = [
    "word-1", "word-2", "word-3", "word-4", "word-5", "word-6", "word-7", "word-8", "word-9", "word-10", "word-11",
    "word-12", "word-13", "word-14", "word-15", "word-16", "word-17", "word-18", "word-19", "word-20", "word-21",
    "word-22", "word-23", "word-24",
];
const ASKED: [&str; 3] = ["asked-1", "asked-2", "asked-3"];

/// A field's id on the screen.
pub(in crate::desk) fn id(field: Field) -> &'static str {
    match field {
        Field::Link => "link",
        Field::Server => "server",
        Field::GroupName => "group-name",
        Field::Cadence => "cadence",
        Field::AsOf => "as-of",
        Field::NextBy => "next-by",
        Field::SilentDays => "silent-days",
        Field::TellFamily => "tell-family",
        Field::TellCode => "tell-code",
        Field::TellText => "tell-text",
        Field::TellAnswers => "tell-answers",
        Field::InviteFamily => "invite-family",
        Field::InviteHistory => "invite-history",
        Field::Deputy => "deputy",
        Field::Retention => "retention",
        Field::History => "history",
        Field::Codebook => "codebook",
        Field::Address => "address",
        Field::Passphrase => "passphrase",
        Field::PassphraseAgain => "passphrase-again",
        Field::Pin => "pin-present",
        Field::PinNew => "pin-new",
        Field::PinAgain => "pin-again",
        Field::Word(index) => WORDS.get(usize::from(index)).copied().unwrap_or("word"),
        Field::Asked(which) => ASKED.get(usize::from(which)).copied().unwrap_or("asked"),
    }
}

/// The same, for the focus.
pub(in crate::desk) fn field_id(field: Field) -> Cow<'static, str> {
    id(field).into()
}

impl Sight<'_> {
    /// A line, with what stands in it.
    pub(super) fn line(&self, field: Field, label: OnDesk) -> parts::Field<Message> {
        self.filled(parts::Field::line(id(field), self.say(label)), field, "")
    }

    /// A line of another kind, with what stands in it where nobody has typed.
    pub(super) fn of_kind(
        &self,
        kind: &'static str,
        field: Field,
        label: OnDesk,
        usual: &str,
    ) -> parts::Field<Message> {
        self.filled(parts::Field::of_kind(kind, id(field), self.say(label)), field, usual)
    }

    /// Several lines.
    pub(super) fn lines(&self, field: Field, label: OnDesk, usual: &str) -> parts::Field<Message> {
        self.filled(parts::Field::lines(id(field), self.say(label)), field, usual)
    }

    /// What is typed unseen.
    pub(super) fn secret(&self, field: Field, label: OnDesk) -> parts::Field<Message> {
        let made = parts::Field::secret(id(field), self.say(label), self.app.typed.wiped());
        made.error(self.app.trouble_of(field))
    }

    fn filled(&self, made: parts::Field<Message>, field: Field, usual: &str) -> parts::Field<Message> {
        let value = if self.app.typed.has(field) { self.app.typed.text(field) } else { usual };
        made.value(value.to_owned()).error(self.app.trouble_of(field))
    }

    /// A choice among a few. Each is what stands in the field, and what is said of it.
    pub(super) fn choice(
        &self,
        field: Field,
        label: OnDesk,
        help: Option<OnDesk>,
        usual: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Element<Message> {
        let chosen = if self.app.typed.has(field) { self.app.typed.text(field) } else { usual };
        let options = choices.into_iter().map(|(value, said)| {
            let is_chosen = value == chosen;
            Element::new("option").key(&value).flag("selected", is_chosen).attribute("value", value).text(said)
        });
        let (help_id, error_id) = (format!("{}-help", id(field)), format!("{}-error", id(field)));
        let error = self.app.trouble_of(field);
        let described = [help.map(|_| help_id.as_str()), error.map(|_| error_id.as_str())];
        let described: Vec<_> = described.into_iter().flatten().collect();
        let select = Element::new("select")
            .id(id(field))
            .attribute("name", id(field))
            .attribute("autocomplete", "off")
            .attribute("value", chosen.to_owned())
            .attribute_if("aria-describedby", (!described.is_empty()).then(|| described.join(" ")))
            .attribute_if("aria-invalid", error.map(|_| "true"))
            .on_input(move |text| Message::Typed(field, text))
            .children(options);
        Element::new("div")
            .class("field")
            .key(id(field))
            .child(Element::new("label").attribute("for", id(field)).text(self.say(label)))
            .children(help.map(|help| Element::new("p").class("help").id(help_id.clone()).text(self.say(help))))
            .child(select)
            .children(error.map(|error| Element::new("p").class("error").id(error_id.clone()).text(error)))
    }

    /// A box to tick.
    pub(super) fn tick(
        &self,
        tick: Tick,
        is_set: bool,
        id: &'static str,
        label: OnDesk,
        help: String,
    ) -> Element<Message> {
        let help_id = format!("{id}-help");
        let tickable = Element::new("input")
            .attribute("type", "checkbox")
            .id(id)
            .attribute("name", id)
            .flag("checked", is_set)
            .attribute("aria-describedby", help_id.clone())
            .on_check(move |is_set| Message::Ticked(tick, is_set));
        let label = Element::new("label").attribute("for", id).text(self.say(label));
        Element::new("div")
            .class("field")
            .key(id)
            .child(Element::new("div").class("tick").child(tickable).child(label))
            .child(Element::new("p").class("help").id(help_id).text(help))
    }

    /// What is wrong with a view, and not with one of its fields.
    pub(super) fn trouble(&self) -> Option<Element<Message>> {
        let trouble = self.app.trouble.as_ref().filter(|trouble| trouble.field.is_none())?;
        Some(parts::card(parts::Tone::Heed).key("trouble").child(parts::paragraph(trouble.text.clone())))
    }
}

/// What a field says when it is typed into.
pub(super) fn typed(field: Field) -> impl Fn(zeroize::Zeroizing<String>) -> Message + 'static {
    move |text| Message::Typed(field, text)
}
