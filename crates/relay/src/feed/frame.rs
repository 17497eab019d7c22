//! Envelopes as they go over the wire: ready-made frames, built once and shared by all followers.

use bytes::Bytes;
use porchlight_protocol::{ENVELOPE_BYTES, Envelope, Epoch, Refusal, RelayFrame, Sequence};
use porchlight_relay_core::turns_to;
use tokio_tungstenite::tungstenite::protocol::frame::{
    Frame as WebSocketFrame,
    coding::{Data, OpCode},
};

/// An envelope's frame on the wire: the WebSocket's head and our own, three bytes, before the envelope.
pub(crate) const FRAME_BYTES: usize = 4 + 3 + ENVELOPE_BYTES;

/// One envelope as it goes over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) place: Sequence,
    pub(crate) bytes: Bytes,
    pub(crate) turns_to: Option<Epoch>,
}

impl Frame {
    /// The frame of the envelope at a place.
    pub(crate) fn of(place: Sequence, envelope: Envelope) -> Self {
        let turns_to = turns_to(&envelope);
        let bytes = on_the_wire(&RelayFrame::Envelope(envelope));
        debug_assert_eq!(bytes.len(), FRAME_BYTES);
        Self { place, bytes, turns_to }
    }
}

/// Of frames without a gap, those from a place on; none where that is not among them.
pub(crate) fn run_from(frames: &[Frame], place: Sequence) -> &[Frame] {
    let first = frames.first().map_or(Sequence(u64::MAX), |frame| frame.place);
    let index = place.0.checked_sub(first.0).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| frames.get(index..)).unwrap_or_default()
}

/// The frame that ends a subscription.
pub(crate) fn stopped(refusal: Refusal) -> Bytes {
    on_the_wire(&RelayFrame::Stopped { refusal })
}

// A server masks nothing, so the same bytes go to all.
fn on_the_wire(frame: &RelayFrame) -> Bytes {
    let frame = WebSocketFrame::message(frame.encode(), OpCode::Data(Data::Binary), true);
    let mut bytes = Vec::with_capacity(frame.len());
    frame.format(&mut bytes).expect("a Vec takes all that is written");
    bytes.into()
}
