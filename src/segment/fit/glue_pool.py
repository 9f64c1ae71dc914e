"""What glued documents are made of: stories, and runs of labelled lines, by language and part of the publishers."""
import re
from dataclasses import dataclass, field

from data_text import FOLDS, fold
from glue_words import WORDS

# A part's pool with fewer stories than this is not worth gluing from: the whole language is taken, if it has more
# than the other number.
FEW, FEWEST = 6, 3


@dataclass
class Run:
    """Neighbouring lines of a labelled text, blank ones included (tag None)."""

    publisher: str
    lines: list


@dataclass
class Pool:
    """The material of one language, of one part of the publishers or all."""

    language: str
    stories: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    lists: list = field(default_factory=list)
    furniture: list = field(default_factory=list)


def pools(stories, by_hand):
    """Returns the pools in a fixed order: one a language and part, else one for the language."""
    found = []
    for language in sorted(WORDS):
        parts = [fill(language, stories, by_hand, part) for part in range(FOLDS)]
        if min(len(pool.stories) for pool in parts) < FEW:
            parts = [fill(language, stories, by_hand, None)]
        found.extend(pool for pool in parts if len(pool.stories) >= FEWEST)
    return found


def fill(language, stories, by_hand, part):
    """Gathers what a part has in a language."""
    def ours(publisher):
        return part is None or fold(publisher) == part

    pool = Pool(language)
    for story in stories:
        long = [text for text in story.paragraphs() if len(text) >= 60]
        if story.language == language and ours(story.publisher) and len(long) >= 3:
            pool.stories.append(story)
    for text in by_hand:
        if text.kind == "gold" and text.language == language and ours(text.main):
            cut(text, pool)
    return pool


def cut(text, pool):
    """Cuts a labelled text into articles, lists of articles, and runs between them."""
    runs, last = [], None
    for number, line in enumerate(text.lines, 1):
        tag = text.tags.get(number) if line.strip() else None
        if tag is not None:
            kind = "furniture" if tag == "X" else "article"
            if kind != last or tag[0] == "B":
                runs.append((kind, []))
            last = kind
        if runs:
            runs[-1][1].append((line, tag))
    several = []
    for kind, lines in [*runs, ("end", [])]:
        if kind == "article":
            pool.articles.append(Run(text.main, lines))
            several.append(lines)
            continue
        if len(several) >= 3:
            # The first may be the page's main story.
            items = [line for lines in several[1:] for line in lines]
            pool.lists.append(Run(text.main, items))
        several = []
        if kind == "furniture":
            pool.furniture.append(Run(text.main, lines))


def sentences(text):
    """Splits a paragraph into sentences, roughly; what looks like one and is short was an abbreviation."""
    found = [""]
    for part in re.split(r"(?<=[.!?…])\s+(?=[A-ZÀ-Þ„\"“«¿¡])", text):
        if len(found[-1]) < 40:
            found[-1] = (found[-1] + " " + part).strip()
        else:
            found.append(part)
    return found
