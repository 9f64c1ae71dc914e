"""Trees over the facts of proposed articles: does one stand, belong to the one before it, or is it none?"""
from collections import Counter

import lightgbm
import numpy as np

from data import GLUED, SCALE
from data_text import TAGS

VERDICTS = ["keep", "join", "drop"]
ROUNDS = 100
PARAMS = dict(
    objective="multiclass", num_class=len(VERDICTS), learning_rate=0.08, num_leaves=7, lambda_l2=5.0, max_bin=63,
    min_data_in_leaf=40, feature_fraction=0.4, bagging_fraction=0.8, bagging_freq=1, verbose=-1, num_threads=2, seed=1,
    deterministic=True, force_row_wise=True)


def fit(samples, columns=None):
    """Fits the trees on the articles that were proposed in texts whose lines are all known."""
    rows = np.concatenate([sample.facts[1] for sample in samples])
    labels = np.concatenate([verdicts(sample) for sample in samples])
    # A text of many articles counts for more than one of few, but not for as many times more.
    weights = np.concatenate([np.full(len(sample.facts[0]), SCALE.get(sample.kind, GLUED) / len(sample.facts[0]) ** 0.5)
                              for sample in samples])
    rows = rows if columns is None else rows[:, columns]
    return lightgbm.train(PARAMS, lightgbm.Dataset(rows, labels, weight=weights), num_boost_round=ROUNDS)


def verdicts(sample):
    """Says what becomes of each proposed article: by the true article that most of its bytes are of."""
    true, number, found, last = [], 0, [], None
    for tag in sample.tags:
        number += TAGS[tag][0] == "B"
        true.append(number if TAGS[tag] != "X" else 0)
    for start, end in sample.facts[0]:
        lengths = Counter()
        for at in np.flatnonzero((sample.spans[:, 0] >= start) & (sample.spans[:, 1] <= end)):
            lengths[true[at]] += int(sample.spans[at, 1] - sample.spans[at, 0])
        most = lengths.most_common(1)[0][0] if lengths else 0
        found.append("drop" if most == 0 else "join" if most == last else "keep")
        last = most or last
    return np.array([VERDICTS.index(verdict) for verdict in found], dtype=int)
