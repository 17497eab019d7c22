//! How the floors are spoken to: every frame is a post, and a frame of one byte acknowledges one.

use super::{super::frames::Piece, Heard, Role};

/// Where readers go.
pub(crate) const READERS: &str = "/read";
/// Where posters go.
pub(crate) const POSTERS: &str = "/post";

pub(crate) struct Floor(Role);

impl Floor {
    pub(crate) fn new(role: Role) -> Self {
        Self(role)
    }

    pub(super) fn path(&self) -> &'static str {
        match self.0 {
            Role::Reader => READERS,
            Role::Poster => POSTERS,
        }
    }

    pub(super) fn hear(&mut self, piece: &Piece<'_>, heard: &mut Heard) {
        match (piece, self.0) {
            (Piece::End, Role::Reader) => heard.delivered += 1,
            (Piece::End, Role::Poster) => heard.accepted += 1,
            (Piece::Begin { .. } | Piece::Payload(_), Role::Reader | Role::Poster) => {}
        }
    }
}
