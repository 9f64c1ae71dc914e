//! Two sides asked in turns, by one scheduler.
//!
//! In each round both sides start anew, so that where a start happens to put things in memory is drawn anew as well.
//! A round asks so many queries of each class, in an order that is drawn; each query of one side right after the same
//! of the other. They are asked once without being timed and twice timed: who goes first is drawn, and the second time
//! it is the other one, in reverse order, since who goes second finds warm what both share.

use serde::{Serialize, Serializer};

use super::Random;
use super::arrivals::Rounds;
use super::clock::{Clock, Nanos};
use crate::statistics::median;

/// Which of two that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is measured.
    This,
    /// What it is compared with.
    Other,
}

impl Side {
    /// Returns the other one.
    fn opposite(self) -> Self {
        match self {
            Self::This => Self::Other,
            Self::Other => Self::This,
        }
    }
}

/// Something that answers queries and tells how long that took.
pub trait Contender {
    /// Why it does not answer.
    type Error;

    /// Ends what was started before, if anything was.
    fn stop(&mut self);

    /// Starts it anew.
    fn start(&mut self) -> Result<(), Self::Error>;

    /// Answers the query at that place; returns how long it took.
    fn answer(&mut self, query: usize) -> Result<Nanos, Self::Error>;

    /// Tells whether it has to be asked once before it is timed.
    fn warms(&self) -> bool {
        true
    }
}

/// A query of a round, and whom to ask first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its place among the queries.
    pub query: usize,
    /// Who is asked first.
    pub first: Side,
}

/// What a round asks, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Who is started first.
    pub first: Side,
    /// The queries.
    pub turns: Vec<Turn>,
}

impl Serialize for Turns {
    /// Writes the places of the queries, and whom each of them asked first as a letter, `t` for this side and `o` for
    /// the other; the first letter is who was started first.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let letter = |side| if side == Side::This { 't' } else { 'o' };
        let queries: Vec<usize> = self.turns.iter().map(|turn| turn.query).collect();
        let sides = std::iter::once(self.first).chain(self.turns.iter().map(|turn| turn.first));
        (queries, sides.map(letter).collect::<String>()).serialize(serializer)
    }
}

/// Draws rounds: the same ones of the same seed.
#[derive(Clone, Debug)]
pub struct Order {
    classes: Vec<(Vec<usize>, Rounds)>,
    each: usize,
    random: Random,
}

impl Order {
    /// Prepares rounds that ask `each` queries of each class, or all it has, in turn. `classes` are the places of
    /// their queries.
    pub fn new(classes: Vec<Vec<usize>>, each: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let rounds = |queries: Vec<usize>| {
            let rounds = Rounds::new(queries.len(), random.bits());
            (queries, rounds)
        };
        Self { classes: classes.into_iter().map(rounds).collect(), each, random }
    }

    /// Draws a round.
    pub fn draw(&mut self) -> Turns {
        let Self { classes, each, random } = self;
        let mut toss = || if random.below(2) == 0 { Side::This } else { Side::Other };
        let (first, mut turns) = (toss(), Vec::new());
        for (queries, rounds) in classes {
            // As many begin with the one as with the other, but for an odd one.
            let mut first = toss();
            for _ in 0..queries.len().min(*each) {
                let query = queries.get(rounds.draw()).copied().unwrap_or_default();
                turns.push(Turn { query, first });
                first = first.opposite();
            }
        }
        random.shuffle(&mut turns);
        Turns { first, turns }
    }
}

/// A query that both sides answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its place among the queries.
    pub query: usize,
    /// Its round.
    pub round: usize,
    /// Who was asked first.
    pub first: Side,
    /// How long this side took.
    pub this: Nanos,
    /// How long the other took.
    pub other: Nanos,
}

impl Pair {
    /// Returns the logarithm of the time of this side over that of the other.
    fn difference(&self) -> f64 {
        (self.this.max(1) as f64 / self.other.max(1) as f64).ln()
    }

    /// Tells who was first by a sign.
    fn sign(&self) -> f64 {
        if self.first == Side::This { 1.0 } else { -1.0 }
    }
}

/// How long to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until {
    /// Rounds at the least.
    pub least: usize,
    /// Rounds at most.
    pub most: usize,
    /// Nanoseconds after which no further round begins, once there are enough.
    pub time: Nanos,
    /// Pairs after which no further round begins.
    pub pairs: usize,
}

