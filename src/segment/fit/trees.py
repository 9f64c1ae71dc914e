"""Boosted trees over the features of lines: fitting, and the form in which weights.rs reads them."""
import lightgbm
import numpy as np

from data_text import TAGS

ROUNDS = 60
PARAMS = dict(
    objective="multiclass", num_class=len(TAGS), learning_rate=0.15, num_leaves=15, max_depth=5, lambda_l2=10.0, max_bin=63,
    bagging_fraction=0.8, bagging_freq=1, verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True)
# The second pass sees more features that say the same, and is held back more.
PASS = {"first": dict(feature_fraction=0.33, min_data_in_leaf=30), "second": dict(feature_fraction=0.2, min_data_in_leaf=60)}


def fit(samples, which, columns=None):
    """Fits the trees of a pass on the lines that are known; columns are those of the features, all by default."""
    rows = np.concatenate([getattr(sample, which) for sample in samples])
    tags = np.concatenate([sample.tags for sample in samples])
    weights = np.concatenate([sample.weights for sample in samples])
    known = weights > 0
    rows = rows[known] if columns is None else rows[known][:, columns]
    data = lightgbm.Dataset(rows, tags[known], weight=weights[known])
    return lightgbm.train({**PARAMS, **PASS[which]}, data, num_boost_round=ROUNDS)


def write(model, word, answers, columns=None):
    """Returns one statement a tree: what it votes on, one of the answers; features get their numbers among all."""
    def nodes(node):
        if "split_feature" not in node:
            return [f"={node['leaf_value']:.4g}"]
        number = node["split_feature"]
        number = number if columns is None else columns[number]
        return [f"{number}<{node['threshold']:.7g}", *nodes(node["left_child"]), *nodes(node["right_child"])]

    trees = model.dump_model()["tree_info"]
    return "".join(f"{word} {answers[tree['tree_index'] % len(answers)]} {' '.join(nodes(tree['tree_structure']))}\n"
                   for tree in trees)
