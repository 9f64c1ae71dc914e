#!/usr/bin/env python3
"""Fits src/segment/weights.txt on labelled texts and src/segment/html/weights.txt on pages, and cross-validates by
publisher. See README.md."""
import argparse
import os
import sys
import tempfile
from pathlib import Path

# Sums in one order, however many processors there are; read when numpy is first imported.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import blocks
import data
import groups
import judge
import model
import samples
import trees
import verdicts
from data_text import FOLDS, fold as part


def main():
    """Reads the arguments and does what they ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["fit", "cv", "ablate", "curve", "fit-html", "cv-html"],
                        help="fit the weights; print the cross-validated figures; print them without each group of "
                        "features; print them with more and more sources of texts; the first two for HTML")
    parser.add_argument("--shared", type=Path, required=True, help="folder of gold, digests, pages, extraction and score")
    parser.add_argument("--labels", type=Path, nargs="*", default=[], help="more labels in gold's form")
    parser.add_argument("--features", required=True, help="the built example `features`")
    parser.add_argument("--out", type=Path, help="where the weights go (fit, fit-html)")
    args = parser.parse_args()
    features, bench = samples.Features(args.features), judge.Judge(args.shared, args.labels)
    if args.do.endswith("-html"):
        names, every = blocks.read(args.shared, features, bench.score)
        if args.do == "fit-html":
            blocks.fit(names, every, args.out)
        else:
            blocks.cv(names, every, bench.score, args.shared)
        return
    with tempfile.TemporaryDirectory() as folder:
        data.write(data.build(args.shared, args.labels), Path(folder))
        names, texts = samples.read(Path(folder), features)
        run = {"fit": fit, "cv": cv, "ablate": ablate, "curve": curve}[args.do]
        run(args, bench, names, texts, features)


def fit(args, bench, names, texts, features):
    """Fits on everything and writes the weights."""
    fitting = model.Fitting(names, texts, features)
    fitting.first(whole=True)
    fitting.second(whole=True)
    fitting.third()
    fitting.fourth()
    args.out.write_text(fitting.model(None).write())
    print(f"{len(texts)} texts", file=sys.stderr)


def validate(label, args, bench, names, texts, features, without=(), only=None):
    """Cuts every text with the model that saw none of its publishers, and prints the figures."""
    used = [text for text in texts if only is None or text.kind.split("-")[0] in only or text.labelled()]
    for text in used:
        if only is not None and text.kind.split("-")[0] not in only:
            text.weights = text.weights * 0
    fitting = model.Fitting(names, used, features, without)
    fitting.first(whole=False)
    fitting.second(whole=False)
    fitting.third()
    fitting.fourth()
    scored, output = scored_texts(args.shared, texts), {}
    for fold in range(FOLDS):
        weights = fitting.model(fold).write()
        paths = [path for path, of in scored.items() if of == fold]
        output.update({path: [] for path in paths})
        for article in features.cut(paths, weights):
            output[article["source"]].append(article)
    judge.show(label, bench.whole(output))


def scored_texts(shared, texts):
    """Returns the texts that are scored, and their folds."""
    scored = {text.path: text.fold for text in texts if text.labelled()}
    for story in data.pages.stories(shared):
        if story.suite == "pages":
            for rendering in ("text-main", "text-full"):
                for path in data.pages.files(shared, story, rendering):
                    scored[str(path)] = part(story.publisher)
    return scored


def cv(args, bench, names, texts, features):
    """Prints the figures of the whole model."""
    validate("all", args, bench, names, texts, features)


def ablate(args, bench, names, texts, features):
    """Prints the figures of the whole model and without each group of features, with a third of the trees: it takes an hour
    all the same."""
    trees.ROUNDS, verdicts.ROUNDS = trees.ROUNDS // 3, verdicts.ROUNDS // 3
    validate("all", args, bench, names, texts, features)
    every = [*features.rows("second", [texts[0].path], "")[0], *features.rows("articles", [texts[0].path], "")[0]]
    for group, members in groups.groups(every).items():
        validate(f"without {group}", args, bench, names, texts, features, without=members)


def curve(args, bench, names, texts, features):
    """Prints the figures with more and more sources of training texts."""
    kept = {text.name: text.weights for text in texts}
    sources = []
    for source in ["gold", "digests", "text", "carried", "varied", "glued", "joined"]:
        sources.append(source)
        for text in texts:
            text.weights = kept[text.name]
        validate("+ " + source, args, bench, names, texts, features, only=sources)


if __name__ == "__main__":
    main()
