#!/usr/bin/env python3
"""Fits src/segment/weights.txt on labelled texts, and cross-validates by publisher. See README.md."""
import argparse
import collections
import json
import re
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path

import lightgbm
import numpy as np

TAGS = ["X", "BH", "BM", "BP", "IH", "IM", "IP"]
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
ROUNDS = 60
PARAMS = dict(
    objective="multiclass", num_class=len(TAGS), learning_rate=0.15, num_leaves=15, min_data_in_leaf=30,
    feature_fraction=0.33, bagging_fraction=0.8, bagging_freq=1, lambda_l2=1.0, max_bin=63, verbose=-1,
    num_threads=2, seed=1, deterministic=True)
# How much a line counts, by the kind of its text; lines whose truth is unknown count nothing.
WEIGHT = {"gold": 3.0, "digests": 1.0, "text-main": 0.6, "text-full": 0.3}
# Transitions are scaled down, since the trees have seen the neighbours; beginnings are made likelier,
# since most training texts hold one article.
TRANSITION, BEGINNING = 0.3, 2.2
FOLDS = 5


def letters(text):
    """Letters and digits only: renderings differ in the rest."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())


def publisher(name):
    return name[:13] if name.startswith(("aeb-", "seed")) else name.split("-")[1]


class Text:
    """One text: its lines' features, tags and weights, and the publishers in it."""

    def __init__(self, path, spans, rows):
        self.path, self.spans, self.rows = Path(path), spans, np.array(rows, dtype=np.float32)
        self.raw = self.path.read_bytes()
        self.tags = np.zeros(len(spans), dtype=int)
        self.weights = np.ones(len(spans))
        self.name, self.kind = self.path.stem, self.path.parent.name
        if self.kind == "text":
            self.kind = self.path.parent.parent.name
        self.main, self.publishers = None, set()

    def line(self, at):
        start, end = self.spans[at]
        return self.raw[start:end].decode()

    def label_gold(self, record):
        ends = [found.start() for found in re.finditer(b"\n", self.raw)]
        numbers = np.searchsorted(ends, [start for start, _ in self.spans]) + 1
        for article in record["articles"]:
            begin = "B"
            for at, number in enumerate(numbers):
                if article["start"] <= number <= article["end"]:
                    body = any(first <= number <= last for first, last in article["body"])
                    kind = "H" if number == article["headline"] else "P" if body else "M"
                    self.tags[at] = NUMBER[begin + kind]
                    begin = "I"
        self.main = publisher(self.name)
        self.publishers = {self.main}

    def label_digest(self, record):
        for article in record["articles"]:
            body = {letters(line) for line in article["body"].split("\n")}
            headline, begin = letters(article["headline"]), "B"
            for at, (start, _) in enumerate(self.spans):
                if article["start_byte"] <= start < article["end_byte"]:
                    line = letters(self.line(at))
                    kind = "H" if headline and line == headline else "P" if line in body else "M"
                    headline = None if kind == "H" else headline
                    self.tags[at] = NUMBER[begin + kind]
                    begin = "I"
        self.publishers = {publisher(article["page"]) for article in record["articles"]}
        self.main = publisher(record["articles"][0]["page"])

    def label_page(self, record):
        """Labels the main story and long menus; every other line is masked."""
        self.main = publisher(self.name)
        self.publishers = {self.main}
        self.weights[:] = 0
        lines = [letters(self.line(at)) for at in range(len(self.spans))]
        blocks = {letters(block["text"]) for block in record["body"]} - {""}
        long = [block for block in blocks if len(block) >= 30]
        joined, title = "\n".join(long), letters(record["title"])
        prose = [len(line) >= 30 and (line in joined or any(b in line and len(b) > 0.8 * len(line) for b in long))
                 for line in lines]
        places = [at for at, is_prose in enumerate(prose) if is_prose]
        if places:
            first, last = places[0], places[-1]
            heads = [at for at in range(min(first + 4, len(lines)))
                     if title and lines[at] == title and not (at > first and prose[at])]
            head = heads[-1] if heads else None
            start = first if head is None else min(first, head)
            for at in range(start, last + 1):
                begin = "I" if at > start else "B"
                if at == head:
                    self.tags[at], self.weights[at] = NUMBER[begin + "H"], 2
                elif prose[at] or (at >= first and lines[at] in blocks):
                    self.tags[at], self.weights[at] = NUMBER[begin + "P"], 1
                else:
                    header = head is not None and head < at < first and first - head <= 15
                    self.tags[at], self.weights[at] = NUMBER["IM"], 3 if header else 0.3
            # A short line just above may be the kicker: then this one does not begin the article.
            near = start > 0 and len(lines[start - 1]) < 60
            if near or (head is None and self.kind == "text-full"):
                self.weights[start] = 0
        items = [len(line) < 28 and self.raw[start:].startswith("•".encode())
                 for line, (start, _) in zip(lines, self.spans)]
        at = 0
        while at < len(items):
            end = at
            while end < len(items) and items[end]:
                end += 1
            if end - at >= 6:
                self.weights[at:end][self.weights[at:end] == 0] = 0.5
            at = max(end, at + 1)


