"""The whole model: two passes of trees, and the weights of going from line to line."""
import platform
from pathlib import Path

import numpy as np

import decoder
import trees
from data_text import FOLDS

# Additions to the tags of beginnings and of text that are tried: a missed article, and lost text, cost more than the
# likelihood knows.
FAVOURS = [(beginnings, text) for beginnings in (0.5, 0.75, 1.0) for text in (0.0, 0.2, 0.4)]


class Model:
    """What was fitted, as text."""

    def __init__(self, names, context):
        self.names, self.context, self.first, self.second, self.chain = names, context, "", "", None

    def write(self):
        """Returns the file that weights.rs reads."""
        return ("# Fitted by fit/fit.py; weights.rs describes the form.\n"
                f"# processor {processor()}\n"
                f"features {' '.join(self.names)}\ncontext {' '.join(self.context)}\n"
                f"{self.chain.write()}{self.first}{self.second}")


def processor():
    """Names the instructions on which the last digits of sums may depend."""
    path = Path("/proc/cpuinfo")
    words = set(path.read_text().split()) if path.exists() else set()
    return " ".join([platform.machine(), *(word for word in ("fma", "avx2", "avx512f") if word in words)])


class Fitting:
    """Fits on some texts; what a pass says of a text always comes from trees that saw none of its publishers' fold."""

    def __init__(self, names, samples, features, without=(), passes=2):
        self.names, self.samples, self.features = names, samples, features
        self.without, self.passes, self.context = without, passes, []
        self.firsts, self.seconds = {}, {}

    def columns(self, names):
        """Returns the numbers of the features that are not left out."""
        kept = [number for number, name in enumerate(names) if name not in self.without]
        return None if len(kept) == len(names) else kept

    def away(self, fold):
        """Returns the texts with no publisher of a fold; all for none."""
        return [sample for sample in self.samples if fold is None or fold not in sample.folds]

    def run(self, which, folds, get, take):
        """Fits a pass without each fold, and lets it speak of that fold's texts."""
        names = self.names + (self.context if which == "second" else [])
        columns = self.columns(names)
        for fold in folds:
            model = trees.fit(self.away(fold), which, columns)
            get[fold] = trees.write(model, which, columns)
            take(fold, lambda rows: model.predict(rows if columns is None else rows[:, columns]))

    def first(self):
        """Fits the first pass without each fold, and makes the second one's features with it."""
        def take(fold, speak):
            if fold is None:
                return
            of = [sample for sample in self.samples if sample.fold == fold]
            head = f"features {' '.join(self.names)}\n"
            names, rows = self.features.rows("second", [sample.path for sample in of], head + self.firsts[fold])
            self.context = names[len(self.names):]
            for sample in of:
                sample.second = rows[sample.path][1]
                if self.passes == 1:
                    sample.opinion = speak(sample.first)

        self.run("first", [*range(FOLDS), None], self.firsts, take)

    def second(self, whole):
        """Fits the second pass without each fold, and on everything if the whole is wanted."""
        def take(fold, speak):
            for sample in self.samples:
                if sample.fold == fold and sample.labelled():
                    sample.opinion = speak(sample.second)

        self.run("second", [*range(FOLDS), *([None] if whole else [])], self.seconds, take)

    def model(self, fold, judge):
        """Returns the model without a fold; on everything for none."""
        model = Model(self.names, self.context)
        model.first, model.second = self.firsts[fold], self.seconds[fold]
        known = [sample for sample in self.away(fold) if sample.labelled()]
        chain = decoder.fit(known)
        best = max(FAVOURS, key=lambda by: judge(known, decoder.Chain(values(chain)).favour(*by)))
        model.chain = chain.favour(*best)
        return model


def values(chain):
    """Returns a chain's weights in a row."""
    return np.concatenate([chain.scale, chain.added, chain.steps[decoder.CAN]])
