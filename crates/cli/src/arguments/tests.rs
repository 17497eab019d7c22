//! What is typed is understood, and what is not says so.

use clap::CommandFactory;

use super::*;

fn typed(line: &str) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(line.split_whitespace())
}

#[test]
fn the_commands_fit_together() {
    Arguments::command().debug_assert();
}

#[test]
fn the_help_is_what_was_agreed() {
    let mut transcript = String::new();
    help(&mut Arguments::command().term_width(80), &mut transcript);
    let trimmed: Vec<_> = transcript.lines().map(str::trim_end).collect();
    crate::golden::assert_golden("help.txt", &(trimmed.join("\n") + "\n"));
}

/// The help of a command and of all those below it.
fn help(command: &mut clap::Command, transcript: &mut String) {
    command.build();
    let name = command.get_bin_name().unwrap_or("porchlight").to_owned();
    *transcript += &format!("== {name} --help\n\n{}\n", command.render_long_help());
    for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
        help(below, transcript);
    }
}

#[test]
fn options_may_stand_after_the_command() {
    for line in [
        "porchlight family read --json --state DIR --ca PEM --lang uk",
        "porchlight --json family --lang uk read --state DIR",
    ] {
        let arguments = typed(line).unwrap();
        assert!(arguments.everywhere.json, "{line}");
        assert_eq!(arguments.everywhere.language(), porchlight_language::Language::Ukrainian, "{line}");
    }
}

#[test]
fn no_argument_of_a_command_bears_the_name_of_an_option_that_all_take() {
    fn check(command: &clap::Command, globals: &[clap::Id]) {
        for below in command.get_subcommands() {
            let own = below.get_arguments().map(clap::Arg::get_id);
            let taken: Vec<_> = own.filter(|id| globals.contains(id)).collect();
            assert!(taken.is_empty(), "{}: {taken:?}", below.get_name());
            check(below, globals);
        }
    }
    let command = Arguments::command();
    let globals: Vec<_> =
        command.get_arguments().filter(|arg| arg.is_global_set()).map(|arg| arg.get_id().clone()).collect();
    assert_eq!(globals.len(), 4);
    check(&command, &globals);
}

#[test]
fn a_charter_or_a_text_may_begin_with_a_hyphen() {
    assert!(typed("porchlight liaison create --relay wss://a --charter -Zx_ --name N").is_ok());
    assert!(typed("porchlight liaison tell F --code message --text - --with-next").is_ok());
}

#[test]
fn a_promise_that_cannot_be_read_is_told_how_to_write_it() {
    let refused = typed("porchlight liaison post calm --next-by 2026-12-01").err().map(|error| error.to_string());
    assert!(refused.is_some_and(|said| said.contains("write it like 2026-12-01T08:00:00+02:00")));
}

#[test]
fn wrong_usage_of_flags_exits_with_2() {
    for line in [
        "porchlight liaison post calm --as-of 2026-13-01",
        "porchlight liaison post calm --next-by tomorrow",
        "porchlight liaison create --relay wss://a --charter C --name N --cadence often",
        "porchlight family read --lang xx",
        "porchlight liaison invite F --history some",
        "porchlight family read --verbose",
    ] {
        assert_eq!(typed(line).err().map(|error| error.exit_code()), Some(2), "{line}");
    }
}
