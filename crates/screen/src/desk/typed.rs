//! What a person typed: kept until it is sent, whatever view is open and whatever the network does.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::Field;

/// The texts in all fields. They are wiped when dropped.
#[derive(Default)]
pub(super) struct Typed {
    by_field: BTreeMap<Field, Zeroizing<String>>,
    /// Changes whenever secrets are wiped: their fields are made anew, for no tree ever holds what was typed into them.
    wiped: u32,
}

/// Bytes that one field takes: a codebook has 3,000, a text 4,000; beyond this, somebody has pasted a file.
const FIELD_BYTES_MAX: usize = 16_384;

impl Typed {
    /// What stands in a field.
    pub(super) fn text(&self, field: Field) -> &str {
        self.by_field.get(&field).map_or("", |text| text.as_str())
    }

    /// The same without the white space around it.
    pub(super) fn trimmed(&self, field: Field) -> &str {
        self.text(field).trim()
    }

    /// Whether somebody has typed into a field, or it was filled in.
    pub(super) fn has(&self, field: Field) -> bool {
        self.by_field.contains_key(&field)
    }

    pub(super) fn set(&mut self, field: Field, text: Zeroizing<String>) {
        if text.len() <= FIELD_BYTES_MAX {
            self.by_field.insert(field, text);
        }
    }

    /// Fills a field in.
    pub(super) fn fill(&mut self, field: Field, text: impl Into<String>) {
        self.set(field, Zeroizing::new(text.into()));
    }

    pub(super) fn take(&mut self, field: Field) -> Zeroizing<String> {
        self.by_field.remove(&field).unwrap_or_default()
    }

    pub(super) fn clear(&mut self, fields: &[Field]) {
        self.by_field.retain(|field, _| !fields.contains(field));
    }

    /// Drops what must not outlast its view.
    pub(super) fn clear_secrets(&mut self) {
        self.wiped = self.wiped.wrapping_add(1);
        self.by_field.retain(|field, _| !field.is_veiled());
    }

    /// How often secrets were wiped.
    pub(super) const fn wiped(&self) -> u32 {
        self.wiped
    }

    /// What a reload may not take away: everything but secrets that open something.
    pub(super) fn lasting(&self) -> impl Iterator<Item = (Field, &str)> {
        self.by_field.iter().filter(|(field, _)| field.lasts()).map(|(field, text)| (*field, text.as_str()))
    }
}

impl Field {
    /// Whether it is typed unseen, and gone when its view is left.
    pub(super) const fn is_veiled(self) -> bool {
        match self {
            Self::Passphrase | Self::PassphraseAgain | Self::Pin | Self::PinNew | Self::PinAgain => true,
            Self::Link
            | Self::Server
            | Self::GroupName
            | Self::Cadence
            | Self::AsOf
            | Self::NextBy
            | Self::SilentDays
            | Self::TellFamily
            | Self::TellCode
            | Self::TellText
            | Self::TellAnswers
            | Self::InviteFamily
            | Self::InviteHistory
            | Self::Deputy
            | Self::Retention
            | Self::History
            | Self::Codebook
            | Self::Address
            | Self::Word(_)
            | Self::Asked(_) => false,
        }
    }

    /// Whether what stands in it outlasts a reload: nothing that opens something does, and no day or time of yesterday.
    const fn lasts(self) -> bool {
        let is_of_now = matches!(self, Self::AsOf | Self::NextBy | Self::SilentDays);
        !self.is_veiled() && !is_of_now && !matches!(self, Self::Link | Self::Word(_) | Self::Asked(_))
    }
}
