//! Links that were opened while what this browser keeps was not at hand: before the PIN, or in another tab's hands.
//!
//! They are out of the address by then, so a reload must not lose them. They wait among the settings, under the browser's key and not
//! behind the PIN: whoever opened one here has it in their messages too. Nothing of them stays once they are followed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use crate::shelf::{Shelf, ShelfTrouble};

/// More than anybody opens before typing a PIN; the first ones are kept.
const LINKS_MAX: usize = 8;
/// No link has one.
const BETWEEN: char = '\n';

/// The links that wait. Clones are the same.
#[derive(Clone, Default)]
pub struct WaitingLinks(Rc<Inner>);

#[derive(Default)]
struct Inner {
    links: RefCell<Vec<Zeroizing<String>>>,
    /// Whether something of them stands among the settings, or may.
    is_kept: Cell<bool>,
    is_writing: Cell<bool>,
}

impl WaitingLinks {
    /// Has one more wait.
    pub fn add(&self, link: Zeroizing<String>) {
        let mut links = self.0.links.borrow_mut();
        if links.len() < LINKS_MAX && !links.contains(&link) && !link.contains(BETWEEN) {
            links.push(link);
        }
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.0.links.borrow().is_empty()
    }

    /// Takes up those that waited when the page was last closed.
    pub async fn take_up(&self, shelf: &Shelf, setting: &'static str) {
        let kept = shelf.setting(setting).await.ok().flatten().unwrap_or_default();
        self.0.is_kept.set(!kept.is_empty());
        let kept = std::str::from_utf8(&kept).unwrap_or_default().split(BETWEEN).filter(|link| !link.is_empty());
        kept.for_each(|link| self.add(Zeroizing::new(link.to_owned())));
    }

    /// Keeps them beyond a reload: somebody has to do something before they can be followed.
    pub fn keep(&self, shelf: Shelf, setting: &'static str) {
        if self.0.links.borrow().is_empty() && !self.0.is_kept.get() || self.0.is_writing.replace(true) {
            return;
        }
        let links = self.clone();
        spawn_local(async move {
            // What cannot be written is what a reload loses.
            let _ = links.write(&shelf, setting).await;
            links.0.is_writing.set(false);
        });
    }

    /// Gives all of them to be followed; none waits any more.
    pub fn follow(&self, shelf: &Shelf, setting: &'static str) -> Vec<Zeroizing<String>> {
        let links = self.0.links.take();
        self.keep(shelf.clone(), setting);
        links
    }

    /// Until what is written is what waits.
    async fn write(&self, shelf: &Shelf, setting: &'static str) -> Result<(), ShelfTrouble> {
        loop {
            let text = self.text();
            self.0.is_kept.set(true);
            if text.is_empty() {
                shelf.unset(setting).await?;
                self.0.is_kept.set(false);
            } else {
                shelf.set(setting, text.as_bytes()).await?;
            }
            if self.text() == text {
                return Ok(());
            }
        }
    }

    fn text(&self) -> Zeroizing<String> {
        let links = self.0.links.borrow();
        let mut text = Zeroizing::new(String::with_capacity(links.iter().map(|link| link.len() + 1).sum()));
        for link in &*links {
            text.push_str(link);
            text.push(BETWEEN);
        }
        text
    }
}
