"""The whole model: two passes of trees over lines, the weights of going from line to line, and trees over articles."""
import platform
from pathlib import Path

import decoder
import signs
import trees
import verdicts
from data_text import FOLDS, TAGS

# Additions to the tags of beginnings and of text: the decoder proposes more articles than there are, since one too many can
# still be joined or dropped; and lost text costs more than the likelihood knows.
PROPOSE = (2.0, 0.4)


class Model:
    """What was fitted, as text."""

    def __init__(self, names, context, first, second, chain):
        self.names, self.context, self.first, self.second, self.chain = names, context, first, second, chain
        self.facts, self.articles, self.signs = [], "", ""

    def write(self):
        """Returns the file that weights.rs reads."""
        return ("# Fitted by fit/fit.py; weights.rs describes the form.\n"
                f"# processor {processor()}\n"
                f"features {' '.join(self.names)}\ncontext {' '.join(self.context)}\n"
                f"{self.chain.write()}{self.first}{self.second}facts {' '.join(self.facts)}\n{self.articles}{self.signs}")


def processor():
    """Names the instructions on which the last digits of sums may depend."""
    path = Path("/proc/cpuinfo")
    words = set(path.read_text().split()) if path.exists() else set()
    return " ".join([platform.machine(), *(word for word in ("fma", "avx2", "avx512f") if word in words)])


class Fitting:
    """Fits on some texts; what a pass says of a text always comes from trees that saw none of its publishers' fold."""

    def __init__(self, names, samples, features, without=()):
        self.names, self.samples, self.features = names, samples, features
        self.without, self.context, self.facts, self.sign_names = without, [], [], []
        self.firsts, self.seconds, self.chains, self.signed = {}, {}, {}, []

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
            get[fold] = trees.write(model, which, TAGS, columns)
            take(fold, lambda rows: model.predict(rows if columns is None else rows[:, columns]))

    def first(self, whole):
        """Fits the first pass without each fold, and makes the second one's features with it; on everything if the whole is
        wanted."""
        def take(fold, _):
            if fold is None:
                return
            of = [sample for sample in self.samples if sample.fold == fold]
            head = f"features {' '.join(self.names)}\n"
            names, rows = self.features.rows("second", [sample.path for sample in of], head + self.firsts[fold])
            self.context = names[len(self.names):]
            for sample in of:
                sample.second = rows[sample.path][1]

        self.run("first", [*range(FOLDS), *([None] if whole else [])], self.firsts, take)

    def second(self, whole):
        """Fits the second pass without each fold, and on everything if the whole is wanted."""
        def take(fold, speak):
            for sample in self.samples:
                if sample.fold == fold and sample.labelled():
                    sample.opinion = speak(sample.second)

        self.run("second", [*range(FOLDS), *([None] if whole else [])], self.seconds, take)

    def third(self):
        """Lets the passes without each fold propose the articles of its texts. The steps are fitted on all: they are few."""
        chain = self.chain(None)
        for fold in range(FOLDS):
            of = [sample for sample in self.samples if sample.fold == fold and sample.whole()]
            model = Model(self.names, self.context, self.firsts[fold], self.seconds[fold], chain)
            self.facts, rows = self.features.rows("articles", [sample.path for sample in of], model.write())
            for sample in of:
                sample.facts = rows[sample.path] if len(rows[sample.path][0]) else None

    def fourth(self):
        """Lets the model without each fold cut its texts, and looks who signs; the steps are fitted on all."""
        for fold in range(FOLDS):
            of = {sample.path: sample for sample in self.samples if sample.fold == fold and sample.stories}
            lines = {path: [] for path in of}
            self.sign_names, found = self.features.names(list(of), self.model(fold, self.chain(None)).write())
            for line in found:
                lines[line["path"]].append(line)
            for path, sample in of.items():
                self.signed += signs.learn(sample, lines[path])

    def chain(self, fold):
        """Fits the weights of going from line to line without a fold; on everything for none."""
        if fold not in self.chains:
            self.chains[fold] = decoder.fit([sample for sample in self.away(fold) if sample.labelled()]).favour(*PROPOSE)
        return self.chains[fold]

    def model(self, fold, chain=None):
        """Returns the model without a fold, on everything for none; with steps of its own unless others are given."""
        model = Model(self.names, self.context, self.firsts[fold], self.seconds[fold], chain or self.chain(fold))
        columns = self.columns(self.facts)
        articles = verdicts.fit([sample for sample in self.away(fold) if sample.facts is not None], columns)
        model.facts, model.articles = self.facts, trees.write(articles, "article", verdicts.VERDICTS, columns)
        if self.sign_names:
            model.signs = signs.fit(self.sign_names, self.signed, fold)
        return model
