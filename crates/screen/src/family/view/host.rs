//! What whoever serves this page could do, in plain words.

use porchlight_language::texts::OnPage;

use super::Sight;
use crate::Element;
use crate::family::Message;
use crate::parts::{self, paragraph};

pub(super) fn host(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let page = sight.around.page;
    let address = page.address.map_or_else(|| format!("https://{}/", page.host), str::to_owned);
    let check = sight.texts.page_host_check(&format!("porchlight verify-page {address}"));
    vec![
        sight.back(),
        parts::title(sight.say(OnPage::Host)),
        paragraph(sight.texts.page_host_is(page.host)),
        paragraph(sight.say(OnPage::HostSealed)),
        paragraph(sight.say(OnPage::HostCan)),
        paragraph(sight.say(OnPage::HostKeeps)),
        paragraph(check),
        paragraph(sight.say(OnPage::HostNative)),
        paragraph(sight.texts.page_version(page.version)).class("note"),
    ]
}
