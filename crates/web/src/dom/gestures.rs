//! What an element listens for. One listener stays for each kind of gesture, whatever it comes to mean.

use std::cell::RefCell;
use std::rc::Rc;

use porchlight_screen::element::{Gesture, Key};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};
use zeroize::Zeroizing;

use super::Sink;

type Meanings<M> = Rc<RefCell<Vec<Gesture<M>>>>;

/// No file that is asked for here is larger: a backup is a few hundred bytes.
const FILE_BYTES_MAX: f64 = 1_048_576.0;

/// What an element listens for.
pub(super) struct Listening<M: 'static> {
    meanings: Meanings<M>,
    listeners: Vec<Listener>,
}

/// A listener; it is taken off when dropped, for its element may live on.
struct Listener {
    kind: &'static str,
    node: web_sys::Element,
    callback: Closure<dyn Fn(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.node.remove_event_listener_with_callback(self.kind, self.callback.as_ref().unchecked_ref());
    }
}

impl<M: 'static> Listening<M> {
    /// Listens for these gestures upon an element.
    pub(super) fn upon(node: &web_sys::Element, gestures: Vec<Gesture<M>>, sink: &Sink<M>) -> Self {
        let mut listening = Self { meanings: Rc::default(), listeners: Vec::new() };
        listening.hear(node, gestures, sink);
        listening
    }

    /// Listens for these from now on.
    pub(super) fn hear(&mut self, node: &web_sys::Element, gestures: Vec<Gesture<M>>, sink: &Sink<M>) {
        let kinds: Vec<_> = gestures.iter().map(|gesture| kind(gesture, node)).collect();
        self.listeners.retain(|listener| kinds.contains(&listener.kind));
        for kind in kinds {
            if !self.listeners.iter().any(|listener| listener.kind == kind) {
                self.listeners.push(listener(kind, node, &self.meanings, sink));
            }
        }
        *self.meanings.borrow_mut() = gestures;
    }
}

fn listener<M: 'static>(
    kind: &'static str,
    node: &web_sys::Element,
    meanings: &Meanings<M>,
    sink: &Sink<M>,
) -> Listener {
    let (meanings, sink, upon) = (Rc::clone(meanings), Rc::clone(sink), node.clone());
    let callback = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // The borrow has to end before the message is taken in: it may change what is shown, this element included.
        let messages: Vec<M> = meanings
            .borrow()
            .iter()
            .filter(|m| self::kind(m, &upon) == kind)
            .filter_map(|m| meaning(m, &event, &sink))
            .collect();
        for message in messages {
            sink(message);
        }
    });
    node.add_event_listener_with_callback(kind, callback.as_ref().unchecked_ref())
        .expect("any element can be listened to");
    Listener { kind, node: node.clone(), callback }
}

fn kind<M>(gesture: &Gesture<M>, node: &web_sys::Element) -> &'static str {
    match gesture {
        Gesture::Press(_) => "click",
        // Some programs that choose for a person tell so before the choice is made.
        Gesture::Input(_) if node.has_type::<HtmlSelectElement>() => "change",
        Gesture::Input(_) => "input",
        Gesture::Check(_) | Gesture::File(_) => "change",
        Gesture::Submit(_) => "submit",
        Gesture::Key(_) => "keydown",
    }
}

fn meaning<M: 'static>(gesture: &Gesture<M>, event: &Event, sink: &Sink<M>) -> Option<M> {
    match gesture {
        Gesture::Press(meaning) => Some(meaning()),
        Gesture::Input(meaning) => Some(meaning(typed(event)?)),
        Gesture::Check(meaning) => Some(meaning(target::<HtmlInputElement>(event)?.checked())),
        Gesture::Submit(meaning) => {
            event.prevent_default();
            Some(meaning())
        }
        Gesture::Key(meaning) => {
            let message = meaning(key(event)?)?;
            event.prevent_default();
            Some(message)
        }
        Gesture::File(meaning) => {
            read_file(event, Rc::clone(meaning), Rc::clone(sink));
            None
        }
    }
}

fn typed(event: &Event) -> Option<Zeroizing<String>> {
    let input = target::<HtmlInputElement>(event).map(|input| input.value());
    let area = || target::<HtmlTextAreaElement>(event).map(|area| area.value());
    let list = || target::<HtmlSelectElement>(event).map(|list| list.value());
    input.or_else(area).or_else(list).map(Zeroizing::new)
}

fn key(event: &Event) -> Option<Key> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let is_rtl = || web_sys::window()?.document()?.dir().eq("rtl").then_some(());
    match event.key().as_str() {
        "ArrowLeft" => Some(if is_rtl().is_some() { Key::Right } else { Key::Left }),
        "ArrowRight" => Some(if is_rtl().is_some() { Key::Left } else { Key::Right }),
        "Home" => Some(Key::Home),
        "End" => Some(Key::End),
        _ => None,
    }
}

/// Reads the chosen file; one that cannot be read or is far too large is none.
fn read_file<M: 'static>(event: &Event, meaning: Rc<dyn Fn(Zeroizing<Vec<u8>>) -> M>, sink: Sink<M>) {
    let Some(input) = target::<HtmlInputElement>(event) else { return };
    let Some(file) = input.files().and_then(|files| files.get(0)).filter(|file| file.size() <= FILE_BYTES_MAX) else {
        return;
    };
    spawn_local(async move {
        let contents: Result<JsValue, JsValue> = JsFuture::from(file.array_buffer()).await;
        if let Ok(contents) = contents {
            sink(meaning(Zeroizing::new(js_sys::Uint8Array::new(&contents).to_vec())));
        }
        // The same file can then be chosen again.
        input.set_value("");
    });
}

/// The element that the listener was put on, not a part of it that was hit.
fn target<T: wasm_bindgen::JsCast>(event: &Event) -> Option<T> {
    event.current_target().and_then(|target| target.dyn_into().ok())
}
