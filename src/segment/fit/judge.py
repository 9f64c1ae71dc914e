"""Figures of cut texts, by the scorer that comes with the data."""
import importlib.util
import json
from pathlib import Path

# The figures shown, by suite.
SHOWN = {
    "gold": ["boundary_exact_f1", "boundary_within_1_f1", "pk", "article_f1", "found_with_headline", "found_complete",
             "body_tokens_lost", "boilerplate_tokens_kept"],
    "pages": ["present.body_f1", "present.headline_exact", "present.date_day", "present.author_f1"],
}
SHOWN["labelled"] = SHOWN["both"] = SHOWN["digests"] = SHOWN["gold"]


class Judge:
    """The suites and their truth."""

    def __init__(self, shared, labels):
        self.shared, path = shared, shared / "score" / "score.py"
        spec = importlib.util.spec_from_file_location("score", path)
        self.score = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.score)
        self.gold = self.score.load_gold(shared / "gold" / "labels.jsonl", shared / "gold" / "text")
        self.labelled = [document for file in labels for document in self.score.load_gold(file, shared)]
        self.digests = self.score.load_digests(shared / "digests")
        self.pages = [json.loads(line) for line in (shared / "pages" / "truth.jsonl").read_text().splitlines()]

    def suites(self):
        """Returns the suites of labelled texts; one that is labelled twice counts in the first."""
        both = {document[0].id: document for document in [*self.labelled, *self.gold]}
        return {"gold": self.gold, "labelled": self.labelled, "both": list(both.values()), "digests": self.digests}

    def whole(self, output):
        """Scores articles as the program gives them, keyed by the path of their text."""
        found = {}
        for suite, documents in self.suites().items():
            here = {document[0].id: name for document in documents for name in output if Path(name).stem == document[0].id}
            cut = {name: output[here[document[0].id]] for document in documents if document[0].id in here
                   for name in document[0].names}
            found[suite], _ = self.score.score_documents(documents, cut)
        for rendering in ("text-main", "text-full"):
            cut = {Path(name).stem: articles for name, articles in output.items() if f"pages/{rendering}/" in name}
            found[rendering], _ = self.score.score_pages(self.pages, cut, rendering)
        return found


def show(label, figures):
    """Prints one line a suite."""
    for suite, values in figures.items():
        shown = SHOWN.get(suite, SHOWN["pages"])
        print(f"{label:24} {suite:10}", *(f"{name.removeprefix('present.')} {values[name]:.3f}" for name in shown), flush=True)
