//! Runs steps one after another, all of them, and sums up what became of each.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    process::{as_typed, run},
    trouble::Trouble,
};

/// One thing to be done, under a name that a person understands.
pub(crate) struct Step {
    name: &'static str,
    work: Work,
}

enum Work {
    Run(Command),
    Skip { why: &'static str },
}

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    Skipped { why: &'static str },
}

impl Step {
    /// A step that passes when `command` succeeds.
    pub(crate) fn new(name: &'static str, command: Command) -> Self {
        Self { name, work: Work::Run(command) }
    }

    /// A step that cannot be done here; the summary says why.
    pub(crate) fn skipped(name: &'static str, why: &'static str) -> Self {
        Self { name, work: Work::Skip { why } }
    }
}

/// Does every step, also those after a failed one, and prints a summary.
///
/// Fails with the names of the steps that failed.
pub(crate) fn run_all(steps: impl IntoIterator<Item = Step>) -> Result<(), Trouble> {
    let results: Vec<_> = steps.into_iter().map(|step| (step.name, perform(step))).collect();

    println!("\nSummary");
    for (name, outcome) in &results {
        println!("  {name:<12} {}", in_words(outcome));
    }
    let names: Vec<_> =
        results.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_))).map(|(name, _)| *name).collect();
    if names.is_empty() { Ok(()) } else { Err(Trouble::StepsFailed { names }) }
}

fn perform(step: Step) -> Outcome {
    let outcome = match step.work {
        Work::Run(command) => attempt(step.name, command),
        Work::Skip { why } => Outcome::Skipped { why },
    };
    println!("-- {}: {}", step.name, in_words(&outcome));
    outcome
}

fn attempt(name: &str, mut command: Command) -> Outcome {
    println!("\n== {name}: {}", as_typed(&command));
    let (result, took) = timed(|| run(&mut command));
    match result {
        Ok(()) => Outcome::Passed(took),
        Err(trouble) => {
            println!("{trouble}");
            Outcome::Failed(took)
        }
    }
}

/// Does the work and says how long it took.
#[expect(
    clippy::disallowed_methods,
    reason = "a person wants to know how long a step took; nothing else depends on it"
)]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn in_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passed(took) => format!("ok ({:.1} s)", took.as_secs_f64()),
        Outcome::Failed(took) => format!("FAILED ({:.1} s)", took.as_secs_f64()),
        Outcome::Skipped { why } => format!("skipped: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_stops_no_other_and_is_named_at_the_end() {
        let steps = [
            Step::new("bad", Command::new("false")),
            Step::new("good", Command::new("true")),
            Step::skipped("absent", "not installed"),
            Step::new("lost", Command::new("porchlight-no-such-program")),
        ];

        let Err(Trouble::StepsFailed { names }) = run_all(steps) else {
            panic!("two of the four steps fail");
        };

        assert_eq!(names, ["bad", "lost"]);
    }

    #[test]
    fn a_skipped_step_is_no_failure() {
        assert!(run_all([Step::skipped("absent", "not installed")]).is_ok());
    }
}
