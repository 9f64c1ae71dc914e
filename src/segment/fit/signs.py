"""Weights of the facts of a line of names: do they sign the article it stands in? A logistic regression."""
import numpy as np

import logistic
from data_text import fold, letters

# How much large weights cost; the facts are few.
CALM = 0.7
# A main story must have so much of its lines in the article to be it.
SHARE = 0.5


def learn(sample, lines):
    """Returns of a text's lines of names their facts, whether they are of an author, as far as that is known, and the folds
    of the publishers whose article they stand in."""
    found = []
    for line in lines:
        authors, folds = story_of(sample, *sample.numbers([line["start"], max(line["start"], line["end"] - 1)]))
        if authors is not None:
            known = {letters(author) for author in authors}
            true = sum(letters(name) in known for name in line["names"])
            found.append((line["facts"], 2 * true >= len(line["names"]), folds))
    return found


def story_of(sample, first, last):
    """Returns the authors of the true article that most of these lines are of, None where that is none or unknown, and its
    folds."""
    shared = [(min(last, end) - max(first, start) + 1, end - start + 1, authors, {fold(owner)})
              for start, end, authors, owner in sample.stories]
    most, length, authors, folds = max(shared, key=lambda story: story[0])
    sure = most > 0 and (sample.all_known or most >= SHARE * length)
    return authors if sure else None, folds


def fit(names, lines, without):
    """Fits on the lines that are not of a fold; returns the statements that weights.rs reads."""
    kept = [(facts, true) for facts, true, folds in lines if without not in folds]
    rows = np.array([facts for facts, _ in kept], dtype=float)
    labels = np.array([true for _, true in kept], dtype=float)
    values = logistic.fit(rows, labels, np.ones(len(labels)), CALM).round(2) + 0.0
    return "".join(f"sign {name} {value:.2f}\n" for name, value in zip(names, values))
