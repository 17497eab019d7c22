//! The parties without their sockets: the sans-IO Device and Liaison.
