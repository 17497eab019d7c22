//! In which order the office's state and what is kept beside it go to disk: what goes from one to the other is on disk in at least
//! one of them at every moment, and nothing older takes the place of something newer.

/// The order of writes. `D` is what is kept beside the office's state.
pub(super) struct Order<D> {
    /// The newest, until somebody takes it to write it.
    newest: Option<D>,
    /// How often the office was given something that was kept beside it before.
    given: u64,
    /// How much of that the office's state on disk has.
    saved: u64,
    at_work: AtWork,
}

/// Who writes at this moment: one at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtWork {
    Nobody,
    /// Somebody writes what is kept beside alone. A state that was encoded meanwhile waits, and nothing goes ahead of it.
    Beside {
        is_awaited: bool,
    },
    State,
}

/// What is written together with a state that was encoded in the same moment.
pub(super) struct Together<D> {
    pub(super) beside: Option<D>,
    given: u64,
}

impl<D> Order<D> {
    pub(super) const fn new() -> Self {
        Self { newest: None, given: 0, saved: 0, at_work: AtWork::Nobody }
    }

    /// This is to be kept beside the state from now on.
    pub(super) fn replace(&mut self, beside: D) {
        self.newest = Some(beside);
    }

    /// The office has something from this moment on that its state on disk does not have.
    pub(super) const fn give(&mut self) {
        self.given += 1;
    }

    /// Whether the office's state on disk has all that the office was given.
    pub(super) const fn has_saved_all(&self) -> bool {
        self.given == self.saved
    }

    pub(super) fn is_at_work(&self) -> bool {
        self.at_work != AtWork::Nobody
    }

    /// What is to be written without a state; nothing while somebody writes, or while it has to go together with the next state:
    /// what it no longer has may be nowhere else on disk.
    pub(super) fn begin_beside(&mut self) -> Option<D> {
        if self.is_at_work() || !self.has_saved_all() {
            return None;
        }
        let beside = self.newest.take()?;
        self.at_work = AtWork::Beside { is_awaited: false };
        Some(beside)
    }

    /// It is written, or could not be.
    pub(super) fn end_beside(&mut self) {
        self.at_work = match self.at_work {
            AtWork::Beside { is_awaited: true } => AtWork::State,
            AtWork::Beside { is_awaited: false } | AtWork::State | AtWork::Nobody => AtWork::Nobody,
        };
    }

    /// To be called in the moment in which a state was encoded: what goes with it to disk, in one piece.
    pub(super) fn begin_state(&mut self) -> Together<D> {
        self.at_work = match self.at_work {
            AtWork::Beside { .. } => AtWork::Beside { is_awaited: true },
            AtWork::Nobody | AtWork::State => AtWork::State,
        };
        Together { beside: self.newest.take(), given: self.given }
    }

    /// Whether the state may be written now: nobody is still about something older.
    pub(super) fn is_states_turn(&self) -> bool {
        self.at_work == AtWork::State
    }

    /// It is written with what went together with it.
    pub(super) const fn state_is_written(&mut self, together: &Together<D>) {
        (self.saved, self.at_work) = (together.given, AtWork::Nobody);
    }

