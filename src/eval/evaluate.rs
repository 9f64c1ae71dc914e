//! From a run and judgements to figures per topic and on average.

use super::{Measure, Qrels, Ranking, Run};

/// The figures of one topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicScore {
    /// The topic's id.
    pub topic: String,
    /// Articles found.
    pub found: usize,
    /// Relevant articles among them.
    pub hits: usize,
    /// Relevant articles that there are.
    pub relevant: usize,
    /// One value a measure, in the order of [`Evaluation::measures`].
    pub values: Vec<f64>,
}

/// The figures of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// What was measured.
    pub measures: Vec<Measure>,
    /// Every topic that has a relevant article, in the order of [`Qrels::answerable`].
    pub topics: Vec<TopicScore>,
    /// The mean over these topics, one value a measure; 0 where there is no topic.
    pub mean: Vec<f64>,
}

/// Scores a run. A topic that the run lacks counts 0.
pub fn evaluate(run: &Run, qrels: &Qrels, measures: &[Measure]) -> Evaluation {
    let mut topics = Vec::new();
    for topic in qrels.answerable() {
        let Some(judged) = qrels.of(topic) else { continue };
        let ranking = Ranking::new(run.of(topic).iter().map(|hit| hit.docid.as_str()), judged);
        topics.push(TopicScore {
            topic: topic.to_owned(),
            found: ranking.found(),
            hits: ranking.hits_within(ranking.found()),
            relevant: ranking.relevant(),
            values: measures.iter().map(|measure| measure.of(&ranking)).collect(),
        });
    }
    let mean = (0..measures.len())
        .map(|at| {
            let sum: f64 = topics.iter().filter_map(|topic| topic.values.get(at)).sum();
            sum / topics.len().max(1) as f64
        })
        .collect();
    Evaluation { measures: measures.to_vec(), topics, mean }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the figures of a run with those of `trec_eval`.
    fn check(run: &str, qrels: &str, expected: &str) {
        let mut lines = expected.lines();
        let keys: Vec<&str> = lines.next().unwrap().split(' ').skip(1).collect();
        let measures: Vec<Measure> = keys.iter().map(|key| key.parse().unwrap()).collect();
        let (run, qrels) = (Run::read(run).unwrap(), Qrels::read(qrels).unwrap());
        let evaluation = evaluate(&run, &qrels, &measures);
        let rows = evaluation.topics.iter().map(|topic| (topic.topic.as_str(), &topic.values));
        for ((topic, values), line) in rows.chain([("all", &evaluation.mean)]).zip(lines.by_ref()) {
            let mut columns = line.split(' ');
            assert_eq!(columns.next(), Some(topic));
            for ((value, expected), key) in values.iter().zip(columns).zip(&keys) {
                let expected: f64 = expected.parse().unwrap();
                assert!((value - expected).abs() < 1e-6, "{topic} {key}: {value}, not {expected}");
            }
        }
        assert_eq!(lines.next(), None);
    }

    // An invented run with graded and negative judgements, a topic without relevant articles (5), one
    // without results (7) and one without judgements (9); `tests/eval/make.py` has what trec_eval says.
    #[test]
    fn figures_are_those_of_trec_eval() {
        check(
            include_str!("../../tests/eval/run.txt"),
            include_str!("../../tests/eval/qrels.txt"),
            include_str!("../../tests/eval/expected.txt"),
        );
    }

    // Few scores for many articles, some equal in single precision only, in the order of no score.
    #[test]
    fn ties_are_broken_as_trec_eval_breaks_them() {
        check(
            include_str!("../../tests/eval/ties-run.txt"),
            include_str!("../../tests/eval/ties-qrels.txt"),
            include_str!("../../tests/eval/ties-expected.txt"),
        );
    }

    #[test]
    fn a_ranking_measured_by_hand() {
        // Relevant: a (gain 3), b (1), c (2, not found); found: x, a, y, b.
        let qrels = Qrels::read("t 0 a 3\nt 0 b 1\nt 0 c 2\nt 0 y 0\n").unwrap();
        let run = Run::read("t Q0 x 1 4 s\nt Q0 a 2 3 s\nt Q0 y 3 2 s\nt Q0 b 4 1 s\n").unwrap();
        let measures = [
            (
                Measure::Ndcg(10),
                (3.0 / 3f64.log2() + 1.0 / 5f64.log2()) / (3.0 + 2.0 / 3f64.log2() + 0.5),
            ),
            (Measure::Ndcg(1), 0.0),
            (Measure::AveragePrecision, (1.0 / 2.0 + 2.0 / 4.0) / 3.0),
            (Measure::ReciprocalRank, 0.5),
            (Measure::Precision(10), 0.2),
            (Measure::Recall(3), 1.0 / 3.0),
        ];
        for (measure, expected) in measures {
            let evaluation = evaluate(&run, &qrels, &[measure]);
            assert!((evaluation.mean[0] - expected).abs() < 1e-12, "{measure}");
        }
    }

    #[test]
    fn a_topic_without_results_counts_nothing_and_none_at_all_is_zero() {
        let qrels = Qrels::read("1 0 a 1\n2 0 a 1\n3 0 a 0\n").unwrap();
        let run = Run::read("1 Q0 a 1 4 s\n").unwrap();
        let evaluation = evaluate(&run, &qrels, &Measure::DEFAULT);
        assert_eq!(evaluation.topics.len(), 2);
        assert!((evaluation.mean[1] - 0.5).abs() < 1e-12);
        let none = evaluate(&run, &Qrels::default(), &Measure::DEFAULT);
        assert_eq!(none.mean, [0.0; 6]);
        let missed = evaluate(&Run::default(), &qrels, &Measure::DEFAULT);
        assert!(missed.mean.iter().all(|value| value.to_bits() == 0), "{:?}", missed.mean);
    }
}
