"""A page's HTML as a tree, and which lines of a rendering its texts are."""
import gzip
import re
from collections import Counter

import lxml.html
from data_text import letters

# Elements whose text no rendering shows.
UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea", "button", "object"}
# A rendering's line is looked for this many letters ahead, or this many times its own length.
AHEAD = 4000


def read(path):
    """Parses a page; `None` where there is nothing to parse."""
    raw = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    raw = re.sub(r"^\s*<\?xml[^>]*>", "", raw).replace("\0", "")
    return lxml.html.document_fromstring(raw) if raw.strip() else None


def headline(root, shown):
    """Returns the page's headline: the `h1` or metadata title that is among the lines shown."""
    metas = [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:title"]
    heads = [" ".join(head.text_content().split()) for head in root.iter("h1")]
    titles = [part for title in root.iter("title") for part in re.split(r" [|–—-] ", title.text or "")[:1]]
    for title in [*heads, *metas, *titles]:
        if title and len(letters(title)) >= 12 and letters(title) in shown:
            return " ".join(title.split())
    return ""


class Leaves:
    """The texts of a tree in order, each with the element that holds it."""

    def __init__(self, root):
        self.owners, self.keys, self.texts = [], [], []
        self.first, self.last = {}, {}
        self._walk(root)

    def _walk(self, root):
        """Gathers texts depth first, without recursion: pages nest deeper than Python does."""
        todo = [("open", root)]
        while todo:
            step, node = todo.pop()
            if step == "tail":
                self._add(node.tail, node.getparent())
            elif step == "close":
                self.last[node] = len(self.keys)
            elif not isinstance(node.tag, str) or node.tag in UNSEEN:
                continue
            else:
                self.first[node] = len(self.keys)
                self._add(node.text, node)
                todo.append(("close", node))
                for child in reversed(node):
                    todo += [("tail", child), ("open", child)]

    def _add(self, text, owner):
        key = letters(text)
        if key:
            self.owners.append(owner)
            self.keys.append(key)
            self.texts.append(text)

    def inside(self, node):
        """Returns the numbers of the texts below an element."""
        return range(self.first.get(node, 0), self.last.get(node, 0))

    def key(self, node):
        """Returns the letters below an element."""
        return "".join(self.keys[at] for at in self.inside(node))

    def match(self, lines):
        """Finds for each line (letters) the texts that it is made of; `None` where there are none.

        Both are in the page's order, so a line is sought after the one before it. Lines that occur once in
        both are found first, and bound where the others are sought.
        """
        stream = "".join(self.keys)
        starts, at = [], 0
        for number, key in enumerate(self.keys):
            starts += [number] * len(key)
            at += len(key)
        counts = Counter(lines)
        anchors = [(place, stream.find(line)) for place, line in enumerate(lines)
                   if len(line) >= 24 and counts[line] == 1 and stream.count(line) == 1]
        anchors = rising(anchors)
        bounds = dict(anchors)
        found, cursor = [None] * len(lines), 0
        nexts, limit = [len(stream)] * len(lines), len(stream)
        for place in range(len(lines) - 1, -1, -1):
            nexts[place] = limit
            limit = bounds.get(place, limit)
        for place, line in enumerate(lines):
            if not line:
                continue
            spot = bounds.get(place)
            if spot is None:
                spot = stream.find(line, cursor, min(nexts[place], cursor + max(AHEAD, 3 * len(line))))
            if spot >= cursor:
                found[place] = sorted(set(starts[spot:spot + len(line)]))
                cursor = spot + len(line)
        return found


def rising(pairs):
    """Drops pairs that stand in another order on the right than on the left."""
    from gold import longest
    return longest(pairs)
