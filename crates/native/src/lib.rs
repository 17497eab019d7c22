//! Where the parties touch the world: sockets, clocks, and state at rest.
