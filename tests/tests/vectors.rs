//! The vectors are what the code makes, and the code does what the vectors say.
//!
//! `PORCHLIGHT_BLESS=1` writes them anew: look at the difference before it is committed.

use porchlight_tests::vectors::{FILES, bless, stored};

#[test]
fn the_stored_vectors_are_the_ones_that_the_code_makes() {
    for file in &FILES {
        if std::env::var_os("PORCHLIGHT_BLESS").is_some() {
            bless(file);
        }
        assert_eq!(stored(file), (file.make)(), "{}: bless if the change is meant", file.name);
    }
}

#[test]
fn the_code_agrees_with_every_stored_vector() {
    for file in &FILES {
        let cases = stored(file);
        assert!(!cases.is_empty(), "{} has no cases", file.name);
        cases.iter().for_each(file.check);
    }
}

#[test]
fn every_file_has_wrong_cases_but_the_catalogue_of_refusals() {
    for file in FILES.iter().filter(|file| file.name != "refusals") {
        assert!(stored(file).iter().any(|case| case["error"].is_string()), "{} has only right cases", file.name);
    }
}
