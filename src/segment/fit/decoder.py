"""The weights of going from line to line, fitted with what the trees say (a linear-chain conditional random field,
Lafferty, McCallum, Pereira 2001): a scale and an addend for each tag, and a weight for each step between places."""
import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from data_text import TAGS

# A place is a tag and, before an article's text, a small letter: decode.rs has the same.
PLACES = ["X", "BH", "BM", "BP", "ih", "im", "IH", "IM", "IP"]
TAG = np.array([TAGS.index(place.upper()) for place in PLACES])
TEXT = np.array([place not in ("BH", "BM", "ih", "im") for place in PLACES])
NEVER, UNLIKELY = -1e9, 1e-4
# How much large weights cost, for each text.
CALM = 0.05


def possible():
    """Returns which place may follow which."""
    def can(before, after):
        if PLACES[after] in ("X", "BH", "BM", "BP"):
            return TEXT[before]
        return PLACES[before] != "X" and (PLACES[after] == "IP" or TEXT[before] == TEXT[after])

    return np.array([[can(before, after) for after in range(len(PLACES))] for before in range(len(PLACES))])


CAN = possible()
FIRST = np.where([place in ("X", "BH", "BM", "BP") for place in PLACES], 0.0, NEVER)
LAST = np.where(TEXT, 0.0, NEVER)


def places(tags):
    """Returns the places of a labelled text's lines; None where its labels are no way through."""
    found, text = [], False
    for tag in tags:
        name = TAGS[tag]
        text = name in ("BP", "IP") or (text and name[0] == "I")
        found.append(PLACES.index(name if text or name in ("X", "BH", "BM") else name.lower()))
    steps = all(CAN[before, after] for before, after in zip(found, found[1:]))
    return np.array(found) if steps and FIRST[found[0]] == 0 and LAST[found[-1]] == 0 else None


class Chain:
    """The weights: for each tag a scale and an addend; for each place the weights of those that follow."""

    def __init__(self, values):
        count = len(TAGS)
        self.scale, self.added = values[:count], values[count:2 * count]
        self.steps = np.full(CAN.shape, NEVER)
        self.steps[CAN] = values[2 * count:]

    def scores(self, opinion):
        """Returns what each place counts at each line."""
        return (np.log(np.maximum(opinion, UNLIKELY)) * self.scale + self.added)[:, TAG]

    def favour(self, beginnings, text):
        """Adds to the tags of beginnings, and to those of text."""
        self.added = self.added + np.where([tag[0] == "B" for tag in TAGS], beginnings, 0.0)
        self.added = self.added + np.where([tag[-1] == "P" for tag in TAGS], text, 0.0)
        return self

    def decode(self, opinion):
        """Returns the best tags of a text's lines (Viterbi)."""
        scores, back = self.scores(opinion), []
        best = FIRST + scores[0]
        for line in scores[1:]:
            ways = best[:, None] + self.steps
            back.append(ways.argmax(0))
            best = ways.max(0) + line
        place = int((best + LAST).argmax())
        found = [place]
        for ways in reversed(back):
            place = int(ways[place])
            found.append(place)
        return TAG[found[::-1]]

    def write(self):
        """Returns the statements that weights.rs reads."""
        tags = "".join(f"tag {tag} {scale:.3f} {added:.3f}\n" for tag, scale, added in zip(TAGS, self.scale, self.added))
        steps = np.where(CAN, self.steps, 0.0)
        return tags + "".join(f"step {place} {' '.join(f'{value:.3f}' for value in row)}\n"
                              for place, row in zip(PLACES, steps))


def batches(samples, size=64):
    """Puts texts of like lengths together, filled up: logs of the opinions, places, lengths."""
    ready = [(np.log(np.maximum(sample.opinion, UNLIKELY)), places(sample.tags)) for sample in samples]
    ready = sorted((pair for pair in ready if pair[1] is not None), key=lambda pair: len(pair[1]))
    for start in range(0, len(ready), size):
        part = ready[start:start + size]
        lengths = np.array([len(way) for _, way in part])
        logs = np.zeros((len(part), lengths.max(), len(TAGS)))
        ways = np.zeros((len(part), lengths.max()), dtype=int)
        for number, (log, way) in enumerate(part):
            logs[number, :len(way)], ways[number, :len(way)] = log, way
        yield logs, ways, lengths


def fit(samples):
    """Fits the weights on labelled texts, by what the trees that never saw them say."""
    ready, count, places_ = list(batches(samples)), len(TAGS), len(PLACES)
    texts = sum(len(lengths) for _, _, lengths in ready)

    def loss(values):
        chain, total, gradient = Chain(values), 0.0, np.zeros_like(values)
        taken = np.zeros(CAN.shape)
        for logs, ways, lengths in ready:
            gain, at_lines, at_steps = pass_over(chain, logs, ways, lengths)
            total += gain
            taken += at_steps
            by_tag = at_lines @ (TAG[:, None] == np.arange(count))
            gradient[:count] += (by_tag * logs).sum((0, 1))
            gradient[count:2 * count] += by_tag.sum((0, 1))
        gradient[2 * count:] = taken[CAN]
        calm = values - np.where(np.arange(len(values)) < count, 0.5, 0.0)
        return CALM * texts * (calm ** 2).sum() - total, 2 * CALM * texts * calm - gradient

    start = np.concatenate([np.full(count, 0.5), np.zeros(count + int(CAN.sum()))])
    return Chain(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x)


def pass_over(chain, logs, ways, lengths):
    """Returns the log-likelihood of a batch's ways, and its slopes at lines and at steps (forward and backward sums)."""
    number, length, _ = logs.shape
    scores = (logs * chain.scale + chain.added)[:, :, TAG]
    every, steps = np.arange(number), chain.steps
    ahead = np.empty(scores.shape)
    ahead[:, 0] = FIRST + scores[:, 0]
    for at in range(1, length):
        ahead[:, at] = logsumexp(ahead[:, at - 1, :, None] + steps, axis=1) + scores[:, at]
    whole = logsumexp(ahead[every, lengths - 1] + LAST, axis=1)
    behind = np.zeros(scores.shape)
    for at in range(length - 1, -1, -1):
        if at + 1 < length:
            behind[:, at] = logsumexp(steps + (scores[:, at + 1] + behind[:, at + 1])[:, None, :], axis=2)
        behind[lengths - 1 == at, at] = LAST
    inside = np.arange(length) < lengths[:, None]
    at_lines = -np.exp(np.minimum(ahead + behind - whole[:, None, None], 0)) * inside[:, :, None]
    np.add.at(at_lines, (every[:, None], np.arange(length), ways), inside)
    gain = (np.take_along_axis(scores, ways[:, :, None], 2)[:, :, 0] * inside).sum() - whole.sum()
    at_steps = np.zeros(CAN.shape)
    both = inside[:, 1:]
    after = scores[:, 1:] + behind[:, 1:] - whole[:, None, None]
    for at in range(length - 1):
        chosen = both[:, at]
        if chosen.any():
            pairs = ahead[chosen, at, :, None] + steps + after[chosen, at, None, :]
            at_steps -= np.exp(np.minimum(pairs, 0)).sum(0)
    before, then = ways[:, :-1][both], ways[:, 1:][both]
    np.add.at(at_steps, (before, then), 1.0)
    gain += steps[before, then].sum()
    return gain, at_lines, at_steps