/// Returns how many queries of each class a round may ask so that `rounds` of them take no longer than `time`; one at
/// the least. `classes` are the number of their queries and what one of them takes of both sides, `start` is what
/// starting both takes.
pub fn fitting(classes: &[(usize, Nanos)], start: Nanos, rounds: usize, time: Nanos) -> usize {
    let takes = |each: usize| {
        let asked = classes.iter().map(|(queries, takes)| takes * each.min(*queries) as u64);
        (start + asked.sum::<u64>()).saturating_mul(rounds as u64)
    };
    let most = classes.iter().map(|(queries, _)| *queries).max().unwrap_or(1);
    (1..=most).rev().find(|each| takes(*each) <= time).unwrap_or(1)
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Paired {
    /// The rounds as they were drawn.
    pub rounds: Vec<Turns>,
    /// The pairs, in the order they were measured.
    pub pairs: Vec<Pair>,
}

/// Asks both sides in rounds.
///
/// # Errors
///
/// The first error of either side.
pub fn pairs<C: Clock, E>(
    clock: &C,
    order: &mut Order,
    until: Until,
    this: &mut dyn Contender<Error = E>,
    other: &mut dyn Contender<Error = E>,
) -> Result<Paired, E> {
    let begin = clock.now();
    let mut found = Paired::default();
    while found.rounds.len() < until.most {
        let (rounds, taken) = (found.rounds.len(), clock.now().saturating_sub(begin));
        if rounds >= until.least && (taken >= until.time || found.pairs.len() >= until.pairs) {
            break;
        }
        let round = order.draw();
        found.pairs.extend(ask(&round, rounds, this, other)?);
        found.rounds.push(round);
    }
    Ok(found)
}

/// Asks one round.
///
/// # Errors
///
/// The first error of either side.
pub fn ask<E>(
    round: &Turns,
    number: usize,
    this: &mut dyn Contender<Error = E>,
    other: &mut dyn Contender<Error = E>,
) -> Result<Vec<Pair>, E> {
    // Both first, or each would come to lie where it has just been.
    this.stop();
    other.stop();
    for side in [round.first, round.first.opposite()] {
        match side {
            Side::This => this.start()?,
            Side::Other => other.start()?,
        }
    }
    let warms = this.warms() || other.warms();
    let mut once = |turn: &Turn| {
        let Turn { query, first } = *turn;
        let mut pair = Pair { query, round: number, first, this: 0, other: 0 };
        for side in [turn.first, turn.first.opposite()] {
            match side {
                Side::This => pair.this = this.answer(turn.query)?,
                Side::Other => pair.other = other.answer(turn.query)?,
            }
        }
        Ok(pair)
    };
    if warms {
        round.turns.iter().try_for_each(|turn| once(turn).map(drop))?;
    }
    let back = round.turns.iter().rev().map(|turn| Turn { first: turn.first.opposite(), ..*turn });
    round.turns.iter().copied().chain(back).map(|turn| once(&turn)).collect()
}

/// Returns for each class the differences of its pairs, round by round: the logarithm of the time of this side over
/// that of the other. What going first costs in the class, in the middle of its pairs, is taken off. `class` tells the
/// place of a query's class.
pub fn differences(
    pairs: &[Pair],
    classes: usize,
    class: impl Fn(usize) -> Option<usize>,
) -> Vec<Vec<Vec<f64>>> {
    let rounds = pairs.iter().map(|pair| pair.round + 1).max().unwrap_or(0);
    let mut firsts = vec![Vec::new(); classes];
    for pair in pairs {
        if let Some(firsts) = class(pair.query).and_then(|class| firsts.get_mut(class)) {
            firsts.push(pair.sign() * pair.difference());
        }
    }
    let costs: Vec<f64> =
        firsts.into_iter().map(|firsts| median(firsts).unwrap_or_default()).collect();
    let mut all = vec![vec![Vec::new(); rounds]; classes];
    for pair in pairs {
        let Some(class) = class(pair.query) else { continue };
        let round = all.get_mut(class).and_then(|rounds| rounds.get_mut(pair.round));
        if let (Some(round), Some(cost)) = (round, costs.get(class)) {
            round.push(pair.difference() - pair.sign() * cost);
        }
    }
    for rounds in &mut all {
        rounds.retain(|round| !round.is_empty());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::clock::tests::Virtual;
    use super::super::verdict::{Verdict, judge_pairs};
    use super::*;

    #[test]
    fn rounds_ask_their_share_of_each_class_and_both_sides_go_first_as_often() {
        let classes = || vec![vec![0, 1, 2, 3, 4], vec![7], vec![8, 9]];
        let mut order = Order::new(classes(), 4, 3);
        let rounds: Vec<Turns> = (0..50).map(|_| order.draw()).collect();
        let asked =
            |query| rounds.iter().flat_map(|r| &r.turns).filter(|t| t.query == query).count();
        assert_eq!((asked(0), asked(4), asked(7), asked(9)), (40, 40, 50, 50));
        for round in &rounds {
            let firsts = |queries: std::ops::Range<usize>| {
                let turns = round.turns.iter().filter(|turn| queries.contains(&turn.query));
                turns.filter(|turn| turn.first == Side::This).count()
            };
            assert_eq!((round.turns.len(), firsts(0..5), firsts(8..10)), (7, 2, 1));
        }
        let odd = rounds.iter().flat_map(|r| &r.turns).filter(|t| t.query == 7);
        assert!((15..35).contains(&odd.filter(|turn| turn.first == Side::This).count()));
        let mut again = Order::new(classes(), 4, 3);
        assert!(rounds.iter().all(|round| *round == again.draw()), "equal seeds, equal rounds");
        assert_ne!(Order::new(classes(), 4, 4).draw(), rounds[0]);
        let json = serde_json::to_value(&rounds[0]).unwrap();
        assert_eq!(json[0].as_array().unwrap().len() + 1, json[1].as_str().unwrap().len());
    }

    /// A machine without a clock: its times have a heavy tail, a stall now and then, and drift.
    struct Machine {
        clock: Virtual,
        random: std::cell::RefCell<Random>,
    }

    impl Machine {
        fn new(seed: u64) -> Self {
            Self { clock: Virtual::default(), random: Random::new(seed).into() }
        }

        fn unit(&self) -> f64 {
            self.random.borrow_mut().below(1 << 30) as f64 / f64::from(1 << 30)
        }

        /// A factor around 1 whose logarithm spreads so much.
        fn spread(&self, by: f64) -> f64 {
            (by * ((0..12).map(|_| self.unit()).sum::<f64>() - 6.0)).exp()
        }
    }

    /// A side on it; a start puts things well or badly.
    struct Drawn<'a> {
        machine: &'a Machine,
        slower: &'a dyn Fn(usize) -> f64,
        layout: f64,
    }

    impl Contender for Drawn<'_> {
        type Error = ();

        fn stop(&mut self) {}

        fn start(&mut self) -> Result<(), ()> {
            self.layout = self.machine.spread(0.01);
            Ok(())
        }

        fn answer(&mut self, query: usize) -> Result<Nanos, ()> {
            let machine = self.machine;
            let (seconds, usual) = (machine.clock.now() as f64 / 1e9, 200.0 + query as f64);
            // Half as slow again after five seconds, as a machine that grows warm.
            let drift = 1.0 + 0.1 * seconds;
            // One answer in ten is put off the processor for as long as it takes several times over.
            let stall = if machine.unit() < 0.1 { 2.0 + 6.0 * machine.unit() } else { 1.0 };
            let micros = usual * drift * stall * self.layout * machine.spread(0.1);
            let nanos = super::super::arrivals::whole(micros * (self.slower)(query) * 1e3);
            machine.clock.work(nanos);
            Ok(nanos)
        }
    }

    #[test]
    fn both_sides_go_first_as_often_in_every_round() {
        /// Notes who is asked what.
        struct Noted<'a>(char, &'a std::cell::RefCell<String>);
        impl Contender for Noted<'_> {
            type Error = ();
            fn stop(&mut self) {
                self.1.borrow_mut().push_str("stop ");
            }
            fn start(&mut self) -> Result<(), ()> {
                self.1.borrow_mut().push_str("start ");
                Ok(())
            }
            fn answer(&mut self, query: usize) -> Result<Nanos, ()> {
                self.1.borrow_mut().extend([self.0.to_string(), query.to_string(), " ".to_owned()]);
                Ok(1)
            }
        }
        let noted = std::cell::RefCell::default();
        let turn = |query, first| Turn { query, first };
        let turns = vec![turn(4, Side::This), turn(2, Side::Other)];
        let round = Turns { first: Side::Other, turns };
        let found = ask(&round, 7, &mut Noted('t', &noted), &mut Noted('o', &noted)).unwrap();
        let warm = "t4 o4 o2 t2 ";
        let expected = format!("stop stop start start {warm}{warm}t2 o2 o4 t4 ");
        assert_eq!(*noted.borrow(), expected);
        assert_eq!(
            found.iter().map(|pair| (pair.query, pair.round)).collect::<Vec<_>>(),
            [(4, 7), (2, 7), (2, 7), (4, 7)]
        );
    }

    const CLASSES: usize = 8;

    /// Returns what is said of the classes of one run of four seconds, ten queries a class.
    fn verdicts(seed: u64, slower: &dyn Fn(usize) -> f64) -> Vec<Verdict> {
        let machine = Machine::new(seed);
        let side = |slower| Drawn { machine: &machine, slower, layout: 1.0 };
        let (mut this, mut other) = (side(slower), side(&|_| 1.0));
        let classes = (0..CLASSES).map(|class| (class * 10..class * 10 + 10).collect()).collect();
        let mut order = Order::new(classes, usize::MAX, seed);
        let until = Until { least: 20, most: 1000, time: 4_000_000_000, pairs: usize::MAX };
        let found = pairs(&machine.clock, &mut order, until, &mut this, &mut other).unwrap();
        let differences = differences(&found.pairs, CLASSES, |query| Some(query / 10));
        judge_pairs(&differences, seed).into_iter().map(|class| class.unwrap().verdict).collect()
    }

    /// Runs of a test: enough to tell a rule that errs in one of ten.
    const RUNS: u64 = 60;

    #[test]
    fn a_side_against_itself_is_hardly_ever_flagged() {
        let flagged = (0..RUNS)
            .filter(|seed| verdicts(*seed, &|_| 1.0).iter().any(|v| *v != Verdict::NoneSeen));
        let flagged = flagged.count();
        assert!(flagged <= 3, "{flagged} of {RUNS}");
    }

    #[test]
    fn a_tenth_more_in_one_class_is_caught_and_only_there() {
        let slower = |query: usize| if query / 10 == 3 { 1.1 } else { 1.0 };
        let caught = (0..RUNS).filter(|seed| {
            let verdicts = verdicts(100 + seed, &slower);
            verdicts[3] == Verdict::Slower
        });
        let caught = caught.count();
        assert!(caught >= 57, "{caught} of {RUNS}");
    }

    #[test]
    fn a_round_asks_as_many_as_fit() {
        let classes = [(40, 1000), (3, 5000)];
        // 20 rounds of 1,000 to start and 40 + 3 queries, of half of them, of the least there is.
        assert_eq!(fitting(&classes, 1000, 20, 20 * 56_000), 40);
        assert_eq!(fitting(&classes, 1000, 20, 20 * 36_000), 20);
        assert_eq!(fitting(&classes, 1000, 20, 0), 1);
        assert_eq!(fitting(&[], 1000, 20, 0), 1);
    }

    #[test]
    fn rounds_go_on_until_there_are_enough_and_time_is_over() {
        let rounds = |until: Until| {
            let machine = Machine::new(1);
            let side = || Drawn { machine: &machine, slower: &|_| 1.0, layout: 1.0 };
            let mut order = Order::new(vec![vec![0]], 1, 1);
            let found = pairs(&machine.clock, &mut order, until, &mut side(), &mut side()).unwrap();
            assert_eq!(found.pairs.len(), 2 * found.rounds.len());
            found.rounds.len()
        };
        let until = Until { least: 20, most: 1000, time: 0, pairs: usize::MAX };
        assert_eq!(rounds(until), 20);
        assert_eq!(rounds(Until { time: u64::MAX, ..until }), 1000);
        assert_eq!(rounds(Until { time: u64::MAX, pairs: 70, ..until }), 35);
    }

    #[test]
    fn differences_are_those_of_a_class_round_by_round_without_what_going_first_costs() {
        // Who goes first takes twice as long; query 1 takes half as long again on this side.
        let pair = |query, round, first, this, other| Pair { query, round, first, this, other };
        let pairs = [
            pair(0, 0, Side::This, 200, 100),
            pair(1, 0, Side::Other, 150, 200),
            pair(1, 0, Side::This, 300, 100),
            pair(0, 0, Side::Other, 100, 200),
            pair(0, 1, Side::Other, 100, 200),
            pair(5, 1, Side::This, 500, 100),
        ];
        let found = differences(&pairs, 2, |query| (query < 5).then_some(query / 2));
        let expected = [vec![0.0, 1.5_f64.ln(), 1.5_f64.ln(), 0.0], vec![0.0]];
        assert_eq!(found[0].iter().map(Vec::len).collect::<Vec<_>>(), [4, 1]);
        for (found, expected) in found[0].iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
        }
        assert_eq!(found[1], Vec::<Vec<f64>>::new());
    }
}
