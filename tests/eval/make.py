"""Makes the figures that trec_eval has for the invented runs of this folder, and the run of ties.

    pip install pytrec_eval-terrier==0.5.11
    python3 tests/eval/make.py

A run of ties has few scores for many articles, some of them equal only in the single precision in which trec_eval
reads them, and zeros of both signs. Means run over the topics that have a relevant article (trec_eval's -c).
"""

import pathlib
import random

import pytrec_eval

HERE = pathlib.Path(__file__).resolve().parent
# The names of trec_eval by those of presscut.
MEASURES = {
    "ndcg@10": "ndcg_cut_10", "map": "map", "mrr": "recip_rank", "p@10": "P_10", "r@100": "recall_100",
    "bpref": "bpref", "ndcg@3": "ndcg_cut_3", "ndcg@1000": "ndcg_cut_1000", "p@1": "P_1", "p@30": "P_30",
    "r@5": "recall_5", "r@1000": "recall_1000",
}
SCORES = ["2", "2.0", "1e0", "0.5", "0.50000001", "0", "-0.0", "-1", "16777216", "16777217", "1e-9"]


def make_ties():
    """Writes a run of ties and its judgements."""
    draw = random.Random(7)
    ids = [f"n{number:02}" for number in range(60)] + [f"Ä-{number}" for number in range(10)]
    run, qrels = [], []
    for topic in range(1, 13):
        judged = draw.sample(ids, draw.randint(4, 40))
        qrels += [f"{topic} 0 {docid} {draw.choice([0, 0, 0, 1, 1, 2, -1])}" for docid in judged]
        found = draw.sample(ids, draw.randint(1, len(ids)))
        scores = draw.sample(SCORES, draw.randint(1, 6))
        run += [f"{topic}\tQ0 {docid}  {draw.randint(1, 99)} {draw.choice(scores)} ties" for docid in found]
    draw.shuffle(run)
    (HERE / "ties-run.txt").write_text("\n".join(run) + "\n", encoding="utf-8")
    (HERE / "ties-qrels.txt").write_text("\n".join(qrels) + "\n", encoding="utf-8")


def measure(prefix):
    """Writes what trec_eval says of a run."""
    qrels, run = {}, {}
    for line in (HERE / f"{prefix}qrels.txt").read_text(encoding="utf-8").splitlines():
        topic, _, docid, relevance = line.split()
        qrels.setdefault(topic, {})[docid] = int(relevance)
    for line in (HERE / f"{prefix}run.txt").read_text(encoding="utf-8").splitlines():
        topic, _, docid, _, score, _ = line.split()
        run.setdefault(topic, {})[docid] = float(score)
    kinds = {name.rpartition("_")[0] + "." + name.rpartition("_")[2] if name[-1].isdigit() else name
             for name in MEASURES.values()}
    figures = pytrec_eval.RelevanceEvaluator(qrels, kinds).evaluate(run)
    topics = [topic for topic, judged in qrels.items() if max(judged.values()) > 0]
    topics.sort(key=lambda topic: (len(topic), topic))
    rows = [[figures.get(topic, {}).get(name, 0.0) for name in MEASURES.values()] for topic in topics]
    rows.append([sum(column) / len(topics) for column in zip(*rows)])
    lines = ["topic " + " ".join(MEASURES)]
    for topic, row in zip(topics + ["all"], rows):
        lines.append(" ".join([topic] + [f"{value:.6f}" for value in row]))
    (HERE / f"{prefix}expected.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


make_ties()
measure("")
measure("ties-")
