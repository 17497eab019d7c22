//! What a party saves. Its bytes are a version, then postcard, written into a buffer of the right size; for one that grows leaves
//! copies of every key behind that nobody wipes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::StateUnreadable;

/// 2: the roster is apart. 3: padding among used-up marks is a secret and two numbers; a device knows where its epoch begins.
const VERSION: u8 = 3;

/// A party's state, in the parts in which it is kept: an office's roster is nearly all of it, grows with the group, and most saves
/// leave it as it was.
#[derive(Clone)]
pub struct Saved {
    /// What every save changes.
    pub state: Zeroizing<Vec<u8>>,
    /// An office's roster. In a save: `None` where it is still the one that was saved last. Taken up again: the one that is kept.
    pub roster: Option<Zeroizing<Vec<u8>>>,
}

impl From<Zeroizing<Vec<u8>>> for Saved {
    /// The state of a party that has no roster.
    fn from(state: Zeroizing<Vec<u8>>) -> Self {
        Self { state, roster: None }
    }
}

pub(crate) fn encode(state: &impl Serialize) -> Zeroizing<Vec<u8>> {
    let size = postcard::experimental::serialized_size(state).expect("the state holds nothing postcard cannot write");
    let mut bytes = Zeroizing::new(vec![0; 1 + size]);
    bytes[0] = VERSION;
    postcard::to_slice(state, &mut bytes[1..]).expect("the buffer has the state's size");
    bytes
}

pub(crate) fn decode<T: DeserializeOwned>(saved: &[u8]) -> Result<T, StateUnreadable> {
    match saved.split_first() {
        Some((&VERSION, encoded)) => postcard::from_bytes(encoded).map_err(|_| StateUnreadable),
        Some(_) | None => Err(StateUnreadable),
    }
}
