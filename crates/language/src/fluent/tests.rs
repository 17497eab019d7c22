//! What is read here, Fluent reads the same.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::*;

const TEXTS: [(Language, LanguageIdentifier, &str); 3] = [
    (Language::English, langid!("en"), include_str!("../../texts/en.ftl")),
    (Language::Russian, langid!("ru"), include_str!("../../texts/ru.ftl")),
    (Language::Ukrainian, langid!("uk"), include_str!("../../texts/uk.ftl")),
];
/// Every remainder that decides a plural comes at least once.
const COUNTED_UP_TO: u64 = 130;
/// Fluent counts in floating point, which is exact up to here.
const LARGE: [u64; 5] = [1_000, 1_011, 1_021, 1_000_002, 1 << 53];
const WORDS: [&str; 12] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "one", "other", "", "Світанок", "{ $x } 1"];

#[test]
fn every_sentence_is_said_as_fluent_says_it() {
    let numbers = (0..=COUNTED_UP_TO).chain(LARGE).map(Argument::Number);
    let fillings: Vec<_> = numbers.chain(WORDS.map(Argument::from)).collect();
    for (language, identifier, source) in TEXTS {
        let sentences = Sentences::read(language, source).unwrap();
        let bundle = bundle(identifier, source);
        for (key, pattern) in &sentences.patterns {
            let wanted = arguments_of(pattern);
            for filling in &fillings {
                let given: Vec<_> = wanted.iter().map(|name| (*name, filling.clone())).collect();
                let said = sentences.say(key, &given);
                assert_eq!(said, Some(fluents(&bundle, key, &given)), "{key} in {language}, {filling:?}");
            }
        }
    }
}

#[test]
fn every_choice_is_made_by_fluents_rules() {
    let source = "a =\n    { $x ->\n        [0] none\n        [one] one, { $x }\n        [few] few\n       *[other] other { $y }\n        \
                  [many] many\n        [7] never\n    } and { $y }, { $x ->\n       *[word] word\n    }.\n";
    for (language, identifier, _) in TEXTS {
        let (sentences, bundle) = (Sentences::read(language, source).unwrap(), bundle(identifier, source));
        for filling in (0..=COUNTED_UP_TO).map(Argument::Number).chain(["few", "0", "word"].map(Argument::from)) {
            let given = [("x", filling), ("y", "Y".into())];
            assert_eq!(sentences.say("a", &given), Some(fluents(&bundle, "a", &given)), "{language}, {given:?}");
        }
    }
}

#[test]
fn what_is_not_understood_is_not_taken_in() {
    let wrong = [
        "day = { $",
        "day = { $x",
        "day = { $x -> }",
        "day = }",
        "day = { \"text\" }",
        "day = { NUMBER($x) }",
        "day = { -term }",
        "-term = text",
        "day = text\n    and more",
        "day = text\n    .attribute = text",
        "day =\n    { $x ->\n        [one] one\n    }",
        "day =\n    { $x ->\n       *[one] { $ }\n    }",
        "day =\n    { $x ->\n       *[one] one\n       *[two] two\n    }",
        "day =\n    { $x ->\n       *[one] one",
        "day =\n    { $x ->\n       *one one\n    }",
        "    day = text",
        "no sentence",
        " = text",
    ];
    for wrong in wrong {
        assert_eq!(Sentences::read(Language::English, wrong).err(), Some(NotTheTexts), "{wrong}");
    }
}

#[test]
fn a_sentence_that_lacks_what_it_wants_is_not_said() {
    let sentences = Sentences::read(Language::English, "day = { $x } and { $y }").unwrap();
    assert_eq!(sentences.say("day", &[("x", 1u64.into())]), None);
    assert_eq!(sentences.say("night", &[]), None);
}

/// Refuses a key that stands twice.
fn bundle(identifier: LanguageIdentifier, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![identifier]);
    // Isolation marks would show as boxes on some terminals, and no language here is written from the right.
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
    bundle
}

fn fluents(bundle: &FluentBundle<FluentResource>, key: &str, given: &[(&str, Argument)]) -> String {
    let value = |argument: &Argument| match argument {
        Argument::Number(number) => FluentValue::from(*number),
        Argument::Text(text) => FluentValue::from(text.clone()),
    };
    let given: FluentArgs<'_> = given.iter().map(|(name, argument)| (*name, value(argument))).collect();
    let pattern = bundle.get_message(key).and_then(|message| message.value()).unwrap();
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
    assert_eq!(errors, [], "{key}");
    said
}

fn arguments_of(pattern: &str) -> Vec<&str> {
    let ends = |character: char| !character.is_ascii_alphanumeric();
    pattern.split('$').skip(1).filter_map(|rest| rest.split(ends).next()).collect()
}
