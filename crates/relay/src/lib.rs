//! The blind relay: TLS, HTTP, sessions and stores.
