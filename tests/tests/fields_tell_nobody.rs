//! What stands in a field stays in it: browsers write fields into the files of their sessions, in clear, past the wrapping and the PIN,
//! unless they are told not to.

use porchlight_language::Language;
use porchlight_tests::gallery;

/// Controls into which nothing is typed or chosen that says anything of a person.
const HARMLESS: [&str; 3] = ["type=\"checkbox\"", "type=\"file\"", "type=\"radio\""];

#[test]
fn no_browser_is_to_remember_what_stands_in_a_field() {
    let mut controls = 0;
    for picture in gallery::pictures(Language::English) {
        for tag in ["<input", "<textarea", "<select"].iter().flat_map(|tag| tags(&picture.html, tag)) {
            if HARMLESS.iter().any(|harmless| tag.contains(harmless)) {
                continue;
            }
            controls += 1;
            assert_eq!(tag.matches("autocomplete=\"off\"").count(), 1, "{}: {tag}", picture.name);
        }
    }
    assert!(controls > 30, "the gallery shows fields: {controls}");
}

fn tags<'a>(html: &'a str, start: &str) -> Vec<&'a str> {
    let from = html.match_indices(start).map(|(at, _)| &html[at..]);
    from.map(|rest| rest.split_once('>').map_or(rest, |(tag, _)| tag)).collect()
}
