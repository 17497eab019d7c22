//! What the relay decides, pure: what is appended, kept, claimed and refused.
