"""Training texts with the values of their lines' features, as the example `features` prints them."""
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from data_text import TAGS, fold

NUMBER = {tag: number for number, tag in enumerate(TAGS)}


class Sample:
    """A text: its lines' bytes, tags and weights, the features of both passes, and what the passes say."""

    def __init__(self, record, path):
        self.name, self.kind, self.path = record["name"], record["kind"], str(path)
        self.fold = fold(record["main"])
        self.folds = {fold(publisher) for publisher in record["publishers"]}
        self.raw = path.read_bytes()
        self.known = {number: (NUMBER[tag], weight) for number, tag, weight in record["lines"]}
        self.stories, self.all_known = record["stories"], record["all_known"]
        self.spans = self.first = self.second = self.tags = self.weights = self.opinion = self.facts = None

    def take(self, spans, rows):
        """Takes the features of the first pass, and finds the lines' labels."""
        self.spans, self.first = spans, rows
        labels = [self.known.get(int(number), (0, 0.0)) for number in self.numbers(spans[:, 0])]
        self.tags = np.array([tag for tag, _ in labels], dtype=int)
        self.weights = np.array([weight for _, weight in labels])

    def numbers(self, places):
        """Returns the numbers of the lines that bytes stand in, from 1."""
        ends = np.flatnonzero(np.frombuffer(self.raw, np.uint8) == 10)
        return np.searchsorted(ends, places) + 1

    def labelled(self):
        """Tells whether somebody said of every line of it what it is."""
        return self.kind in ("gold", "digests")

    def whole(self):
        """Tells whether every line of it is known, if only because the text was composed."""
        return not self.kind.startswith("text-") and bool((self.weights > 0).all())


class Features:
    """The example `features`, run over files."""

    def __init__(self, program):
        self.program = program

    def run(self, mode, paths, weights=None):
        """Starts it on files; the caller reads its output."""
        folder = Path(tempfile.mkdtemp())
        (folder / "list").write_text("".join(f"{path}\n" for path in paths))
        if weights is not None:
            (folder / "weights").write_text(weights)
        arguments = [folder / "weights"] if weights is not None else []
        return subprocess.Popen([self.program, mode, *arguments, folder / "list"], stdout=subprocess.PIPE)

    def rows(self, mode, paths, weights=None):
        """Returns the names of the features, and each file's lines and their values."""
        process = self.run(mode, paths, weights)
        names, found = process.stdout.readline().decode().split(), {}
        while header := process.stdout.readline():
            path, lines, values = header.decode().rstrip("\n").split("\t")
            lines, values = int(lines), int(values)
            spans = np.frombuffer(process.stdout.read(8 * lines), "<u4").reshape(lines, 2)
            found[path] = spans, np.frombuffer(process.stdout.read(4 * lines * values), "<f4").reshape(lines, values)
        return names, found

    def names(self, paths, weights):
        """Returns the names of the facts of lines of names, and these lines."""
        process = self.run("names", paths, weights)
        return process.stdout.readline().decode().split(), [json.loads(line) for line in process.stdout]

    def cut(self, paths, weights):
        """Cuts files with other weights; returns the articles."""
        return [json.loads(line) for line in self.run("cut", paths, weights).stdout]


def read(folder, features):
    """Reads the texts that data.py made; those without visible lines are left out."""
    records = [json.loads(line) for line in (folder / "lines.jsonl").read_text().splitlines()]
    samples = [Sample(record, folder / "texts" / (record["name"] + ".txt")) for record in records]
    names, rows = features.rows("first", [sample.path for sample in samples])
    kept = []
    for sample in samples:
        spans, values = rows.get(sample.path, ((), ()))
        if len(spans):
            sample.take(spans, values)
            kept.append(sample)
    return names, kept
