//! What a relative's page says, taken from a device, in the reader's language and on the reader's clock.
