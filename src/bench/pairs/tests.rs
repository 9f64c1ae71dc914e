use super::super::Random;
use super::super::clock::tests::Virtual;
use super::super::verdict::{Verdict, judge_pairs};
use super::*;

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
    let flagged =
        (0..RUNS).filter(|seed| verdicts(*seed, &|_| 1.0).iter().any(|v| *v != Verdict::NoneSeen));
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
