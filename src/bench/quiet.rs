//! Rounds that something else on the machine has disturbed, told by a rule.
//!
//! A client of a closed loop does nothing but answer: on a quiet machine its thread is on a processor all the time.
//! Where it was put off its processor and lost more than [`DISTURBED`] of a round that way, the round says
//! something about the neighbours and not about the index. What a client waits for by itself, such as a disk, is no
//! reason to leave a round out: it was not put off then.

use serde::Serialize;

use super::clock::Nanos;

/// A round is disturbed if its thread was off the processor for more than this share of it.
pub const DISTURBED: f64 = 0.05;

/// What a round took of a client's thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// From its begin to its end.
    pub wall: Nanos,
    /// Of that, on a processor.
    pub cpu: Nanos,
    /// How often the thread was put off its processor while it could have gone on; `None` where nobody says.
    pub preempted: Option<u64>,
}

impl Round {
    /// Tells whether the rule takes it for disturbed.
    pub fn disturbed(&self) -> bool {
        let lost = self.wall.saturating_sub(self.cpu);
        lost as f64 > DISTURBED * self.wall as f64 && self.preempted != Some(0)
    }
}

/// What became of the rounds of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rest {
    /// Rounds that were watched.
    pub rounds: usize,
    /// Of these, disturbed.
    pub disturbed: usize,
    /// Of these, left out of the figures.
    pub discarded: usize,
    /// Whether at most half were disturbed. Of a run in which more were, nothing is left out.
    pub trusted: bool,
}

/// Counts the disturbed rounds, and says what to leave out where that is wanted.
pub fn judge(rounds: &[Round], discard: bool) -> Rest {
    let disturbed = rounds.iter().filter(|round| round.disturbed()).count();
    let trusted = 2 * disturbed <= rounds.len();
    let discarded = if discard && trusted { disturbed } else { 0 };
    Rest { rounds: rounds.len(), disturbed, discarded, trusted }
}

impl Rest {
    /// Says what happened, for people; nothing where nothing did.
    pub fn line(&self) -> Option<String> {
        let Self { rounds, disturbed, discarded, trusted } = self;
        match (*disturbed, *discarded) {
            (0, _) => None,
            _ if !trusted => Some(format!(
                "not trustworthy: other load disturbed {disturbed} of {rounds} rounds, more than half; none is left out"
            )),
            (_, 0) => Some(format!(
                "other load disturbed {disturbed} of {rounds} rounds; --undisturbed leaves such out"
            )),
            _ => {
                Some(format!("{discarded} of {rounds} rounds discarded: other load disturbed them"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(cpu: Nanos, preempted: Option<u64>) -> Round {
        Round { wall: 1000, cpu, preempted }
    }

    #[test]
    fn a_round_is_disturbed_that_was_put_off_for_more_than_a_twentieth() {
        for (cpu, preempted, disturbed) in [
            (1000, Some(9), false),
            (950, Some(9), false),
            (949, Some(1), true),
            (949, None, true),
            // It waited by itself.
            (500, Some(0), false),
            // Clocks differ by a grain.
            (1003, Some(1), false),
        ] {
            assert_eq!(round(cpu, preempted).disturbed(), disturbed, "{cpu} {preempted:?}");
        }
        assert!(!Round::default().disturbed());
    }

    #[test]
    fn what_is_left_out_is_counted_and_never_more_than_half() {
        let (calm, bad) = (round(1000, Some(0)), round(100, Some(3)));
        let few = judge(&[bad, calm, calm, calm], true);
        assert_eq!(few, Rest { rounds: 4, disturbed: 1, discarded: 1, trusted: true });
        assert_eq!(few.line().unwrap(), "1 of 4 rounds discarded: other load disturbed them");
        let kept = judge(&[bad, calm, calm, calm], false);
        assert_eq!((kept.disturbed, kept.discarded), (1, 0));
        assert!(kept.line().unwrap().contains("--undisturbed leaves such out"));
        assert_eq!(judge(&[bad, calm], true).discarded, 1);
        let many = judge(&[bad, bad, calm], true);
        assert_eq!((many.discarded, many.trusted), (0, false));
        assert!(many.line().unwrap().starts_with("not trustworthy: "), "{many:?}");
        assert_eq!(judge(&[calm; 3], true).line(), None);
        assert_eq!(judge(&[], true), Rest { trusted: true, ..Rest::default() });
    }
}
