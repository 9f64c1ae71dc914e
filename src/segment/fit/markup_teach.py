"""Markup as teacher: what a page's HTML says about the lines outside its main story.

A block around one heading that holds a sentence is an article; one that holds next to nothing else is a link.
Menus, footers, comments and lists of links are no articles. All that is not clear stays unknown.
"""
import re
from bisect import bisect_left
from urllib.parse import urlsplit

import markup
from data_text import letters

ARTICLE, LINK = 0.7, 0.5
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
          "sup", "time", "u"}
# Words in an element's class or id that tell what it is.
FURNITURE = re.compile(r"(^|[-_ ])(nav|navi|navigation|menu|submenu|breadcrumbs?|footer|cookies?|consent|social|share|sharing|"
                       r"comments?|disqus|kommentare?|newsletter|subscribe|subscription|paywall|login|languages?)($|[-_ ])", re.I)
PROMOTION = re.compile(r"newsletter|subscri|abonn|paywall|promo|advert|sponsor|cookie|consent|comment|kommentar|author|"
                       r"podcast-|poll|survey|weather|wetter", re.I)
# A sentence has this many words; a block with fewer words than the other number beside its heading is a link.
SENTENCE, NOTHING = 8, 6
LONGEST = 250


def teach(text, page, story):
    """Labels the unknown lines of a rendering by the page's markup."""
    numbers = text.numbers()
    found = page.leaves.match([letters(text.lines[number - 1]) for number in numbers])
    page.settle(story)
    begun = set()
    for number, leaves in zip(numbers, found):
        verdicts = {page.verdicts[leaf] for leaf in leaves or []}
        verdict = verdicts.pop() if len(verdicts) == 1 else None
        if verdict is None or text.weights[number] > 0:
            continue
        kind, block = verdict
        if kind == "X":
            text.set(number, "X", LINK)
        else:
            roles = {page.roles[leaf] for leaf in leaves}
            role = "H" if "H" in roles else "P" if "P" in roles else "M"
            first = block not in begun
            # Where its first text has no line of its own, who knows whether the article begins here.
            sure = not first or leaves[0] == page.leaves.first[block]
            text.set(number, ("B" if first else "I") + role, ARTICLE if sure else 0.0)
            begun.add(block)


