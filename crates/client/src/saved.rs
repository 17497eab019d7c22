//! A saved state's bytes: a version, then postcard, written into a buffer of the right size; for one that grows leaves copies
//! of every key behind that nobody wipes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::StateUnreadable;

const VERSION: u8 = 1;

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
