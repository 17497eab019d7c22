//! What a person has typed and not sent yet: it stays whatever the screen shows meanwhile, and is wiped once it is done with.

use zeroize::Zeroizing;

use super::PinField;
use crate::pin::{self, PinDefect};

/// Everything that is being typed.
#[derive(Default)]
pub(super) struct Typed {
    /// An invite's link.
    pub(super) link: Zeroizing<String>,
    /// How the family wants bad news; `None` until somebody changes what the device knows.
    pub(super) preference: Option<Zeroizing<String>>,
    present_pin: Zeroizing<String>,
    new_pin: Zeroizing<String>,
    repeated_pin: Zeroizing<String>,
    /// Changes whenever PINs are wiped: their fields are made anew, for no tree ever holds what was typed into them.
    pub(super) pins_wiped: u32,
}

impl Typed {
    pub(super) fn type_pin(&mut self, field: PinField, text: Zeroizing<String>) {
        match field {
            PinField::Present => self.present_pin = text,
            PinField::New => self.new_pin = text,
            PinField::Again => self.repeated_pin = text,
        }
    }

    /// The PIN in force, as it was typed; nothing of it stays.
    pub(super) fn take_present_pin(&mut self) -> Zeroizing<String> {
        self.pins_wiped = self.pins_wiped.wrapping_add(1);
        std::mem::take(&mut self.present_pin)
    }

    /// The new PIN, where it may become one; nothing of it stays.
    pub(super) fn take_new_pin(&mut self) -> Result<Zeroizing<String>, PinDefect> {
        pin::check_new(&self.new_pin, &self.repeated_pin)?;
        self.repeated_pin = Zeroizing::default();
        Ok(std::mem::take(&mut self.new_pin))
    }

    pub(super) fn wipe_pins(&mut self) {
        self.pins_wiped = self.pins_wiped.wrapping_add(1);
        (self.present_pin, self.new_pin, self.repeated_pin) = Default::default();
    }
}