def read(shared, features):
    """Runs the feature printer over all texts and labels them."""
    paths = [path for part in ("gold/text", "digests/text", "pages/text-main", "pages/text-full")
             for path in sorted((shared / part).glob("*.txt"))]
    run = subprocess.Popen([features, *map(str, paths)], stdout=subprocess.PIPE, text=True)
    names = run.stdout.readline().split()
    groups = collections.OrderedDict()
    for row in run.stdout:
        path, start, end, *values = row.rstrip("\n").split("\t")
        spans, rows = groups.setdefault(path, ([], []))
        spans.append((int(start), int(end)))
        rows.append([float(value) for value in values])
    texts = [Text(path, spans, rows) for path, (spans, rows) in groups.items()]
    records = {}
    for kind, file in (("gold", "labels"), ("digests", "truth"), ("pages", "truth")):
        for line in (shared / kind / f"{file}.jsonl").read_text().splitlines():
            record = json.loads(line)
            records[kind, record["id"]] = record
    for text in texts:
        label = {"gold": text.label_gold, "digests": text.label_digest}.get(text.kind, text.label_page)
        label(records[text.kind if text.kind in ("gold", "digests") else "pages", text.name])
        text.weights *= WEIGHT[text.kind]
    return names, texts


def train(texts, names):
    """Returns the trees and the log weights of the transitions."""
    rows, tags, weights = (np.concatenate([getattr(text, part) for text in texts])
                           for part in ("rows", "tags", "weights"))
    keep = weights > 0
    data = lightgbm.Dataset(rows[keep], tags[keep], weight=weights[keep], feature_name=names)
    model = lightgbm.train(PARAMS, data, num_boost_round=ROUNDS)
    counts = np.ones((len(TAGS), len(TAGS)))
    for text in texts:
        if text.kind in ("gold", "digests"):
            np.add.at(counts, (text.tags[:-1], text.tags[1:]), 1)
    steps = TRANSITION * np.log(counts / counts.sum(1, keepdims=True))
    steps[:, [tag[0] == "B" for tag in TAGS]] += BEGINNING
    return model, steps


def write(model, steps, names, out):
    """Writes the form that weights.rs describes."""
    def nodes(node):
        if "split_feature" not in node:
            return [f"={node['leaf_value']:.4g}"]
        return [f"{node['split_feature']}<{node['threshold']:.7g}",
                *nodes(node["left_child"]), *nodes(node["right_child"])]

    with out.open("w") as file:
        print("# Fitted by fit/fit.py; weights.rs describes the form.", file=file)
        print("features", *names, file=file)
        for tag, row in zip(TAGS, steps):
            print("transition", tag, *(f"{value:.3f}" for value in row), file=file)
        for tree in model.dump_model()["tree_info"]:
            print("tree", TAGS[tree["tree_index"] % len(TAGS)], *nodes(tree["tree_structure"]), file=file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of gold, digests and pages")
    parser.add_argument("--features", required=True, help="the built example `features`")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument("--fold", type=int, help=f"leave this fold's publishers out (0 to {FOLDS - 1}) and "
                        "print the paths of its texts")
    args = parser.parse_args()
    names, texts = read(args.shared, args.features)
    if args.fold is not None:
        of = lambda name: zlib.crc32(name.encode()) % FOLDS
        for text in texts:
            if of(text.main) == args.fold:
                print(text.path)
        texts = [text for text in texts if all(of(name) != args.fold for name in text.publishers)]
    model, steps = train(texts, names)
    write(model, steps, names, args.out)
    print(f"{len(texts)} texts", file=sys.stderr)


if __name__ == "__main__":
    main()
