"""The block model of HTML pages: which blocks are the story's, by logistic regression on their features."""
import json
from collections import Counter
from pathlib import Path

import numpy as np

import logistic
import pages
from data_text import FOLDS, fold

# A block is of the story where so many of its runs of three words are.
SHARE = 0.6
# A block looks so far to each side; body.rs keeps blocks from this share of the highest probability on.
REACH, KEEP = 2, 0.45
# How much large weights cost.
CALM = 60.0
# The features of neighbours that count as well.
NEAR = """bias|log length|longer than 25|longer than 80|longer than 200|link share|all link|ends a sentence|ends with a colon|log commas
|capital share|starts small|short and bold|running|inside|child of the container|share of text with its path|path holds nothing|p|h2|h3
|li|div|figcaption|above article|above aside|above figure|above ul|near Content|near Comment|near Related|near Teaser|near Caption
|near Promo|near Share|near Author|near Headline|near Summary|near Media|near Box|is the headline's block|equals the headline
|share in articleBody|stands twice|credit wording|leads on|looks like names|service wording, short""".replace("\n", "").split("|")


class Page:
    """A page: the features of its blocks, which are the story's, and what is known of it."""

    def __init__(self, story, head, rows, score):
        self.story, self.rows, self.fold = story, rows, fold(story.publisher)
        self.texts = head["texts"]
        words = [score.TOKEN.findall(score.norm(text).casefold()) for text in self.texts]
        truth = [score.TOKEN.findall(score.norm(text).casefold()) for text in story.paragraphs()]
        runs = {run for block in [*truth, [word for block in truth for word in block]] for run in three(block)}
        exact = {tuple(block) for block in truth if block}
        title = words[head["headline"]] if head["headline"] is not None else None
        self.titles = np.array([title is not None and block == title for block in words], dtype=bool)
        self.labels = np.array([is_story(block, runs, exact) for block in words], dtype=float) * ~self.titles
        self.weights = np.sqrt([max(len(block), 1) for block in words])
        # A page of many blocks counts for more than one of few, but not for as many times more.
        self.weights /= self.weights.mean() * self.weights.sum() ** 0.5
        self.tokens = [score.tokens(text) for text in self.texts]

    def kept(self, chances):
        """Returns the blocks that body.rs would keep."""
        return np.flatnonzero((chances > KEEP * min(1.0, chances.max())) & ~self.titles)


def three(words):
    """Returns the runs of three words of a text; a shorter one is a run."""
    return [tuple(words[at:at + 3]) for at in range(max(1, len(words) - 2))] if words else []


def is_story(words, runs, exact):
    """Tells whether a block is of the story."""
    mine = three(words)
    known = sum(run in runs for run in mine)
    return bool(words) and (tuple(words) in exact or len(words) >= 3 and known >= SHARE * len(mine))


def read(shared, features, score):
    """Reads the pages of both suites; returns the names of the features, too."""
    stories = {str(path): story for story in pages.stories(shared) for path in pages.files(shared, story, "html")}
    process, found = features.run("blocks", list(stories)), []
    names = json.loads(process.stdout.readline())
    while line := process.stdout.readline():
        head = json.loads(line)
        values = process.stdout.read(4 * head["values"] * len(head["texts"]))
        if head["texts"]:
            rows = np.frombuffer(values, "<f4").reshape(len(head["texts"]), head["values"])
            found.append(Page(stories[head["path"]], head, rows.astype(float), score))
    return names, found


def spread(rows, near):
    """Puts the neighbours' features beside each block's own."""
    parts = []
    for by in range(-REACH, REACH + 1):
        moved = np.zeros_like(rows)
        start, end = max(0, -by), min(len(rows), len(rows) - by)
        moved[start:end] = rows[start + by:end + by]
        parts.append(moved if by == 0 else moved[:, near])
    return np.concatenate(parts, axis=1)


class Table:
    """The weights: one row a feature, one column a place from two before to two behind."""

    def __init__(self, names, fitted):
        near = [names.index(name) for name in NEAR]
        # Features are measured in standard deviations.
        scale = np.concatenate([page.rows for page in fitted]).std(0)
        scale[scale == 0] = 1
        rows = np.concatenate([spread(page.rows / scale, near) for page in fitted])
        labels = np.concatenate([page.labels for page in fitted])
        weights = np.concatenate([page.weights for page in fitted])
        values = logistic.fit(rows, labels, weights / weights.mean(), CALM)
        self.names, self.table, at = names, np.zeros((len(names), 2 * REACH + 1)), 0
        for column in range(2 * REACH + 1):
            of = list(range(len(names))) if column == REACH else near
            self.table[of, column] = values[at:at + len(of)] / scale[of]
            at += len(of)
        self.table = self.table.round(2) + 0.0

    def chances(self, page):
        """Returns how likely each block is of the story, as model.rs does."""
        total = np.zeros(len(page.rows))
        for column in range(2 * REACH + 1):
            by = column - REACH
            scores = page.rows @ self.table[:, column]
            start, end = max(0, -by), min(len(scores), len(scores) - by)
            total[start:end] += scores[start + by:end + by]
        return 1 / (1 + np.exp(-total))

    def write(self):
        """Returns the file that html/weights.rs reads."""
        lines = (" ".join(f"{value:.2f}" if value else "0" for value in row) + f" {name}"
                 for name, row in zip(self.names, self.table))
        return "# Fitted by ../fit/fit.py; weights.rs describes the form.\n" + "".join(line + "\n" for line in lines)


def fit(names, every, out):
    """Fits on everything and writes the weights."""
    Path(out).write_text(Table(names, every).write())


def cv(names, every, score, shared):
    """Prints the figures of pages that were cut by weights that saw none of their publishers."""
    tables = [Table(names, [page for page in every if page.fold != number]) for number in range(FOLDS)]
    bodies, output = [], {}
    for page in every:
        kept = page.kept(tables[page.fold].chances(page))
        if page.story.suite == "pages":
            tokens = sum((page.tokens[at] for at in kept), Counter())
            bodies.append(score.bag_prf(tokens, score.tokens("\n".join(page.story.paragraphs())))[2])
        else:
            output[page.story.page] = [{"body": "\n".join(page.texts[at] for at in kept)}]
    truth = [record for record in score.read_jsonl(shared / "extraction" / "truth.jsonl")]
    figures = score.score_extraction(truth, {record["id"]: output.get("aeb-" + record["id"][:8], []) for record in truth})
    figures = figures[0] if isinstance(figures, tuple) else figures
    print(f"{'blocks':24} html       body_f1 {np.mean(bodies):.3f}\n{'blocks':24} extraction f1 {figures['f1']:.3f}", flush=True)