class Page:
    """The HTML of a page and the verdict on each of its texts."""

    def __init__(self, root, url_host):
        self.root, self.host = root, url_host
        self.leaves = markup.Leaves(root)
        self.verdicts, self.roles = [], []
        self.headings = []

    def settle(self, story):
        """Finds the verdict on each text: `("X", None)`, `("article", block)` or `None`."""
        if self.verdicts:
            return
        leaves = self.leaves
        self.verdicts, self.roles = [None] * len(leaves.keys), ["M"] * len(leaves.keys)
        self.main = self._main(story)
        if self.main is None:
            return
        self.headings = [node for node in leaves.first if node.tag in HEADINGS and len(leaves.key(node)) >= 3]
        self.places = sorted(leaves.first[node] for node in self.headings)
        for node in leaves.first:
            listed = node.tag in ("ul", "ol") and self._links(node)
            if (listed or self._furniture(node)) and not self._touches(node):
                self._say(node, ("X", None))
        for node in self.headings:
            if not self._touches(node):
                self._block(node)

    def _say(self, node, verdict):
        for leaf in self.leaves.inside(node):
            self.verdicts[leaf] = verdict

    def _main(self, story):
        """Returns the first and last text of the main story; `None` where it is not found."""
        stream = "".join(self.leaves.keys)
        owners = [number for number, key in enumerate(self.leaves.keys) for _ in key]
        spots = []
        for block in story.paragraphs():
            key = letters(block)
            at = stream.find(key) if len(key) >= 40 else -1
            if at >= 0:
                spots += [owners[at], owners[at + len(key) - 1]]
        title = letters(story.title)
        heads = [self.leaves.first[node] for node in self.leaves.first if node.tag == "h1" and title and
                 self.leaves.key(node) == title]
        return (min(spots + heads[:1]), max(spots)) if spots else None

    def _touches(self, node):
        """Tells whether an element holds something of the main story."""
        inside = self.leaves.inside(node)
        return not inside or (inside.start <= self.main[1] and inside.stop > self.main[0])

    def _furniture(self, node):
        if node.tag in ("nav", "footer") or node.get("role") in ("navigation", "contentinfo", "banner"):
            return not any(parent.tag == "article" for parent in node.iterancestors())
        if node.tag in HEADINGS or node.tag in INLINE or node.tag in ("body", "html", "main", "article"):
            return False
        return bool(FURNITURE.search(f"{node.get('class', '')} {node.get('id', '')}"))

    def _links(self, node):
        """Tells whether a list holds nothing but links."""
        items = [item for item in node if item.tag == "li" and self.leaves.inside(item)]
        if len(items) < 3 or any(self._count(item) for item in items):
            return False
        return all(self._linked(item) >= 0.8 and len(self._stories(item)) <= 1 for item in items)

    def _linked(self, node):
        """Returns the share of letters in links."""
        every = sum(len(self.leaves.keys[leaf]) for leaf in self.leaves.inside(node))
        linked = sum(len(self.leaves.keys[leaf]) for link in node.iter("a") for leaf in self.leaves.inside(link))
        return linked / every if every else 0

    def _count(self, node):
        """Counts the headings below an element."""
        inside = self.leaves.inside(node)
        return bisect_left(self.places, inside.stop) - bisect_left(self.places, inside.start)

    def _stories(self, node):
        """Returns the addresses below (or above) an element that may be stories'."""
        links = [link for link in node.iter("a")] + [up for up in node.iterancestors("a")]
        return {urlsplit(href).path for href in (link.get("href", "") for link in links) if self._is_story(href)}

    def _is_story(self, href):
        try:
            parts = urlsplit(href)
        except ValueError:
            return False
        host = (parts.hostname or self.host).removeprefix("www.")
        same = host.split(".")[-2:] == self.host.split(".")[-2:]
        return same and (parts.path.count("-") >= 3 or bool(re.search(r"\d{4}", parts.path)) or parts.path.endswith("html"))

    def _block(self, heading):
        """Judges what stands around a heading."""
        block = heading
        while True:
            above = block.getparent()
            if above is None or above.tag in ("body", "main") or self._count(above) > 1 or self._touches(above):
                break
            block = above
        names = [f"{node.get('class', '')} {node.get('id', '')}" for node in [block, *block.iterancestors()][:6]]
        inside, own = self.leaves.inside(block), set(self.leaves.inside(heading))
        if any(self.verdicts[leaf] for leaf in inside):
            # Inside a menu: it goes on being one, unless it has text.
            if self._sentences(inside, own):
                for leaf in inside:
                    self.verdicts[leaf] = None
            return
        words = sum(len(self.leaves.texts[leaf].split()) for leaf in inside if leaf not in own)
        stories = self._stories(block)
        if any(PROMOTION.search(name) for name in names) or not stories:
            return
        prose = self._sentences(inside, own)
        if prose and len(stories) == 1 and words <= LONGEST and self._stories(heading):
            for leaf in inside:
                self.roles[leaf] = "H" if leaf in own else "P" if leaf in prose else "M"
            self._say(block, ("article", block))
        elif not prose and words <= NOTHING and self._stories(heading):
            self._say(block, ("X", None))

    def _sentences(self, inside, own):
        """Returns the texts of paragraphs that hold a sentence."""
        chunks = {}
        for leaf in inside:
            if leaf not in own:
                node = self.leaves.owners[leaf]
                while node.tag in INLINE and node.getparent() is not None:
                    node = node.getparent()
                chunks.setdefault(node, []).append(leaf)
        return {leaf for chunk in chunks.values() for leaf in chunk
                if sum(len(self.leaves.texts[leaf].split()) for leaf in chunk) >= SENTENCE}
