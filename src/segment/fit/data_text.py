"""A training text: its lines, what is known of each, and whose they are."""
import re
import unicodedata
import zlib
from dataclasses import dataclass, field

TAGS = ["X", "BH", "BM", "BP", "IH", "IM", "IP"]
# Publishers are dealt into this many parts for cross-validation. A composed text takes its stories from one
# part only: it can then be used whenever that part is not the one to be scored.
FOLDS = 5


def letters(text):
    """Letters and digits only: renderings differ in the rest."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").casefold())


def fold(publisher):
    """Returns the part that a publisher belongs to."""
    return zlib.crc32(publisher.encode()) % FOLDS


@dataclass
class Text:
    """A text with a tag and a weight for each of its lines that are not blank; weight 0 is unknown."""

    name: str
    kind: str
    main: str
    publishers: set
    lines: list
    language: str = ""
    tags: dict = field(default_factory=dict)
    weights: dict = field(default_factory=dict)
    # Who wrote what: first line, last line, names, publisher; and whether the text has no other articles.
    stories: list = field(default_factory=list)
    all_known: bool = False

    @classmethod
    def of(cls, name, kind, main, raw, language=""):
        """Reads a text; every line of it is unknown."""
        lines = raw.split("\n")
        text = cls(name, kind, main, {main}, lines, language)
        for number in text.numbers():
            text.tags[number], text.weights[number] = "X", 0.0
        return text

    def numbers(self):
        """Returns the numbers of the visible lines, from 1."""
        return [number for number, line in enumerate(self.lines, 1) if line.strip()]

    def set(self, number, tag, weight):
        """Says what a line is."""
        self.tags[number], self.weights[number] = tag, weight

    def record(self, scale):
        """Returns the form that the fitting program reads; weights are multiplied by the scale."""
        lines = [[number, self.tags[number], round(self.weights[number] * scale, 3)] for number in self.numbers()]
        return {"name": self.name, "kind": self.kind, "publishers": sorted(self.publishers), "main": self.main,
                "lines": lines, "stories": self.stories, "all_known": self.all_known}