    /// It could not be: what was to go with it is still to be written, unless something newer is.
    pub(super) fn state_is_not_written(&mut self, together: Together<D>) {
        self.newest = self.newest.take().or(together.beside);
        self.at_work = AtWork::Nobody;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Posts and one secret, by their numbers: those that the desk has, or those that the office has.
    type Posts = Vec<u8>;

    /// What a founding or a handover leaves to be told: in the office at first.
    const SECRET: u8 = 0;

    /// A desk whose every wait is a step of its own.
    #[derive(Clone, Default)]
    struct Tried {
        steps: Vec<Step>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Step {
        /// Something is typed.
        Type,
        /// The next post is held back.
        Hold,
        /// What is held is given to the office.
        Give,
        /// The office tells its secret: the desk has it from then on, and the office no longer.
        Tell,
        /// What is kept beside begins to be written.
        BeginBeside,
        EndBeside,
        /// The driver has a state encoded.
        Encode,
        /// Its turn has come, and it is written.
        WriteState,
        /// The disk takes nothing.
        FailState,
    }

    const STEPS: [Step; 9] = [
        Step::Type,
        Step::Hold,
        Step::Give,
        Step::Tell,
        Step::BeginBeside,
        Step::EndBeside,
        Step::Encode,
        Step::WriteState,
        Step::FailState,
    ];
    /// Long enough for two posts, each given while something else is being written.
    const STEPS_MAX: usize = 8;

    /// Everything that a run of steps has made of the desk, the office and the disk.
    struct World {
        order: Order<(u64, Posts)>,
        /// How often something was typed: tells an older text from a newer one.
        typed: u64,
        held: Posts,
        told: Posts,
        office: Posts,
        /// A post that was seen on disk must never be missing there again.
        seen: Posts,
        disk_beside: (u64, Posts),
        disk_office: Posts,
        writing: Option<(u64, Posts)>,
        encoded: Option<(Posts, Together<(u64, Posts)>)>,
        posts: u8,
    }

    impl World {
        fn new() -> Self {
            Self {
                order: Order::new(),
                typed: 0,
                held: Posts::new(),
                told: Posts::new(),
                office: vec![SECRET],
                seen: vec![SECRET],
                disk_beside: (0, Posts::new()),
                disk_office: vec![SECRET],
                writing: None,
                encoded: None,
                posts: 0,
            }
        }

        fn keep(&mut self) {
            self.typed += 1;
            self.order.replace(self.newest());
        }

        fn newest(&self) -> (u64, Posts) {
            (self.typed, [self.held.as_slice(), &self.told].concat())
        }

        /// Whether the step can be made now.
        fn makes(&mut self, step: Step) -> bool {
            match step {
                Step::Type => self.keep(),
                Step::Hold if self.held.is_empty() && self.posts < 2 => {
                    self.posts += 1;
                    self.held.push(self.posts);
                    self.keep();
                }
                Step::Give if !self.held.is_empty() => {
                    self.office.append(&mut self.held);
                    self.order.give();
                    self.keep();
                }
                Step::Tell if self.told.is_empty() => {
                    self.office.retain(|number| *number != SECRET);
                    self.told.push(SECRET);
                    self.keep();
                }
                Step::BeginBeside if self.writing.is_none() => {
                    self.writing = self.order.begin_beside();
                    return self.writing.is_some();
                }
                Step::EndBeside if self.writing.is_some() => {
                    let written = self.writing.take().unwrap();
                    assert!(written.0 > self.disk_beside.0, "an older one takes the place of a newer one");
                    self.disk_beside = written;
                    self.order.end_beside();
                }
                Step::Encode if self.encoded.is_none() => {
                    self.encoded = Some((self.office.clone(), self.order.begin_state()));
                }
                Step::WriteState if self.encoded.is_some() && self.order.is_states_turn() => {
                    let (state, together) = self.encoded.take().unwrap();
                    self.order.state_is_written(&together);
                    self.disk_office = state;
                    if let Some(beside) = together.beside {
                        assert!(beside.0 > self.disk_beside.0, "an older one takes the place of a newer one");
                        self.disk_beside = beside;
                    }
                }
                Step::FailState if self.encoded.is_some() && self.order.is_states_turn() => {
                    let (_, together) = self.encoded.take().unwrap();
                    self.order.state_is_not_written(together);
                }
                Step::Hold
                | Step::Give
                | Step::Tell
                | Step::BeginBeside
                | Step::EndBeside
                | Step::Encode
                | Step::WriteState
                | Step::FailState => return false,
            }
            true
        }

        fn assert_nothing_is_lost(&mut self, steps: &[Step]) {
            for post in SECRET..=self.posts {
                let is_on_disk = self.disk_beside.1.contains(&post) || self.disk_office.contains(&post);
                assert!(is_on_disk || !self.seen.contains(&post), "{post} is nowhere on disk after {steps:?}");
                if is_on_disk && !self.seen.contains(&post) {
                    self.seen.push(post);
                }
            }
        }

        /// Everybody who has begun comes to an end.
        fn comes_to_rest(&mut self) {
            for step in [Step::EndBeside, Step::WriteState, Step::Encode, Step::WriteState, Step::BeginBeside] {
                self.makes(step);
            }
            self.makes(Step::EndBeside);
        }
    }

    impl Tried {
        /// The world after these steps; nothing where one of them cannot be made.
        fn world(&self) -> Option<World> {
            let mut world = World::new();
            for (number, step) in self.steps.iter().enumerate() {
                if !world.makes(*step) {
                    return None;
                }
                world.assert_nothing_is_lost(&self.steps[..=number]);
            }
            Some(world)
        }

        fn and(&self, step: Step) -> Self {
            let mut steps = self.steps.clone();
            steps.push(step);
            Self { steps }
        }
    }

    #[test]
    fn what_goes_from_one_to_the_other_is_on_disk_in_one_of_them_whatever_comes_between() {
        let (mut tried, mut count) = (vec![Tried::default()], 0);
        while let Some(trying) = tried.pop() {
            let Some(mut world) = trying.world() else { continue };
            count += 1;
            world.comes_to_rest();
            assert_eq!(world.disk_office, world.office, "the office's disk is behind after {:?}", trying.steps);
            assert!(
                world.typed == 0 || world.disk_beside == world.newest(),
                "something is unwritten after {:?}",
                trying.steps
            );
            if trying.steps.len() < STEPS_MAX {
                tried.extend(STEPS.map(|step| trying.and(step)));
            }
        }
        assert!(count > 10_000, "every order of the steps was tried: {count}");
    }
}
