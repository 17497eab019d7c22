//! Porchlight in a browser: the DOM, the socket and the state at rest, for the same parties as everywhere.
