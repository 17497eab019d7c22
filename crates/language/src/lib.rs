//! What people read: codebook, texts and words, in their languages.
