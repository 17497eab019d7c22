//! What is left to do when an invariant does not hold: say where, and tell the person that the page has to be loaded again.

use std::panic;

use crate::starter;

/// Has panics told from here on. Their place is told, and not what they say: it could hold anything.
pub fn tell() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        starter::broke(&place);
    }));
}
